"""The funding of a project: applied for, granted or refused, drawn. All sums are exact."""

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from math import ceil
from typing import Annotated, Any

from events.decider import Act, Part, Rejected, World, recorded, require
from events.numbered import exchanged, existing_part
from events.project.acting import by_lead
from events.project.budget import total
from events.project.lifecycle import check_open
from events.project.state import Drawdown, FundingNumber, FundingStatus, OfFunding, OfProject, Project, ProjectFunding
from events.rules import check_in_order, check_rate
from events.values import Allotted, Money, Name
from events.when import HappenedOn, When, check_not_ahead

# --- The application -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Application:
    programme: Name
    """The programme (Förderprogramm)."""
    costs: Money
    """The eligible costs from which it is calculated (zuwendungsfähige Ausgaben)."""
    rate: Fraction
    """The share of those costs that it covers, from 0 to 1 (Förderquote)."""
    amount: Money
    """The sum applied for, at most that share of the costs, rounded up to the cent (beantragter Betrag)."""
    on: date
    """The day of the application (beantragt am)."""


@dataclass(frozen=True)
class FundingAppliedFor(_Application, OfFunding):
    """Funding was applied for (Förderung beantragt)."""

    number: Annotated[FundingNumber, Allotted("funding")]
    """The number of the funding in the project (Nummer)."""


@dataclass(frozen=True)
class ApplyForFunding(_Application, OfProject):
    """Record that funding was applied for (Förderung beantragen)."""


def _apply(command: ApplyForFunding, state: Project, world: World) -> list[Any]:
    check_open(state)
    if any(_said(each) == _said(_funding(command, each.number)) for each in state.fundings):
        return []
    require(command.costs.cents > 0, "NOTHING", "costs", "Funding is calculated from the costs; give a sum above zero.")
    check_rate(command.rate, "rate")
    most = Money(ceil(command.costs.cents * command.rate))
    require(
        command.amount.cents <= most.cents,
        "TOO_MUCH",
        "amount",
        "At this rate, these costs allow funding of at most {sum}; give that sum or a lower one.",
        sum=most,
    )
    check_not_ahead(When(command.on), world.latest, "on")
    number = max((each.number for each in state.fundings), default=0) + 1
    return [recorded(FundingAppliedFor, command, number=number)]


def _said(funding: ProjectFunding) -> tuple[Any, ...]:
    return funding.programme, funding.costs, funding.rate, funding.applied, funding.applied_on


def _applied(state: Project, event: FundingAppliedFor) -> Project:
    fundings = (*state.fundings, _funding(event, event.number))
    return replace(state, fundings=tuple(sorted(fundings, key=lambda each: each.number)))


def _funding(told: _Application, number: int) -> ProjectFunding:
    return ProjectFunding(number, told.programme, told.costs, told.rate, told.amount, told.on)


# --- The decision of the funding body --------------------------------------------------------------------------


@dataclass(frozen=True)
class FundingGranted(OfFunding):
    """Funding was granted (Förderung bewilligt)."""

    amount: Money
    """The sum granted, at most the costs; a higher sum than was applied for needs a reason (bewilligter Betrag)."""
    on: date
    """The day (Tag)."""
    reference: Name | None = None
    """The funding body's reference; null if not recorded (Förderkennzeichen)."""


@dataclass(frozen=True)
class GrantFunding(FundingGranted, OfProject):
    """Record that funding was granted (Förderung bewilligen)."""


def _grant(command: GrantFunding, state: Project, world: World) -> list[Any]:
    funding = _of_number(state, command.number)
    told = (FundingStatus.GRANTED, command.on, command.amount, command.reference)
    if (funding.status, funding.decided_on, funding.granted, funding.reference) == told:
        return []
    _check_undecided(funding, command.on, world)
    _check_something(command.amount)
    require(
        command.amount.cents <= funding.costs.cents,
        "TOO_MUCH",
        "amount",
        "A grant cannot be higher than the costs of {sum}; give that sum or a lower one.",
        sum=funding.costs,
    )
    require(
        command.amount.cents <= funding.applied.cents or world.reasoned,
        "GRANTED_TOO_MUCH",
        "amount",
        "Only {sum} was applied for; check the sum, or give the reason why more was granted.",
        sum=funding.applied,
    )
    return [recorded(FundingGranted, command)]


