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
    """How many goals have a status (Ziele nach Stand)."""

    status: GoalStatus
    """The status (Stand)."""
    count: Count
    """How many (Anzahl)."""


@dataclass(frozen=True)
class GoalsByAttainment:
    """How many adopted goals are on track, at risk or off track (Ziele nach Zielerreichung)."""

    attainment: AttainmentStatus
    """Whether they are on track (Zielerreichung)."""
    count: Count
    """How many (Anzahl)."""
    goals: tuple[GoalRef, ...]
    """The goals, by title (Ziele)."""


@dataclass(frozen=True)
class ProjectsByStatus:
    """How many projects have a status (Vorhaben nach Stand)."""

    status: ProjectStatus
    """The status (Stand)."""
    count: Count
    """How many (Anzahl)."""
    blocked: Count
    """How many of them are blocked (davon blockiert)."""


@dataclass(frozen=True)
class ProjectsByTheme:
    """How many projects belong to a theme; a project with several themes counts under each (Vorhaben nach Thema)."""

    theme: Code | None
    """The code of the theme; null for projects without a theme (Thema)."""
    count: Count
    """How many, without those cancelled (Anzahl)."""
    under_way: Count
    """How many of them are planned, running or paused (davon laufend)."""


@dataclass(frozen=True)
class MoneyOfProjects:
    """The money of projects, in euros and cents. Ideas do not count; of cancelled projects, what was
    spent, granted and drawn counts, but not what was planned (Mittel)."""

    planned: Money
    """Planned (geplant)."""
    granted: Money
    """Granted by the day (bewilligt)."""
    drawn: Money
    """Drawn by the day (abgerufen)."""
    spent: Money
    """Spent (ausgegeben)."""
    own_contribution: Money
    """What the leads and participants pay themselves, over all projects (Eigenanteil)."""


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
    """What projects are expected to contribute to an adopted goal, beside what is still to be achieved (Wirkung und
    Lücke).

    Planned, running, paused and completed projects count, with effects that begin after the year of the newest value
    (without a value, of the baseline) and last into the year of the last target.
    """

    goal: GoalRef
    """The goal (Ziel)."""
    unit: Unit
    """The unit of its indicator (Einheit)."""
    year: Year
    """The year of its last target (Zieljahr)."""
    gap: Decimal
    """What is still to be achieved: the distance from the newest value since the baseline, or from the baseline, to the
    last target; 0 once it is reached (Lücke)."""
    expected: Decimal
    """What projects are expected to contribute in that year (erwartete Wirkung)."""
    projects: Count
    """How many projects are expected to contribute to it, with or without an amount (Vorhaben)."""
    left_out: Count
    """How many amounts are left out of the sum, because their unit is not that of the indicator now
    (Angaben in anderer Einheit)."""


@dataclass(frozen=True)
class EffectOfYear:
    """What projects are expected to contribute to a goal in one year (erwartete Wirkung im Jahr)."""

    year: Year
    """The year (Jahr)."""
    amount: Decimal
    """By how much they move its indicator towards the goal (Betrag)."""
    projects: Count
    """How many projects contribute (Vorhaben)."""
    left_out: Count
    """How many amounts are left out, because their unit is another (Angaben in anderer Einheit)."""


@dataclass(frozen=True)
class Participation:
    """In how many projects a municipality takes part on the day (Beteiligung)."""

    municipality: MunicipalityRef
    """The municipality; those merged into it count as it (Gemeinde)."""
    under_way: Count
    """In how many planned, running or paused projects (laufend)."""
    leading: Count
    """How many of these it leads (davon federführend)."""
    completed: Count
    """In how many completed projects (abgeschlossen)."""


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
    """How often the coordination office reached a municipality in one way (Kontakte nach Art)."""

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
    """What the coordination office did for a municipality in a year (Kontakte und Entlastung)."""

    municipality: MunicipalityRef
    """The municipality; those merged into it count as it (Gemeinde)."""
    year: Year
    """The year (Jahr)."""
    outreach: Count
    """How many visits, letters, events and the like (Kontakte)."""
    answered: Count
    """How many of them it has answered (davon beantwortet)."""
    outreach_by_kind: tuple[OutreachOfKind, ...]
    """How many of each kind that occurred (Kontakte nach Art)."""
    hours: Decimal
    """Hours saved or taken over (Stunden)."""
    money: Money
    """Money saved or taken over (Betrag)."""
    saved: ReliefSum
    """How much of it was saved (davon eingespart)."""
    taken_over: ReliefSum
    """How much of it was taken over (davon übernommen)."""


@dataclass(frozen=True)
class Monitoring:
    """Goals, duties, projects, money and effects on a day, of a whole county or of one of its parties, as far as the
    reader may see them (Monitoring)."""

    on: date
    """The day (Stichtag)."""
    goals: tuple[GoalsByStatus, ...]
    """Goals by status, every status once (Ziele nach Stand)."""
    attainment: tuple[GoalsByAttainment, ...]
    """Adopted goals by attainment, every answer once (Ziele nach Zielerreichung)."""
    overdue: tuple[Duty, ...]
    """What is overdue, the longest first (Überfälliges)."""
    projects: tuple[ProjectsByStatus, ...]
    """Projects by status, every status once (Vorhaben nach Stand)."""
    themes: tuple[ProjectsByTheme, ...]
    """Projects by theme, in order of the codes, those without a theme last (Vorhaben nach Thema)."""
    money: MoneyOfProjects
    """Their money, of all years (Mittel)."""
    money_by_year: tuple[MoneyOfYear, ...]
    """Their money, by year (Mittel nach Jahr)."""
    effects: tuple[EffectAgainstGap, ...]
    """What projects are expected to contribute to adopted goals, by title of the goal (Wirkung und Lücke)."""
    participation: tuple[Participation, ...]
    """Each municipality of the county that exists on the day, by name (Beteiligung)."""
    participation_count: ParticipationCount
    """How many take part (Beteiligung der Gemeinden)."""
    benefits: tuple[Benefit, ...]
    """What the coordination office did for each, by name and year (Kontakte und Entlastung)."""
