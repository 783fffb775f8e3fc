"""Rows compared with goals: what is new, the same, changed or wrong, and that the rules of the field say so."""

from base64 import urlsafe_b64encode
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.correction import ActCorrection, Replay, StreamEvent, acts_of
from events.decider import Rejected, World
from events.decider import recorded as made
from events.goal import GOAL
from events.goal.course import GoalAbandoned
from events.goal.measured import GoalValueRecorded, RecordGoalValue, key
from events.goal.path import GoalMethodChanged
from events.goal.state import DataQuality, ElectricityMix, Goal, GoalValue, ValuePeriod
from events.policy import Role
from events.retelling import correct
from service.imports.values.comparison import ROWS_MOST
from service.imports.values.finding import Outcome
from service.imports.values.goals import goal_ref
from service.language import Language
from service.problems import InvalidInput
from service.sheets import Cell
from service.viewer import Viewer
from tests.events.goal import story
from tests.said import english, german
from tests.service.imports.values.tables import (
    COUNTY,
    ID,
    MEASURED,
    OTHER,
    OTHER_ID,
    REF,
    TODAY,
    TOWN,
    compared,
    goals,
    row,
    told,
)
from tests.spec import at, circumstances_of, state_of

DE, EN = Language.DE, Language.EN
ABANDONED = state_of(story.proposed(responsible=TOWN), story.adopted, GoalAbandoned(date(2022, 3, 1)))
TWO_SERIES_TOLD = (
    story.proposed(responsible=TOWN),
    story.adopted,
    story.recorded(2020, "510"),
    GoalMethodChanged(2, "BISKO", date(2022, 1, 1), "2024", None),
)
TWO_SERIES = state_of(*TWO_SERIES_TOLD)


def only(cells: dict[str, Cell], language: Language = EN, **circumstances: Any) -> Any:
    """What is found of one row."""
    (finding,) = compared([row(cells, language)], **circumstances).findings
    return finding


@pytest.mark.parametrize("language", Language)
def test_a_row_of_a_period_without_a_value_is_new(language: Language) -> None:
    finding = only({}, language)

    assert (finding.outcome, finding.goal, finding.before) == (Outcome.NEW, REF, None)
    period = ValuePeriod(date(2022, 1, 1), date(2022, 12, 31))
    assert finding.command == RecordGoalValue(REF, period, Decimal(450), DataQuality.B, "Bilanz", None, 1)


@pytest.mark.parametrize("language", Language)
def test_a_row_that_is_recorded_just_so_is_the_same(language: Language) -> None:
    cells: dict[str, Cell] = {
        "from": "01.01.2021",
        "to": "2021-12-31",
        "value": Decimal("480.50"),
        "source": " Bilanz ",
    }

    finding = only(cells, language)

    assert (finding.outcome, finding.command) == (Outcome.SAME, None)


@pytest.mark.parametrize(
    ("cells", "after"),
    [
        ({"value": "480,4"}, ("480.4", "B", "Bilanz")),
        ({"data_quality": "a"}, ("480.5", "A", "Bilanz")),
        ({"source": "=SUMME(A1)"}, ("480.5", "B", "=SUMME(A1)")),
    ],
)
def test_a_row_that_is_recorded_otherwise_is_changed_where_a_reason_is_given(
    cells: dict[str, Cell], after: tuple[str, str, str]
) -> None:
    given: dict[str, Cell] = {"from": "2021-01-01", "to": "2021-12-31", "value": "480.5", **cells}

    finding, without = only(given, reasoned=True), only(given)

    assert finding.outcome is Outcome.CHANGED
    assert isinstance(finding.command, RecordGoalValue)
    assert finding.before == story.value(2021, "480.5")
    assert (str(finding.value.value), finding.value.quality.value, finding.value.source) == after
    assert (without.outcome, without.command) == (Outcome.WRONG, None)
    assert (without.problem.code, without.before) == ("REASON_REQUIRED", finding.before)
    assert "Give it with the import." in english(without.problem)
    assert "Die Begründung wird beim Import angegeben." in german(without.problem)


