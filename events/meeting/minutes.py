"""The minutes of a meeting: those of its public part, and apart from them those of its non-public part."""

from dataclasses import dataclass, replace
from typing import Any

from events.body.statutes import HOLDING
from events.decider import Act, Part, World, require
from events.meeting.lifecycle import check_open, check_takes_place
from events.meeting.state import Meeting, MeetingMinutes, OfMeeting
from events.policy import Visibility
from events.refs import DocumentRef
from events.rules import check_known
from events.values import Passage, digest_of


@dataclass(frozen=True)
class _Minutes:
    text: Passage | None = None
    """What was discussed and decided; null to leave it as it is (Wortlaut)."""
    document: DocumentRef | None = None
    """The signed minutes; null to leave them as they are (Dokument)."""


def _minuted(minutes: MeetingMinutes | None, told: _Minutes) -> MeetingMinutes | None:
    """The minutes with what is told of them; what is none stays."""
    before = minutes or MeetingMinutes()
    text = before.text if told.text is None else digest_of(told.text)
    return MeetingMinutes(text, told.document or before.document)


def _tells_news(minutes: MeetingMinutes | None, told: _Minutes, state: Meeting, world: World) -> bool:
    """Whether something is told that is not in the minutes yet. Raises `Rejected` where there can be none."""
    check_open(state)
    require(
        told.text is not None or told.document is not None,
        "EMPTY",
        "text",
        "Give a text or a document of the minutes.",
    )
    news = _minuted(minutes, told) != minutes
    if news:
        check_takes_place(state, world)
        check_known(told.document, "document", world)
    return news


# --- The public part -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class MinutesRecorded(_Minutes):
    """The minutes of the public part of a meeting were recorded (Niederschrift festgehalten)."""


@dataclass(frozen=True)
class RecordMinutes(MinutesRecorded, OfMeeting):
    """Record the minutes of the public part of a meeting that was held; the text names no persons. What is left out
    stays as it is recorded (Niederschrift festhalten)."""


def _minute(command: RecordMinutes, state: Meeting, world: World) -> list[Any]:
    news = _tells_news(state.minutes, command, state, world)
    return [MinutesRecorded(command.text, command.document)] if news else []


def _public(state: Meeting, event: MinutesRecorded) -> Meeting:
    return replace(state, minutes=_minuted(state.minutes, event))


# --- The non-public part ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class NonPublicMinutesRecorded(_Minutes):
    """The minutes of the non-public part of a meeting were recorded (nichtöffentliche Niederschrift festgehalten)."""


@dataclass(frozen=True)
class RecordNonPublicMinutes(NonPublicMinutesRecorded, OfMeeting):
    """Record the minutes of the non-public part of a meeting that was held; the document must be confidential. What is
    left out stays as it is recorded (nichtöffentliche Niederschrift festhalten)."""


def _minute_apart(command: RecordNonPublicMinutes, state: Meeting, world: World) -> list[Any]:
    news = _tells_news(state.non_public_minutes, command, state, world)
    require(
        not news or command.document is None or world.states[command.document].visibility is Visibility.CONFIDENTIAL,
        "DOCUMENT_NOT_CONFIDENTIAL",
        "document",
        "Non-public minutes need a confidential document; change the document's visibility first.",
    )
    return [NonPublicMinutesRecorded(command.text, command.document)] if news else []


def _non_public(state: Meeting, event: NonPublicMinutesRecorded) -> Meeting:
    return replace(state, non_public_minutes=_minuted(state.non_public_minutes, event))


MINUTES = Part(
    (
        Act(RecordMinutes, _minute, {MinutesRecorded: _public}, HOLDING),
        Act(RecordNonPublicMinutes, _minute_apart, {NonPublicMinutesRecorded: _non_public}, HOLDING),
    )
)
