"""Which municipal association a municipality belongs to (Amtszugehörigkeit), from when on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from events.dated import holding, tells_news
from events.decider import World
from events.municipal_association import MunicipalAssociation, check_not_dissolved
from events.refs import AssociationRef, MunicipalityRef
from events.rules import check_known


@dataclass(frozen=True)
class Membership:
    """The municipal association that a municipality belongs to from a day on; none: to none (amtsfrei)."""

    since: date
    """The first day (gilt ab)."""
    association: AssociationRef | None
    """The association; none: it belongs to none (Amt, Verbandsgemeinde)."""


# --- Events ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class MunicipalityAssigned:
    """A municipality belongs to another municipal association, or to none, from a day on (Amtszugehörigkeit)."""

    association: AssociationRef | None
    """The association; none: it belongs to none (Amt, Verbandsgemeinde)."""
    on: date
    """The first day (gilt ab)."""


# --- Commands --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class AssignMunicipality:
    """Record which municipal association a municipality belongs to from a day on (Amtszugehörigkeit)."""

    id: MunicipalityRef
    """The municipality (Gemeinde)."""
    association: AssociationRef | None
    """The association; none: it belongs to none (amtsfrei)."""
    on: date
    """The first day (gilt ab)."""


# --- Rules -----------------------------------------------------------------------------------------------------


def assign(memberships: Sequence[Membership], command: AssignMunicipality, world: World) -> list[Any]:
    """What follows from belonging to another association, or to none."""
    membership = Membership(command.on, command.association)
    if membership.association is None and holding(memberships, command.on) is None:
        return []
    if not tells_news(memberships, membership):
        return []
    check_association(membership, "association", world)
    return [MunicipalityAssigned(command.association, command.on)]


def check_association(membership: Membership, field: str, world: World) -> None:
    """Raise `Rejected` unless the association is in the record (NOT_FOUND) and not dissolved (DISSOLVED)."""
    check_known(membership.association, field, world)
    if membership.association is not None:
        association: MunicipalAssociation = world.states[membership.association]
        check_not_dissolved(association, membership.since, field)
