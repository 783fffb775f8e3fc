"""Files of values for goals of a real record."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from events.correction import ActCorrection
from events.goal import GOAL
from events.goal.course import AdoptGoal, ProposeGoal
from events.goal.indicator import GoalDirection, GoalIndicator, MeasuringPlan
from events.goal.measured import GoalValueRecorded, RecordGoalValue
from events.goal.state import Goal, GoalBaseline, GoalTarget, ValuePeriod
from tests.service.climate import DAY
from tests.service.county import County

HEADINGS = "Goal id,From,To,Value,Data quality,Source"


def table(*rows: str) -> bytes:
    """A CSV file of these rows."""
    return "\n".join([HEADINGS, *rows]).encode()


def line(ref: str, year: int, value: str = "1", source: str = "Zähler", quality: str = "A") -> str:
    """A value of a year."""
    return f"{ref.partition(':')[2]},{year}-01-01,{year}-12-31,{value},{quality},{source}"


def months(ref: str, count: int) -> Iterable[str]:
    """Values of so many months from 2000 on."""
    for n in range(count):
        year, month = divmod(n, 12)
        since = date(2000 + year, month + 1, 1)
        until = date.fromordinal(date(2000 + (n + 1) // 12, (n + 1) % 12 + 1, 1).toordinal() - 1)
        yield f"{ref.partition(':')[2]},{since},{until},{n}.5,B,Zähler"


async def goal_for(county: County, party: str, title: str, adopted: bool = True) -> str:
    """A goal that a party answers for; only once it is adopted do all see it."""
    proposed = ProposeGoal(
        title=title,
        description="Bis 2050 auf null.",
        theme="heat",
        responsible=party,
        indicator=GoalIndicator("Emissionen", "t CO2e", GoalDirection.DECREASE),
        method="BISKO",
        plan=MeasuringPlan(DAY, 12, 12, Decimal(5)),
        on=DAY,
        baseline=GoalBaseline(1990, Decimal(1000)),
        targets=(GoalTarget(2050, Decimal(0)),),
    )
    ref = (await county.order(proposed)).ref
    if adopted:
        await county.order(AdoptGoal(ref, DAY))
    return ref


async def goal(county: County, ref: str) -> Goal:
    """A goal as it is recorded."""
    async with county.record.read(county.coordinator) as reading:
        stored = await reading.get(ref)
    assert stored is not None
    found: Goal = stored.state
    return found


async def value_event(county: County, ref: str, period: ValuePeriod) -> str:
    """The event that recorded the value of a period last."""
    found = [
        each
        for each in await county.events()
        if each.ref == ref and isinstance(each.event, GoalValueRecorded) and each.event.period == period
    ]
    return str(found[-1].event_id)


async def put_right(county: County, ref: str, period: ValuePeriod, instead: RecordGoalValue | None) -> None:
    """Tell a value again, or withdraw it."""
    event = await value_event(county, ref, period)
    await county.order(GOAL.correct(ref, (ActCorrection(event, instead),)), reason="Anders")
