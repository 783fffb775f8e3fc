"""Which municipal association a municipality belongs to (Amtszugehörigkeit), from when on."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from events.dated import added, holding, tells_news
from events.decider import Act, Part, World
from events.municipal_association import MunicipalAssociation, check_not_dissolved
from events.municipality.state import AssociationMembership, Municipality, OfMunicipality, check_day
from events.refs import AssociationRef
from events.rules import check_known


@dataclass(frozen=True)
class MunicipalityAssigned:
    """A municipality belongs to another municipal association, or to none, from a day on (Amtszugehörigkeit)."""

    association: AssociationRef | None
    """The association; null if the municipality belongs to none (Amt, Verbandsgemeinde)."""
    on: date
    """The first day (gilt ab)."""


@dataclass(frozen=True)
class AssignMunicipality(MunicipalityAssigned, OfMunicipality):
    """Record which municipal association a municipality belongs to from a day on (Amtszugehörigkeit)."""


def check_association(membership: AssociationMembership, world: World) -> None:
    """Raise `Rejected` unless the association is in the record (NOT_FOUND) and not dissolved (DISSOLVED)."""
    check_known(membership.association, "association", world)
    if membership.association is not None:
        association: MunicipalAssociation = world.states[membership.association]
        check_not_dissolved(association, membership.since, "association")


def _assign(command: AssignMunicipality, state: Municipality, world: World) -> list[Any]:
    check_day(state, command.on)
    membership = AssociationMembership(command.on, command.association)
    if membership.association is None and holding(state.memberships, command.on) is None:
        return []
    if not tells_news(state.memberships, membership):
        return []
    check_association(membership, world)
    return [MunicipalityAssigned(command.association, command.on)]


def _assigned(state: Municipality, event: MunicipalityAssigned) -> Municipality:
    return replace(state, memberships=added(state.memberships, AssociationMembership(event.on, event.association)))


MEMBERSHIP = Part((Act(AssignMunicipality, _assign, {MunicipalityAssigned: _assigned}),))
