"""Who carries a project: its lead, those that take part, and what each of them is to see to."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Any

from events.dated import added, check_unrecorded
from events.decider import Act, Part, World, recorded, require
from events.numbered import exchanged, existing_part
from events.period import check_period, overlap
from events.project.acting import by_lead, reads_successors
from events.project.carrying import (
    DAY,
    carried_until,
    check_lead_apart,
    check_within,
    ended_with_it,
    is_same,
    is_seen_to,
    leading_alone,
)
from events.project.lifecycle import check_open, lead_on
from events.project.state import (
    OfProject,
    OfResponsibility,
    Project,
    ProjectLead,
    ProjectParticipant,
    ProjectResponsibility,
    ResponsibilityFacts,
    ResponsibilityNumber,
)
from events.refs import PartyRef
from events.rules import check_known, check_not_before
from events.successors import Mergers, mergers_in
from events.values import Allotted, Name

# --- Its lead --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ProjectLeadChanged:
    """Another party leads the project from a day on. The responsibilities of the previous lead end the day before,
    unless it remains as a participant (Federführung übertragen)."""

    party: PartyRef
    """The lead (Federführung)."""
    on: date
    """The first day (gilt ab)."""


@dataclass(frozen=True)
class ChangeProjectLead(ProjectLeadChanged, OfProject):
    """Record that another party leads the project from a day on. The responsibilities of the previous lead end the day
    before, unless it remains as a participant; assign its open milestones to another party first (Federführung
    übertragen)."""


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
    return _handed_over(state, [recorded(ProjectLeadChanged, command), *leaves], mergers)


def _lead_changed(state: Project, event: ProjectLeadChanged) -> Project:
    leads = added(state.leads, ProjectLead(event.on, event.party))
    return ended_with_it(leading_alone(replace(state, leads=leads)))


# --- Taking part -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ProjectJoined:
    """A municipality or partner takes part in a project from a day on (beigetreten)."""

    party: PartyRef
    """The participant (Beteiligte)."""
    since: date
    """The first day (dabei seit)."""
    part: Name | None = None
    """What it contributes, in a few words; null if not recorded (Beitrag)."""


@dataclass(frozen=True)
class JoinProject(ProjectJoined, OfProject):
    """Record that a municipality or partner takes part in a project from a day on (Beteiligte aufnehmen)."""


def _join(command: JoinProject, state: Project, world: World) -> list[Any]:
    check_open(state)
    check_known(command.party, "party", world)
    check_not_before(command.since, state.steps[0].on, "since")
    joined = _participant(command)
    if joined in state.participants:
        return []
    mergers = mergers_in(world.states)
    require(
        not is_same(lead_on(state, command.since), command.party, command.since, mergers),
        "ALREADY_PART",
        "party",
        "The organisation named leads the project on that day, so it cannot also be a participant; name another one "
        "or choose another day.",
    )
    # Two that have become one later took part each on its own.
    for each in state.participants:
        require(
            not is_same(each.party, command.party, max(each.since, command.since), mergers)
            or not overlap(each, joined),
            "ALREADY_PART",
            "party",
            "The organisation named is already recorded as a participant since {since}; if that is wrong, or it left "
            "in the meantime, correct the project.",
            since=each.since,
        )
    check_lead_apart(_joined(state, command))
    return [recorded(ProjectJoined, command)]


def _joined(state: Project, event: ProjectJoined) -> Project:
    participants = (*state.participants, _participant(event))
    return replace(state, participants=tuple(sorted(participants, key=lambda each: (each.since, each.party))))


def _participant(told: ProjectJoined) -> ProjectParticipant:
    return ProjectParticipant(told.party, told.since, None, told.part)


@dataclass(frozen=True)
class ProjectLeft:
    """A participant leaves the project at the end of a day; its responsibilities end on that day (ausgeschieden)."""

    party: PartyRef
    """The participant (Beteiligte)."""
    until: date
    """The last day (dabei bis)."""


@dataclass(frozen=True)
class LeaveProject(ProjectLeft, OfProject):
    """Record that a participant leaves the project at the end of a day. Its responsibilities end on that day; assign
    its open milestones to another party first (ausscheiden)."""


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
        "The organisation named does not take part in this project, or its departure is already recorded; check the "
        "participants and, if a day is wrong, correct the project.",
    )
    for each in taking or unended:
        check_period(replace(each, until=command.until), "until")
    return _handed_over(state, [ProjectLeft(each.party, command.until) for each in taking], mergers)


def _left(state: Project, event: ProjectLeft) -> Project:
    participants = (
        replace(each, until=event.until) if each.party == event.party and each.until is None else each
        for each in state.participants
    )
    return ended_with_it(replace(state, participants=tuple(participants)))


def _handed_over(state: Project, events: list[Any], mergers: Mergers) -> list[Any]:
    """The events by which somebody carries the project no more, with the end of what it sees to as one that has become
    part of another. Raises `Rejected` where it still sees to something afterwards (OPEN_MILESTONES,
    RESPONSIBLE_LATER) or would lead the project and take part in it at the same time (ALREADY_PART)."""
    after = state
    for event in events:
        after = _left(after, event) if isinstance(event, ProjectLeft) else _lead_changed(after, event)
    check_lead_apart(after)
    left = [each for each in after.milestones if not is_seen_to(after, each, mergers)]
    require(
        not left,
        "OPEN_MILESTONES",
        "party",
        "A party that would no longer lead the project or take part in it is still responsible for open milestones: "
        "{open}. Assign them to another party first.",
        open=tuple(each.number for each in left),
    )
    until = {each.number: carried_until(after, each.party, each.since, mergers) for each in after.responsibilities}
    later = tuple(number for number, last in until.items() if last is None)
    require(
        not later,
        "RESPONSIBLE_LATER",
        "party",
        "A party that would no longer lead the project or take part in it has responsibilities that begin later: "
        "{later}. Correct the project first and assign them to another party.",
        later=later,
    )
    ends = [
        ProjectResponsibilityEnded(each.number, last)
        for each in after.responsibilities
        if (last := until[each.number]) is not None and last < (each.until or date.max)
    ]
    return [*events, *ends]


# --- What each sees to -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ProjectResponsibilityAssigned(ResponsibilityFacts, OfResponsibility):
    """The lead or a participant is responsible for a task from a day on (Zuständigkeit übertragen)."""

    number: Annotated[ResponsibilityNumber, Allotted("responsibility")]
    """The responsibility's number in the project (Nummer)."""


