"""What is recorded of a coordination office, with the days from which it holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Annotated

from events.dated import DatedName, Since
from events.decider import require
from events.refs import MunicipalityRef, OfficeRef, PersonRef
from events.rules import check_not_before
from events.terms import Code
from events.values import Many, Money, Name


@dataclass(frozen=True)
class OfOffice:
    """What is said of one coordination office."""

    id: OfficeRef
    """The office (Koordinationsstelle)."""


# --- How it is set up ------------------------------------------------------------------------------------------


class OfficeStatus(StrEnum):
    """How far a coordination office has come (Stand der Einrichtung)."""

    PROPOSED = "PROPOSED"
    """Proposed (vorgeschlagen)."""
    RESOLVED = "RESOLVED"
    """The council has decided to set it up (beschlossen)."""
    FUNDED = "FUNDED"
    """Its funding is secured (finanziert)."""
    STAFFED = "STAFFED"
    """Its people are hired or named (besetzt)."""
    OPERATING = "OPERATING"
    """It is at work (in Betrieb)."""
    ENDED = "ENDED"
    """It has ended, or was never set up (beendet)."""


@dataclass(frozen=True)
class OfficeStep:
    """A step in the setting up of a coordination office, and its day (Schritt der Einrichtung)."""

    since: date
    """The day of the step (Tag)."""
    status: OfficeStatus
    """What the office has been from that day on (Stand)."""


# --- What it is and has ----------------------------------------------------------------------------------------


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
class OfficeOrganisation(Since):
    """Where a coordination office stands in the administration from a day on (Organisationsform)."""

    form: OfficeForm
    """The form (Organisationsform)."""


@dataclass(frozen=True)
class OfficeScope(Since):
    """What a coordination office deals with from a day on (Zuständigkeit)."""

    scope: ScopeKind
    """All topics, or some themes (Zuständigkeit)."""
    themes: Themes = ()
    """The codes of the county's themes, where it is some (Themen)."""


@dataclass(frozen=True)
class OfficeResources(Since):
    """The resources a coordination office has from a day on (Ausstattung)."""

    weekly_hours: Fraction
    """Weekly working hours of all its people, in whole quarters (Wochenstunden)."""
    yearly_budget: Money | None = None
    """Its budget per year; null if not known (Jahresbudget)."""


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
    """The last day of the funding; null if no end is known (Ende der Förderung)."""
    reference: Name | None = None
    """The funding body's reference (Förderkennzeichen)."""


# --- Whom it serves --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class MunicipalityService:
    """A time during which a coordination office serves a municipality (Betreuung einer Gemeinde)."""

    municipality: MunicipalityRef
    """The municipality (Gemeinde)."""
    since: date
    """The first day (von)."""
    until: date | None = None
    """The last day; null if no end is known (bis einschließlich)."""

    @property
    def place(self) -> tuple[str | None, ...]:
        """What it is that only one can hold at a time: the municipality."""
        return (self.municipality,)


@dataclass(frozen=True)
class CommitteeSeat:
    """A seat that a coordination office has in the meetings of a committee (Sitz in einem Gremium)."""

    committee: Name
    """The committee, as it calls itself (Gremium)."""
    since: date
    """The first day (von)."""
    until: date | None = None
    """The last day; null if no end is known (bis einschließlich)."""
    municipality: MunicipalityRef | None = None
    """The municipality whose committee it is; null for the county's own (Gemeinde)."""

    @property
    def place(self) -> tuple[str | None, ...]:
        """What it is that only one can hold at a time: the committee."""
        return (self.committee, self.municipality)


# --- The office ------------------------------------------------------------------------------------------------


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


def first_day(state: CoordinationOffice) -> date:
    """The day on which the office was proposed."""
    return state.steps[0].since


def step_to(steps: Sequence[OfficeStep], status: OfficeStatus) -> OfficeStep | None:
    """The step by which the office came to a status."""
    return next((step for step in steps if step.status is status), None)


def check_lasts(state: CoordinationOffice, on: date, field: str) -> None:
    """Raise `Rejected` for a day before the office was proposed (BEFORE_BEGINNING) or on which it has ended (ENDED)."""
    check_not_before(on, first_day(state), field)
    end = step_to(state.steps, OfficeStatus.ENDED)
    require(
        end is None or on < end.since,
        "ENDED",
        field,
        "The coordination office has ended by that day; choose an earlier day.",
    )
