"""Coordination office (Koordinationsstelle): set up in steps, with a form, a scope and resources that change.

A county has one at a time.
"""

from collections.abc import Iterable
from typing import Any

from events.aggregate import aggregate
from events.coordination_office.means import MEANS
from events.coordination_office.services import SERVICES
from events.coordination_office.setting_up import SETTING_UP
from events.coordination_office.state import CoordinationOffice, OfficeStatus, step_to
from events.coordination_office.view import CoordinationOfficeOnDay, view
from events.decider import World
from events.message import message
from events.policy import Audience, Disclosure, Visibility


def reads(state: CoordinationOffice | None, command: Any, world: World) -> Iterable[str]:
    """The county, for its themes."""
    return (world.county,)


def claims(ref: str, state: CoordinationOffice) -> frozenset[str]:
    """That it is the county's office, as long as it has not ended."""
    return frozenset() if step_to(state.steps, OfficeStatus.ENDED) else frozenset({"coordination_office"})


def audience(ref: str, state: CoordinationOffice, event: Any) -> Audience:
    """The office is public; what it does for municipalities concerns those too."""
    municipality = getattr(event, "municipality", None)
    served = getattr(event, "municipalities", () if municipality is None else (municipality,))
    return Audience(Visibility.PUBLIC, frozenset({ref, *served}))


COORDINATION_OFFICE = aggregate(
    "coordination_office",
    CoordinationOffice,
    (SETTING_UP, MEANS, SERVICES),
    reads=reads,
    claims=claims,
    claimed={"coordination_office": message("coordination office")},
    view=view,
    shown=CoordinationOfficeOnDay,
    disclosure=Disclosure(audience),
)
