"""What an import makes of one row: new, the same, changed or wrong."""

from dataclasses import dataclass, replace
from enum import StrEnum

from events.goal.measured import RecordGoalValue
from events.goal.state import GoalValue
from service.imports.values.row import ValueRow
from service.problems import Problem


class Outcome(StrEnum):
    """How a row stands to the record (Befund)."""

    NEW = "NEW"
    """Nothing is recorded for its period: it is to be recorded (neu)."""
    SAME = "SAME"
    """It is recorded just so: there is nothing to do (unverändert)."""
    CHANGED = "CHANGED"
    """Something else is recorded for its period: that is to be corrected (geändert)."""
    WRONG = "WRONG"
    """It cannot be written (fehlerhaft)."""


@dataclass(frozen=True, slots=True)
class Finding:
    """How one row stands to the record; of a wrong one, as much as could be told."""

    line: int
    outcome: Outcome
    row: ValueRow | None = None
    goal: str | None = None
    """The goal's ref."""
    title: str | None = None
    value: GoalValue | None = None
    before: GoalValue | None = None
    """What is recorded for the same series, period and electricity mix."""
    command: RecordGoalValue | None = None
    """What is to be sent, or told again where it is changed; none: nothing."""
    problem: Problem | None = None
    """Why it is wrong; its path names the column."""


def refused(finding: Finding, problem: Problem) -> Finding:
    """The same row, which cannot be written after all."""
    return replace(finding, outcome=Outcome.WRONG, command=None, problem=problem)