@dataclass(frozen=True)
class AssignProjectResponsibility(ResponsibilityFacts, OfProject):
    """Record that the lead or a participant is responsible for a task from a day on (Zuständigkeit übertragen)."""


def _assign(command: AssignProjectResponsibility, state: Project, world: World) -> list[Any]:
    check_open(state)
    told = (command.what, command.party, command.since)
    there = next((each for each in state.responsibilities if (each.what, each.party, each.since) == told), None)
    if there is not None:
        require(
            command.until in (None, there.until),
            "RECORDED_OTHERWISE",
            "until",
            "This responsibility is already recorded as number {number}, with another end; record its end, or correct "
            "the project.",
            number=there.number,
        )
        return []
    check_not_before(command.since, state.steps[0].on, "since")
    check_period(command, "until")
    check_within(state, command, mergers_in(world.states))
    number = max((each.number for each in state.responsibilities), default=0) + 1
    return [recorded(ProjectResponsibilityAssigned, command, number=number)]


def _assigned(state: Project, event: ProjectResponsibilityAssigned) -> Project:
    responsibilities = (*state.responsibilities, recorded(ProjectResponsibility, event))
    return replace(state, responsibilities=tuple(sorted(responsibilities, key=lambda each: each.number)))


@dataclass(frozen=True)
class ProjectResponsibilityEnded(OfResponsibility):
    """A responsibility ends at the end of a day (Zuständigkeit beendet)."""

    until: date
    """The last day (gilt bis)."""


@dataclass(frozen=True)
class EndProjectResponsibility(ProjectResponsibilityEnded, OfProject):
    """End a responsibility at the end of a day (Zuständigkeit beenden)."""


def _end(command: EndProjectResponsibility, state: Project, world: World) -> list[Any]:
    check_open(state)
    found = _responsibility(state, command.number)
    if found.until == command.until:
        return []
    require(
        found.until is None,
        "RECORDED_OTHERWISE",
        "until",
        "An end on {until} is already recorded; if that is wrong, correct the project.",
        until=found.until,
    )
    check_period(replace(found, until=command.until), "until")
    return [recorded(ProjectResponsibilityEnded, command)]


def _ended(state: Project, event: ProjectResponsibilityEnded) -> Project:
    ended = replace(_responsibility(state, event.number), until=event.until)
    return replace(state, responsibilities=exchanged(state.responsibilities, ended))


def _responsibility(state: Project, number: int) -> ProjectResponsibility:
    return existing_part(
        state.responsibilities, number, "The project has no responsibility {number}; check its responsibilities."
    )


PARTICIPANTS = Part(
    by_lead(
        Act(ChangeProjectLead, _change_lead, {ProjectLeadChanged: _lead_changed}, reads=reads_successors),
        Act(JoinProject, _join, {ProjectJoined: _joined}, reads=reads_successors),
        Act(LeaveProject, _leave, {ProjectLeft: _left}, reads=reads_successors),
        Act(AssignProjectResponsibility, _assign, {ProjectResponsibilityAssigned: _assigned}, reads=reads_successors),
        Act(EndProjectResponsibility, _end, {ProjectResponsibilityEnded: _ended}),
    )
)
