"""What is owed: by when, by whom, and since when it is overdue."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from events.project.state import MilestoneNumber
from events.refs import PartyRef
from events.values import Name, Ref

DutyOf = Annotated[str, Ref("goal", "project", "agreement")]


class DutyKind(StrEnum):
    """What is owed (Art der Pflicht)."""

    VALUE = "VALUE"
    """The next value of a goal (Messwert)."""
    REVIEW = "REVIEW"
    """The review of an agreement (Überprüfung)."""
    MILESTONE = "MILESTONE"
    """A milestone of a project (Meilenstein)."""
    PROGRESS_REPORT = "PROGRESS_REPORT"
    """A report on a project's progress (Fortschrittsbericht)."""


@dataclass(frozen=True)
class Duty:
    """Something that is owed about a goal, a project or an agreement (Pflicht)."""

    kind: DutyKind
    """What is owed (Art)."""
    of: DutyOf
    """About what: the goal, project or agreement (wovon)."""
    title: Name
    """Its title; of a milestone, what is to be reached (Bezeichnung)."""
    party: PartyRef | None
    """Who owes it, followed to what has become of it; none: the county's coordination (wer)."""
    due: date
    """The day by which it is due (fällig am)."""
    overdue_since: date | None
    """The first day on which it is overdue, if it is on the day (überfällig seit)."""
    milestone: MilestoneNumber | None = None
    """The number of the milestone (Nummer)."""
