"""`klimakreis import municipalities`, from the file to the record."""

import asyncio
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from events.municipality.view import view
from events.policy import Role
from service.entity_snapshot import EntitySnapshot
from service.record import Record
from service.viewer import Viewer
from tests.conftest import Database
from tests.service.command_line import CommandLine
from tests.service.county import opened
from tests.service.imports.records import OFFICIAL, OWN, Official, municipality_line

LATER = "20240630"


@pytest.fixture
def klimakreis(database: Database) -> CommandLine:
    return CommandLine.on(database)


def imported(klimakreis: CommandLine, file: Path, county: str, *options: str, code: int = 0) -> Any:
    return klimakreis.json("import", "municipalities", str(file), "--county", county, *options, code=code)


def recorded(klimakreis: CommandLine, county: str, kind: str = "municipality") -> dict[str, EntitySnapshot]:
    """What is recorded, by AGS or name."""

    async def read(record: Record) -> list[EntitySnapshot]:
        found = await record.county_of_key(county)
        assert found is not None
        async with record.read(Viewer(found, None, Role.SYSTEM)) as reading:
            return await reading.every(kind)

    async def ask() -> list[EntitySnapshot]:
        async with opened(klimakreis.environment["DATABASE_URL"]) as record:
            return await read(record)

    stored = asyncio.run(ask())
    if kind == "municipality":
        return {each.state.keys[-1].ags: each for each in stored}
    return {each.state.names[-1].name: each for each in stored}


def events(klimakreis: CommandLine) -> int:
    return sum(each["position"] for each in klimakreis.json("check"))


@pytest.mark.parametrize("official", OFFICIAL, ids=lambda official: official.county)
def test_the_list_is_imported_once(klimakreis: CommandLine, official: Official) -> None:
    klimakreis.county(official.county)

    first = imported(klimakreis, official.path, official.county)
    before = events(klimakreis)
    second = imported(klimakreis, official.path, official.county)

    assert len(first["new"]) == official.municipalities + official.associations
    assert first["events"] == 2 * official.municipalities + official.associations
    assert (first["changed"], first["gone"], first["unsettled"], first["problems"]) == ([], [], [], [])
    assert second["events"] == 0
    assert second["unchanged"] == len(first["new"])
    assert second["new"] == second["changed"] == second["gone"] == []
    assert events(klimakreis) == before
    assert len(recorded(klimakreis, official.county)) == official.municipalities
    assert len(recorded(klimakreis, official.county, "municipal_association")) == official.associations


@pytest.mark.parametrize("official", OFFICIAL, ids=lambda official: official.county)
def test_a_later_list_writes_the_renamed_and_the_grown_and_reports_the_vanished(
    klimakreis: CommandLine, official: Official, tmp_path: Path
) -> None:
    klimakreis.county(official.county)
    imported(klimakreis, official.path, official.county)
    before = events(klimakreis)
    own = [line for line in _lines(official.path) if line.startswith("60") and line[10:15] == official.county]
    renamed, grown, vanished = own[-1], own[-2], own[-3]
    name, count = renamed[22:72].strip(), int(grown[139:150])
    changes = {
        renamed: renamed[:22] + f"Neu-{name}"[:50].ljust(50) + renamed[72:],
        grown: grown[:139] + f"{count + 7:011}" + grown[150:],
        vanished: "",
    }
    later = tmp_path / "later.txt"
    later.write_text(
        "".join(
            changed[:2] + LATER + changed[10:] + "\n"
            for line in _lines(official.path)
            if (changed := changes.get(line, line))
        )
    )

    told = imported(klimakreis, later, official.county)

    assert told["events"] == 2
    assert {item["key"]: item["changes"] for item in told["changed"]} == {
        renamed[10:18]: [{"field": "name", "before": name, "after": f"Neu-{name}"}],
        grown[10:18]: [{"field": "population", "before": str(count), "after": str(count + 7)}],
    }
    assert [(gone["key"], gone["name"]) for gone in told["gone"]] == [(vanished[10:18], vanished[22:72].strip())]
    assert told["new"] == told["unsettled"] == []
    assert events(klimakreis) == before + 2
    state = recorded(klimakreis, official.county)[renamed[10:18]].state
    assert view(state, date(2024, 6, 29)).name == name
    assert view(state, date(2024, 6, 30)).name == f"Neu-{name}"
    assert imported(klimakreis, later, official.county)["events"] == 0


