"""Municipality (Gemeinde): its official keys, its names, its people, and what became of it in territorial reforms.

Keys after the Amtlicher Gemeindeschlüssel (AGS) and Regionalschlüssel (ARS) of the Statistisches Bundesamt. A
municipality of another county that takes part is kept here too, marked EXTERNAL.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from events.climate_management import (
    ClimateManagement,
    ClimateManagementEnded,
    ClimateManagementStarted,
    EndClimateManagement,
    StartClimateManagement,
    is_managed,
    manage,
)
from events.dated import DatedName, added, corrected, first_or_holding, holding, in_order, tells_news
from events.decider import Decider, World, require
from events.keys import Ags, Ars, check_agreement
from events.membership import AssignMunicipality, Membership, MunicipalityAssigned, assign, check_association
from events.merger import (
    MergeMunicipality,
    Merger,
    MunicipalityMerged,
    check_day,
    check_lasted,
    check_successor,
    line,
    merge,
)
from events.person import check_contact
from events.policy import OFFICE, Audience, Disclosure, Policy, Relation, Role, Visibility
from events.population import Population, PopulationRecorded, RecordPopulation, check_counted, count
from events.refs import AssociationRef, MunicipalityRef, PersonRef
from events.rules import check_absent, check_correction, check_not_empty, existing
from events.seat import (
    MunicipalityKeys,
    MunicipalityRekeyed,
    MunicipalityTransferred,
    Origin,
    RekeyMunicipality,
    Seat,
    TransferMunicipality,
    rekey,
    seat_of,
    transfer,
)
from events.values import EventId, Many, Name


class Designation(StrEnum):
    """What a municipality is called by law (Bezeichnung)."""

    MUNICIPALITY = "MUNICIPALITY"
    """Gemeinde."""
    TOWN = "TOWN"
    """Stadt."""
    MARKET = "MARKET"
    """Markt."""
    URBAN_DISTRICT = "URBAN_DISTRICT"
    """Kreisfreie Stadt or Stadtkreis."""
    UNINCORPORATED = "UNINCORPORATED"
    """Gemeindefreies Gebiet."""


@dataclass(frozen=True)
class Municipality:
    """All that is recorded of a municipality, with the days from which it holds."""

    designation: Designation
    since: date
    names: tuple[DatedName, ...]
    seats: tuple[Seat, ...]
    populations: tuple[Population, ...] = ()
    memberships: tuple[Membership, ...] = ()
    management: tuple[ClimateManagement, ...] = ()
    contact: str | None = None
    merger: Merger | None = None


@dataclass(frozen=True)
class MunicipalityOnDay:
    """A municipality of the county, or of another one that takes part (Gemeinde, Kommune)."""

    ags: Ags
    """Official municipality key on the day, leading zero significant (Amtlicher Gemeindeschlüssel)."""
    ars: Ars
    """Regional key on the day; its digits 6 to 9 name the municipal association (Regionalschlüssel)."""
    name: str
    """Name on the day (Gemeindename)."""
    designation: Designation
    """What the municipality is called by law (Bezeichnung)."""
    origin: Origin
    """Whether it belongs to this county on the day (Zugehörigkeit)."""
    since: date
    """First day of its existence as far as it is recorded (besteht seit)."""
    exists: bool
    """Whether it exists on the day: begun and not yet part of another (besteht)."""
    population: int | None
    """Inhabitants by the newest count not after the day (Einwohnerzahl)."""
    population_on: date | None
    """The day of that count (Stichtag)."""
    association: AssociationRef | None
    """The municipal association it belongs to on the day (Amt, Verbandsgemeinde)."""
    climate_management: bool
    """Whether it has a climate management of its own on the day (eigenes Klimaschutzmanagement)."""
    contact: PersonRef | None
    """Whom to talk to (Ansprechperson)."""
    merged_on: date | None
    """The day on which it becomes or became part of another municipality (Eingemeindung)."""
    successor: MunicipalityRef | None
    """The municipality it becomes or became part of (Rechtsnachfolgerin)."""
    names: tuple[DatedName, ...]
    """Every name it has borne, oldest first (alle Namen)."""
    keys: tuple[Seat, ...]
    """Every pair of keys it has had, oldest first (alle Schlüssel)."""
    populations: tuple[Population, ...]
    """Every count of its inhabitants, oldest first (alle Einwohnerzahlen)."""


# --- Events ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class MunicipalityRegistered:
    """A municipality entered the county's record (Gemeinde aufgenommen)."""

    ags: str
    """Its official municipality key (AGS)."""
    ars: str
    """Its regional key (ARS)."""
    name: str
    """Its official name (Gemeindename)."""
    designation: Designation
    """What it is called by law (Bezeichnung)."""
    origin: Origin
    """Whether it belongs to this county (Zugehörigkeit)."""
    since: date
    """First day of its existence as far as it is recorded (besteht seit)."""
    association: AssociationRef | None = None
    """The municipal association it belongs to (Amt, Verbandsgemeinde)."""


