"""Who carries a project: what follows from leading, joining, leaving and seeing to something."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from events.dated import added, check_unrecorded
from events.decider import Rejected, World, require
from events.period import check_period
from events.project.carrying import (
    DAY,
    carried_until,
    check_carries,
    check_lead_apart,
    check_once,
    check_within,
    ended_with_it,
    is_same,
    leading_alone,
)
from events.project.lifecycle import check_open, lead_on
from events.project.milestone_rules import is_seen_to
from events.project.participants import (
    AssignProjectResponsibility,
    ChangeProjectLead,
    EndProjectResponsibility,
    JoinProject,
    LeaveProject,
    ProjectJoined,
    ProjectLead,
    ProjectLeadChanged,
    ProjectLeft,
    ProjectParticipant,
    ProjectResponsibility,
    ProjectResponsibilityAssigned,
    ProjectResponsibilityEnded,
)
from events.project.state import Project
from events.rules import check_known, check_not_before
from events.successors import Mergers, mergers_in

# --- What follows ----------------------------------------------------------------------------------------------


def _change_lead(command: ChangeProjectLead, state: Project, world: World) -> list[Any]:
    """Another leads it; what it took part with before ends the day before."""
    check_open(state)
    check_known(command.party, "party", world)
    check_not_before(command.on, state.steps[0].on, "on")
    mergers = mergers_in(world.states)
    if is_same(lead_on(state, command.on), command.party, command.on, mergers):
        return []
    check_unrecorded(state.leads, command.on, "on")
    ends = command.on - DAY
    leaves = [
        ProjectLeft(each.party, ends)
        for each in state.participants
        if each.until is None and each.since <= ends and is_same(each.party, command.party, command.on, mergers)
    ]
    return _handed_over(state, [ProjectLeadChanged(command.party, command.on), *leaves], mergers)


def _join(command: JoinProject, state: Project, world: World) -> list[Any]:
    check_open(state)
    check_known(command.party, "party", world)
    check_not_before(command.since, state.steps[0].on, "since")
    joined = ProjectParticipant(command.party, command.since, None, command.part)
    if joined in state.participants:
        return []
    mergers = mergers_in(world.states)
    require(
        not is_same(lead_on(state, command.since), command.party, command.since, mergers),
        "ALREADY_PART",
        "party",
        "It leads the project on that day; those that take part are others.",
    )
    # Two that have become one later took part each on its own.
    for each in state.participants:
        if is_same(each.party, command.party, max(each.since, command.since), mergers):
            check_once((replace(each, party=command.party), joined), "party")
    joins = ProjectJoined(command.party, command.since, command.part)
    check_lead_apart(_joined(state, joins), "party")
    return [joins]


def _leave(command: LeaveProject, state: Project, world: World) -> list[Any]:
    check_open(state)
    mergers = mergers_in(world.states)
    there = [each for each in state.participants if is_same(each.party, command.party, command.until, mergers)]
    unended = [each for each in there if each.until is None]
    taking = [each for each in unended if each.since <= command.until]
    if not taking and any(each.until == command.until for each in there):
        return []
    require(
        len(unended) > 0,
        "NOT_A_PARTICIPANT",
        "party",
        "It takes no part in this project, or its end is recorded already; look up who takes part, and if a day is "
        "wrong, correct the project.",
    )
    for each in taking or unended:
        check_period(replace(each, until=command.until), "until")
    return _handed_over(state, [ProjectLeft(each.party, command.until) for each in taking], mergers)


def _handed_over(state: Project, events: list[Any], mergers: Mergers) -> list[Any]:
    """The events by which somebody carries the project no more, with the end of what it sees to as one that has become
    part of another. Raises `Rejected` where it still sees to something afterwards (OPEN_MILESTONES,
    RESPONSIBLE_LATER) or would lead the project and take part in it at the same time (ALREADY_PART)."""
    after = state
    for event in events:
        after = EVOLVES[type(event)](after, event)
    check_lead_apart(after, "party")
    left = [each for each in after.milestones if not is_seen_to(after, each, mergers)]
    require(
        not left,
        "OPEN_MILESTONES",
        "party",
        "Whoever carries the project no more then still sees to open milestones: {open}. Give them to another first.",
        open=tuple(each.number for each in left),
    )
    until = {each.number: carried_until(after, each.party, each.since, mergers) for each in after.responsibilities}
    later = tuple(number for number, last in until.items() if last is None)
    require(
        not later,
        "RESPONSIBLE_LATER",
        "party",
        "Whoever carries the project no more then is to see to something later: responsibilities {later}. Correct "
        "the project first: give them to another.",
        later=later,
    )
    ends = [
        ProjectResponsibilityEnded(each.number, last)
        for each in after.responsibilities
        if (last := until[each.number]) is not None and last < (each.until or date.max)
    ]
    return [*events, *ends]


def _assign(command: AssignProjectResponsibility, state: Project, world: World) -> list[Any]:
    check_open(state)
    told = (command.what, command.party, command.since)
    there = next((each for each in state.responsibilities if (each.what, each.party, each.since) == told), None)
    if there is not None:
        require(
            command.until in (None, there.until),
            "RECORDED_OTHERWISE",
            "until",
            "It is recorded already, as number {number}, with another end: record its end, or correct it.",
            number=there.number,
        )
        return []
    check_not_before(command.since, state.steps[0].on, "since")
    number = max((each.number for each in state.responsibilities), default=0) + 1
    made = ProjectResponsibility(number, *told, command.until)
    check_period(made, "until")
    check_carries(state, command.party, command.since, "party", world)
    check_within(state, made, mergers_in(world.states), "until")
    return [ProjectResponsibilityAssigned(number, *told, command.until)]


def _end(command: EndProjectResponsibility, state: Project, world: World) -> list[Any]:
    check_open(state)
    found = next((each for each in state.responsibilities if each.number == command.number), None)
    if found is None:
        raise Rejected(
            "NOT_FOUND",
            "number",
            "The project has no responsibility {number}; look up its responsibilities.",
            number=command.number,
        )
    if found.until == command.until:
        return []
    require(
        found.until is None,
        "RECORDED_OTHERWISE",
        "until",
        "It ended on {until}; if that is wrong, correct the project.",
        until=found.until,
    )
    check_period(replace(found, until=command.until), "until")
    return [ProjectResponsibilityEnded(command.number, command.until)]


# --- What is then recorded -------------------------------------------------------------------------------------


def _left(state: Project, event: ProjectLeft) -> Project:
    participants = (
        replace(each, until=event.until) if each.party == event.party and each.until is None else each
        for each in state.participants
    )
    return ended_with_it(replace(state, participants=tuple(participants)))


def _lead_changed(state: Project, event: ProjectLeadChanged) -> Project:
    leads = added(state.leads, ProjectLead(event.on, event.party))
    return ended_with_it(leading_alone(replace(state, leads=leads)))


def _joined(state: Project, event: ProjectJoined) -> Project:
    joined = ProjectParticipant(event.party, event.since, None, event.part)
    return replace(state, participants=in_day_order((*state.participants, joined)))


def in_day_order(participants: Iterable[ProjectParticipant]) -> tuple[ProjectParticipant, ...]:
    """Those that take part in order of their first days."""
    return tuple(sorted(participants, key=lambda each: (each.since, each.party)))


def _assigned(state: Project, event: ProjectResponsibilityAssigned) -> Project:
    made = ProjectResponsibility(event.number, event.what, event.party, event.since, event.until)
    return replace(state, responsibilities=(*state.responsibilities, made))


def _ended(state: Project, event: ProjectResponsibilityEnded) -> Project:
    kept = (
        replace(each, until=event.until) if each.number == event.number else each for each in state.responsibilities
    )
    return replace(state, responsibilities=tuple(kept))


DECIDES: dict[type[Any], Callable[[Any, Project, World], list[Any]]] = {
    ChangeProjectLead: _change_lead,
    JoinProject: _join,
    LeaveProject: _leave,
    AssignProjectResponsibility: _assign,
    EndProjectResponsibility: _end,
}
EVOLVES: dict[type[Any], Callable[[Project, Any], Project]] = {
    ProjectLeadChanged: _lead_changed,
    ProjectJoined: _joined,
    ProjectLeft: _left,
    ProjectResponsibilityAssigned: _assigned,
    ProjectResponsibilityEnded: _ended,
}