WRONG: list[tuple[dict[str, Cell], str, str]] = [
    ({"goal_id": None}, "Goal id", "EMPTY"),
    ({"goal_id": "x"}, "Goal id", "NOT_FOUND"),
    ({"goal_id": OTHER_ID}, "Goal id", "NOT_FOUND"),
    ({"goal_id": f"project:{ID}"}, "Goal id", "NOT_FOUND"),
    ({"goal_id": date(2020, 1, 1)}, "Goal id", "NOT_A_TEXT"),
    ({"goal_id": None, "goal": "Mehr Emissionen"}, "Goal", "NOT_FOUND"),
    ({"goal": "Mehr Emissionen"}, "Goal", "DISAGREES"),
    ({"series": "2"}, "Series", "NOT_FOUND"),
    ({"series": "0"}, "Series", "INVALID_INPUT"),
    ({"series": Decimal("1.5")}, "Series", "NOT_A_NUMBER"),
    ({"series": "eins"}, "Series", "NOT_A_NUMBER"),
    ({"method": "GHG"}, "Method", "DISAGREES"),
    ({"from": None}, "From", "EMPTY"),
    ({"from": "1.13.2022"}, "From", "NOT_A_DAY"),
    ({"from": "2022-01-02"}, "From", "PERIOD_UNEVEN"),
    ({"from": "2010-01-01"}, "From", "PERIOD_TOO_LONG"),
    ({"from": "1899-12-01"}, "From", "INVALID_INPUT"),
    ({"from": "2021-07-01"}, "From", "OVERLAP"),
    ({"from": "2024-01-01", "to": "2024-12-31"}, "From", "NOT_OVER"),
    ({"to": None}, "To", "EMPTY"),
    ({"to": "31.12.22"}, "To", "NOT_A_DAY"),
    ({"to": "2021-12-31"}, "To", "DATES_REVERSED"),
    ({"value": "viel"}, "Value", "NOT_A_NUMBER"),
    ({"value": date(2020, 1, 1)}, "Value", "NOT_A_NUMBER"),
    ({"value": "1,5,5"}, "Value", "NOT_A_NUMBER"),
    ({"value": "1234567890123456"}, "Value", "INVALID_INPUT"),
    ({"value": Decimal("0.0000001")}, "Value", "NOT_A_NUMBER"),
    ({"unit": "MWh"}, "Unit", "DISAGREES"),
    ({"unit": "t co2e"}, "Unit", "DISAGREES"),
    ({"data_quality": None}, "Data quality", "EMPTY"),
    ({"data_quality": "E"}, "Data quality", "NOT_A_QUALITY"),
    ({"source": None}, "Source", "EMPTY"),
    ({"source": "x" * 201}, "Source", "INVALID_INPUT"),
    ({"source": "zwei\nZeilen"}, "Source", "INVALID_INPUT"),
    ({"source": Decimal("1.1")}, "Source", "NOT_A_TEXT"),
    ({"electricity_mix": "Ökostrom"}, "Electricity mix", "NOT_A_MIX"),
]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(("cells", "heading", "code"), WRONG, ids=[f"{h}-{c}-{n}" for n, (_, h, c) in enumerate(WRONG)])
def test_what_is_wrong_is_told_with_its_column_in_both_languages(
    cells: dict[str, Cell], heading: str, code: str, language: Language
) -> None:
    finding = only(cells, language)

    column = told(heading, language)
    assert (finding.outcome, finding.line, finding.command) == (Outcome.WRONG, 2, None)
    assert (finding.problem.code, finding.problem.path) == (code, (column,))
    assert english(finding.problem).startswith(f"Column “{column}”")
    assert german(finding.problem).startswith(f"Spalte „{column}“")
    assert english(finding.problem).endswith((".", "?"))
    assert german(finding.problem).endswith((".", "?"))


