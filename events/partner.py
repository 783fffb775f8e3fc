"""Partner (Partner): a company, chamber, research body or initiative of the region that takes part."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from events.dated import DatedName, added, corrected, first_or_holding, in_order, tells_news
from events.decider import Decider, Rejected, World
from events.period import Period, check_apart, check_period, covers
from events.person import check_contact
from events.policy import OFFICE, Audience, Grants, Policy, Relation, Role, Visibility
from events.refs import PartnerRef, PersonRef
from events.rules import check_absent, check_correction, check_not_before, check_not_empty, existing
from events.values import EventId, Many, Name


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
class PartnerSector:
    """The sector a partner belongs to from a day on (Bereich)."""

    since: date
    """The first day (gilt ab)."""
    sector: Sector
    """The sector (Bereich)."""


@dataclass(frozen=True)
class PartnerRegion:
    """The region a partner serves from a day on (Wirkungsgebiet)."""

    since: date
    """The first day (gilt ab)."""
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


# --- Events ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PartnerRegistered:
    """A partner entered the county's record (Partner aufgenommen)."""

    name: Name
    """Its name (Name)."""
    sector: Sector
    """The part of society it comes from (Bereich)."""
    region: Name
    """The region it serves (Wirkungsgebiet)."""
    since: date
    """The first day on which it takes part (dabei seit)."""


@dataclass(frozen=True)
class PartnerRenamed:
    """A partner bears another name from a day on (Umbenennung)."""

    name: Name
    """The new name (neuer Name)."""
    on: date
    """The first day of the new name (gilt ab)."""


@dataclass(frozen=True)
class PartnerReclassified:
    """A partner belongs to another sector from a day on (Bereich gewechselt)."""

    sector: Sector
    """The new sector (neuer Bereich)."""
    on: date
    """The first day (gilt ab)."""


@dataclass(frozen=True)
class PartnerRegionChanged:
    """A partner serves another region from a day on (Wirkungsgebiet geändert)."""

    region: Name
    """The new region (neues Wirkungsgebiet)."""
    on: date
    """The first day (gilt ab)."""


@dataclass(frozen=True)
class PartnerContactAppointed:
    """A person became the partner's contact, or nobody is (Ansprechperson benannt)."""

    contact: PersonRef | None
    """The person (Ansprechperson)."""


@dataclass(frozen=True)
class PartnershipEnded:
    """A partner takes part no more after a day (Partnerschaft beendet)."""

    until: date
    """The last day (letzter Tag)."""


@dataclass(frozen=True)
class PartnershipResumed:
    """A partner takes part again from a day on (Partnerschaft wieder aufgenommen)."""

    since: date
    """The first day (wieder dabei seit)."""


@dataclass(frozen=True)
class PartnerCorrected:
    """Something recorded wrongly of a partner was put right; what is none stays (Berichtigung)."""

    corrects: EventId
    """The event that recorded it wrongly (berichtigtes Ereignis)."""
    names: tuple[DatedName, ...] | None = None
    """All its names, oldest first (alle Namen)."""
    sectors: tuple[PartnerSector, ...] | None = None
    """All its sectors, oldest first (alle Bereiche)."""
    regions: tuple[PartnerRegion, ...] | None = None
    """All the regions it served, oldest first (alle Wirkungsgebiete)."""
    periods: tuple[Period, ...] | None = None
    """All times during which it takes part, oldest first (alle Zeiträume)."""


# --- Commands --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class RegisterPartner:
    """Enter a partner into the county's record (Partner aufnehmen)."""

    name: Name
    """Its name (Name)."""
    sector: Sector
    """The part of society it comes from (Bereich)."""
    region: Name
    """The region it serves, in words (Wirkungsgebiet)."""
    since: date
    """The first day on which it takes part (dabei seit)."""


@dataclass(frozen=True)
class RenamePartner:
    """Record that a partner bears another name from a day on (Umbenennung)."""

    id: PartnerRef
    """The partner (Partner)."""
    name: Name
    """The new name (neuer Name)."""
    on: date
    """The first day of the new name (gilt ab)."""


@dataclass(frozen=True)
class ReclassifyPartner:
    """Record that a partner belongs to another sector from a day on (Bereich wechseln)."""

    id: PartnerRef
    """The partner (Partner)."""
    sector: Sector
    """The new sector (neuer Bereich)."""
    on: date
    """The first day (gilt ab)."""


