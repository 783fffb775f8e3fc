"""Charts of whatever is recorded: whole pictures within their bounds, with titles, and no label on another."""

from decimal import Decimal
from fractions import Fraction
from itertools import combinations, pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from service.language import Language
from service.pages.report.chart.axis import SUMS, step_of, value_axis, year_axis
from service.pages.report.chart.bars import BarChart, drawn_bars
from service.pages.report.chart.frame import NARROW, WIDE
from service.pages.report.chart.letters import SIZE, Box, crosses, fitted, width_of
from service.pages.report.chart.lines import ChartLine, LineChart, MomentMark, Spot, drawn_lines, mark_key, stroke_key
from service.pages.report.chart.marks import Mark, Stroke, Tone
from service.pages.report.chart.svg import element, pixels

SVG = "{http://www.w3.org/2000/svg}"
DE = Language.DE
QUANTITIES = st.one_of(
    st.decimals(-(10**15) + 1, 10**15 - 1, places=6),
    st.decimals(-100, 100, places=1),
    st.decimals(Decimal("-0.00001"), Decimal("0.00001"), places=6),
).map(Fraction)
YEARS = st.integers(1900, 2199).map(Fraction)
POINTS = st.tuples(YEARS, QUANTITIES)
LABELS = st.text(st.sampled_from("0123456789.,−WMäöüß "), min_size=1, max_size=24)


def chart(
    lines: list[list[tuple[Fraction, Fraction]]],
    spots: list[tuple[tuple[Fraction, Fraction], str]],
    moments: list[tuple[Fraction, str]],
    unit: str = "t CO2e",
) -> LineChart:
    """A chart of these lines, shapes and moments."""
    strokes, marks = list(Stroke), list(Mark)
    return LineChart(
        key="goal-1",
        title="Emissionen <t>",
        desc="Zwei & drei.",
        unit=unit,
        years="Jahr",
        language=DE,
        lines=[ChartLine(strokes[n % 5], points) for n, points in enumerate(lines)],
        spots=[Spot(marks[n % 6], at, list(Tone)[n % 3], label, n) for n, (at, label) in enumerate(spots)],
        moments=[MomentMark(Stroke.BREAK, year, label) for year, label in moments],
        legend=[stroke_key(Stroke.PATH, "Zielpfad"), mark_key(Mark.TARGET, "Zielwert")],
    )


def picture(drawn: Markup) -> ElementTree.Element:
    """The picture, as a reader of XML finds it."""
    return ElementTree.fromstring(drawn)


def texts(root: ElementTree.Element) -> list[tuple[str, Box]]:
    """Every text of a picture, with about the room that it takes."""
    found = []
    for each in root.iter(f"{SVG}text"):
        said = each.text or ""
        x, y, width = Fraction(each.get("x", "")), Fraction(each.get("y", "")), width_of(said)
        before = {"start": Fraction(0), "middle": width / 2, "end": width}
        left = x - before[each.get("text-anchor", "")]
        found.append((said, Box(left, y - SIZE, left + width, y + 3)))
    return found


def coordinates(root: ElementTree.Element) -> list[tuple[Fraction, Fraction]]:
    """Every point that is drawn."""
    found = []
    for each in root.iter():
        told = each.attrib
        if each.tag == f"{SVG}path":
            numbers = told["d"].replace("M", "").replace("L", "").split()
            found += list(zip(map(Fraction, numbers[::2]), map(Fraction, numbers[1::2]), strict=True))
        elif each.tag == f"{SVG}circle":
            found.append((Fraction(told["cx"]), Fraction(told["cy"])))
        elif each.tag == f"{SVG}polygon":
            for pair in told["points"].split():
                across, down = map(Fraction, pair.split(","))
                found.append((across, down))
        elif each.tag == f"{SVG}rect" and "x" in told:
            x, y = Fraction(told["x"]), Fraction(told["y"])
            found += [(x, y), (x + Fraction(told["width"]), y + Fraction(told["height"]))]
    return found


