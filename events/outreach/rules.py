"""Outreach: what follows from recording it, its answers, taking it back and correcting it."""

from dataclasses import replace
from datetime import date
from typing import Any

from events.decider import Rejected, World, require
from events.outreach.contact import (
    AnswerCorrection,
    CorrectOutreach,
    OutreachAnswer,
    OutreachAnswered,
    OutreachCorrected,
    OutreachRecorded,
    OutreachWithdrawn,
    RecordOutreach,
    RecordOutreachAnswer,
    WithdrawOutreach,
)
from events.outreach.state import Outreach
from events.rules import (
    check_absent,
    check_correction,
    check_in_order,
    check_known,
    check_not_empty,
    check_reasoned,
    existing,
)
from events.when import When, check_not_ahead


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
    )
    who = _who_answered(command.municipality, state)
    there = _answer_of(state, who)
    if there == OutreachAnswer(who, command.on, command.answer):
        return []
    check_not_ahead(When(command.on), world.today, "on")
    check_in_order(state.on, command.on, "on")
    if there is not None:
        raise Rejected(
            "RECORDED_OTHERWISE",
            "on",
            "An answer of {on} is recorded already; if that is wrong, correct it.",
            on=there.on,
        )
    return [OutreachAnswered(who, command.on, command.answer)]


def _who_answered(named: str | None, state: Outreach) -> str:
    reached: tuple[str, ...] = state.municipalities
    if named is None:
        require(
            len(reached) == 1,
            "WHO_ANSWERED",
            "municipality",
            "It reached several municipalities; name the one that answered.",
        )
        return reached[0]
    require(
        named in reached,
        "NOT_REACHED",
        "municipality",
        "It did not reach that municipality; record another outreach, or correct whom it reached.",
    )
    return named


def _answer_of(state: Outreach, municipality: str) -> OutreachAnswer | None:
    return next((each for each in state.answers if each.municipality == municipality), None)


def _correct(command: CorrectOutreach, state: Outreach, world: World) -> list[Any]:
    check_correction(world)
    event = OutreachCorrected(
        corrects=command.corrects,
        way=command.kind,
        on=command.on,
        municipalities=command.municipalities,
        subject=command.subject,
        answer=command.answer,
        withdrawal_withdrawn=command.withdrawal_withdrawn,
    )
    _check_reached(command.municipalities, world)
    require(
        command.answer is None or _answer_of(state, command.answer.municipality) is not None,
        "NOT_ANSWERED",
        "answer",
        "There is no answer of that municipality that could be corrected; record the answer.",
    )
    after = evolve(state, event)
    _check_sound(after, "on" if command.answer is None else "answer.on", world)
    return [] if after == state else [event]


def _check_sound(after: Outreach, field: str, world: World) -> None:
    """Raise `Rejected` unless an outreach lies in the past and its answers come after it, of those that it reached."""
    check_not_ahead(When(after.on), world.today, "on")
    for answer in after.answers:
        check_not_ahead(When(answer.on), world.today, field)
        check_in_order(after.on, answer.on, field)
        require(
            answer.municipality in after.municipalities,
            "ANSWERED",
            "municipalities",
            "A municipality that answered was reached; correct its answer first.",
        )


def evolve(state: Outreach | None, event: Any) -> Outreach:
    """The outreach after the event."""
    if isinstance(event, OutreachRecorded):
        return Outreach(event.way, event.on, event.municipalities, event.subject, event.note)
    state = existing(state)
    match event:
        case OutreachAnswered(municipality=municipality, on=on, answer=answer):
            return replace(state, answers=(*state.answers, OutreachAnswer(municipality, on, answer)))
        case OutreachWithdrawn():
            return replace(state, withdrawn=True)
        case _:
            return replace(
                state,
                kind=event.way or state.kind,
                on=event.on or state.on,
                municipalities=event.municipalities or state.municipalities,
                subject=event.subject or state.subject,
                answers=state.answers if event.answer is None else _corrected(state.answers, event.answer),
                withdrawn=state.withdrawn and not event.withdrawal_withdrawn,
            )


def _corrected(answers: tuple[OutreachAnswer, ...], correction: AnswerCorrection) -> tuple[OutreachAnswer, ...]:
    right = (each if each.municipality != correction.municipality else _dated(each, correction.on) for each in answers)
    return tuple(each for each in right if each is not None)


def _dated(answer: OutreachAnswer, on: date | None) -> OutreachAnswer | None:
    return None if on is None else replace(answer, on=on)
