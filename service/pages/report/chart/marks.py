"""What stands for what in a chart: shapes and strokes that differ without colour."""

from enum import StrEnum
from fractions import Fraction

from markupsafe import Markup

from service.pages.report.chart.svg import Length, element, path, pixels

INK, PATH, SOFT, GRID = "#111111", "#0b5079", "#6b6b6b", "#d5d5d5"


class Mark(StrEnum):
    """A shape that stands for a value."""

    BASELINE = "BASELINE"
    TARGET = "TARGET"
    QUALITY_A = "QUALITY_A"
    QUALITY_B = "QUALITY_B"
    QUALITY_C = "QUALITY_C"
    QUALITY_D = "QUALITY_D"


class Tone(StrEnum):
    """How a shape is filled."""

    FULL = "FULL"
    EARLIER = "EARLIER"
    HOLLOW = "HOLLOW"


class Stroke(StrEnum):
    """How a line is drawn."""

    PATH = "PATH"
    LEVEL = "LEVEL"
    EARLIER_PATH = "EARLIER_PATH"
    SERIES = "SERIES"
    EARLIER_SERIES = "EARLIER_SERIES"
    REPORT_DAY = "REPORT_DAY"
    BREAK = "BREAK"


_STROKES: dict[Stroke, dict[str, str]] = {
    Stroke.PATH: {"stroke": PATH, "stroke_width": "2.5"},
    Stroke.LEVEL: {"stroke": PATH, "stroke_width": "2.5", "stroke_dasharray": "2 4"},
    Stroke.EARLIER_PATH: {"stroke": SOFT, "stroke_width": "1.6", "stroke_dasharray": "7 4"},
    Stroke.SERIES: {"stroke": INK, "stroke_width": "1"},
    Stroke.EARLIER_SERIES: {"stroke": SOFT, "stroke_width": "1"},
    Stroke.REPORT_DAY: {"stroke": INK, "stroke_width": "1.2", "stroke_dasharray": "1 3"},
    Stroke.BREAK: {"stroke": INK, "stroke_width": "1.6", "stroke_dasharray": "10 3 2 3"},
}


def stroked(stroke: Stroke, points: list[tuple[Length, Length]]) -> Markup:
    """A line through points."""
    return path(points, stroke_linejoin="round", **_STROKES[stroke])


RADIUS = 5
"""How far a shape reaches from its middle."""

_CORNERS: dict[Mark, tuple[tuple[Fraction, Fraction], ...]] = {
    Mark.QUALITY_B: ((Fraction(0), Fraction(-5)), (Fraction(5), Fraction(4)), (Fraction(-5), Fraction(4))),
    Mark.QUALITY_C: tuple((Fraction(x), Fraction(y)) for x, y in ((-4, -4), (4, -4), (4, 4), (-4, 4))),
    Mark.QUALITY_D: tuple((Fraction(x), Fraction(y)) for x, y in ((0, -5), (5, 0), (0, 5), (-5, 0))),
}


def marked(mark: Mark, x: Length, y: Length, tone: Tone = Tone.FULL) -> Markup:
    """A shape at a point."""
    color = SOFT if tone is Tone.EARLIER else INK
    fill = "#ffffff" if tone is Tone.HOLLOW else color
    if mark in (Mark.BASELINE, Mark.TARGET):
        edge = SOFT if tone is Tone.EARLIER else PATH
        ring = element("circle", cx=x, cy=y, r=RADIUS - 1, fill="#ffffff", stroke=edge, stroke_width=2)
        dot = element("circle", cx=x, cy=y, r="1.5", fill=edge) if mark is Mark.TARGET else Markup("")
        return ring + dot
    if mark is Mark.QUALITY_A:
        return element("circle", cx=x, cy=y, r=4, fill=fill, stroke=color, stroke_width="1.2")
    corners = " ".join(f"{pixels(x + dx)},{pixels(y + dy)}" for dx, dy in _CORNERS[mark])
    return element("polygon", points=corners, fill=fill, stroke=color, stroke_width="1.2")


def swatch(*parts: Markup) -> Markup:
    """A piece of a legend; what it shows is said beside it."""
    return element("svg", *parts, viewBox="0 0 30 14", width=30, height=14, aria_hidden="true", class_="swatch")


def stroke_swatch(stroke: Stroke) -> Markup:
    """A line as a legend shows it."""
    upright = stroke in (Stroke.REPORT_DAY, Stroke.BREAK)
    return swatch(stroked(stroke, [(15, 0), (15, 14)] if upright else [(0, 7), (30, 7)]))


def mark_swatch(mark: Mark, tone: Tone = Tone.FULL) -> Markup:
    """A shape as a legend shows it."""
    return swatch(marked(mark, 15, 7, tone))
