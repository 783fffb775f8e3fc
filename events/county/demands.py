"""For which acts a county demands the decision that they rest on: a setting for each kind of act, from a day on."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from events import authority
from events.county.entry import ADMIN
from events.county.state import AuthorityDemand, County, OfCounty
from events.decider import Act, Part, World, recorded, require
from events.rules import check_not_before


@dataclass(frozen=True)
class _Setting:
    act: authority.AuthorisedAct
    """The kind of act (Art des Vorgangs)."""
    on: date
    """The first day (gilt ab)."""


@dataclass(frozen=True)
class AuthorityDemanded(_Setting):
    """From a day on an act must name the decision that it rests on (Beschluss verlangt)."""


@dataclass(frozen=True)
class DemandAuthority(_Setting, OfCounty):
    """Let an act be recorded from a day on only with the decision that it rests on: of this record or, shown as not
    verified, an external one (Beschluss verlangen)."""


@dataclass(frozen=True)
class AuthorityWaived(_Setting):
    """From a day on an act may do without a decision (Beschluss nicht mehr verlangt)."""


@dataclass(frozen=True)
class WaiveAuthority(_Setting, OfCounty):
    """Let an act be recorded without a decision from a day on (Beschluss nicht mehr verlangen)."""


def is_demanded(demands: Iterable[AuthorityDemand], act: authority.AuthorisedAct, on: date) -> bool:
    """Whether an act must name the decision that it rests on, on a day; where nothing is said, it may do without."""
    held = [demand for demand in demands if demand.act is act and demand.since <= on]
    return bool(held) and max(held, key=lambda demand: demand.since).demanded


def _setting(command: type[Any], event: type[Any], demanded: bool) -> Act:
    """The act of demanding a decision for an act from a day on, or of demanding none any more."""

    def decide(given: _Setting, state: County, world: World) -> list[Any]:
        check_not_before(given.on, state.since, "on")
        if is_demanded(state.demands, given.act, given.on) is demanded:
            return []
        require(
            all((demand.act, demand.since) != (given.act, given.on) for demand in state.demands),
            "RECORDED_OTHERWISE",
            "on",
            "Something else is recorded for this kind of act from that very day on; if it is wrong, correct it.",
        )
        return [recorded(event, given)]

    def evolve(state: County, told: _Setting) -> County:
        demands = (*state.demands, AuthorityDemand(told.on, told.act, demanded))
        return replace(state, demands=tuple(sorted(demands, key=lambda each: (each.since, each.act))))

    return Act(command, decide, {event: evolve}, ADMIN)


DEMANDS = Part(
    (
        _setting(DemandAuthority, AuthorityDemanded, demanded=True),
        _setting(WaiveAuthority, AuthorityWaived, demanded=False),
    )
)