def _granted(state: Project, event: FundingGranted) -> Project:
    return _with(
        state,
        event.number,
        status=FundingStatus.GRANTED,
        decided_on=event.on,
        granted=event.amount,
        reference=event.reference,
    )


@dataclass(frozen=True)
class FundingRefused(HappenedOn, OfFunding):
    """Funding was refused (Förderung abgelehnt)."""


@dataclass(frozen=True)
class RefuseFunding(FundingRefused, OfProject):
    """Record that funding was refused (Förderung ablehnen)."""


def _refuse(command: RefuseFunding, state: Project, world: World) -> list[Any]:
    funding = _of_number(state, command.number)
    if (funding.status, funding.decided_on) == (FundingStatus.REFUSED, command.on):
        return []
    _check_undecided(funding, command.on, world)
    return [recorded(FundingRefused, command)]


def _refused(state: Project, event: FundingRefused) -> Project:
    return _with(state, event.number, status=FundingStatus.REFUSED, decided_on=event.on)


def _check_undecided(funding: ProjectFunding, on: date, world: World) -> None:
    require(
        funding.status is FundingStatus.APPLIED,
        "RECORDED_OTHERWISE",
        "number",
        "Another decision on this funding is already recorded, of {decided_on}; if it is wrong, correct the project.",
        decided_on=funding.decided_on,
    )
    check_in_order(funding.applied_on, on, "on")
    check_not_ahead(When(on), world.latest, "on")


# --- Drawing money ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class FundingDrawn(OfFunding):
    """Money was drawn from a grant (Mittel abgerufen)."""

    amount: Money
    """The sum (Betrag)."""
    on: date
    """The day (Tag)."""


@dataclass(frozen=True)
class DrawFunding(FundingDrawn, OfProject):
    """Record money drawn from a grant: at most one drawdown per day, and in total no more than the grant (Mittel
    abrufen)."""


def _draw(command: DrawFunding, state: Project, world: World) -> list[Any]:
    funding = _of_number(state, command.number)
    if Drawdown(command.on, command.amount) in funding.drawdowns:
        return []
    if funding.granted is None or funding.decided_on is None:
        raise Rejected("NOT_GRANTED", "number", "This funding was not granted; record the grant first.")
    require(
        all(each.on != command.on for each in funding.drawdowns),
        "RECORDED_OTHERWISE",
        "on",
        "Another drawdown on that day is already recorded; if it is wrong, correct the project.",
    )
    check_in_order(funding.decided_on, command.on, "on")
    check_not_ahead(When(command.on), world.latest, "on")
    _check_something(command.amount)
    left = Money(funding.granted.cents - total(each.amount for each in funding.drawdowns).cents)
    require(
        command.amount.cents <= left.cents,
        "OVERDRAWN",
        "amount",
        "Only {sum} of the grant is left; draw that sum or less or, if a sum is wrong, correct the project.",
        sum=left,
    )
    return [recorded(FundingDrawn, command)]


def _drawn(state: Project, event: FundingDrawn) -> Project:
    drawdowns = (*_of_number(state, event.number).drawdowns, Drawdown(event.on, event.amount))
    return _with(state, event.number, drawdowns=tuple(sorted(drawdowns, key=lambda each: each.on)))


# --- What they share -------------------------------------------------------------------------------------------


def _of_number(state: Project, number: int) -> ProjectFunding:
    """The funding of a number. Raises `Rejected` (NOT_FOUND) where there is none."""
    return existing_part(state.fundings, number, "The project has no funding {number}; check its fundings.")


def _check_something(amount: Money) -> None:
    require(
        amount.cents > 0,
        "NOTHING",
        "amount",
        "Give a sum above zero; if nothing was granted, record that the funding was refused.",
    )


def _with(state: Project, number: int, **changes: Any) -> Project:
    return replace(state, fundings=exchanged(state.fundings, replace(_of_number(state, number), **changes)))


FUNDING = Part(
    by_lead(
        Act(ApplyForFunding, _apply, {FundingAppliedFor: _applied}),
        Act(GrantFunding, _grant, {FundingGranted: _granted}),
        Act(RefuseFunding, _refuse, {FundingRefused: _refused}),
        Act(DrawFunding, _draw, {FundingDrawn: _drawn}),
    )
)
