"""The monitoring of a county's climate work on a day: goals, duties, projects, money, effects, who takes part."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from events.goal.attainment import AttainmentStatus
from events.goal.indicator import Unit
from events.goal.state import GoalStatus, Year
from events.monitoring.duties import Duty
from events.outreach import OutreachKind
from events.project.state import ProjectStatus
from events.refs import GoalRef, MunicipalityRef
from events.terms import Code
from events.values import Money, Whole

Count = Annotated[int, Whole(0, 1_000_000)]


@dataclass(frozen=True)
class GoalsByStatus:
    """How many goals have come so far (Ziele nach Stand)."""

    status: GoalStatus
    """How far (Stand)."""
    count: Count
    """How many (Anzahl)."""


@dataclass(frozen=True)
class GoalsByAttainment:
    """The adopted goals that are on their way, or are not (Ziele nach Zielerreichung)."""

    attainment: AttainmentStatus
    """Whether they are on their way (Zielerreichung)."""
    count: Count
    """How many (Anzahl)."""
    goals: tuple[GoalRef, ...]
    """Which, by their titles (Ziele)."""


@dataclass(frozen=True)
class ProjectsByStatus:
    """How many projects have come so far (Vorhaben nach Stand)."""

    status: ProjectStatus
    """How far (Stand)."""
    count: Count
    """How many (Anzahl)."""
    blocked: Count
    """How many of them are blocked (davon blockiert)."""


@dataclass(frozen=True)
class ProjectsByTheme:
    """How many projects belong to a theme; one of several themes counts under each (Vorhaben nach Thema)."""

    theme: Code | None
    """The code of the theme; none: of no theme (Thema)."""
    count: Count
    """How many, without those cancelled (Anzahl)."""
    under_way: Count
    """How many of them are planned, running or paused (davon laufend)."""


@dataclass(frozen=True)
class MoneyOfProjects:
    """The money of projects, in euros and cents. Ideas count nowhere; of cancelled projects counts what was spent,
    granted and drawn, but not what was planned (Mittel)."""

    planned: Money
    """Planned (geplant)."""
    granted: Money
    """Granted by the day (bewilligt)."""
    drawn: Money
    """Drawn by the day (abgerufen)."""
    spent: Money
    """Spent (ausgegeben)."""
    own_contribution: Money
    """What those that carry the projects bear themselves, summed over projects (Eigenanteil)."""


@dataclass(frozen=True)
class MoneyOfYear:
    """The money of projects in one year (Mittel nach Jahr)."""

    year: Year
    """The year (Jahr)."""
    planned: Money
    """Planned for the year (geplant)."""
    granted: Money
    """Granted in the year (bewilligt)."""
    drawn: Money
    """Drawn in the year (abgerufen)."""
    spent: Money
    """Spent in the year (ausgegeben)."""


@dataclass(frozen=True)
class EffectAgainstGap:
    """What projects are expected to do for an adopted goal, beside what is still to be done (Wirkung und Lücke).

    Projects count that are planned, running, paused or completed, with what begins after the year of the newest value,
    or of the baseline where there is no value, and lasts in the year of the last target.
    """

    goal: GoalRef
    """The goal (Ziel)."""
    unit: Unit
    """The unit of its indicator (Einheit)."""
    year: Year
    """The year of its last target (Zieljahr)."""
    gap: Decimal
    """From the newest value since the baseline, or the baseline, to the last target: what is still to be done; 0 when
    it is reached (Lücke)."""
    expected: Decimal
    """What projects are expected to do for it in that year (erwartete Wirkung)."""
    projects: Count
    """How many projects are expected to do something for it, with an amount or without (Vorhaben)."""
    left_out: Count
    """How many amounts are left out of the sum, since they were given in another unit than the indicator has by now
    (Angaben in anderer Einheit)."""


@dataclass(frozen=True)
class EffectOfYear:
    """What projects are expected to do for a goal in one year (erwartete Wirkung im Jahr)."""

    year: Year
    """The year (Jahr)."""
    amount: Decimal
    """By how much they move its indicator the goal's way (Betrag)."""
    projects: Count
    """How many projects that is (Vorhaben)."""
    left_out: Count
    """How many amounts are left out, since they were given in another unit (Angaben in anderer Einheit)."""


