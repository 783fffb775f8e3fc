"""Outreach (Kontakt): what the coordination office did to reach municipalities, in a few words, and what came back."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from events.decider import Decider, Rejected, World, require
from events.policy import OFFICE, Audience, Policy, Visibility
from events.refs import MunicipalityRef, OutreachRef
from events.rules import (
    check_absent,
    check_correction,
    check_in_order,
    check_known,
    check_not_empty,
    check_reasoned,
    existing,
)
from events.values import EventId, FreeText, Many, Title
from events.when import When, check_not_ahead

Reached = Annotated[tuple[MunicipalityRef, ...], Many(500)]


class OutreachKind(StrEnum):
    """How the coordination office reached municipalities (Art des Kontakts)."""

    VISIT = "VISIT"
    """A visit (Besuch)."""
    LETTER = "LETTER"
    """A letter or e-mail (Schreiben)."""
    CALL = "CALL"
    """A call (Anruf)."""
    EVENT = "EVENT"
    """A meeting or an event for several (Veranstaltung)."""
    ADVICE = "ADVICE"
    """Advice on a matter (Beratung)."""
    MATERIAL = "MATERIAL"
    """Templates, data or print matter (Material)."""
    OTHER = "OTHER"
    """Anything else (Sonstiges)."""


@dataclass(frozen=True)
class Outreach:
    """All that is recorded of one outreach."""

    kind: OutreachKind
    on: date
    municipalities: tuple[MunicipalityRef, ...]
    subject: str
    note: FreeText | None = None
    answered_on: date | None = None
    answer: FreeText | None = None
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
    answered_on: date | None
    """The day of the answer; none: no answer is recorded (beantwortet am)."""
    answer: FreeText | None
    """What was answered (Antwort)."""
    withdrawn: bool
    """Whether it was recorded by mistake: then it counts nowhere (zurückgenommen)."""


# --- Events ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class OutreachRecorded:
    """The coordination office reached municipalities (Kontakt eingetragen)."""

    way: OutreachKind
    """How it reached them (Art)."""
    on: date
    """The day (Tag)."""
    municipalities: Reached
    """The municipalities that it reached (erreichte Gemeinden)."""
    subject: Title
    """What it was about, in one line that names no person (Betreff)."""
    note: FreeText | None
    """More about it (Anmerkung)."""


@dataclass(frozen=True)
class OutreachAnswered:
    """An outreach was answered (Antwort eingegangen)."""

    on: date
    """The day (Tag)."""
    answer: FreeText | None
    """What was answered (Antwort)."""


@dataclass(frozen=True)
class OutreachWithdrawn:
    """An outreach was recorded by mistake; it stays readable and counts nowhere (Kontakt zurückgenommen)."""


@dataclass(frozen=True)
class OutreachCorrected:
    """Something recorded wrongly of an outreach was put right; what is none stays (Berichtigung)."""

    corrects: EventId
    """The event that recorded it wrongly (berichtigtes Ereignis)."""
    way: OutreachKind | None = None
    """How it reached them (Art)."""
    on: date | None = None
    """The day (Tag)."""
    municipalities: Reached | None = None
    """All the municipalities that it reached (erreichte Gemeinden)."""
    subject: Title | None = None
    """What it was about, in one line that names no person (Betreff)."""
    answered_on: date | None = None
    """The day of the answer (beantwortet am)."""
    answer_withdrawn: bool = False
    """Whether there was no answer (keine Antwort)."""
    withdrawal_withdrawn: bool = False
    """Whether it was not to be withdrawn (Rücknahme aufgehoben)."""


# --- Commands --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class RecordOutreach:
    """Record what the coordination office did to reach municipalities (Kontakt eintragen)."""

    kind: OutreachKind
    """How it reached them (Art)."""
    on: date
    """The day; not in the future (Tag)."""
    municipalities: Reached
    """The municipalities that it reached, at least one (erreichte Gemeinden)."""
    subject: Title
    """What it was about, in one line; it is not sealed and must name no person (Betreff)."""
    note: FreeText | None = None
    """More about it, for the office and those it reached; sealed (Anmerkung)."""


@dataclass(frozen=True)
class RecordOutreachAnswer:
    """Record that an outreach was answered (Antwort eintragen)."""

    id: OutreachRef
    """The outreach (Kontakt)."""
    on: date
    """The day of the answer; not in the future, not before the outreach (Tag)."""
    answer: FreeText | None = None
    """What was answered, for the office and those it reached; sealed (Antwort)."""


@dataclass(frozen=True)
class WithdrawOutreach:
    """Take back an outreach that was recorded by mistake; needs a reason (Kontakt zurücknehmen)."""

    id: OutreachRef
    """The outreach (Kontakt)."""


@dataclass(frozen=True)
class CorrectOutreach:
    """Put right what was recorded wrongly of an outreach; needs a reason. What is left out stays (Berichtigung)."""

    id: OutreachRef
    """The outreach (Kontakt)."""
    corrects: EventId
    """The event that recorded it wrongly (berichtigtes Ereignis)."""
    kind: OutreachKind | None = None
    """How it reached them (Art)."""
    on: date | None = None
    """The day (Tag)."""
    municipalities: Reached | None = None
    """All the municipalities that it reached, at least one (erreichte Gemeinden)."""
    subject: Title | None = None
    """What it was about, in one line; it is not sealed and must name no person (Betreff)."""
    answered_on: date | None = None
    """The day of the answer, where one is recorded (beantwortet am)."""
    answer_withdrawn: bool = False
    """True: there was no answer (keine Antwort)."""
    withdrawal_withdrawn: bool = False
    """True: it was not to be withdrawn (Rücknahme aufgehoben)."""


# --- Rules -----------------------------------------------------------------------------------------------------


def decide(command: Any, state: Outreach | None, world: World) -> list[Any]:
    """The events that follow from a command on an outreach."""
    if isinstance(command, RecordOutreach):
        check_absent(state)
        check_not_ahead(When(command.on), world.today, "on")
        _check_reached(command.municipalities, world)
        return [
            OutreachRecorded(command.kind, command.on, command.municipalities, command.subject, command.note),
        ]
    state = existing(state)
    match command:
        case RecordOutreachAnswer():
            return _answer(command, state, world)
        case WithdrawOutreach():
            if state.withdrawn:
                return []
            check_reasoned(
                world,
                "To take back an outreach needs a reason: say by which mistake it was recorded.",
                "Einen Kontakt zurückzunehmen braucht eine Begründung: bitte das Versehen nennen.",
            )
            return [OutreachWithdrawn()]
        case _:
            return _correct(command, state, world)


def _check_reached(municipalities: tuple[str, ...] | None, world: World) -> None:
    check_not_empty(municipalities, "municipalities")
    for municipality in municipalities or ():
        check_known(municipality, "municipalities", world)


def _answer(command: RecordOutreachAnswer, state: Outreach, world: World) -> list[Any]:
    require(
        not state.withdrawn,
        "WITHDRAWN",
        "id",
        "This outreach was recorded by mistake; record the answer with the right one.",
        "Dieser Kontakt war versehentlich eingetragen; bitte die Antwort beim richtigen eintragen.",
    )
    if (command.on, command.answer) == (state.answered_on, state.answer):
        return []
    check_not_ahead(When(command.on), world.today, "on")
    check_in_order(state.on, command.on, "on")
    if state.answered_on is not None:
        raise Rejected(
            "RECORDED_OTHERWISE",
            "on",
            f"An answer of {state.answered_on} is recorded already; if that is wrong, correct it.",
            f"Eine Antwort vom {state.answered_on:%d.%m.%Y} ist schon verzeichnet; falls das falsch ist, bitte "
            "berichtigen.",
        )
    return [OutreachAnswered(command.on, command.answer)]


def _correct(command: CorrectOutreach, state: Outreach, world: World) -> list[Any]:
    check_correction(world)
    event = OutreachCorrected(
        corrects=command.corrects,
        way=command.kind,
        on=command.on,
        municipalities=command.municipalities,
        subject=command.subject,
        answered_on=command.answered_on,
        answer_withdrawn=command.answer_withdrawn,
        withdrawal_withdrawn=command.withdrawal_withdrawn,
    )
    _check_reached(command.municipalities, world)
    require(
        command.answered_on is None or (state.answered_on is not None and not command.answer_withdrawn),
        "NOT_ANSWERED",
        "answered_on",
        "There is no answer whose day could be corrected; record the answer.",
        "Es gibt keine Antwort, deren Tag zu berichtigen wäre; bitte die Antwort eintragen.",
    )
    after = evolve(state, event)
    check_not_ahead(When(after.on), world.today, "on")
    if after.answered_on is not None:
        check_not_ahead(When(after.answered_on), world.today, "answered_on")
    check_in_order(after.on, after.answered_on, "on" if command.answered_on is None else "answered_on")
    return [] if after == state else [event]


def evolve(state: Outreach | None, event: Any) -> Outreach:
    """The outreach after the event."""
    if isinstance(event, OutreachRecorded):
        return Outreach(event.way, event.on, event.municipalities, event.subject, event.note)
    state = existing(state)
    match event:
        case OutreachAnswered(on=on, answer=answer):
            return replace(state, answered_on=on, answer=answer)
        case OutreachWithdrawn():
            return replace(state, withdrawn=True)
        case _:
            return replace(
                state,
                kind=event.way or state.kind,
                on=event.on or state.on,
                municipalities=event.municipalities or state.municipalities,
                subject=event.subject or state.subject,
                answered_on=None if event.answer_withdrawn else event.answered_on or state.answered_on,
                answer=None if event.answer_withdrawn else state.answer,
                withdrawn=state.withdrawn and not event.withdrawal_withdrawn,
            )


def view(state: Outreach, on: date) -> OutreachOnDay:
    """The outreach as it is recorded, on any day."""
    return OutreachOnDay(
        kind=state.kind,
        on=state.on,
        year=state.on.year,
        municipalities=state.municipalities,
        subject=state.subject,
        note=state.note,
        answered_on=state.answered_on,
        answer=state.answer,
        withdrawn=state.withdrawn,
    )


def concerns(ref: str, state: Outreach, event: Any) -> Audience:
    """Outreach is seen within the cooperation; it concerns the municipalities that it reached."""
    return Audience(Visibility.INTERNAL, frozenset({ref, *state.municipalities}))


OUTREACH = Decider(
    kind="outreach",
    state=Outreach,
    shown=OutreachOnDay,
    commands=(RecordOutreach, RecordOutreachAnswer, WithdrawOutreach, CorrectOutreach),
    events={
        "OutreachRecorded": OutreachRecorded,
        "OutreachAnswered": OutreachAnswered,
        "OutreachWithdrawn": OutreachWithdrawn,
        "OutreachCorrected": OutreachCorrected,
    },
    decide=decide,
    evolve=evolve,
    view=view,
    concerns=concerns,
    policy=Policy(
        may={
            RecordOutreach: OFFICE,
            RecordOutreachAnswer: OFFICE,
            WithdrawOutreach: OFFICE,
            CorrectOutreach: OFFICE,
        }
    ),
)
