"""Outreach: whom the office reached, when and how, what came back, and that a mistake is taken back, not deleted."""

from typing import Any

import pytest
from hypothesis import given as drawn

from events.correction import ActCorrection
from events.outreach import (
    OUTREACH,
    OutreachAnswer,
    OutreachAnswered,
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
from tests.corrections import begun, corrections
from tests.events.agreement.story import municipality
from tests.spec import TODAY, Expected, Given, at, day, every, given, outcome_is, sealed, state_of

HERE, ONE, TWO = "outreach:1", "municipality:1", "municipality:2"
DAY, ANSWERED, LATER, TOMORROW = day("2023-12-31"), day("2024-01-15"), day("2024-02-01"), day("2024-06-02")
NOTE, ANSWER = sealed("Frau Muster war dabei."), sealed("Herr Beispiel dankt.")
VISIT, SUBJECT = OutreachKind.VISIT, "Wärmeplanung"
recorded = OutreachRecorded(VISIT, DAY, (ONE, TWO), "Wärmeplanung", NOTE)
answered = OutreachAnswered(ONE, ANSWERED, ANSWER)
withdrawn = OutreachWithdrawn()


def beside(these: Given) -> Given:
    return these.beside(municipality_1=(municipality(1),), municipality_2=(municipality(2),))


def record(**facts: Any) -> RecordOutreach:
    told = {"way": VISIT, "on": DAY, "municipalities": (ONE, TWO), "subject": "Wärmeplanung", "note": NOTE, **facts}
    return RecordOutreach(**told)


def there(told: Expected) -> dict[str, Expected]:
    return {"absent": "NOT_FOUND", "recorded": told, "answered": told, "withdrawn": told}


TABLE: dict[Any, dict[str, Expected]] = {
    record(): {**there("EXISTS"), "absent": (recorded,)},
    RecordOutreachAnswer(HERE, ANSWERED, ANSWER, municipality=ONE): {
        **there("WITHDRAWN"),
        "recorded": (answered,),
        "answered": (),
    },
    RecordOutreachAnswer(HERE, LATER, municipality=ONE): {
        **there("WITHDRAWN"),
        "recorded": (OutreachAnswered(ONE, LATER, None),),
        "answered": "RECORDED_OTHERWISE",
    },
    RecordOutreachAnswer(HERE, LATER, municipality=TWO): {
        **there((OutreachAnswered(TWO, LATER, None),)),
        "absent": "NOT_FOUND",
        "withdrawn": "WITHDRAWN",
    },
    RecordOutreachAnswer(HERE, LATER): {**there("WHO_ANSWERED"), "absent": "NOT_FOUND", "withdrawn": "WITHDRAWN"},
    WithdrawOutreach(HERE): {**there((withdrawn,)), "withdrawn": ()},
}
POOL = (*TABLE, record(on=LATER), record(municipalities=(TWO,)), RecordOutreachAnswer(HERE, DAY, municipality=TWO))
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
        (RecordOutreachAnswer(HERE, TOMORROW, municipality=ONE), "IN_FUTURE", "on"),
        (RecordOutreachAnswer(HERE, day("2023-12-30"), municipality=ONE), "DATES_REVERSED", "on"),
        (RecordOutreachAnswer(HERE, LATER, municipality="municipality:3"), "NOT_REACHED", "municipality"),
    ],
)
def test_rejects(command: Any, code: str, field: str) -> None:
    beside(given(recorded)).when(command).rejects(code, field)


@pytest.mark.parametrize(
    ("command", "code", "field"),
    [
        (RecordOutreachAnswer(HERE, ANSWERED, municipality=ONE), "RECORDED_OTHERWISE", "on"),
    ],
)
def test_rejects_once_it_was_answered(command: Any, code: str, field: str) -> None:
    beside(given(recorded, answered)).when(command).rejects(code, field)


def test_it_can_be_recorded_and_answered_on_the_very_day() -> None:
    beside(given()).when(record(on=TODAY, note=None)).then(
        OutreachRecorded(VISIT, TODAY, (ONE, TWO), "Wärmeplanung", None)
    )
    beside(given(recorded)).when(RecordOutreachAnswer(HERE, DAY, municipality=TWO)).then(
        OutreachAnswered(TWO, DAY, None)
    )


def test_the_only_one_reached_need_not_be_named() -> None:
    one = OutreachRecorded(VISIT, DAY, (ONE,), "Wärmeplanung", None)
    beside(given(one)).when(RecordOutreachAnswer(HERE, DAY)).then(OutreachAnswered(ONE, DAY, None))


