"""Municipality (Gemeinde): its official keys, its names, its people, and what became of it in territorial reforms.

Keys after the Amtlicher Gemeindeschlüssel (AGS) and Regionalschlüssel (ARS) of the Statistisches Bundesamt. A
municipality of another county that takes part is kept here too, marked EXTERNAL.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from events.county import County, key_on
from events.dated import added, first_or_holding, holding, in_order
from events.decider import Decider, Rejected, World, require
from events.policy import OFFICE, Audience, Policy, Relation, Role, Visibility
from events.values import EventId, Many, Name, Ref, Text, Whole

Ags = Annotated[str, Text(8, pattern="(0[1-9]|1[0-6])[0-9]{6}", form="8 digits, the first two from 01 to 16")]
"""Official municipality key (Amtlicher Gemeindeschlüssel): Land 2, Regierungsbezirk 1, Kreis 2, Gemeinde 3 digits."""
Ars = Annotated[str, Text(12, pattern="(0[1-9]|1[0-6])[0-9]{10}", form="12 digits, the first two from 01 to 16")]
"""Regional key (Regionalschlüssel): 2-1-2-4-3 digits, the four naming the municipal association."""
MunicipalityRef = Annotated[str, Ref("municipality")]
Inhabitants = Annotated[int, Whole(0, 100_000_000)]


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


class Origin(StrEnum):
    """Whether a municipality belongs to this county (Zugehörigkeit)."""

    OWN = "OWN"
    """Of this county (kreisangehörig)."""
    EXTERNAL = "EXTERNAL"
    """Of another county, taking part here (extern)."""


@dataclass(frozen=True)
class MunicipalityName:
    """The name a municipality bears from a day on (Gemeindename)."""

    since: date
    """The first day of the name (gilt ab)."""
    name: Name
    """The name (Gemeindename)."""


@dataclass(frozen=True)
class MunicipalityKeys:
    """The keys a municipality has from a day on (Gemeindeschlüssel)."""

    since: date
    """The first day of the keys (gilt ab)."""
    ags: Ags
    """The official municipality key (AGS)."""
    ars: Ars
    """The regional key (ARS)."""


@dataclass(frozen=True)
class Seat:
    """The keys of a municipality from a day on, and whether they are of this county."""

    since: date
    """The first day of the keys (gilt ab)."""
    ags: Ags
    """The official municipality key (AGS)."""
    ars: Ars
    """The regional key (ARS)."""
    origin: Origin
    """Whether they are of this county (Zugehörigkeit)."""


@dataclass(frozen=True)
class Population:
    """The number of inhabitants counted for a day (Einwohnerzahl)."""

    since: date
    """The day of the count (Stichtag)."""
    count: Inhabitants
    """Number of inhabitants (Einwohner)."""


@dataclass(frozen=True)
class Membership:
    """The municipal association that a municipality belongs to from a day on; none: to none (amtsfrei)."""

    since: date
    """The first day (gilt ab)."""
    association: Annotated[str, Ref("municipal_association")] | None
    """The association; none: it belongs to none (Amt, Verbandsgemeinde)."""


@dataclass(frozen=True)
class ClimateManagement:
    """Whether a municipality has a climate management of its own from a day on (eigenes Klimaschutzmanagement)."""

    since: date
    """The first day (gilt ab)."""
    present: bool
    """Whether there is one from then on (vorhanden)."""


@dataclass(frozen=True)
class Merger:
    """The day on which a municipality became part of another, and which (Eingemeindung, Zusammenschluss)."""

    on: date
    """The first day on which it exists no more (Stichtag)."""
    into: MunicipalityRef
    """The municipality that it becomes part of (Rechtsnachfolgerin)."""


@dataclass(frozen=True)
class Municipality:
    """All that is recorded of a municipality, with the days from which it holds."""

    designation: Designation
    since: date
    names: tuple[MunicipalityName, ...]
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
    association: Annotated[str, Ref("municipal_association")] | None
    """The municipal association it belongs to on the day (Amt, Verbandsgemeinde)."""
    climate_management: bool
    """Whether it has a climate management of its own on the day (eigenes Klimaschutzmanagement)."""
    contact: Annotated[str, Ref("person")] | None
    """Whom to talk to (Ansprechperson)."""
    merged_on: date | None
    """The day on which it becomes or became part of another municipality (Eingemeindung)."""
    successor: Annotated[str, Ref("municipality")] | None
    """The municipality it becomes or became part of (Rechtsnachfolgerin)."""
    names: tuple[MunicipalityName, ...]
    """Every name it has borne, oldest first."""
    keys: tuple[Seat, ...]
    """Every pair of keys it has had, oldest first."""
    populations: tuple[Population, ...]
    """Every count of its inhabitants, oldest first."""


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
    association: Annotated[str, Ref("municipal_association")] | None = None
    """The municipal association it belongs to (Amt, Verbandsgemeinde)."""


@dataclass(frozen=True)
class MunicipalityRenamed:
    """A municipality bears another name from a day on (Umbenennung)."""

    name: str
    """The new name (neuer Name)."""
    on: date
    """The first day of the new name (gilt ab)."""


@dataclass(frozen=True)
class MunicipalityRekeyed:
    """A municipality has other keys from a day on, in the same county (Schlüsseländerung)."""

    ags: str
    """The new official municipality key (AGS)."""
    ars: str
    """The new regional key (ARS)."""
    on: date
    """The first day of the new keys (gilt ab)."""


@dataclass(frozen=True)
class MunicipalityTransferred:
    """A municipality joined or left the county by a territorial reform (Kreiswechsel)."""

    ags: str
    """The official municipality key in the other county (AGS)."""
    ars: str
    """The regional key in the other county (ARS)."""
    origin: Origin
    """Whether it belongs to this county from then on (Zugehörigkeit)."""
    on: date
    """The first day in the other county (gilt ab)."""


@dataclass(frozen=True)
class MunicipalityAssigned:
    """A municipality belongs to another municipal association, or to none, from a day on (Amtszugehörigkeit)."""

    association: Annotated[str, Ref("municipal_association")] | None
    """The association; none: it belongs to none (Amt, Verbandsgemeinde)."""
    on: date
    """The first day (gilt ab)."""


@dataclass(frozen=True)
class PopulationRecorded:
    """The official number of inhabitants for a day (Fortschreibung der Einwohnerzahl)."""

    count: Inhabitants
    """Number of inhabitants (Einwohner)."""
    on: date
    """The day of the count (Stichtag)."""


@dataclass(frozen=True)
class ClimateManagementStarted:
    """A municipality has a climate management of its own from a day on (Klimaschutzmanagement eingerichtet)."""

    on: date
    """The first day (seit)."""


@dataclass(frozen=True)
class ClimateManagementEnded:
    """A municipality has no climate management of its own any more from a day on (Klimaschutzmanagement beendet)."""

    on: date
    """The first day without it (seit)."""


@dataclass(frozen=True)
class MunicipalityContactAppointed:
    """A person became the municipality's contact, or nobody is (Ansprechperson benannt)."""

    contact: Annotated[str, Ref("person")] | None
    """The person; none: nobody any more (Ansprechperson)."""


