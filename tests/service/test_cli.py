"""`klimakreis` on a real database: counties, mergers, actors, tokens, upkeep, and how a command ends."""

import asyncio
import hashlib
import json
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from service import bootstrap
from service.cli import upkeep
from service.cli.output import CannotWrite, write
from service.cli.terminal import Exit
from service.problems import Unavailable
from service.settings import described
from tests.conftest import Database
from tests.service.command_line import CommandLine
from tests.service.imports.records import OWN


@pytest.fixture
def klimakreis(database: Database) -> CommandLine:
    return CommandLine.on(database)


@pytest.fixture
def furnished(klimakreis: CommandLine) -> CommandLine:
    """A county with its municipalities."""
    klimakreis.county(OWN.county)
    klimakreis("import", "municipalities", str(OWN.path))
    return klimakreis


def head(klimakreis: CommandLine) -> int:
    return sum(each["position"] for each in klimakreis.json("check"))


def test_a_county_is_opened_once(klimakreis: CommandLine) -> None:
    first = klimakreis.json("county", "create", "01098", "Beispielkreis", "--since", "1974-03-24")
    again = klimakreis.json("county", "create", "01098", "Beispielkreis")

    assert first["created"] is True
    assert again == {"county": first["county"], "key": "01098", "created": False}
    assert klimakreis.json("county", "list") == [{"county": first["county"], "keys": ["01098"]}]
    assert "01098" in klimakreis("county", "list").stdout
    assert head(klimakreis) == 1


def test_a_county_needs_a_key_that_is_one(klimakreis: CommandLine) -> None:
    told = klimakreis.json("county", "create", "1098", "Beispielkreis", code=Exit.REFUSED)

    assert told["problems"][0]["code"] == "INVALID_INPUT"
    assert told["problems"][0]["path"] == ["key"]


def test_a_municipality_becomes_part_of_another_once(furnished: CommandLine) -> None:
    before = head(furnished)
    arguments = ("municipality", "succeed", "01098013", "01098012", "--on", "2024-01-01", "--reason", "Fusion")

    first = furnished.json(*arguments)
    again = furnished(*arguments, code=0)

    assert first["events"] == 1
    assert "recorded already" in again.stdout
    assert head(furnished) == before + 1


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [("01098099", "01098012", "NOT_FOUND"), ("01098012", "01098099", "NOT_FOUND"), ("01098012", "01098012", None)],
)
def test_a_merger_that_cannot_be(furnished: CommandLine, old: str, new: str, code: str | None) -> None:
    before = head(furnished)

    told = furnished.json("municipality", "succeed", old, new, "--on", "2024-01-01", code=Exit.REFUSED)

    assert code in (told["problems"][0]["code"], None)
    assert head(furnished) == before


def test_actors_and_tokens(furnished: CommandLine) -> None:
    made = furnished.json("actor", "create", "Erika Beispiel", "--role", "MUNICIPALITY", "--for", "01098012")
    tool = furnished.json("actor", "create", "Werkzeug", "--role", "COORDINATOR", "--kind", "TOOL")

    actors = {each["actor"]: each for each in furnished.json("actor", "list")}
    assert actors[made["actor"]]["label"] == "Erika Beispiel"
    assert actors[made["actor"]]["actsFor"] == made["actsFor"]
    assert actors[tool["actor"]]["kind"] == "TOOL"
    assert "Erika Beispiel" in furnished("actor", "list").stdout

    token = furnished.json("token", "create", made["actor"], "--expires", "2999-01-01")
    old = furnished.json("token", "create", made["actor"], "--read-only", "--expires", "2020-01-01")
    states = {each["id"]: (each["state"], each["writes"]) for each in furnished.json("token", "list")}
    assert states == {token["id"]: ("VALID", True), old["id"]: ("EXPIRED", False)}

    rotated = furnished.json("token", "rotate", token["id"])
    assert rotated["replaces"] == token["id"]
    assert rotated["token"] != token["token"]
    furnished("token", "revoke", rotated["id"])
    listed = furnished.json("token", "list", "--actor", made["actor"])
    assert [each["state"] for each in listed] == ["REVOKED", "EXPIRED", "REVOKED"]
    assert furnished.json("token", "list", "--actor", tool["actor"]) == []
    german = furnished("--language", "de", "token", "list", "--actor", made["actor"]).stdout
    assert [word in german for word in ("widerrufen", "abgelaufen", "REVOKED", "EXPIRED")] == [True, True, False, False]
    for text in (furnished("token", "list").stdout, json.dumps(listed)):
        assert token["token"] not in text


