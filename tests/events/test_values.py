"""Values and their limits."""

import unicodedata
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.keys import check_agreement, district_of
from events.person import Email, Phone
from events.terms import Code
from events.values import FIRST_DAY, LAST_DAY, Exact, Invalid, Many, Text, Whole, check_day, digest_of, sort_key
from tests.said import german


def annotated(alias: object) -> Text:
    (limit,) = (note for note in alias.__metadata__ if isinstance(note, Text))  # type: ignore[attr-defined]
    return limit


LINE, LINES = Text(10), Text(10, lines=True)


@pytest.mark.parametrize(
    ("limit", "text", "words"),
    [
        (LINE, "", "empty"),
        (LINE, " \u00a0 ", "empty"),
        (LINE, "12345678901", "longer than 10"),
        (LINE, "a\x00b", "control"),
        (LINE, "a\u202eb", "control"),
        (LINES, "a\ud800b", "control"),
        (LINE, "a\nb", "single line"),
        (LINE, "a\tb", "single line"),
        (annotated(Email), "nobody", "an e-mail address"),
        (annotated(Phone), "call me", "a telephone number"),
        (annotated(Code), "Heat Pump", "lower-case"),
        (annotated(Code), "heat-", "lower-case"),
    ],
)
def test_a_text_outside_its_limits_is_invalid(limit: Text, text: str, words: str) -> None:
    with pytest.raises(Invalid, match=words) as caught:
        limit.check(text)
    assert german(caught.value)


@pytest.mark.parametrize(
    ("limit", "text", "taken"),
    [
        (LINE, "  Hürup ", "Hürup"),
        (LINE, unicodedata.normalize("NFD", "Hürup"), "Hürup"),
        (LINES, "a\nb", "a\nb"),
        (annotated(Email), "anna@muster.example", "anna@muster.example"),
        (annotated(Phone), "+49 (461) 12-0", "+49 (461) 12-0"),
        (annotated(Code), "heat-pump-2", "heat-pump-2"),
    ],
)
def test_a_text_is_taken_trimmed_and_composed(limit: Text, text: str, taken: str) -> None:
    assert limit.check(text) == taken


@given(st.text())
def test_what_is_taken_once_is_taken_as_it_is(text: str) -> None:
    limit = Text(50, lines=True)
    try:
        taken = limit.check(text)
    except Invalid:
        return
    assert limit.check(taken) == taken
    assert 1 <= len(taken) <= 50


def test_a_whole_number_keeps_its_limits() -> None:
    assert [Whole(0, 3).check(number) for number in (0, 3)] == [0, 3]
    for number in (-1, 4):
        with pytest.raises(Invalid, match="between 0 and 3"):
            Whole(0, 3).check(number)


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ("1.50", "1.5"),
        ("100", "100"),
        ("1E+2", "100"),
        ("-0.00", "0"),
        ("0", "0"),
        ("-2.25", "-2.25"),
        ("999.999", "999.999"),
    ],
)
def test_a_decimal_number_is_spelled_in_one_way(given: str, taken: str) -> None:
    assert str(Exact(3, 3).check(Decimal(given))) == taken


@pytest.mark.parametrize(
    ("number", "told"),
    [
        ("1000", "at most 3 digits before the point"),
        ("-1000", "at most 3 digits before the point"),
        ("NaN", "at most 3 digits before the point"),
        ("Infinity", "at most 3 digits before the point"),
        ("0.0001", "at most 3 decimals"),
        ("-1.5", "at least -1"),
    ],
)
def test_a_decimal_number_keeps_its_limits(number: str, told: str) -> None:
    with pytest.raises(Invalid, match=told):
        Exact(3, 3, -1).check(Decimal(number))


def test_limits_are_told_in_words() -> None:
    assert LINE.limit == "At most 10 characters."
    assert annotated(Email).limit == "An e-mail address, name@host."
    assert Whole(0, 3).limit == "From 0 to 3."
    assert Exact(3, 2).limit == "At most 3 digits before the point and 2 after it."
    assert Exact(3, 2, 0).limit == "At least 0. At most 3 digits before the point and 2 after it."
    assert Many(5).limit == "At most 5 members."


def test_the_record_holds_days_from_1900_to_2199() -> None:
    assert [check_day(on) for on in (FIRST_DAY, LAST_DAY)] == [FIRST_DAY, LAST_DAY]
    for on in (date(1899, 12, 31), date(2200, 1, 1)):
        with pytest.raises(Invalid, match="between 1900 and 2199"):
            check_day(on)


def test_names_sort_after_din_5007_1() -> None:
    names = ["Ahneby", "Böklund", "Bollingstedt", "Großenwiehe", "Grundhof", "Hürup", "Husby", "Sörup", "Süderbrarup"]
    assert sorted(set(names), key=sort_key) == names
    assert sort_key("  Weiß-Straße (Nord) ") == sort_key("weiss strasse nord")
    assert sort_key("Ångström") == "angstrom"


@given(st.lists(st.text()))
def test_a_sort_key_is_plain(names: list[str]) -> None:
    keys = sorted(sort_key(name) for name in names)
    assert all(key.isascii() and key == key.lower().strip() for key in keys)
    assert all(earlier <= later for earlier, later in pairwise(keys))


def test_a_key_lies_in_its_district() -> None:
    assert district_of("01059087") == district_of("010595987087") == "01059"
    check_agreement("01059087", "010595987087", "ars")


def test_a_kept_text_is_named_by_the_digest_of_its_bytes() -> None:
    assert digest_of("Wärme") == "XJxgqZFLHSm6IGE9SF-tLq2fkzvK64m6LSzLeGDTZNE"
    assert len(digest_of("")) == 43
    assert digest_of("Wärme") != digest_of("Warme")
