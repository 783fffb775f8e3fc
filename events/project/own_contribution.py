"""What those that carry a project bear themselves (Eigenanteil): of a funding's costs, and of the project in all."""

from dataclasses import dataclass, replace
from datetime import date

from events.decider import recorded
from events.project.budget import total
from events.project.state import FundingStatus, Project, ProjectFunding
from events.values import Money


@dataclass(frozen=True, kw_only=True)
class FundingOnDay(ProjectFunding):
    """A funding as of the day, with what the lead and the participants pay themselves (Förderung)."""

    own_contribution: Money | None
    """What the lead and the participants pay themselves: the costs less the grant, or all costs if the funding was
    refused; null if it is not decided by the day (Eigenanteil)."""
    expected_contribution: Money
    """What the lead and the participants pay themselves if the sum applied for is granted: the costs less that sum
    (erwarteter Eigenanteil)."""


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


def funding_on(funding: ProjectFunding, on: date) -> FundingOnDay:
    """A funding as it reads on a day: what was decided or drawn later is not told yet."""
    told = replace(funding, drawdowns=tuple(each for each in funding.drawdowns if each.on <= on))
    if funding.decided_on is not None and funding.decided_on > on:
        told = replace(told, status=FundingStatus.APPLIED, decided_on=None, granted=None, reference=None)
    decided = told.status is not FundingStatus.APPLIED
    return recorded(
        FundingOnDay,
        told,
        own_contribution=_less(told.costs, told.granted or Money(0)) if decided else None,
        expected_contribution=_less(told.costs, told.applied),
    )


def _less(costs: Money, borne: Money) -> Money:
    return Money(max(0, costs.cents - borne.cents))
