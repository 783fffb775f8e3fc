"""A chart of bars side by side, year by year, told apart by their hatching."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from service.language import Language
from service.pages.report.chart.axis import SUMS, value_axis
from service.pages.report.chart.frame import WIDE, Frame, footed, frame, ruled
from service.pages.report.chart.marks import INK, swatch
from service.pages.report.chart.svg import Length, element, path, picture


@dataclass(frozen=True)
class BarChart:
    """Amounts of several kinds by year, at most four kinds; one year stands out."""

    key: str
    title: str
    desc: str
    unit: str
    years: str
    language: Language
    kinds: Sequence[str]
    groups: Sequence[tuple[int, Sequence[Fraction]]]
    year: int

    @property
    def legend(self) -> Sequence[tuple[Markup, str]]:
        """What each hatching means."""
        drawn = []
        for n, kind in enumerate(self.kinds):
            key = f"{self.key}-key{n}"
            bar = element("rect", x=1, y=1, width=28, height=12, fill=_filled(n, key), stroke=INK, stroke_width=1)
            drawn.append((swatch(_patterns(key), bar), kind))
        return drawn


def drawn_bars(chart: BarChart, width: int = WIDE) -> Markup:
    """The chart, so many pixels wide."""
    values = value_axis(
        [Fraction(0), *(amount for _, amounts in chart.groups for amount in amounts)], chart.unit, chart.language, SUMS
    )
    within, key = frame(width, values), f"{chart.key}-{width}"
    room = (within.plot.right - within.plot.left) / len(chart.groups)
    middles = [within.plot.left + room * n + room / 2 for n in range(len(chart.groups))]
    every = -(-38 // int(room)) if room >= 1 else len(chart.groups)
    ticks = [
        (middle, str(year))
        for middle, (year, _) in zip(middles, chart.groups, strict=True)
        if (year - chart.year) % every == 0
    ]
    bars = [
        bar
        for middle, (_, amounts) in zip(middles, chart.groups, strict=True)
        for bar in _bars(within, key, middle, room, amounts)
    ]
    ground = path([(within.plot.left, within.y(0)), (within.plot.right, within.y(0))], stroke=INK, stroke_width=1)
    return picture(
        key,
        width,
        within.height,
        chart.title,
        chart.desc,
        _patterns(key),
        ruled(within),
        footed(within, ticks, chart.years, str(chart.year)),
        *bars,
        ground,
    )


def _bars(within: Frame, key: str, middle: Fraction, room: Fraction, amounts: Sequence[Fraction]) -> Iterator[Markup]:
    """The bars of a year, which take four fifths of its room, and no more than a bar needs."""
    wide = min(room * Fraction(4, 5) / len(amounts), Fraction(18))
    left = middle - wide * len(amounts) / 2
    for n, amount in enumerate(amounts):
        top, ground = within.y(amount), within.y(0)
        if amount > 0:
            yield element(
                "rect",
                x=left + wide * n,
                y=top,
                width=wide,
                height=ground - top,
                fill=_filled(n, key),
                stroke=INK,
                stroke_width=1,
            )


def _filled(n: int, key: str) -> str:
    return ("#ffffff", f"url(#{key}-lines)", f"url(#{key}-dots)", "#3a3a3a")[n]


def _patterns(key: str) -> Markup:
    """Hatchings: slanted lines, and dots."""
    square: dict[str, Length] = {"width": 6, "height": 6}
    ground = element("rect", width=6, height=6, fill="#ffffff")
    slanted = path([(-1, 1), (1, -1)], stroke=INK, stroke_width=1)
    slanted += path([(0, 6), (6, 0)], stroke=INK, stroke_width=1) + path([(5, 7), (7, 5)], stroke=INK, stroke_width=1)
    dots = element("circle", cx=2, cy=2, r="1.1", fill=INK) + element("circle", cx=5, cy=5, r="1.1", fill=INK)
    return element(
        "defs",
        element("pattern", ground, slanted, id=f"{key}-lines", patternUnits="userSpaceOnUse", **square),
        element("pattern", ground, dots, id=f"{key}-dots", patternUnits="userSpaceOnUse", **square),
    )
