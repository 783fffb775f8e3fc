"""Coordination office (Koordinationsstelle): set up in steps, with a form, a scope and resources that change.

A county has one at a time.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Annotated, Any

from events.dated import DatedName, added, corrected, first_or_holding, holding, in_order, tells_news
from events.decider import Decider, World, require
from events.office_means import (
    AllotOfficeResources,
    CoordinationOfficeReorganised,
    CoordinationOfficeRescoped,
    GrantOfficeFunding,
    OfficeForm,
    OfficeFunding,
    OfficeFundingGranted,
    OfficeOrganisation,
    OfficeResources,
    OfficeResourcesAllotted,
    OfficeScope,
    ReorganiseCoordinationOffice,
    RescopeCoordinationOffice,
    ScopeKind,
    Themes,
    allot,
    check_scope,
    grant,
    in_code_order,
    rescope,
)
from events.office_service import (
    CommitteeSeat,
    CommitteeSeatLeft,
    CommitteeSeatTaken,
    EndMunicipalityService,
    LeaveCommitteeSeat,
    MunicipalityService,
    MunicipalityServiceEnded,
    MunicipalityServiceStarted,
    ServeMunicipalities,
    TakeCommitteeSeat,
    check_times,
    ended,
    leave_seat,
    serve,
    stop_serving,
    take_seat,
)
from events.office_setup import (
    CoordinationOfficeEnded,
    CoordinationOfficeFunded,
    CoordinationOfficeResolved,
    CoordinationOfficeStaffed,
    CoordinationOfficeStarted,
    EndCoordinationOffice,
    FundCoordinationOffice,
    OfficeStatus,
    OfficeStep,
    ResolveCoordinationOffice,
    StaffCoordinationOffice,
    StartCoordinationOffice,
    check_course,
    check_resolved,
    step_to,
    take_step,
    taken,
)
from events.period import check_period, during
from events.person import check_contact
from events.policy import OFFICE, Audience, Disclosure, Policy, Visibility
from events.refs import MunicipalityRef, OfficeRef, PersonRef
from events.rules import (
    check_absent,
    check_correction,
    check_hours,
    check_not_before,
    check_not_empty,
    check_rate,
    existing,
)
from events.values import EventId, Many, Money, Name


@dataclass(frozen=True)
class CoordinationOffice:
    """All that is recorded of a coordination office, with the days from which it holds."""

    steps: tuple[OfficeStep, ...]
    names: tuple[DatedName, ...]
    forms: tuple[OfficeOrganisation, ...]
    scopes: tuple[OfficeScope, ...]
    resources: tuple[OfficeResources, ...] = ()
    fundings: tuple[OfficeFunding, ...] = ()
    services: tuple[MunicipalityService, ...] = ()
    seats: tuple[CommitteeSeat, ...] = ()
    contact: PersonRef | None = None


@dataclass(frozen=True)
class CoordinationOfficeOnDay:
    """The office that coordinates a county's climate work with its municipalities (Koordinationsstelle)."""

    name: Name
    """Name on the day (Bezeichnung)."""
    status: OfficeStatus
    """How far it has come by the day (Stand der Einrichtung)."""
    since: date
    """The day on which it was proposed (vorgeschlagen am)."""
    form: OfficeForm
    """Where it stands in the administration on the day (Organisationsform)."""
    scope: ScopeKind
    """What it deals with on the day (Zuständigkeit)."""
    themes: Themes
    """The codes of the county's themes it deals with, where it is not all (Themen)."""
    weekly_hours: Fraction | None
    """Weekly working hours of all its people on the day (Wochenstunden)."""
    yearly_budget: Money | None
    """Its budget a year on the day (Jahresbudget)."""
    funded: bool
    """Whether a grant covers the day (gefördert)."""
    municipalities: tuple[MunicipalityRef, ...]
    """The municipalities it serves on the day (betreute Gemeinden)."""
    contact: PersonRef | None
    """Whom to talk to (Ansprechperson)."""
    steps: tuple[OfficeStep, ...]
    """The steps in which it was set up (Schritte der Einrichtung)."""
    names: tuple[DatedName, ...]
    """Every name it has borne, oldest first (alle Bezeichnungen)."""
    forms: tuple[OfficeOrganisation, ...]
    """Every form it has had, oldest first (alle Organisationsformen)."""
    scopes: tuple[OfficeScope, ...]
    """Every scope it has had, oldest first (alle Zuständigkeiten)."""
    resources: tuple[OfficeResources, ...]
    """Its resources as they changed, oldest first (Ausstattung)."""
    fundings: tuple[OfficeFunding, ...]
    """Every grant (Förderungen)."""
    services: tuple[MunicipalityService, ...]
    """Whom it served when (Betreuungen)."""
    seats: tuple[CommitteeSeat, ...]
    """Where it sat when (Sitze in Gremien)."""


