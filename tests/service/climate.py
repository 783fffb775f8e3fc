"""A goal and a project in a county's record, made as others would make them."""

from datetime import date
from decimal import Decimal

from events.county.lists import AddTheme
from events.goal.course import AdoptGoal, ProposeGoal
from events.goal.indicator import GoalDirection, GoalIndicator, MeasuringPlan
from events.goal.state import GoalBaseline, GoalTarget
from events.project.course import ApproveProject, StartProject
from events.project.milestones import AddMilestone
from events.project.outline import ProposeProject
from tests.service.county import County

DAY = date(2020, 1, 6)


async def goal_of(county: County) -> str:
    """An adopted goal."""
    await county.order(AddTheme(county.ref, "heat", "Wärme", "Heat"))
    proposed = ProposeGoal(
        title="Weniger Emissionen",
        description="Bis 2050 auf null.",
        theme="heat",
        responsible=await county.municipality(),
        indicator=GoalIndicator("Emissionen", "t CO2e", GoalDirection.DECREASE),
        method="BISKO",
        plan=MeasuringPlan(DAY, 12, 12, Decimal(5)),
        on=DAY,
        baseline=GoalBaseline(1990, Decimal(1000)),
        targets=(GoalTarget(2050, Decimal(0)),),
    )
    ref = (await county.order(proposed)).ref
    await county.order(AdoptGoal(ref, DAY))
    return ref


async def project_of(county: County, milestones: int = 0) -> str:
    """A running project with so many milestones."""
    ref = (await county.order(ProposeProject("Wärmeplan", "Gemeinsam.", await county.municipality(), DAY))).ref
    for n in range(milestones):
        await county.order(AddMilestone(ref, f"Schritt {n + 1}", date(2021, 1, 1)))
    await county.order(ApproveProject(ref, DAY))
    await county.order(StartProject(ref, DAY))
    return ref
