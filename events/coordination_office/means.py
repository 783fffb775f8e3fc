"""What a coordination office is and has: its name, its form, its scope, its resources and grants, its contact."""

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import partial
from typing import Any

from events.contact import ContactAppointment, contact
from events.coordination_office.state import (
    CoordinationOffice,
    OfficeForm,
    OfficeFunding,
    OfficeOrganisation,
    OfficeResources,
    OfficeScope,
    OfOffice,
    ScopeKind,
    Themes,
    check_lasts,
    first_day,
)
from events.county.state import County
from events.dated import DatedName, added, dated, tells_news
from events.decider import Act, Part, World, recorded, require
from events.period import check_period
from events.policy import OFFICE
from events.rules import check_hours, check_rate
from events.terms import check_choosable
from events.values import Money, Name

# --- Name and form ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class CoordinationOfficeRenamed:
    """The office bears another name from a day on (Umbenennung)."""

    name: Name
    """The new name (neue Bezeichnung)."""
    on: date
    """The first day of the new name (gilt ab)."""


@dataclass(frozen=True)
class RenameCoordinationOffice(CoordinationOfficeRenamed, OfOffice):
    """Record that the office bears another name from a day on (Umbenennung)."""


@dataclass(frozen=True)
class CoordinationOfficeReorganised:
    """The office stands elsewhere in the administration from a day on (Umorganisation)."""

    form: OfficeForm
    """The new form (neue Organisationsform)."""
    on: date
    """The first day (gilt ab)."""


@dataclass(frozen=True)
class ReorganiseCoordinationOffice(CoordinationOfficeReorganised, OfOffice):
    """Record that the office stands elsewhere in the administration from a day on (Umorganisation)."""


# --- Scope -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class CoordinationOfficeRescoped:
    """The office deals with other topics from a day on (Zuständigkeit geändert)."""

    scope: ScopeKind
    """All topics, or some themes (Zuständigkeit)."""
    on: date
    """The first day (gilt ab)."""
    themes: Themes = ()
    """The codes of the county's themes, where it is some (Themen)."""


@dataclass(frozen=True)
class RescopeCoordinationOffice(CoordinationOfficeRescoped, OfOffice):
    """Record that the office deals with other topics from a day on (Zuständigkeit ändern)."""


def in_code_order(scope: OfficeScope) -> OfficeScope:
    """The scope with its themes in order of their codes: the order given means nothing."""
    return replace(scope, themes=tuple(sorted(scope.themes)))


def check_scope(scope: OfficeScope, world: World) -> None:
    """Raise `Rejected` unless the scope is all topics, or some themes that can be chosen on its day."""
    require(
        (scope.scope is ScopeKind.THEMES) == (len(scope.themes) > 0),
        "SCOPE_UNCLEAR",
        "themes",
        "Name themes if the office covers selected themes, and none if it covers all of them.",
    )
    county: County = world.states[world.county]
    for code in scope.themes:
        check_choosable(county.themes, code, scope.since, "themes")


def _rescope(command: RescopeCoordinationOffice, state: CoordinationOffice, world: World) -> list[Any]:
    check_lasts(state, command.on, "on")
    scope = in_code_order(OfficeScope(command.on, command.scope, command.themes))
    if not tells_news(state.scopes, scope):
        return []
    check_scope(scope, world)
    return [recorded(CoordinationOfficeRescoped, command, themes=scope.themes)]


def _rescoped(state: CoordinationOffice, event: CoordinationOfficeRescoped) -> CoordinationOffice:
    return replace(state, scopes=added(state.scopes, OfficeScope(event.on, event.scope, event.themes)))


# --- Resources and grants --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class OfficeResourcesAllotted:
    """The office has other resources from a day on (Ausstattung zugewiesen)."""

    weekly_hours: Fraction
    """Weekly working hours of all its people, in whole quarters, at most 10,000 (Wochenstunden)."""
    on: date
    """The first day (gilt ab)."""
    yearly_budget: Money | None = None
    """Its budget per year; null if not known (Jahresbudget)."""


@dataclass(frozen=True)
class AllotOfficeResources(OfficeResourcesAllotted, OfOffice):
    """Record which resources the office has from a day on (Ausstattung zuweisen)."""


def _check_resources(told: AllotOfficeResources, state: CoordinationOffice, world: World) -> None:
    check_lasts(state, told.on, "on")
    check_hours(told.weekly_hours, "weekly_hours")


@dataclass(frozen=True)
class OfficeFundingGranted:
    """A grant for the office was given (Förderung bewilligt)."""

    funding: OfficeFunding
    """The grant (Förderung)."""


@dataclass(frozen=True)
class GrantOfficeFunding(OfficeFundingGranted, OfOffice):
    """Record a grant for the office (Förderung)."""


def _grant(command: GrantOfficeFunding, state: CoordinationOffice, world: World) -> list[Any]:
    funding = command.funding
    check_lasts(state, funding.since, "funding.since")
    if funding in state.fundings:
        return []
    check_rate(funding.rate, "funding.rate")
    check_period(funding, "funding.until")
    require(
        not any(
            (other.programme, other.reference, other.since) == (funding.programme, funding.reference, funding.since)
            for other in state.fundings
        ),
        "RECORDED_OTHERWISE",
        "funding",
        "This grant is recorded already, with other figures; if those are wrong, correct them.",
    )
    return [OfficeFundingGranted(funding)]


def _granted(state: CoordinationOffice, event: OfficeFundingGranted) -> CoordinationOffice:
    return replace(state, fundings=(*state.fundings, event.funding))


# --- Contact ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class OfficeContactAppointed(ContactAppointment):
    """A person became the office's contact, or nobody is (Ansprechperson benannt)."""


@dataclass(frozen=True)
class AppointOfficeContact(OfficeContactAppointed, OfOffice):
    """Name the person to talk to in the office, or nobody (Ansprechperson)."""


_dated = partial(dated, since=first_day, check=lambda told, state, world: check_lasts(state, told.on, "on"))

MEANS = Part(
    (
        _dated(RenameCoordinationOffice, CoordinationOfficeRenamed, "names", DatedName),
        _dated(ReorganiseCoordinationOffice, CoordinationOfficeReorganised, "forms", OfficeOrganisation),
        Act(RescopeCoordinationOffice, _rescope, {CoordinationOfficeRescoped: _rescoped}),
        dated(AllotOfficeResources, OfficeResourcesAllotted, "resources", OfficeResources, check=_check_resources),
        Act(GrantOfficeFunding, _grant, {OfficeFundingGranted: _granted}),
        contact(AppointOfficeContact, OfficeContactAppointed, OFFICE),
    )
)
