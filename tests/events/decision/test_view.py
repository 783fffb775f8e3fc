"""How a decision reads on a day, and which acts can rest on it."""

from datetime import date, timedelta
from typing import Any

import pytest

from events.decider import Rejected
from events.decision.afterlife import DecisionImplemented, DecisionRevoked, DecisionSuperseded
from events.decision.follow_ups import DecisionFollowUpAdded, DecisionFollowUpCompleted
from events.decision.lifecycle import check_authorises
from events.decision.state import FollowUp
from events.decision.subjects import DecisionSubject
from events.decision.submission import DecisionResubmitted
from events.decision.view import view
from events.values import digest_of
from events.voting.outcome import VotingResult
from tests.events.decision.story import (
    ADOPTED,
    AFTER,
    AGREEMENT,
    AHEAD,
    BEGUN,
    BY_SILENCE,
    CLOSED,
    DEADLINE,
    GROUP,
    LACKING,
    LATER,
    OPENED,
    OTHER,
    OVERRIDDEN,
    REJECTED,
    SILENCE_OVER,
    SUBMITTED,
    VOTING,
    closed,
    drafted,
    opened,
    said,
    state_after,
    there,
)
from tests.said import english, german
from tests.spec import HOME, TODAY, day

DAY = timedelta(days=1)


def test_a_decision_on_a_day() -> None:
    told = view(state_after(*ADOPTED), TODAY)
    assert (told.title, told.text) == ("Haushalt", digest_of("Der Haushalt wird beschlossen."))
    assert (told.status, told.effective, told.adopted, told.submitted) == ("ADOPTED", True, CLOSED, SUBMITTED)
    assert (told.body, told.holder, told.matter, told.theme, told.public) == (GROUP, HOME, "budget", None, True)
    assert (told.subjects, told.about) == ((AGREEMENT,), ("agreement:1",))
    assert (told.result, told.outcome) == (VotingResult.ADOPTED, ADOPTED[-1].outcome)
    assert (told.voting, told.meetings, told.superseded_by) == (None, (), None)
    assert told.votings == state_after(*ADOPTED).votings


def test_before_it_came_so_far_it_reads_as_it_was() -> None:
    twice = (DecisionSubject("agreement:1", 1), AGREEMENT, DecisionSubject(GROUP))
    state = state_after(drafted(subjects=twice), *ADOPTED[1:])
    before = view(state, SUBMITTED - DAY)
    assert (before.status, before.submitted, before.votings, before.outcome) == ("DRAFT", None, (), None)
    assert (before.about, before.about_bodies, len(before.steps)) == (("agreement:1",), (GROUP,), 1)
    assert view(state, day("1999-01-01")).steps == before.steps
    meanwhile = view(state_after(*VOTING, there(1, 2, 3), said(1)), OPENED)
    assert meanwhile.status == "VOTING"
    assert meanwhile.voting is not None
    assert (meanwhile.result, meanwhile.adopted, meanwhile.effective) == (None, None, False)


def test_a_voting_that_goes_on_for_days_is_open_until_it_is_closed() -> None:
    state = state_after(*closed(*BEGUN, opened(), there(1, 2, 3), said(1), on=LATER))
    on = view(state, LATER - DAY)
    assert on.voting is not None
    assert (on.voting.closed, on.voting.outcome, on.outcome) == (None, None, None)
    assert view(state, LATER).voting is None


def test_of_two_votings_the_last_that_is_over_tells_the_result() -> None:
    later = opened(number=2, on=LATER, second_of=1, meeting="meeting:1")
    again = (*LACKING, DecisionResubmitted(day("2024-04-01")), later, there(1))
    assert view(state_after(*again), LATER).result is VotingResult.NO_QUORUM
    state = state_after(*closed(*again, said(1), on=LATER))
    told = view(state, LATER)
    assert (told.result, told.meetings, len(told.votings)) == (VotingResult.ADOPTED, ("meeting:1",), 2)
    assert (view(state, LATER - DAY).result, view(state, LATER - DAY).meetings) == (VotingResult.NO_QUORUM, ())
    assert told.submitted == day("2024-04-01")


