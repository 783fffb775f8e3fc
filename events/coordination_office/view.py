"""How a coordination office reads on a day."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from events.coordination_office.state import (
    CommitteeSeat,
    CoordinationOffice,
    MunicipalityService,
    OfficeForm,
    OfficeFunding,
    OfficeOrganisation,
    OfficeResources,
    OfficeScope,
    OfficeStatus,
    OfficeStep,
    ScopeKind,
    Themes,
)
from events.dated import DatedName, first_or_holding, holding
from events.decider import recorded
from events.period import during
from events.refs import MunicipalityRef, PersonRef
from events.values import Money, Name


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


def view(state: CoordinationOffice, on: date) -> CoordinationOfficeOnDay:
    """The coordination office as it stands on a day; before its first day, as it begins."""
    scope = first_or_holding(state.scopes, on)
    status = first_or_holding(state.steps, on).status
    at_end = status is OfficeStatus.ENDED
    resources = None if at_end else holding(state.resources, on)
    return recorded(
        CoordinationOfficeOnDay,
        state,
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
    )