# --- Events ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class CoordinationOfficeProposed:
    """It was proposed to set up a coordination office (Koordinationsstelle vorgeschlagen)."""

    name: Name
    """Its name (Bezeichnung)."""
    form: OfficeForm
    """Where it is to stand in the administration (Organisationsform)."""
    scope: ScopeKind
    """What it is to deal with (Zuständigkeit)."""
    themes: Themes
    """The codes of the county's themes, where it is some (Themen)."""
    on: date
    """The day of the proposal (Tag)."""


@dataclass(frozen=True)
class CoordinationOfficeRenamed:
    """The office bears another name from a day on (Umbenennung)."""

    name: Name
    """The new name (neue Bezeichnung)."""
    on: date
    """The first day of the new name (gilt ab)."""


@dataclass(frozen=True)
class OfficeContactAppointed:
    """A person became the office's contact, or nobody is (Ansprechperson benannt)."""

    contact: PersonRef | None
    """The person (Ansprechperson)."""


@dataclass(frozen=True)
class CoordinationOfficeCorrected:
    """Something recorded wrongly of the office was put right; what is none stays (Berichtigung)."""

    corrects: EventId
    """The event that recorded it wrongly (berichtigtes Ereignis)."""
    steps: tuple[OfficeStep, ...] | None = None
    """All the steps in which it was set up (alle Schritte)."""
    names: tuple[DatedName, ...] | None = None
    """All its names, oldest first (alle Bezeichnungen)."""
    forms: tuple[OfficeOrganisation, ...] | None = None
    """All its forms, oldest first (alle Organisationsformen)."""
    scopes: tuple[OfficeScope, ...] | None = None
    """All its scopes, oldest first (alle Zuständigkeiten)."""
    resources: tuple[OfficeResources, ...] | None = None
    """All its resources, oldest first (Ausstattung)."""
    fundings: tuple[OfficeFunding, ...] | None = None
    """All its grants (alle Förderungen)."""
    services: tuple[MunicipalityService, ...] | None = None
    """Whom it served when (alle Betreuungen)."""
    seats: tuple[CommitteeSeat, ...] | None = None
    """Where it sat when (alle Sitze)."""


# --- Commands --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ProposeCoordinationOffice:
    """Propose to set up a coordination office; a county has one at a time (Koordinationsstelle vorschlagen)."""

    name: Name
    """Its name (Bezeichnung)."""
    form: OfficeForm
    """Where it is to stand in the administration (Organisationsform)."""
    scope: ScopeKind
    """What it is to deal with (Zuständigkeit)."""
    on: date
    """The day of the proposal (Tag)."""
    themes: Themes = ()
    """The codes of the county's themes, where it is some (Themen)."""


@dataclass(frozen=True)
class RenameCoordinationOffice:
    """Record that the office bears another name from a day on (Umbenennung)."""

    id: OfficeRef
    """The office (Koordinationsstelle)."""
    name: Name
    """The new name (neue Bezeichnung)."""
    on: date
    """The first day of the new name (gilt ab)."""


@dataclass(frozen=True)
class AppointOfficeContact:
    """Name the person to talk to in the office, or nobody (Ansprechperson)."""

    id: OfficeRef
    """The office (Koordinationsstelle)."""
    contact: PersonRef | None
    """The person; none: nobody any more (Ansprechperson)."""