@dataclass(frozen=True)
class MunicipalityRenamed:
    """A municipality bears another name from a day on (Umbenennung)."""

    name: str
    """The new name (neuer Name)."""
    on: date
    """The first day of the new name (gilt ab)."""


@dataclass(frozen=True)
class MunicipalityContactAppointed:
    """A person became the municipality's contact, or nobody is (Ansprechperson benannt)."""

    contact: PersonRef | None
    """The person; none: nobody any more (Ansprechperson)."""


@dataclass(frozen=True)
class MunicipalityCorrected:
    """Something recorded wrongly of a municipality was put right; what is None stays (Berichtigung)."""

    corrects: EventId
    """The event that recorded it wrongly (berichtigtes Ereignis)."""
    designation: Designation | None = None
    """What it is called by law (Bezeichnung)."""
    since: date | None = None
    """First day of its existence (besteht seit)."""
    names: tuple[DatedName, ...] | None = None
    """All its names, oldest first (alle Namen)."""
    seats: tuple[Seat, ...] | None = None
    """All its keys, oldest first (alle Schlüssel)."""
    populations: tuple[Population, ...] | None = None
    """All counts of its inhabitants, oldest first (alle Einwohnerzahlen)."""
    memberships: tuple[Membership, ...] | None = None
    """All its memberships in municipal associations, oldest first (alle Amtszugehörigkeiten)."""
    management: tuple[ClimateManagement, ...] | None = None
    """When it had a climate management of its own, oldest first (Klimaschutzmanagement)."""
    merger: Merger | None = None
    """Day and successor of its merger (Eingemeindung)."""
    merger_withdrawn: bool = False
    """True: it never became part of another (Eingemeindung zurückgenommen)."""


# --- Commands --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class RegisterMunicipality:
    """Enter a municipality into the county's record (Gemeinde aufnehmen)."""

    ags: Ags
    """Official municipality key, unique in the record (AGS)."""
    ars: Ars
    """Regional key; must agree with the AGS (ARS)."""
    name: Name
    """Official name (Gemeindename)."""
    designation: Designation
    """What it is called by law (Bezeichnung)."""
    since: date
    """First day of its existence as far as it is to be recorded (besteht seit)."""
    association: AssociationRef | None = None
    """The municipal association it belongs to (Amt, Verbandsgemeinde)."""


@dataclass(frozen=True)
class RenameMunicipality:
    """Record that a municipality bears another name from a day on (Umbenennung)."""

    id: MunicipalityRef
    """The municipality (Gemeinde)."""
    name: Name
    """The new name (neuer Name)."""
    on: date
    """The first day of the new name (gilt ab)."""


@dataclass(frozen=True)
class AppointMunicipalityContact:
    """Name the person to talk to in a municipality, or nobody (Ansprechperson)."""

    id: MunicipalityRef
    """The municipality (Gemeinde)."""
    contact: PersonRef | None
    """The person; none: nobody any more (Ansprechperson)."""


@dataclass(frozen=True)
class CorrectMunicipality:
    """Put right what was recorded wrongly of a municipality; needs a reason. What is left out stays (Berichtigung)."""

    id: MunicipalityRef
    """The municipality (Gemeinde)."""
    corrects: EventId
    """The event that recorded it wrongly (berichtigtes Ereignis)."""
    designation: Designation | None = None
    """What it is called by law (Bezeichnung)."""
    since: date | None = None
    """First day of its existence (besteht seit)."""
    names: Annotated[tuple[DatedName, ...], Many(100)] | None = None
    """All its names, oldest first (alle Namen)."""
    keys: Annotated[tuple[MunicipalityKeys, ...], Many(100)] | None = None
    """All its keys, oldest first (alle Schlüssel)."""
    populations: Annotated[tuple[Population, ...], Many(1000)] | None = None
    """All counts of its inhabitants, oldest first (alle Einwohnerzahlen)."""
    memberships: Annotated[tuple[Membership, ...], Many(100)] | None = None
    """All its memberships in municipal associations, oldest first (alle Amtszugehörigkeiten)."""
    management: Annotated[tuple[ClimateManagement, ...], Many(100)] | None = None
    """When it had a climate management of its own, oldest first (Klimaschutzmanagement)."""
    merger: Merger | None = None
    """Day and successor of its merger (Eingemeindung)."""
    merger_withdrawn: bool = False
    """True: it never became part of another (Eingemeindung zurückgenommen)."""


