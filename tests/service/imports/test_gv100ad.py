"""Reading the official list: what is in it, and every way in which a line can be broken."""

from datetime import date
from io import BytesIO

import pytest

from events.municipality.state import Designation
from service.imports.gv100ad import read
from service.imports.listing import MOST_FLAWS, FlawCode, Listing, missing
from service.language import Language, say
from tests.service.imports.records import (
    OFFICIAL,
    OWN,
    Official,
    as_file,
    association_line,
    county_line,
    municipality_line,
)

GOOD = [
    county_line("01098", "Beispielkreis"),
    association_line("01098", "0001", "Musterstadt, Stadt", 50),
    association_line("01098", "5010", "Nordbeispiel"),
    municipality_line("01098001", "0001", "Musterstadt, Stadt", 12345, 63),
    municipality_line("01098011", "5010", "Größmuster", 321),
]


def read_lines(*lines: str) -> Listing:
    return read(BytesIO(as_file(list(lines))), "01098")


def flaws(listing: Listing) -> list[tuple[int, FlawCode]]:
    return [(flaw.line, flaw.code) for flaw in listing.flaws]


@pytest.mark.parametrize("official", OFFICIAL, ids=lambda official: official.county)
def test_a_whole_list_is_read(official: Official) -> None:
    with official.path.open("rb") as stream:
        listing = read(stream, official.county)

    assert listing.flaws == []
    assert listing.day == date(2023, 11, 30)
    assert len(listing.municipalities) == official.municipalities
    assert len(listing.associations) == official.associations
    assert all(row.ags.startswith(official.county) for row in listing.municipalities.values())


@pytest.mark.parametrize("official", OFFICIAL, ids=lambda official: official.county)
def test_only_real_associations_have_members(official: Official) -> None:
    with official.path.open("rb") as stream:
        listing = read(stream, official.county)

    free = listing.municipalities[official.free]
    bound = listing.municipalities[official.bound]
    assert free.association is None
    assert free.designation is Designation.TOWN
    assert free.name.endswith(", Stadt")
    assert free.ars == official.free[:5] + free.ars[5:9] + official.free[5:]
    assert bound.association == bound.ars[:9]
    assert listing.associations[bound.ars[:9]].kind == 51


def test_keys_and_numbers_of_a_municipality() -> None:
    listing = read_lines(*GOOD)

    row = listing.municipalities["01098011"]
    assert (row.ars, row.name, row.population, row.population_on) == (
        "010985010011",
        "Größmuster",
        321,
        date(2023, 11, 30),
    )
    assert (row.line, row.designation) == (5, Designation.MUNICIPALITY)


@pytest.mark.parametrize(
    ("kind", "designation"),
    [
        (60, Designation.MARKET),
        (61, Designation.URBAN_DISTRICT),
        (62, Designation.URBAN_DISTRICT),
        (63, Designation.TOWN),
        (64, Designation.MUNICIPALITY),
        (65, Designation.UNINCORPORATED),
        (66, Designation.UNINCORPORATED),
        (67, Designation.TOWN),
    ],
)
def test_the_code_tells_the_designation(kind: int, designation: Designation) -> None:
    listing = read_lines(*GOOD, municipality_line("01098099", "5010", "Beispiel", kind=kind))

    assert listing.municipalities["01098099"].designation is designation


def test_a_kreisfreie_stadt_belongs_to_no_association() -> None:
    listing = read_lines(municipality_line("01098000", "0000", "Musterstadt, Stadt", kind=61))

    assert listing.flaws == []
    assert listing.municipalities["01098000"].association is None


def test_blank_lines_and_windows_line_ends_are_no_flaws() -> None:
    text = "\ufeff" + "\r\n".join([GOOD[0], "", *GOOD[1:], "   "])

    listing = read(BytesIO(text.encode()), "01098")

    assert listing.flaws == []
    assert listing.municipalities["01098011"].line == 6


GOOD_LINE = municipality_line("01098012", "5010", "Neumuster")


