"""Who may know of a decision and who may do what: the public, those whom it concerns, those whom members represent."""

from dataclasses import replace
from typing import Any

import pytest

from events.decision import DECISION
from events.decision.afterlife import (
    DecisionImplemented,
    ImplementDecision,
    OverrideOutcome,
    VotingOutcomeOverridden,
)
from events.decision.closing import CloseVoting
from events.decision.disclosure import redact
from events.decision.drafting import DecisionRevised, DraftDecision, ReviseDecision
from events.decision.follow_ups import DecisionFollowUpAdded
from events.decision.parties import DecisionPartiesChanged
from events.decision.presence import ConflictDeclared, DeclareConflict, RecordPresence
from events.decision.proxies import GiveProxy, ProxyGiven, ProxyRevoked, RevokeProxy
from events.decision.submission import (
    DecisionDeferred,
    DecisionLapsed,
    DecisionResubmitted,
    DecisionWithdrawn,
    DeferDecision,
    LapseDecision,
    ResubmitDecision,
    SubmitDecision,
    WithdrawDecision,
)
from events.decision.view import view
from events.decision.votes import (
    AgreeToCircular,
    CastVote,
    CircularAgreed,
    ObjectionRaised,
    RaiseObjection,
    RecordCount,
    VoteCast,
)
from events.decision.voting import OpenVoting
from events.policy import OFFICE, Relation, Role, Visibility
from events.voting.cast import VoteCount
from events.voting.outcome import VotingResult
from events.voting.rule import VotingMode
from tests.events.decision.story import (
    ADOPTED,
    AGREEMENT,
    BEGUN,
    BY_CIRCULATION,
    BY_SILENCE,
    COUNCIL,
    DRAFTED,
    ELECTORATE,
    GROUP,
    HERE,
    LATER,
    PARTIES,
    PRESENT,
    RULE,
    SILENCE_OVER,
    SUBMITTED,
    YES,
    closed,
    decision,
    drafted,
    ended,
    opened,
    said,
    state_after,
    submitted,
    there,
)
from tests.spec import HOME, TODAY, day

WHOM = {HERE, GROUP, HOME, "municipality:11", "municipality:12", "partner:1"}


def told(*events: Any) -> list[tuple[Visibility, set[str]]]:
    """Who may know of each of these events, as they happen, and of the decision after each."""
    found, state = [], None
    for event in events:
        state = DECISION.evolve(state, event)
        for about in (event, None):
            audience = DECISION.disclosure.audience(HERE, state, about)
            found.append((audience.visibility, set(audience.concerns)))
    return found


# --- Who may know ----------------------------------------------------------------------------------------------

secretly = (drafted(public=False), *ADOPTED[1:])
silently = (*BY_SILENCE, ConflictDeclared(2), ObjectionRaised(1, TODAY))


@pytest.mark.parametrize(
    "events", [secretly, (secretly[0], *silently[1:]), (drafted(public=False), DecisionWithdrawn(LATER))]
)
def test_of_one_that_is_not_public_all_is_confidential_from_draft_to_end(events: tuple[Any, ...]) -> None:
    assert told(*events) == [(Visibility.CONFIDENTIAL, WHOM)] * (2 * len(events))


def test_a_public_one_is_internal_until_it_is_submitted_and_public_then_but_for_who_was_there() -> None:
    seen = [visibility for visibility, _ in told(*ADOPTED)]
    assert seen[:2] == [Visibility.INTERNAL] * 2
    present = ADOPTED.index(there(1, 2, 3))
    assert seen[2 * present] is Visibility.CONFIDENTIAL
    others = [each for n, each in enumerate(seen[2:], 2) if n != 2 * present]
    assert set(others) == {Visibility.PUBLIC}
    withdrawn = told(drafted(), DecisionWithdrawn(LATER))
    assert {visibility for visibility, _ in withdrawn} == {Visibility.INTERNAL}


def test_what_becomes_public_or_not_is_so_from_then_on() -> None:
    open_ = DecisionRevised("Haushalt", "Text.", "budget", True)
    shut = replace(open_, public=False)
    assert [visibility for visibility, _ in told(drafted(public=False), open_, shut)] == [
        *[Visibility.CONFIDENTIAL] * 2, *[Visibility.INTERNAL] * 2, *[Visibility.CONFIDENTIAL] * 2
    ]  # fmt: skip


def test_it_concerns_whom_members_represent_then_and_those_with_follow_up_tasks_too() -> None:
    other = replace(ELECTORATE, seats=(replace(ELECTORATE.seats[0], party="partner:2"),))
    task = DecisionFollowUpAdded(1, "Bericht", "municipality:13", LATER)
    events = (drafted(holder="municipality:14"), submitted, opened(electorate=other))
    voted = {HERE, GROUP, HOME, "municipality:14", "partner:2"}
    assert told(*events)[-1][1] == voted
    assert told(*events, task)[-1][1] == {*voted, "municipality:13"}


