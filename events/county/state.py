"""What a county (Landkreis) is made of: its keys and names on their days, its lists, and what it demands of acts."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from events.authority import AuthorisedAct
from events.dated import DatedName, Since, first_or_holding
from events.formalities import FormalitiesRule
from events.keys import DistrictKey
from events.refs import CountyRef
from events.terms import Term


class CountyDesignation(StrEnum):
    """What a county is by law (Art des Kreises); its key alone does not tell."""

    RURAL_DISTRICT = "RURAL_DISTRICT"
    """Landkreis or Kreis."""
    URBAN_DISTRICT = "URBAN_DISTRICT"
    """Kreisfreie Stadt or Stadtkreis."""


class SilentProcedureName(StrEnum):
    """What a county calls the procedure in which a decision is adopted unless a member objects (Bezeichnung)."""

    VERSCHWEIGUNGSVERFAHREN = "VERSCHWEIGUNGSVERFAHREN"
    """Whoever stays silent agrees (Verschweigungsverfahren)."""
    OFFENLEGUNG = "OFFENLEGUNG"
    """The proposal lies open for objections (Offenlegung)."""


@dataclass(frozen=True)
class CountyKey:
    """The key a county has from a day on (Kreisschlüssel)."""

    since: date
    """The first day of the key (gilt ab)."""
    key: DistrictKey
    """Land, Regierungsbezirk and Kreis in five digits (Kreisschlüssel)."""


@dataclass(frozen=True)
class AuthorityDemand(Since):
    """Whether an act needs the decision that it rests on, from a day on (Beschlusspflicht)."""

    act: AuthorisedAct
    """The kind of act (Art des Vorgangs)."""
    demanded: bool
    """Whether it must name a decision; otherwise it may (verlangt)."""


@dataclass(frozen=True)
class County:
    """All that is recorded of a county, with the days from which it holds."""

    designation: CountyDesignation
    since: date
    names: tuple[DatedName, ...]
    keys: tuple[CountyKey, ...]
    public: bool = False
    silent_procedure: SilentProcedureName = SilentProcedureName.VERSCHWEIGUNGSVERFAHREN
    themes: tuple[Term, ...] = ()
    matters: tuple[Term, ...] = ()
    formalities: tuple[FormalitiesRule, ...] = ()
    demands: tuple[AuthorityDemand, ...] = ()


@dataclass(frozen=True)
class OfCounty:
    """What a command on the county is addressed to."""

    id: CountyRef
    """The county (Landkreis)."""


def first_day(state: County) -> date:
    """The first day for which it is recorded."""
    return state.since


def key_on(county: County, on: date) -> str:
    """The county's key on a day; before its first day, the key it begins with."""
    return first_or_holding(county.keys, on).key