@pytest.mark.parametrize(
    ("broken", "code"),
    [
        (GOOD_LINE[:-1], FlawCode.WRONG_LENGTH),
        (GOOD_LINE + " ", FlawCode.WRONG_LENGTH),
        (GOOD_LINE * 100, FlawCode.WRONG_LENGTH),
        ("6", FlawCode.UNKNOWN_RECORD_TYPE),
        ("70" + GOOD_LINE[2:], FlawCode.UNKNOWN_RECORD_TYPE),
        ("60" + "20231331" + GOOD_LINE[10:], FlawCode.BAD_DATE),
        ("60" + "2023 1 1" + GOOD_LINE[10:], FlawCode.BAD_DATE),
        ("60" + "20231129" + GOOD_LINE[10:], FlawCode.OTHER_DATE),
        (municipality_line("17098012", "5010", "Neumuster"), FlawCode.BAD_KEY),
        (municipality_line("0109801X", "5010", "Neumuster"), FlawCode.BAD_KEY),
        (municipality_line("0109801٢", "5010", "Neumuster"), FlawCode.BAD_KEY),
        (municipality_line("01098012", "50 0", "Neumuster"), FlawCode.BAD_KEY),
        (association_line("0109X", "5030", "Neuamt"), FlawCode.BAD_KEY),
        (county_line("99098", "Beispielkreis"), FlawCode.BAD_KEY),
        (f"10{20231130}99".ljust(220), FlawCode.BAD_KEY),
        (f"20{20231130}0 1".ljust(220), FlawCode.BAD_KEY),
        (municipality_line("01098012", "5010", ""), FlawCode.BAD_NAME),
        (municipality_line("01098012", "5010", "Neu\x00muster"), FlawCode.BAD_NAME),
        (municipality_line("01098012", "5010", "Neumuster", inhabitants=-4), FlawCode.BAD_NUMBER),
        (GOOD_LINE[:139] + "  1_000    " + GOOD_LINE[150:], FlawCode.BAD_NUMBER),
        (GOOD_LINE[:128] + "           " + GOOD_LINE[139:], FlawCode.BAD_NUMBER),
        (municipality_line("01098012", "5010", "Neumuster", inhabitants=10**10), FlawCode.BAD_NUMBER),
        (municipality_line("01098012", "5010", "Neumuster", kind=99), FlawCode.BAD_CODE),
        (GOOD_LINE[:122] + "  " + GOOD_LINE[124:], FlawCode.BAD_CODE),
        (association_line("01098", "5030", "Neuamt", kind=70), FlawCode.BAD_CODE),
        (association_line("01098", "5030", "Neuamt")[:122].ljust(220), FlawCode.BAD_CODE),
        (municipality_line("01098011", "5010", "Größmuster"), FlawCode.DUPLICATE),
        (association_line("01098", "5010", "Nordbeispiel"), FlawCode.DUPLICATE),
        (municipality_line("01098012", "5030", "Neumuster"), FlawCode.UNKNOWN_ASSOCIATION),
    ],
)
def test_a_broken_line_is_reported_and_the_rest_read(broken: str, code: FlawCode) -> None:
    after = municipality_line("01098013", "5010", "Probedorf")

    listing = read_lines(*GOOD, broken, after)

    assert flaws(listing) == [(6, code)]
    assert say(listing.flaws[0].message, Language.EN) != say(listing.flaws[0].message, Language.DE)
    assert listing.municipalities["01098013"].line == 7
    assert sorted(listing.municipalities) == ["01098001", "01098011", "01098013"]


def test_lines_in_another_encoding_are_reported_by_number() -> None:
    listing = read(BytesIO("".join(line + "\n" for line in GOOD).encode("iso-8859-1")), "01098")

    assert flaws(listing) == [(5, FlawCode.ENCODING)]
    assert "UTF-8" in say(listing.flaws[0].message, Language.DE)
    assert sorted(listing.municipalities) == ["01098001"]
    assert listing.illegible


def test_utf_16_is_one_flaw() -> None:
    listing = read(BytesIO("\n".join(GOOD).encode("utf-16")), "01098")

    assert flaws(listing)[-1] == (1, FlawCode.ENCODING)
    assert listing.municipalities == {}


def test_an_empty_file_and_a_list_of_elsewhere_have_nothing_of_the_county() -> None:
    assert flaws(read(BytesIO(b""), "01098")) == [(0, FlawCode.NOTHING_FOUND)]
    with OWN.path.open("rb") as stream:
        assert flaws(read(stream, "01077")) == [(0, FlawCode.NOTHING_FOUND)]


def test_broken_lines_of_other_counties_are_reported_too() -> None:
    listing = read_lines(*GOOD, municipality_line("01099001", "5001", "Nachbardorf")[:-3])

    assert flaws(listing) == [(6, FlawCode.WRONG_LENGTH)]
    assert listing.broken_keys == set()
    assert not listing.illegible


def test_a_broken_line_is_not_taken_for_a_missing_one() -> None:
    listing = read_lines(*GOOD, GOOD_LINE[:-1])

    assert missing(listing, ["01098001", "01098012", "01098077"]) == ["01098077"]


def test_the_day_can_be_given() -> None:
    with OWN.path.open("rb") as stream:
        assert read(stream, "01098", date(2024, 1, 1)).day == date(2024, 1, 1)


def test_of_very_many_flaws_only_the_number_is_kept() -> None:
    listing = read(BytesIO(b"99\n" * (MOST_FLAWS + 5)), "01098")

    assert len(listing.flaws) == MOST_FLAWS
    assert listing.flaw_count == MOST_FLAWS + 6
