"""Assignments: a body of the holder exercises a matter for it, from a first day to a last one."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from typing import Any

from events.competence.names import CompetenceNumber, meet
from events.competence.soundness import check_any, check_chosen, check_lasts, existing_body, looked_up
from events.competence.state import Assignment, AssignmentFacts, Competences, OfHolder
from events.decider import Act, Part, Rejected, World, recorded, require
from events.numbered import existing_part
from events.period import check_period, overlap
from events.policy import OFFICE, Grants, Relation, Role

HOLDER_TOO: Grants = {**OFFICE, Role.MUNICIPALITY: Relation.OWN}
"""A municipality records its own competences."""


@dataclass(frozen=True)
class CompetenceAssigned(Assignment, OfHolder):
    """A body of the holder exercises a matter for it (Zuständigkeit zugewiesen)."""


@dataclass(frozen=True)
class AssignCompetence(AssignmentFacts, OfHolder):
    """Record that a body of the holder exercises a matter for it. On any day one body alone may exercise a matter of a
    theme; what is decided by several, by its worth, is several matters (Zuständigkeit zuweisen)."""


def _assign(command: AssignCompetence, state: Competences, world: World) -> list[Any]:
    themes = tuple(sorted(command.themes))
    made = recorded(Assignment, command, number=state.last_number + 1, themes=themes)
    if any(replace(made, number=each.number) == each for each in state.assigned):
        return []
    check_chosen(made, world)
    check_lasts(command.holder, made.since, world)
    body = existing_body(made.body, made.since, "body", world)
    require(
        body.of == command.holder,
        "NOT_ITS_BODY",
        "body",
        "This body does not belong to this holder; choose a body of its own, or record a transfer.",
    )
    check_period(made, "until")
    check_assigned_apart((*state.assigned, made), "matter")
    return [recorded(CompetenceAssigned, made, holder=command.holder)]


def check_assigned_apart(assigned: Iterable[Assignment], field: str) -> None:
    """Raise `Rejected` (OVERLAP) if two bodies exercise one matter of a theme on the same day."""
    for one, other in combinations(assigned, 2):
        require(
            one.matter != other.matter or not meet(one.themes, other.themes) or not overlap(one, other),
            "OVERLAP",
            field,
            "Assignment {number} is for the same matter, theme and days; end one of the two first, or limit one to "
            "other themes.",
            number=one.number,
        )


def _assigned(state: Competences, event: CompetenceAssigned) -> Competences:
    return _with(state, recorded(Assignment, event))


def _with(state: Competences, assignment: Assignment) -> Competences:
    others = (each for each in state.assigned if each.number != assignment.number)
    assigned = sorted((*others, assignment), key=lambda each: each.number)
    return replace(state, assigned=tuple(assigned), last_number=max(state.last_number, assignment.number))


@dataclass(frozen=True)
class CompetenceEnded:
    """A body exercises a matter no longer than to a day (Zuständigkeit beendet)."""

    number: CompetenceNumber
    """The number of the assignment (laufende Nummer)."""
    until: date
    """The last day (bis einschließlich)."""


@dataclass(frozen=True)
class EndCompetence(CompetenceEnded, OfHolder):
    """Record the last day on which a body exercises a matter; it may come sooner than was recorded, as long as that
    lies ahead (Zuständigkeit beenden)."""


def _end(command: EndCompetence, state: Competences, world: World) -> list[Any]:
    assignment = _existing(state, command.number)
    known = assignment.until
    if known == command.until:
        return []
    check_period(replace(assignment, until=command.until), "until")
    if known is not None and (known < world.today or known < command.until):
        raise Rejected(
            "RECORDED_OTHERWISE",
            "until",
            "The competence is recorded to end on {recorded}; if that day has passed, or the competence is to end "
            "later, correct it.",
            recorded=known,
        )
    return [recorded(CompetenceEnded, command)]


def _existing(state: Competences, number: int) -> Assignment:
    check_any(state)
    return existing_part(
        state.assigned,
        number,
        "This holder has no assignment {number}; name one that its competences list.",
    )


def _ended(state: Competences, event: CompetenceEnded) -> Competences:
    return _with(state, replace(_existing(state, event.number), until=event.until))


ASSIGNMENTS = Part(
    (
        Act(AssignCompetence, _assign, {CompetenceAssigned: _assigned}, HOLDER_TOO, reads=looked_up),
        Act(EndCompetence, _end, {CompetenceEnded: _ended}, HOLDER_TOO),
    )
)
