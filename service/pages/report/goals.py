"""Goals in a report: what is aimed for, whether it is on its way, its course as a chart and as a table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from events.goal.attainment import AttainmentStatus
from events.goal.calculation import attainment, expected, overdue_since, points, value_due
from events.goal.lifecycle import method_on, targets_on
from events.goal.state import GoalStatus, GoalValue, ValuePeriod
from events.message import message
from events.monitoring.monitored import MonitoredGoal
from service.pages.document import MarkedParagraph
from service.pages.report.arithmetic import aim, named, sentences
from service.pages.report.chart.lines import LineChart
from service.pages.report.course import course, earlier, over_by, plan_of
from service.pages.report.effects import Effects, effects_of
from service.pages.report.table import Cell, Table, figure, heads, kept, words
from service.pages.report.telling import Telling
from service.pages.typography import in_a_row

_ORDER = (GoalStatus.ADOPTED, GoalStatus.ACHIEVED, GoalStatus.PROPOSED, GoalStatus.ABANDONED)


@dataclass(frozen=True)
class ToldGoal:
    """A goal as the report tells it."""

    anchor: str
    title: str
    verdict: str
    description: Sequence[MarkedParagraph]
    facts: Sequence[tuple[str, Cell]]
    sentences: Sequence[str]
    chart: LineChart | None
    table: Table | None
    earlier: Sequence[str]
    effects: Effects | None


@dataclass(frozen=True)
class Goals:
    """All goals of a report: in a sentence, at a glance, and one by one."""

    intro: str
    table: Table | None
    goals: Sequence[ToldGoal]


def ordered(telling: Telling) -> list[MonitoredGoal]:
    """The goals, adopted ones first, then by title."""
    return sorted(telling.standing.goals, key=lambda goal: _ORDER.index(goal.status))


def goals(telling: Telling) -> Goals:
    """What the report says of goals."""
    found = ordered(telling)
    if not found:
        return Goals(telling.say("No goals are recorded up to {on}.", on=telling.on), None, [])
    return Goals(_intro(telling), _glance(found, telling), [_told(goal, telling) for goal in found])


def _intro(telling: Telling) -> str:
    """How many goals have come how far."""
    counts = {each.status: each.count for each in telling.monitoring.goals}
    told = (message("{number} {status}", number=counts[each], status=each) for each in _ORDER if counts.get(each))
    return telling.say("Goals by status: {counts}.", counts=in_a_row(told))


def judged(goal: MonitoredGoal, telling: Telling) -> str:
    """Whether the goal is on its way, or else its status."""
    found = attainment(goal.state, telling.on)
    return telling.told(found.status if found else goal.status)


def _glance(found: Sequence[MonitoredGoal], telling: Telling) -> Table:
    say = telling.say
    columns = (say("Newest value"), say("expected"))
    return Table(
        say("Goals at a glance"),
        [
            words(say("Goal")),
            words(say("Status")),
            *heads(numbers=columns),
            words(say("next value")),
        ],
        [_glance_row(goal, telling) for goal in found],
    )


def _glance_row(goal: MonitoredGoal, telling: Telling) -> list[Cell]:
    found, due = attainment(goal.state, telling.on), value_due(goal.state, telling.on)
    value = found.value if found else None
    wanted = found.expected if found else None
    unit = goal.state.indicator.unit
    since = overdue_since(due, telling.on)
    late = telling.say("overdue since {day}", day=since) if since else ""
    status = "" if found is None else telling.told(goal.status)
    return [
        kept(goal.state.title, unit),
        words(judged(goal, telling), status),
        figure(telling.number(value.value), str(value.period.until.year)) if value else figure("–"),
        figure("–" if wanted is None else telling.number(wanted)),
        words(telling.held(due) if due else "–", late),
    ]


def _told(goal: MonitoredGoal, telling: Telling) -> ToldGoal:
    key = goal.ref.replace(":", "-")
    state = goal.state
    adopted = goal.status is GoalStatus.ADOPTED
    return ToldGoal(
        anchor=key,
        title=state.title,
        verdict=judged(goal, telling),
        description=telling.text(state.description),
        facts=list(_facts(goal, telling)),
        sentences=sentences(goal, telling),
        chart=course(goal, telling, key),
        table=_numbers(goal, telling),
        earlier=earlier(goal, telling),
        effects=effects_of(goal, telling) if adopted else None,
    )


def _facts(goal: MonitoredGoal, telling: Telling) -> Iterator[tuple[str, Cell]]:
    state, say = goal.state, telling.say
    step = [each for each in state.steps if each.on <= telling.on][-1]
    yield say("Status"), words(say("{status}, since {day}", status=goal.status, day=step.on))
    yield say("Responsible"), kept(telling.name(goal.party))
    yield say("Theme"), words(telling.theme(state.theme))
    if state.agreement is not None:
        yield say("Agreement"), kept(telling.name(state.agreement))
    yield say("Indicator"), kept(f"{state.indicator.name} ({state.indicator.unit})", aim(goal, telling))
    yield say("Method"), kept(named(method_on(state, telling.on)), plan_of(goal, telling))


# --- The numbers of the chart ----------------------------------------------------------------------------------


def _numbers(goal: MonitoredGoal, telling: Telling) -> Table | None:
    """Year by year what is expected, and what was measured."""
    values = over_by(goal.state, telling.on)
    baseline = method_on(goal.state, telling.on).baseline
    targets = targets_on(goal.state, telling.on)
    path = points(baseline, targets) if baseline else ()
    say, unit = telling.say, goal.state.indicator.unit
    marks = {point.year: (point.value, say("target")) for point in path or targets}
    if baseline:
        marks[baseline.year] = (baseline.value, say("baseline"))
    years = sorted({*marks, *(value.period.until.year for value in values)})
    if not years:
        return None
    rows = []
    for year in years:
        if year in marks:
            number, what = marks[year]
            wanted = figure(telling.number(number), what)
        elif len(path) > 1 and year >= path[0].year:
            wanted = figure(_expected(expected(path, year), goal, telling))
        else:
            wanted = figure("–")
        measured = [value for value in values if value.period.until.year == year]
        rows += [_row(year, wanted, value, goal, telling) for value in measured or (None,)]
    numbers = (say("Path ({unit})", unit=unit), say("Value ({unit})", unit=unit))
    columns = [
        words(say("Year")),
        *heads(numbers=numbers),
        words(say("Quality")),
        words(say("Source")),
    ]
    return Table(say("The numbers of the chart"), columns, rows)


def _expected(exact: Fraction, goal: MonitoredGoal, telling: Telling) -> str:
    return telling.exact(exact, goal.state.indicator.decimals)


def _row(year: int, wanted: Cell, value: GoalValue | None, goal: MonitoredGoal, telling: Telling) -> list[Cell]:
    if value is None:
        return [words(str(year)), wanted, figure("–"), words(""), words("")]
    remarks = []
    if value.method != method_on(goal.state, telling.on).number:
        remarks.append(telling.say("earlier method"))
    if value.mix is not None:
        remarks.append(telling.told(value.mix))
    return [
        words(str(year), period(value.period, telling)),
        wanted,
        figure(telling.number(value.value), ", ".join(remarks)),
        words(value.quality.value),
        kept(value.source),
    ]


def period(told: ValuePeriod, telling: Telling) -> str:
    """A period that is not one calendar year; nothing for one that is."""
    since, until = told.since, told.until
    if since == date(until.year, 1, 1) and until == date(until.year, 12, 31):
        return ""
    return f"{since:%m/%Y}–{until:%m/%Y}"


def attained(telling: Telling) -> dict[AttainmentStatus, int]:
    """How many adopted goals are on their way, or are not."""
    return {each.attainment: each.count for each in telling.monitoring.attainment}
