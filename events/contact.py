"""Whom to talk to: the act of naming an entity's contact, or that there is none any more."""

from dataclasses import dataclass
from typing import Any

from events.assigned import assigned
from events.decider import Act, World
from events.person import check_contact
from events.policy import Grants
from events.refs import PersonRef


@dataclass(frozen=True)
class ContactAppointment:
    """Whom to talk to from now on."""

    contact: PersonRef | None
    """The person; null if there is none from then on (Ansprechperson)."""


def _check_contact(told: Any, state: Any, world: World) -> None:
    check_contact(told.contact, "contact", world)


def contact(command: type[Any], event: type[Any], may: Grants) -> Act:
    """The act of naming the person in the field `contact` of a command, an event and a state."""
    return assigned(command, event, "contact", check=_check_contact, may=may)
