"""Milestones: what follows from setting, moving and reaching them; they depend on each other without a circle."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from events.decider import Rejected, World, require
from events.project.course import ProjectStatus
from events.project.lifecycle import check_open, is_reached
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
from events.rules import check_known, check_reasoned
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
            f"Milestone {number} is to come after {_told(missing)}, which the project does not have.",
            f"Meilenstein {number} soll nach {_told(missing)} kommen, den das Vorhaben nicht hat.",
        )
    left = dict(waiting)
    while ready := [number for number, after in left.items() if not after & left.keys()]:
        for number in ready:
            del left[number]
    require(
        not left,
        "CIRCLE",
        field,
        f"The milestones {_told(_circle(left))} would each have to be reached before the other.",
        f"Die Meilensteine {_told(_circle(left))} müssten jeweils vor dem anderen erreicht sein.",
    )


def _circle(left: Mapping[int, set[int]]) -> list[int]:
    """The milestones of one circle among those that are left, all of which depend on others that are."""
    if not left:
        return []
    seen = [min(left)]
    while (following := min(left[seen[-1]] & left.keys())) not in seen:
        seen.append(following)
    return sorted(seen[seen.index(following) :])


def _told(numbers: Iterable[int]) -> str:
    return ", ".join(str(number) for number in sorted(numbers))


# --- What follows ----------------------------------------------------------------------------------------------


def milestone_of(state: Project, number: int) -> Milestone:
    """The milestone of a number. Raises `Rejected` (NOT_FOUND) where there is none."""
    found = next((each for each in state.milestones if each.number == number), None)
    if found is None:
        raise Rejected(
            "NOT_FOUND",
            "number",
            f"The project has no milestone {number}; look up its milestones.",
            f"Das Vorhaben hat keinen Meilenstein {number}; bitte die Meilensteine nachsehen.",
        )
    return found


def _add(command: AddMilestone, state: Project, world: World) -> list[Any]:
    check_open(state)
    check_known(command.party, "party", world)
    after = tuple(sorted(command.after))
    told = (command.title, command.due, after, command.party)
    if any((each.title, each.due, each.after, each.party) == told for each in state.milestones):
        return []
    number = state.last_milestone + 1
    check_dependencies((*state.milestones, Milestone(number, command.title, command.due, after)), "after")
    return [MilestoneAdded(number, *told)]


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
        f"Milestone {milestone.number} was reached on {milestone.reached}; if that is wrong, reopen it.",
        f"Meilenstein {milestone.number} ist schon erreicht; falls das falsch ist, bitte wieder öffnen.",
    )


def _check_settled_reason(state: Project, world: World) -> None:
    """An idea's milestones may change as they like; those of what was approved need a reason (REASON_REQUIRED)."""
    if state.steps[-1].status is not ProjectStatus.IDEA:
        check_reasoned(
            world,
            "To move or strike a milestone of an approved project needs a reason.",
            "Einen Meilenstein eines genehmigten Vorhabens zu verschieben oder zu streichen braucht eine Begründung.",
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
        f"It was reached on {milestone.reached} by the record; if that is wrong, reopen it.",
        "Er ist schon zu einem anderen Tag als erreicht verzeichnet; falls das falsch ist, bitte wieder öffnen.",
    )
    require(
        state.steps[-1].status is not ProjectStatus.IDEA,
        "NOT_PLANNED",
        "id",
        "So far the project is an idea; record its approval first.",
        "Das Vorhaben ist bisher eine Idee; bitte zuerst die Genehmigung eintragen.",
    )
    check_not_ahead(When(command.on), world.today, "on")
    waits = [each.number for each in state.milestones if each.number in milestone.after]
    lacking = [number for number in waits if not is_reached(milestone_of(state, number), command.on)]
    require(
        not lacking,
        "DEPENDS_ON_OPEN",
        "number",
        f"By {command.on} it waits for milestones that are open: {_told(lacking)}.",
        f"Er setzt Meilensteine voraus, die am {command.on:%d.%m.%Y} noch offen sind: {_told(lacking)}.",
    )
    return [MilestoneReached(command.number, command.on)]


def _reopen(command: ReopenMilestone, state: Project, world: World) -> list[Any]:
    check_open(state)
    if milestone_of(state, command.number).reached is None:
        return []
    depending = [each for each in state.milestones if command.number in each.after and each.reached is not None]
    _check_undepended(command.number, depending)
    check_reasoned(
        world, "To reopen a milestone needs a reason.", "Einen Meilenstein wieder zu öffnen braucht eine Begründung."
    )
    return [MilestoneReopened(command.number)]


def _check_undepended(number: int, depending: list[Milestone]) -> None:
    told = _told(each.number for each in depending)
    require(
        not depending,
        "DEPENDED_UPON",
        "number",
        f"The milestones {told} depend on milestone {number}; change them first.",
        f"Die Meilensteine {told} setzen Meilenstein {number} voraus; bitte zuerst diese ändern.",
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
