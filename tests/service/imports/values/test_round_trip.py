"""What the list of values and its template write comes back as an import, in every form and language."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from events.county import COUNTY as COUNTIES
from events.goal.state import DataQuality, ElectricityMix, Goal, GoalValue, ValuePeriod
from events.monitoring.monitored import MonitoredStates
from events.values import Invalid, Text
from service.imports.values.comparison import Asking, Comparison, compare
from service.imports.values.finding import Outcome
from service.imports.values.goals import SeenGoals
from service.language import Language
from service.pages.lists.catalogue import Form, List, file, sheets
from service.pages.overview import Overview
from service.sheets import Cell, Media, read_table
from tests.events.goal import story
from tests.service.imports.values.tables import COORDINATOR, COUNTY, MEASURED, OTHER, REF, TODAY, TOWN, goals
from tests.spec import LANDKREIS, state_of

FORMS = [(form, language) for form in Form for language in Language]


def written(wanted: List, form: Form, language: Language, states: dict[str, Goal]) -> bytes:
    """A list of these goals, as a file."""
    county = COUNTIES.view(state_of(*LANDKREIS), TODAY)
    overview = Overview(MonitoredStates(goals=states), f"county:{COUNTY}", county, {}, {}, TODAY, 17, language)

    async def whole() -> bytes:
        return b"".join([part async for part in file(sheets(wanted, form, overview), form, language)])

    return asyncio.run(whole())


def imported(content: bytes, form: Form, seen: SeenGoals) -> Comparison:
    asking = Asking(COORDINATOR, f"county:{COUNTY}", datetime(2024, 6, 1, 10, tzinfo=UTC), TODAY, False)
    return compare(read_table(BytesIO(content), Media.CSV if form is Form.CSV else Media.XLSX), seen, asking)


def taken(limit: Text) -> st.SearchStrategy[str]:
    """Texts as the record takes them."""

    def checked(text: str) -> str | None:
        try:
            return limit.check(text)
        except Invalid:
            return None

    odd = st.sampled_from(["=1+1", "'=x", "-5 %", "1.234", "007", "01.02.2020", "a;b", 'a"b', "\uffff", "ﬁ", "e\u0301"])
    texts = st.text(max_size=limit.most) | odd | st.builds("{}{}".format, odd, st.text(max_size=3))
    return texts.map(checked).filter(lambda text: text is not None).map(str)


@st.composite
def measured(draw: st.DrawFn) -> Goal:
    """A goal with any texts and values."""
    name = Text(200)
    goal: Goal = state_of(
        story.proposed(
            responsible=TOWN,
            title=draw(taken(name)),
            method=draw(taken(name)),
            edition=draw(st.none() | taken(name)),
            indicator=replace(story.INDICATOR, unit=draw(taken(Text(40)))),
        ),
        story.adopted,
    )
    quantities = st.decimals(-(10**15) + 1, 10**15 - 1, places=6, allow_nan=False) | st.integers(-2000, 2000).map(
        lambda n: Decimal(n) / 1000
    )
    values = [
        GoalValue(
            1,
            ValuePeriod(date(year, 1, 1), date(year, 12, 31)),
            draw(quantities),
            draw(st.sampled_from(DataQuality)),
            draw(taken(name)),
            mix,
        )
        for year in draw(st.sets(st.integers(1990, 2023), max_size=4).map(sorted))
        for mix in draw(st.sets(st.sampled_from([None, *ElectricityMix]), min_size=1).map(list))
    ]
    return replace(goal, values=tuple(values))


@settings(max_examples=60)
@given(goal=measured(), other=measured(), form=st.sampled_from(FORMS))
def test_a_list_of_values_comes_back_the_same(goal: Goal, other: Goal, form: tuple[Form, Language]) -> None:
    states = {REF: goal, OTHER: other}

    found = imported(written(List.VALUES, *form, states), form[0], goals(*states.items()))

    assert [finding.problem for finding in found.findings if finding.problem] == []
    assert {finding.outcome for finding in found.findings} <= {Outcome.SAME}
    assert len(found.findings) == len(goal.values) + len(other.values)


@pytest.mark.parametrize(("form", "language"), FORMS)
def test_a_template_that_is_filled_in_comes_back_new(form: Form, language: Language) -> None:
    states = {REF: MEASURED, OTHER: replace(MEASURED, title="Weniger Öl")}
    content = written(List.TEMPLATE, form, language, states)

    blank = imported(content, form, goals(*states.items()))
    filled = imported(_filled(content, form, language), form, goals(*states.items()))

    assert (blank.findings, blank.blank) == ([], 2)
    assert filled.blank == 1
    (finding,) = filled.findings
    assert finding.outcome is Outcome.NEW
    assert finding.value == replace(
        story.value(2022, "1234.5"), quality=DataQuality.C, source="=Bilanz; 2022", mix=ElectricityMix.FEDERAL
    )


def _filled(content: bytes, form: Form, language: Language) -> bytes:
    """The template with a value in its first row, as its user writes it."""
    german = language is Language.DE
    mix = "Bundesstrommix" if german else "Federal"
    if form is Form.CSV:
        separator, number = (";", "1.234,5") if german else (",", '"1,234.5"')
        headings, first, *rest = content.decode("utf-8-sig").splitlines()
        cells = first.split(separator)
        cells[6:7], cells[8:11] = [number], ["c", '"=Bilanz; 2022"', mix]
        return "\n".join([headings, separator.join(cells), *rest]).encode()
    book = load_workbook(BytesIO(content))
    page = book.worksheets[0]
    given: dict[str, Cell] = {"G2": Decimal("1234.5"), "I2": "c", "K2": mix}
    for place, cell in given.items():
        page[place].value = cell
    page["J2"].value = "=Bilanz; 2022"
    page["J2"].data_type = "s"  # its cell is formatted as text
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()