def test_of_a_file_with_broken_lines_nothing_is_written(klimakreis: CommandLine, tmp_path: Path) -> None:
    klimakreis.county(OWN.county)
    before = events(klimakreis)
    lines = _lines(OWN.path)
    broken = tmp_path / "broken.txt"
    broken.write_bytes(
        b"\n".join(
            [
                *(line.encode() for line in lines),
                lines[-1].encode()[:-1],
                b"77" + lines[-1].encode()[2:],
                municipality_line("0109X031", "5010", "Neudorf").encode(),
                municipality_line("01098032", "5010", "Größdorf").encode("iso-8859-1"),
            ]
        )
    )

    told = imported(klimakreis, broken, OWN.county, code=1)

    first = len(lines) + 1
    assert [(flaw["line"], flaw["code"]) for flaw in told["flaws"]] == [
        (first, "WRONG_LENGTH"),
        (first + 1, "UNKNOWN_RECORD_TYPE"),
        (first + 2, "BAD_KEY"),
        (first + 3, "ENCODING"),
    ]
    assert told["events"] == 0
    assert events(klimakreis) == before

    skipped = imported(klimakreis, broken, OWN.county, "--skip-invalid")

    assert len(skipped["flaws"]) == 4
    assert len(recorded(klimakreis, OWN.county)) == OWN.municipalities


def test_skipping_does_not_make_a_list_of_elsewhere_fit(klimakreis: CommandLine) -> None:
    klimakreis.county("01077")

    told = imported(klimakreis, OWN.path, "01077", "--skip-invalid", code=1)

    assert [flaw["code"] for flaw in told["flaws"]] == ["NOTHING_FOUND"]


def test_a_dry_run_shows_and_writes_nothing(klimakreis: CommandLine) -> None:
    klimakreis.county(OWN.county)
    before = events(klimakreis)

    shown = klimakreis("import", "municipalities", str(OWN.path), "--dry-run").stdout
    told = imported(klimakreis, OWN.path, OWN.county, "--dry-run")

    assert "Größmuster" in shown
    assert "9 new, 0 changed, 0 unchanged, 0 gone" in shown
    assert told["dryRun"] is True
    assert len(told["new"]) == 9
    assert events(klimakreis) == before


def test_a_person_sees_what_is_changed_gone_and_contradicted(klimakreis: CommandLine, tmp_path: Path) -> None:
    klimakreis.county(OWN.county)
    klimakreis("import", "municipalities", str(OWN.path))
    klimakreis("municipality", "succeed", "01098013", "01098012", "--on", "2024-01-01")
    changed = tmp_path / "changed.csv"
    changed.write_text(
        "ags;ars;name;designation;population;association\n"
        "01098001;010980001001;Musterstadt;TOWN;12345;\n"
        "01098013;010985010013;Neumuster;MUNICIPALITY;98;Nordbeispiel\n"
        "01098012;010985010012;Größmuster;MUNICIPALITY;1300;Nordbeispiel\n"
        "x\n"
    )
    arguments = ("import", "municipalities", str(changed), "--on", "2024-05-01", "--skip-invalid")

    german = klimakreis("--language", "de", *arguments, "--dry-run").output
    english = klimakreis(*arguments).output

    assert "Fehlerhafte Zeilen: 1" in german
    assert "Weggefallen, von Hand zu klären: 5" in german
    assert "Im Widerspruch zum Verzeichnis: 1" in german
    assert "2 columns" not in english
    assert "Musterstadt, Stadt" in english
    assert "may be among them" in english
    assert "0 new, 2 changed, 1 unchanged, 5 gone" in english
    assert "2 events written" in english


