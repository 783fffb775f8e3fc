"""The operator's settings, read from the environment once at start.

`python -m service.settings` writes docs/settings.md from this module; a test fails when it is out of date.
"""

import base64
import binascii
import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

GUIDE = Path(__file__).parent.parent / "docs" / "settings.md"
MASTER_KEY_BYTES = 32


class SettingsError(ValueError):
    """A setting is invalid; the message names it and says what to do."""


@dataclass(frozen=True)
class Setting:
    """A setting: its environment variable, its parser, its default, and its description."""

    name: str
    read: Callable[[str], Any]
    without: str
    about: str


def _setting(name: str, read: Callable[[str], Any], default: Any, about: str, without: str | None = None) -> Any:
    default_text = str(default) if without is None else without
    return field(default=default, metadata={"setting": Setting(name, read, default_text, about)})


def _database_url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("postgresql", "postgres"):
        raise ValueError("must look like postgresql://role:password@host:5432/database")
    if not parts.path.strip("/"):
        raise ValueError("must name the database: postgresql://role:password@host:5432/database")
    if not parts.username:
        raise ValueError("must name the role: postgresql://role:password@host:5432/database")
    return text


def _whole(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            raise ValueError(f"must be a whole number, not {text!r}") from None
        if not least <= number <= most:
            raise ValueError(f"must be from {least} to {most}, not {number}")
        return number

    return read


def _one_of(*words: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        for word in words:
            if text.lower() == word.lower():
                return word
        raise ValueError(f"must be one of {', '.join(words)}, not {text!r}")

    return read


def _origins(text: str) -> tuple[str, ...]:
    origins = tuple(origin.strip().rstrip("/") for origin in text.split(",") if origin.strip())
    for origin in origins:
        parts = urlsplit(origin)
        if parts.scheme not in ("http", "https") or not parts.netloc or parts.path or parts.query:
            raise ValueError(f"must be origins like https://climate.example, separated by commas; {origin!r} is none")
    return origins


def _path(text: str) -> Path:
    return Path(text).expanduser()


def _master_key(text: str) -> bytes:
    """32 bytes from base64. The error never repeats the text, which may be most of a real key."""
    try:
        key = base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        raise ValueError("must be 32 random bytes in base64: openssl rand -base64 32") from None
    if len(key) != MASTER_KEY_BYTES:
        raise ValueError(f"must be 32 random bytes in base64, not {len(key)}: openssl rand -base64 32")
    return key


@dataclass(frozen=True)
class Settings:
    """All settings of the service. The repr contains no secrets, as it may be logged."""

    database_url: str | None = _setting(
        "DATABASE_URL",
        _database_url,
        None,
        "The PostgreSQL database (15 or newer), as the service role, which owns nothing. "
        "Without it the service runs a PostgreSQL of its own in the data directory.",
        without="embedded PostgreSQL",
    )
    database_owner_url: str | None = _setting(
        "DATABASE_OWNER_URL",
        _database_url,
        None,
        "The same database, as the role that owns the tables: it runs the migrations at start and nothing else. "
        "Needed with DATABASE_URL.",
        without="embedded PostgreSQL",
    )
    data: Path = _setting(  # noqa: RUF009
        "KLIMAKREIS_DATA",
        _path,
        Path(".data"),
        "The data directory: the embedded PostgreSQL and, unless another is named, the file of the master key.",
    )
    master_key: str | None = _setting(
        "KLIMAKREIS_MASTER_KEY",
        lambda text: (_master_key(text), text)[1],
        None,
        "The master key, 32 bytes in base64. It wraps the keys of all sealed texts: without it they cannot be read. "
        "Back it up separately from the database.",
        without="the file below",
    )
    master_key_file: Path | None = _setting(  # noqa: RUF009
        "KLIMAKREIS_MASTER_KEY_FILE",
        _path,
        None,
        "A file that holds the master key. With the embedded PostgreSQL, it is created if it is missing; "
        "with DATABASE_URL, it must exist.",
        without="`master.key` in the data directory",
    )
    host: str = _setting("KLIMAKREIS_HOST", str, "127.0.0.1", "The address to listen on.")
    port: int = _setting("PORT", _whole(0, 65535), 8000, "The port to listen on; 0 takes a free one.")
    workers: int = _setting("KLIMAKREIS_WORKERS", _whole(1, 64), 1, "How many processes serve.")
    log_level: str = _setting(
        "KLIMAKREIS_LOG_LEVEL",
        _one_of("DEBUG", "INFO", "WARNING", "ERROR"),
        "INFO",
        "The lowest level that is logged: DEBUG, INFO, WARNING or ERROR.",
    )
    log_format: str = _setting(
        "KLIMAKREIS_LOG_FORMAT",
        _one_of("json", "text"),
        "json",
        "How it is logged: `json`, one object a line, or `text` for people.",
    )
    max_document_bytes: int = _setting(
        "KLIMAKREIS_MAX_DOCUMENT_BYTES",
        _whole(1, 1 << 30),
        20 << 20,
        "The maximum size of an uploaded document, in bytes.",
    )
    max_request_bytes: int = _setting(
        "KLIMAKREIS_MAX_REQUEST_BYTES",
        _whole(1 << 10, 64 << 20),
        1 << 20,
        "The maximum size of a GraphQL request, in bytes.",
    )
    allowed_origins: tuple[str, ...] = _setting(
        "KLIMAKREIS_ALLOWED_ORIGINS",
        _origins,
        (),
        "Origins of other sites whose pages may call the API from a browser, separated by commas; its own always may.",
        without="none",
    )
    pool_size: int = _setting(
        "KLIMAKREIS_POOL_SIZE",
        _whole(2, 200),
        10,
        "The maximum number of database connections of each process for reading. In addition, each has four for "
        "commands and one that waits for notifications.",
    )
    due_interval: int = _setting(
        "KLIMAKREIS_DUE_INTERVAL",
        _whole(1, 86400),
        60,
        "How many seconds pass between two checks for what falls due by time alone, such as expired deadlines.",
    )

    def __repr__(self) -> str:
        embedded = "embedded" if self.embedded else "external"
        return f"Settings({embedded} database, data={str(self.data)!r}, port={self.port}, workers={self.workers})"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Self:
        """The settings in the environment; empty means unset. Raises `SettingsError` for the first invalid one."""
        environment = os.environ if environment is None else environment
        given: dict[str, Any] = {}
        for name, setting in _described(cls):
            text = environment.get(setting.name, "").strip()
            if text:
                try:
                    given[name] = setting.read(text)
                except ValueError as error:
                    raise SettingsError(f"{setting.name} {error}") from None
        settings = cls(**given)
        if settings.database_owner_url and not settings.database_url:
            raise SettingsError(
                "DATABASE_OWNER_URL is set but DATABASE_URL is not: set both, or neither for the embedded PostgreSQL"
            )
        if settings.master_key and settings.master_key_file:
            raise SettingsError("KLIMAKREIS_MASTER_KEY and KLIMAKREIS_MASTER_KEY_FILE are both set: keep one of them")
        return settings

    def environment(self) -> dict[str, str]:
        """These settings as environment variables for a child process; `from_environment` reads the same back."""
        values: dict[str, str] = {}
        for name, setting in _described(type(self)):
            value = getattr(self, name)
            if value is None or value == ():
                continue
            values[setting.name] = ",".join(value) if isinstance(value, tuple) else str(value)
        return values

    def having(self, **changes: Any) -> Self:
        """A copy of the settings with these changes."""
        return replace(self, **changes)

    @property
    def embedded(self) -> bool:
        """Whether the service runs a PostgreSQL of its own."""
        return self.database_url is None

    @property
    def key_file(self) -> Path:
        """The file with the master key, unless the environment has the key itself."""
        return self.master_key_file or self.data / "master.key"

    def owner_url(self) -> str:
        """The database URL of the owner. Raises `SettingsError` if none is set."""
        if self.database_owner_url is None:
            raise SettingsError(
                "DATABASE_OWNER_URL is not set: name the same database as DATABASE_URL, as the role that owns the "
                "tables, so that migrations can run"
            )
        return self.database_owner_url

    def read_master_key(self, *, create: bool = False) -> bytes:
        """The master key, from the environment or its file.

        With `create`, a missing file is created with a new key, readable by its owner only. Use it only with a database
        that this process created, never with one that may hold texts sealed under a lost key.
        """
        if self.master_key is not None:
            return _master_key(self.master_key)
        if create and not self.key_file.exists():
            try:
                _write_new_key(self.key_file)
            except OSError as error:
                raise SettingsError(f"no master key can be written to {self.key_file}: {error}") from error
        try:
            text = self.key_file.read_text()
        except FileNotFoundError:
            raise SettingsError(
                f"no master key: {self.key_file} is not there. Set KLIMAKREIS_MASTER_KEY_FILE to the file that holds "
                "it, or for a new database make one: openssl rand -base64 32"
            ) from None
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError(f"the master key in {self.key_file} cannot be read: {type(error).__name__}") from None
        try:
            return _master_key(text)
        except ValueError as error:
            raise SettingsError(f"the master key in {self.key_file} {error}") from None


def _write_new_key(path: Path) -> None:
    """Write a new key if there is none, all or nothing, even if two processes do so at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(base64.b64encode(secrets.token_bytes(MASTER_KEY_BYTES)) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            return
    finally:
        draft.unlink()


def _described(settings: type[Settings]) -> list[tuple[str, Setting]]:
    return [(member.name, member.metadata["setting"]) for member in fields(settings)]


def described() -> list[Setting]:
    """Every setting, in the order of the guide."""
    return [setting for _, setting in _described(Settings)]


def guide() -> str:
    """The text of docs/settings.md."""
    lines = [
        "# Settings",
        "",
        "All settings come from the environment; an empty variable counts as not set. "
        "[command-line.md](command-line.md) lists the variables that only the command line reads. This page is "
        "generated by `python -m service.settings`.",
        "",
        "| Variable | Without it | What it decides |",
        "|---|---|---|",
    ]
    lines += [f"| `{setting.name}` | {setting.without} | {setting.about} |" for setting in described()]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    GUIDE.write_text(guide(), encoding="utf-8")