def test_follow_up_tasks_are_done_from_their_day_on() -> None:
    task = DecisionFollowUpAdded(1, "Bericht", "partner:1", LATER)
    open_ = DecisionFollowUpAdded(2, "Prüfung", "partner:1", LATER)
    state = state_after(*ADOPTED, task, open_, DecisionFollowUpCompleted(1, LATER))
    undone = FollowUp(2, "Prüfung", "partner:1", LATER)
    assert view(state, LATER).follow_ups == (FollowUp(1, "Bericht", "partner:1", LATER, LATER), undone)
    assert view(state, LATER - DAY).follow_ups == (FollowUp(1, "Bericht", "partner:1", LATER), undone)


def test_what_is_still_to_be_done_is_owed_while_the_decision_holds() -> None:
    later = LATER + DAY
    tasks = (
        DecisionFollowUpAdded(1, "Bericht", "partner:1", LATER),
        DecisionFollowUpAdded(2, "Prüfung", "municipality:11", later),
        DecisionFollowUpAdded(3, "Nachprüfung", "partner:1", later),
    )

    def owed(*events: Any, on: date = LATER) -> tuple[Any, ...]:
        told = view(state_after(*events), on)
        return *told.owed_by, told.follow_up_due

    done = (*ADOPTED, *tasks, DecisionFollowUpCompleted(1, LATER), DecisionFollowUpCompleted(3, LATER))
    assert owed(*done, on=LATER - DAY) == ("partner:1", "municipality:11", LATER)
    assert owed(*done) == ("municipality:11", later)
    assert owed(*BEGUN, *tasks) == owed(*ADOPTED) == owed(*done, DecisionRevoked(LATER)) == (None,)


def test_until_when_one_can_answer_is_told_while_one_can() -> None:
    assert view(state_after(*BY_SILENCE), LATER).deadline == AHEAD
    assert view(state_after(*BY_SILENCE), AHEAD + DAY).deadline is None
    assert view(state_after(*VOTING), LATER).deadline is None


# --- What rests on it ------------------------------------------------------------------------------------------

AUTHORISES: list[tuple[tuple[Any, ...], Any, str | None]] = [
    (ADOPTED, CLOSED, None),
    (ADOPTED, CLOSED - DAY, "NOT_ADOPTED"),
    (REJECTED, TODAY, "NOT_ADOPTED"),
    (LACKING, TODAY, "NOT_ADOPTED"),
    (VOTING, TODAY, "NOT_ADOPTED"),
    ((*ADOPTED, DecisionImplemented(LATER)), TODAY, None),
    ((*ADOPTED, DecisionRevoked(LATER)), LATER - DAY, None),
    ((*ADOPTED, DecisionRevoked(LATER)), LATER, "REVOKED"),
    ((*ADOPTED, DecisionSuperseded(OTHER, LATER)), LATER, "REVOKED"),
    (OVERRIDDEN, LATER - DAY, None),
    (OVERRIDDEN, LATER, "NOT_ADOPTED"),
    (SILENCE_OVER, AFTER, None),
    (SILENCE_OVER, DEADLINE, "NOT_ADOPTED"),
]


@pytest.mark.parametrize(("events", "on", "code"), AUTHORISES)
def test_an_act_rests_on_a_decision_that_holds_on_its_day(events: tuple[Any, ...], on: Any, code: str | None) -> None:
    state = state_after(*events)
    if code is None:
        check_authorises(state, AGREEMENT, on)
        return
    with pytest.raises(Rejected) as refused:
        check_authorises(state, AGREEMENT, on)
    assert (refused.value.code, refused.value.field) == (code, "authority")
    assert english(refused.value)
    assert german(refused.value)


def test_an_act_rests_on_a_decision_about_that_very_subject() -> None:
    for subject in (DecisionSubject("agreement:1", 1), DecisionSubject("agreement:2"), DecisionSubject("goal:1")):
        with pytest.raises(Rejected) as refused:
            check_authorises(state_after(*ADOPTED), subject, TODAY, field="decision")
        assert (refused.value.code, refused.value.field) == ("OTHER_SUBJECT", "decision")


def test_what_silence_may_bring_has_not_come_yet() -> None:
    state = state_after(*BY_SILENCE)
    check_authorises(state, AGREEMENT, day("2025-01-01"))
    with pytest.raises(Rejected) as refused:
        check_authorises(state, AGREEMENT, day("2025-01-01"), TODAY)
    assert refused.value.code == "NOT_ADOPTED"