def test_an_import_that_others_overtake_is_told_and_goes_on_when_given_again(
    klimakreis: CommandLine, tmp_path: Path
) -> None:
    klimakreis.county(OWN.county)
    klimakreis.county("01099")
    key = tmp_path / "list.csv"
    key.write_text("ags,ars,name\n01098001,010980001001,Musterstadt\n")

    first = imported(klimakreis, key, OWN.county, "--on", "2023-11-30")
    other = imported(klimakreis, key, OWN.county, "--on", "2023-11-30")

    assert (first["events"], other["events"]) == (1, 0)
    assert klimakreis.json("import", "municipalities", str(key), "--on", "2023-11-30", code=1)["problems"][0][
        "path"
    ] == ["county"]


def test_a_list_of_a_day_to_come_is_refused(klimakreis: CommandLine, tmp_path: Path) -> None:
    klimakreis.county(OWN.county)

    told = imported(klimakreis, OWN.path, OWN.county, "--on", "2150-01-01", code=1)

    assert told["problems"][0]["code"] == "INVALID_INPUT"


def test_what_is_refused_is_told_and_the_rest_written(klimakreis: CommandLine, tmp_path: Path) -> None:
    klimakreis.county(OWN.county)
    file = tmp_path / "list.csv"
    file.write_text(
        "ags,ars,name,population,population_on\n"
        "01098001,010980001001,Musterstadt,5,2150-01-01\n"
        "01098002,010980002002,Freidorf,6,2024-01-01\n"
    )

    told = imported(klimakreis, file, OWN.county, "--on", "2024-01-01", code=6)

    assert told["events"] == 3
    assert [(each["key"], each["code"]) for each in told["problems"]] == [("01098001", "IN_THE_FUTURE")]
    again = klimakreis("import", "municipalities", str(file), "--on", "2024-01-01", code=1)
    assert "Refused: 1" in again.stdout


def test_a_person_is_shown_the_first_of_many(klimakreis: CommandLine, tmp_path: Path) -> None:
    klimakreis.county(OWN.county)
    file = tmp_path / "list.csv"
    rows = [f"01098{number:03},010980000{number:03},Dorf {number}" for number in range(1, 51)]
    file.write_text("\n".join(["ags,ars,name", *rows]))

    shown = klimakreis("import", "municipalities", str(file), "--on", "2024-01-01", "--dry-run").stdout

    assert "Dorf 40" in shown
    assert "Dorf 41" not in shown
    assert "and 10 more" in shown


def test_the_form_can_be_told(klimakreis: CommandLine) -> None:
    klimakreis.county(OWN.county)

    assert imported(klimakreis, OWN.path, OWN.county, "--format", "gv100ad")["format"] == "gv100ad"
    told = imported(klimakreis, OWN.path, OWN.county, "--format", "csv", "--on", "2023-11-30", code=1)
    assert told["flaws"][-1]["code"] == "BAD_HEADER"


@pytest.mark.parametrize("day", ["30.11.2023", "2023-13-01"])
def test_a_day_that_is_none_is_a_usage_error(klimakreis: CommandLine, day: str) -> None:
    klimakreis("import", "municipalities", str(OWN.path), "--on", day, code=2)


def test_an_unknown_county_and_a_missing_file(klimakreis: CommandLine, tmp_path: Path) -> None:
    assert imported(klimakreis, OWN.path, "01098", code=1)["problems"][0]["code"] == "NOT_FOUND"
    klimakreis("import", "municipalities", str(tmp_path / "none.txt"), code=2)


def _lines(path: Path) -> list[str]:
    return path.read_text().splitlines()
