"""What is put right of a holder's competences: as a whole, held to the rules of the commands, nothing added."""

from dataclasses import replace
from typing import Any

import pytest

from events.competence.assignments import Assignment
from events.competence.correction import CompetenceCorrected, CorrectCompetence, CorrectedTransfer
from events.competence.transfers import Transfer
from tests.events.competence.story import (
    ALONE,
    COMMITTEE,
    COUNCIL,
    DELEGATING,
    ENDED,
    GONE,
    HERE,
    KREISTAG,
    MANDATING,
    THEIRS,
    accepted,
    after,
    assigned,
    transferred,
)
from tests.spec import EVENT, HOME, day

STORY = (
    assigned(1, COUNCIL, "2020-01-01", None, "heat"),
    assigned(2, COMMITTEE, "2020-01-01", None, "mobility"),
    transferred(3, "2023-06-01"),
    accepted(3, "2023-07-01"),
)
FIRST = Assignment(1, "budget", COUNCIL, day("2020-01-01"), None, ("heat",))
SECOND = Assignment(2, "budget", COMMITTEE, day("2020-01-01"), None, ("mobility",))
GIVEN = CorrectedTransfer(3, "budget", KREISTAG, DELEGATING, day("2023-06-01"), day("2023-07-01"))
THIRD = Transfer(3, "budget", KREISTAG, HOME, DELEGATING, day("2023-06-01"), day("2023-07-01"))


def correct(*assignments: Assignment) -> CorrectCompetence:
    return CorrectCompetence(HERE, EVENT, assignments)


def put_right(**changes: Any) -> CorrectCompetence:
    """The transfer, with something else said of it."""
    return CorrectCompetence(HERE, EVENT, None, (replace(GIVEN, **changes),))


@pytest.mark.parametrize(
    "assignments",
    [
        (),
        (FIRST,),
        (SECOND,),
        (replace(FIRST, themes=()),),
        (replace(FIRST, body=COMMITTEE), SECOND),
        (replace(FIRST, since=day("2019-01-01"), until=day("2022-12-31"), limit="bis 50.000 EUR"), SECOND),
        (replace(FIRST, until=day("2022-12-31")), replace(SECOND, themes=(), since=day("2023-01-01"))),
    ],
)
def test_assignments_are_put_right_as_a_whole(assignments: tuple[Assignment, ...]) -> None:
    after(*STORY).when(correct(*assignments)).then(CompetenceCorrected(EVENT, assignments, None))


@pytest.mark.parametrize(
    "changes",
    [
        {"accepted": None},
        {"accepted": day("2023-02-20")},
        {"accepted": None, "revoked": day("2023-06-01")},
        {"revoked": day("2023-07-02")},
        {"since": day("2023-02-20"), "accepted": None},
        {"agreement": ENDED, "limit": "Förderanträge"},
        {"themes": ("heat", "mobility")},
    ],
)
def test_transfers_are_put_right_as_a_whole(changes: dict[str, Any]) -> None:
    event = CompetenceCorrected(EVENT, None, (replace(THIRD, **changes),))
    after(*STORY).when(put_right(**changes)).then(event)


def test_whose_body_it_goes_to_follows_from_the_body() -> None:
    event = CompetenceCorrected(EVENT, None, (replace(THIRD, to=THEIRS, receiver="municipality:2"),))
    after(*STORY).when(put_right(to=THEIRS)).then(event)


def test_themes_are_kept_in_order() -> None:
    themes = ("heat", "mobility")
    event = CompetenceCorrected(EVENT, (replace(FIRST, themes=themes),), (replace(THIRD, themes=themes),))
    turned = ("mobility", "heat")
    command = CorrectCompetence(HERE, EVENT, (replace(FIRST, themes=turned),), (replace(GIVEN, themes=turned),))
    after(*STORY).when(command).then(event)


def test_a_transfer_that_never_was_is_left_out_and_can_be_brought_back() -> None:
    gone = CompetenceCorrected(EVENT, None, ())
    after(*STORY).when(CorrectCompetence(HERE, EVENT, None, ())).then(gone)
    after(*STORY, gone).when(put_right()).then(CompetenceCorrected(EVENT, None, (THIRD,)))