@dataclass(frozen=True)
class MunicipalityMerged:
    """A municipality became part of another (Eingemeindung, Zusammenschluss)."""

    into: MunicipalityRef
    """The municipality that it becomes part of (Rechtsnachfolgerin)."""
    on: date
    """The first day on which it exists no more (Stichtag)."""


@dataclass(frozen=True)
class MunicipalityCorrected:
    """Something recorded wrongly of a municipality was put right; what is None stays (Berichtigung)."""

    corrects: EventId
    """The event that recorded it wrongly (berichtigtes Ereignis)."""
    designation: Designation | None
    """What it is called by law (Bezeichnung)."""
    since: date | None
    """First day of its existence (besteht seit)."""
    names: tuple[MunicipalityName, ...] | None
    """All its names, oldest first (alle Namen)."""
    seats: tuple[Seat, ...] | None
    """All its keys, oldest first (alle Schlüssel)."""
    populations: tuple[Population, ...] | None
    """All counts of its inhabitants, oldest first (alle Einwohnerzahlen)."""
    memberships: tuple[Membership, ...] | None
    """All its memberships in municipal associations, oldest first (alle Amtszugehörigkeiten)."""
    management: tuple[ClimateManagement, ...] | None
    """When it had a climate management of its own, oldest first (Klimaschutzmanagement)."""
    merger: Merger | None
    """Day and successor of its merger (Eingemeindung)."""
    merger_withdrawn: bool
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
    association: Annotated[str, Ref("municipal_association")] | None = None
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
class RekeyMunicipality:
    """Record that a municipality has other keys from a day on, in the same county (Schlüsseländerung)."""

    id: MunicipalityRef
    """The municipality (Gemeinde)."""
    ags: Ags
    """The new official municipality key (AGS)."""
    ars: Ars
    """The new regional key (ARS)."""
    on: date
    """The first day of the new keys (gilt ab)."""


