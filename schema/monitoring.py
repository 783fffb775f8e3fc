"""Monitoring and duties as clients see them: of the county, and of each participant."""

import asyncio
from datetime import date

from events.monitoring.calculation import monitoring
from events.monitoring.commitments import Commitment, commitments
from events.monitoring.duties import Duty
from events.monitoring.effects import effects_by_year
from events.monitoring.monitored import MonitoredDay, MonitoredStates
from events.monitoring.monitoring import EffectOfYear, Monitoring
from events.monitoring.owed import duties
from schema.aggregate import Argument, Computed
from schema.context import Entity, Operation
from schema.moments import Moment
from service.pages.overview import material

_ON = Argument("on", date | None, "The day; by default, the day of the parent object, or today (Stichtag).", None)


async def _material(operation: Operation, moment: Moment | None) -> MonitoredStates:
    """Everything of a county that the reader may see at a moment."""
    at = moment.at if moment else None

    async def find() -> MonitoredStates:
        return await material(await operation.reading(), at)

    return await operation.once(("monitoring", at), find)


def _of(entity: Entity) -> str | None:
    return None if entity.published.decider.root else entity.ref


async def _monitoring(operation: Operation, entity: Entity, on: date | None) -> Monitoring:
    found, day = await _material(operation, entity.moment), on or operation.day(entity)
    # This calculates a lot, so it runs in a thread.
    return await asyncio.to_thread(monitoring, found, day, _of(entity))


async def _duties(operation: Operation, entity: Entity, on: date | None) -> tuple[Duty, ...]:
    found, day = await _material(operation, entity.moment), on or operation.day(entity)
    return await asyncio.to_thread(lambda: duties(MonitoredDay(found, day, _of(entity))))


async def _expected_effects(operation: Operation, entity: Entity) -> tuple[EffectOfYear, ...]:
    found, day = await _material(operation, entity.moment), operation.day(entity)
    monitored = await operation.once(("monitored", entity.moment, day), lambda: _monitored(found, day))
    return effects_by_year(entity.ref, monitored)


async def _monitored(found: MonitoredStates, day: date) -> MonitoredDay:
    monitored = MonitoredDay(found, day)
    # The figures that all goals share, computed in a thread.
    await asyncio.to_thread(lambda: monitored.expected)
    return monitored


async def _commitments(operation: Operation, entity: Entity, on: date | None) -> tuple[Commitment, ...]:
    found, day = await _material(operation, entity.moment), on or operation.day(entity)
    return await asyncio.to_thread(lambda: commitments(MonitoredDay(found, day, _of(entity))))


_WHO = ("county", "municipality", "municipal_association", "partner")

COMPUTED = (
    *(
        Computed(
            kind,
            "monitoring",
            "Goals, duties, projects, money and effects on a day, "
            + ("of all that the reader sees" if kind == "county" else "of what it answers for, carries and owes")
            + ". Counts as 2,000 fields of an answer (Monitoring).",
            _monitoring,
            Monitoring,
            (_ON,),
            cost=2_000,
        )
        for kind in _WHO
    ),
    *(
        Computed(
            kind,
            "duties",
            "What is owed on a day about goals, projects and agreements"
            + (" by anyone" if kind == "county" else " by it")
            + ", with the day by which it is due; what is due first foremost. Counts as 1,000 fields (Pflichten).",
            _duties,
            tuple[Duty, ...],
            (_ON,),
            cost=1_000,
        )
        for kind in _WHO
    ),
    *(
        Computed(
            kind,
            "commitments",
            "What "
            + ("was taken on" if kind == "county" else "it has taken on")
            + " in projects and is to be seen to on a day, by the projects' titles. Counts as 1,000 fields (Zusagen).",
            _commitments,
            tuple[Commitment, ...],
            (_ON,),
            cost=1_000,
        )
        for kind in _WHO
    ),
    Computed(
        "goal",
        "expected_effects",
        "The expected effects of approved projects on it, by year (erwartete Wirkungen).",
        _expected_effects,
        tuple[EffectOfYear, ...],
        cost=100,
    ),
)
"""The fields computed from goals, projects, agreements, outreach and relief together."""
