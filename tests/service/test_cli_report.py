"""`klimakreis report`: the yearly report as one file, whole or not at all; that of the demonstration too."""

import asyncio
from pathlib import Path
from uuid import uuid4

import pytest

from service.cli.terminal import Exit
from service.demo import prepared
from service.pages.asked import today
from service.settings import Settings
from tests.conftest import Database
from tests.service.command_line import CommandLine
from tests.service.test_demo import KEY


@pytest.fixture
def klimakreis(database: Database) -> CommandLine:
    made = CommandLine.on(database)
    made.county("01098", "Kreis Beispiel")
    return made


def test_a_report_goes_to_standard_output(klimakreis: CommandLine) -> None:
    english = klimakreis("report", "--year", "2020").stdout
    german = klimakreis("report", "--year", "2020", "--language", "de").stdout

    assert english.startswith('<!doctype html>\n<html lang="en">')
    assert "Yearly report 2020" in english
    assert "Für 2020 sind keine Vorhaben verzeichnet." in german
    assert "Betreiber des Verzeichnisses; der Bericht enthält" in german
    assert klimakreis("--language", "de", "report", "--year", "2020").stdout == german
    assert klimakreis("report", "--year", "2020", "--language", "DE").stdout == german
    assert klimakreis("--language", "de", "report", "--year", "2020", "--language", "En").stdout == english


def test_a_report_goes_to_a_file(klimakreis: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "bericht.html"
    file.write_text("alt")

    said = klimakreis("report", "--year", "2020", "--output", str(file)).stdout

    assert said == f"The report of 2020 was written to {file}.\n"
    assert file.read_text() == klimakreis("report", "--year", "2020").stdout
    assert file.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["bericht.html"]


def test_a_file_that_cannot_be_written_leaves_nothing_behind(klimakreis: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "voll").mkdir()
    told = klimakreis("report", "--year", "2020", "--output", str(tmp_path / "nie" / "x.html"), code=Exit.REFUSED)

    assert "CANNOT_WRITE" in told.stderr
    assert [each.name for each in tmp_path.iterdir()] == ["voll"]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--year", "2150"), Exit.REFUSED, "later than the current year"),
        (("--year", "1850"), Exit.REFUSED, "between 1900 and 2199"),
        (("--year", "2020", "--at", "nie"), Exit.REFUSED, "must be a position"),
        (("--year", "2020", "--at", "99999"), Exit.REFUSED, "the newest position"),
        (("--year", "2020", "--at", "0"), Exit.REFUSED, "not recorded then"),
        (("--year", "2020", "--on", "2021-01-01"), Exit.REFUSED, "must be a day of 2020"),
        (("--year", "2020", "--agreement", str(uuid4())), Exit.REFUSED, "There is no such agreement here."),
        (("--year", "2020", "--county", "99999"), Exit.REFUSED, "no county with the key 99999"),
        (("--year", "2020", "--agreement", "eine"), Exit.USAGE, "--agreement"),
        (("--year", "2020", "--language", "fr"), Exit.USAGE, "--language"),
        ((), Exit.USAGE, "--year"),
    ],
)
def test_what_cannot_be_told(klimakreis: CommandLine, arguments: tuple[str, ...], code: Exit, said: str) -> None:
    assert said in klimakreis("report", *arguments, code=code).stderr


def test_as_the_record_stood_earlier(klimakreis: CommandLine) -> None:
    then = klimakreis("report", "--year", "2020").stdout
    position = then.partition(" --at ")[2].partition("<")[0]
    klimakreis("actor", "create", "Wer", "--role", "COORDINATOR")

    assert position.isdecimal()
    assert f"klimakreis report --year 2020 --language en --at {position}<" in then
    assert klimakreis("report", "--year", "2020", "--at", position).stdout == then


async def test_the_report_of_the_demonstration(database: Database, tmp_path: Path) -> None:
    settings = Settings(database_url=database.service_url, database_owner_url=database.owner_url, master_key=KEY)
    await prepared(settings, tmp_path)
    klimakreis = CommandLine.on(database)

    report = await _run(klimakreis, "report", "--year", "2025", "--language", "de")
    english = await _run(klimakreis, "report", "--year", "2025", "--language", "en")

    for told in (
        "Jahresbericht 2025 zur Klimazusammenarbeit",
        "Ziele nach Stand: 5 beschlossen.",
        # Emissions: 63.5, 56.2 and 50.1 % beside a line from 100 in 1990 to 0 in 2050.
        "Der neueste Messwert beträgt 50,1\u00a0% von 1990 für 2022.",
        "Der Messwert liegt 3,4\u00a0% von 1990 hinter dem Zielpfad. Das liegt innerhalb der Toleranz von "
        "5,0\u00a0% von 1990",
        "Früherer Zielpfad, bis 9.\u00a0März 2025: 18.400\u00a0(2019), 13.000\u00a0(2025), 6.000\u00a0(2035).",
        "neue Methode ab 2025",
        "Ein Ausgangswert nach dieser Methode fehlt noch",
        "erreicht am 21.\u00a0Juli 2025",
        "Für 2025 sind 420.000,00\u00a0€ geplant; ausgegeben wurden 255.630,00\u00a0€, bewilligt 0,00\u00a0€",
        "3.150,00\u00a0€",
        "Die Bestandsanalyse ist fertig und in allen fünf Gemeinden vorgestellt.",
        "Quellen der Messwerte",
    ):
        assert told in report, told
    # What came only in 2026 is not told in the report of 2025.
    for later in ("48.310", "Radroute", "Moorflächen", "Der Lieferant ist ausgefallen"):
        assert later not in report, later
    for told in ("Yearly report 2025", "within the tolerance of 5.0\u00a0% von 1990", "€255,630.00", "overdue since"):
        assert told in english, told
    assert today().year >= 2026
    for year in ("2016", "2023", "2026"):
        assert "</html>" in await _run(klimakreis, "report", "--year", year)


async def _run(klimakreis: CommandLine, *arguments: str) -> str:
    """The command, in a thread: it has a loop of its own."""
    return (await asyncio.to_thread(klimakreis, *arguments)).stdout