def assert_whole(drawn: Markup) -> ElementTree.Element:
    """Titles are there, all that is drawn lies within, no text is cut off or lies on another."""
    root = picture(drawn)
    _, _, width, height = map(Fraction, root.get("viewBox", "").split())
    assert root.get("role") == "img"
    named = (root.get("aria-labelledby") or "").split()
    title, desc = (next(each for each in root if each.get("id") == key) for key in named)
    assert (title.tag, desc.tag) == (f"{SVG}title", f"{SVG}desc")
    assert title.text
    assert desc.text
    for definitions in root.findall(f"{SVG}defs"):
        root.remove(definitions)
    for x, y in coordinates(root):
        assert 0 <= x <= width
        assert 0 <= y <= height
    for _, box in texts(root):
        assert box.lies_in(Box(Fraction(-1), Fraction(0), width + 1, height))
    for (one, first), (other, second) in combinations(texts(root), 2):
        assert not first.meets(second), f"{one!r} lies on {other!r}"
    return root


@settings(max_examples=50)
@given(
    lines=st.lists(st.lists(POINTS, min_size=2, max_size=8), max_size=4),
    spots=st.lists(st.tuples(POINTS, LABELS), min_size=1, max_size=30),
    moments=st.lists(st.tuples(YEARS, LABELS), min_size=1, max_size=5),
    width=st.sampled_from([WIDE, NARROW]),
)
def test_a_chart_of_anything_is_whole(
    lines: list[list[tuple[Fraction, Fraction]]],
    spots: list[tuple[tuple[Fraction, Fraction], str]],
    moments: list[tuple[Fraction, str]],
    width: int,
) -> None:
    assert_whole(drawn_lines(chart(lines, spots, moments), width))


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize(
    "spots",
    [
        [((Fraction(2020), Fraction(0)), "0")],
        [((Fraction(2020), Fraction(-7, 2)), "−3,5")],
        [((Fraction(1900 + n), Fraction(n * n)), str(n * n)) for n in range(300)],
        [((Fraction(2020), Fraction(5)), "5"), ((Fraction(2020), Fraction(5)), "5,0")],
        [((Fraction(2020), Fraction(10**15 - 1)), "999.999.999.999.999"), ((Fraction(2021), Fraction(10**15)), "")],
    ],
    ids=["one", "below zero", "many", "the same", "huge"],
)
def test_charts_at_the_edges_are_whole(spots: list[tuple[tuple[Fraction, Fraction], str]], width: int) -> None:
    root = assert_whole(drawn_lines(chart([], spots, [(Fraction(2020), "Stichtag")], "W" * 40), width))

    told = [said for said, _ in texts(root)]
    assert "Jahr" in told
    assert any(said.startswith("W") or "WWW" in said for said in told), "the unit"


def test_a_chart_says_its_unit_its_years_and_its_moments() -> None:
    spots = [((Fraction(2010), Fraction(1000)), "1.000"), ((Fraction(2030), Fraction(0)), "0")]
    root = assert_whole(drawn_lines(chart([[spots[0][0], spots[1][0]]], spots, [(Fraction(2024), "Stichtag")])))

    told = [said for said, _ in texts(root)]
    assert told[:7] == ["t CO2e", "0", "200", "400", "600", "800", "1.000"]
    assert told[7:18] == [str(year) for year in range(2010, 2031, 2)]
    assert told[18:] == ["Jahr", "Stichtag", "1.000", "0"]
    assert root[0].text == "Emissionen <t>"
    assert root[1].text == "Zwei & drei."


def test_large_numbers_are_counted_in_millions() -> None:
    axis = value_axis([Fraction(0), Fraction(25_000_000)], "MWh", DE)
    english = value_axis([Fraction(0), Fraction(25_000_000)], "MWh", Language.EN)

    assert axis.unit == "Mio.\u00a0MWh"
    assert [label for _, label in axis.ticks] == ["0", "5", "10", "15", "20", "25"]
    assert english.unit == "million\u00a0MWh"
    assert value_axis([Fraction(4_000)], "€", DE, SUMS).unit == "Tsd.\u00a0€"