def test_a_token_is_shown_to_a_person_once(furnished: CommandLine) -> None:
    actor = furnished.json("actor", "create", "Prüfung", "--role", "AUDITOR")["actor"]

    shown = furnished("token", "create", actor).stdout
    rotated = furnished("token", "rotate", furnished.json("token", "list")[0]["id"]).stdout

    assert [line[:3] for line in (shown + rotated).splitlines()] == ["Tok", "kk_", "Tok", "kk_"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--role", "MUNICIPALITY"), "INVALID_INPUT"),
        (("--role", "SYSTEM"), "INVALID_INPUT"),
        (("--role", "PUBLIC"), "INVALID_INPUT"),
        (("--role", "PARTNER", "--for", "01098099"), "NOT_FOUND"),
        (("--role", "PARTNER", "--for", "nobody"), "NOT_FOUND"),
        (("--role", "PARTNER", "--for", f"partner:{UUID(int=7)}"), "NOT_FOUND"),
    ],
)
def test_an_actor_that_cannot_be(furnished: CommandLine, arguments: tuple[str, ...], code: str) -> None:
    told = furnished.json("actor", "create", "Wer", *arguments, code=Exit.REFUSED)

    assert told["problems"][0]["code"] == code


def test_an_actor_may_act_for_any_entity(furnished: CommandLine) -> None:
    for_whom = furnished.json("actor", "create", "Amt", "--role", "MUNICIPALITY", "--for", "01098011")["actsFor"]

    again = furnished.json("actor", "create", "Amt", "--role", "MUNICIPALITY", "--for", for_whom)

    assert again["actsFor"] == for_whom


@pytest.mark.parametrize("command", [("create", str(uuid4())), ("rotate", str(uuid4())), ("revoke", str(uuid4()))])
def test_a_token_of_nobody(furnished: CommandLine, command: tuple[str, ...]) -> None:
    assert furnished.json("token", *command, code=Exit.REFUSED)["problems"][0]["code"] == "NOT_FOUND"


