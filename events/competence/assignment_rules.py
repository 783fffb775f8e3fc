"""Assignments: what follows from letting a body exercise a matter, and from ending that."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from events.competence.assignments import (
    AssignCompetence,
    Assignment,
    CompetenceAssigned,
    CompetenceEnded,
    EndCompetence,
)
from events.competence.soundness import check_assigned_apart, check_assignment, check_chosen
from events.competence.state import Competences
from events.decider import Rejected, World
from events.period import check_period


def assign(command: AssignCompetence, state: Competences | None, world: World) -> list[Any]:
    """What follows from assigning a matter to a body of the holder."""
    assigned = () if state is None else state.assigned
    assignment = Assignment(
        number=1 if state is None else state.last_number + 1,
        matter=command.matter,
        body=command.body,
        since=command.since,
        until=command.until,
        themes=tuple(sorted(command.themes)),
        limit=command.limit,
    )
    if any(replace(assignment, number=each.number) == each for each in assigned):
        return []
    check_chosen(assignment, ("matter", "themes"), world)
    check_assignment(command.holder, assignment, ("body", "since", "until"), world)
    check_assigned_apart((*assigned, assignment), "matter")
    return [
        CompetenceAssigned(
            holder=command.holder,
            number=assignment.number,
            matter=assignment.matter,
            body=assignment.body,
            since=assignment.since,
            until=assignment.until,
            themes=assignment.themes,
            limit=assignment.limit,
        )
    ]


def end(command: EndCompetence, state: Competences, world: World) -> list[Any]:
    """What follows from ending an assignment: it may end sooner than was recorded, as long as that lies ahead."""
    assignment = next((each for each in state.assigned if each.number == command.number), None)
    if assignment is None:
        raise Rejected(
            "NOT_FOUND",
            "number",
            "There is no assignment {number} of this holder; name one of those that its competences list.",
            number=command.number,
        )
    recorded = assignment.until
    if recorded == command.until:
        return []
    check_period(replace(assignment, until=command.until), "until")
    if recorded is not None and (recorded < world.today or recorded < command.until):
        raise Rejected(
            "RECORDED_OTHERWISE",
            "until",
            "It is recorded to end on {recorded}; if that has passed, or it is to end later, correct it.",
            recorded=recorded,
        )
    return [CompetenceEnded(command.number, command.until)]


# --- What is then recorded -------------------------------------------------------------------------------------


def assigned(state: Competences | None, event: CompetenceAssigned) -> Competences:
    """The competences after one was assigned, which may be the first that is recorded of the holder."""
    assignment = Assignment(
        number=event.number,
        matter=event.matter,
        body=event.body,
        since=event.since,
        until=event.until,
        themes=event.themes,
        limit=event.limit,
    )
    state = state or Competences(event.holder)
    return replace(state, assigned=(*state.assigned, assignment), last_number=event.number)


def ended(state: Competences, event: CompetenceEnded) -> Competences:
    """The competences after one was ended."""
    return replace(
        state,
        assigned=tuple(
            replace(each, until=event.until) if each.number == event.number else each for each in state.assigned
        ),
    )


DECIDES: dict[type[Any], Callable[[Any, Competences, World], list[Any]]] = {EndCompetence: end}
EVOLVES: dict[type[Any], Callable[[Competences, Any], Competences]] = {CompetenceEnded: ended}