FORMER = drafted(public=False, parties=("municipality:11", "partner:9"))
LEFT = DecisionPartiesChanged(HOME, PARTIES)
REVISED = DecisionRevised("Neu", "Text.", "budget", False, subjects=(AGREEMENT,))


@pytest.mark.parametrize(
    ("before", "command", "event"),
    [
        ((), ReviseDecision(HERE, "Neu", "Text.", "budget", False, subjects=(AGREEMENT,)), REVISED),
        ((), SubmitDecision(HERE, SUBMITTED), submitted),
        ((), WithdrawDecision(HERE, LATER), DecisionWithdrawn(LATER)),
        ((submitted,), DeferDecision(HERE, LATER), DecisionDeferred(LATER)),
        ((submitted,), LapseDecision(HERE, LATER), DecisionLapsed(LATER)),
        ((submitted, DecisionDeferred(LATER)), ResubmitDecision(HERE, LATER), DecisionResubmitted(LATER)),
    ],
)
def test_who_has_left_before_the_voting_learns_nothing_more_and_who_has_come_in_does(
    before: tuple[Any, ...], command: Any, event: Any
) -> None:
    decision(FORMER, *before).when(command).then(LEFT, event)
    assert told(FORMER, *before, LEFT, event)[-1][1] == WHOM
    decision(FORMER, *before, LEFT).when(command).then(event)


def test_who_has_the_body_now_records_and_reads_its_decisions() -> None:
    mistaken = drafted(of="municipality:13", holder="municipality:13")
    whose = DecisionPartiesChanged(HOME, PARTIES)
    submit = SubmitDecision(HERE, SUBMITTED)
    decision(mistaken).when(submit, acts_for="municipality:13").rejects("NOT_YOURS", "id")
    decision(mistaken).when(submit, acts_for=HOME).then(whose, submitted)
    state = state_after(mistaken, whose)
    assert (state.of, state.holder, state.entitled) == (HOME, HOME, PARTIES)
    for_another = state_after(replace(mistaken, holder="municipality:14"), whose)
    assert (for_another.of, for_another.holder) == (HOME, "municipality:14")
    # A voting tells its members, but not whose body it is.
    open_ = OpenVoting(HERE, VotingMode.MEETING, opened().on)
    decision(drafted(parties=()), submitted).when(open_).then(opened())
    decision(mistaken, whose, submitted).when(open_).then(opened())
    decision(replace(mistaken, holder=HOME), submitted).when(open_).then(whose, opened())
    decided = closed(mistaken, submitted, opened(), there(1, 2, 3), said(1), said(2))
    decision(*decided).when(ImplementDecision(HERE, LATER)).then(whose, DecisionImplemented(LATER))


def test_an_override_leaves_it_with_those_who_voted() -> None:
    lacking = closed(FORMER, submitted, opened(electorate=replace(ELECTORATE, seats=ELECTORATE.seats[:1])), there())
    overridden = VotingOutcomeOverridden(VotingResult.ADOPTED, LATER)
    decision(*lacking).when(OverrideOutcome(HERE, VotingResult.ADOPTED, LATER)).then(overridden)
    for between in ((), (LEFT,)):
        assert state_after(*lacking, *between, overridden).entitled == ("municipality:11",)


def test_once_it_is_voted_on_it_concerns_those_of_the_voting() -> None:
    few = replace(ELECTORATE, seats=ELECTORATE.seats[:2])
    events = (drafted(public=False), submitted, opened(electorate=few), there(1, 2))
    for after in (events, closed(*events, said(1), said(2))):
        assert told(*after)[-1][1] == {HERE, GROUP, HOME, "municipality:11", "municipality:12"}


def test_who_was_there_is_told_to_those_only_who_see_what_is_confidential() -> None:
    state = state_after(*ADOPTED)
    assert redact(state, TODAY, Visibility.CONFIDENTIAL) is state
    for sees in (Visibility.PUBLIC, Visibility.INTERNAL):
        shown = view(redact(state, TODAY, sees), TODAY)
        assert shown.votings[0].attendance == ()
        assert (shown.outcome, shown.votings[0].ballots) == (ADOPTED[-1].outcome, state.votings[0].ballots)


# --- Who may do what -------------------------------------------------------------------------------------------


def test_overriding_and_correcting_are_for_the_office() -> None:
    may = DECISION.may
    names = {command.__name__ for command, grants in may.items() if grants == OFFICE}
    assert names == {"OverrideOutcome", "CorrectDecision"}
    partners = {command for command, grants in may.items() if grants.get(Role.PARTNER) is Relation.OWN}
    assert partners == {CastVote, AgreeToCircular, RaiseObjection, DeclareConflict, GiveProxy, RevokeProxy}
    assert all(grants.get(Role.MUNICIPALITY) is Relation.OWN for grants in may.values() if grants != OFFICE)


