"""Whom to talk to: the act of naming an entity's contact, or that there is none any more."""

from dataclasses import dataclass, replace
from typing import Any

from events.decider import Act, World
from events.person import check_contact
from events.policy import Grants
from events.refs import PersonRef


@dataclass(frozen=True)
class ContactAppointment:
    """Whom to talk to from now on."""

    contact: PersonRef | None
    """The person; none: nobody any more (Ansprechperson)."""


def contact(command: type[Any], event: type[Any], may: Grants) -> Act:
    """The act of naming the person in the field `contact` of a command, an event and a state."""

    def decide(given: Any, state: Any, world: World) -> list[Any]:
        check_contact(given.contact, "contact", world)
        return [] if given.contact == state.contact else [event(given.contact)]

    return Act(command, decide, {event: lambda state, told: replace(state, contact=told.contact)}, may)
