"""What is said in both languages: every kind of value, plurals, messages within messages."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from events.agreement.conditions import NoticeEnd
from events.message import Message, Value, message, plural
from events.values import Money
from service.language import Language, say

DE, EN = Language.DE, Language.EN


@pytest.mark.parametrize(
    ("value", "german", "english"),
    [
        (None, "", ""),
        ("Grünstadt", "Grünstadt", "Grünstadt"),
        (2030, "2030", "2030"),
        (-3, "−3", "−3"),
        (Decimal("1234.50"), "1.234,50", "1,234.50"),
        (Decimal("-0.001"), "−0,001", "−0.001"),
        (Decimal("1E+3"), "1.000", "1,000"),
        (Fraction(39, 2), "19,5", "19.5"),
        (Fraction(100), "100", "100"),
        (Fraction(1, 3), "1/3", "1/3"),
        (Fraction(7, 3), "2 1/3", "2 1/3"),
        (date(2018, 5, 1), "1. Mai 2018", "1 May 2018"),
        (datetime(2018, 5, 1, 22, 30, tzinfo=UTC), "2. Mai 2018, 00:30", "2 May 2018, 00:30"),
        (Money(123_450), "1.234,50\u00a0€", "€1,234.50"),
        (NoticeEnd.QUARTER, "Quartalsende", "quarter"),
        ((), "", ""),
        (("a",), "a", "a"),
        ((1, 2), "1 und 2", "1 and 2"),
        ((date(2018, 5, 1), NoticeEnd.YEAR, "x"), "1. Mai 2018, Jahresende und x", "1 May 2018, year and x"),
        (message("a clause"), "ein Paragraph", "a clause"),
    ],
)
def test_every_kind_of_value_is_said_in_both_languages(value: Value, german: str, english: str) -> None:
    assert (say(value, DE), say(value, EN)) == (german, english)


def test_a_message_stands_in_a_message_and_in_a_list_of_one() -> None:
    lacking = (message("parties (at least two)"), message("a clause"))
    step = message("Complete the draft; it still lacks: {lacking}.", lacking=lacking)
    whole = message("{step} Entry into force is agreed for {agreed}.", step=step, agreed=date(2024, 6, 1))

    assert say(whole, DE) == (
        "Den Entwurf vervollständigen; es fehlt noch: Vertragspartner (mindestens zwei) und ein Paragraph. "
        "Vereinbarter Tag des Inkrafttretens ist der 1. Juni 2024."
    )
    assert say(whole, EN) == (
        "Complete the draft; it still lacks: parties (at least two) and a clause. "
        "Entry into force is agreed for 1 June 2024."
    )


def weighing(count: int) -> Message:
    return plural(
        count,
        "The vote of one member weighs at most {most}; correct the weight of the votes of those present.",
        "The votes of {count} members weigh at most {most}; correct the weight of the votes of those present.",
        most=5,
    )


def test_a_number_decides_the_form_in_each_language() -> None:
    assert [say(weighing(count), EN).partition(";")[0] for count in (0, 1, 2_000)] == [
        "The votes of 0 members weigh at most 5",
        "The vote of one member weighs at most 5",
        "The votes of 2,000 members weigh at most 5",
    ]
    assert [say(weighing(count), DE).partition(";")[0] for count in (0, 1, 2_000)] == [
        "Die Stimmen von 0 Mitgliedern haben höchstens das Gewicht 5",
        "Die Stimme eines Mitglieds hat höchstens das Gewicht 5",
        "Die Stimmen von 2.000 Mitgliedern haben höchstens das Gewicht 5",
    ]


def test_what_stands_in_no_catalogue_is_said_in_english() -> None:
    assert say(message("Never to be translated: {day}.", day=date(2018, 5, 1)), DE) == (
        "Never to be translated: 1. Mai 2018."
    )
