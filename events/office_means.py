"""What a coordination office is and has: its form, its scope, its resources and grants."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Any

from events.county.state import County
from events.dated import tells_news
from events.decider import World, require
from events.period import check_period
from events.refs import OfficeRef
from events.rules import check_hours, check_rate
from events.terms import Code, check_choosable
from events.values import Many, Money, Name


class OfficeForm(StrEnum):
    """Where a coordination office stands in the county's administration (Organisationsform)."""

    STAFF_UNIT = "STAFF_UNIT"
    """Stabsstelle."""
    CENTRAL_DEPARTMENT = "CENTRAL_DEPARTMENT"
    """Zentralbereich."""
    SPECIALIST_DEPARTMENT = "SPECIALIST_DEPARTMENT"
    """Fachbezogenes Amt."""


class ScopeKind(StrEnum):
    """What a coordination office deals with (Zuständigkeit)."""

    ALL_TOPICS = "ALL_TOPICS"
    """All topics of climate protection and adaptation (alle Themen)."""
    THEMES = "THEMES"
    """Some of the county's themes only (ausgewählte Themen)."""


Themes = Annotated[tuple[Code, ...], Many(100)]


@dataclass(frozen=True)
class OfficeOrganisation:
    """Where a coordination office stands in the administration from a day on (Organisationsform)."""

    since: date
    """The first day (gilt ab)."""
    form: OfficeForm
    """The form (Organisationsform)."""


@dataclass(frozen=True)
class OfficeScope:
    """What a coordination office deals with from a day on (Zuständigkeit)."""

    since: date
    """The first day (gilt ab)."""
    scope: ScopeKind
    """All topics, or some themes (Zuständigkeit)."""
    themes: Themes = ()
    """The codes of the county's themes, where it is some (Themen)."""


@dataclass(frozen=True)
class OfficeResources:
    """The resources a coordination office has from a day on (Ausstattung)."""

    since: date
    """The first day (gilt ab)."""
    weekly_hours: Fraction
    """Weekly working hours of all its people, in whole quarters (Wochenstunden)."""
    yearly_budget: Money | None = None
    """Its budget a year; none: not known (Jahresbudget)."""


@dataclass(frozen=True)
class OfficeFunding:
    """A grant for a coordination office (Förderung)."""

    programme: Name
    """The programme it comes from, such as the Kommunalrichtlinie (Förderprogramm)."""
    rate: Fraction
    """The share of the costs that it covers, from 0 to 1 (Förderquote)."""
    granted: Money
    """The sum granted (bewilligter Betrag)."""
    since: date
    """The first day of the funding (Beginn der Förderung)."""
    until: date | None = None
    """The last day of the funding; none: no end is known (Ende der Förderung)."""
    reference: Name | None = None
    """The funding body's reference (Förderkennzeichen)."""


# --- Events ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class CoordinationOfficeReorganised:
    """The office stands elsewhere in the administration from a day on (Umorganisation)."""

    form: OfficeForm
    """The new form (neue Organisationsform)."""
    on: date
    """The first day (gilt ab)."""


@dataclass(frozen=True)
class CoordinationOfficeRescoped:
    """The office deals with other topics from a day on (Zuständigkeit geändert)."""

    scope: ScopeKind
    """All topics, or some themes (Zuständigkeit)."""
    themes: Themes
    """The codes of the county's themes, where it is some (Themen)."""
    on: date
    """The first day (gilt ab)."""


@dataclass(frozen=True)
class OfficeResourcesAllotted:
    """The office has other resources from a day on (Ausstattung zugewiesen)."""

    weekly_hours: Fraction
    """Weekly working hours of all its people (Wochenstunden)."""
    yearly_budget: Money | None
    """Its budget a year (Jahresbudget)."""
    on: date
    """The first day (gilt ab)."""