@dataclass(frozen=True)
class TransferMunicipality:
    """Record that a municipality joins or leaves the county by a territorial reform (Kreiswechsel)."""

    id: MunicipalityRef
    """The municipality (Gemeinde)."""
    ags: Ags
    """The official municipality key in the other county (AGS)."""
    ars: Ars
    """The regional key in the other county (ARS)."""
    on: date
    """The first day in the other county (gilt ab)."""


@dataclass(frozen=True)
class AssignMunicipality:
    """Record which municipal association a municipality belongs to from a day on (Amtszugehörigkeit)."""

    id: MunicipalityRef
    """The municipality (Gemeinde)."""
    association: Annotated[str, Ref("municipal_association")] | None
    """The association; none: it belongs to none (amtsfrei)."""
    on: date
    """The first day (gilt ab)."""


@dataclass(frozen=True)
class RecordPopulation:
    """Record the official number of inhabitants for a day (Einwohnerzahl)."""

    id: MunicipalityRef
    """The municipality (Gemeinde)."""
    count: Inhabitants
    """Number of inhabitants (Einwohner)."""
    on: date
    """The day of the count (Stichtag)."""


@dataclass(frozen=True)
class StartClimateManagement:
    """Record that a municipality has a climate management of its own (Klimaschutzmanagement eingerichtet)."""

    id: MunicipalityRef
    """The municipality (Gemeinde)."""
    on: date
    """The first day (seit)."""


@dataclass(frozen=True)
class EndClimateManagement:
    """Record that a municipality's own climate management has ended (Klimaschutzmanagement beendet)."""

    id: MunicipalityRef
    """The municipality (Gemeinde)."""
    on: date
    """The first day without it (seit)."""


@dataclass(frozen=True)
class AppointMunicipalityContact:
    """Name the person to talk to in a municipality, or nobody (Ansprechperson)."""

    id: MunicipalityRef
    """The municipality (Gemeinde)."""
    contact: Annotated[str, Ref("person")] | None
    """The person; none: nobody any more (Ansprechperson)."""


