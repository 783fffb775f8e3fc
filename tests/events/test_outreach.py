"""Outreach: whom the office reached, when and how, what came back, and that a mistake is taken back, not deleted."""

from typing import Any

import pytest

from events.outreach import (
    OUTREACH,
    CorrectOutreach,
    Outreach,
    OutreachAnswered,
    OutreachCorrected,
    OutreachKind,
    OutreachOnDay,
    OutreachRecorded,
    OutreachWithdrawn,
    RecordOutreach,
    RecordOutreachAnswer,
    WithdrawOutreach,
    view,
)
from events.policy import OFFICE, Audience, Visibility
from tests.events.agreement.story import municipality
from tests.spec import EVENT, TODAY, Expected, Given, day, every, given, outcome_is, sealed, state_of

HERE, ONE, TWO = "outreach:1", "municipality:1", "municipality:2"
DAY, ANSWERED, LATER, TOMORROW = day("2023-12-31"), day("2024-01-15"), day("2024-02-01"), day("2024-06-02")
NOTE, ANSWER = sealed("Frau Muster war dabei."), sealed("Herr Beispiel dankt.")
VISIT = OutreachKind.VISIT
recorded = OutreachRecorded(VISIT, DAY, (ONE, TWO), "Wärmeplanung", NOTE)
answered = OutreachAnswered(ANSWERED, ANSWER)
withdrawn = OutreachWithdrawn()


def beside(these: Given) -> Given:
    return these.beside(municipality_1=(municipality(1),), municipality_2=(municipality(2),))


def record(**facts: Any) -> RecordOutreach:
    told = {"kind": VISIT, "on": DAY, "municipalities": (ONE, TWO), "subject": "Wärmeplanung", "note": NOTE, **facts}
    return RecordOutreach(**told)


def correct(**facts: Any) -> CorrectOutreach:
    return CorrectOutreach(HERE, EVENT, **facts)


def there(told: Expected) -> dict[str, Expected]:
    return {"absent": "NOT_FOUND", "recorded": told, "answered": told, "withdrawn": told}


TABLE: dict[Any, dict[str, Expected]] = {
    record(): {**there("EXISTS"), "absent": (recorded,)},
    RecordOutreachAnswer(HERE, ANSWERED, ANSWER): {**there("WITHDRAWN"), "recorded": (answered,), "answered": ()},
    RecordOutreachAnswer(HERE, LATER): {
        **there("WITHDRAWN"),
        "recorded": (OutreachAnswered(LATER, None),),
        "answered": "RECORDED_OTHERWISE",
    },
    WithdrawOutreach(HERE): {**there((withdrawn,)), "withdrawn": ()},
    correct(subject="Solardächer"): there((OutreachCorrected(EVENT, subject="Solardächer"),)),
    correct(answered_on=LATER): {
        **there("NOT_ANSWERED"),
        "absent": "NOT_FOUND",
        "answered": (OutreachCorrected(EVENT, answered_on=LATER),),
    },
    correct(withdrawal_withdrawn=True): {
        **there(()),
        "withdrawn": (OutreachCorrected(EVENT, withdrawal_withdrawn=True),),
    },
}
SITUATIONS: dict[str, tuple[Any, ...]] = {
    "absent": (),
    "recorded": (recorded,),
    "answered": (recorded, answered),
    "withdrawn": (recorded, withdrawn),
}


@pytest.mark.parametrize(("situation", "command", "expected"), every("outreach", SITUATIONS, TABLE))
def test_every_command_in_every_situation(situation: str, command: Any, expected: Expected) -> None:
    outcome_is(beside(given(*SITUATIONS[situation])).when(command), expected)


@pytest.mark.parametrize(
    ("command", "code", "field"),
    [
        (record(on=TOMORROW), "IN_FUTURE", "on"),
        (record(municipalities=()), "EMPTY", "municipalities"),
        (record(municipalities=(ONE, "municipality:9")), "NOT_FOUND", "municipalities"),
    ],
)
def test_what_is_recorded_has_happened_to_municipalities_of_the_record(command: Any, code: str, field: str) -> None:
    beside(given()).when(command).rejects(code, field)


