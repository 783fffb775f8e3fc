"""Settings: what is read from the environment, what is refused, and that the guide tells all of it."""

import base64
import secrets
import stat
from pathlib import Path

import pytest

from service import settings as module
from service.settings import Settings, SettingsError, described, guide

KEY = base64.b64encode(bytes(range(32))).decode()
URL = "postgresql://klimakreis_service:word@db.example:5432/klimakreis"
OWNER_URL = "postgresql://klimakreis_owner:word@db.example:5432/klimakreis"

EVERYTHING = {
    "DATABASE_URL": URL,
    "DATABASE_OWNER_URL": OWNER_URL,
    "KLIMAKREIS_DATA": "/var/lib/klimakreis",
    "KLIMAKREIS_MASTER_KEY_FILE": "/run/secrets/master_key",
    "KLIMAKREIS_HOST": "0.0.0.0",
    "PORT": "80",
    "KLIMAKREIS_WORKERS": "4",
    "KLIMAKREIS_LOG_LEVEL": "WARNING",
    "KLIMAKREIS_LOG_FORMAT": "text",
    "KLIMAKREIS_MAX_DOCUMENT_BYTES": "1000",
    "KLIMAKREIS_MAX_REQUEST_BYTES": "2000",
    "KLIMAKREIS_ALLOWED_ORIGINS": "https://a.example,https://b.example:8443",
    "KLIMAKREIS_POOL_SIZE": "20",
    "KLIMAKREIS_DUE_INTERVAL": "5",
}


def test_nothing_set_is_an_embedded_database() -> None:
    settings = Settings.from_environment({})
    assert settings == Settings()
    assert settings.embedded
    assert settings.key_file == Path(".data/master.key")


def test_everything_set_is_read() -> None:
    settings = Settings.from_environment(EVERYTHING)
    assert settings.database_url == URL
    assert settings.database_owner_url == settings.owner_url() == OWNER_URL
    assert not settings.embedded
    assert settings.data == Path("/var/lib/klimakreis")
    assert settings.key_file == Path("/run/secrets/master_key")
    assert (settings.host, settings.port, settings.workers) == ("0.0.0.0", 80, 4)
    assert (settings.log_level, settings.log_format) == ("WARNING", "text")
    assert (settings.max_document_bytes, settings.max_request_bytes) == (1000, 2000)
    assert settings.allowed_origins == ("https://a.example", "https://b.example:8443")
    assert (settings.pool_size, settings.due_interval) == (20, 5)


def test_every_setting_is_tried_here() -> None:
    assert {setting.name for setting in described()} == EVERYTHING.keys() | {"KLIMAKREIS_MASTER_KEY"}


def test_the_environment_of_a_child_says_the_same() -> None:
    settings = Settings.from_environment(EVERYTHING)
    assert Settings.from_environment(settings.environment()) == settings
    assert settings.environment() == EVERYTHING
    assert Settings.from_environment(Settings().environment()) == Settings()


def test_empty_is_unset() -> None:
    assert Settings.from_environment(dict.fromkeys(EVERYTHING, " ")) == Settings()


def test_the_process_environment_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in EVERYTHING:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PORT", "9999")
    assert Settings.from_environment().port == 9999


def test_words_are_read_in_any_case() -> None:
    given = {"KLIMAKREIS_LOG_LEVEL": "debug", "KLIMAKREIS_LOG_FORMAT": "JSON"}
    settings = Settings.from_environment(given)
    assert (settings.log_level, settings.log_format) == ("DEBUG", "json")


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("DATABASE_URL", "mysql://a@b/c", "must look like postgresql://"),
        ("DATABASE_URL", "postgresql://a@b", "must name the database"),
        ("DATABASE_URL", "postgresql://b/c", "must name the role"),
        ("PORT", "http", "must be a whole number"),
        ("PORT", "65536", "must be from 0 to 65535"),
        ("KLIMAKREIS_WORKERS", "0", "must be from 1 to 64"),
        ("KLIMAKREIS_LOG_LEVEL", "LOUD", "must be one of DEBUG, INFO, WARNING, ERROR"),
        ("KLIMAKREIS_ALLOWED_ORIGINS", "climate.example", "must be origins like"),
        ("KLIMAKREIS_ALLOWED_ORIGINS", "https://climate.example/page", "must be origins like"),
        ("KLIMAKREIS_MASTER_KEY", "äöü", "must be 32 random bytes in base64"),
        ("KLIMAKREIS_MASTER_KEY", "c2hvcnQ=", "must be 32 random bytes in base64, not 5"),
    ],
)
def test_what_cannot_be_used_is_named(name: str, text: str, said: str) -> None:
    with pytest.raises(SettingsError, match=f"^{name} {said}"):
        Settings.from_environment({name: text})