asked = (*BEGUN, opened(VotingMode.CIRCULAR, rule=replace(RULE, circular_consent=RULE.quorum.share)))  # type: ignore[union-attr]
OF_MEMBERS: list[tuple[tuple[Any, ...], Any, Any, str]] = [
    (PRESENT, CastVote(HERE, 1, YES), said(1), "member"),
    (BY_SILENCE, RaiseObjection(HERE, 1, TODAY), ObjectionRaised(1, TODAY), "member"),
    (asked, AgreeToCircular(HERE, 1), CircularAgreed(1, TODAY), "member"),
    (PRESENT, DeclareConflict(HERE, 1), ConflictDeclared(1), "member"),
    (BY_CIRCULATION, GiveProxy(HERE, 1, 2), ProxyGiven(1, 2), "principal"),
    ((*BY_CIRCULATION, ProxyGiven(1, 2)), RevokeProxy(HERE, 1), ProxyRevoked(1), "principal"),
    ((*PRESENT, ProxyGiven(4, 1)), CastVote(HERE, 4, YES, 1), said(4, YES, 1), "proxy"),
]


@pytest.mark.parametrize(("events", "command", "event", "field"), OF_MEMBERS)
def test_whom_a_member_represents_acts_for_it_and_nobody_else_does(
    events: tuple[Any, ...], command: Any, event: Any, field: str
) -> None:
    here = decision(*events)
    for acts_for in ("municipality:11", HOME, "coordination_office:1", None):
        here.when(command, acts_for=acts_for).then(event)
    for acts_for in ("municipality:12", "municipality:13", "partner:1"):
        here.when(command, acts_for=acts_for).rejects("NOT_YOURS", field)


def test_a_member_that_represents_nobody_is_recorded_by_those_who_have_the_body() -> None:
    here = decision(*BY_CIRCULATION)
    here.when(CastVote(HERE, 4, YES), acts_for="municipality:11").rejects("NOT_YOURS", "member")
    here.when(CastVote(HERE, 9, YES), acts_for="municipality:11").rejects("NOT_YOURS", "member")
    here.when(CastVote(HERE, 4, YES), acts_for=None).then(VoteCast(4, YES, None, TODAY))


def test_a_successor_acts_for_its_predecessor_from_the_merger_on() -> None:
    here = decision(*PRESENT)
    here.when(CastVote(HERE, 2, YES), acts_for="municipality:14").then(said(2))
    before = here.when(CastVote(HERE, 2, YES), acts_for="municipality:14", today=day("2024-03-31"))
    before.rejects("NOT_YOURS", "member")


def test_whoever_acts_for_itself_is_told_when_no_voting_is_open() -> None:
    decision(*BEGUN).when(CastVote(HERE, 1, YES), acts_for="municipality:11").rejects("NOT_OPEN", "id")
    decision(*ADOPTED).when(CastVote(HERE, 1, YES), acts_for="municipality:11").rejects("CLOSED", "id")
    over = decision(*SILENCE_OVER, ended(*SILENCE_OVER))
    over.when(RaiseObjection(HERE, 1, TODAY), acts_for="municipality:11").rejects("CLOSED", "id")


def test_who_answers_for_itself_does_it_today() -> None:
    earlier = day("2024-05-31")
    here = decision(*BY_CIRCULATION)
    here.when(CastVote(HERE, 1, YES, on=earlier), acts_for="municipality:11").rejects("BACKDATED", "on")
    here.when(CastVote(HERE, 1, YES, on=TODAY), acts_for="municipality:11").then(VoteCast(1, YES, None, TODAY))
    here.when(CastVote(HERE, 1, YES, on=earlier), acts_for=HOME).then(VoteCast(1, YES, None, earlier))
    silent = decision(*BY_SILENCE)
    silent.when(RaiseObjection(HERE, 1, earlier), acts_for="municipality:11").rejects("BACKDATED", "on")


# A municipality's own council: what it decides, the municipality records.
own = drafted(body=COUNCIL, of="municipality:11", holder="municipality:11", parties=())
draft = DraftDecision("Haushalt", "Der Haushalt wird beschlossen.", COUNCIL, "budget", True, DRAFTED)


def test_a_municipality_records_what_its_own_council_decides() -> None:
    decision().when(draft, acts_for="municipality:11").then(replace(own, subjects=()))
    decision().when(draft, acts_for="municipality:13").rejects("NOT_YOURS", "body")
    decision(own).when(SubmitDecision(HERE, LATER), acts_for="municipality:13").rejects("NOT_YOURS", "id")
    held = opened(VotingMode.CIRCULAR, electorate=replace(ELECTORATE, statutory=1, seats=(
        replace(ELECTORATE.seats[0], party=None),
    )))  # fmt: skip
    circular = decision(own, submitted, held)
    vote = CastVote(HERE, 1, YES, on=day("2024-05-31"))
    circular.when(vote, acts_for="municipality:11").then(VoteCast(1, YES, None, day("2024-05-31")))


@pytest.mark.parametrize(
    "command", [RecordPresence(HERE, (1,)), RecordCount(HERE, VoteCount(1, 0)), CloseVoting(HERE, LATER)]
)
def test_those_whom_members_represent_do_not_hold_the_voting(command: Any) -> None:
    decision(*PRESENT).when(command, acts_for="municipality:11").rejects("NOT_YOURS", "id")