@dataclass(frozen=True)
class MergeMunicipality:
    """Record that a municipality becomes part of another (Eingemeindung, Zusammenschluss)."""

    id: MunicipalityRef
    """The municipality (Gemeinde)."""
    into: MunicipalityRef
    """The municipality that it becomes part of (Rechtsnachfolgerin)."""
    on: date
    """The first day on which it exists no more (Stichtag)."""


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
    names: Annotated[tuple[MunicipalityName, ...], Many(100)] | None = None
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
        return _register(command, state, world)
    state = _existing(state)
    match command:
        case RenameMunicipality(name=name, on=on):
            _check_day(state, on)
            named = holding(state.names, on)
            return [] if named and named.name == name else [MunicipalityRenamed(name, on)]
        case RekeyMunicipality(ags=ags, ars=ars, on=on):
            return _rekey(state, ags, ars, on, world)
        case TransferMunicipality(ags=ags, ars=ars, on=on):
            return _transfer(state, ags, ars, on, world)
        case AssignMunicipality(association=association, on=on):
            _check_day(state, on)
            _known(association, "association", world)
            member = holding(state.memberships, on)
            unchanged = association == (member.association if member else None)
            return [] if unchanged else [MunicipalityAssigned(association, on)]
        case RecordPopulation(count=count, on=on):
            _check_day(state, on)
            require(
                on <= world.today,
                "IN_THE_FUTURE",
                "on",
                "Inhabitants can only be counted for a day that has come.",
                "Einwohner können nur für einen Tag gezählt werden, der schon gekommen ist.",
            )
            unchanged = Population(on, count) in state.populations
            return [] if unchanged else [PopulationRecorded(count, on)]
        case StartClimateManagement(on=on):
            return _manage(state, on, True)
        case EndClimateManagement(on=on):
            return _manage(state, on, False)
        case AppointMunicipalityContact(contact=contact):
            _known(contact, "contact", world)
            return [] if contact == state.contact else [MunicipalityContactAppointed(contact)]
        case MergeMunicipality(into=into, on=on):
            return _merge(state, into, on, world)
        case _:
            return _correct(command, state, world)


def _existing(state: Municipality | None) -> Municipality:
    if state is None:
        raise Rejected("NOT_FOUND", "id", "There is no such municipality.", "Diese Gemeinde gibt es nicht.")
    return state


def _check_day(state: Municipality, on: date, field: str = "on") -> None:
    require(
        on >= state.since,
        "BEFORE_BEGINNING",
        field,
        f"The municipality is recorded from {state.since} on.",
        f"Die Gemeinde ist ab dem {state.since:%d.%m.%Y} verzeichnet.",
    )
    require(
        state.merger is None or on < state.merger.on,
        "MERGED",
        field,
        "The municipality has become part of another by that day; address its successor.",
        "Die Gemeinde ist an diesem Tag schon Teil einer anderen; gemeint ist wohl die Rechtsnachfolgerin.",
    )


def _known(ref: str | None, field: str, world: World) -> None:
    require(
        ref is None or world.states.get(ref) is not None,
        "NOT_FOUND",
        field,
        "There is no such entry in this county's record.",
        "Diesen Eintrag gibt es im Verzeichnis dieses Landkreises nicht.",
    )


def _check_keys(ags: str, ars: str, field: str = "ars") -> None:
    require(
        ags == ars[:5] + ars[9:],
        "KEYS_DISAGREE",
        field,
        "The AGS must be the first five and the last three digits of the ARS.",
        "Der AGS muss aus den ersten fünf und den letzten drei Ziffern des ARS bestehen.",
    )


def _origin(ags: str, on: date, world: World) -> Origin:
    county: County = world.states[world.county]
    return Origin.OWN if ags[:5] == key_on(county, on) else Origin.EXTERNAL


def _register(command: RegisterMunicipality, state: Municipality | None, world: World) -> list[Any]:
    require(
        state is None,
        "EXISTS",
        "",
        "This municipality is recorded already.",
        "Diese Gemeinde ist schon verzeichnet.",
    )
    _check_keys(command.ags, command.ars)
    _known(command.association, "association", world)
    return [
        MunicipalityRegistered(
            ags=command.ags,
            ars=command.ars,
            name=command.name,
            designation=command.designation,
            origin=_origin(command.ags, command.since, world),
            since=command.since,
            association=command.association,
        )
    ]


