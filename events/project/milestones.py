"""The milestones of a project: what is to be reached by when, and after what; no milestone depends on itself in a
circle."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Any

from events.acting import acting
from events.decider import Act, Part, World, recorded, require
from events.numbered import exchanged, existing_part
from events.project.acting import CARRYING, by_lead, check_carries_today, reads_successors
from events.project.carrying import is_same, is_seen_to
from events.project.lifecycle import approved_on, check_open, is_reached
from events.project.state import (
    After,
    Milestone,
    MilestoneFacts,
    MilestoneNumber,
    OfMilestone,
    OfProject,
    Project,
    ProjectStatus,
)
from events.refs import PartyRef
from events.rules import check_known, check_reasoned
from events.successors import Mergers, mergers_in
from events.values import Allotted, Name
from events.when import HappenedOn, When, check_not_ahead

# --- Dependencies ----------------------------------------------------------------------------------------------


def check_dependencies(milestones: Iterable[Milestone], field: str) -> None:
    """Raise `Rejected` if a milestone depends on one that is not there (NOT_FOUND), or in a circle on itself (CIRCLE).

    Those that depend on nothing left are taken away until none is; what then remains is, or hangs on, a circle.
    """
    waiting = {each.number: set(each.after) for each in milestones}
    for number, after in waiting.items():
        missing = after - waiting.keys()
        require(
            not missing,
            "NOT_FOUND",
            field,
            "Milestone {number} depends on milestones that the project does not have: {missing}. Add them first, or "
            "leave them out.",
            number=number,
            missing=tuple(sorted(missing)),
        )
    left = dict(waiting)
    while ready := [number for number, after in left.items() if not after & left.keys()]:
        for number in ready:
            del left[number]
    require(
        not left,
        "CIRCLE",
        field,
        "These milestones depend on one another in a circle: {circle}. Remove one of the dependencies.",
        circle=tuple(_circle(left)),
    )


def _circle(left: Mapping[int, set[int]]) -> list[int]:
    """The milestones of one circle among those that are left, all of which depend on others that are."""
    if not left:
        return []
    seen = [min(left)]
    while (following := min(left[seen[-1]] & left.keys())) not in seen:
        seen.append(following)
    return sorted(seen[seen.index(following) :])


# --- Who sees to it --------------------------------------------------------------------------------------------


def _check_seen_to(state: Project, milestone: Milestone, mergers: Mergers, field: str) -> None:
    """Raise `Rejected` (NOT_A_PARTICIPANT) where whoever is to see to a milestone does not carry the project."""
    require(
        is_seen_to(state, milestone, mergers),
        "NOT_A_PARTICIPANT",
        field,
        "The party responsible for milestone {number} must lead the project or take part in it without a recorded "
        "end; record first that it takes part, or name another party.",
        number=milestone.number,
    )


# --- Setting and striking one ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class MilestoneAdded(MilestoneFacts, OfMilestone):
    """A milestone was set for a project (Meilenstein gesetzt)."""

    number: Annotated[MilestoneNumber, Allotted("milestone")]
    """The milestone's number in the project (Nummer)."""


@dataclass(frozen=True)
class AddMilestone(MilestoneFacts, OfProject):
    """Set a milestone for a project (Meilenstein setzen)."""


def _add(command: AddMilestone, state: Project, world: World) -> list[Any]:
    check_open(state)
    check_known(command.party, "party", world)
    number = state.last_milestone + 1
    milestone = recorded(Milestone, command, number=number, after=tuple(sorted(command.after)), reached=None)
    if any(replace(each, number=number, reached=None) == milestone for each in state.milestones):
        return []
    check_dependencies((*state.milestones, milestone), "after")
    _check_seen_to(state, milestone, mergers_in(world.states), "party")
    return [recorded(MilestoneAdded, milestone)]


def _added(state: Project, event: MilestoneAdded) -> Project:
    milestones = (*state.milestones, recorded(Milestone, event, reached=None))
    return replace(
        state,
        milestones=tuple(sorted(milestones, key=lambda each: each.number)),
        last_milestone=max(state.last_milestone, event.number),
    )


@dataclass(frozen=True)
class MilestoneRemoved(OfMilestone):
    """A milestone was removed (Meilenstein gestrichen)."""


@dataclass(frozen=True)
class RemoveMilestone(MilestoneRemoved, OfProject):
    """Remove a milestone on which no other milestone depends; needs a reason once the project is approved
    (streichen)."""