def test_export_tells_every_event(furnished: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "events.jsonl"

    furnished("export", str(file))
    printed = furnished("export").stdout
    rest = furnished("export", "--after", "3").stdout

    assert file.read_text() == printed
    assert file.stat().st_mode & 0o777 == 0o600
    lines = [json.loads(line) for line in printed.splitlines()]
    assert [line["entry"]["position"] for line in lines] == list(range(1, head(furnished) + 1))
    assert rest.splitlines() == printed.splitlines()[3:]
    assert [each.name for each in tmp_path.iterdir()] == ["events.jsonl"]


def test_an_export_that_cannot_be_written(furnished: CommandLine, tmp_path: Path) -> None:
    told = furnished("export", str(tmp_path / "none" / "events.jsonl"), code=Exit.REFUSED)

    assert "CANNOT_WRITE" in told.stderr


def test_an_output_that_takes_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    async def parts() -> AsyncIterator[bytes]:
        yield b"line\n"

    with Path("/dev/full").open("wb", buffering=0) as full:
        monkeypatch.setattr(sys, "stdout", SimpleNamespace(buffer=full))
        with pytest.raises(CannotWrite):
            asyncio.run(write(parts(), None))


def test_check_finds_what_is_broken_and_rebuild_mends_it(furnished: CommandLine, database: Database) -> None:
    assert furnished.json("check")[0]["findings"] == []
    assert "nothing is wrong" in furnished("check", "--county", OWN.county).stdout
    with psycopg.connect(database.admin_url, autocommit=True) as connection:
        connection.execute("UPDATE states SET version = version + 7 WHERE kind = 'municipality'")

    broken = furnished.json("check", code=Exit.REFUSED)
    shown = furnished("check", code=Exit.REFUSED)
    rebuilt = furnished.json("rebuild", "--kind", "municipality")

    assert broken[0]["findings"]
    assert "findings" in shown.stderr
    assert rebuilt[0]["written"] == 2 * OWN.municipalities
    assert furnished.json("check")[0]["findings"] == []
    assert "0 states differed" in furnished("rebuild").stdout


def test_a_kind_that_is_none(furnished: CommandLine) -> None:
    assert furnished.json("rebuild", "--kind", "castle", code=Exit.REFUSED)["problems"][0]["path"] == ["kind"]


def test_which_county_has_to_be_clear(klimakreis: CommandLine) -> None:
    assert "holds: -" in klimakreis("export", code=Exit.REFUSED).stderr
    klimakreis.county("01098")
    klimakreis.county("01099")

    assert "holds: 01098, 01099" in klimakreis("export", code=Exit.REFUSED).stderr
    klimakreis("export", "--county", "01099")
    assert "keinen Landkreis" in klimakreis("--language", "de", "export", "--county", "01097", code=1).stderr


def test_migrate_makes_the_tables(empty_database: Database) -> None:
    klimakreis = CommandLine.on(empty_database)

    first = klimakreis.json("migrate")
    assert klimakreis.json("migrate") == first
    assert first["revision"] in klimakreis("migrate").stdout
    klimakreis.environment.pop("DATABASE_OWNER_URL")
    assert "DATABASE_OWNER_URL" in klimakreis("migrate", code=Exit.USAGE).stderr


def test_policy_and_settings_are_printed() -> None:
    klimakreis = CommandLine({"COLUMNS": "250"})

    rules = {(rule["kind"], rule["act"]): rule["roles"] for rule in klimakreis.json("policy")}
    assert rules["municipality", "RegisterMunicipality"] == {"COORDINATOR": "ANY", "ADMIN": "ANY"}
    assert "RegisterMunicipality" in klimakreis("policy").stdout
    names = [setting.name for setting in described()]
    assert [setting["name"] for setting in klimakreis.json("settings")] == names
    assert "DATABASE_URL" in klimakreis("settings").stdout


def test_the_version_is_told() -> None:
    assert CommandLine({})("--version").stdout.strip()


def test_a_setting_that_cannot_be_used(database: Database) -> None:
    klimakreis = CommandLine.on(database)
    klimakreis.environment["PORT"] = "none"

    for command in (["check"], ["serve"], ["demo"]):
        assert "PORT" in klimakreis(*command, code=Exit.USAGE).stderr


def test_a_database_that_does_not_answer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(bootstrap, "PATIENCE_SECONDS", 0.0)
    nowhere = f"postgresql://service:secret-word@/klimakreis?host={tmp_path}"
    klimakreis = CommandLine(
        {"DATABASE_URL": nowhere, "DATABASE_OWNER_URL": nowhere, "KLIMAKREIS_MASTER_KEY": "A" * 43 + "="}
    )

    told = klimakreis.json("check", code=Exit.UNAVAILABLE)
    said = klimakreis("check", code=Exit.UNAVAILABLE)

    assert told["problems"][0]["code"] == "UNAVAILABLE"
    assert "secret-word" not in said.output


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (Unavailable("gone"), Exit.UNAVAILABLE),
        (ConnectionResetError("secret-word"), Exit.UNAVAILABLE),
        (KeyboardInterrupt(), Exit.INTERRUPTED),
        (RuntimeError("broken"), Exit.FAULT),
    ],
)
def test_how_a_command_ends_when_something_happens(
    furnished: CommandLine, monkeypatch: pytest.MonkeyPatch, fault: BaseException, code: Exit
) -> None:
    async def happens(*_: Any) -> None:
        raise fault

    monkeypatch.setattr(upkeep, "_counties", happens)

    assert furnished.json("check", code=code)["problems"][0]["code"] == code.name


def test_a_command_that_does_not_exist() -> None:
    CommandLine({})("castle", code=Exit.USAGE)
    CommandLine({})("actor", "create", "Wer", "--role", "KING", code=Exit.USAGE)
    CommandLine({})("token", "revoke", "no-id", code=Exit.USAGE)


def test_ids_of_tokens_do_not_tell_tokens(furnished: CommandLine) -> None:
    actor = furnished.json("actor", "create", "Prüfung", "--role", "AUDITOR")["actor"]
    token = furnished.json("token", "create", actor)

    assert token["id"] not in token["token"]
    assert hashlib.sha256(token["token"].encode()).hexdigest() not in furnished("token", "list").stdout