@dataclass(frozen=True)
class ChangePartnerRegion:
    """Record that a partner serves another region from a day on (Wirkungsgebiet ändern)."""

    id: PartnerRef
    """The partner (Partner)."""
    region: Name
    """The new region, in words (neues Wirkungsgebiet)."""
    on: date
    """The first day (gilt ab)."""


@dataclass(frozen=True)
class AppointPartnerContact:
    """Name the person to talk to at a partner, or nobody (Ansprechperson)."""

    id: PartnerRef
    """The partner (Partner)."""
    contact: PersonRef | None
    """The person; none: nobody any more (Ansprechperson)."""


@dataclass(frozen=True)
class EndPartnership:
    """Record that a partner takes part no more after a day (Partnerschaft beenden)."""

    id: PartnerRef
    """The partner (Partner)."""
    until: date
    """The last day (letzter Tag)."""


@dataclass(frozen=True)
class ResumePartnership:
    """Record that a partner whose part had ended takes part again (Partnerschaft wieder aufnehmen)."""

    id: PartnerRef
    """The partner (Partner)."""
    since: date
    """The first day (wieder dabei seit)."""


@dataclass(frozen=True)
class CorrectPartner:
    """Put right what was recorded wrongly of a partner; needs a reason. What is left out stays (Berichtigung)."""

    id: PartnerRef
    """The partner (Partner)."""
    corrects: EventId
    """The event that recorded it wrongly (berichtigtes Ereignis)."""
    names: Annotated[tuple[DatedName, ...], Many(100)] | None = None
    """All its names, oldest first (alle Namen)."""
    sectors: Annotated[tuple[PartnerSector, ...], Many(100)] | None = None
    """All its sectors, oldest first (alle Bereiche)."""
    regions: Annotated[tuple[PartnerRegion, ...], Many(100)] | None = None
    """All the regions it served, oldest first (alle Wirkungsgebiete)."""
    periods: Annotated[tuple[Period, ...], Many(100)] | None = None
    """All times during which it takes part, oldest first (alle Zeiträume)."""


# --- Rules -----------------------------------------------------------------------------------------------------


def decide(command: Any, state: Partner | None, world: World) -> list[Any]:
    """The events that follow from a command on a partner."""
    if isinstance(command, RegisterPartner):
        check_absent(state)
        return [PartnerRegistered(command.name, command.sector, command.region, command.since)]
    state = existing(state)
    match command:
        case RenamePartner(name=name, on=on):
            check_not_before(on, state.periods[0].since, "on")
            return [PartnerRenamed(name, on)] if tells_news(state.names, DatedName(on, name)) else []
        case ReclassifyPartner(sector=sector, on=on):
            check_not_before(on, state.periods[0].since, "on")
            return [PartnerReclassified(sector, on)] if tells_news(state.sectors, PartnerSector(on, sector)) else []
        case ChangePartnerRegion(region=region, on=on):
            check_not_before(on, state.periods[0].since, "on")
            return [PartnerRegionChanged(region, on)] if tells_news(state.regions, PartnerRegion(on, region)) else []
        case AppointPartnerContact(contact=contact):
            check_contact(contact, "contact", world)
            return [] if contact == state.contact else [PartnerContactAppointed(contact)]
        case EndPartnership(until=until):
            return _end(state, until)
        case ResumePartnership(since=since):
            return _resume(state, since)
        case _:
            return _correct(command, state, world)


def _end(state: Partner, until: date) -> list[Any]:
    last = state.periods[-1]
    if last.until == until:
        return []
    if last.until is not None:
        raise Rejected(
            "ENDED",
            "until",
            "This partner takes part until {last}; if that is wrong, correct it.",
            last=last.until,
        )
    check_period(Period(last.since, until), "until")
    return [PartnershipEnded(until)]


def _resume(state: Partner, since: date) -> list[Any]:
    last = state.periods[-1]
    if last == Period(since):
        return []
    if last.until is None:
        raise Rejected(
            "ACTIVE",
            "since",
            "This partner takes part since {last}, and no end is recorded.",
            last=last.since,
        )
    check_apart((last, Period(since)), "since")
    return [PartnershipResumed(since)]


