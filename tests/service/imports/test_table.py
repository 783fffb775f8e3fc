"""Reading a list of municipalities from CSV."""

from datetime import date
from io import BytesIO

import pytest

from events.municipality.state import Designation
from service.imports.listing import FlawCode, Listing
from service.imports.table import read

HEADER = "ags,ars,name,designation,population,population_on,association"
TOWN = '01098001,010980001001,"Musterstadt, Stadt",TOWN,12345,2023-11-30,'
VILLAGE = "01098011,010985010011,Größmuster,,321,2023-11-30,Nordbeispiel"
ON = date(2023, 11, 30)


def read_text(*lines: str, on: date | None = None, encoding: str = "utf-8") -> Listing:
    return read(BytesIO("\n".join(lines).encode(encoding)), "01098", on)


def flaws(listing: Listing) -> list[tuple[int, FlawCode]]:
    return [(flaw.line, flaw.code) for flaw in listing.flaws]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("separator", [",", ";"])
def test_a_table_is_read(separator: str, encoding: str) -> None:
    village = VILLAGE.replace(",", separator)
    town = separator.join(["01098001", "010980001001", '"Musterstadt, Stadt"', "TOWN", "12345", "2023-11-30", ""])

    listing = read_text(HEADER.replace(",", separator), town, "", village, encoding=encoding)

    assert listing.flaws == []
    assert listing.day == ON
    row = listing.municipalities["01098001"]
    assert (row.name, row.designation, row.population, row.association) == (
        "Musterstadt, Stadt",
        Designation.TOWN,
        12345,
        None,
    )
    assert listing.municipalities["01098011"].association == "010985010"
    assert listing.associations["010985010"].name == "Nordbeispiel"
    assert listing.associations["010985010"].kind == 51
    assert listing.municipalities["01098011"].line == 4


def test_columns_that_are_left_out() -> None:
    listing = read_text("Name,ARS,AGS", "Größmuster,010985010011,01098011", on=ON)

    row = listing.municipalities["01098011"]
    assert (row.population, row.population_on, row.association) == (None, ON, None)
    assert row.designation is Designation.MUNICIPALITY
    assert listing.flaws == []


def test_the_day_is_given_or_the_latest_of_the_counts() -> None:
    earlier = VILLAGE.replace("2023-11-30", "2022-12-31")

    assert read_text(HEADER, TOWN, earlier).day == ON
    assert read_text(HEADER, TOWN, earlier, on=date(2024, 2, 1)).day == date(2024, 2, 1)
    assert read_text(HEADER, TOWN, earlier).municipalities["01098011"].population_on == date(2022, 12, 31)
    assert read_text(HEADER, TOWN, VILLAGE.replace("2023-11-30", "")).municipalities["01098011"].population_on == ON


def test_a_table_without_a_day_needs_one() -> None:
    listing = read_text("ags,ars,name", "01098011,010985010011,Größmuster")

    assert flaws(listing) == [(0, FlawCode.NO_DAY)]


@pytest.mark.parametrize(
    "header", ["ags,ars", "ags,ars,name,name", "ags,ars,name,mayor", "01098011,010985010011,Größmuster"]
)
def test_a_header_that_cannot_be_used(header: str) -> None:
    listing = read_text(header, "01098011,010985010011,Größmuster", on=ON)

    assert flaws(listing) == [(0, FlawCode.NOTHING_FOUND), (1, FlawCode.BAD_HEADER)]


def test_a_header_in_another_encoding() -> None:
    listing = read_text("ags,ars,näme", encoding="iso-8859-1")

    assert (1, FlawCode.ENCODING) in flaws(listing)


@pytest.mark.parametrize(
    ("broken", "code"),
    [
        ("01098012,010985010012,Neumuster", FlawCode.WRONG_LENGTH),
        (VILLAGE + ",", FlawCode.WRONG_LENGTH),
        ('01098012,010985010012,"Neumuster,,1,2023-11-30,Nordbeispiel', FlawCode.BAD_TABLE),
        ("1098012,010985010012,Neumuster,,1,2023-11-30,Nordbeispiel", FlawCode.BAD_KEY),
        ("01098012,10985010012,Neumuster,,1,2023-11-30,Nordbeispiel", FlawCode.BAD_KEY),
        ("01098012,010985010013,Neumuster,,1,2023-11-30,Nordbeispiel", FlawCode.KEYS_DISAGREE),
        ("01098012,010985010012,,,1,2023-11-30,Nordbeispiel", FlawCode.BAD_NAME),
        ("01098012,010985010012," + "N" * 201 + ",,1,2023-11-30,Nordbeispiel", FlawCode.BAD_NAME),
        ("01098012,010985010012,Neumuster,VILLAGE,1,2023-11-30,Nordbeispiel", FlawCode.BAD_CODE),
        ("01098012,010985010012,Neumuster,,1.000,2023-11-30,Nordbeispiel", FlawCode.BAD_NUMBER),
        ("01098012,010985010012,Neumuster,,999999999,2023-11-30,Nordbeispiel", FlawCode.BAD_NUMBER),
        ("01098012,010985010012,Neumuster,," + "9" * 5000 + ",2023-11-30,Nordbeispiel", FlawCode.BAD_NUMBER),
        ("01098012,010985010012,Neumuster,,1,30.11.2023,Nordbeispiel", FlawCode.BAD_DATE),
        (VILLAGE, FlawCode.DUPLICATE),
        ("01098012,010985010012,Neumuster,,1,2023-11-30,Südbeispiel", FlawCode.DUPLICATE),
    ],
)
def test_a_broken_line_is_reported_and_the_rest_read(broken: str, code: FlawCode) -> None:
    listing = read_text(HEADER, TOWN, VILLAGE, broken, VILLAGE.replace("011,", "013,"))

    assert flaws(listing) == [(4, code)]
    assert sorted(listing.municipalities) == ["01098001", "01098011", "01098013"]


@pytest.mark.parametrize(("kind", "broken"), [("53", False), ("", False), ("50", True), ("59", True), ("Amt", True)])
def test_the_kind_of_an_association(kind: str, broken: bool) -> None:
    listing = read_text(HEADER + ",association_kind", VILLAGE + "," + kind)

    assert bool(listing.flaws) is broken
    if not broken:
        assert listing.associations["010985010"].kind == int(kind or 51)


def test_lines_of_other_counties_are_left_out() -> None:
    other = "01099001,010995001001,Nachbardorf,,1,2024-11-30,Nachbaramt"

    listing = read_text(HEADER, VILLAGE, other)

    assert listing.flaws == []
    assert sorted(listing.municipalities) == ["01098011"]
    assert sorted(listing.associations) == ["010985010"]
    assert listing.day == ON
