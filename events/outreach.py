"""Outreach (Kontakt): what the coordination office did to reach municipalities, in a few words, and what came back."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from events.aggregate import aggregate
from events.decider import Act, Part, World, recorded, require
from events.policy import Audience, Disclosure, Visibility
from events.refs import MunicipalityRef, OutreachRef
from events.rules import check_in_order, check_known, check_not_empty, check_reasoned
from events.values import FreeText, Many, Title
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
class _Municipality:
    municipality: MunicipalityRef
    """The municipality that answered (Gemeinde)."""


@dataclass(frozen=True)
class _Answer:
    on: date
    """The day of the answer; not in the future, not before the outreach (Tag)."""
    answer: FreeText | None = None
    """What was answered, for the office and those it reached; sealed (Antwort)."""


@dataclass(frozen=True)
class OutreachAnswer(_Answer, _Municipality):
    """What a municipality answered (Antwort)."""


Answers = Annotated[tuple[OutreachAnswer, ...], Many(500)]


@dataclass(frozen=True)
class Outreach:
    """All that is recorded of one outreach."""

    way: OutreachKind
    on: date
    municipalities: Reached
    subject: str
    note: FreeText | None = None
    answers: Answers = ()
    withdrawn: bool = False


@dataclass(frozen=True)
class _OfOutreach:
    id: OutreachRef
    """The outreach (Kontakt)."""


# --- Recording it ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class OutreachRecorded:
    """The coordination office reached municipalities (Kontakt eingetragen)."""

    way: OutreachKind
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
class RecordOutreach(OutreachRecorded):
    """Record what the coordination office did to reach municipalities (Kontakt eintragen)."""


def _record(command: RecordOutreach, state: None, world: World) -> list[Any]:
    check_not_ahead(When(command.on), world.latest, "on")
    check_not_empty(command.municipalities, "municipalities")
    for municipality in command.municipalities:
        check_known(municipality, "municipalities", world)
    return [recorded(OutreachRecorded, command)]


def _recorded(state: None, event: OutreachRecorded) -> Outreach:
    return Outreach(event.way, event.on, event.municipalities, event.subject, event.note)


@dataclass(frozen=True)
class OutreachWithdrawn:
    """An outreach was recorded by mistake; it stays readable and counts nowhere (Kontakt zurückgenommen)."""


@dataclass(frozen=True)
class WithdrawOutreach(OutreachWithdrawn, _OfOutreach):
    """Take back an outreach that was recorded by mistake; needs a reason (Kontakt zurücknehmen)."""


def _withdraw(command: WithdrawOutreach, state: Outreach, world: World) -> list[Any]:
    if state.withdrawn:
        return []
    check_reasoned(world, "Taking back an outreach needs a reason: say by what mistake it was recorded.")
    return [OutreachWithdrawn()]


# --- What came back --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class OutreachAnswered(OutreachAnswer):
    """A municipality answered an outreach (Antwort eingegangen)."""


@dataclass(frozen=True)
class RecordOutreachAnswer(_Answer, _OfOutreach):
    """Record that a municipality answered an outreach (Antwort eintragen)."""

    municipality: MunicipalityRef | None = None
    """The municipality that answered; null for the only one that was reached (Gemeinde)."""


def _answer(command: RecordOutreachAnswer, state: Outreach, world: World) -> list[Any]:
    require(
        not state.withdrawn,
        "WITHDRAWN",
        "id",
        "This outreach was recorded by mistake; record the answer with the right one.",
    )
    told: OutreachAnswered = recorded(OutreachAnswered, command, municipality=_who_answered(command, state))
    there = next((each for each in state.answers if each.municipality == told.municipality), None)
    if there == recorded(OutreachAnswer, told):
        return []
    check_not_ahead(When(command.on), world.latest, "on")
    check_in_order(state.on, command.on, "on")
    require(
        there is None,
        "RECORDED_OTHERWISE",
        "on",
        "An answer of {on} is recorded already; if that is wrong, correct it.",
        on=None if there is None else there.on,
    )
    return [told]


def _who_answered(command: RecordOutreachAnswer, state: Outreach) -> str:
    reached, named = state.municipalities, command.municipality
    if named is None:
        require(
            len(reached) == 1,
            "WHO_ANSWERED",
            "municipality",
            "The outreach reached several municipalities; name the one that answered.",
        )
        return reached[0]
    require(
        named in reached,
        "NOT_REACHED",
        "municipality",
        "The outreach did not reach that municipality; record another outreach, or correct whom this one reached.",
    )
    return named


def _answered(state: Outreach, event: OutreachAnswered) -> Outreach:
    return replace(state, answers=(*state.answers, recorded(OutreachAnswer, event)))


# --- The outreach ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class OutreachOnDay(OutreachRecorded):
    """What the coordination office did to reach municipalities (Kontakt)."""

    year: int
    """The year in which it counts (Jahr)."""
    answers: Answers
    """What was answered by the day, one answer a municipality at the most (Antworten)."""
    unanswered: Reached
    """The municipalities that have not answered by the day (noch ohne Antwort)."""
    withdrawn: bool
    """Whether it was recorded by mistake: then it counts nowhere (zurückgenommen)."""


def view(state: Outreach, on: date) -> OutreachOnDay:
    """The outreach as it is recorded, with what was answered by a day."""
    answers = tuple(each for each in state.answers if each.on <= on)
    answered = {each.municipality for each in answers}
    return recorded(
        OutreachOnDay,
        state,
        year=state.on.year,
        answers=answers,
        unanswered=tuple(each for each in state.municipalities if each not in answered),
    )


def audience(ref: str, state: Outreach, event: Any) -> Audience:
    """Outreach is seen within the cooperation; it concerns the municipalities that it reached."""
    return Audience(Visibility.INTERNAL, frozenset({ref, *state.municipalities}))


OUTREACH = aggregate(
    "outreach",
    Outreach,
    (
        Part(
            (
                Act(RecordOutreach, _record, {OutreachRecorded: _recorded}, begins=True),
                Act(RecordOutreachAnswer, _answer, {OutreachAnswered: _answered}),
                Act(
                    WithdrawOutreach,
                    _withdraw,
                    {OutreachWithdrawn: lambda state, event: replace(state, withdrawn=True)},
                ),
            )
        ),
    ),
    shown=OutreachOnDay,
    view=view,
    fold=2,
    disclosure=Disclosure(audience),
)
