"""The funding of a project: applied for, granted or refused, drawn."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Annotated

from events.refs import ProjectRef
from events.values import Many, Money, Name, Whole

FundingNumber = Annotated[int, Whole(1, 1_000)]


class FundingStatus(StrEnum):
    """How far a funding has come (Stand der Förderung)."""

    APPLIED = "APPLIED"
    """It was applied for (beantragt)."""
    GRANTED = "GRANTED"
    """It was granted (bewilligt)."""
    REFUSED = "REFUSED"
    """It was refused (abgelehnt)."""


@dataclass(frozen=True)
class Drawdown:
    """Money drawn from a grant (Mittelabruf)."""

    on: date
    """The day (Tag)."""
    amount: Money
    """The sum (Betrag)."""


@dataclass(frozen=True)
class ProjectFunding:
    """A funding of a project, from application to drawdown (Förderung)."""

    number: FundingNumber
    """Its number in the project (Nummer)."""
    programme: Name
    """The programme (Förderprogramm)."""
    costs: Money
    """The costs that it is reckoned from (zuwendungsfähige Ausgaben)."""
    rate: Fraction
    """The share of those costs that it covers, from 0 to 1 (Förderquote)."""
    applied: Money
    """The sum applied for (beantragter Betrag)."""
    applied_on: date
    """The day of the application (beantragt am)."""
    status: FundingStatus = FundingStatus.APPLIED
    """How far it has come (Stand)."""
    decided_on: date | None = None
    """The day on which it was granted or refused (entschieden am)."""
    granted: Money | None = None
    """The sum granted (bewilligter Betrag)."""
    reference: Name | None = None
    """The funding body's reference (Förderkennzeichen)."""
    drawdowns: Annotated[tuple[Drawdown, ...], Many(1_000)] = ()
    """What was drawn from it, oldest first (Mittelabrufe)."""


@dataclass(frozen=True)
class FundingOnDay:
    """A funding as it reads on a day, with what is left to those that carry the project (Förderung)."""

    number: FundingNumber
    """Its number in the project (Nummer)."""
    programme: Name
    """The programme (Förderprogramm)."""
    costs: Money
    """The costs that it is reckoned from (zuwendungsfähige Ausgaben)."""
    rate: Fraction
    """The share of those costs that it covers, from 0 to 1 (Förderquote)."""
    applied: Money
    """The sum applied for (beantragter Betrag)."""
    applied_on: date
    """The day of the application (beantragt am)."""
    status: FundingStatus
    """How far it has come by the day (Stand)."""
    decided_on: date | None
    """The day on which it was granted or refused (entschieden am)."""
    granted: Money | None
    """The sum granted (bewilligter Betrag)."""
    reference: Name | None
    """The funding body's reference (Förderkennzeichen)."""
    drawdowns: tuple[Drawdown, ...]
    """What was drawn from it by the day, oldest first (Mittelabrufe)."""
    own_contribution: Money | None
    """What those that carry the project bear of the costs themselves: the costs less what is granted, all of them where
    it is refused; none: it is not decided by the day (Eigenanteil)."""
    expected_contribution: Money
    """What they would bear if all were granted that was applied for: the costs less that sum (erwarteter
    Eigenanteil)."""


# --- Events ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class FundingAppliedFor:
    """A funding was applied for (Förderung beantragt)."""

    number: FundingNumber
    """Its number in the project (Nummer)."""
    programme: Name
    """The programme (Förderprogramm)."""
    costs: Money
    """The costs that it is reckoned from (zuwendungsfähige Ausgaben)."""
    rate: Fraction
    """The share of those costs that it covers (Förderquote)."""
    amount: Money
    """The sum applied for (beantragter Betrag)."""
    on: date
    """The day (Tag)."""


@dataclass(frozen=True)
class FundingGranted:
    """A funding was granted (Förderung bewilligt)."""

    number: FundingNumber
    """Its number (Nummer)."""
    amount: Money
    """The sum granted (bewilligter Betrag)."""
    reference: Name | None
    """The funding body's reference (Förderkennzeichen)."""
    on: date
    """The day (Tag)."""


@dataclass(frozen=True)
class FundingRefused:
    """A funding was refused (Förderung abgelehnt)."""

    number: FundingNumber
    """Its number (Nummer)."""
    on: date
    """The day (Tag)."""


@dataclass(frozen=True)
class FundingDrawn:
    """Money was drawn from a grant (Mittel abgerufen)."""

    number: FundingNumber
    """The number of the funding (Nummer)."""
    amount: Money
    """The sum (Betrag)."""
    on: date
    """The day (Tag)."""


# --- Commands --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ApplyForFunding:
    """Record that a funding was applied for (Förderung beantragen)."""

    id: ProjectRef
    """The project (Vorhaben)."""
    programme: Name
    """The programme (Förderprogramm)."""
    costs: Money
    """The costs that it is reckoned from (zuwendungsfähige Ausgaben)."""
    rate: Fraction
    """The share of those costs that it covers, from 0 to 1 (Förderquote)."""
    amount: Money
    """The sum applied for, at most that share, up to the next cent (beantragter Betrag)."""
    on: date
    """The day (Tag)."""


@dataclass(frozen=True)
class GrantFunding:
    """Record that a funding was granted (Förderung bewilligen)."""

    id: ProjectRef
    """The project (Vorhaben)."""
    number: FundingNumber
    """The number of the funding (Nummer)."""
    amount: Money
    """The sum granted, at most the costs; more than was applied for needs a reason (bewilligter Betrag)."""
    on: date
    """The day (Tag)."""
    reference: Name | None = None
    """The funding body's reference (Förderkennzeichen)."""


@dataclass(frozen=True)
class RefuseFunding:
    """Record that a funding was refused (Förderung ablehnen)."""

    id: ProjectRef
    """The project (Vorhaben)."""
    number: FundingNumber
    """The number of the funding (Nummer)."""
    on: date
    """The day (Tag)."""


@dataclass(frozen=True)
class DrawFunding:
    """Record money drawn from a grant: one drawdown a day, all of them at most the grant (Mittel abrufen)."""

    id: ProjectRef
    """The project (Vorhaben)."""
    number: FundingNumber
    """The number of the funding (Nummer)."""
    amount: Money
    """The sum (Betrag)."""
    on: date
    """The day (Tag)."""