def _correct(command: CorrectPartner, state: Partner, world: World) -> list[Any]:
    check_correction(world)
    check_not_empty(command.names, "names")
    check_not_empty(command.sectors, "sectors")
    check_not_empty(command.regions, "regions")
    check_not_empty(command.periods, "periods")
    for period in command.periods or ():
        check_period(period, "periods")
    check_apart(command.periods or (), "periods")
    event = PartnerCorrected(
        corrects=command.corrects,
        names=None if command.names is None else in_order(command.names, "names"),
        sectors=None if command.sectors is None else in_order(command.sectors, "sectors"),
        regions=None if command.regions is None else in_order(command.regions, "regions"),
        periods=None if command.periods is None else in_order(command.periods, "periods"),
    )
    return [] if evolve(state, event) == state else [event]


def evolve(state: Partner | None, event: Any) -> Partner:
    """The partner after the event."""
    if isinstance(event, PartnerRegistered):
        return Partner(
            names=(DatedName(event.since, event.name),),
            sectors=(PartnerSector(event.since, event.sector),),
            regions=(PartnerRegion(event.since, event.region),),
            periods=(Period(event.since),),
        )
    state = existing(state)
    match event:
        case PartnerRenamed(name=name, on=on):
            return replace(state, names=added(state.names, DatedName(on, name)))
        case PartnerReclassified(sector=sector, on=on):
            return replace(state, sectors=added(state.sectors, PartnerSector(on, sector)))
        case PartnerRegionChanged(region=region, on=on):
            return replace(state, regions=added(state.regions, PartnerRegion(on, region)))
        case PartnerContactAppointed(contact=contact):
            return replace(state, contact=contact)
        case PartnershipEnded(until=until):
            return replace(state, periods=(*state.periods[:-1], replace(state.periods[-1], until=until)))
        case PartnershipResumed(since=since):
            return replace(state, periods=(*state.periods, Period(since)))
        case _:
            return replace(
                state,
                names=corrected(state.names, event.names),
                sectors=corrected(state.sectors, event.sectors),
                regions=corrected(state.regions, event.regions),
                periods=corrected(state.periods, event.periods),
            )


def view(state: Partner, on: date) -> PartnerOnDay:
    """The partner as it stands on a day; before its first day, as it begins."""
    return PartnerOnDay(
        name=first_or_holding(state.names, on).name,
        sector=first_or_holding(state.sectors, on).sector,
        region=first_or_holding(state.regions, on).region,
        active=any(covers(period, on) for period in state.periods),
        since=state.periods[0].since,
        contact=state.contact,
        periods=state.periods,
        names=state.names,
        sectors=state.sectors,
        regions=state.regions,
    )


def concerns(ref: str, state: Partner, event: Any) -> Audience:
    """Who takes part is public; it concerns the partner itself."""
    return Audience(Visibility.PUBLIC, frozenset({ref}))


_OWN: Grants = {**OFFICE, Role.PARTNER: Relation.OWN}

PARTNER = Decider(
    kind="partner",
    state=Partner,
    shown=PartnerOnDay,
    commands=(
        RegisterPartner,
        RenamePartner,
        ReclassifyPartner,
        ChangePartnerRegion,
        AppointPartnerContact,
        EndPartnership,
        ResumePartnership,
        CorrectPartner,
    ),
    events={
        "PartnerRegistered": PartnerRegistered,
        "PartnerRenamed": PartnerRenamed,
        "PartnerReclassified": PartnerReclassified,
        "PartnerRegionChanged": PartnerRegionChanged,
        "PartnerContactAppointed": PartnerContactAppointed,
        "PartnershipEnded": PartnershipEnded,
        "PartnershipResumed": PartnershipResumed,
        "PartnerCorrected": PartnerCorrected,
    },
    decide=decide,
    evolve=evolve,
    view=view,
    concerns=concerns,
    policy=Policy(
        may={
            RegisterPartner: OFFICE,
            RenamePartner: OFFICE,
            ReclassifyPartner: OFFICE,
            ChangePartnerRegion: OFFICE,
            AppointPartnerContact: _OWN,
            EndPartnership: OFFICE,
            ResumePartnership: OFFICE,
            CorrectPartner: OFFICE,
        }
    ),
)
