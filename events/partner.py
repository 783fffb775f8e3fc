"""Partner (Partner): a company, chamber, research body or initiative of the region that takes part."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from events.aggregate import aggregate
from events.contact import ContactAppointment, contact
from events.dated import DatedName, Renaming, Since, dated, first_or_holding
from events.decider import Act, Part, Rejected, World, recorded
from events.period import Period, check_apart, check_period, covers
from events.policy import OFFICE, Audience, Disclosure, Grants, Relation, Role, Visibility
from events.refs import PartnerRef, PersonRef
from events.values import Name


class Sector(StrEnum):
    """The part of society that a partner comes from (Bereich)."""

    BUSINESS = "BUSINESS"
    """Trade, commerce and services (Wirtschaft)."""
    INDUSTRY = "INDUSTRY"
    """Industry (Industrie)."""
    CRAFTS = "CRAFTS"
    """Crafts and their guilds and chambers (Handwerk)."""
    ENERGY = "ENERGY"
    """Utilities and energy agencies (Energie)."""
    AGRICULTURE = "AGRICULTURE"
    """Agriculture and forestry (Land- und Forstwirtschaft)."""
    SCIENCE = "SCIENCE"
    """Universities and research (Wissenschaft)."""
    CIVIL_SOCIETY = "CIVIL_SOCIETY"
    """Associations and initiatives (Zivilgesellschaft)."""
    PUBLIC = "PUBLIC"
    """Public bodies that are not municipalities (öffentliche Hand)."""
    OTHER = "OTHER"
    """Anything else (Sonstiges)."""


@dataclass(frozen=True)
class PartnerSector(Since):
    """The sector a partner belongs to from a day on (Bereich)."""

    sector: Sector
    """The sector (Bereich)."""


@dataclass(frozen=True)
class PartnerRegion(Since):
    """The region a partner serves from a day on (Wirkungsgebiet)."""

    region: Name
    """The region, in words (Wirkungsgebiet)."""


@dataclass(frozen=True)
class Partner:
    """All that is recorded of a partner, with the days from which it holds."""

    names: tuple[DatedName, ...]
    sectors: tuple[PartnerSector, ...]
    regions: tuple[PartnerRegion, ...]
    periods: tuple[Period, ...]
    contact: PersonRef | None = None


@dataclass(frozen=True)
class PartnerOnDay:
    """A company, chamber, research body or initiative of the region that takes part (Partner)."""

    name: Name
    """Name on the day (Name)."""
    sector: Sector
    """The part of society it comes from, on the day (Bereich)."""
    region: Name
    """The region it serves on the day (Wirkungsgebiet)."""
    active: bool
    """Whether it takes part on the day (aktiv)."""
    since: date
    """The first day on which it ever took part (dabei seit)."""
    contact: PersonRef | None
    """Whom to talk to (Ansprechperson)."""
    periods: tuple[Period, ...]
    """Every time during which it takes part, oldest first (Zeiträume)."""
    names: tuple[DatedName, ...]
    """Every name it has borne, oldest first (alle Namen)."""
    sectors: tuple[PartnerSector, ...]
    """Every sector it has belonged to, oldest first (alle Bereiche)."""
    regions: tuple[PartnerRegion, ...]
    """Every region it has served, oldest first (alle Wirkungsgebiete)."""


@dataclass(frozen=True)
class _OfPartner:
    id: PartnerRef
    """The partner (Partner)."""


# --- Taking part -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PartnerRegistered:
    """A partner entered the county's record (Partner aufgenommen)."""

    name: Name
    """Its name (Name)."""
    sector: Sector
    """The part of society it comes from (Bereich)."""
    region: Name
    """The region it serves, in words (Wirkungsgebiet)."""
    since: date
    """The first day on which it takes part (dabei seit)."""


@dataclass(frozen=True)
class RegisterPartner(PartnerRegistered):
    """Enter a partner into the county's record (Partner aufnehmen)."""


def _register(command: RegisterPartner, state: None, world: World) -> list[Any]:
    return [recorded(PartnerRegistered, command)]


def _registered(state: None, event: PartnerRegistered) -> Partner:
    return Partner(
        names=(DatedName(event.since, event.name),),
        sectors=(PartnerSector(event.since, event.sector),),
        regions=(PartnerRegion(event.since, event.region),),
        periods=(Period(event.since),),
    )


@dataclass(frozen=True)
class PartnershipEnded:
    """A partner takes part no more after a day (Partnerschaft beendet)."""

    until: date
    """The last day (letzter Tag)."""


@dataclass(frozen=True)
class EndPartnership(PartnershipEnded, _OfPartner):
    """Record that a partner takes part no more after a day (Partnerschaft beenden)."""


