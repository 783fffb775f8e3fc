"""Funding: what follows from applying, from a grant or refusal, and from drawing money. All sums are exact."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from math import ceil
from typing import Any

from events.decider import Rejected, World, require
from events.project.budget_rules import total
from events.project.funding import (
    ApplyForFunding,
    Drawdown,
    DrawFunding,
    FundingAppliedFor,
    FundingDrawn,
    FundingGranted,
    FundingRefused,
    FundingStatus,
    GrantFunding,
    ProjectFunding,
    RefuseFunding,
)
from events.project.lifecycle import check_open
from events.project.state import Project
from events.rules import check_in_order, check_rate
from events.values import Money
from events.when import When, check_not_ahead

# --- What a funding may say ------------------------------------------------------------------------------------


def check_funding(funding: ProjectFunding, field: str) -> None:
    """Raise `Rejected` unless costs, rate, sums and days of a funding agree (NOTHING, NOT_A_SHARE, TOO_MUCH,
    NOT_GRANTED, NOT_DECIDED, OVERDRAWN, DATES_REVERSED), and each day of a drawdown stands once (TWICE)."""
    _check_application(funding, field, field, field)
    granted = funding.status is FundingStatus.GRANTED
    require(
        (funding.granted is not None) == granted and (granted or not funding.drawdowns),
        "NOT_GRANTED",
        field,
        "A sum granted and drawdowns belong to a funding that was granted, and to no other.",
    )
    require(
        (funding.decided_on is not None) == (funding.status is not FundingStatus.APPLIED),
        "NOT_DECIDED",
        field,
        "The day of the decision belongs to a funding that was granted or refused, and to no other.",
    )
    check_in_order(funding.applied_on, funding.decided_on, field)
    if funding.granted is not None and funding.decided_on is not None:
        _check_granted(funding, funding.granted, field)
        for drawn in funding.drawdowns:
            check_in_order(funding.decided_on, drawn.on, field)
            _check_something(drawn.amount, field)
        days = [drawn.on for drawn in funding.drawdowns]
        require(
            len(set(days)) == len(days),
            "TWICE",
            field,
            "A day has one drawdown: add up what was drawn on it.",
        )
        _check_left(replace(funding, drawdowns=()), total(each.amount for each in funding.drawdowns), field)


def check_funding_past(funding: ProjectFunding, today: date, field: str) -> None:
    """Raise `Rejected` (IN_FUTURE) if a funding tells of days to come."""
    drawn = (each.on for each in funding.drawdowns)
    check_not_ahead(When(max(funding.applied_on, funding.decided_on or funding.applied_on, *drawn)), today, field)


def _check_something(amount: Money, field: str) -> None:
    require(
        amount.cents > 0,
        "NOTHING",
        field,
        "Give a sum above zero; where nothing is granted, record that it was refused.",
    )


def _check_application(funding: ProjectFunding, costs: str, rate: str, amount: str) -> None:
    require(
        funding.costs.cents > 0,
        "NOTHING",
        costs,
        "Funding is reckoned from costs: give a sum above zero.",
    )
    check_rate(funding.rate, rate)
    most = Money(ceil(funding.costs.cents * funding.rate))
    require(
        funding.applied.cents <= most.cents,
        "TOO_MUCH",
        amount,
        "That rate of those costs is {sum} at most.",
        sum=most,
    )


def _check_granted(funding: ProjectFunding, granted: Money, field: str) -> None:
    _check_something(granted, field)
    require(
        granted.cents <= funding.costs.cents,
        "TOO_MUCH",
        field,
        "A grant covers the costs at most: {sum}.",
        sum=funding.costs,
    )


def _check_left(funding: ProjectFunding, amount: Money, field: str) -> None:
    assert funding.granted is not None
    left = Money(funding.granted.cents - total(each.amount for each in funding.drawdowns).cents)
    require(
        amount.cents <= left.cents,
        "OVERDRAWN",
        field,
        "Of the grant {sum} are left to be drawn: draw that at most, or, if a sum is wrong, correct the project.",
        sum=left,
    )


# --- What follows ----------------------------------------------------------------------------------------------


def funding_of(state: Project, number: int) -> ProjectFunding:
    """The funding of a number. Raises `Rejected` (NOT_FOUND) where there is none."""
    found = next((each for each in state.fundings if each.number == number), None)
    if found is None:
        raise Rejected(
            "NOT_FOUND",
            "number",
            "The project has no funding {number}; look up its fundings.",
            number=number,
        )
    return found


def _apply(command: ApplyForFunding, state: Project, world: World) -> list[Any]:
    check_open(state)
    number = max((each.number for each in state.fundings), default=0) + 1
    made = FundingAppliedFor(number, command.programme, command.costs, command.rate, command.amount, command.on)
    funding = _applied(made)
    if any(_said(each) == _said(funding) for each in state.fundings):
        return []
    _check_application(funding, "costs", "rate", "amount")
    check_not_ahead(When(command.on), world.today, "on")
    return [made]


def _said(funding: ProjectFunding) -> tuple[Any, ...]:
    return funding.programme, funding.costs, funding.rate, funding.applied, funding.applied_on


def _grant(command: GrantFunding, state: Project, world: World) -> list[Any]:
    funding = funding_of(state, command.number)
    told = (FundingStatus.GRANTED, command.on, command.amount, command.reference)
    if (funding.status, funding.decided_on, funding.granted, funding.reference) == told:
        return []
    _check_undecided(funding, command.on, world)
    _check_granted(funding, command.amount, "amount")
    require(
        command.amount.cents <= funding.applied.cents or world.reasoned,
        "GRANTED_TOO_MUCH",
        "amount",
        "Only {sum} were applied for: check the sum, or give the reason why more was granted.",
        sum=funding.applied,
    )
    return [FundingGranted(command.number, command.amount, command.reference, command.on)]


def _refuse(command: RefuseFunding, state: Project, world: World) -> list[Any]:
    funding = funding_of(state, command.number)
    if (funding.status, funding.decided_on) == (FundingStatus.REFUSED, command.on):
        return []
    _check_undecided(funding, command.on, world)
    return [FundingRefused(command.number, command.on)]


def _check_undecided(funding: ProjectFunding, on: date, world: World) -> None:
    require(
        funding.status is FundingStatus.APPLIED,
        "RECORDED_OTHERWISE",
        "number",
        "It was decided on {decided_on} otherwise; if that is wrong, correct the project.",
        decided_on=funding.decided_on,
    )
    check_in_order(funding.applied_on, on, "on")
    check_not_ahead(When(on), world.today, "on")


def _draw(command: DrawFunding, state: Project, world: World) -> list[Any]:
    funding = funding_of(state, command.number)
    drawn = Drawdown(command.on, command.amount)
    if drawn in funding.drawdowns:
        return []
    if funding.status is not FundingStatus.GRANTED or funding.decided_on is None:
        raise Rejected(
            "NOT_GRANTED",
            "number",
            "This funding was not granted; record the grant first.",
        )
    require(
        all(each.on != command.on for each in funding.drawdowns),
        "RECORDED_OTHERWISE",
        "on",
        "Another sum was drawn on that day by the record; if it is wrong, correct the project.",
    )
    check_in_order(funding.decided_on, command.on, "on")
    check_not_ahead(When(command.on), world.today, "on")
    _check_something(command.amount, "amount")
    _check_left(funding, command.amount, "amount")
    return [FundingDrawn(command.number, command.amount, command.on)]


# --- What is then recorded -------------------------------------------------------------------------------------


def _applied(event: FundingAppliedFor) -> ProjectFunding:
    return ProjectFunding(event.number, event.programme, event.costs, event.rate, event.amount, event.on)


def _with(state: Project, number: int, **changes: Any) -> Project:
    fundings = (replace(each, **changes) if each.number == number else each for each in state.fundings)
    return replace(state, fundings=tuple(fundings))


def _granted(state: Project, event: FundingGranted) -> Project:
    return _with(
        state,
        event.number,
        status=FundingStatus.GRANTED,
        decided_on=event.on,
        granted=event.amount,
        reference=event.reference,
    )


def _drawn(state: Project, event: FundingDrawn) -> Project:
    drawdowns = (*funding_of(state, event.number).drawdowns, Drawdown(event.on, event.amount))
    return _with(state, event.number, drawdowns=by_day(drawdowns))


def by_day(drawdowns: Iterable[Drawdown]) -> tuple[Drawdown, ...]:
    """Drawdowns, oldest first."""
    return tuple(sorted(drawdowns, key=lambda each: each.on))


DECIDES: dict[type[Any], Callable[[Any, Project, World], list[Any]]] = {
    ApplyForFunding: _apply,
    GrantFunding: _grant,
    RefuseFunding: _refuse,
    DrawFunding: _draw,
}
EVOLVES: dict[type[Any], Callable[[Project, Any], Project]] = {
    FundingAppliedFor: lambda state, event: replace(state, fundings=(*state.fundings, _applied(event))),
    FundingGranted: _granted,
    FundingRefused: lambda state, event: _with(state, event.number, status=FundingStatus.REFUSED, decided_on=event.on),
    FundingDrawn: _drawn,
}
