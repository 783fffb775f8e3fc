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
    """What is to be done (Art der Pflicht)."""

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
    """Something to be done about a goal, a project or an agreement by a day (Pflicht)."""

    kind: DutyKind
    """What is to be done (Art)."""
    of: DutyOf
    """The goal, project or agreement (Gegenstand)."""
    title: Name
    """Its title; for a milestone, that of the milestone (Bezeichnung)."""
    party: PartyRef | None
    """Who has to do it, or its successor after mergers; null for the coordination office (wer)."""
    due: date
    """The day by which it is due (fällig am)."""
    overdue_since: date | None
    """The first day on which it is overdue; null if it is not overdue on the day (überfällig seit)."""
    milestone: MilestoneNumber | None = None
    """The number of the milestone; null otherwise (Nummer)."""