@dataclass(frozen=True)
class OfficeFundingGranted:
    """A grant for the office was given (Förderung bewilligt)."""

    funding: OfficeFunding
    """The grant (Förderung)."""


# --- Commands --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ReorganiseCoordinationOffice:
    """Record that the office stands elsewhere in the administration from a day on (Umorganisation)."""

    id: OfficeRef
    """The office (Koordinationsstelle)."""
    form: OfficeForm
    """The new form (neue Organisationsform)."""
    on: date
    """The first day (gilt ab)."""


@dataclass(frozen=True)
class RescopeCoordinationOffice:
    """Record that the office deals with other topics from a day on (Zuständigkeit ändern)."""

    id: OfficeRef
    """The office (Koordinationsstelle)."""
    scope: ScopeKind
    """All topics, or some themes (Zuständigkeit)."""
    on: date
    """The first day (gilt ab)."""
    themes: Themes = ()
    """The codes of the county's themes, where it is some (Themen)."""


@dataclass(frozen=True)
class AllotOfficeResources:
    """Record which resources the office has from a day on (Ausstattung zuweisen)."""

    id: OfficeRef
    """The office (Koordinationsstelle)."""
    weekly_hours: Fraction
    """Weekly working hours of all its people, in whole quarters, at most 10,000 (Wochenstunden)."""
    on: date
    """The first day (gilt ab)."""
    yearly_budget: Money | None = None
    """Its budget a year; none: not known (Jahresbudget)."""


@dataclass(frozen=True)
class GrantOfficeFunding:
    """Record a grant for the office (Förderung)."""

    id: OfficeRef
    """The office (Koordinationsstelle)."""
    funding: OfficeFunding
    """The grant (Förderung)."""


# --- Rules -----------------------------------------------------------------------------------------------------


def in_code_order(scope: OfficeScope) -> OfficeScope:
    """The scope with its themes in order of their codes: the order given means nothing."""
    return replace(scope, themes=tuple(sorted(scope.themes)))


def check_scope(scope: OfficeScope, field: str, world: World) -> None:
    """Raise `Rejected` unless the scope is all topics, or some themes that can be chosen on its day."""
    require(
        (scope.scope is ScopeKind.THEMES) == (len(scope.themes) > 0),
        "SCOPE_UNCLEAR",
        field,
        "Name the themes where the scope is THEMES, and none where it is ALL_TOPICS.",
    )
    county: County = world.states[world.county]
    for code in scope.themes:
        check_choosable(county.themes, code, scope.since, field)


def rescope(scopes: Sequence[OfficeScope], command: RescopeCoordinationOffice, world: World) -> list[Any]:
    """What follows from dealing with other topics."""
    scope = in_code_order(OfficeScope(command.on, command.scope, command.themes))
    if not tells_news(scopes, scope):
        return []
    check_scope(scope, "themes", world)
    return [CoordinationOfficeRescoped(scope.scope, scope.themes, scope.since)]


def allot(before: Sequence[OfficeResources], command: AllotOfficeResources) -> list[Any]:
    """What follows from other resources."""
    resources = OfficeResources(command.on, command.weekly_hours, command.yearly_budget)
    check_hours(resources.weekly_hours, "weekly_hours")
    if not tells_news(before, resources):
        return []
    return [OfficeResourcesAllotted(resources.weekly_hours, resources.yearly_budget, resources.since)]


def grant(fundings: Sequence[OfficeFunding], funding: OfficeFunding) -> list[Any]:
    """What follows from a grant."""
    if funding in fundings:
        return []
    check_rate(funding.rate, "funding.rate")
    check_period(funding, "funding.until")
    require(
        not any(
            (other.programme, other.reference, other.since) == (funding.programme, funding.reference, funding.since)
            for other in fundings
        ),
        "RECORDED_OTHERWISE",
        "funding",
        "This grant is recorded already, with other figures; if those are wrong, correct them.",
    )
    return [OfficeFundingGranted(funding)]