def test_an_owner_without_a_database_is_refused() -> None:
    with pytest.raises(SettingsError, match="DATABASE_OWNER_URL is set but DATABASE_URL is not"):
        Settings.from_environment({"DATABASE_OWNER_URL": OWNER_URL})


def test_two_master_keys_are_refused() -> None:
    with pytest.raises(SettingsError, match="both set"):
        Settings.from_environment({"KLIMAKREIS_MASTER_KEY": KEY, "KLIMAKREIS_MASTER_KEY_FILE": "key"})


def test_a_missing_owner_is_told() -> None:
    with pytest.raises(SettingsError, match="DATABASE_OWNER_URL is not set"):
        Settings(database_url=URL).owner_url()


def test_secrets_stay_out_of_what_is_shown() -> None:
    settings = Settings.from_environment(
        {"DATABASE_URL": URL, "DATABASE_OWNER_URL": OWNER_URL, "KLIMAKREIS_MASTER_KEY": KEY}
    )
    assert KEY not in f"{settings}"
    assert "word" not in f"{settings!r}"
    with pytest.raises(SettingsError) as refused:
        Settings.from_environment({"KLIMAKREIS_MASTER_KEY": KEY + "AAAA"})
    assert KEY not in str(refused.value)


def test_the_master_key_comes_from_the_environment() -> None:
    assert Settings(master_key=KEY).read_master_key() == bytes(range(32))


def test_the_master_key_comes_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "master.key").write_text(f"{KEY}\n")
    assert Settings(data=tmp_path).read_master_key() == bytes(range(32))
    assert Settings(master_key_file=tmp_path / "master.key").read_master_key(create=True) == bytes(range(32))


def test_a_new_master_key_is_for_its_owner_only(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "data")
    key = settings.read_master_key(create=True)
    assert len(key) == 32
    assert stat.S_IMODE(settings.key_file.stat().st_mode) == 0o600
    assert settings.read_master_key() == key
    assert [path.name for path in settings.data.iterdir()] == ["master.key"]


def test_the_first_of_two_new_master_keys_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(data=tmp_path)
    drawn = secrets.token_bytes

    def draw_late(number: int) -> bytes:
        settings.key_file.write_text(KEY)
        return drawn(number)

    monkeypatch.setattr(secrets, "token_bytes", draw_late)
    assert settings.read_master_key(create=True) == bytes(range(32))
    assert [path.name for path in tmp_path.iterdir()] == ["master.key"]


def test_a_place_where_no_master_key_can_be_kept_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    with pytest.raises(SettingsError, match="no master key can be written"):
        Settings(data=tmp_path / "data").read_master_key(create=True)


def test_a_missing_master_key_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="openssl rand -base64 32"):
        Settings(data=tmp_path).read_master_key()


def test_a_broken_master_key_is_told_but_not_shown(tmp_path: Path) -> None:
    (tmp_path / "master.key").write_text(f"{KEY[:-4]}")
    with pytest.raises(SettingsError, match="must be 32 random bytes") as refused:
        Settings(data=tmp_path).read_master_key()
    assert KEY[:20] not in str(refused.value)
    (tmp_path / "master.key").write_bytes(b"\xff\xfe")
    with pytest.raises(SettingsError, match="cannot be read: UnicodeDecodeError"):
        Settings(data=tmp_path).read_master_key()


def test_the_guide_is_up_to_date() -> None:
    assert module.GUIDE.read_text(encoding="utf-8") == guide(), "write it anew: python -m service.settings"


def test_the_guide_tells_every_setting() -> None:
    for setting in described():
        assert f"| `{setting.name}` | {setting.without} | {setting.about} |" in guide()
        assert setting.about.endswith(".")