def _rekey(state: Municipality, ags: str, ars: str, on: date, world: World) -> list[Any]:
    _check_day(state, on)
    _check_keys(ags, ars)
    seat = first_or_holding(state.seats, on)
    require(
        _origin(ags, on, world) == seat.origin,
        "OTHER_COUNTY",
        "ags",
        "This key belongs to another county; record a transfer instead.",
        "Dieser Schlüssel gehört zu einem anderen Kreis; dafür gibt es den Kreiswechsel.",
    )
    unchanged = (seat.ags, seat.ars) == (ags, ars)
    return [] if unchanged else [MunicipalityRekeyed(ags, ars, on)]


def _transfer(state: Municipality, ags: str, ars: str, on: date, world: World) -> list[Any]:
    _check_day(state, on)
    _check_keys(ags, ars)
    seat = first_or_holding(state.seats, on)
    if (seat.ags, seat.ars) == (ags, ars):
        return []
    origin = _origin(ags, on, world)
    require(
        origin != seat.origin,
        "SAME_COUNTY",
        "ags",
        "This key does not change the county; record a change of keys instead.",
        "Dieser Schlüssel wechselt den Kreis nicht; dafür gibt es die Schlüsseländerung.",
    )
    return [MunicipalityTransferred(ags, ars, origin, on)]


def _manage(state: Municipality, on: date, present: bool) -> list[Any]:
    _check_day(state, on)
    managed = holding(state.management, on)
    if present == (managed.present if managed else False):
        return []
    return [ClimateManagementStarted(on) if present else ClimateManagementEnded(on)]


def _merge(state: Municipality, into: str, on: date, world: World) -> list[Any]:
    if state.merger == Merger(on, into):
        return []
    _check_day(state, on)
    _check_successor(into, on, "into", world)
    return [MunicipalityMerged(into, on)]


def _check_successor(into: str, on: date, field: str, world: World) -> None:
    _known(into, field, world)
    require(
        into != world.ref,
        "OWN_SUCCESSOR",
        field,
        "A municipality cannot become part of itself.",
        "Eine Gemeinde kann nicht in sich selbst aufgehen.",
    )
    _check_day(world.states[into], on, field)
    require(
        world.ref not in _line(into, world),
        "CIRCLE",
        field,
        "The other municipality is recorded as part of this one; correct that merger first.",
        "Die andere Gemeinde ist als Teil dieser verzeichnet; zuerst ist jene Eingemeindung zu berichtigen.",
    )


def _line(ref: str, world: World) -> Iterable[str]:
    """The municipalities that one becomes part of, one after another, as far as they are loaded."""
    seen: list[str] = []
    state = world.states.get(ref)
    while state is not None and state.merger is not None and state.merger.into not in seen:
        seen.append(state.merger.into)
        state = world.states.get(state.merger.into)
    return seen


