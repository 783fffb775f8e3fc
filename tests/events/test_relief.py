"""Relief: hours and money saved or taken over for one municipality, exact, and taken back rather than deleted."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given as drawn

from events.correction import ActCorrection
from events.policy import OFFICE, Audience, Visibility
from events.relief import (
    RELIEF,
    RecordRelief,
    ReliefKind,
    ReliefOnDay,
    ReliefRecorded,
    ReliefWithdrawn,
    WithdrawRelief,
    view,
)
from events.values import Money
from tests.corrections import begun, corrections
from tests.events.agreement.story import municipality
from tests.spec import TODAY, Expected, Given, at, day, every, given, outcome_is, sealed, state_of

HERE, ONE, TWO, PROJECT = "relief:1", "municipality:1", "municipality:2", "project:1"
DAY, LATER, TOMORROW = day("2023-12-31"), day("2024-02-01"), day("2024-06-02")
HOURS, MONEY, NOTE = Fraction(5, 4), Money(12_50), sealed("Mit Frau Muster.")
SAVED, TAKEN_OVER = ReliefKind.SAVED, ReliefKind.TAKEN_OVER
recorded = ReliefRecorded(ONE, DAY, SAVED, "Förderantrag", HOURS, MONEY, PROJECT, NOTE)
withdrawn = ReliefWithdrawn()


def beside(these: Given) -> Given:
    # That there is such a project is all that is asked.
    there = replace(these, others={PROJECT: object()})
    return there.beside(municipality_1=(municipality(1),), municipality_2=(municipality(2),))


def record(**facts: Any) -> RecordRelief:
    told = {"municipality": ONE, "on": DAY, "way": SAVED, "what": "Förderantrag", "hours": HOURS, **facts}
    return RecordRelief(**told)


def there(told: Expected) -> dict[str, Expected]:
    return {"absent": "NOT_FOUND", "recorded": told, "withdrawn": told}


TABLE: dict[Any, dict[str, Expected]] = {
    record(money=MONEY, project=PROJECT, note=NOTE): {**there("EXISTS"), "absent": (recorded,)},
    WithdrawRelief(HERE): {**there((withdrawn,)), "withdrawn": ()},
}
POOL = (*TABLE, record(municipality=TWO), record(on=TOMORROW), record(hours=Fraction(0), money=MONEY))
SITUATIONS: dict[str, tuple[Any, ...]] = {
    "absent": (),
    "recorded": (recorded,),
    "withdrawn": (recorded, withdrawn),
}


@pytest.mark.parametrize(("situation", "command", "expected"), every("relief", SITUATIONS, TABLE))
def test_every_command_in_every_situation(situation: str, command: Any, expected: Expected) -> None:
    outcome_is(beside(given(*SITUATIONS[situation])).when(command), expected)


WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"on": TOMORROW}, "IN_FUTURE", "on"),
    ({"municipality": "municipality:9"}, "NOT_FOUND", "municipality"),
    ({"project": "project:9"}, "NOT_FOUND", "project"),
    ({"hours": Fraction(1, 3)}, "NOT_HOURS", "hours"),
    ({"hours": Fraction(-1, 4)}, "NOT_HOURS", "hours"),
    ({"hours": Fraction(40_001, 4)}, "NOT_HOURS", "hours"),
    ({"hours": Fraction(0), "money": Money(0)}, "NOTHING_SAVED", "hours"),
]


@pytest.mark.parametrize(("facts", "code", "field"), WRONG)
def test_rejects(facts: dict[str, Any], code: str, field: str) -> None:
    beside(given()).when(record(**facts)).rejects(code, field)
    told = ActCorrection(at(0), record(**facts))
    beside(given(recorded)).corrected(told).rejects(code, f"acts.0.instead.recordRelief.{field}")


def test_hours_or_money_must_have_been_saved() -> None:
    beside(given()).when(record(hours=Fraction(0))).rejects("NOTHING_SAVED", "hours")
    beside(given()).when(record(hours=Fraction(0), money=Money(1))).then(
        ReliefRecorded(ONE, DAY, SAVED, "Förderantrag", Fraction(0), Money(1), None, None)
    )


def test_the_most_hours_and_the_very_day() -> None:
    beside(given()).when(record(hours=Fraction(10_000), on=TODAY)).then(
        ReliefRecorded(ONE, TODAY, SAVED, "Förderantrag", Fraction(10_000), None, None, None)
    )


def test_to_take_it_back_needs_a_reason() -> None:
    given(recorded).when(WithdrawRelief(HERE), reason=False).rejects("REASON_REQUIRED", "reason")


def test_it_is_told_again_also_where_it_was_taken_back() -> None:
    right = record(municipality=TWO, on=LATER, way=TAKEN_OVER, what="Ausschreibung", hours=Fraction(8), note=NOTE)
    told = ReliefRecorded(TWO, LATER, TAKEN_OVER, "Ausschreibung", Fraction(8), None, None, NOTE)
    these = beside(given(recorded, withdrawn))
    these.corrected(ActCorrection(at(0), right)).stands(told, withdrawn)
    these.corrected(ActCorrection(at(1))).stands(recorded)
    these.corrected(ActCorrection(at(1)), ActCorrection(at(0), right)).stands(told)
    these.corrected(ActCorrection(at(1), WithdrawRelief(HERE))).changes_nothing()


@drawn(corrections(begun("relief", beside(given()), next(iter(TABLE))), POOL))
def test_a_correction_reads_as_if_it_had_been_recorded_right(checked: None) -> None:
    """What holds is checked while the life is drawn."""


def test_it_reads_the_same_on_every_day_and_stays_readable_when_withdrawn() -> None:
    shown = ReliefOnDay(ONE, DAY, SAVED, "Förderantrag", HOURS, MONEY, PROJECT, NOTE, year=2023, withdrawn=True)
    assert view(state_of(recorded, withdrawn), day("2000-01-01")) == shown
    assert not view(state_of(recorded), TODAY).withdrawn


def test_it_is_internal_and_concerns_the_municipality() -> None:
    audience = RELIEF.disclosure.audience(HERE, state_of(recorded), None)
    assert audience == Audience(Visibility.INTERNAL, frozenset({HERE, ONE}))


def test_the_office_alone_records_it() -> None:
    assert all(grants == OFFICE for grants in RELIEF.may.values())
