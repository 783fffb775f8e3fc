"""Goals and projects in a real record: many at once, sent again, read as they were, beside other counties."""

import asyncio
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from events.correction import ActCorrection
from events.goal import GOAL
from events.goal.measured import RecordGoalValue
from events.goal.path import AdjustGoalTargets
from events.goal.state import DataQuality, GoalTarget, ValuePeriod
from events.project.funding import ApplyForFunding, DrawFunding, GrantFunding
from events.project.milestones import ReachMilestone, ReorderMilestone
from events.values import Money
from service.ids import new_id
from service.problems import NotFound, Refused
from service.rebuild import rebuild
from tests.conftest import Database
from tests.service.climate import DAY, goal_of, project_of
from tests.service.county import County, establish, opened

NONE: list[Any] = []


def measured(ref: str, year: int, value: str = "1") -> RecordGoalValue:
    period = ValuePeriod(date(year, 1, 1), date(year, 12, 31))
    return RecordGoalValue(ref, period, Decimal(value), DataQuality.A, "Zähler")


async def state(county: County, ref: str, at: int | None = None) -> Any:
    async with county.record.read(county.coordinator) as reading:
        stored = await reading.get(ref, at)
    assert stored is not None
    return stored.state


async def test_of_two_who_close_a_circle_of_milestones_at_once_one_is_refused(county: County) -> None:
    for _ in range(10):
        ref = await project_of(county, milestones=2)

        outcomes = await asyncio.gather(
            county.order(ReorderMilestone(ref, 1, (2,))),
            county.order(ReorderMilestone(ref, 2, (1,))),
            return_exceptions=True,
        )

        (refused,) = [outcome for outcome in outcomes if isinstance(outcome, BaseException)]
        assert isinstance(refused, Refused)
        assert refused.code == "CIRCLE"
        assert sorted(len(each.after) for each in (await state(county, ref)).milestones) == [0, 1]


async def test_values_of_many_years_recorded_at_once_all_land(county: County) -> None:
    ref = await goal_of(county)

    await asyncio.gather(*(county.order(measured(ref, year)) for year in range(2000, 2020)))

    assert [value.period.until.year for value in (await state(county, ref)).values] == list(range(2000, 2020))
    assert await county.findings() == NONE


async def test_of_two_values_of_one_year_at_once_one_is_recorded_and_the_other_told(county: County) -> None:
    ref = await goal_of(county)

    outcomes = await asyncio.gather(
        county.order(measured(ref, 2019, "1")), county.order(measured(ref, 2019, "2")), return_exceptions=True
    )

    (refused,) = [outcome for outcome in outcomes if isinstance(outcome, BaseException)]
    assert isinstance(refused, Refused)
    assert refused.code == "RECORDED_OTHERWISE"
    assert len((await state(county, ref)).values) == 1


async def test_a_grant_is_never_overdrawn_by_many_at_once(county: County) -> None:
    ref = await project_of(county)
    costs, half = Money(10_000), Money(1_000)
    await county.order(ApplyForFunding(ref, "Richtlinie", costs, Fraction(1), costs, DAY))
    await county.order(GrantFunding(ref, 1, Money(5_500), DAY))

    outcomes = await asyncio.gather(
        *(county.order(DrawFunding(ref, 1, half, date(2021, 1, day))) for day in range(1, 11)), return_exceptions=True
    )

    assert sum(isinstance(outcome, Refused) and outcome.code == "OVERDRAWN" for outcome in outcomes) == 5
    (funding,) = (await state(county, ref)).fundings
    assert sum(drawn.amount.cents for drawn in funding.drawdowns) == 5_000


async def test_sent_again_a_command_gives_its_first_outcome(county: County) -> None:
    ref, once = await goal_of(county), new_id()

    first = await county.order(measured(ref, 2019), command_id=once)
    again = await county.order(measured(ref, 2019), command_id=once)

    assert (first.repeated, again.repeated, again.position) == (False, True, first.position)
    assert (await county.order(measured(ref, 2019))).events == (), "the same value again is no news"
    assert len((await state(county, ref)).values) == 1


async def test_the_past_stands_still_and_states_fold_anew_to_what_they_were(county: County) -> None:
    ref, project = await goal_of(county), await project_of(county, milestones=1)
    told = await county.order(measured(ref, 2019, "500"))
    before = await county.head()
    was = await state(county, ref), await state(county, project)
    period = ValuePeriod(date(2019, 1, 1), date(2019, 12, 31))
    right = RecordGoalValue(ref, period, Decimal("499.5"), DataQuality.A, "Zähler, neu gelesen")
    corrected = GOAL.correct(ref, (ActCorrection(str(told.events[0].event_id), right),))
    await county.order(corrected, reason="Zahlendreher")
    await county.order(
        AdjustGoalTargets(ref, (GoalTarget(2040, Decimal(0)),), date(2021, 1, 1)), reason="Neues Landesgesetz"
    )
    await county.order(ReachMilestone(project, 1, date(2020, 12, 1)))

    assert (await state(county, ref, before), await state(county, project, before)) == was
    assert (await state(county, ref)).values[0].value == Decimal("499.5")
    async for progress in rebuild(county.record.pool, county.id, ["goal", "project"]):
        assert progress.written == 0, "what is folded anew is what was there, byte for byte"
    assert await county.findings() == NONE


async def test_nothing_of_it_is_seen_from_another_county(database: Database, county: County) -> None:
    ref, project = await goal_of(county), await project_of(county)
    async with opened(database.service_url) as record:
        other = await establish(record, "01060")
        async with record.read(other.coordinator) as reading:
            assert await reading.get(ref) is None
            assert await reading.every("goal") == await reading.every("project") == NONE
        for command in (measured(ref, 2019), ReachMilestone(project, 1, DAY)):
            with pytest.raises(NotFound):
                await other.order(command)