def _correct(command: CorrectMunicipality, state: Municipality, world: World) -> list[Any]:
    require(
        world.corrected is not None,
        "NOT_FOUND",
        "corrects",
        "There is no such event of this municipality.",
        "Dieses Ereignis gibt es bei dieser Gemeinde nicht.",
    )
    require(
        world.reasoned,
        "REASON_REQUIRED",
        "reason",
        "A correction needs a reason.",
        "Eine Berichtigung braucht eine Begründung.",
    )
    for keys in command.keys or ():
        _check_keys(keys.ags, keys.ars, "keys")
    for member in command.memberships or ():
        _known(member.association, "memberships", world)
    for facts, field in ((command.names, "names"), (command.keys, "keys")):
        require(
            facts is None or len(facts) > 0,
            "EMPTY",
            field,
            "A municipality has at least one of these.",
            "Davon hat eine Gemeinde mindestens einen Eintrag.",
        )
    corrected = MunicipalityCorrected(
        corrects=command.corrects,
        designation=command.designation,
        since=command.since,
        names=None if command.names is None else in_order(command.names, "names"),
        seats=None
        if command.keys is None
        else tuple(
            Seat(keys.since, keys.ags, keys.ars, _origin(keys.ags, keys.since, world))
            for keys in in_order(command.keys, "keys")
        ),
        populations=None if command.populations is None else in_order(command.populations, "populations"),
        memberships=None if command.memberships is None else in_order(command.memberships, "memberships"),
        management=None if command.management is None else in_order(command.management, "management"),
        merger=command.merger,
        merger_withdrawn=command.merger_withdrawn,
    )
    require(
        command.merger is None or not command.merger_withdrawn,
        "CONTRADICTION",
        "mergerWithdrawn",
        "Give a merger or withdraw it, not both.",
        "Entweder eine Eingemeindung angeben oder sie zurücknehmen, nicht beides.",
    )
    if command.merger is not None:
        _check_successor(command.merger.into, command.merger.on, "merger", world)
    after = evolve(state, corrected)
    require(
        after.merger is None or after.merger.on > after.since,
        "DATES_REVERSED",
        "merger",
        "A municipality must begin before it becomes part of another.",
        "Eine Gemeinde muss beginnen, bevor sie in einer anderen aufgeht.",
    )
    return [] if after == state else [corrected]


def evolve(state: Municipality | None, event: Any) -> Municipality:
    """The municipality after the event."""
    if isinstance(event, MunicipalityRegistered):
        return Municipality(
            designation=event.designation,
            since=event.since,
            names=(MunicipalityName(event.since, event.name),),
            seats=(Seat(event.since, event.ags, event.ars, event.origin),),
            memberships=() if event.association is None else (Membership(event.since, event.association),),
        )
    state = _existing(state)
    match event:
        case MunicipalityRenamed(name=name, on=on):
            return replace(state, names=added(state.names, MunicipalityName(on, name)))
        case MunicipalityRekeyed(ags=ags, ars=ars, on=on):
            origin = first_or_holding(state.seats, on).origin
            return replace(state, seats=added(state.seats, Seat(on, ags, ars, origin)))
        case MunicipalityTransferred(ags=ags, ars=ars, origin=origin, on=on):
            return replace(state, seats=added(state.seats, Seat(on, ags, ars, origin)))
        case MunicipalityAssigned(association=association, on=on):
            return replace(state, memberships=added(state.memberships, Membership(on, association)))
        case PopulationRecorded(count=count, on=on):
            return replace(state, populations=added(state.populations, Population(on, count)))
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
    merger = None if event.merger_withdrawn else event.merger or state.merger
    return Municipality(
        designation=event.designation or state.designation,
        since=event.since or state.since,
        names=state.names if event.names is None else event.names,
        seats=state.seats if event.seats is None else event.seats,
        populations=state.populations if event.populations is None else event.populations,
        memberships=state.memberships if event.memberships is None else event.memberships,
        management=state.management if event.management is None else event.management,
        contact=state.contact,
        merger=merger,
    )


def view(state: Municipality, on: date) -> MunicipalityOnDay:
    """The municipality as it stands on a day; before its first day, as it begins."""
    seat = first_or_holding(state.seats, on)
    counted = holding(state.populations, on)
    member = holding(state.memberships, on)
    managed = holding(state.management, on)
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
        climate_management=managed.present if managed else False,
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
            yield from _line(into, world)
        case _:
            pass


def claims(ref: str, state: Municipality) -> frozenset[str]:
    """Every AGS that the municipality has had: no other may be recorded with it."""
    return frozenset(f"ags:{seat.ags}" for seat in state.seats)


def concerns(ref: str, state: Municipality, event: Any) -> Audience:
    """The directory is public; it concerns the municipality itself."""
    return Audience(Visibility.PUBLIC, frozenset({ref}))


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
    concerns=concerns,
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
