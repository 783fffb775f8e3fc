"""County (Landkreis): key and names, what its record shows to everyone, themes and matters, what agreements need.

The county is the tenant: every other entity is kept in one county's record.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from events.aggregate import aggregate
from events.county.demands import DEMANDS
from events.county.entry import ENTRY
from events.county.formalities import FORMALITIES
from events.county.lists import LISTS, check_kept
from events.county.procedures import PROCEDURES
from events.county.state import (
    AuthorityDemand,
    County,
    CountyDesignation,
    CountyKey,
    SilentProcedureName,
    key_on,
)
from events.dated import DatedName, first_or_holding
from events.decider import World, recorded
from events.formalities import FormalitiesRule
from events.keys import DistrictKey
from events.message import message
from events.policy import SIGHT, Audience, Disclosure, Relation, Role, Visibility
from events.terms import Term
from events.values import Name


@dataclass(frozen=True)
class CountyOnDay:
    """A county whose climate cooperation is recorded here (Landkreis)."""

    key: DistrictKey
    """The first five digits of the keys of its municipalities on the day (Kreisschlüssel)."""
    name: Name
    """Name on the day (Name des Landkreises)."""
    designation: CountyDesignation
    """What it is by law (Art des Kreises)."""
    since: date
    """First day for which the county is recorded (besteht seit)."""
    public: bool
    """Whether everyone may read what is public without a token (öffentlich lesbar)."""
    silent_procedure: SilentProcedureName
    """What it calls the procedure in which a decision is adopted unless a member objects (Bezeichnung des
    Verschweigungsverfahrens)."""
    themes: tuple[Term, ...]
    """The themes of its climate work, in the order they were listed (Themen)."""
    matters: tuple[Term, ...]
    """What can be decided on, in the order it was listed (Angelegenheiten)."""
    formalities: tuple[FormalitiesRule, ...]
    """What agreements need besides signatures where that is otherwise than assumed, oldest first (Förmlichkeiten)."""
    demands: tuple[AuthorityDemand, ...]
    """For which acts it demands the decision that they rest on, oldest first; what is not named here may do without
    (Beschlusspflichten)."""
    names: tuple[DatedName, ...]
    """Every name it has borne, oldest first (alle Namen)."""
    keys: tuple[CountyKey, ...]
    """Every key it has had, oldest first (alle Kreisschlüssel)."""


def view(state: County, on: date) -> CountyOnDay:
    """The county as it stands on a day; before its first day, as it begins."""
    return recorded(CountyOnDay, state, key=key_on(state, on), name=first_or_holding(state.names, on).name)


def claims(ref: str, state: County) -> frozenset[str]:
    """Every key that the county has had: by any of them it is addressed, and no other county of the database."""
    return frozenset(f"county-key:{key.key}" for key in state.keys)


def audience(ref: str, state: County | None, event: Any) -> Audience:
    """The county is to be seen by the public where it allows public reads, and then opens all that is public."""
    open_to_all = state is not None and state.public
    return Audience(Visibility.PUBLIC if open_to_all else Visibility.INTERNAL, frozenset({ref}))


def _lists_keep_their_words(state: County, world: World) -> None:
    check_kept(state, world.states[world.ref])


COUNTY = aggregate(
    "county",
    County,
    (ENTRY, LISTS, FORMALITIES, DEMANDS, PROCEDURES),
    fold=4,
    root=True,
    shown=CountyOnDay,
    view=view,
    claims=claims,
    claimed={"county-key": message("county key")},
    invariants=_lists_keep_their_words,
    disclosure=Disclosure(
        audience,
        sees={**SIGHT, Role.PARTNER: {Relation.ANY: Visibility.INTERNAL, Relation.OWN: Visibility.CONFIDENTIAL}},
    ),
)
