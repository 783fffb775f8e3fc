"""German typography: what belongs together stays together, and no character moves."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.difference import difference, text_after, text_before
from events.values import Money
from events.when import When
from service.language import Language
from service.pages.typography import printed, since_said, typeset, typeset_pieces, when_said

DE, EN = Language.DE, Language.EN
MARCH = date(2016, 3, 3)
YEAR = When(date(2016, 1, 1), date(2016, 12, 31))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nach § 5 Abs. 2 GkG", "nach §\u00a05 Abs.\u00a02 GkG"),
        ("§§ 5 und 6", "§§\u00a05 und 6"),
        ("um 95 % und 3 t", "um 95\u00a0% und 3\u00a0t"),
        ("3 tolle Pläne", "3 tolle Pläne"),
        ("am 1. März", "am 1.\u00a0März"),
        ("z. B. Netze, i. V. m. anderem", "z.\u202fB. Netze, i.\u202fV.\u202fm. anderem"),
        ('die "Region", ("Netz") und "A"', "die „Region“, („Netz“) und „A“"),
        ('"Anfang', "„Anfang"),
        ("Wärme - Strom", "Wärme\u00a0– Strom"),
        ("Wärme- und Stromnetz", "Wärme- und Stromnetz"),
        ("geht's", "geht’s"),
        ("Satz 2 des Absatzes", "Satz\u00a02 des Absatzes"),
    ],
)
def test_texts_are_set_as_german_is_printed(text: str, expected: str) -> None:
    assert typeset(text) == expected


TEXTS = st.text(st.sampled_from(" \n\"-§%.'(aAbs5zBü"), max_size=40)


@given(TEXTS, TEXTS)
def test_pieces_are_set_as_the_texts_that_they_stand_in(before: str, after: str) -> None:
    pieces = difference(before, after)
    told = typeset_pieces(pieces)

    assert len(typeset(before)) == len(before)
    assert [(piece.kind, len(piece.text)) for piece in told] == [(piece.kind, len(piece.text)) for piece in pieces]
    assert text_after(told) == typeset(after)
    assert len(text_before(told)) == len(before)


def test_days_are_told_in_words() -> None:
    assert printed(MARCH, DE) == "3.\u00a0März 2016"
    assert printed(MARCH, EN) == "3\u00a0March 2016"
    assert printed(when_said(When(MARCH)), DE) == "am 3.\u00a0März 2016"
    assert printed(when_said(YEAR), DE) == "zwischen dem 1.\u00a0Januar 2016 und dem 31.\u00a0Dezember 2016"
    assert printed(when_said(YEAR), EN) == "between 1\u00a0January 2016 and 31\u00a0December 2016"
    assert printed(since_said(When(MARCH)), DE) == "ab 3.\u00a0März 2016"
    assert printed(since_said(When(MARCH)), EN) == "from 3\u00a0March 2016"
    assert (
        printed(since_said(YEAR), DE) == "ab einem Tag zwischen dem 1.\u00a0Januar 2016 und dem 31.\u00a0Dezember 2016"
    )
    assert printed(since_said(YEAR), EN).startswith("from a day between 1")


def test_sums_and_numbers_are_told_exactly() -> None:
    assert printed(Money(123_456_750), DE) == "1.234.567,50\u00a0€"
    assert printed(Money(5), EN) == "€0.05"
    assert printed(Fraction(39, 2), DE) == "19,5"
    assert printed(Fraction(39, 2), EN) == "19.5"
    assert printed(Fraction(39), DE) == "39"
    assert printed(Fraction(1, 3), DE) == "1/3"
    assert printed(Fraction(7, 3), DE) == "2 1/3"
