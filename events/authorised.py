"""What acts rest on: whether the county demands a decision for an act, and whether the one that is named allows it.

A decision of this record must be adopted on the day of the act, name what the act is about, and come from the body that
is competent then. All that is looked at is held to its version when the act is recorded: a decision revoked at the same
moment, or a competence moved, loses or wins, never both. An external decision is taken as it is told, and shown so.
"""

from collections.abc import Iterable
from dataclasses import replace
from functools import wraps
from typing import Any

from events.authority import RecordedDecision, Resting
from events.competence.reckoning import competent_in, looked_at
from events.county.demands import is_demanded
from events.decider import Decider, World, require
from events.decision.lifecycle import check_authorises, check_holds
from events.decision.state import Decision
from events.decision.subjects import DecisionSubject
from events.successors import become, mergers_in

_FIELD = "authority.decision"


def check_authority(resting: Resting, world: World) -> None:
    """Raise `Rejected` unless the decision that an act rests on allows it, or none is named and none demanded
    (AUTHORITY_REQUIRED, OTHER_SUBJECT, NOT_ADOPTED, REVOKED, OTHER_HOLDER, OTHER_BODY, NOT_COMPETENT)."""
    if world.authority is None:
        require(
            not is_demanded(world.states[world.county].demands, resting.act, resting.on),
            "AUTHORITY_REQUIRED",
            "authority",
            "This county requires the decision on which this act rests; name one of this record, or an external one "
            "by body, day and paper.",
        )
    elif isinstance(world.authority, RecordedDecision):
        _check_recorded(resting, world.states[world.authority.decision], world)


def _check_recorded(resting: Resting, decision: Decision, world: World) -> None:
    on = min(resting.on, world.today)
    check_authorises(decision, DecisionSubject(resting.of, resting.number), resting.on, world.today, _FIELD)
    mergers = mergers_in(world.states)
    require(
        resting.holder is None or become(resting.holder, on, mergers) == become(decision.holder, on, mergers),
        "OTHER_HOLDER",
        _FIELD,
        "That decision was taken for another organisation; name one that was taken for the organisation concerned "
        "here.",
    )
    require(
        resting.body in (None, decision.body),
        "OTHER_BODY",
        _FIELD,
        "That decision was taken by another body than the one that is to decide; name one of that body.",
    )
    told = competent_in(decision.holder, decision.matter, decision.theme, on, world.states)
    require(
        told.body == decision.body,
        "NOT_COMPETENT",
        _FIELD,
        "The body that took that decision is not competent for the matter on {on}; name a decision of the competent "
        "body, or record the competence.",
        on=on,
    )


def check_cited(world: World) -> None:
    """Raise `Rejected` where a decision of this record is named for an act that needs none, and does not hold today
    (NOT_ADOPTED, REVOKED)."""
    if isinstance(world.authority, RecordedDecision):
        check_holds(world.states[world.authority.decision], world.today, _FIELD)


def looked_up(world: World) -> Iterable[str]:
    """What `check_authority` looks at, as far as can be told from what is loaded."""
    if not isinstance(world.authority, RecordedDecision):
        return (world.county,)
    decision: Decision | None = world.states.get(world.authority.decision)
    if decision is None:
        return (world.county, world.authority.decision)
    return (world.county, *looked_at(decision.holder, world.states))


def rested(decider: Decider) -> Decider:
    """The aggregate, with what its acts rest on checked beside its own rules."""

    @wraps(decider.decide)
    def decide(command: Any, state: Any, world: World) -> list[Any]:
        events = decider.decide(command, state, world)
        if events:
            resting = decider.rests(command, state, world)
            check_cited(world) if resting is None else check_authority(resting, world)
        return events

    @wraps(decider.reads)
    def reads(state: Any, command: Any, world: World) -> Iterable[str]:
        own = decider.reads(state, command, world)
        return own if decider.rests(command, state, world) is None else (*own, *looked_up(world))

    return replace(decider, decide=decide, reads=reads)