def test_the_decimal_mark_is_that_of_the_headings() -> None:
    assert only({"value": "1,234"}, DE).value.value == Decimal("1.234")
    assert only({"value": "1.234"}, EN).value.value == Decimal("1.234")
    assert only({"value": "1.234"}, DE).problem.code == "AMBIGUOUS"
    assert only({"value": "1,234"}, EN).problem.code == "AMBIGUOUS"
    assert only({"value": "1,5"}, EN).value.value == Decimal("1.5")
    mixed = row({"value": "1,234"})
    mixed["Wert"] = mixed.pop("Value")
    (finding,) = compared([mixed]).findings
    assert finding.problem is not None
    assert finding.problem.code == "AMBIGUOUS"


def test_a_goal_is_named_by_its_id_in_any_form_or_by_its_title() -> None:
    opaque = urlsafe_b64encode(REF.encode()).decode().rstrip("=")
    then = urlsafe_b64encode(f"{REF}@12@2024-01-01".encode()).decode().rstrip("=")
    ways: list[dict[str, Cell]] = [
        {"goal_id": ID.upper()},
        {"goal_id": REF},
        {"goal_id": opaque},
        {"goal_id": then},
        {"goal_id": None, "goal": " Weniger Emissionen "},
        {"goal": "Weniger Emissionen", "unit": "t CO2e", "method": "BISKO 2019", "series": 1},
    ]
    for cells in ways:
        assert only(cells).outcome is Outcome.NEW, cells


def test_a_title_of_several_goals_names_none() -> None:
    seen = goals((REF, MEASURED), (OTHER, MEASURED))

    finding = only({"goal_id": None, "goal": "Weniger Emissionen"}, seen=seen)

    assert (finding.problem.code, finding.problem.path) == ("AMBIGUOUS", ("Goal",))


@given(st.text(max_size=60) | st.binary(max_size=40).map(lambda raw: urlsafe_b64encode(raw).decode()))
def test_no_text_is_taken_for_an_id_by_mistake(text: str) -> None:
    assert goal_ref(text) is None


def test_a_row_without_a_value_is_counted_whatever_else_it_says() -> None:
    found = compared([row({"value": None}), row({"value": None, "to": "x"}), row()])

    assert found.blank == 2
    assert [finding.line for finding in found.findings] == [4]


def test_the_second_row_of_the_same_value_is_wrong() -> None:
    found = compared([row(), row({"value": "451"}), row({"electricity_mix": "Territorialmix"})])

    assert [finding.outcome for finding in found.findings] == [Outcome.NEW, Outcome.WRONG, Outcome.NEW]
    problem = found.findings[1].problem
    assert problem is not None
    assert problem.code == "DUPLICATE"
    assert "line 2" in english(problem)
    assert "Zeile 2" in german(problem)


def test_rows_of_one_file_must_not_overlap_either() -> None:
    found = compared(
        [row(), row({"from": "2022-07-01", "to": "2023-06-30"}), row({"from": "2023-01-01", "to": "2023-12-31"})]
    )

    assert [finding.outcome for finding in found.findings] == [Outcome.NEW, Outcome.WRONG, Outcome.NEW]
    assert found.findings[1].problem is not None
    assert found.findings[1].problem.code == "OVERLAP"


@pytest.mark.parametrize(
    ("mix", "meant"),
    [
        ("Territorialmix", ElectricityMix.TERRITORIAL),
        ("bundesstrommix", ElectricityMix.FEDERAL),
        ("federal", ElectricityMix.FEDERAL),
        (None, None),
    ],
)
def test_a_mix_is_told_in_either_language_or_by_its_code(mix: str | None, meant: ElectricityMix | None) -> None:
    assert only({"electricity_mix": mix}).value.mix is meant