# --- Rules -----------------------------------------------------------------------------------------------------


def decide(command: Any, state: Municipality | None, world: World) -> list[Any]:
    """The events that follow from a command on a municipality."""
    if isinstance(command, RegisterMunicipality):
        check_absent(state)
        return _register(command, world)
    state = existing(state)
    match command:
        case RenameMunicipality(name=name, on=on):
            check_day(state, on)
            return [MunicipalityRenamed(name, on)] if tells_news(state.names, DatedName(on, name)) else []
        case RekeyMunicipality(on=on):
            check_day(state, on)
            return rekey(state.seats, command, world)
        case TransferMunicipality(on=on):
            check_day(state, on)
            return transfer(state.seats, command, world)
        case AssignMunicipality(on=on):
            check_day(state, on)
            return assign(state.memberships, command, world)
        case RecordPopulation(on=on):
            check_day(state, on)
            return count(state.populations, command, world)
        case StartClimateManagement(on=on):
            check_day(state, on)
            return manage(state.management, on, True)
        case EndClimateManagement(on=on):
            check_day(state, on)
            return manage(state.management, on, False)
        case AppointMunicipalityContact(contact=contact):
            check_contact(contact, "contact", world)
            return [] if contact == state.contact else [MunicipalityContactAppointed(contact)]
        case MergeMunicipality():
            return merge(state, command, world)
        case _:
            return _correct(command, state, world)


def _register(command: RegisterMunicipality, world: World) -> list[Any]:
    check_agreement(command.ags, command.ars, "ars")
    check_association(Membership(command.since, command.association), "association", world)
    return [
        MunicipalityRegistered(
            ags=command.ags,
            ars=command.ars,
            name=command.name,
            designation=command.designation,
            origin=seat_of(MunicipalityKeys(command.since, command.ags, command.ars), world).origin,
            since=command.since,
            association=command.association,
        )
    ]


def _correct(command: CorrectMunicipality, state: Municipality, world: World) -> list[Any]:
    check_correction(world)
    check_not_empty(command.names, "names")
    check_not_empty(command.keys, "keys")
    for keys in command.keys or ():
        check_agreement(keys.ags, keys.ars, "keys")
    for membership in command.memberships or ():
        check_association(membership, "memberships", world)
    for population in command.populations or ():
        check_counted(population.since, "populations", world)
    require(
        command.merger is None or not command.merger_withdrawn,
        "CONTRADICTION",
        "merger_withdrawn",
        "Give a merger or withdraw it, not both.",
    )
    if command.merger is not None:
        check_successor(command.merger, "merger", world)
    seats = None if command.keys is None else tuple(seat_of(keys, world) for keys in in_order(command.keys, "keys"))
    event = MunicipalityCorrected(
        corrects=command.corrects,
        designation=command.designation,
        since=command.since,
        names=None if command.names is None else in_order(command.names, "names"),
        seats=seats,
        populations=None if command.populations is None else in_order(command.populations, "populations"),
        memberships=None if command.memberships is None else in_order(command.memberships, "memberships"),
        management=None if command.management is None else in_order(command.management, "management"),
        merger=command.merger,
        merger_withdrawn=command.merger_withdrawn,
    )
    after = evolve(state, event)
    check_lasted(after.since, after.merger, "merger")
    return [] if after == state else [event]


def evolve(state: Municipality | None, event: Any) -> Municipality:
    """The municipality after the event."""
    if isinstance(event, MunicipalityRegistered):
        return Municipality(
            designation=event.designation,
            since=event.since,
            names=(DatedName(event.since, event.name),),
            seats=(Seat(event.since, event.ags, event.ars, event.origin),),
            memberships=() if event.association is None else (Membership(event.since, event.association),),
        )
    state = existing(state)
    match event:
        case MunicipalityRenamed(name=name, on=on):
            return replace(state, names=added(state.names, DatedName(on, name)))
        case MunicipalityRekeyed(ags=ags, ars=ars, on=on):
            origin = first_or_holding(state.seats, on).origin
            return replace(state, seats=added(state.seats, Seat(on, ags, ars, origin)))
        case MunicipalityTransferred(ags=ags, ars=ars, origin=origin, on=on):
            return replace(state, seats=added(state.seats, Seat(on, ags, ars, origin)))
        case MunicipalityAssigned(association=association, on=on):
            return replace(state, memberships=added(state.memberships, Membership(on, association)))
        case PopulationRecorded(count=counted, on=on):
            return replace(state, populations=added(state.populations, Population(on, counted)))
        case ClimateManagementStarted(on=on):
            return replace(state, management=added(state.management, ClimateManagement(on, True)))
        case ClimateManagementEnded(on=on):
            return replace(state, management=added(state.management, ClimateManagement(on, False)))
        case MunicipalityContactAppointed(contact=contact):
            return replace(state, contact=contact)
        case MunicipalityMerged(into=into, on=on):
            return replace(state, merger=Merger(on, into))
        case _:
            return _corrected(state, event)


