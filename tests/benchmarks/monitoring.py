"""How long a county's monitoring takes, beside one statement written by hand that finds the same numbers.

Everything in the county is made by commands like any other; monitoring is asked through GraphQL as clients ask it.
"""

import asyncio
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

import asyncpg
import httpx

from events.county.lists import AddTheme
from events.goal.course import AchieveGoal, AdoptGoal, ProposeGoal
from events.goal.indicator import GoalDirection, GoalIndicator, MeasuringPlan
from events.goal.measured import RecordGoalValue
from events.goal.path import AdjustGoalTargets, ChangeGoalMethod
from events.goal.state import DataQuality, ElectricityMix, GoalBaseline, GoalTarget, ValuePeriod
from events.municipality.merger import MergeMunicipality
from events.outreach import OutreachKind, RecordOutreach, RecordOutreachAnswer
from events.project.budget import PlanBudget, RecordSpending
from events.project.course import ApproveProject, CancelProject, CompleteProject, PauseProject, StartProject
from events.project.effects import ExpectEffect
from events.project.funding import ApplyForFunding, DrawFunding, GrantFunding
from events.project.milestones import AddMilestone, ReachMilestone
from events.project.outline import ProposeProject
from events.project.participants import JoinProject
from events.project.progress import AgreeReporting, BlockProject, ReportProgress
from events.project.state import BlockCause, ExpectedEffect
from events.relief import RecordRelief, ReliefKind
from events.values import Money
from schema.app import graphql_app
from schema.moments import decode_id
from service.command_envelope import CommandEnvelope, CommandOutcome
from service.database import fenced
from service.ids import new_id
from service.record import Record
from service.settings import Settings
from tests.benchmarks.county import Founded

BEGINNING = date(2018, 1, 1)
ON = date(2026, 6, 15)
THEMES = ("energy", "heat", "mobility")
STATEMENT = (Path(__file__).parent / "monitoring.sql").read_text(encoding="utf-8")
QUERY = """query($on: Date!) { county { monitoring(on: $on) {
    on
    goals { status count }
    attainment { attainment count goals { id } }
    overdue { kind of { id } title party { id } due overdueSince milestone }
    projects { status count blocked }
    themes { theme count underWay }
    money { planned { amount } granted { amount } drawn { amount } spent { amount } ownContribution { amount } }
    moneyByYear { year planned { amount } granted { amount } drawn { amount } spent { amount } }
    effects { goal { id } unit year gap expected projects }
    participation { municipality { id } underWay leading completed }
    participationCount { inNone inOne inSeveral leading }
    benefits { municipality { id } year outreach answered hours money { amount } }
} } }"""


@dataclass(frozen=True)
class Size:
    """How much there is in the county; values are of each goal."""

    goals: int = 500
    values: int = 40
    projects: int = 2_000
    contacts: int = 1_000


