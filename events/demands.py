"""For which acts a county demands the decision that they rest on: a setting for each kind of act, from a day on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from events.authority import Act
from events.decider import require
from events.refs import CountyRef


@dataclass(frozen=True)
class AuthorityDemand:
    """Whether an act needs the decision that it rests on, from a day on (Beschlusspflicht)."""

    since: date
    """The first day (gilt ab)."""
    act: Act
    """The kind of act (Handlung)."""
    demanded: bool
    """Whether it must name a decision; otherwise it may (verlangt)."""


# --- Events ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class AuthorityDemanded:
    """From a day on an act must name the decision that it rests on (Beschluss verlangt)."""

    act: Act
    """The kind of act (Handlung)."""
    on: date
    """The first day (gilt ab)."""


@dataclass(frozen=True)
class AuthorityWaived:
    """From a day on an act may do without a decision (Beschluss nicht mehr verlangt)."""

    act: Act
    """The kind of act (Handlung)."""
    on: date
    """The first day (gilt ab)."""


# --- Commands --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class DemandAuthority:
    """Let an act be recorded from a day on only with the decision that it rests on: of this record or, shown as not
    verified, an external one (Beschluss verlangen)."""

    id: CountyRef
    """The county (Landkreis)."""
    act: Act
    """The kind of act (Handlung)."""
    on: date
    """The first day (gilt ab)."""


@dataclass(frozen=True)
class WaiveAuthority:
    """Let an act be recorded without a decision from a day on (Beschluss nicht mehr verlangen)."""

    id: CountyRef
    """The county (Landkreis)."""
    act: Act
    """The kind of act (Handlung)."""
    on: date
    """The first day (gilt ab)."""


# --- Rules -----------------------------------------------------------------------------------------------------


def is_demanded(demands: Iterable[AuthorityDemand], act: Act, on: date) -> bool:
    """Whether an act must name the decision that it rests on, on a day; where nothing is said, it may do without."""
    held = [demand for demand in demands if demand.act is act and demand.since <= on]
    return bool(held) and max(held, key=lambda demand: demand.since).demanded


def demanding(demands: tuple[AuthorityDemand, ...], demand: AuthorityDemand) -> list[Any]:
    """What follows from demanding a decision for an act, or waiving it: nothing where it is so already."""
    if is_demanded(demands, demand.act, demand.since) is demand.demanded:
        return []
    check_demands((*demands, demand), "on")
    happened = AuthorityDemanded if demand.demanded else AuthorityWaived
    return [happened(demand.act, demand.since)]


def check_demands(demands: tuple[AuthorityDemand, ...], field: str) -> None:
    """Raise `Rejected` (RECORDED_OTHERWISE) if two settings for an act begin on the same day."""
    require(
        len({(demand.act, demand.since) for demand in demands}) == len(demands),
        "RECORDED_OTHERWISE",
        field,
        "Something else is recorded for this act from that very day on; if it is wrong, correct it.",
    )


def with_demand(demands: tuple[AuthorityDemand, ...], demand: AuthorityDemand) -> tuple[AuthorityDemand, ...]:
    """The settings with one more, in the order of their days."""
    return tuple(sorted((*demands, demand), key=lambda each: (each.since, each.act)))