@dataclass(frozen=True)
class Participation:
    """In how many projects a municipality takes part on the day (Beteiligung)."""

    municipality: MunicipalityRef
    """The municipality; those that became part of it count as it (Gemeinde)."""
    under_way: Count
    """In how many that are planned, running or paused (laufend)."""
    leading: Count
    """How many of these it leads (davon federführend)."""
    completed: Count
    """In how many that are completed (abgeschlossen)."""


@dataclass(frozen=True)
class ParticipationCount:
    """How many municipalities take part in projects under way (Beteiligung der Gemeinden)."""

    in_none: Count
    """In no project (in keinem)."""
    in_one: Count
    """In one (in einem)."""
    in_several: Count
    """In several (in mehreren)."""
    leading: Count
    """Leading at least one (federführend)."""


@dataclass(frozen=True)
class OutreachOfKind:
    """How often the coordination reached a municipality in one way (Kontakte nach Art)."""

    kind: OutreachKind
    """In which way (Art)."""
    count: Count
    """How often (Anzahl)."""


@dataclass(frozen=True)
class ReliefSum:
    """Hours and money that were saved, or taken over (Summe der Entlastung)."""

    hours: Decimal
    """Hours (Stunden)."""
    money: Money
    """Money (Betrag)."""


@dataclass(frozen=True)
class Benefit:
    """What the coordination did for a municipality in a year (Kontakte und Entlastung)."""

    municipality: MunicipalityRef
    """The municipality; those that became part of it count as it (Gemeinde)."""
    year: Year
    """The year (Jahr)."""
    outreach: Count
    """How many visits, letters, events and the like (Kontakte)."""
    answered: Count
    """How many of them it has answered (davon beantwortet)."""
    outreach_by_kind: tuple[OutreachOfKind, ...]
    """How many of each kind, those that there were (Kontakte nach Art)."""
    hours: Decimal
    """Hours saved or taken over (Stunden)."""
    money: Money
    """Money saved or taken over (Betrag)."""
    saved: ReliefSum
    """What of it was saved (davon eingespart)."""
    taken_over: ReliefSum
    """What of it was taken over (davon übernommen)."""


@dataclass(frozen=True)
class Monitoring:
    """Goals, duties, projects, money and effects on a day, of a whole county or of one of those that take part; of what
    the reader sees (Monitoring)."""

    on: date
    """The day (Stichtag)."""
    goals: tuple[GoalsByStatus, ...]
    """Goals by how far they have come, every status once (Ziele nach Stand)."""
    attainment: tuple[GoalsByAttainment, ...]
    """Adopted goals by whether they are on their way, every answer once (Ziele nach Zielerreichung)."""
    overdue: tuple[Duty, ...]
    """What is overdue, the longest first (Überfälliges)."""
    projects: tuple[ProjectsByStatus, ...]
    """Projects by how far they have come, every status once (Vorhaben nach Stand)."""
    themes: tuple[ProjectsByTheme, ...]
    """Projects by theme, in order of the codes, those of no theme last (Vorhaben nach Thema)."""
    money: MoneyOfProjects
    """Their money, of all years (Mittel)."""
    money_by_year: tuple[MoneyOfYear, ...]
    """Their money, by year (Mittel nach Jahr)."""
    effects: tuple[EffectAgainstGap, ...]
    """What projects are expected to do for adopted goals, by the goals' titles (Wirkung und Lücke)."""
    participation: tuple[Participation, ...]
    """Each municipality of the county that exists on the day, by name (Beteiligung)."""
    participation_count: ParticipationCount
    """How many take part (Beteiligung der Gemeinden)."""
    benefits: tuple[Benefit, ...]
    """What the coordination did for each, by name and year (Kontakte und Entlastung)."""
