"""Milestones: what follows from setting, moving and reaching them; they depend on each other without a circle."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from events.decider import Rejected, World, require
from events.project.carrying import has_part, stays
from events.project.course import ProjectStatus
from events.project.lifecycle import approved_on, check_open, is_over, is_reached
from events.project.milestones import (
    AddMilestone,
    Milestone,
    MilestoneAdded,
    MilestoneReached,
    MilestoneRemoved,
    MilestoneReopened,
    MilestoneReordered,
    MilestoneRescheduled,
    MilestoneRestated,
    ReachMilestone,
    RemoveMilestone,
    ReopenMilestone,
    ReorderMilestone,
    RescheduleMilestone,
    RestateMilestone,
)
from events.project.state import Project
from events.rules import check_in_order, check_known, check_reasoned
from events.successors import Mergers, mergers_in
from events.when import When, check_not_ahead

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
            "Milestone {number} is to come after {missing}, which the project does not have; add it first, or leave "
            "it out.",
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
        "The milestones {circle} would each have to be reached before the other; let one of them come after none of "
        "the others.",
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


def is_seen_to(state: Project, milestone: Milestone, mergers: Mergers) -> bool:
    """Whether whoever is to see to a milestone carries the project, with no end known: so it can also be reached. Of
    what was reached, or of a project that is over, it is enough to have carried it once."""
    if milestone.party is None:
        return True
    if milestone.reached is not None or is_over(state):
        return has_part(state, milestone.party, mergers)
    return stays(state, milestone.party, mergers)


def check_seen_to(state: Project, milestone: Milestone, mergers: Mergers, field: str) -> None:
    """Raise `Rejected` (NOT_A_PARTICIPANT) where whoever is to see to a milestone does not carry the project."""
    require(
        is_seen_to(state, milestone, mergers),
        "NOT_A_PARTICIPANT",
        field,
        "Whoever is to see to milestone {number} neither leads the project nor takes part in it with no end known; "
        "let it join first, or name another.",
        number=milestone.number,
    )


# --- When it is reached ----------------------------------------------------------------------------------------


def check_reached(state: Project, milestone: Milestone, today: date, on: str, number: str) -> None:
    """Raise `Rejected` unless a milestone can have been reached on its day: after the approval (NOT_PLANNED), not
    after the project's end (DATES_REVERSED), after what it depends on (DEPENDS_ON_OPEN), and not later than today
    (IN_FUTURE). `on` and `number` are the fields of its day and of itself."""
    reached, approved = milestone.reached, approved_on(state)
    if reached is None:
        return
    require(
        approved is not None and approved <= reached,
        "NOT_PLANNED",
        on,
        "On {reached} the project was not approved by the record, so milestone {number} cannot have been reached; if "
        "a day is wrong, correct the project.",
        reached=reached,
        number=milestone.number,
    )
    if is_over(state):
        check_in_order(reached, state.steps[-1].on, on)
    check_not_ahead(When(reached), today, on)
    waits = [each for each in state.milestones if each.number in milestone.after]
    lacking = [each.number for each in waits if not is_reached(each, reached)]
    require(
        not lacking,
        "DEPENDS_ON_OPEN",
        number,
        "By {reached} milestone {number} waits for milestones that are open: {open}. Record first when they were "
        "reached.",
        reached=reached,
        number=milestone.number,
        open=tuple(lacking),
    )


# --- What follows ----------------------------------------------------------------------------------------------


def milestone_of(state: Project, number: int) -> Milestone:
    """The milestone of a number. Raises `Rejected` (NOT_FOUND) where there is none."""
    found = next((each for each in state.milestones if each.number == number), None)
    if found is None:
        raise Rejected(
            "NOT_FOUND",
            "number",
            "The project has no milestone {number}; look up its milestones.",
            number=number,
        )
    return found


def _add(command: AddMilestone, state: Project, world: World) -> list[Any]:
    check_open(state)
    check_known(command.party, "party", world)
    after = tuple(sorted(command.after))
    told = (command.title, command.due, after, command.party)
    if any((each.title, each.due, each.after, each.party) == told for each in state.milestones):
        return []
    milestone = Milestone(state.last_milestone + 1, *told)
    check_dependencies((*state.milestones, milestone), "after")
    check_seen_to(state, milestone, mergers_in(world.states), "party")
    return [MilestoneAdded(milestone.number, *told)]


def _reschedule(command: RescheduleMilestone, state: Project, world: World) -> list[Any]:
    check_open(state)
    milestone = milestone_of(state, command.number)
    if milestone.due == command.due:
        return []
    _check_unreached(milestone)
    _check_settled_reason(state, world)
    return [MilestoneRescheduled(command.number, command.due)]


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
        check_reasoned(
            world,
            "To move or strike a milestone of an approved project needs a reason.",
        )


def _reorder(command: ReorderMilestone, state: Project, world: World) -> list[Any]:
    check_open(state)
    milestone, after = milestone_of(state, command.number), tuple(sorted(command.after))
    if milestone.after == after:
        return []
    _check_unreached(milestone)
    check_dependencies(_with(state, replace(milestone, after=after)).milestones, "after")
    return [MilestoneReordered(command.number, after)]


def _restate(command: RestateMilestone, state: Project, world: World) -> list[Any]:
    check_open(state)
    check_known(command.party, "party", world)
    milestone = milestone_of(state, command.number)
    if (milestone.title, milestone.party) == (command.title, command.party):
        return []
    changed = replace(milestone, title=command.title, party=command.party)
    if command.party != milestone.party:
        check_seen_to(state, changed, mergers_in(world.states), "party")
    return [MilestoneRestated(command.number, command.title, command.party)]


def _reach(command: ReachMilestone, state: Project, world: World) -> list[Any]:
    check_open(state)
    milestone = milestone_of(state, command.number)
    if milestone.reached == command.on:
        return []
    require(
        milestone.reached is None,
        "RECORDED_OTHERWISE",
        "on",
        "It was reached on {reached} by the record; if that is wrong, reopen it.",
        reached=milestone.reached,
    )
    require(
        state.steps[-1].status is not ProjectStatus.IDEA,
        "NOT_PLANNED",
        "id",
        "So far the project is an idea; record its approval first.",
    )
    check_reached(state, replace(milestone, reached=command.on), world.today, "on", "number")
    return [MilestoneReached(command.number, command.on)]


def _reopen(command: ReopenMilestone, state: Project, world: World) -> list[Any]:
    check_open(state)
    milestone = milestone_of(state, command.number)
    if milestone.reached is None:
        return []
    depending = [each for each in state.milestones if command.number in each.after and each.reached is not None]
    _check_undepended(command.number, depending)
    check_seen_to(state, replace(milestone, reached=None), mergers_in(world.states), "number")
    check_reasoned(world, "To reopen a milestone needs a reason.")
    return [MilestoneReopened(command.number)]


def _check_undepended(number: int, depending: list[Milestone]) -> None:
    require(
        not depending,
        "DEPENDED_UPON",
        "number",
        "The milestones {depending} depend on milestone {number}; change them first.",
        depending=tuple(each.number for each in depending),
        number=number,
    )


def _remove(command: RemoveMilestone, state: Project, world: World) -> list[Any]:
    check_open(state)
    _check_unreached(milestone_of(state, command.number))
    _check_undepended(command.number, [each for each in state.milestones if command.number in each.after])
    _check_settled_reason(state, world)
    return [MilestoneRemoved(command.number)]


# --- What is then recorded -------------------------------------------------------------------------------------


def _with(state: Project, milestone: Milestone) -> Project:
    milestones = (milestone if each.number == milestone.number else each for each in state.milestones)
    return replace(state, milestones=tuple(milestones))


def _added(state: Project, event: MilestoneAdded) -> Project:
    milestone = Milestone(event.number, event.title, event.due, event.after, event.party)
    return replace(state, milestones=(*state.milestones, milestone), last_milestone=event.number)


def _changing(**told: str) -> Callable[[Project, Any], Project]:
    """The milestone's fields take what the event's fields of these names say."""

    def changed(state: Project, event: Any) -> Project:
        changes: dict[str, Any] = {name: getattr(event, said) for name, said in told.items()}
        return _with(state, replace(milestone_of(state, event.number), **changes))

    return changed


DECIDES: dict[type[Any], Callable[[Any, Project, World], list[Any]]] = {
    AddMilestone: _add,
    RescheduleMilestone: _reschedule,
    ReorderMilestone: _reorder,
    RestateMilestone: _restate,
    ReachMilestone: _reach,
    ReopenMilestone: _reopen,
    RemoveMilestone: _remove,
}
EVOLVES: dict[type[Any], Callable[[Project, Any], Project]] = {
    MilestoneAdded: _added,
    MilestoneRescheduled: _changing(due="due"),
    MilestoneReordered: _changing(after="after"),
    MilestoneRestated: _changing(title="title", party="party"),
    MilestoneReached: _changing(reached="on"),
    MilestoneReopened: lambda state, event: _with(state, replace(milestone_of(state, event.number), reached=None)),
    MilestoneRemoved: lambda state, event: replace(
        state, milestones=tuple(each for each in state.milestones if each.number != event.number)
    ),
}
