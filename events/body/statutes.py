"""What a body is and by which statutes it works: established, renamed, its statutes changed, dissolved."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from events.body.acting import check_acts, looked_at
from events.body.soundness import check_within
from events.body.state import Body, BodyKind, BodyStatutes, OfBody, Statutes
from events.dated import DatedName, FromDay, Renaming, dated, tells_day
from events.decider import Act, Part, World, recorded, require
from events.municipal_association import MunicipalAssociation, check_not_dissolved
from events.municipality.state import Municipality
from events.policy import OFFICE, Grants, Relation, Role
from events.refs import HolderRef
from events.rules import check_known
from events.values import Name

HOLDING: Grants = {**OFFICE, Role.MUNICIPALITY: Relation.OWN}
"""A municipality records its own bodies."""


# --- Its beginning ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Founding:
    of: HolderRef
    """Whose body it is (Träger)."""
    form: BodyKind
    """What sort of body it is (Art)."""
    name: Name
    """What it is called (Name)."""
    on: date
    """Its first day, or the first from which it is to be recorded (besteht seit)."""


@dataclass(frozen=True)
class BodyEstablished(Statutes, _Founding):
    """A body was established, with the statutes that it begins with (Gremium eingerichtet)."""


@dataclass(frozen=True)
class EstablishBody(BodyEstablished):
    """Enter a body into the record, with the statutes that it begins with (Gremium einrichten)."""


def _establish(command: EstablishBody, state: None, world: World) -> list[Any]:
    _check_holder(command.of, command.on, "of", world)
    check_acts(command.of, "of", world)
    return [recorded(BodyEstablished, command)]


def _check_holder(of: str, on: date, field: str, world: World) -> None:
    """Raise `Rejected` unless whoever has the body is in the record (NOT_FOUND) and there still on the day (MERGED,
    DISSOLVED)."""
    check_known(of, field, world)
    state = world.states[of]
    if isinstance(state, MunicipalAssociation):
        check_not_dissolved(state, on, field)
    require(
        not isinstance(state, Municipality) or state.merger is None or on < state.merger.on,
        "MERGED",
        field,
        "By {on} the municipality has become part of another; name its successor, or an earlier day.",
        on=on,
    )


def _established(state: None, event: BodyEstablished) -> Body:
    return Body(
        form=event.form,
        of=event.of,
        established=event.on,
        names=(DatedName(event.on, event.name),),
        statutes=(recorded(BodyStatutes, event, since=event.on),),
    )


# --- Its name and statutes -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class BodyRenamed(Renaming):
    """A body bears another name from a day on (Gremium umbenannt)."""


@dataclass(frozen=True)
class RenameBody(BodyRenamed, OfBody):
    """Record that a body bears another name from a day on (Gremium umbenennen)."""


@dataclass(frozen=True)
class BodyStatutesChanged(Statutes, FromDay):
    """A body works by other statutes from a day on (Satzung geändert)."""


@dataclass(frozen=True)
class ChangeStatutes(BodyStatutesChanged, OfBody):
    """Record by which statutes a body works from a day on; all of them as they are then (Satzung ändern)."""


def _check_within(told: Any, state: Body, world: World) -> None:
    check_within(state, told.on, "on")


# --- Its end ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class BodyDissolved:
    """A body was dissolved (Gremium aufgelöst)."""

    on: date
    """The first day on which it is no more (aufgelöst zum)."""


@dataclass(frozen=True)
class DissolveBody(BodyDissolved, OfBody):
    """Record that a body is dissolved; memberships, chair and rules end with it (Gremium auflösen)."""


def _dissolve(command: DissolveBody, state: Body, world: World) -> list[Any]:
    if not tells_day(state.dissolved, command.on):
        return []
    require(
        state.established < command.on,
        "DATES_REVERSED",
        "on",
        "The body exists only from {established} on; give a later day of dissolution.",
        established=state.established,
    )
    latest = max(_beginnings(state))
    require(
        latest < command.on,
        "BEGINS_LATER",
        "on",
        "An entry about this body begins only on {latest}; give a later day of dissolution, or correct that entry.",
        latest=latest,
    )
    return [recorded(BodyDissolved, command)]


def _beginnings(state: Body) -> Iterable[date]:
    """Every day from which on something of the body holds."""
    for facts in (state.names, state.statutes, state.members, state.rules):
        yield from (fact.since for fact in facts)
    yield from (chair.since for member in state.members for chair in member.chairs)


def _dissolved(state: Body, event: BodyDissolved) -> Body:
    return replace(state, dissolved=event.on)


# --- The part --------------------------------------------------------------------------------------------------


def _holder(state: None, command: EstablishBody, world: World) -> Iterable[str]:
    return looked_at(command.of, world)


STATUTES = Part(
    (
        Act(EstablishBody, _establish, {BodyEstablished: _established}, HOLDING, reads=_holder, begins=True),
        dated(RenameBody, BodyRenamed, "names", DatedName, may=HOLDING, check=_check_within),
        dated(ChangeStatutes, BodyStatutesChanged, "statutes", BodyStatutes, may=HOLDING, check=_check_within),
        Act(DissolveBody, _dissolve, {BodyDissolved: _dissolved}, HOLDING),
    )
)
