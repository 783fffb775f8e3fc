"""Correction: what may be said anew of a holder's competences, and what follows."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

from events.competence.assignments import Assignment
from events.competence.correction import CompetenceCorrected, CorrectCompetence, CorrectedTransfer
from events.competence.soundness import (
    check_assigned_apart,
    check_assignment,
    check_chosen,
    check_lasts,
    check_passes,
    check_transfer_days,
    check_transferred_apart,
    first_day,
    receiver_of,
)
from events.competence.state import Competences
from events.competence.transfers import Transfer
from events.decider import World, require
from events.rules import check_correction, check_known


def correct(command: CorrectCompetence, state: Competences, world: World) -> list[Any]:
    """What follows from putting assignments or transfers right. What is said anew is held to the rules of its own
    command; what stays as it was is not judged again, but must go together with it."""
    check_correction(world)
    for name in ("assignments", "transfers"):
        _check_numbers(getattr(command, name) or (), state, name)
    event = CompetenceCorrected(
        corrects=command.corrects,
        assignments=None if command.assignments is None else _assignments(command.assignments, state, world),
        transfers=None if command.transfers is None else _transfers(command.transfers, state, world),
    )
    after = corrected(state, event)
    require(
        {each.number for each in after.assigned}.isdisjoint(each.number for each in after.transfers),
        "TWICE",
        "assignments" if command.transfers is None else "transfers",
        "A number belongs to an assignment or to a transfer, not to both; numbers are never used twice.",
    )
    return [] if after == state else [event]


def _check_numbers(given: Sequence[Assignment | CorrectedTransfer], state: Competences, field: str) -> None:
    require(
        all(earlier.number < later.number for earlier, later in pairwise(given)),
        "NOT_IN_ORDER",
        field,
        "The numbers must rise, each once.",
    )
    require(
        all(each.number <= state.last_number for each in given),
        "NOT_FOUND",
        field,
        "A correction adds nothing new; record a new assignment or transfer by its own command.",
    )


def retold(command: CorrectCompetence, state: Competences) -> date | None:
    """The day from which a transfer is agreed of which a correction tells for the first time, or which it lets be of
    another matter, go elsewhere, or under another agreement; None: it does nothing of that."""
    agreed = {each.number: (each.matter, each.to, each.agreement) for each in state.transfers}
    days = (
        each.since
        for each in command.transfers or ()
        if agreed.get(each.number) != (each.matter, each.to, each.agreement)
    )
    return min(days, default=None)


def _assignments(given: tuple[Assignment, ...], state: Competences, world: World) -> tuple[Assignment, ...]:
    told = tuple(replace(each, themes=tuple(sorted(each.themes))) for each in given)
    for each in told:
        if each not in state.assigned:
            check_chosen(each, ("assignments", "assignments"), world)
            check_assignment(state.holder, each, ("assignments", "assignments", "assignments"), world)
    check_assigned_apart(told, "assignments")
    return told


def _transfers(given: tuple[CorrectedTransfer, ...], state: Competences, world: World) -> tuple[Transfer, ...]:
    told = tuple(_transfer(each, state, world) for each in given)
    check_transferred_apart(told, "transfers")
    return told


def _transfer(given: CorrectedTransfer, state: Competences, world: World) -> Transfer:
    before = next((each for each in state.transfers if each.number == given.number), None)
    check_known(given.to, "transfers", world)
    told = Transfer(
        number=given.number,
        matter=given.matter,
        to=given.to,
        receiver=world.states[given.to].of,
        agreement=given.agreement,
        since=given.since,
        accepted=given.accepted,
        revoked=given.revoked,
        themes=tuple(sorted(given.themes)),
        limit=given.limit,
    )
    if told == before:
        return told
    check_lasts(state.holder, told.since, "transfers", world)
    receiver_of(state.holder, told.to, told.since, "transfers", world)
    check_known(told.agreement, "transfers", world)
    check_chosen(told, ("transfers", "transfers"), world)
    check_transfer_days(told, world.today, "transfers")
    check_passes(state.holder, told, first_day(told), "transfers", world)
    return told


# --- What is then recorded -------------------------------------------------------------------------------------


def corrected(state: Competences, event: CompetenceCorrected) -> Competences:
    """The competences after they were put right."""
    return replace(
        state,
        assigned=state.assigned if event.assignments is None else event.assignments,
        transfers=state.transfers if event.transfers is None else event.transfers,
    )


DECIDES: dict[type[Any], Callable[[Any, Competences, World], list[Any]]] = {CorrectCompetence: correct}
EVOLVES: dict[type[Any], Callable[[Competences, Any], Competences]] = {CompetenceCorrected: corrected}
