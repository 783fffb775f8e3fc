"""Goals: the real ones of the Klimaschutzregion Flensburg, and examples with example values.

Source of the two real goals: the published contract on the climate management „Rückenwind“
(klimaschutzregion-flensburg.de): emissions -100 % and energy use -50 % by 2050. Baseline year, responsible party and
all values are examples: none are published.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from events.authority import ExternalDecision
from events.correction import ActCorrection
from events.goal import GOAL
from events.goal.course import AdoptGoal, ProposeGoal
from events.goal.indicator import GoalDirection, GoalIndicator, MeasuringPlan
from events.goal.measured import RecordGoalValue
from events.goal.path import AdjustGoalTargets, ChangeGoalMethod
from events.goal.state import DataQuality, ElectricityMix, GoalBaseline, GoalTarget, ValuePeriod
from service.command_envelope import CommandOutcome
from service.demo.region import BEGINNING, CONTRACT, Coordinate

BOARD = ExternalDecision(body="Lenkungsgruppe (Beispiel)", on=date(2023, 11, 6), paper="Beispiel 2023/9")
EXAMPLE = "Beispielwert"
ADOPTED = date(2023, 11, 6)


class DemoGoals:
    """Records the goals, command by command, each with a different status."""

    def __init__(self, coordinate: Coordinate, refs: dict[str, str], agreement: str, county: str) -> None:
        self._coordinate = coordinate
        self._refs = refs
        self._agreement = agreement
        self._county = county

    async def tell(self) -> None:
        """Record them all, with references like `goal emissions`."""
        await self._emissions()
        await self._energy()
        await self._heat()
        await self._chargers()
        await self._buildings()
        await self._do(
            "peat", self._proposed("Wiedervernässte Moorflächen (Beispiel)", "agriculture", "ha", date(2026, 9, 7))
        )

    async def _do(
        self, key: str, command: Any, reason: str | None = "Beispiel.", authority: ExternalDecision | None = None
    ) -> CommandOutcome:
        return await self._coordinate(f"goal {key}", command, reason=reason, authority=authority)

    def _proposed(
        self,
        title: str,
        theme: str,
        unit: str,
        on: date,
        *,
        plan: tuple[int, int, str] = (12, 9, "10"),
        direction: GoalDirection = GoalDirection.INCREASE,
        description: str = "Ein Beispiel, kein Ziel des Kreises.",
        method: str = "Zählung (Beispiel)",
        edition: str | None = None,
        agreement: str | None = None,
        responsible: str | None = None,
        decimals: int = 0,
        baseline: tuple[int, str] | None = None,
        targets: tuple[tuple[int, str], ...] = (),
    ) -> ProposeGoal:
        cadence, lag, tolerance = plan
        return ProposeGoal(
            title=title,
            description=description,
            theme=theme,
            responsible=responsible or self._county,
            indicator=GoalIndicator(title.removesuffix(" (Beispiel)"), unit, direction, decimals),
            method=method,
            plan=MeasuringPlan(on, cadence, lag, Decimal(tolerance)),
            on=on,
            edition=edition,
            agreement=agreement,
            baseline=None if baseline is None else GoalBaseline(baseline[0], Decimal(baseline[1])),
            targets=tuple(GoalTarget(year, Decimal(value)) for year, value in targets),
        )

    async def _values(
        self,
        key: str,
        values: tuple[tuple[int, str], ...],
        quality: DataQuality,
        mix: ElectricityMix | None = None,
    ) -> list[CommandOutcome]:
        outcomes = []
        for year, value in values:
            period = ValuePeriod(date(year, 1, 1), date(year, 12, 31))
            record = RecordGoalValue(self._refs[f"goal {key}"], period, Decimal(value), quality, EXAMPLE, mix)
            outcomes.append(await self._do(f"{key} {year} {mix}", record))
        return outcomes

    async def _emissions(self) -> None:
        """At risk: the newest value is behind the path but within the tolerance."""
        goal = self._proposed(
            "Treibhausgasemissionen der Klimaschutzregion: minus 100 Prozent bis 2050",
            "energy",
            "% von 1990",
            date(2016, 7, 1),
            plan=(48, 24, "5"),
            direction=GoalDirection.DECREASE,
            description="Bis 2050 sinken die Emissionen des Gebiets um 100 Prozent (veröffentlichter Vertrag, "
            "klimaschutzregion-flensburg.de). Bezugsjahr, Verantwortung und Werte sind Beispiele.",
            method="BISKO",
            edition="2019",
            agreement=self._agreement,
            responsible=self._refs["010595912"],
            decimals=1,
            baseline=(1990, "100"),
            targets=((2050, "0"),),
        )
        ref = (await self._do("emissions", goal, CONTRACT)).ref
        await self._do("emissions adopted", AdoptGoal(ref, BEGINNING), CONTRACT)
        federal, wrong = ElectricityMix.FEDERAL, ((2022, "51"),)
        await self._values("emissions", ((2014, "63.5"), (2018, "56.2")), DataQuality.B, federal)
        (recorded,) = await self._values("emissions", wrong, DataQuality.B, federal)
        await self._values("emissions", ((2022, "38.4"),), DataQuality.B, ElectricityMix.TERRITORIAL)
        year = ValuePeriod(date(2022, 1, 1), date(2022, 12, 31))
        right = RecordGoalValue(ref, year, Decimal("50.1"), DataQuality.B, "Beispielwert, berichtigt", federal)
        corrected = GOAL.correct(ref, (ActCorrection(str(recorded.events[0].event_id), right),))
        await self._do("emissions corrected", corrected, "Netzverluste waren doppelt gezählt (Beispiel).")

    async def _energy(self) -> None:
        """Off track, and overdue."""
        goal = self._proposed(
            "Energieverbrauch der Klimaschutzregion: minus 50 Prozent bis 2050",
            "energy",
            "% von 1990",
            date(2016, 7, 1),
            plan=(48, 24, "5"),
            direction=GoalDirection.DECREASE,
            description="Bis 2050 sinkt der Energieverbrauch des Gebiets um 50 Prozent (veröffentlichter Vertrag, "
            "klimaschutzregion-flensburg.de). Bezugsjahr, Verantwortung und Werte sind Beispiele.",
            method="BISKO",
            edition="2019",
            agreement=self._agreement,
            responsible=self._refs["010595912"],
            decimals=1,
            baseline=(1990, "100"),
            targets=((2050, "50"),),
        )
        ref = (await self._do("energy", goal, CONTRACT)).ref
        await self._do("energy adopted", AdoptGoal(ref, BEGINNING), CONTRACT)
        await self._values("energy", ((2014, "91.7"), (2018, "88.9")), DataQuality.C)

    async def _heat(self) -> None:
        """On track, along a path with a kink."""
        goal = self._proposed(
            "Anteil erneuerbarer Wärme (Beispiel)",
            "heat",
            "%",
            date(2023, 9, 4),
            decimals=1,
            baseline=(2018, "12"),
            targets=((2030, "42"), (2040, "100")),
            responsible=self._refs["partner utility"],
        )
        ref = (await self._do("heat", goal)).ref
        await self._do("heat adopted", AdoptGoal(ref, ADOPTED), authority=BOARD)
        values = ((2020, "16.4"), (2021, "19.8"), (2022, "22.1"), (2023, "25.3"), (2024, "27.6"), (2025, "30.2"))
        await self._values("heat", values, DataQuality.C)

    async def _chargers(self) -> None:
        """No data: the method has changed, and there is no baseline for the new one yet."""
        goal = self._proposed(
            "Öffentliche Ladepunkte (Beispiel)",
            "mobility",
            "Ladepunkte",
            date(2023, 9, 4),
            baseline=(2020, "140"),
            targets=((2030, "900"),),
        )
        ref = (await self._do("chargers", goal)).ref
        await self._do("chargers adopted", AdoptGoal(ref, ADOPTED), authority=BOARD)
        await self._values("chargers", ((2021, "188"), (2022, "259"), (2023, "361")), DataQuality.A)
        changed = ChangeGoalMethod(ref, "Ladesäulenregister (Beispiel)", date(2025, 1, 1), "2025")
        await self._do("chargers method", changed, "Gezählt wird künftig nach dem amtlichen Register (Beispiel).")
        await self._values("chargers", ((2025, "655"),), DataQuality.A)

    async def _buildings(self) -> None:
        """On track since its targets were adjusted."""
        goal = self._proposed(
            "Wärmeverbrauch kommunaler Gebäude (Beispiel)",
            "buildings",
            "MWh",
            date(2023, 9, 4),
            direction=GoalDirection.DECREASE,
            baseline=(2019, "18400"),
            targets=((2025, "13000"), (2035, "6000")),
        )
        ref = (await self._do("buildings", goal)).ref
        await self._do("buildings adopted", AdoptGoal(ref, ADOPTED), authority=BOARD)
        values = ((2021, "17650"), (2022, "16200.5"), (2023, "15800"), (2024, "15100"), (2025, "14350"))
        await self._values("buildings", values, DataQuality.A)
        adjusted = AdjustGoalTargets(
            ref, (GoalTarget(2030, Decimal(11500)), GoalTarget(2040, Decimal(5500))), date(2025, 3, 10)
        )
        reason = "Die Förderung der Gebäudesanierung wurde gekürzt; die Schritte werden kleiner (Beispiel)."
        decided = ExternalDecision(body="Lenkungsgruppe (Beispiel)", on=date(2025, 3, 3), paper="Beispiel 2025/2")
        await self._do("buildings adjusted", adjusted, reason, decided)