def test_the_series_of_today_is_meant_where_none_is_named() -> None:
    seen = goals((REF, TWO_SERIES))

    assert only({}, seen=seen).value.method == 2
    assert only({"series": 1, "method": "BISKO 2019"}, seen=seen).value.method == 1
    later = replace(TWO_SERIES, methods=(TWO_SERIES.methods[0], replace(TWO_SERIES.methods[1], since=date(2030, 1, 1))))
    assert only({}, seen=goals((REF, later))).value.method == 1
    assert only({"method": "BISKO 2019"}, seen=seen).problem.code == "DISAGREES"


def test_nothing_new_is_measured_for_an_abandoned_goal_but_what_is_recorded_is_the_same() -> None:
    settled = only({}, seen=goals((REF, ABANDONED)))
    assert (settled.problem.code, settled.problem.path) == ("SETTLED", ("Goal id",))

    measured = replace(ABANDONED, values=(story.value(2020, "510"),))
    same = only({"from": "2020-01-01", "to": "2020-12-31", "value": 510}, seen=goals((REF, measured)))
    assert same.outcome is Outcome.SAME


def test_who_may_not_write_a_goal_is_told_before_anything_is_written() -> None:
    own = Viewer(COUNTY, None, Role.MUNICIPALITY, TOWN)
    strange = replace(own, acts_for="municipality:00000000-0000-7000-8000-00000000000b")
    reader = replace(own, writes=False)

    assert only({}, viewer=own).outcome is Outcome.NEW
    for viewer in (strange, reader, Viewer(COUNTY, None, Role.AUDITOR)):
        finding = only({}, viewer=viewer)
        assert (finding.problem.code, finding.problem.path) == ("FORBIDDEN", ("Goal id",))
        same = only({"from": "2020-01-01", "to": "2020-12-31", "value": 510}, viewer=viewer)
        assert same.outcome is Outcome.SAME, "what is not to be written needs no right"
    # The right is looked at first, as the command does.
    assert only({"to": "2024-12-31"}, viewer=strange).problem.code == "FORBIDDEN"


@pytest.mark.parametrize(
    ("change", "en", "de"),
    [
        ({"Value": "Valeu"}, "is “value” meant", "ist „value“ gemeint"),
        ({"Value": "Werte"}, "is “wert” meant", "ist „wert“ gemeint"),
        ({"Value": "Kommentar zum Ganzen"}, "known are: goal id", "bekannt sind: ziel-kennung"),
        ({"Value": None}, "columns are missing: value", "es fehlen spalten: wert"),
        ({"Goal id": None, "Goal": None}, "columns are missing: goal id", "es fehlen spalten: ziel-kennung"),
        ({"Unit": "Wert"}, "are the same column", "sind dieselbe spalte"),
        ({"Unit": "VALUE"}, "are the same column", "sind dieselbe spalte"),
    ],
)
def test_columns_that_are_not_known_twice_or_missing_are_refused(
    change: dict[str, str | None], en: str, de: str
) -> None:
    read = {name: cell for name, cell in row().items() if name not in change}
    read |= {name: None for name in change.values() if name is not None}

    with pytest.raises(InvalidInput) as refused:
        compared([read])

    assert refused.value.code == "BAD_HEADING"
    assert en in english(refused.value).lower()
    assert de in german(refused.value).lower()


def test_columns_come_in_any_order_and_case_and_some_may_be_absent() -> None:
    read = {name.upper(): cell for name, cell in reversed(row().items())}
    for name in ("GOAL", "SERIES", "METHOD", "UNIT", "ELECTRICITY MIX"):
        del read[name]

    assert [finding.outcome for finding in compared([read]).findings] == [Outcome.NEW]


def test_the_column_of_the_goal_is_the_one_that_there_is() -> None:
    read = row({"goal": "Weniger Emissionen"})
    del read["Goal id"]

    (finding,) = compared([read], goals((REF, ABANDONED))).findings

    assert finding.problem is not None
    assert finding.problem.path == ("Goal",)


