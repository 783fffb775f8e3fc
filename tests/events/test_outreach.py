"""Outreach: whom the office reached, when and how, what came back, and that a mistake is taken back, not deleted."""

from typing import Any

import pytest

from events.outreach import OUTREACH, view
from events.outreach.contact import (
    AnswerCorrection,
    CorrectOutreach,
    OutreachAnswer,
    OutreachAnswered,
    OutreachCorrected,
    OutreachKind,
    OutreachRecorded,
    OutreachWithdrawn,
    RecordOutreach,
    RecordOutreachAnswer,
    WithdrawOutreach,
)
from events.outreach.state import Outreach, OutreachOnDay
from events.policy import OFFICE, Audience, Visibility
from tests.events.agreement.story import municipality
from tests.spec import EVENT, TODAY, Expected, Given, day, every, given, outcome_is, sealed, state_of

HERE, ONE, TWO = "outreach:1", "municipality:1", "municipality:2"
DAY, ANSWERED, LATER, TOMORROW = day("2023-12-31"), day("2024-01-15"), day("2024-02-01"), day("2024-06-02")
NOTE, ANSWER = sealed("Frau Muster war dabei."), sealed("Herr Beispiel dankt.")
VISIT = OutreachKind.VISIT
recorded = OutreachRecorded(VISIT, DAY, (ONE, TWO), "Wärmeplanung", NOTE)
answered = OutreachAnswered(ONE, ANSWERED, ANSWER)
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
    RecordOutreachAnswer(HERE, ANSWERED, ONE, ANSWER): {**there("WITHDRAWN"), "recorded": (answered,), "answered": ()},
    RecordOutreachAnswer(HERE, LATER, ONE): {
        **there("WITHDRAWN"),
        "recorded": (OutreachAnswered(ONE, LATER, None),),
        "answered": "RECORDED_OTHERWISE",
    },
    RecordOutreachAnswer(HERE, LATER, TWO): {
        **there((OutreachAnswered(TWO, LATER, None),)),
        "absent": "NOT_FOUND",
        "withdrawn": "WITHDRAWN",
    },
    RecordOutreachAnswer(HERE, LATER): {**there("WHO_ANSWERED"), "absent": "NOT_FOUND", "withdrawn": "WITHDRAWN"},
    WithdrawOutreach(HERE): {**there((withdrawn,)), "withdrawn": ()},
    correct(subject="Solardächer"): there((OutreachCorrected(EVENT, subject="Solardächer"),)),
    correct(answer=AnswerCorrection(ONE, LATER)): {
        **there("NOT_ANSWERED"),
        "answered": (OutreachCorrected(EVENT, answer=AnswerCorrection(ONE, LATER)),),
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
        (RecordOutreachAnswer(HERE, TOMORROW, ONE), "IN_FUTURE", "on"),
        (RecordOutreachAnswer(HERE, day("2023-12-30"), ONE), "DATES_REVERSED", "on"),
        (RecordOutreachAnswer(HERE, LATER, "municipality:3"), "NOT_REACHED", "municipality"),
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
        (RecordOutreachAnswer(HERE, ANSWERED, ONE), "RECORDED_OTHERWISE", "on"),
        (correct(on=LATER), "DATES_REVERSED", "on"),
        (correct(answer=AnswerCorrection(ONE, day("2023-12-30"))), "DATES_REVERSED", "answer.on"),
        (correct(answer=AnswerCorrection(ONE, TOMORROW)), "IN_FUTURE", "answer.on"),
        (correct(answer=AnswerCorrection(TWO, LATER)), "NOT_ANSWERED", "answer"),
        (correct(municipalities=(TWO,)), "ANSWERED", "municipalities"),
    ],
)
def test_rejects_once_it_was_answered(command: Any, code: str, field: str) -> None:
    beside(given(recorded, answered)).when(command).rejects(code, field)


@pytest.mark.parametrize(
    "command",
    [
        correct(),
        correct(kind=VISIT, on=DAY, municipalities=(ONE, TWO), subject="Wärmeplanung"),
    ],
)
def test_what_changes_nothing_is_no_event(command: Any) -> None:
    beside(given(recorded)).when(command).then_nothing()


def test_it_can_be_recorded_and_answered_on_the_very_day() -> None:
    beside(given()).when(record(on=TODAY, note=None)).then(
        OutreachRecorded(VISIT, TODAY, (ONE, TWO), "Wärmeplanung", None)
    )
    beside(given(recorded)).when(RecordOutreachAnswer(HERE, DAY, TWO)).then(OutreachAnswered(TWO, DAY, None))


def test_the_only_one_reached_need_not_be_named() -> None:
    one = OutreachRecorded(VISIT, DAY, (ONE,), "Wärmeplanung", None)
    beside(given(one)).when(RecordOutreachAnswer(HERE, DAY)).then(OutreachAnswered(ONE, DAY, None))


def test_each_municipality_answers_for_itself() -> None:
    both = state_of(recorded, answered, OutreachAnswered(TWO, LATER, None))

    assert [each.municipality for each in view(both, LATER).answers] == [ONE, TWO]
    assert view(both, LATER).unanswered == ()
    assert view(both, ANSWERED).unanswered == (TWO,)
    assert view(both, DAY).answers == ()


def test_a_correction_of_an_answer_leaves_the_others() -> None:
    moved = OutreachCorrected(EVENT, answer=AnswerCorrection(ONE, LATER))
    after = state_of(recorded, answered, OutreachAnswered(TWO, LATER, None), moved)

    assert after.answers == (OutreachAnswer(ONE, LATER, ANSWER), OutreachAnswer(TWO, LATER, None))


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
    none = OutreachCorrected(EVENT, answer=AnswerCorrection(ONE))
    beside(given(recorded, answered)).when(correct(answer=AnswerCorrection(ONE))).then(none)
    assert state_of(recorded, answered, none) == state_of(recorded)


def test_it_stays_readable_when_withdrawn() -> None:
    answers = (OutreachAnswer(ONE, ANSWERED, ANSWER),)
    shown = OutreachOnDay(VISIT, DAY, 2023, (ONE, TWO), "Wärmeplanung", NOTE, answers, (TWO,), withdrawn=True)
    assert view(state_of(recorded, answered, withdrawn), TODAY) == shown
    assert not view(state_of(recorded), TODAY).withdrawn


def test_it_is_internal_and_concerns_those_it_reached() -> None:
    audience = OUTREACH.disclosure.audience(HERE, state_of(recorded), None)
    assert audience == Audience(Visibility.INTERNAL, frozenset({HERE, ONE, TWO}))


def test_the_office_alone_records_it() -> None:
    assert all(grants == OFFICE for grants in OUTREACH.policy.may.values())