def test_each_municipality_answers_for_itself() -> None:
    both = state_of(recorded, answered, OutreachAnswered(TWO, LATER, None))

    assert [each.municipality for each in view(both, LATER).answers] == [ONE, TWO]
    assert view(both, LATER).unanswered == ()
    assert view(both, ANSWERED).unanswered == (TWO,)
    assert view(both, DAY).answers == ()


def test_to_take_it_back_needs_a_reason() -> None:
    given(recorded).when(WithdrawOutreach(HERE), reason=False).rejects("REASON_REQUIRED", "reason")


of_one, of_two = answered, OutreachAnswered(TWO, LATER, None)
these = beside(given(recorded, of_one, of_two))


@pytest.mark.parametrize(
    ("place", "instead", "event"),
    [
        (0, record(way=OutreachKind.CALL, note=None), OutreachRecorded(OutreachKind.CALL, DAY, (ONE, TWO), SUBJECT)),
        (0, record(on=ANSWERED), OutreachRecorded(VISIT, ANSWERED, (ONE, TWO), SUBJECT, NOTE)),
        (1, RecordOutreachAnswer(HERE, LATER, ANSWER, municipality=ONE), OutreachAnswered(ONE, LATER, ANSWER)),
        (1, None, None),
        (2, WithdrawOutreach(HERE), withdrawn),
    ],
)
def test_an_act_is_told_again_and_the_others_stay(place: int, instead: Any, event: Any) -> None:
    told = [recorded, of_one, of_two]
    told[place : place + 1] = [] if event is None else [event]
    these.corrected(ActCorrection(at(place), instead)).stands(*told)


@pytest.mark.parametrize(
    ("place", "instead", "code", "field"),
    [
        (0, record(on=LATER), "CANNOT_FOLLOW", ""),
        (0, record(municipalities=(TWO,)), "CANNOT_FOLLOW", ""),
        (0, record(on=TOMORROW), "IN_FUTURE", "recordOutreach.on"),
        (0, record(municipalities=()), "EMPTY", "recordOutreach.municipalities"),
        (0, record(municipalities=("municipality:9",)), "NOT_FOUND", "recordOutreach.municipalities"),
        (1, WithdrawOutreach(HERE), "CANNOT_FOLLOW", ""),
        (
            1,
            RecordOutreachAnswer(HERE, day("2023-12-30"), municipality=ONE),
            "DATES_REVERSED",
            "recordOutreachAnswer.on",
        ),
        (1, RecordOutreachAnswer(HERE, TOMORROW, municipality=ONE), "IN_FUTURE", "recordOutreachAnswer.on"),
        (1, RecordOutreachAnswer(HERE, ANSWERED, municipality=TWO), "CANNOT_FOLLOW", ""),
    ],
)
def test_what_cannot_be_told_instead(place: int, instead: Any, code: str, field: str) -> None:
    told = these.corrected(ActCorrection(at(place), instead))
    told.rejects(code, f"acts.0.instead.{field}" if field else "acts")


def test_whom_it_reached_and_who_answered_are_put_right_together() -> None:
    wrong = ActCorrection(at(0), record(municipalities=(TWO,)))
    told = OutreachRecorded(VISIT, DAY, (TWO,), SUBJECT, NOTE)
    these.corrected(wrong, ActCorrection(at(1))).stands(told, of_two)


def test_that_it_was_taken_back_can_be_withdrawn() -> None:
    taken_back = beside(given(recorded, answered, withdrawn))
    taken_back.corrected(ActCorrection(at(2))).stands(recorded, answered)


@drawn(corrections(begun("outreach", beside(given()), record()), POOL))
def test_a_correction_reads_as_if_it_had_been_recorded_right(checked: None) -> None:
    """What holds is checked while the life is drawn."""


def test_it_stays_readable_when_withdrawn() -> None:
    answers = (OutreachAnswer(ONE, ANSWERED, ANSWER),)
    shown = OutreachOnDay(
        VISIT, DAY, (ONE, TWO), "Wärmeplanung", NOTE, year=2023, answers=answers, unanswered=(TWO,), withdrawn=True
    )
    assert view(state_of(recorded, answered, withdrawn), TODAY) == shown
    assert not view(state_of(recorded), TODAY).withdrawn


def test_it_is_internal_and_concerns_those_it_reached() -> None:
    audience = OUTREACH.disclosure.audience(HERE, state_of(recorded), None)
    assert audience == Audience(Visibility.INTERNAL, frozenset({HERE, ONE, TWO}))


def test_the_office_alone_records_it() -> None:
    assert all(grants == OFFICE for grants in OUTREACH.may.values())
