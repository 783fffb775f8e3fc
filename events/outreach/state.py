"""What is recorded of an outreach, and how it reads on a day."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from events.outreach.contact import OutreachAnswer, OutreachKind, Reached
from events.refs import MunicipalityRef
from events.values import FreeText, Many, Title

Answers = Annotated[tuple[OutreachAnswer, ...], Many(500)]


@dataclass(frozen=True)
class Outreach:
    """All that is recorded of one outreach."""

    kind: OutreachKind
    on: date
    municipalities: tuple[MunicipalityRef, ...]
    subject: str
    note: FreeText | None = None
    answers: Answers = ()
    withdrawn: bool = False


@dataclass(frozen=True)
class OutreachOnDay:
    """What the coordination office did to reach municipalities (Kontakt)."""

    kind: OutreachKind
    """How it reached them (Art)."""
    on: date
    """The day (Tag)."""
    year: int
    """The year in which it counts (Jahr)."""
    municipalities: Reached
    """The municipalities that it reached (erreichte Gemeinden)."""
    subject: Title
    """What it was about, in one line that names no person (Betreff)."""
    note: FreeText | None
    """More about it (Anmerkung)."""
    answers: Answers
    """What was answered by the day, one answer a municipality at the most (Antworten)."""
    unanswered: Reached
    """The municipalities that have not answered by the day (noch ohne Antwort)."""
    withdrawn: bool
    """Whether it was recorded by mistake: then it counts nowhere (zurückgenommen)."""