def test_too_many_rows_are_refused() -> None:
    with pytest.raises(InvalidInput) as refused:
        compared([row({"value": None})] * (ROWS_MOST + 1))

    assert refused.value.code == "TOO_MUCH"


MONTHS = [date(year, month, 1) for year in (2022, 2023) for month in range(1, 13)]


@st.composite
def cells(draw: st.DrawFn) -> dict[str, Cell]:
    begin = draw(st.integers(0, len(MONTHS) - 1))
    end = draw(st.integers(begin, len(MONTHS) - 1))
    until = date.fromordinal((MONTHS[end + 1] if end + 1 < len(MONTHS) else date(2024, 1, 1)).toordinal() - 1)
    return {
        "from": MONTHS[begin],
        "to": until,
        "value": draw(st.integers(0, 2)),
        "data_quality": draw(st.sampled_from("AB")),
        "series": draw(st.sampled_from([None, 1, 2])),
        "electricity_mix": draw(st.sampled_from([None, *ElectricityMix])),
    }


@settings(max_examples=100)
@given(rows=st.lists(cells(), max_size=8), recorded=st.lists(cells(), max_size=4), reasoned=st.booleans())
def test_what_is_shown_is_what_the_commands_then_say(
    rows: list[dict[str, Cell]], recorded: list[dict[str, Cell]], reasoned: bool
) -> None:
    """Rows that are new or changed are each taken in their turn, and lead to what they say; others change nothing."""
    told = _Told()
    for finding in compared([row(each) for each in recorded], goals((REF, told.state))).findings:
        if finding.value is not None and finding.outcome is Outcome.NEW:
            told.send(finding.command, finding.before, True)

    found = compared([row(each) for each in rows], goals((REF, told.state)), reasoned=reasoned)

    for finding in found.findings:
        if finding.command is not None:
            told.send(finding.command, finding.before, reasoned)
            assert finding.value in told.state.values
        elif finding.outcome is Outcome.SAME:
            assert finding.value in told.state.values
        elif finding.problem is not None and finding.problem.code != "DUPLICATE":
            value = finding.value
            assert value is not None
            with pytest.raises(Rejected) as rejected:
                told.send(made(RecordGoalValue, value, id=REF), finding.before, reasoned)
            assert rejected.value.code == finding.problem.code
    for finding in found.findings:
        assert finding.outcome not in (Outcome.NEW, Outcome.CHANGED) or finding.value in told.state.values


class _Told:
    """A goal of two series as commands and corrections are told of it."""

    def __init__(self) -> None:
        self._replay = Replay(GOAL)
        self._entries: list[StreamEvent] = []
        for event in TWO_SERIES_TOLD:
            self._record(event)

    @property
    def state(self) -> Goal:
        found: Goal = self._replay.state
        return found

    def send(self, command: Any, before: GoalValue | None, reasoned: bool) -> None:
        """Record a value, or put right what is recorded."""
        if before is None:
            (event,) = GOAL.decide(command, self.state, _world(reasoned))
        else:
            acts = acts_of(GOAL, self._entries)
            (event_id,) = [
                act.ids[0]
                for act in acts
                for each in act.stands
                if isinstance(each, GoalValueRecorded) and key(each) == key(before)
            ]
            told = GOAL.correct(REF, (ActCorrection(event_id, command),))
            event = correct(GOAL, told, acts, _world(reasoned)).event
        self._record(event)

    def _record(self, event: Any) -> None:
        n = len(self._entries)
        entry = StreamEvent(at(n), n, event, circumstances_of(_world(True)))
        self._entries.append(entry)
        self._replay.add(entry)


def _world(reasoned: bool) -> World:
    return World(REF, f"county:{COUNTY}", TODAY, datetime(2024, 6, 1, 10, tzinfo=UTC), "None", reasoned=reasoned)