@dataclass(frozen=True)
class CorrectCoordinationOffice:
    """Put right what was recorded wrongly of the office; needs a reason. What is left out stays (Berichtigung)."""

    id: OfficeRef
    """The office (Koordinationsstelle)."""
    corrects: EventId
    """The event that recorded it wrongly (berichtigtes Ereignis)."""
    steps: Annotated[tuple[OfficeStep, ...], Many(6)] | None = None
    """All the steps in which it was set up (alle Schritte)."""
    names: Annotated[tuple[DatedName, ...], Many(100)] | None = None
    """All its names, oldest first (alle Bezeichnungen)."""
    forms: Annotated[tuple[OfficeOrganisation, ...], Many(100)] | None = None
    """All its forms, oldest first (alle Organisationsformen)."""
    scopes: Annotated[tuple[OfficeScope, ...], Many(100)] | None = None
    """All its scopes, oldest first (alle Zuständigkeiten)."""
    resources: Annotated[tuple[OfficeResources, ...], Many(1_000)] | None = None
    """All its resources, oldest first (Ausstattung)."""
    fundings: Annotated[tuple[OfficeFunding, ...], Many(1_000)] | None = None
    """All its grants (alle Förderungen)."""
    services: Annotated[tuple[MunicipalityService, ...], Many(10_000)] | None = None
    """Whom it served when (alle Betreuungen)."""
    seats: Annotated[tuple[CommitteeSeat, ...], Many(10_000)] | None = None
    """Where it sat when (alle Sitze)."""


# --- Rules -----------------------------------------------------------------------------------------------------


def decide(command: Any, state: CoordinationOffice | None, world: World) -> list[Any]:
    """The events that follow from a command on a coordination office."""
    if isinstance(command, ProposeCoordinationOffice):
        check_absent(state)
        scope = in_code_order(OfficeScope(command.on, command.scope, command.themes))
        check_scope(scope, "themes", world)
        return [CoordinationOfficeProposed(command.name, command.form, scope.scope, scope.themes, command.on)]
    state = existing(state)
    match command:
        case RenameCoordinationOffice(name=name, on=on):
            _check_day(state, on, "on")
            return [CoordinationOfficeRenamed(name, on)] if tells_news(state.names, DatedName(on, name)) else []
        case ReorganiseCoordinationOffice(form=form, on=on):
            _check_day(state, on, "on")
            news = tells_news(state.forms, OfficeOrganisation(on, form))
            return [CoordinationOfficeReorganised(form, on)] if news else []
        case RescopeCoordinationOffice(on=on):
            _check_day(state, on, "on")
            return rescope(state.scopes, command, world)
        case AllotOfficeResources(on=on):
            _check_day(state, on, "on")
            return allot(state.resources, command)
        case GrantOfficeFunding(funding=funding):
            _check_day(state, funding.since, "funding.since")
            return grant(state.fundings, funding)
        case ServeMunicipalities(since=since):
            _check_day(state, since, "since")
            return serve(state.services, command, world)
        case EndMunicipalityService():
            return stop_serving(state.services, command)
        case TakeCommitteeSeat(since=since):
            _check_day(state, since, "since")
            return take_seat(state.seats, command, world)
        case LeaveCommitteeSeat():
            return leave_seat(state.seats, command)
        case AppointOfficeContact(contact=contact):
            check_contact(contact, "contact", world)
            return [] if contact == state.contact else [OfficeContactAppointed(contact)]
        case CorrectCoordinationOffice():
            return _correct(command, state, world)
        case _:
            return take_step(state.steps, command, world)


def _check_day(state: CoordinationOffice, on: date, field: str) -> None:
    check_not_before(on, state.steps[0].since, field)
    end = step_to(state.steps, OfficeStatus.ENDED)
    require(
        end is None or on < end.since,
        "ENDED",
        field,
        "The office has ended by that day.",
    )


