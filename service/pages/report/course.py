"""The course of a goal as a chart: its path and how that was adjusted, what was measured, where the series breaks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from markupsafe import Markup

from events.dated import first_or_holding
from events.goal.calculation import newest, points
from events.goal.lifecycle import method_on, targets_on
from events.goal.state import DataQuality, ElectricityMix, Goal, GoalMethod, GoalTarget, GoalValue
from events.message import plural
from events.monitoring.monitored import MonitoredGoal
from service.pages.report.arithmetic import named
from service.pages.report.chart.lines import At, ChartLine, LineChart, MomentMark, Spot, mark_key, stroke_key
from service.pages.report.chart.marks import Mark, Stroke, Tone
from service.pages.report.telling import Telling
from service.pages.typography import HELD

_QUALITIES = {
    DataQuality.A: Mark.QUALITY_A,
    DataQuality.B: Mark.QUALITY_B,
    DataQuality.C: Mark.QUALITY_C,
    DataQuality.D: Mark.QUALITY_D,
}
_MOST_LABELLED = 12


@dataclass(frozen=True)
class Way:
    """Baseline and targets as they held from a day on; without a baseline, the targets alone."""

    since: date
    method: GoalMethod
    points: tuple[GoalTarget, ...]

    @property
    def is_path(self) -> bool:
        """Whether it can be followed: from a baseline to a target."""
        return self.method.baseline is not None and len(self.points) > 1


def ways(state: Goal, on: date) -> list[Way]:
    """The ways that a goal was to go by the day, oldest first, the last one holding; each that differs once."""
    days = {path.since for path in state.paths} | {method.since for method in state.methods}
    begins = sorted({day for day in days if day <= on} or {on})
    found: list[Way] = []
    for day in begins:
        method, targets = method_on(state, day), targets_on(state, day)
        way = Way(day, method, points(method.baseline, targets) if method.baseline else targets)
        if found and (found[-1].method.number, found[-1].points) == (method.number, way.points):
            continue
        found.append(way)
    return found


def over_by(state: Goal, on: date) -> list[GoalValue]:
    """The values of periods that are over on the day, in order of their years."""
    known = {method.number for method in state.methods if method.since <= on} | {method_on(state, on).number}
    shown = (value for value in state.values if value.period.until < on and value.method in known)
    return sorted(shown, key=lambda value: (value.period.until, value.method, value.period.since))


def course(goal: MonitoredGoal, telling: Telling, key: str) -> LineChart | None:
    """The chart of a goal; None where there is nothing to show."""
    state, on = goal.state, telling.on
    told, values = ways(state, on), over_by(state, on)
    if not values and not told[-1].points:
        return None
    years = [way_point.year for way in told for way_point in way.points] + [v.period.until.year for v in values]
    last = max(*years, on.year)
    end = last + max(1, (last - min(years)) // 15)
    lines = [*_paths(told, end), *_series(state, values, on)]
    spots = [*_ends(told, telling), *_values(state, values, telling)]
    moments = list(_moments(told, telling))
    unit = state.indicator.unit
    return LineChart(
        key=key,
        title=f"{state.indicator.name} ({unit})",
        desc=_described(goal, told[-1], values, telling),
        unit=unit,
        years=telling.say("Year"),
        language=telling.language,
        lines=lines,
        spots=spots,
        moments=moments,
        legend=_legend(lines, spots, moments, telling),
    )


# --- Lines -----------------------------------------------------------------------------------------------------


def _at(point: GoalTarget) -> At:
    return Fraction(point.year), Fraction(point.value)


def _stands(value: GoalValue) -> At:
    return Fraction(value.period.until.year), Fraction(value.value)


def _paths(told: Sequence[Way], end: int) -> Iterator[ChartLine]:
    """Earlier paths, then the one that holds, level after its last target."""
    for way in told:
        if way.is_path:
            drawn = [_at(point) for point in way.points]
            if way is not told[-1]:
                yield ChartLine(Stroke.EARLIER_PATH, drawn)
            else:
                yield ChartLine(Stroke.PATH, drawn)
                yield ChartLine(Stroke.LEVEL, [drawn[-1], (Fraction(end), drawn[-1][1])])


def _series(state: Goal, values: Sequence[GoalValue], on: date) -> Iterator[ChartLine]:
    """A line through the values of each method, so that a series breaks where the method does."""
    holding = method_on(state, on).number
    for method in state.methods:
        drawn = [
            _stands(value)
            for value in values
            if value.method == method.number and value.mix is not ElectricityMix.TERRITORIAL
        ]
        if len(drawn) > 1:
            yield ChartLine(Stroke.SERIES if method.number == holding else Stroke.EARLIER_SERIES, drawn)


# --- Shapes ----------------------------------------------------------------------------------------------------


def _ends(told: Sequence[Way], telling: Telling) -> Iterator[Spot]:
    """Baselines and targets; only those that hold are labelled."""
    shown = set(told[-1].points)
    for way in told[:-1]:
        for n, point in enumerate(way.points):
            if point not in shown:
                shown.add(point)
                yield Spot(_end(way, n), _at(point), Tone.EARLIER)
    for n, point in enumerate(told[-1].points):
        rank = 1 if n == len(told[-1].points) - 1 else 2 if n == 0 else 3
        yield Spot(_end(told[-1], n), _at(point), label=telling.number(point.value), rank=rank)


def _end(way: Way, n: int) -> Mark:
    return Mark.BASELINE if n == 0 and way.method.baseline is not None else Mark.TARGET


def _values(state: Goal, values: Sequence[GoalValue], telling: Telling) -> Iterator[Spot]:
    """What was measured; the newest value that counts is labelled first, the others where they are few."""
    holding, counts = method_on(state, telling.on).number, newest(state, telling.on)
    for n, value in enumerate(values):
        tone = Tone.FULL if value.method == holding else Tone.EARLIER
        if value.mix is ElectricityMix.TERRITORIAL:
            tone = Tone.HOLLOW
        label = telling.number(value.value) if value is counts or len(values) <= _MOST_LABELLED else ""
        rank = 0 if value is counts else 10 + len(values) - n
        yield Spot(_QUALITIES[value.quality], _stands(value), tone, label, rank)


# --- Moments ---------------------------------------------------------------------------------------------------


def moment_of(day: date) -> Fraction:
    """Where a day stands among years that stand where they end: the last day of 2024 at 2024."""
    begins = date(day.year, 1, 1)
    days = (date(day.year, 12, 31) - begins).days + 1
    return day.year - 1 + Fraction((day - begins).days + 1, days)


def _moments(told: Sequence[Way], telling: Telling) -> Iterator[MomentMark]:
    """The day of the report, and the days from which another method holds."""
    yield MomentMark(Stroke.REPORT_DAY, moment_of(telling.on), telling.say("Day of report {on}", on=telling.on))
    breaks = {way.method.number: way for way in told}
    for way in list(breaks.values())[1:]:
        label = telling.say("new method from {year}", year=way.method.since.year)
        yield MomentMark(Stroke.BREAK, moment_of(way.method.since - timedelta(days=1)), label)


# --- Words -----------------------------------------------------------------------------------------------------


def _legend(
    lines: Sequence[ChartLine], spots: Sequence[Spot], moments: Sequence[MomentMark], telling: Telling
) -> list[tuple[Markup, str]]:
    """What the strokes and shapes that the chart has stand for."""
    say = telling.say
    strokes = {
        Stroke.PATH: say("target path"),
        Stroke.LEVEL: say("level after the last target"),
        Stroke.EARLIER_PATH: say("earlier target path"),
        Stroke.BREAK: say("method changed"),
        Stroke.REPORT_DAY: say("day of the report"),
    }
    drawn = {line.stroke for line in lines} | {moment.stroke for moment in moments}
    shapes = {(spot.mark, spot.tone) for spot in spots}
    found = [stroke_key(stroke, said) for stroke, said in strokes.items() if stroke in drawn]
    for mark, said in ((Mark.BASELINE, say("baseline")), (Mark.TARGET, say("target"))):
        tones = [tone for tone in Tone if (mark, tone) in shapes]
        if tones:
            found.append(mark_key(mark, said, tones[0]))
    for quality, mark in _QUALITIES.items():
        grade = quality.value
        more = {
            Tone.FULL: say("value, data quality {grade}", grade=grade),
            Tone.EARLIER: say("value, data quality {grade}, earlier method", grade=grade),
            Tone.HOLLOW: say("value, data quality {grade}, electricity mix of the territory", grade=grade),
        }
        found += [mark_key(mark, said, tone) for tone, said in more.items() if (mark, tone) in shapes]
    return found


def _described(goal: MonitoredGoal, way: Way, values: Sequence[GoalValue], telling: Telling) -> str:
    """What the chart shows, for those who do not see it."""
    method = named(way.method)
    if not way.is_path:
        return telling.told(
            plural(
                len(values),
                "One value. Method: {method}. The numbers are in the table below.",
                "{count} values. Method: {method}. The numbers are in the table below.",
                method=method,
            )
        )
    first, last, unit = way.points[0], way.points[-1], goal.state.indicator.unit
    return telling.told(
        plural(
            len(values),
            "One value and the target path from {start} ({begin}) to {target} ({end}). Method: {method}. The numbers "
            "are in the table below.",
            "{count} values and the target path from {start} ({begin}) to {target} ({end}). Method: {method}. The "
            "numbers are in the table below.",
            method=method,
            start=telling.amount(first.value, unit),
            begin=first.year,
            target=telling.amount(last.value, unit),
            end=last.year,
        )
    )


def earlier(goal: MonitoredGoal, telling: Telling) -> list[str]:
    """The paths that held before the one of the day, in numbers."""
    told = ways(goal.state, telling.on)
    sentences = []
    for way, following in pairwise(told):
        if way.is_path:
            last = following.since - timedelta(days=1)
            numbers = ", ".join(f"{telling.number(point.value)}{HELD}({point.year})" for point in way.points)
            sentences.append(telling.say("Earlier target path, to {last}: {numbers}.", last=last, numbers=numbers))
    return sentences


def plan_of(goal: MonitoredGoal, telling: Telling) -> str:
    """How often the goal is measured."""
    plan = first_or_holding(goal.state.plans, telling.on)
    every = plural(plan.cadence_months, "a value every month", "a value every {count} months")
    if not plan.lag_months:
        return telling.say("{every}, by the end of the period", every=every)
    lag = plural(plan.lag_months, "one month", "{count} months")
    return telling.say("{every}, up to {lag} after the end of the period", every=every, lag=lag)