@given(st.lists(QUANTITIES, min_size=1, max_size=9))
def test_an_axis_holds_its_values_in_few_round_steps(values: list[Fraction]) -> None:
    axis = value_axis(values, "t", DE)
    numbers = [number for number, _ in axis.ticks]

    assert axis.low <= min(values)
    assert max(values) <= axis.high
    assert 2 <= len(numbers) <= 7
    assert len({after - before for before, after in pairwise(numbers)}) == 1
    assert len({label for _, label in axis.ticks}) == len(numbers)


@given(st.fractions(Fraction(1, 10**6), 10**15), st.integers(2, 12))
def test_a_step_is_round_and_just_large_enough(span: Fraction, most: int) -> None:
    step = step_of(span, most)

    assert step * most >= span
    assert step * most <= span * Fraction(5, 2)
    mantissa = step
    while mantissa >= 10:
        mantissa /= 10
    while mantissa < 1:
        mantissa *= 10
    assert mantissa in (1, 2, 5)


@given(st.lists(YEARS, min_size=1, max_size=9), st.integers(5, 12))
def test_years_are_whole_and_few(years: list[Fraction], most: int) -> None:
    axis = year_axis(years, most)

    assert axis.low <= min(years)
    assert max(years) <= axis.high
    assert 1 <= len(axis.ticks) <= most + 1
    assert all(year.denominator == 1 for year, _ in axis.ticks)


@settings(max_examples=30)
@given(
    first=st.integers(1900, 2180),
    amounts=st.lists(st.lists(st.integers(0, 10**17), min_size=4, max_size=4), min_size=1, max_size=20),
    width=st.sampled_from([WIDE, NARROW]),
)
def test_bars_of_any_sums_are_whole(first: int, amounts: list[list[int]], width: int) -> None:
    groups = [(first + n, [Fraction(cents, 100) for cents in each]) for n, each in enumerate(amounts)]
    kinds = ["geplant", "bewilligt", "abgerufen", "ausgegeben"]
    bars = BarChart("money", "Mittel (€)", "Je Jahr.", "€", "Jahr", DE, kinds, groups, first)
    root = assert_whole(drawn_bars(bars, width))

    assert len(list(root.iter(f"{SVG}rect"))) == sum(cents > 0 for each in amounts for cents in each)
    assert str(first) in [said for said, _ in texts(root)]
    assert any("€" in said for said, _ in texts(root))
    fills = {each.get("fill") for each in root.iter(f"{SVG}rect")}
    assert fills <= {"#ffffff", f"url(#money-{width}-lines)", f"url(#money-{width}-dots)", "#3a3a3a"}
    assert [kind for _, kind in bars.legend] == kinds


def test_a_picture_has_neither_styles_nor_scripts_of_its_own() -> None:
    drawn = drawn_lines(chart([], [((Fraction(2020), Fraction(1)), "<script>")], []))

    assert " style=" not in drawn
    assert "<script" not in drawn
    assert "&lt;script&gt;" in drawn


def test_lengths_are_written_to_a_tenth() -> None:
    assert [pixels(each) for each in (3, Fraction(1, 3), Fraction(-1, 20), Fraction(7, 2))] == [
        "3",
        "0.3",
        "-0.1",
        "3.5",
    ]
    assert element("g") == "<g/>"
    assert element("text", "a & b", font_size=2, class_="x") == '<text font-size="2" class="x">a &amp; b</text>'


def test_texts_are_cut_off_where_there_is_no_room() -> None:
    assert fitted("Jahr", 100) == "Jahr"
    assert fitted("Emissionen der Region", 60).endswith("…")
    assert width_of(fitted("Emissionen der Region", 60)) <= 60


def test_a_line_crosses_a_box_or_passes_it_by() -> None:
    box = Box(*map(Fraction, (0, 0, 10, 10)))
    points = {name: (Fraction(x), Fraction(y)) for name, (x, y) in {"a": (-5, 5), "b": (15, 5), "c": (-5, 20)}.items()}

    assert crosses((points["a"], points["b"]), box)
    assert not crosses((points["a"], points["c"]), box)
    assert not crosses((points["c"], points["c"]), box)
    assert crosses(((Fraction(5), Fraction(-5)), (Fraction(5), Fraction(50))), box)
