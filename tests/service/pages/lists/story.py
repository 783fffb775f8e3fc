"""An overview of a small county, made by hand: two goals of which one has values, three projects, a visit, a relief."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from events.county import COUNTY
from events.monitoring.monitored import MonitoredStates
from events.outreach import OutreachAnswered, OutreachKind, OutreachRecorded
from events.project.budget import BudgetPlanned, SpendingRecorded
from events.project.course import ProjectApproved, ProjectStarted
from events.project.effects import EffectExpected
from events.project.funding import FundingAppliedFor, FundingGranted
from events.project.milestones import MilestoneAdded
from events.project.outline import ProjectProposed
from events.project.participants import ProjectJoined
from events.project.progress import ProjectBlocked, ReportingAgreed
from events.project.state import BlockCause, ExpectedEffect
from events.relief import ReliefKind, ReliefRecorded
from events.values import Money
from service.language import Language
from service.pages.overview import Overview
from tests.events.goal import story as goals
from tests.events.monitoring.story import MUNICIPALITIES, A, B
from tests.spec import LANDKREIS, day, state_of

COUNTY_REF = "county:00000000-0000-7000-8000-00000000c001"
GOAL, PLAN = "goal:00000000-0000-7000-8000-000000000001", "goal:00000000-0000-7000-8000-000000000002"
HEAT = "project:00000000-0000-7000-8000-000000000011"
IDEA = "project:00000000-0000-7000-8000-000000000012"
ON = date(2024, 6, 1)

MATERIAL = MonitoredStates(
    goals={
        GOAL: state_of(
            goals.proposed(responsible=A),
            goals.adopted,
            goals.recorded(2020, "510"),
            goals.recorded(2021, "480.5"),
        ),
        PLAN: state_of(goals.proposed(title="Ältere Öfen tauschen", responsible=COUNTY_REF, baseline=None, targets=())),
    },
    projects={
        HEAT: state_of(
            ProjectProposed("Wärmeplan", "Gemeinsam.", A, day("2022-01-10"), ("heat",), None),
            ProjectJoined(B, day("2022-01-10"), None),
            ProjectApproved(day("2022-03-01")),
            ProjectStarted(day("2022-05-02")),
            ReportingAgreed(6, day("2022-05-02")),
            BudgetPlanned(2022, Money(10_000_00)),
            BudgetPlanned(2023, Money(20_000_50)),
            SpendingRecorded(2022, Money(9_999_99)),
            FundingAppliedFor(1, "Richtlinie", Money(20_000_00), Fraction(9, 10), Money(18_000_00), day("2022-03-01")),
            FundingGranted(1, Money(18_000_00), day("2022-04-01")),
            EffectExpected(ExpectedEffect(GOAL, 2025, Decimal(40), "t CO2e")),
            MilestoneAdded(1, "Bestand erhoben", day("2023-12-31"), (), None),
            ProjectBlocked(day("2024-02-01"), BlockCause.STAFF, None),
        ),
        IDEA: state_of(ProjectProposed("=Radweg", "Ein Weg.", B, day("2024-01-08"), (), None)),
    },
    municipalities=MUNICIPALITIES,
    outreach={
        "outreach:1": state_of(
            OutreachRecorded(OutreachKind.VISIT, day("2023-05-02"), (A,), "Besuch", None),
            OutreachAnswered(A, day("2023-06-01"), None),
        )
    },
    relief={
        "relief:1": state_of(
            ReliefRecorded(
                A, day("2023-07-03"), ReliefKind.SAVED, "Antrag", Fraction(31, 4), Money(1234_05), None, None
            )
        )
    },
)


def overview(language: Language, on: date = ON) -> Overview:
    """The county on a day, in a language."""
    names = {
        COUNTY_REF: "Schleswig-Flensburg",
        A: "Ort 8",
        B: "Ort 7",
        GOAL: "Weniger Emissionen",
        PLAN: "Ältere Öfen tauschen",
        HEAT: "Wärmeplan",
        IDEA: "=Radweg",
    }
    keys = {A: "01059001", B: "01059002"}
    county = COUNTY.view(state_of(*LANDKREIS), on)
    return Overview(MATERIAL, COUNTY_REF, county, names, keys, on, 17, language)