class _Telling:
    """Makes the county's goals, projects, outreach and relief, at random but always alike."""

    def __init__(self, record: Record, founded: Founded, size: Size) -> None:
        self._record = record
        self._founded = founded
        self._size = size
        self._chance = Random(4)
        self._places = asyncio.Semaphore(64)

    async def tell(self) -> None:
        """Record it all."""
        county = f"county:{self._founded.county}"
        for code in THEMES:
            await self._do(AddTheme(county, code, code, code))
        chosen = self._chance
        goals = await asyncio.gather(*(self._goal(n, Random(n)) for n in range(self._size.goals)))
        await asyncio.gather(*(self._project(Random(10_000 + n), goals) for n in range(self._size.projects)))
        await asyncio.gather(*(self._contact(Random(20_000 + n)) for n in range(self._size.contacts)))
        merged, into = chosen.sample(self._founded.municipalities, 2)
        await self._do(MergeMunicipality(merged, into, date(2024, 1, 1)))

    async def _do(self, command: Any, reason: str | None = None) -> CommandOutcome:
        envelope = CommandEnvelope(command, new_id(), reason=reason)
        return await self._record.commands.handle(self._founded.coordinator, envelope)

    def _some(self, chance: Random, count: int) -> list[str]:
        return chance.sample(self._founded.municipalities, count)

    async def _goal(self, n: int, chance: Random) -> str:
        async with self._places:
            falling = chance.random() < 0.7
            begin, end = (1000, 0) if falling else (100, 900)
            direction = GoalDirection.DECREASE if falling else GoalDirection.INCREASE
            proposed = ProposeGoal(
                title=f"Ziel {n}",
                description="Ein Ziel.",
                theme=chance.choice(THEMES),
                responsible=chance.choice(self._founded.municipalities),
                indicator=GoalIndicator("Indikator", "t", direction, 1),
                method="BISKO",
                plan=MeasuringPlan(BEGINNING, 12, chance.choice((6, 24)), Decimal(5)),
                on=BEGINNING,
                baseline=GoalBaseline(1985, Decimal(begin)),
                targets=(GoalTarget(2030, Decimal((begin + end) // 2)), GoalTarget(2045, Decimal(end))),
            )
            ref = (await self._do(proposed)).ref
            if chance.random() < 0.1:
                return ref
            await self._do(AdoptGoal(ref, date(2018, 3, chance.randint(1, 28))))
            for year in range(2025 - self._size.values, 2025):
                period = ValuePeriod(date(year, 1, 1), date(year, 12, 31))
                expected = begin + (end - begin) * max(0, year - 1985) // 90
                value = Decimal(expected * 10 + chance.randint(-900, 900)) / 10
                mix = ElectricityMix.TERRITORIAL if chance.random() < 0.1 else None
                await self._do(RecordGoalValue(ref, period, value, DataQuality.B, "Zähler", mix))
            if chance.random() < 0.1:
                later = (GoalTarget(2040, Decimal(end)),)
                await self._do(AdjustGoalTargets(ref, later, date(2022, 1, 1)), "Neues Gesetz")
            if chance.random() < 0.1:
                await self._do(ChangeGoalMethod(ref, "Anders", date(2025, 1, 1)), "Neue Daten")
            elif chance.random() < 0.05:
                await self._do(AchieveGoal(ref, date(2025, 1, 1)))
            return ref

    async def _project(self, chance: Random, goals: Sequence[str]) -> None:
        async with self._places:
            lead, *others = self._some(chance, min(4, len(self._founded.municipalities)))
            begun = BEGINNING + timedelta(days=chance.randint(0, 1500))
            themes = tuple(sorted(chance.sample(THEMES, chance.randint(0, 2))))
            ref = (await self._do(ProposeProject(f"Vorhaben {lead[-4:]}", "Ein Vorhaben.", lead, begun, themes))).ref
            for party in others:
                await self._do(JoinProject(ref, party, begun))
            for year in range(begun.year, begun.year + 3):
                await self._do(PlanBudget(ref, year, Money(chance.randint(1, 10**7))))
            if chance.random() < 0.15:
                return
            await self._do(ApproveProject(ref, begun))
            effect = ExpectedEffect(
                chance.choice(goals), chance.randint(2020, 2035), Decimal(chance.randint(1, 99)), "t"
            )
            await self._do(ExpectEffect(ref, effect))
            for n in range(3):
                await self._do(
                    AddMilestone(ref, f"Schritt {n}", begun + timedelta(days=400 * (n + 1)), (n,) if n else ())
                )
            await self._fund(ref, chance, begun)
            await self._run(ref, chance, begun)

    async def _fund(self, ref: str, chance: Random, begun: date) -> None:
        costs = Money(chance.randint(10**5, 10**7))
        half = Money(costs.cents // 2)
        await self._do(ApplyForFunding(ref, "Richtlinie", costs, Fraction(1, 2), half, begun))
        if chance.random() < 0.7:
            await self._do(GrantFunding(ref, 1, half, begun + timedelta(days=90)))
            await self._do(DrawFunding(ref, 1, Money(half.cents // 3), begun + timedelta(days=400)))

    async def _run(self, ref: str, chance: Random, begun: date) -> None:
        if chance.random() < 0.2:
            return
        await self._do(StartProject(ref, begun + timedelta(days=30)))
        await self._do(AgreeReporting(ref, 6, begun))
        await self._do(ReachMilestone(ref, 1, begun + timedelta(days=500)))
        await self._do(RecordSpending(ref, begun.year, Money(chance.randint(1, 10**6))))
        await self._do(ReportProgress(ref, begun + timedelta(days=200), "Es geht voran.", 40))
        match chance.randint(0, 9):
            case 0 | 1 | 2:
                await self._do(CompleteProject(ref, begun + timedelta(days=900), "Fertig."))
            case 3:
                await self._do(CancelProject(ref, begun + timedelta(days=900)), "Kein Geld")
            case 4:
                await self._do(PauseProject(ref, begun + timedelta(days=900)), "Kein Personal")
            case 5:
                await self._do(BlockProject(ref, begun + timedelta(days=900), BlockCause.STAFF))

    async def _contact(self, chance: Random) -> None:
        async with self._places:
            on = BEGINNING + timedelta(days=chance.randint(0, 2500))
            if chance.random() < 0.5:
                whom = tuple(self._some(chance, 2))
                ref = (await self._do(RecordOutreach(OutreachKind.VISIT, on, whom, "Besuch"))).ref
                if chance.random() < 0.5:
                    await self._do(RecordOutreachAnswer(ref, on + timedelta(days=20), municipality=chance.choice(whom)))
            else:
                (one,) = self._some(chance, 1)
                hours = Fraction(chance.randint(1, 400), 4)
                money = Money(chance.randint(0, 10**6)) if chance.random() < 0.5 else None
                await self._do(RecordRelief(one, on, ReliefKind.SAVED, "Antrag", hours, money))


async def measure(record: Record, admin_url: str, founded: Founded, size: Size, rounds: int) -> dict[str, float]:
    """Fill the county, then ask for its monitoring and for the statement's numbers in turns; both are the same."""
    await _Telling(record, founded, size).tell()
    await _analyse(admin_url)
    _, token = await record.actors(founded.county).issue(founded.actor)
    app = graphql_app(record, Settings())
    asked, _ = await _ask(app, token)
    numbers, _ = await _state(record, founded)
    _expect_equal(asked, numbers)
    times: list[tuple[float, float]] = []
    for _ in range(rounds):
        _, mine = await _ask(app, token)
        _, peer = await _state(record, founded)
        times.append((mine, peer))
    ours, theirs = (median(column) for column in zip(*times, strict=True))
    return {"monitoring_ms": ours * 1000, "monitoring_sql_ms": theirs * 1000, "monitoring_ratio": ours / theirs}


async def _analyse(admin_url: str) -> None:
    connection = await asyncpg.connect(admin_url)
    try:
        await connection.execute("VACUUM (ANALYZE)")  # what autovacuum would have done by now
    finally:
        await connection.close()


async def _ask(app: Any, token: str) -> tuple[dict[str, Any], float]:
    """Monitoring as a client gets it, and the seconds that it takes."""
    transport = httpx.ASGITransport(app, raise_app_exceptions=True)
    async with httpx.AsyncClient(transport=transport, base_url="http://klimakreis.test") as http:
        began = time.perf_counter()
        response = await http.post(
            "/graphql",
            json={"query": QUERY, "variables": {"on": ON.isoformat()}},
            headers={"Authorization": f"Bearer {token}"},
        )
        taken = time.perf_counter() - began
    found = response.json()
    assert "errors" not in found, found["errors"]
    told: dict[str, Any] = found["data"]["county"]["monitoring"]
    return told, taken


async def _state(record: Record, founded: Founded) -> tuple[dict[str, Any], float]:
    """The statement's numbers, and the seconds that it takes."""
    async with fenced(record.pool, founded.county) as connection:
        began = time.perf_counter()
        answer = await connection.fetchval(STATEMENT, founded.county, ON.isoformat())
        taken = time.perf_counter() - began
    numbers: dict[str, Any] = json.loads(answer)
    return numbers, taken


def _expect_equal(asked: dict[str, Any], numbers: dict[str, Any]) -> None:
    """Raise unless monitoring and the statement say the same in every number."""
    kinds = [each["kind"] for each in asked["overdue"]]
    told = {
        "goals": {each["status"]: each["count"] for each in asked["goals"] if each["count"]},
        "attainment": {each["attainment"]: each["count"] for each in asked["attainment"] if each["count"]},
        "overdue": {kind: kinds.count(kind) for kind in ("VALUE", "MILESTONE", "PROGRESS_REPORT")},
        "projects": {each["status"]: [each["count"], each["blocked"]] for each in asked["projects"] if each["count"]},
        "themes": {each["theme"] or "-": [each["count"], each["underWay"]] for each in asked["themes"]},
        "money": {
            str(each["year"]): [_cents(each[name]) for name in ("planned", "granted", "drawn", "spent")]
            for each in asked["moneyByYear"]
        },
        "own": _cents(asked["money"]["ownContribution"]),
        "effects": {
            _ref(each["goal"]): [Decimal(each["gap"]), Decimal(each["expected"]), each["projects"]]
            for each in asked["effects"]
        },
        "participation": {
            _ref(each["municipality"]): [each["underWay"], each["leading"], each["completed"]]
            for each in asked["participation"]
        },
        "benefits": {
            f"{_ref(each['municipality'])} {each['year']}": [
                each["outreach"],
                each["answered"],
                Decimal(each["hours"]),
                _cents(each["money"]),
            ]
            for each in asked["benefits"]
        },
    }
    exact = {
        **numbers,
        "effects": {ref: [Decimal(gap), Decimal(sum_), n] for ref, (gap, sum_, n) in numbers["effects"].items()},
        "benefits": {key: [a, b, Decimal(hours), cents] for key, (a, b, hours, cents) in numbers["benefits"].items()},
    }
    for name, mine in told.items():
        assert mine == exact[name], f"{name}: {_differing(mine, exact[name])}"


def _differing(mine: Any, theirs: Any) -> Any:
    if not isinstance(mine, dict):
        return mine, theirs
    return [(key, mine.get(key), theirs.get(key)) for key in mine.keys() | theirs if mine.get(key) != theirs.get(key)][
        :3
    ]


def _cents(money: dict[str, str]) -> int:
    return int(Decimal(money["amount"]) * 100)


def _ref(entity: dict[str, str]) -> str:
    return decode_id(entity["id"], ("id",)).ref
