"""What a county calls the procedure in which a decision is adopted unless somebody objects."""

from dataclasses import dataclass, replace
from typing import Any

from events.county.entry import ADMIN
from events.county.state import County, OfCounty, SilentProcedureName
from events.decider import Act, Part, World, recorded
from events.message import Message, message


@dataclass(frozen=True)
class SilentProcedureNamed:
    """The county has another name for the silent procedure (Bezeichnung des Verschweigungsverfahrens)."""

    name: SilentProcedureName
    """The name, in all that is said from now on (Bezeichnung)."""


@dataclass(frozen=True)
class NameSilentProcedure(SilentProcedureNamed, OfCounty):
    """Choose what the silent procedure is called in messages and calendars (Verschweigungsverfahren bezeichnen)."""


def _name(command: NameSilentProcedure, state: County, world: World) -> list[Any]:
    return [] if command.name is state.silent_procedure else [recorded(SilentProcedureNamed, command)]


def _named(state: County, event: SilentProcedureNamed) -> County:
    return replace(state, silent_procedure=event.name)


_SAID = {
    SilentProcedureName.VERSCHWEIGUNGSVERFAHREN: message("silent procedure"),
    SilentProcedureName.OFFENLEGUNG: message("silent procedure (Offenlegung)"),
}


def silent_procedure(county: County) -> Message:
    """The silent procedure as the county calls it, to stand in a message."""
    return _SAID[county.silent_procedure]


PROCEDURES = Part((Act(NameSilentProcedure, _name, {SilentProcedureNamed: _named}, ADMIN),))
