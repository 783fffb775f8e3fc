"""How much room a text takes, and where labels find some."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

SIZE = 12
"""The size of letters in charts, in pixels."""
LINE = 15
"""From one line of text to the next."""

_NARROW = set("iljtfrI.,:;'’|!()[]/ \u00a0\u202f-")
_WIDE = set("mwMW%@—…ÆŒ")


def width_of(text: str, size: int = SIZE) -> Fraction:
    """About how wide a text is, rather too much than too little."""
    tenths = sum(4 if c in _NARROW else 10 if c in _WIDE else 7 if c.isupper() else 6 for c in text)
    wider = sum(3 for c in text if ord(c) > 0x2E7F)
    return Fraction((tenths + wider) * size, 10)


def fitted(text: str, most: Fraction | int, size: int = SIZE) -> str:
    """The text, cut off with an ellipsis where it is wider."""
    if width_of(text, size) <= most:
        return text
    while text and width_of(f"{text}…", size) > most:
        text = text[:-1]
    return f"{text.rstrip()}…"


@dataclass(frozen=True)
class Box:
    """A rectangle."""

    left: Fraction
    top: Fraction
    right: Fraction
    bottom: Fraction

    def meets(self, other: "Box") -> bool:
        """Whether two rectangles share any room."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def lies_in(self, other: "Box") -> bool:
        """Whether it lies in another."""
        return (
            other.left <= self.left
            and self.right <= other.right
            and other.top <= self.top
            and self.bottom <= other.bottom
        )


Segment = tuple[tuple[Fraction, Fraction], tuple[Fraction, Fraction]]


def crosses(segment: Segment, box: Box) -> bool:
    """Whether a straight line goes through a rectangle: it is cut off at each edge, and something is left."""
    (x1, y1), (x2, y2) = segment
    if max(x1, x2) <= box.left or box.right <= min(x1, x2) or max(y1, y2) <= box.top or box.bottom <= min(y1, y2):
        return False
    begin, end = Fraction(0), Fraction(1)
    for start, way, low, high in ((x1, x2 - x1, box.left, box.right), (y1, y2 - y1, box.top, box.bottom)):
        if way == 0:
            if not low < start < high:
                return False
            continue
        first, last = sorted(((low - start) / way, (high - start) / way))
        begin, end = max(begin, first), min(end, last)
    return begin < end


LOOSE = 10


@dataclass(frozen=True)
class Wanted:
    """A label wanted beside a point, so far away from it; the least `rank` is placed first, and from `LOOSE` on a label
    is left out rather than set on a line."""

    text: str
    x: Fraction
    y: Fraction
    rank: int
    away: int = 8


@dataclass(frozen=True)
class Placed:
    """A label where it found room."""

    text: str
    box: Box


def placed(wanted: Iterable[Wanted], taken: Sequence[Box], lines: Sequence[Segment], area: Box) -> list[Placed]:
    """The labels that find room in the area beside what is taken, rather off the lines than on them."""
    found: list[Placed] = []
    for label in sorted(wanted, key=lambda each: each.rank):
        free = [
            box
            for box in _around(label)
            if box.lies_in(area) and not any(box.meets(other) for other in (*taken, *(each.box for each in found)))
        ]
        crossed = [sum(crosses(line, box) for line in lines) for box in free]
        if free and (label.rank < LOOSE or not min(crossed)):
            found.append(Placed(label.text, free[crossed.index(min(crossed))]))
    return found


def _around(label: Wanted) -> Iterable[Box]:
    """Places beside a point: above, below, right, left, and the corners."""
    width, height, away = width_of(label.text), Fraction(LINE + 1), label.away
    middle, high = label.x - width / 2, label.y - height / 2
    right, left = label.x + away, label.x - away - width
    above, below = label.y - away - height, label.y + away
    for x, y in (
        (middle, above),
        (middle, below),
        (right, high),
        (left, high),
        (right - Fraction(away * 3, 4), above + Fraction(away * 3, 4)),
        (right - Fraction(away * 3, 4), below - Fraction(away * 3, 4)),
        (left + Fraction(away * 3, 4), above + Fraction(away * 3, 4)),
        (left + Fraction(away * 3, 4), below - Fraction(away * 3, 4)),
    ):
        yield Box(x, y, x + width, y + height)