def _remove(command: RemoveMilestone, state: Project, world: World) -> list[Any]:
    check_open(state)
    _check_unreached(_milestone(state, command.number))
    _check_undepended(command.number, [each for each in state.milestones if command.number in each.after])
    _check_settled_reason(state, world)
    return [recorded(MilestoneRemoved, command)]


def _removed(state: Project, event: MilestoneRemoved) -> Project:
    return replace(state, milestones=tuple(each for each in state.milestones if each.number != event.number))


# --- Changing one ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class MilestoneRescheduled(OfMilestone):
    """A milestone was rescheduled (Meilenstein verschoben)."""

    due: date
    """The day by which it is due (fällig am)."""


@dataclass(frozen=True)
class RescheduleMilestone(MilestoneRescheduled, OfProject):
    """Reschedule a milestone; needs a reason once the project is approved (verschieben)."""


def _reschedule(command: RescheduleMilestone, state: Project, world: World) -> list[Any]:
    check_open(state)
    milestone = _milestone(state, command.number)
    if milestone.due == command.due:
        return []
    _check_unreached(milestone)
    _check_settled_reason(state, world)
    return [recorded(MilestoneRescheduled, command)]


@dataclass(frozen=True)
class MilestoneReordered(OfMilestone):
    """The milestones on which a milestone depends were changed (Abhängigkeiten geändert)."""

    after: After
    """The numbers of all milestones that must be reached before it (Abhängigkeiten)."""


@dataclass(frozen=True)
class ReorderMilestone(MilestoneReordered, OfProject):
    """Change the milestones that must be reached before a milestone; they must not depend on each other in a circle
    (Abhängigkeiten ändern)."""


def _reorder(command: ReorderMilestone, state: Project, world: World) -> list[Any]:
    check_open(state)
    milestone, after = _milestone(state, command.number), tuple(sorted(command.after))
    if milestone.after == after:
        return []
    _check_unreached(milestone)
    check_dependencies(_with(state, replace(milestone, after=after)).milestones, "after")
    return [MilestoneReordered(command.number, after)]


@dataclass(frozen=True)
class MilestoneRestated(OfMilestone):
    """The title of a milestone, or the party responsible for it, was changed (Meilenstein anders gefasst)."""

    title: Name
    """What is to be reached (Bezeichnung)."""
    party: PartyRef | None = None
    """Who is responsible: the lead or a participant with no end known; null for whoever leads the project (zuständige
    Stelle)."""


@dataclass(frozen=True)
class RestateMilestone(MilestoneRestated, OfProject):
    """Change the title of a milestone, or the party responsible for it (anders fassen)."""


def _restate(command: RestateMilestone, state: Project, world: World) -> list[Any]:
    check_open(state)
    check_known(command.party, "party", world)
    milestone = _milestone(state, command.number)
    if (milestone.title, milestone.party) == (command.title, command.party):
        return []
    changed = replace(milestone, title=command.title, party=command.party)
    if command.party != milestone.party:
        _check_seen_to(state, changed, mergers_in(world.states), "party")
    return [recorded(MilestoneRestated, command)]


# --- Reaching one ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class MilestoneReached(HappenedOn, OfMilestone):
    """A milestone was reached (Meilenstein erreicht)."""


@dataclass(frozen=True)
class ReachMilestone(MilestoneReached, OfProject):
    """Record that a milestone was reached; the project must be approved, and all milestones on which it depends must be
    reached. Participants and the party responsible for the milestone can also record this (Meilenstein erreichen)."""


def _reach(command: ReachMilestone, state: Project, world: World) -> list[Any]:
    _check_may_reach(command, state, world)
    check_open(state)
    milestone = _milestone(state, command.number)
    if milestone.reached == command.on:
        return []
    require(
        milestone.reached is None,
        "RECORDED_OTHERWISE",
        "on",
        "The milestone is already recorded as reached on {reached}; if that is wrong, reopen it.",
        reached=milestone.reached,
    )
    require(
        state.steps[-1].status is not ProjectStatus.IDEA,
        "NOT_PLANNED",
        "id",
        "The project is still an idea; record its approval first.",
    )
    _check_reached(state, milestone, command.on, world.latest)
    return [recorded(MilestoneReached, command)]


def _check_may_reach(command: ReachMilestone, state: Project, world: World) -> None:
    """Whoever is responsible for a milestone may reach it, before it takes part too."""
    ref, mergers = acting(world), mergers_in(world.states)
    parties = [each.party for each in state.milestones if each.number == command.number and each.party is not None]
    if ref is None or not any(is_same(party, ref, world.today, mergers) for party in parties):
        check_carries_today(state, world)


