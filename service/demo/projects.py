"""Projects of municipalities and partners, and the office's work for municipalities: all of them examples."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from events.authority import ExternalDecision
from events.outreach import OutreachKind, RecordOutreach, RecordOutreachAnswer
from events.project.budget import PlanBudget, RecordSpending
from events.project.course import ApproveProject, CancelProject, CompleteProject, PauseProject, StartProject
from events.project.effects import ExpectEffect
from events.project.funding import ApplyForFunding, DrawFunding, GrantFunding
from events.project.milestones import AddMilestone, ReachMilestone
from events.project.outline import AppointProjectContacts, ProposeProject
from events.project.participants import AssignProjectResponsibility, JoinProject
from events.project.progress import AgreeReporting, BlockProject, ReportProgress
from events.project.state import BlockCause, ExpectedEffect
from events.relief import RecordRelief, ReliefKind
from events.values import Money
from service.command_envelope import CommandOutcome
from service.demo.region import Coordinate

HARRISLEE, HANDEWITT, TARP, HUERUP = "01059120", "01059183", "01059171", "01059126"
HUSBY, LANGBALLIG, SCHAFFLUND, EGGEBEK, MAASBUELL = "01059127", "01059137", "01059158", "01059107", "01059141"
CONVOY = (
    "Fünf Gemeinden stellen ihre Wärmepläne gemeinsam auf: eine Ausschreibung, eine Datengrundlage, eine "
    "Ansprechperson."
)


class DemoProjects:
    """Records the projects, command by command, each at a different stage."""

    def __init__(self, coordinate: Coordinate, refs: dict[str, str], agreement: str) -> None:
        self._coordinate = coordinate
        self._refs = refs
        self._agreement = agreement

    async def tell(self) -> None:
        """Record it all."""
        await self._heat_plans()
        await self._advice()
        await self._kindergartens()
        await self._chargers()
        await self._ideas()
        await self._office()

    async def _do(
        self, key: str, command: Any, reason: str | None = "Beispiel.", authority: ExternalDecision | None = None
    ) -> CommandOutcome:
        return await self._coordinate(f"project {key}", command, reason=reason, authority=authority)

    async def _proposed(self, key: str, title: str, description: str, lead: str, on: date, *themes: str) -> str:
        agreement = self._agreement if "partner" not in lead else None
        command = ProposeProject(title, description, self._refs[lead], on, tuple(sorted(themes)), agreement)
        return (await self._do(key, command)).ref

    async def _approved(self, key: str, ref: str, approved: date, started: date | None = None) -> None:
        decided = ExternalDecision(body="Lenkungsgruppe (Beispiel)", on=approved, paper=f"Beispiel {approved.year}/4")
        await self._do(f"{key} approved", ApproveProject(ref, approved), authority=decided)
        if started is not None:
            await self._do(f"{key} started", StartProject(ref, started))

    async def _joined(self, key: str, ref: str, since: date, *parties: str) -> None:
        for party in parties:
            await self._do(f"{key} joined {party}", JoinProject(ref, self._refs[party], since))

    async def _money(self, key: str, ref: str, planned: dict[int, int], spent: dict[int, int]) -> None:
        for year, euros in planned.items():
            await self._do(f"{key} planned {year}", PlanBudget(ref, year, Money(euros * 100)))
        for year, euros in spent.items():
            await self._do(f"{key} spent {year}", RecordSpending(ref, year, Money(euros * 100)))

    async def _effect(self, key: str, ref: str, goal: str, year: int, amount: str, unit: str) -> None:
        effect = ExpectedEffect(self._refs[f"goal {goal}"], year, Decimal(amount), unit)
        await self._do(f"{key} effect {goal}", ExpectEffect(ref, effect))

    async def _heat_plans(self) -> None:
        """Running, with dependent milestones, one of them overdue, and a half-drawn grant."""
        ref = await self._proposed(
            "heat", "Wärmeplanung im Konvoi (Beispiel)", CONVOY, HANDEWITT, date(2024, 2, 5), "heat"
        )
        await self._joined("heat", ref, date(2024, 2, 5), HARRISLEE, TARP, HUERUP, SCHAFFLUND, "partner utility")
        await self._approved("heat", ref, date(2024, 5, 13), date(2024, 9, 2))
        contact = AppointProjectContacts(ref, (self._refs["person koordination"],))
        await self._do("heat contact", contact)
        grid = AssignProjectResponsibility(
            ref, "Netz- und Verbrauchsdaten", self._refs["partner utility"], date(2024, 9, 2)
        )
        await self._do("heat data", grid)
        for title, due, after in (
            ("Ausschreibung veröffentlicht", date(2024, 10, 31), ()),
            ("Bestandsanalyse", date(2025, 6, 30), (1,)),
            ("Potenzialanalyse", date(2025, 12, 31), (2,)),
            ("Wärmepläne beschlossen", date(2026, 10, 30), (2, 3)),
        ):
            await self._do(f"heat {title}", AddMilestone(ref, title, due, after))
        for number, on in ((1, date(2024, 10, 28)), (2, date(2025, 7, 21)), (3, date(2026, 2, 16))):
            await self._do(f"heat reached {number}", ReachMilestone(ref, number, on))
        await self._money(
            "heat", ref, {2024: 60_000, 2025: 180_000, 2026: 110_000}, {2024: 41_250, 2025: 163_900, 2026: 48_310}
        )
        applied = ApplyForFunding(
            ref,
            "Kommunalrichtlinie (Beispiel)",
            Money(350_000_00),
            Fraction(9, 10),
            Money(315_000_00),
            date(2024, 3, 1),
        )
        await self._do("heat applied", applied)
        granted = GrantFunding(ref, 1, Money(300_000_00), date(2024, 8, 12), "Beispiel 67K00001")
        await self._do("heat granted", granted)
        await self._do("heat drawn", DrawFunding(ref, 1, Money(150_000_00), date(2025, 9, 1)))
        await self._effect("heat", ref, "heat", 2028, "6.5", "%")
        await self._do("heat reporting", AgreeReporting(ref, 6, date(2024, 9, 2)))
        for percent, on, summary in (
            (30, date(2025, 3, 3), "Die Ausschreibung ist abgeschlossen, die Daten der Netze liegen vor."),
            (60, date(2025, 9, 1), "Die Bestandsanalyse ist fertig und in allen fünf Gemeinden vorgestellt."),
            (80, date(2026, 3, 2), "Die Potenzialanalyse liegt vor; die Entwürfe gehen in die Gemeinderäte."),
        ):
            await self._do(f"heat report {on}", ReportProgress(ref, on, summary, percent))

    async def _advice(self) -> None:
        """Completed, with lessons learned; one participant has since merged into another."""
        ref = await self._proposed(
            "advice",
            "Energieberatung vor Ort (Beispiel)",
            "Sprechstunden in den Gemeindebüros, gemeinsam bezahlt.",
            HUERUP,
            date(2021, 3, 1),
            "buildings",
            "energy",
        )
        await self._joined("advice", ref, date(2021, 3, 1), MAASBUELL, HUSBY, LANGBALLIG)
        await self._approved("advice", ref, date(2021, 5, 10), date(2021, 9, 1))
        await self._money("advice", ref, {2021: 8_000, 2022: 16_000}, {2021: 7_420, 2022: 15_960})
        await self._effect("advice", ref, "buildings", 2022, "120", "MWh")
        completed = CompleteProject(
            ref,
            date(2022, 12, 16),
            "214 Beratungen in vier Gemeinden (Beispiel).",
            "Abendtermine waren doppelt so gut besucht wie Vormittage; ein Termin je Quartal und Gemeinde reicht.",
        )
        await self._do("advice completed", completed)

    async def _kindergartens(self) -> None:
        """Paused and blocked."""
        ref = await self._proposed(
            "solar",
            "Photovoltaik auf Kindertagesstätten (Beispiel)",
            "Gemeinsame Beschaffung von Anlagen für neun Dächer.",
            HARRISLEE,
            date(2024, 11, 4),
            "energy",
            "buildings",
        )
        await self._joined("solar", ref, date(2024, 11, 4), HANDEWITT, EGGEBEK)
        await self._approved("solar", ref, date(2025, 2, 10), date(2025, 5, 5))
        await self._money("solar", ref, {2025: 240_000, 2026: 310_000}, {2025: 91_730})
        await self._effect("solar", ref, "energy", 2027, "0.2", "% von 1990")
        await self._do("solar milestone", AddMilestone(ref, "Anlagen am Netz", date(2026, 6, 30)))
        await self._do("solar blocked", BlockProject(ref, date(2026, 1, 12), BlockCause.SUPPLY))
        await self._do("solar paused", PauseProject(ref, date(2026, 2, 2)), "Der Lieferant ist ausgefallen (Beispiel).")

    async def _chargers(self) -> None:
        """Planned, led by a partner."""
        ref = await self._proposed(
            "chargers",
            "Ladepunkte an Amtsgebäuden (Beispiel)",
            "Zwölf Ladepunkte an sechs Standorten.",
            "partner utility",
            date(2025, 10, 6),
            "mobility",
        )
        await self._joined("chargers", ref, date(2025, 10, 6), TARP, HUERUP)
        await self._approved("chargers", ref, date(2026, 1, 19))
        await self._money("chargers", ref, {2027: 96_000}, {})
        applied = ApplyForFunding(
            ref,
            "Ladeinfrastruktur vor Ort (Beispiel)",
            Money(96_000_00),
            Fraction(1, 2),
            Money(48_000_00),
            date(2026, 6, 1),
        )
        await self._do("chargers applied", applied)
        await self._effect("chargers", ref, "chargers", 2027, "12", "Ladepunkte")

    async def _ideas(self) -> None:
        """An idea, and an abandoned one."""
        text = "Sichere Wege zwischen Schafflund und Handewitt."
        await self._proposed(
            "cycling", "Radroute Schafflund – Handewitt (Beispiel)", text, SCHAFFLUND, date(2026, 9, 7), "mobility"
        )
        ref = await self._proposed(
            "fair", "Klimamesse (Beispiel)", "Eine Messe für Handwerk und Haushalte.", TARP, date(2023, 9, 4), "energy"
        )
        await self._approved("fair", ref, date(2023, 11, 6))
        await self._money("fair", ref, {2024: 25_000}, {})
        await self._do("fair cancelled", CancelProject(ref, date(2024, 1, 15)), "Zu wenige Aussteller (Beispiel).")

    async def _office(self) -> None:
        """The office's contacts with municipalities, and the work it saved them."""
        reached = (
            (OutreachKind.VISIT, date(2024, 3, 12), (HARRISLEE,), "Antrittsbesuch (Beispiel)", date(2024, 3, 12)),
            (OutreachKind.LETTER, date(2024, 6, 3), (TARP, HUSBY, EGGEBEK), "Einladung zum Konvoi (Beispiel)", None),
            (OutreachKind.EVENT, date(2025, 2, 20), (HUERUP, HUSBY, LANGBALLIG), "Werkstatt Wärme (Beispiel)", None),
            (OutreachKind.ADVICE, date(2026, 4, 14), (SCHAFFLUND,), "Beratung Radverkehr (Beispiel)", date(2026, 5, 4)),
        )
        for n, (kind, on, whom, subject, answered) in enumerate(reached):
            refs = tuple(self._refs[ags] for ags in whom)
            ref = (await self._do(f"outreach {n}", RecordOutreach(kind, on, refs, subject))).ref
            if answered is not None:
                await self._do(f"outreach {n} answered", RecordOutreachAnswer(ref, answered))
        spared = (
            (HANDEWITT, date(2024, 4, 30), ReliefKind.TAKEN_OVER, "Förderantrag geschrieben (Beispiel)", 46, 0),
            (TARP, date(2024, 10, 28), ReliefKind.SAVED, "Gemeinsame Ausschreibung (Beispiel)", 30, 12_400),
            (HUERUP, date(2025, 7, 21), ReliefKind.TAKEN_OVER, "Daten aufbereitet (Beispiel)", 22, 3_150),
            (SCHAFFLUND, date(2026, 5, 4), ReliefKind.TAKEN_OVER, "Sitzungsvorlage vorbereitet (Beispiel)", 9, 0),
        )
        for n, (ags, on, way, what, hours, euros) in enumerate(spared):
            relief = RecordRelief(
                self._refs[ags], on, way, what, Fraction(hours), Money(euros * 100) if euros else None
            )
            await self._do(f"relief {n}", relief)