@pytest.mark.parametrize(
    ("command", "code", "field"),
    [
        (RecordOutreachAnswer(HERE, TOMORROW), "IN_FUTURE", "on"),
        (RecordOutreachAnswer(HERE, day("2023-12-30")), "DATES_REVERSED", "on"),
        (correct(on=TOMORROW), "IN_FUTURE", "on"),
        (correct(municipalities=()), "EMPTY", "municipalities"),
        (correct(municipalities=("municipality:9",)), "NOT_FOUND", "municipalities"),
    ],
)
def test_rejects(command: Any, code: str, field: str) -> None:
    beside(given(recorded)).when(command).rejects(code, field)


@pytest.mark.parametrize(
    ("command", "code", "field"),
    [
        (RecordOutreachAnswer(HERE, ANSWERED), "RECORDED_OTHERWISE", "on"),
        (correct(on=LATER), "DATES_REVERSED", "on"),
        (correct(answered_on=day("2023-12-30")), "DATES_REVERSED", "answered_on"),
        (correct(answered_on=TOMORROW), "IN_FUTURE", "answered_on"),
        (correct(answered_on=LATER, answer_withdrawn=True), "NOT_ANSWERED", "answered_on"),
    ],
)
def test_rejects_once_it_was_answered(command: Any, code: str, field: str) -> None:
    beside(given(recorded, answered)).when(command).rejects(code, field)


@pytest.mark.parametrize(
    "command",
    [
        correct(),
        correct(kind=VISIT, on=DAY, municipalities=(ONE, TWO), subject="Wärmeplanung"),
        correct(answer_withdrawn=True),
    ],
)
def test_what_changes_nothing_is_no_event(command: Any) -> None:
    beside(given(recorded)).when(command).then_nothing()


def test_it_can_be_recorded_and_answered_on_the_very_day() -> None:
    beside(given()).when(record(on=TODAY, note=None)).then(
        OutreachRecorded(VISIT, TODAY, (ONE, TWO), "Wärmeplanung", None)
    )
    given(recorded).when(RecordOutreachAnswer(HERE, DAY)).then(OutreachAnswered(DAY, None))


def test_a_correction_needs_a_reason_and_an_event_of_the_outreach() -> None:
    given(recorded).when(correct(on=LATER), reason=False).rejects("REASON_REQUIRED", "reason")
    given(recorded).when(correct(on=LATER), of_this=False).rejects("NOT_FOUND", "corrects")


def test_to_take_it_back_needs_a_reason() -> None:
    given(recorded).when(WithdrawOutreach(HERE), reason=False).rejects("REASON_REQUIRED", "reason")


def test_a_correction_replaces_what_it_names_and_leaves_the_rest() -> None:
    facts: dict[str, Any] = {"on": LATER, "municipalities": (TWO,), "subject": "Anruf wegen Wärmeplanung"}
    told = OutreachCorrected(EVENT, OutreachKind.CALL, **facts)
    beside(given(recorded)).when(correct(kind=OutreachKind.CALL, **facts)).then(told)
    assert state_of(recorded, told) == Outreach(kind=OutreachKind.CALL, note=NOTE, **facts)


def test_an_answer_that_was_none_goes_with_its_text() -> None:
    none = OutreachCorrected(EVENT, answer_withdrawn=True)
    beside(given(recorded, answered)).when(correct(answer_withdrawn=True)).then(none)
    assert state_of(recorded, answered, none) == state_of(recorded)


def test_it_reads_the_same_on_every_day_and_stays_readable_when_withdrawn() -> None:
    shown = OutreachOnDay(VISIT, DAY, 2023, (ONE, TWO), "Wärmeplanung", NOTE, ANSWERED, ANSWER, withdrawn=True)
    assert view(state_of(recorded, answered, withdrawn), day("2000-01-01")) == shown
    assert not view(state_of(recorded), TODAY).withdrawn


def test_it_is_internal_and_concerns_those_it_reached() -> None:
    audience = OUTREACH.concerns(HERE, state_of(recorded), None)
    assert audience == Audience(Visibility.INTERNAL, frozenset({HERE, ONE, TWO}))


def test_the_office_alone_records_it() -> None:
    assert all(grants == OFFICE for grants in OUTREACH.policy.may.values())