def _check_reached(state: Project, milestone: Milestone, reached: date, today: date) -> None:
    """Raise `Rejected` unless a milestone can have been reached on a day: after the approval (NOT_PLANNED), after what
    it depends on (DEPENDS_ON_OPEN), and not later than today (IN_FUTURE)."""
    approved = approved_on(state)
    require(
        approved is not None and approved <= reached,
        "NOT_PLANNED",
        "on",
        "The project is not recorded as approved by {reached}, so milestone {number} cannot have been reached then; "
        "if a day is wrong, correct the project.",
        reached=reached,
        number=milestone.number,
    )
    check_not_ahead(When(reached), today, "on")
    waits = [each for each in state.milestones if each.number in milestone.after]
    lacking = [each.number for each in waits if not is_reached(each, reached)]
    require(
        not lacking,
        "DEPENDS_ON_OPEN",
        "number",
        "Milestone {number} depends on milestones that are still open on {reached}: {open}. Record first when they "
        "were reached.",
        reached=reached,
        number=milestone.number,
        open=tuple(lacking),
    )


@dataclass(frozen=True)
class MilestoneReopened(OfMilestone):
    """A milestone recorded as reached is open again (Meilenstein wieder offen)."""


@dataclass(frozen=True)
class ReopenMilestone(MilestoneReopened, OfProject):
    """Reopen a milestone that was not reached after all; needs a reason (Meilenstein wieder öffnen)."""


def _reopen(command: ReopenMilestone, state: Project, world: World) -> list[Any]:
    check_open(state)
    milestone = _milestone(state, command.number)
    if milestone.reached is None:
        return []
    depending = [each for each in state.milestones if command.number in each.after and each.reached is not None]
    _check_undepended(command.number, depending)
    _check_seen_to(state, replace(milestone, reached=None), mergers_in(world.states), "number")
    check_reasoned(world, "Reopening a milestone needs a reason; give one.")
    return [recorded(MilestoneReopened, command)]


def _reopened(state: Project, event: MilestoneReopened) -> Project:
    return _with(state, replace(_milestone(state, event.number), reached=None))


# --- What they share -------------------------------------------------------------------------------------------


def _milestone(state: Project, number: int) -> Milestone:
    """The milestone of a number. Raises `Rejected` (NOT_FOUND) where there is none."""
    return existing_part(state.milestones, number, "The project has no milestone {number}; check its milestones.")


def _check_unreached(milestone: Milestone) -> None:
    """Raise `Rejected` (REACHED) for a milestone that was reached."""
    require(
        milestone.reached is None,
        "REACHED",
        "number",
        "Milestone {number} was reached on {reached}; if that is wrong, reopen it.",
        number=milestone.number,
        reached=milestone.reached,
    )


def _check_settled_reason(state: Project, world: World) -> None:
    """An idea's milestones may change as they like; those of what was approved need a reason (REASON_REQUIRED)."""
    if state.steps[-1].status is not ProjectStatus.IDEA:
        check_reasoned(world, "Rescheduling or removing a milestone of an approved project needs a reason; give one.")


def _check_undepended(number: int, depending: list[Milestone]) -> None:
    require(
        not depending,
        "DEPENDED_UPON",
        "number",
        "The milestones {depending} depend on milestone {number}; change them first.",
        depending=tuple(each.number for each in depending),
        number=number,
    )


def _with(state: Project, milestone: Milestone) -> Project:
    return replace(state, milestones=exchanged(state.milestones, milestone))


def _changing(**told: str) -> Callable[[Project, Any], Project]:
    """The milestone's fields take what the event's fields of these names say."""

    def changed(state: Project, event: Any) -> Project:
        changes: dict[str, Any] = {name: getattr(event, said) for name, said in told.items()}
        return _with(state, replace(_milestone(state, event.number), **changes))

    return changed


MILESTONES = Part(
    (
        *by_lead(
            Act(AddMilestone, _add, {MilestoneAdded: _added}, reads=reads_successors),
            Act(RescheduleMilestone, _reschedule, {MilestoneRescheduled: _changing(due="due")}),
            Act(ReorderMilestone, _reorder, {MilestoneReordered: _changing(after="after")}),
            Act(
                RestateMilestone,
                _restate,
                {MilestoneRestated: _changing(title="title", party="party")},
                reads=reads_successors,
            ),
        ),
        Act(ReachMilestone, _reach, {MilestoneReached: _changing(reached="on")}, CARRYING),
        *by_lead(
            Act(ReopenMilestone, _reopen, {MilestoneReopened: _reopened}, reads=reads_successors),
            Act(RemoveMilestone, _remove, {MilestoneRemoved: _removed}),
        ),
    )
)
