"""Rows compared with the goals that they are about, by the very rules that the commands are decided by.

Each row is decided on what the rows before it leave behind: what is told here is what the commands would say.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from events.decider import Rejected, World, recorded
from events.goal import GOAL
from events.goal.lifecycle import method_named
from events.goal.measured import RecordGoalValue, key
from events.goal.responsibility import check_answers
from events.goal.state import Goal, GoalMethod, GoalValue
from events.message import Message, Value, message
from events.policy import Relation
from events.retelling import check_correctable
from service.access import check_before, may_issue
from service.imports.values.finding import Finding, Outcome, refused
from service.imports.values.goals import SeenGoal, SeenGoals
from service.imports.values.headings import Headings, plain
from service.imports.values.row import ValueRow, WrongRow, read_row
from service.intake import Intake
from service.pages.lists.values import GOAL as TITLE
from service.pages.lists.values import (
    GOAL_ID,
    METHOD,
    MIX,
    QUALITY,
    SERIES,
    SINCE,
    SOURCE,
    UNIT,
    UNTIL,
    VALUE,
)
from service.problems import Forbidden, InvalidInput
from service.sheets import Read
from service.sheets.cells import text_of
from service.viewer import Viewer

ROWS_MOST = 20_000

_COLUMNS = {
    "period.since": SINCE,
    "period.until": UNTIL,
    "period": SINCE,
    "value": VALUE,
    "quality": QUALITY,
    "source": SOURCE,
    "mix": MIX,
    "method": SERIES,
    "reason": VALUE,
}
"""The columns of the commands' fields."""


@dataclass(frozen=True)
class Asking:
    """Who imports, when, and whether a reason is given."""

    viewer: Viewer
    county: str
    now: datetime
    today: date
    reasoned: bool

    def world(self, goal: SeenGoal) -> World:
        """What the rules look at besides the goal."""
        bound = may_issue(self.viewer.role, RecordGoalValue) is Relation.OWN
        return World(
            ref=goal.ref,
            county=self.county,
            today=self.today,
            now=self.now,
            actor=str(self.viewer.actor),
            states=goal.parties,
            reasoned=self.reasoned,
            acts_for=self.viewer.acts_for if bound else None,
        )


@dataclass
class Comparison:
    """How the rows of a table stand to the record, in their order, and how many have no value."""

    findings: list[Finding] = field(default_factory=list)
    blank: int = 0
    courses: "dict[str, GoalCourse]" = field(default_factory=dict)
    """The goals that rows are about, by their refs."""


def compare(rows: Iterable[tuple[int, Read]], goals: SeenGoals, asking: Asking) -> Comparison:
    """How the rows stand to the goals. Raises `InvalidInput` (BAD_HEADING, TOO_MUCH, and what `read_table` raises)."""
    comparison = Comparison()
    for count, (line, read) in enumerate(rows, 1):
        if count == 1:
            headings = Headings(read)
        if count > ROWS_MOST:
            raise InvalidInput(
                "Line {line}: there are more than {most} rows; import them in several files.",
                code="TOO_MUCH",
                line=line,
                most=ROWS_MOST,
            )
        try:
            row = read_row(line, read, headings)
            if row is None:
                comparison.blank += 1
                continue
            goal = _goal(row, goals, headings)
        except WrongRow as problem:
            comparison.findings.append(Finding(line, Outcome.WRONG, problem=problem))
            continue
        course = comparison.courses.get(goal.ref)
        if course is None:
            course = comparison.courses[goal.ref] = GoalCourse(goal, headings, asking)
        comparison.findings.append(course.finding(row))
    return comparison


def _goal(row: ValueRow, goals: SeenGoals, headings: Headings) -> SeenGoal:
    """The goal of a row. Raises `WrongRow` (EMPTY, NOT_FOUND, AMBIGUOUS)."""
    if row.goal_id is not None:
        goal, shown, column = goals.of_id(row.goal_id), row.goal_id[:60], headings.told(GOAL_ID)
        found = [goal] if goal else []
    elif row.title is not None:
        found, shown, column = goals.titled(row.title), row.title[:60], headings.told(TITLE)
    else:
        raise WrongRow(
            headings.told(headings.goal),
            "EMPTY",
            "The cell is empty; name the goal by its id or its title.",
        )
    if not found:
        raise WrongRow(
            column,
            "NOT_FOUND",
            "There is no such goal here: “{shown}”.",
            shown=shown,
        )
    if len(found) > 1:
        raise WrongRow(
            column,
            "AMBIGUOUS",
            "{found} goals have this title; name the goal by its id.",
            found=len(found),
        )
    return found[0]


