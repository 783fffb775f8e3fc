"""Every command in every situation of a decision: what follows, or why it is refused."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from events.decision.afterlife import (
    DecisionImplemented,
    DecisionRevoked,
    DecisionSuperseded,
    ImplementDecision,
    OverrideOutcome,
    RevokeDecision,
    SupersedeDecision,
    VotingOutcomeOverridden,
)
from events.decision.closing import CloseVoting, VotingClosed
from events.decision.drafting import DecisionRevised, DraftDecision, ReviseDecision
from events.decision.follow_ups import (
    AddFollowUp,
    CompleteFollowUp,
    DecisionFollowUpAdded,
    DecisionFollowUpCompleted,
)
from events.decision.presence import ConflictDeclared, DeclareConflict, RecordPresence
from events.decision.proxies import GiveProxy, ProxyGiven, ProxyRevoked, RevokeProxy
from events.decision.submission import (
    DecisionDeferred,
    DecisionLapsed,
    DecisionResubmitted,
    DecisionSubmitted,
    DecisionWithdrawn,
    DeferDecision,
    LapseDecision,
    ResubmitDecision,
    SubmitDecision,
    WithdrawDecision,
)
from events.decision.votes import (
    AgreeToCircular,
    CastVote,
    CircularAgreed,
    ObjectionRaised,
    RaiseObjection,
    RecordCount,
    VoteCast,
    VotesCounted,
)
from events.decision.voting import OpenVoting
from events.voting.cast import VoteCount
from events.voting.outcome import VotingResult
from tests.events.decision.story import (
    ADOPTED,
    AGREEMENT,
    BEGUN,
    BY_CIRCULATION,
    BY_SILENCE,
    CIRCULAR,
    DRAFTED,
    GROUP,
    HERE,
    LACKING,
    LATER,
    MEETING,
    NO,
    OPENED,
    OTHER,
    PRESENT,
    REJECTED,
    SILENCE_OVER,
    YES,
    came_of,
    decision,
    drafted,
    ended,
    opened,
    said,
    there,
)
from tests.spec import TODAY, Expected, day, every, outcome_is

DONE = day("2024-05-18")
MOVED = day("2024-05-17")
END = ended(*SILENCE_OVER)
SITUATIONS: dict[str, tuple[Any, ...]] = {
    "absent": (),
    "draft": (drafted(),),
    "submitted": BEGUN,
    "meeting": PRESENT,
    "circular": BY_CIRCULATION,
    "silent": BY_SILENCE,
    "silence over": SILENCE_OVER,
    "silence recorded": (*SILENCE_OVER, END),
    "adopted": ADOPTED,
    "rejected": REJECTED,
    "deferred": LACKING,
    "lapsed": (*BEGUN, DecisionLapsed(DONE)),
    "withdrawn": (*BEGUN, DecisionWithdrawn(DONE)),
    "implemented": (*ADOPTED, DecisionImplemented(DONE)),
    "revoked": (*ADOPTED, DecisionRevoked(DONE)),
    "superseded": (*ADOPTED, DecisionSuperseded(OTHER, DONE)),
}
OPEN = ("meeting", "circular", "silent")
HOLDING = ("silence over", "silence recorded", "adopted")
VOTED = (*HOLDING, "rejected", "deferred")
SETTLED = ("lapsed", "withdrawn", "implemented", "revoked", "superseded")


def course(*events: Any, **allowed: Expected) -> dict[str, Expected]:
    """What follows of a step in the course, in some situations; in the others it is refused with a code of its own.
    `events` follow where the decision is adopted: by silence that is not recorded yet, that is recorded before."""
    told: dict[str, Expected] = {
        "absent": "NOT_FOUND",
        "draft": "NOT_SUBMITTED",
        "submitted": "NOT_VOTED_ON",
        **dict.fromkeys(OPEN, "VOTING_OPEN"),
        **dict.fromkeys(HOLDING, "ADOPTED"),
        "rejected": "REJECTED",
        "deferred": "DEFERRED",
        **dict.fromkeys(SETTLED, "SETTLED"),
    }
    if events:
        told |= {**dict.fromkeys(HOLDING, events), "silence over": (END, *events)}
    return told | allowed


def while_open(**allowed: Expected) -> dict[str, Expected]:
    """What follows in an open voting; where none is open, that is said."""
    return {
        "absent": "NOT_FOUND",
        **dict.fromkeys(("draft", "submitted", "lapsed", "withdrawn"), "NOT_OPEN"),
        **dict.fromkeys((*VOTED, "implemented", "revoked", "superseded"), "CLOSED"),
        **allowed,
    }


THREE = VoteCount(2, 1, present=3)
otherwise = {"text": "Anders.", "matter": "budget", "theme": None, "subjects": (AGREEMENT,), "public": True}
revised = DecisionRevised("Haushalt 2025", **otherwise)  # type: ignore[arg-type]
task = DecisionFollowUpAdded(1, "Bericht", "partner:1", LATER)
TABLE: dict[Any, dict[str, Expected]] = {
    DraftDecision(
        "Haushalt", "Der Haushalt wird beschlossen.", GROUP, "budget", True, DRAFTED, subjects=(AGREEMENT,)
    ): dict.fromkeys(SITUATIONS, "EXISTS") | {"absent": (drafted(),)},
    ReviseDecision(HERE, "Haushalt 2025", "Anders.", "budget", True, subjects=(AGREEMENT,)): course(
        draft=(revised,), submitted=(revised,), deferred=(revised,)
    ),
    SubmitDecision(HERE, LATER): course(
        draft=(DecisionSubmitted(LATER),), submitted="RECORDED_OTHERWISE"
    ),
    WithdrawDecision(HERE, LATER): course(
        draft=(DecisionWithdrawn(LATER),), submitted=(DecisionWithdrawn(LATER),), withdrawn="RECORDED_OTHERWISE"
    ),
    OpenVoting(HERE, MEETING, OPENED): course(submitted=(opened(),), meeting=()),
    RecordPresence(HERE, (4, 2, 1)): while_open(meeting=(there(1, 2, 4),), circular="OTHER_MODE", silent="OTHER_MODE"),
    DeclareConflict(HERE, 3): while_open(**dict.fromkeys(OPEN, (ConflictDeclared(3),))),
    GiveProxy(HERE, 4, 1): while_open(
        meeting=(ProxyGiven(4, 1),), circular=(ProxyGiven(4, 1),), silent="NO_PROXIES"
    ),
    RevokeProxy(HERE, 4): while_open(**dict.fromkeys(OPEN, ())),
    CastVote(HERE, 2, NO): while_open(
        meeting=(said(2, NO),), circular=(VoteCast(2, NO, None, TODAY),), silent="OTHER_MODE"
    ),
    RecordCount(HERE, THREE): while_open(
        meeting=(VotesCounted(THREE),), circular=(VotesCounted(THREE),), silent="OTHER_MODE"
    ),
    AgreeToCircular(HERE, 2): while_open(**dict.fromkeys(OPEN, "NOT_ASKED")),
    RaiseObjection(HERE, 2, TODAY): while_open(
        meeting="OTHER_MODE", circular="OTHER_MODE", silent=(ObjectionRaised(2, TODAY),)
    ),
    CloseVoting(HERE, LATER): while_open(
        meeting=(VotingClosed(1, LATER, came_of(*PRESENT)),), circular="BEFORE_DEADLINE", silent="BY_DEADLINE"
    ),
    DeferDecision(HERE, LATER): course(
        submitted=(DecisionDeferred(LATER),),
        **dict.fromkeys(OPEN, (DecisionDeferred(LATER),)),
        deferred="RECORDED_OTHERWISE",
    ),
    ResubmitDecision(HERE, LATER): course(
        submitted="RECORDED_OTHERWISE", deferred=(DecisionResubmitted(LATER),)
    ),
    LapseDecision(HERE, LATER): course(
        **dict.fromkeys(("submitted", *OPEN, "deferred"), (DecisionLapsed(LATER),)), lapsed="RECORDED_OTHERWISE"
    ),
    OverrideOutcome(HERE, VotingResult.REJECTED, LATER): course(
        VotingOutcomeOverridden(VotingResult.REJECTED, LATER),
        rejected="SAME_RESULT",
        deferred=(VotingOutcomeOverridden(VotingResult.REJECTED, LATER),),
    ),
    AddFollowUp(HERE, "Bericht", "partner:1", LATER): course(
        task, **dict.fromkeys(("draft", "submitted", "deferred"), (task,))
    ),
    CompleteFollowUp(HERE, 1, LATER): dict.fromkeys(SITUATIONS, "NOT_FOUND"),
    ImplementDecision(HERE, LATER): course(DecisionImplemented(LATER), implemented="RECORDED_OTHERWISE"),
    RevokeDecision(HERE, LATER): course(DecisionRevoked(LATER), revoked="RECORDED_OTHERWISE"),
    SupersedeDecision(HERE, OTHER, LATER): course(
        DecisionSuperseded(OTHER, LATER), superseded="RECORDED_OTHERWISE"
    ),
}  # fmt: skip


@pytest.mark.parametrize(("situation", "command", "expected"), every("decision", SITUATIONS, TABLE))
def test_every_command_in_every_situation(situation: str, command: Any, expected: Expected) -> None:
    outcome_is(decision(*SITUATIONS[situation]).when(command), expected)


# What is said once more on the same day.
AGAIN: dict[Any, str] = {
    SubmitDecision(HERE, day("2024-02-01")): "submitted",
    ResubmitDecision(HERE, day("2024-02-01")): "submitted",
    WithdrawDecision(HERE, DONE): "withdrawn",
    LapseDecision(HERE, DONE): "lapsed",
    DeferDecision(HERE, OPENED): "deferred",
    CloseVoting(HERE, OPENED): "adopted",
    ImplementDecision(HERE, DONE): "implemented",
    RevokeDecision(HERE, DONE): "revoked",
    SupersedeDecision(HERE, OTHER, DONE): "superseded",
    ReviseDecision(HERE, "Haushalt", "Der Haushalt wird beschlossen.", "budget", True, subjects=(AGREEMENT,)): "draft",
}


@pytest.mark.parametrize(("command", "situation"), AGAIN.items())
def test_what_is_recorded_already_changes_nothing(command: Any, situation: str) -> None:
    decision(*SITUATIONS[situation]).when(command).then_nothing()


WITH_TASK: dict[str, Expected] = course(DecisionFollowUpCompleted(1, LATER))


@pytest.mark.parametrize(
    ("situation", "expected"), [(name, told) for name, told in WITH_TASK.items() if name != "absent"]
)
def test_a_follow_up_task_is_done_once_the_decision_holds(situation: str, expected: Expected) -> None:
    first, *more = SITUATIONS[situation]
    outcome_is(decision(first, task, *more).when(CompleteFollowUp(HERE, 1, LATER)), expected)


def test_follow_up_tasks_are_done_by_today_and_not_before_the_adoption() -> None:
    with_task = (*ADOPTED, task)
    decision(*with_task).when(CompleteFollowUp(HERE, 1, day("2024-02-29"))).rejects("DATES_REVERSED", "on")
    decision(*with_task).when(CompleteFollowUp(HERE, 1, day("2024-06-02"))).rejects("IN_FUTURE", "on")
    done = (*with_task, DecisionFollowUpCompleted(1, LATER))
    decision(*done).when(CompleteFollowUp(HERE, 1, LATER)).then_nothing()
    decision(*done).when(CompleteFollowUp(HERE, 1, DONE)).rejects("RECORDED_OTHERWISE", "on")
    decision(*with_task).when(AddFollowUp(HERE, "Bericht", "partner:1", LATER)).then_nothing()
    more = replace(task, number=2, party="municipality:11")
    decision(*with_task).when(AddFollowUp(HERE, "Bericht", "municipality:11", LATER)).then(more)
    decision(*ADOPTED).when(AddFollowUp(HERE, "Bericht", "partner:9", LATER)).rejects("NOT_FOUND", "party")


def test_a_decision_is_carried_out_when_all_its_follow_up_tasks_are_done() -> None:
    two = (*ADOPTED, task, replace(task, number=2, party="municipality:11"))
    decision(*two, DecisionFollowUpCompleted(1, DONE)).when(ImplementDecision(HERE, LATER)).rejects(
        "FOLLOW_UPS_OPEN", "on"
    )
    done = (*two, DecisionFollowUpCompleted(1, DONE), DecisionFollowUpCompleted(2, LATER))
    decision(*done).when(ImplementDecision(HERE, DONE)).rejects("FOLLOW_UPS_OPEN", "on")
    decision(*done).when(ImplementDecision(HERE, LATER)).then(DecisionImplemented(LATER))


UNREASONED = {
    DeferDecision(HERE, LATER): "submitted",
    OverrideOutcome(HERE, VotingResult.REJECTED, LATER): "adopted",
    RevokeDecision(HERE, LATER): "adopted",
}


@pytest.mark.parametrize(("command", "situation"), UNREASONED.items())
def test_what_needs_a_reason_is_refused_without_one(command: Any, situation: str) -> None:
    decision(*SITUATIONS[situation]).when(command, reason=False).rejects("REASON_REQUIRED", "reason")


STEPS = {
    SubmitDecision: "draft",
    WithdrawDecision: "submitted",
    DeferDecision: "meeting",
    LapseDecision: "submitted",
    CloseVoting: "meeting",
    ResubmitDecision: "deferred",
    ImplementDecision: "adopted",
    RevokeDecision: "adopted",
}


@pytest.mark.parametrize(("command", "situation"), STEPS.items())
def test_steps_follow_in_order_of_their_days_and_are_none_of_the_future(command: Any, situation: str) -> None:
    here = decision(*SITUATIONS[situation])
    here.when(command(HERE, day("2024-01-09"))).rejects("DATES_REVERSED", "on")
    here.when(command(HERE, day("2024-06-02"))).rejects("IN_FUTURE", "on")


def test_a_circulation_is_agreed_to_where_the_rule_asks_for_that() -> None:
    asking = replace(opened(CIRCULAR), rule=replace(opened().rule, circular_consent=Fraction(1)))
    here = (*BEGUN, asking)
    decision(*here).when(AgreeToCircular(HERE, 2)).then(CircularAgreed(2, TODAY))
    decision(*here, CircularAgreed(2, TODAY)).when(AgreeToCircular(HERE, 2)).then_nothing()
    all_said = (*here, *(said(n, YES) for n in (1, 2, 3, 4)))
    decision(*all_said).when(CloseVoting(HERE, LATER)).then(VotingClosed(1, LATER, came_of(*all_said)))
    assert came_of(*all_said).result is VotingResult.NO_CONSENT


def test_a_proxy_can_be_taken_back() -> None:
    decision(*PRESENT, ProxyGiven(4, 1)).when(RevokeProxy(HERE, 4)).then(ProxyRevoked(4))
    decision(*PRESENT, ProxyGiven(4, 1)).when(GiveProxy(HERE, 4, 1)).then_nothing()