def _correct(command: CorrectCoordinationOffice, state: CoordinationOffice, world: World) -> list[Any]:
    check_correction(world)
    if command.steps is not None:
        check_course(command.steps, "steps")
        check_resolved(state.steps, command.steps, world)
    check_not_empty(command.names, "names")
    check_not_empty(command.forms, "forms")
    check_not_empty(command.scopes, "scopes")
    scopes = None if command.scopes is None else tuple(in_code_order(scope) for scope in command.scopes)
    for scope in scopes or ():
        check_scope(scope, "scopes", world)
    for resources in command.resources or ():
        check_hours(resources.weekly_hours, "resources")
    for funding in command.fundings or ():
        check_rate(funding.rate, "fundings")
        check_period(funding, "fundings")
    check_times(command.services or (), "services", world)
    check_times(command.seats or (), "seats", world)
    event = CoordinationOfficeCorrected(
        corrects=command.corrects,
        steps=command.steps,
        names=None if command.names is None else in_order(command.names, "names"),
        forms=None if command.forms is None else in_order(command.forms, "forms"),
        scopes=None if scopes is None else in_order(scopes, "scopes"),
        resources=None if command.resources is None else in_order(command.resources, "resources"),
        fundings=command.fundings,
        services=command.services,
        seats=command.seats,
    )
    return [] if evolve(state, event) == state else [event]


def evolve(state: CoordinationOffice | None, event: Any) -> CoordinationOffice:
    """The coordination office after the event."""
    if isinstance(event, CoordinationOfficeProposed):
        return CoordinationOffice(
            steps=(OfficeStep(event.on, OfficeStatus.PROPOSED),),
            names=(DatedName(event.on, event.name),),
            forms=(OfficeOrganisation(event.on, event.form),),
            scopes=(OfficeScope(event.on, event.scope, event.themes),),
        )
    state = existing(state)
    match event:
        case CoordinationOfficeRenamed(name=name, on=on):
            return replace(state, names=added(state.names, DatedName(on, name)))
        case CoordinationOfficeReorganised(form=form, on=on):
            return replace(state, forms=added(state.forms, OfficeOrganisation(on, form)))
        case CoordinationOfficeRescoped(scope=scope, themes=themes, on=on):
            return replace(state, scopes=added(state.scopes, OfficeScope(on, scope, themes)))
        case OfficeResourcesAllotted(weekly_hours=hours, yearly_budget=budget, on=on):
            return replace(state, resources=added(state.resources, OfficeResources(on, hours, budget)))
        case OfficeFundingGranted(funding=funding):
            return replace(state, fundings=(*state.fundings, funding))
        case MunicipalityServiceStarted(municipality=municipality, since=since, until=until):
            return replace(state, services=(*state.services, MunicipalityService(municipality, since, until)))
        case MunicipalityServiceEnded(municipality=municipality, until=until):
            return replace(state, services=ended(state.services, (municipality,), until))
        case CommitteeSeatTaken(committee=committee, municipality=municipality, since=since, until=until):
            return replace(state, seats=(*state.seats, CommitteeSeat(committee, municipality, since, until)))
        case CommitteeSeatLeft(committee=committee, municipality=municipality, until=until):
            return replace(state, seats=ended(state.seats, (committee, municipality), until))
        case OfficeContactAppointed(contact=contact):
            return replace(state, contact=contact)
        case CoordinationOfficeCorrected():
            return replace(
                state,
                steps=state.steps if event.steps is None else event.steps,
                names=corrected(state.names, event.names),
                forms=corrected(state.forms, event.forms),
                scopes=corrected(state.scopes, event.scopes),
                resources=corrected(state.resources, event.resources),
                fundings=state.fundings if event.fundings is None else event.fundings,
                services=state.services if event.services is None else event.services,
                seats=state.seats if event.seats is None else event.seats,
            )
        case _:
            return replace(state, steps=taken(state.steps, event))


def view(state: CoordinationOffice, on: date) -> CoordinationOfficeOnDay:
    """The coordination office as it stands on a day; before its first day, as it begins."""
    scope = first_or_holding(state.scopes, on)
    status = first_or_holding(state.steps, on).status
    at_end = status is OfficeStatus.ENDED
    resources = None if at_end else holding(state.resources, on)
    return CoordinationOfficeOnDay(
        name=first_or_holding(state.names, on).name,
        status=status,
        since=state.steps[0].since,
        form=first_or_holding(state.forms, on).form,
        scope=scope.scope,
        themes=scope.themes,
        weekly_hours=resources.weekly_hours if resources else None,
        yearly_budget=resources.yearly_budget if resources else None,
        funded=not at_end and len(during(state.fundings, on)) > 0,
        municipalities=() if at_end else tuple(service.municipality for service in during(state.services, on)),
        contact=state.contact,
        steps=state.steps,
        names=state.names,
        forms=state.forms,
        scopes=state.scopes,
        resources=state.resources,
        fundings=state.fundings,
        services=state.services,
        seats=state.seats,
    )