class GoalCourse:
    """One goal, as the rows so far leave it."""

    def __init__(self, goal: SeenGoal, headings: Headings, asking: Asking) -> None:
        self.goal = goal
        self._headings = headings
        self._asking = asking
        self._world = asking.world(goal)
        self._state = goal.state
        self._values = {key(value): value for value in goal.state.values}
        self._lines: dict[Any, int] = {}

    def anew(self, goal: SeenGoal) -> "GoalCourse":
        """The same with the goal as it is by now, and no rows yet."""
        return GoalCourse(goal, self._headings, self._asking)

    def finding(self, row: ValueRow) -> Finding:
        """How a row stands to the goal; what it says holds for the rows after it."""
        title = self._state.title
        value = before = None
        try:
            self._check_agrees(TITLE, row.title, title)
            self._check_agrees(UNIT, row.unit, self._state.indicator.unit)
            said = self._taken(row)
            method = self._method(said)
            self._check_agrees(METHOD, row.method, method_told(method))
            value = recorded(GoalValue, said, method=method.number)
            self._check_once(value, row.line)
            before = self._values.get(key(value))
            if before is not None and text_of(before.source) == value.source:
                # No cell holds every character that a source may have.
                value = replace(value, source=before.source)
            if value == before:
                return Finding(row.line, Outcome.SAME, row, self.goal.ref, title, value, before)
            command = recorded(RecordGoalValue, value, id=said.id)
            outcome = Outcome.NEW if before is None else Outcome.CHANGED
            self._follow(command, value, before)
        except WrongRow as problem:
            return Finding(row.line, Outcome.WRONG, row, self.goal.ref, title, value, before, problem=problem)
        return Finding(row.line, outcome, row, self.goal.ref, title, value, before, command)

    def overtaken(self, finding: Finding) -> Finding:
        """The same row, where something else is recorded by now than when it was compared."""
        problem = self._wrong(
            "value",
            "STALE_VERSION",
            "The record has changed since this was shown; check it and import again.",
        )
        return refused(finding, problem)

    def _taken(self, row: ValueRow) -> RecordGoalValue:
        """What the row says, within the limits of the record."""
        said = RecordGoalValue(self.goal.ref, row.period, row.value, row.quality, row.source, row.mix, row.series)
        try:
            command: RecordGoalValue = Intake(said).command
        except InvalidInput as fault:
            raise self._wrong(".".join(fault.path), fault.code, fault.message) from fault
        return command

    def _method(self, said: RecordGoalValue) -> GoalMethod:
        try:
            return method_named(self._state, said.method, "method", self._asking.today)
        except Rejected as fault:
            raise self._wrong(fault.field, fault.code, fault.message) from fault

    def _check_agrees(self, heading: Message, told: str | None, recorded: str) -> None:
        if told is not None and told != plain(text_of(recorded)):
            raise WrongRow(
                self._headings.told(heading),
                "DISAGREES",
                "This line says “{told}”, but “{recorded}” is recorded.",
                told=told[:60],
                recorded=recorded,
            )

    def _check_once(self, value: GoalValue, line: int) -> None:
        first = self._lines.setdefault(key(value), line)
        if first != line:
            raise self._wrong(
                "period",
                "DUPLICATE",
                "This goal, series, period and electricity mix are already in line {first}.",
                first=first,
            )

    def _follow(self, command: RecordGoalValue, value: GoalValue, before: GoalValue | None) -> None:
        """What the row says holds from now on. Raises `WrongRow` where it may not be."""
        rejected = None
        try:
            after = self._recorded(command) if before is None else self._corrected(value, before)
        except Rejected as fault:
            rejected = fault
        try:
            check_before(self._asking.viewer, RecordGoalValue, self.goal.concerned)
        except Forbidden as fault:
            raise self._wrong("id", fault.code, fault.message) from fault
        if rejected is not None:
            told = rejected.message
            if rejected.field == "reason":
                told = message("{rule} Give it with the import.", rule=told)
            raise self._wrong(rejected.field, rejected.code, told) from rejected
        self._state = after
        self._values[key(value)] = value

    def _recorded(self, command: RecordGoalValue) -> Goal:
        (event,) = GOAL.decide(command, self._state, self._world)
        after: Goal = GOAL.evolve(self._state, event)
        return after

    def _corrected(self, value: GoalValue, before: GoalValue) -> Goal:
        """The goal with another value where one was recorded: of the same period, so it stands in nobody's way."""
        check_answers(self._state, self._world)
        check_correctable(self._world)
        values = (value if each == before else each for each in self._state.values)
        return replace(self._state, values=tuple(values))

    def _wrong(self, name: str, code: str, text: str | Message, /, **values: Value) -> WrongRow:
        return WrongRow(self._headings.told(_COLUMNS.get(name, self._headings.goal)), code, text, **values)


def method_told(method: GoalMethod) -> str:
    """A method as the list of values names it."""
    return " ".join(filter(None, (method.name, method.edition)))
