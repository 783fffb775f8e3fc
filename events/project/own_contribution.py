"""What those that carry a project bear themselves (Eigenanteil): of a funding's costs, and of the project in all."""

from dataclasses import replace
from datetime import date

from events.project.budget_rules import total
from events.project.funding import FundingOnDay, FundingStatus, ProjectFunding
from events.project.state import Project
from events.values import Money


def own_contribution(state: Project, on: date) -> Money:
    """What is planned, or the costs of all fundings granted by the day where they are more, less what was granted by
    then; not below zero."""
    planned = total(each.planned for each in state.budget)
    granted = [each for each in state.fundings if is_granted(each, on)]
    costs = total(each.costs for each in granted)
    return _less(max(planned, costs, key=lambda each: each.cents), granted_by(state, on))


def is_granted(funding: ProjectFunding, on: date) -> bool:
    """Whether a funding was granted by a day."""
    return funding.granted is not None and funding.decided_on is not None and funding.decided_on <= on


def granted_by(state: Project, on: date) -> Money:
    """All that was granted by a day."""
    return total(each.granted for each in state.fundings if each.granted is not None and is_granted(each, on))


def funding_on(funding: ProjectFunding, on: date) -> ProjectFunding:
    """A funding as it stands on a day: what was decided or drawn later is not told yet."""
    if funding.decided_on is not None and funding.decided_on > on:
        return replace(
            funding, status=FundingStatus.APPLIED, decided_on=None, granted=None, reference=None, drawdowns=()
        )
    return replace(funding, drawdowns=tuple(each for each in funding.drawdowns if each.on <= on))


def shown(funding: ProjectFunding, on: date) -> FundingOnDay:
    """A funding as it reads on a day, with what those that carry the project bear of its costs."""
    told = funding_on(funding, on)
    decided = told.status is not FundingStatus.APPLIED
    return FundingOnDay(
        number=told.number,
        programme=told.programme,
        costs=told.costs,
        rate=told.rate,
        applied=told.applied,
        applied_on=told.applied_on,
        status=told.status,
        decided_on=told.decided_on,
        granted=told.granted,
        reference=told.reference,
        drawdowns=told.drawdowns,
        own_contribution=_less(told.costs, told.granted or Money(0)) if decided else None,
        expected_contribution=_less(told.costs, told.applied),
    )


def _less(costs: Money, borne: Money) -> Money:
    return Money(max(0, costs.cents - borne.cents))
