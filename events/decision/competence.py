"""Whether the body of a decision is competent for its matter on a day: by assignment or by transfer."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from events.body.lifecycle import exists_on
from events.body.state import Body
from events.competence.reckoning import CompetenceReason, Competent, competent_in
from events.competence.reckoning import looked_at as competence_looked_at
from events.decider import World, require
from events.decision.acting import of_owner, owner
from events.decision.state import Decision
from events.message import Message, message


def looked_at(state: Decision, command: Any, world: World) -> Iterable[str]:
    """All that is needed to tell who is competent."""
    return competence_looked_at(of_owner(state, owner(state, world)).holder, world.states)


def check_exists(body: Body, on: date, field: str) -> None:
    """Raise `Rejected` (NO_SUCH_BODY) unless a body exists on a day."""
    require(
        exists_on(body, on),
        "NO_SUCH_BODY",
        field,
        "The body does not exist on {on}; choose a day between its establishment and its dissolution.",
        on=on,
    )


def check_competent(state: Decision, on: date, field: str, world: World) -> None:
    """Raise `Rejected` unless the decision's body exists (NO_SUCH_BODY) and is competent for its matter and theme on a
    day (NOT_COMPETENT)."""
    check_exists(world.states[state.body], on, field)
    told = competent_in(state.holder, state.matter, state.theme, on, world.states)
    require(told.body == state.body, "NOT_COMPETENT", field, _why_not(told, on))


def _why_not(told: Competent, on: date) -> Message:
    """Why another is competent, or nobody."""
    if told.body is not None:
        return message(
            "The body is not competent on {on}: another body is competent for the matter; have that body decide, or "
            "correct the competences.",
            on=on,
        )
    match told.reason:
        case CompetenceReason.THEME_NEEDED:
            return message(
                "The body is not competent on {on}: competence depends on the theme, and the decision has none; "
                "assign a theme to it.",
                on=on,
            )
        case CompetenceReason.HOLDER_DISSOLVED:
            return message(
                "The body is not competent on {on}: the owner of the body was dissolved; have the body that is now "
                "competent decide.",
                on=on,
            )
        case CompetenceReason.TRANSFER_LAPSED:
            return message(
                "The body is not competent on {on}: the transfer of the matter is no longer in effect; record who is "
                "now competent.",
                on=on,
            )
        case CompetenceReason.TRANSFER_UNCERTAIN:
            return message(
                "The body is not competent on {on}: it is not recorded whether the transfer of the matter is in "
                "effect on that day; record that first.",
                on=on,
            )
    return message(
        "The body is not competent on {on}: nobody is recorded as competent for the matter; record the competence "
        "first.",
        on=on,
    )