def reads(state: CoordinationOffice | None, command: Any, world: World) -> Iterable[str]:
    """The county, for its themes."""
    return (world.county,)


def claims(ref: str, state: CoordinationOffice) -> frozenset[str]:
    """That it is the county's office, as long as it has not ended."""
    return frozenset() if step_to(state.steps, OfficeStatus.ENDED) else frozenset({"coordination_office"})


def audience(ref: str, state: CoordinationOffice, event: Any) -> Audience:
    """The office is public; what it does for a municipality concerns that municipality too."""
    municipality = getattr(event, "municipality", None)
    return Audience(Visibility.PUBLIC, frozenset({ref, municipality or ref}))


COORDINATION_OFFICE = Decider(
    kind="coordination_office",
    state=CoordinationOffice,
    shown=CoordinationOfficeOnDay,
    commands=(
        ProposeCoordinationOffice,
        ResolveCoordinationOffice,
        FundCoordinationOffice,
        StaffCoordinationOffice,
        StartCoordinationOffice,
        EndCoordinationOffice,
        RenameCoordinationOffice,
        ReorganiseCoordinationOffice,
        RescopeCoordinationOffice,
        AllotOfficeResources,
        GrantOfficeFunding,
        ServeMunicipalities,
        EndMunicipalityService,
        TakeCommitteeSeat,
        LeaveCommitteeSeat,
        AppointOfficeContact,
        CorrectCoordinationOffice,
    ),
    events={
        "CoordinationOfficeProposed": CoordinationOfficeProposed,
        "CoordinationOfficeResolved": CoordinationOfficeResolved,
        "CoordinationOfficeFunded": CoordinationOfficeFunded,
        "CoordinationOfficeStaffed": CoordinationOfficeStaffed,
        "CoordinationOfficeStarted": CoordinationOfficeStarted,
        "CoordinationOfficeEnded": CoordinationOfficeEnded,
        "CoordinationOfficeRenamed": CoordinationOfficeRenamed,
        "CoordinationOfficeReorganised": CoordinationOfficeReorganised,
        "CoordinationOfficeRescoped": CoordinationOfficeRescoped,
        "OfficeResourcesAllotted": OfficeResourcesAllotted,
        "OfficeFundingGranted": OfficeFundingGranted,
        "MunicipalityServiceStarted": MunicipalityServiceStarted,
        "MunicipalityServiceEnded": MunicipalityServiceEnded,
        "CommitteeSeatTaken": CommitteeSeatTaken,
        "CommitteeSeatLeft": CommitteeSeatLeft,
        "OfficeContactAppointed": OfficeContactAppointed,
        "CoordinationOfficeCorrected": CoordinationOfficeCorrected,
    },
    decide=decide,
    evolve=evolve,
    view=view,
    reads=reads,
    claims=claims,
    disclosure=Disclosure(audience),
    policy=Policy(
        may={
            ProposeCoordinationOffice: OFFICE,
            ResolveCoordinationOffice: OFFICE,
            FundCoordinationOffice: OFFICE,
            StaffCoordinationOffice: OFFICE,
            StartCoordinationOffice: OFFICE,
            EndCoordinationOffice: OFFICE,
            RenameCoordinationOffice: OFFICE,
            ReorganiseCoordinationOffice: OFFICE,
            RescopeCoordinationOffice: OFFICE,
            AllotOfficeResources: OFFICE,
            GrantOfficeFunding: OFFICE,
            ServeMunicipalities: OFFICE,
            EndMunicipalityService: OFFICE,
            TakeCommitteeSeat: OFFICE,
            LeaveCommitteeSeat: OFFICE,
            AppointOfficeContact: OFFICE,
            CorrectCoordinationOffice: OFFICE,
        }
    ),
)
