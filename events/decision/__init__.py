"""Decision (Beschluss) of a body: drafted, submitted, voted on by its rule, and what becomes of it.

A folder of its own: the words stand in `course`, `subjects`, `drafting`, `submission`, `voting`, `presence`,
`conflicts`, `proxies`, `votes`, `closing`, `afterlife`, `follow_ups` and `correction`, the rules beside them in modules
that end in `_rules`, what is recorded in `state`, what follows from that by a day in `lifecycle`.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from events.body.state import Body
from events.decider import Decider, World
from events.decision import (
    acting,
    afterlife_rules,
    closing_rules,
    competence_rules,
    correction_rules,
    drafting_rules,
    follow_up_rules,
    presence_rules,
    proxy_rules,
    submission_rules,
    vote_rules,
    voting_rules,
)
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
from events.decision.closing import CloseVoting, SilentVotingEnded, VotingClosed
from events.decision.conflicts import ConflictDeclared, DeclareConflict
from events.decision.correction import CorrectDecision, DecisionCorrected
from events.decision.disclosure import DISCLOSURE
from events.decision.drafting import (
    DecisionDrafted,
    DecisionPartiesChanged,
    DecisionRevised,
    DraftDecision,
    ReviseDecision,
)
from events.decision.follow_ups import (
    AddFollowUp,
    CompleteFollowUp,
    DecisionFollowUpAdded,
    DecisionFollowUpCompleted,
)
from events.decision.lifecycle import after_silence, silent
from events.decision.presence import RecordPresence, VotingPresenceRecorded
from events.decision.proxies import GiveProxy, ProxyGiven, ProxyRevoked, RevokeProxy
from events.decision.state import Decision, DecisionOnDay
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
from events.decision.view_rules import view
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
from events.decision.voting import OpenVoting, VotingOpened
from events.policy import OFFICE, Grants, Policy, Relation, Role
from events.rules import check_absent, existing

_RULES = (
    drafting_rules,
    submission_rules,
    voting_rules,
    presence_rules,
    proxy_rules,
    vote_rules,
    closing_rules,
    follow_up_rules,
    afterlife_rules,
    correction_rules,
)
_DECIDES: Mapping[type[Any], Callable[[Any, Decision, World], list[Any]]] = {
    command: decides for rules in _RULES for command, decides in rules.DECIDES.items()
}
_EVOLVES: Mapping[type[Any], Callable[[Decision, Any], Decision]] = {
    event: evolves for rules in _RULES for event, evolves in rules.EVOLVES.items()
}
_LISTED = (DraftDecision, ReviseDecision, CorrectDecision)
_JUDGED = (SubmitDecision, ResubmitDecision, OpenVoting, CloseVoting, OverrideOutcome, CorrectDecision)
_OF_BODY: Grants = {**OFFICE, Role.MUNICIPALITY: Relation.OWN}
_OF_MEMBERS: Grants = {**_OF_BODY, Role.PARTNER: Relation.OWN}


def decide(command: Any, state: Decision | None, world: World) -> list[Any]:
    """The events that follow from a command on a decision; recorded before is what silence has brought about by now,
    and whom it concerns where that has changed."""
    if isinstance(command, DraftDecision):
        check_absent(state)
        return drafting_rules.draft(command, world)
    state = existing(state)
    acting.check_acts(command, _of_body(state, world), world)
    ended = silent(state, world.today)
    present = after_silence(state, world.today)
    changed = drafting_rules.parties_changed(present, world)
    # A voting tells its members itself, but not whose body it is.
    if isinstance(command, OpenVoting | OverrideOutcome) and all(event.of == state.of for event in changed):
        changed = []
    for event in changed:
        present = evolve(present, event)
    events = _DECIDES[type(command)](command, present, world)
    if not events and not (changed and isinstance(command, CorrectDecision)):
        return []
    return [*([ended] if ended else []), *changed, *events]


def _of_body(state: Decision, world: World) -> Decision:
    """The decision as that of whoever has the body by what is recorded now."""
    body: Body | None = world.states.get(state.body)
    return state if body is None else drafting_rules.of_body(state, body.of)


def evolve(state: Decision | None, event: Any) -> Decision:
    """The decision after the event."""
    if isinstance(event, DecisionDrafted):
        return drafting_rules.drafted(event)
    return _EVOLVES[type(event)](existing(state), event)


def reads(state: Decision | None, command: Any, world: World) -> Iterable[str]:
    """The county, where its lists matter; the body, and all that tells who is competent, where that is judged; for whom
    the actor may act, where only they may; what a decision rests on that is put right."""
    county = (world.county,) if isinstance(command, _LISTED) else ()
    if state is None:
        body = world.states.get(command.body) if isinstance(command, DraftDecision) else None
        return county if body is None else (*county, *acting.successors((body.of,), world))
    present = _of_body(state, world)
    judged = competence_rules.looked_at(present, world) if isinstance(command, _JUDGED) else ()
    named = () if not isinstance(command, CorrectDecision) else _named(state)
    return (*county, state.body, *judged, *named, *acting.looked_at(command, present, world))


def _named(state: Decision) -> tuple[str, ...]:
    """The meetings in which it was voted on, and the decision that has taken its place."""
    meetings = (voting.meeting for voting in state.votings)
    return tuple(ref for ref in (*meetings, state.superseded_by) if ref is not None)


DECISION = Decider(
    kind="decision",
    state=Decision,
    shown=DecisionOnDay,
    commands=(
        DraftDecision,
        ReviseDecision,
        SubmitDecision,
        WithdrawDecision,
        OpenVoting,
        RecordPresence,
        DeclareConflict,
        GiveProxy,
        RevokeProxy,
        CastVote,
        RecordCount,
        AgreeToCircular,
        RaiseObjection,
        CloseVoting,
        DeferDecision,
        ResubmitDecision,
        LapseDecision,
        OverrideOutcome,
        AddFollowUp,
        CompleteFollowUp,
        ImplementDecision,
        RevokeDecision,
        SupersedeDecision,
        CorrectDecision,
    ),
    events={
        "DecisionDrafted": DecisionDrafted,
        "DecisionRevised": DecisionRevised,
        "DecisionPartiesChanged": DecisionPartiesChanged,
        "DecisionSubmitted": DecisionSubmitted,
        "DecisionWithdrawn": DecisionWithdrawn,
        "VotingOpened": VotingOpened,
        "VotingPresenceRecorded": VotingPresenceRecorded,
        "ConflictDeclared": ConflictDeclared,
        "ProxyGiven": ProxyGiven,
        "ProxyRevoked": ProxyRevoked,
        "VoteCast": VoteCast,
        "VotesCounted": VotesCounted,
        "CircularAgreed": CircularAgreed,
        "ObjectionRaised": ObjectionRaised,
        "VotingClosed": VotingClosed,
        "SilentVotingEnded": SilentVotingEnded,
        "DecisionDeferred": DecisionDeferred,
        "DecisionResubmitted": DecisionResubmitted,
        "DecisionLapsed": DecisionLapsed,
        "VotingOutcomeOverridden": VotingOutcomeOverridden,
        "DecisionFollowUpAdded": DecisionFollowUpAdded,
        "DecisionFollowUpCompleted": DecisionFollowUpCompleted,
        "DecisionImplemented": DecisionImplemented,
        "DecisionRevoked": DecisionRevoked,
        "DecisionSuperseded": DecisionSuperseded,
        "DecisionCorrected": DecisionCorrected,
    },
    fold=2,
    decide=decide,
    evolve=evolve,
    view=view,
    reads=reads,
    disclosure=DISCLOSURE,
    due=closing_rules.due,
    policy=Policy(
        may={
            DraftDecision: _OF_BODY,
            ReviseDecision: _OF_BODY,
            SubmitDecision: _OF_BODY,
            WithdrawDecision: _OF_BODY,
            OpenVoting: _OF_BODY,
            RecordPresence: _OF_BODY,
            DeclareConflict: _OF_MEMBERS,
            GiveProxy: _OF_MEMBERS,
            RevokeProxy: _OF_MEMBERS,
            CastVote: _OF_MEMBERS,
            RecordCount: _OF_BODY,
            AgreeToCircular: _OF_MEMBERS,
            RaiseObjection: _OF_MEMBERS,
            CloseVoting: _OF_BODY,
            DeferDecision: _OF_BODY,
            ResubmitDecision: _OF_BODY,
            LapseDecision: _OF_BODY,
            OverrideOutcome: OFFICE,
            AddFollowUp: _OF_BODY,
            CompleteFollowUp: _OF_BODY,
            ImplementDecision: _OF_BODY,
            RevokeDecision: _OF_BODY,
            SupersedeDecision: _OF_BODY,
            CorrectDecision: OFFICE,
        }
    ),
)
