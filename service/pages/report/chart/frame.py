"""The frame of a chart: axes with their labels, and the room between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from service.pages.report.chart.axis import Axis
from service.pages.report.chart.letters import LINE, SIZE, Box, fitted, width_of
from service.pages.report.chart.marks import GRID, INK
from service.pages.report.chart.svg import Length, element, path

WIDE, NARROW = 640, 340
"""How wide a chart is drawn for paper and large windows, and for small ones."""

_TALL = {WIDE: 230, NARROW: 200}


@dataclass(frozen=True)
class Frame:
    """Where things stand in a chart: `plot` is the room between its axes."""

    width: int
    height: int
    plot: Box
    values: Axis

    def y(self, value: Fraction | int) -> Fraction:
        """How far down a value stands."""
        return self.values.at(value, self.plot.bottom, self.plot.top)


def frame(width: int, values: Axis, lines_above: int = 0) -> Frame:
    """The frame of a chart so wide, with room for lines of text between the unit and the plot."""
    widest = max(width_of(label) for _, label in values.ticks)
    left = min(widest + 10, Fraction(width, 2))
    top = Fraction(LINE + 12 + LINE * lines_above)
    bottom = top + _TALL[width]
    return Frame(width, int(bottom) + 2 * LINE + 10, Box(left, top, Fraction(width - 18), bottom), values)


def text(said: str, x: Length, y: Length, anchor: str = "start", **more: str | Length) -> Markup:
    """A line of text: `y` is where its letters stand."""
    return element("text", said, x=x, y=y, text_anchor=anchor, font_size=SIZE, fill=INK, **more)


def ruled(within: Frame) -> Markup:
    """Lines across the plot at round values, and what they are called."""
    plot = within.plot
    room = plot.left - 8
    drawn = [text(fitted(within.values.unit, within.width - 4), 2, SIZE, font_weight="600")]
    for value, label in within.values.ticks:
        y = within.y(value)
        zero = value == 0
        drawn.append(path([(plot.left, y), (plot.right, y)], stroke=INK if zero else GRID, stroke_width=1))
        drawn.append(text(fitted(label, room + 4), plot.left - 6, y + Fraction(SIZE, 3), "end"))
    return Markup("").join(drawn)


def footed(within: Frame, ticks: Sequence[tuple[Fraction, str]], title: str, bold: str = "") -> Markup:
    """Ticks below the plot with what they are called, and the name of the axis; one label may stand out."""
    plot = within.plot
    drawn = [path([(plot.left, plot.bottom), (plot.right, plot.bottom)], stroke=INK, stroke_width=1)]
    for x, label in ticks:
        drawn.append(path([(x, plot.bottom), (x, plot.bottom + 4)], stroke=INK, stroke_width=1))
        weight = {"font_weight": "700"} if label == bold else {}
        drawn.append(text(label, x, plot.bottom + LINE + 4, "middle", **weight))
    drawn.append(text(title, plot.right, plot.bottom + 2 * LINE + 5, "end", font_style="italic"))
    return Markup("").join(drawn)