@pytest.mark.parametrize(
    "command",
    [
        CorrectCompetence(HERE, EVENT),
        correct(FIRST, SECOND),
        put_right(),
        CorrectCompetence(HERE, EVENT, (FIRST, SECOND), (GIVEN,)),
    ],
)
def test_what_is_as_it_was_changes_nothing(command: CorrectCompetence) -> None:
    after(*STORY).when(command).then_nothing()


def test_what_stays_is_not_judged_again() -> None:
    # Recorded when nobody knew better: the body is no more, and under the agreement nothing passes over.
    old, moved = assigned(1, GONE, "2023-01-01"), transferred(2, "2023-06-01", under=MANDATING)
    ended = Assignment(1, "budget", GONE, day("2023-01-01"))
    given = CorrectedTransfer(2, "budget", KREISTAG, MANDATING, day("2023-06-01"))
    after(old, moved).when(CorrectCompetence(HERE, EVENT, (ended,), (given,))).then_nothing()


@pytest.mark.parametrize(
    ("command", "code", "field"),
    [
        (correct(SECOND, FIRST), "NOT_IN_ORDER", "assignments"),
        (correct(FIRST, FIRST), "NOT_IN_ORDER", "assignments"),
        (correct(FIRST, SECOND, replace(FIRST, number=4)), "NOT_FOUND", "assignments"),
        (correct(replace(FIRST, number=3)), "TWICE", "assignments"),
        (correct(replace(FIRST, matter="war")), "NOT_LISTED", "assignments"),
        (correct(replace(FIRST, themes=("peat",))), "RETIRED", "assignments"),
        (correct(replace(FIRST, body="body:9")), "NOT_FOUND", "assignments"),
        (correct(replace(FIRST, body=KREISTAG)), "NOT_ITS_BODY", "assignments"),
        (correct(replace(FIRST, since=day("1974-03-23"))), "BEFORE_BEGINNING", "assignments"),
        (correct(replace(FIRST, since=day("1999-12-31"))), "NO_BODY_THEN", "assignments"),
        (correct(replace(FIRST, until=day("2019-12-31"))), "DATES_REVERSED", "assignments"),
        (correct(replace(FIRST, themes=()), SECOND), "OVERLAP", "assignments"),
        (CorrectCompetence(HERE, EVENT, None, (GIVEN, GIVEN)), "NOT_IN_ORDER", "transfers"),
        (put_right(number=4), "NOT_FOUND", "transfers"),
        (put_right(number=1), "TWICE", "transfers"),
        (put_right(matter="war"), "NOT_LISTED", "transfers"),
        (put_right(themes=("peat",)), "RETIRED", "transfers"),
        (put_right(to="body:9"), "NOT_FOUND", "transfers"),
        (put_right(to=COUNCIL), "OWN_BODY", "transfers"),
        (put_right(since=day("1999-12-31")), "NO_BODY_THEN", "transfers"),
        (put_right(since=day("1974-03-23")), "BEFORE_BEGINNING", "transfers"),
        (put_right(agreement="agreement:9"), "NOT_FOUND", "transfers"),
        (put_right(agreement=MANDATING), "NOT_DELEGATING", "transfers"),
        (put_right(agreement=ALONE), "NOT_A_PARTY", "transfers"),
        (put_right(since=day("2023-01-01"), accepted=None), "NOT_IN_FORCE", "transfers"),
        (put_right(accepted=day("2024-06-02")), "IN_FUTURE", "transfers"),
        (put_right(revoked=day("2023-05-31")), "BEFORE_BEGINNING", "transfers"),
        (put_right(revoked=day("2023-07-01")), "DATES_REVERSED", "transfers"),
    ],
)
def test_what_cannot_be_so(command: CorrectCompetence, code: str, field: str) -> None:
    after(*STORY).when(command).rejects(code, field)


def test_transfers_of_one_matter_and_theme_stay_apart() -> None:
    two = (transferred(1, "2023-06-01", "heat"), transferred(2, "2023-06-01", "mobility"))
    given = CorrectedTransfer(1, "budget", KREISTAG, DELEGATING, day("2023-06-01"), themes=("heat",))
    other = replace(given, number=2)
    after(*two).when(CorrectCompetence(HERE, EVENT, None, (given, other))).rejects("OVERLAP", "transfers")


def test_a_correction_names_an_event_and_a_reason() -> None:
    after(*STORY).when(correct(FIRST), of_this=False).rejects("NOT_FOUND", "corrects")
    after(*STORY).when(correct(FIRST), reason=False).rejects("REASON_REQUIRED", "reason")
