"""The body itself: what follows from establishing, renaming and dissolving it, and from changing its statutes."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from events.body.acting import check_acts, check_holder
from events.body.soundness import check_lasts, check_within
from events.body.state import Body
from events.body.statutes import (
    BodyDissolved,
    BodyEstablished,
    BodyRenamed,
    BodyStatutes,
    BodyStatutesChanged,
    ChangeStatutes,
    DissolveBody,
    EstablishBody,
    RenameBody,
)
from events.dated import DatedName, added, tells_news
from events.decider import World, require

# --- What follows ----------------------------------------------------------------------------------------------


def establish(command: EstablishBody, world: World) -> list[Any]:
    """What follows from establishing a body."""
    check_holder(command.of, command.on, "of", world)
    check_acts(command.of, "of", world)
    return [BodyEstablished(command.of, command.kind, command.name, _statutes(command), command.on)]


def _statutes(command: EstablishBody | ChangeStatutes) -> BodyStatutes:
    return BodyStatutes(
        since=command.on,
        statutory=command.statutory,
        statutory_weight=command.statutory_weight,
        conflicts_reduce=command.conflicts_reduce,
        vacancies_reduce=command.vacancies_reduce,
        notice_days=command.notice_days,
    )


def _rename(command: RenameBody, state: Body, world: World) -> list[Any]:
    check_within(state, command.on, "on")
    news = tells_news(state.names, DatedName(command.on, command.name))
    return [BodyRenamed(command.name, command.on)] if news else []


def _change(command: ChangeStatutes, state: Body, world: World) -> list[Any]:
    check_within(state, command.on, "on")
    statutes = _statutes(command)
    return [BodyStatutesChanged(statutes)] if tells_news(state.statutes, statutes) else []


def _dissolve(command: DissolveBody, state: Body, world: World) -> list[Any]:
    if state.dissolved == command.on:
        return []
    require(
        state.dissolved is None,
        "RECORDED_OTHERWISE",
        "on",
        "The body was dissolved from {dissolved} on by the record; if the day is wrong, correct the body.",
        dissolved=state.dissolved,
    )
    check_lasts(replace(state, dissolved=command.on), "on")
    return [BodyDissolved(command.on)]


# --- What is then recorded -------------------------------------------------------------------------------------


def established(event: BodyEstablished) -> Body:
    """The body as it was established."""
    names = (DatedName(event.on, event.name),)
    return Body(kind=event.form, of=event.of, established=event.on, names=names, statutes=(event.statutes,))


DECIDES: dict[type[Any], Callable[[Any, Body, World], list[Any]]] = {
    RenameBody: _rename,
    ChangeStatutes: _change,
    DissolveBody: _dissolve,
}
EVOLVES: dict[type[Any], Callable[[Body, Any], Body]] = {
    BodyRenamed: lambda state, event: replace(state, names=added(state.names, DatedName(event.on, event.name))),
    BodyStatutesChanged: lambda state, event: replace(state, statutes=added(state.statutes, event.statutes)),
    BodyDissolved: lambda state, event: replace(state, dissolved=event.on),
}
