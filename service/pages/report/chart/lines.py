"""A chart of lines and marks over the years: the path of a goal and what was measured."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from markupsafe import Markup

from service.language import Language
from service.pages.report.chart.axis import Axis, value_axis, year_axis
from service.pages.report.chart.frame import WIDE, Frame, footed, frame, ruled, text
from service.pages.report.chart.letters import LINE, Box, Placed, Segment, Wanted, fitted, placed, width_of
from service.pages.report.chart.marks import RADIUS, Mark, Stroke, Tone, mark_swatch, marked, stroke_swatch, stroked
from service.pages.report.chart.svg import Length, picture

At = tuple[Fraction, Fraction]
"""A year, which stands where it ends, and a value."""


@dataclass(frozen=True)
class ChartLine:
    """A line through points."""

    stroke: Stroke
    points: Sequence[At]


@dataclass(frozen=True)
class Spot:
    """A shape at a point, with a label if there is room for one; the least `rank` first."""

    mark: Mark
    at: At
    tone: Tone = Tone.FULL
    label: str = ""
    rank: int = 9


@dataclass(frozen=True)
class MomentMark:
    """An upright line at a moment, told above."""

    stroke: Stroke
    year: Fraction
    label: str


@dataclass(frozen=True)
class LineChart:
    """Lines and marks over the years; what stands first lies below. `legend` says what strokes and shapes mean."""

    key: str
    title: str
    desc: str
    unit: str
    years: str
    language: Language
    lines: Sequence[ChartLine]
    spots: Sequence[Spot]
    moments: Sequence[MomentMark]
    legend: Sequence[tuple[Markup, str]]


def drawn_lines(chart: LineChart, width: int = WIDE) -> Markup:
    """The chart, so many pixels wide."""
    points = [*(point for line in chart.lines for point in line.points), *(spot.at for spot in chart.spots)]
    years = year_axis(
        [*(year for year, _ in points), *(each.year for each in chart.moments)], 12 if width == WIDE else 6
    )
    values = value_axis((value for _, value in points), chart.unit, chart.language)
    rows, above = _rows(chart, frame(width, values), years)
    within = frame(width, values, above)
    lines = [(line.stroke, [_place(within, years, point) for point in line.points]) for line in chart.lines]
    spots = [(spot, _place(within, years, spot.at)) for spot in chart.spots]
    ticks = [(_x(within, years, year), label) for year, label in years.ticks]
    return picture(
        f"{chart.key}-{width}",
        width,
        within.height,
        chart.title,
        chart.desc,
        ruled(within),
        footed(within, ticks, chart.years),
        *(_upright(within, years, each) for each in chart.moments),
        *(text(each.text, each.box.left, each.box.bottom - 3) for each in rows),
        *(stroked(stroke, list(points)) for stroke, points in lines),
        *(marked(spot.mark, *point, spot.tone) for spot, point in spots),
        *_labels(within, lines, spots),
    )


def _x(within: Frame, years: Axis, year: Fraction) -> Fraction:
    return years.at(year, within.plot.left + 12, within.plot.right - 12)


def _place(within: Frame, years: Axis, point: At) -> tuple[Fraction, Fraction]:
    return _x(within, years, point[0]), within.y(point[1])


def _upright(within: Frame, years: Axis, moment: MomentMark) -> Markup:
    x = _x(within, years, moment.year)
    points: list[tuple[Length, Length]] = [(x, within.plot.top - 3), (x, within.plot.bottom)]
    return stroked(moment.stroke, points)


_MOST_ROWS = 4


def _rows(chart: LineChart, within: Frame, years: Axis) -> tuple[list[Placed], int]:
    """What moments are called, in rows above the plot where none meets another, and how many rows that takes."""
    found: list[Placed] = []
    for moment in chart.moments:
        said = fitted(moment.label, within.width - 4)
        width = width_of(said)
        left = max(Fraction(2), min(_x(within, years, moment.year) - width / 2, within.width - 2 - width))
        for row in range(_MOST_ROWS):
            top = Fraction(LINE + 2 + row * LINE)
            box = Box(left, top, left + width, top + LINE)
            if not any(box.meets(other.box) for other in found):
                found.append(Placed(said, box))
                break
    return found, max((int((each.box.top - 2) / LINE) for each in found), default=0)


def _labels(
    within: Frame,
    lines: Sequence[tuple[Stroke, Sequence[tuple[Fraction, Fraction]]]],
    spots: Sequence[tuple[Spot, tuple[Fraction, Fraction]]],
) -> list[Markup]:
    """Numbers beside shapes, where there is room."""
    segments: list[Segment] = [pair for _, points in lines for pair in pairwise(points)]
    taken = [Box(x - RADIUS, y - RADIUS, x + RADIUS, y + RADIUS) for _, (x, y) in spots]
    wanted = [Wanted(spot.label, x, y, spot.rank) for spot, (x, y) in spots if spot.label]
    area = Box(within.plot.left, within.plot.top - 9, Fraction(within.width - 2), within.plot.bottom - 1)
    halo = {"paint_order": "stroke", "stroke": "#ffffff", "stroke_width": "3", "stroke_linejoin": "round"}
    return [
        text(each.text, each.box.left, each.box.bottom - 3, **halo) for each in placed(wanted, taken, segments, area)
    ]


def stroke_key(stroke: Stroke, said: str) -> tuple[Markup, str]:
    """A line of the legend."""
    return stroke_swatch(stroke), said


def mark_key(mark: Mark, said: str, tone: Tone = Tone.FULL) -> tuple[Markup, str]:
    """A shape of the legend."""
    return mark_swatch(mark, tone), said