def _corrected(state: Municipality, event: MunicipalityCorrected) -> Municipality:
    return replace(
        state,
        designation=event.designation or state.designation,
        since=event.since or state.since,
        names=corrected(state.names, event.names),
        seats=corrected(state.seats, event.seats),
        populations=corrected(state.populations, event.populations),
        memberships=corrected(state.memberships, event.memberships),
        management=corrected(state.management, event.management),
        merger=None if event.merger_withdrawn else event.merger or state.merger,
    )


def view(state: Municipality, on: date) -> MunicipalityOnDay:
    """The municipality as it stands on a day; before its first day, as it begins."""
    seat = first_or_holding(state.seats, on)
    counted = holding(state.populations, on)
    member = holding(state.memberships, on)
    return MunicipalityOnDay(
        ags=seat.ags,
        ars=seat.ars,
        name=first_or_holding(state.names, on).name,
        designation=state.designation,
        origin=seat.origin,
        since=state.since,
        exists=state.since <= on and (state.merger is None or on < state.merger.on),
        population=counted.count if counted else None,
        population_on=counted.since if counted else None,
        association=member.association if member else None,
        climate_management=is_managed(state.management, on),
        contact=state.contact,
        merged_on=state.merger.on if state.merger else None,
        successor=state.merger.into if state.merger else None,
        names=state.names,
        keys=state.seats,
        populations=state.populations,
    )


def reads(state: Municipality | None, command: Any, world: World) -> Iterable[str]:
    """The county whose keys are its own, and the line of successors of the one merged into."""
    yield world.county
    match command:
        case MergeMunicipality(into=into) | CorrectMunicipality(merger=Merger(into=into)):
            yield into
            yield from line(into, world.states)
        case _:
            pass


def claims(ref: str, state: Municipality) -> frozenset[str]:
    """Every AGS that the municipality has had: no other may be recorded with it."""
    return frozenset(f"ags:{seat.ags}" for seat in state.seats)


def audience(ref: str, state: Municipality, event: Any) -> Audience:
    """The directory is public; it concerns the municipality itself."""
    return Audience(Visibility.PUBLIC, frozenset({ref}))


def become(state: Municipality, on: date) -> str | None:
    """The municipality that it has become part of by the day."""
    return state.merger.into if state.merger is not None and state.merger.on <= on else None


_OWN = {**OFFICE, Role.MUNICIPALITY: Relation.OWN}

MUNICIPALITY = Decider(
    kind="municipality",
    state=Municipality,
    shown=MunicipalityOnDay,
    commands=(
        RegisterMunicipality,
        RenameMunicipality,
        RekeyMunicipality,
        TransferMunicipality,
        AssignMunicipality,
        RecordPopulation,
        StartClimateManagement,
        EndClimateManagement,
        AppointMunicipalityContact,
        MergeMunicipality,
        CorrectMunicipality,
    ),
    events={
        "MunicipalityRegistered": MunicipalityRegistered,
        "MunicipalityRenamed": MunicipalityRenamed,
        "MunicipalityRekeyed": MunicipalityRekeyed,
        "MunicipalityTransferred": MunicipalityTransferred,
        "MunicipalityAssigned": MunicipalityAssigned,
        "PopulationRecorded": PopulationRecorded,
        "ClimateManagementStarted": ClimateManagementStarted,
        "ClimateManagementEnded": ClimateManagementEnded,
        "MunicipalityContactAppointed": MunicipalityContactAppointed,
        "MunicipalityMerged": MunicipalityMerged,
        "MunicipalityCorrected": MunicipalityCorrected,
    },
    decide=decide,
    evolve=evolve,
    view=view,
    reads=reads,
    claims=claims,
    disclosure=Disclosure(audience),
    become=become,
    policy=Policy(
        may={
            RegisterMunicipality: OFFICE,
            RenameMunicipality: OFFICE,
            RekeyMunicipality: OFFICE,
            TransferMunicipality: OFFICE,
            AssignMunicipality: OFFICE,
            RecordPopulation: OFFICE,
            StartClimateManagement: _OWN,
            EndClimateManagement: _OWN,
            AppointMunicipalityContact: _OWN,
            MergeMunicipality: OFFICE,
            CorrectMunicipality: OFFICE,
        }
    ),
)