def _end(command: EndPartnership, state: Partner, world: World) -> list[Any]:
    last, until = state.periods[-1], command.until
    if last.until == until:
        return []
    if last.until is not None:
        raise Rejected(
            "ENDED",
            "until",
            "This partner is recorded as taking part until {last}; if that is wrong, correct it.",
            last=last.until,
        )
    check_period(Period(last.since, until), "until")
    return [PartnershipEnded(until)]


def _ended(state: Partner, event: PartnershipEnded) -> Partner:
    return replace(state, periods=(*state.periods[:-1], replace(state.periods[-1], until=event.until)))


@dataclass(frozen=True)
class PartnershipResumed:
    """A partner takes part again from a day on (Partnerschaft wieder aufgenommen)."""

    since: date
    """The first day (wieder dabei seit)."""


@dataclass(frozen=True)
class ResumePartnership(PartnershipResumed, _OfPartner):
    """Record that a partner whose part had ended takes part again (Partnerschaft wieder aufnehmen)."""


def _resume(command: ResumePartnership, state: Partner, world: World) -> list[Any]:
    last, resumed = state.periods[-1], Period(command.since)
    if last == resumed:
        return []
    if last.until is None:
        raise Rejected(
            "ACTIVE",
            "since",
            "This partner has taken part since {last}, and no end is recorded; record the end first.",
            last=last.since,
        )
    check_apart((last, resumed), "since")
    return [PartnershipResumed(command.since)]


def _resumed(state: Partner, event: PartnershipResumed) -> Partner:
    return replace(state, periods=(*state.periods, Period(event.since)))


# --- Name, sector, region --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PartnerRenamed(Renaming):
    """A partner bears another name from a day on (Umbenennung)."""


@dataclass(frozen=True)
class RenamePartner(PartnerRenamed, _OfPartner):
    """Record that a partner bears another name from a day on (Umbenennung)."""


@dataclass(frozen=True)
class PartnerReclassified:
    """A partner belongs to another sector from a day on (Bereich gewechselt)."""

    sector: Sector
    """The new sector (neuer Bereich)."""
    on: date
    """The first day (gilt ab)."""


@dataclass(frozen=True)
class ReclassifyPartner(PartnerReclassified, _OfPartner):
    """Record that a partner belongs to another sector from a day on (Bereich wechseln)."""


@dataclass(frozen=True)
class PartnerRegionChanged:
    """A partner serves another region from a day on (Wirkungsgebiet geändert)."""

    region: Name
    """The new region, in words (neues Wirkungsgebiet)."""
    on: date
    """The first day (gilt ab)."""


@dataclass(frozen=True)
class ChangePartnerRegion(PartnerRegionChanged, _OfPartner):
    """Record that a partner serves another region from a day on (Wirkungsgebiet ändern)."""


def _first_day(state: Partner) -> date:
    return state.periods[0].since


# --- Contact ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PartnerContactAppointed(ContactAppointment):
    """A person became the partner's contact, or nobody is (Ansprechperson benannt)."""


@dataclass(frozen=True)
class AppointPartnerContact(PartnerContactAppointed, _OfPartner):
    """Name the person to talk to at a partner, or nobody (Ansprechperson)."""


# --- The partner -----------------------------------------------------------------------------------------------


def view(state: Partner, on: date) -> PartnerOnDay:
    """The partner as it stands on a day; before its first day, as it begins."""
    return recorded(
        PartnerOnDay,
        state,
        name=first_or_holding(state.names, on).name,
        sector=first_or_holding(state.sectors, on).sector,
        region=first_or_holding(state.regions, on).region,
        active=any(covers(period, on) for period in state.periods),
        since=state.periods[0].since,
    )


def audience(ref: str, state: Partner, event: Any) -> Audience:
    """Who takes part is public; it concerns the partner itself."""
    return Audience(Visibility.PUBLIC, frozenset({ref}))


_OWN: Grants = {**OFFICE, Role.PARTNER: Relation.OWN}

PARTNER = aggregate(
    "partner",
    Partner,
    (
        Part(
            (
                Act(RegisterPartner, _register, {PartnerRegistered: _registered}, begins=True),
                dated(RenamePartner, PartnerRenamed, "names", DatedName, since=_first_day),
                dated(ReclassifyPartner, PartnerReclassified, "sectors", PartnerSector, since=_first_day),
                dated(ChangePartnerRegion, PartnerRegionChanged, "regions", PartnerRegion, since=_first_day),
                contact(AppointPartnerContact, PartnerContactAppointed, may=_OWN),
                Act(EndPartnership, _end, {PartnershipEnded: _ended}),
                Act(ResumePartnership, _resume, {PartnershipResumed: _resumed}),
            )
        ),
    ),
    shown=PartnerOnDay,
    view=view,
    disclosure=Disclosure(audience),
)
