"""SVG as text: elements, attributes, coordinates to a tenth of a pixel."""

from fractions import Fraction

from markupsafe import Markup, escape

from events.goal.calculation import rounded

Length = Fraction | int
"""A length or coordinate in pixels, exact."""


def pixels(length: Length) -> str:
    """A length as it is written: to a tenth of a pixel."""
    told = f"{rounded(Fraction(length), 1):f}"
    return told.removesuffix(".0")


def element(name: str, *content: Markup | str, **attributes: str | Length) -> Markup:
    """An element; `stroke_width=2` is its attribute `stroke-width`, `class_` its attribute `class`."""
    told = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value if isinstance(value, str) else pixels(value))}"'
        for key, value in attributes.items()
    )
    inner = "".join(escape(each) for each in content)
    # All that comes from elsewhere is escaped above.
    return Markup(f"<{name}{told}>{inner}</{name}>" if inner else f"<{name}{told}/>")


def path(points: list[tuple[Length, Length]], **attributes: str | Length) -> Markup:
    """Straight lines through points."""
    drawn = " ".join(f"{'L' if n else 'M'}{pixels(x)} {pixels(y)}" for n, (x, y) in enumerate(points))
    return element("path", d=drawn, fill="none", **attributes)


def picture(key: str, width: int, height: Length, title: str, desc: str, *content: Markup) -> Markup:
    """A whole picture with its title and description; `key` tells it from the others of a page."""
    return element(
        "svg",
        element("title", title, id=f"{key}-title"),
        element("desc", desc, id=f"{key}-desc"),
        *content,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width} {pixels(height)}",
        role="img",
        aria_labelledby=f"{key}-title {key}-desc",
        class_="chart",
    )
