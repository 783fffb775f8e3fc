"""Corrections as clients see them: their input, what they did to an event, and their preview."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any

from graphql import (
    GraphQLBoolean,
    GraphQLField,
    GraphQLID,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLString,
)

from events.correction import ActCorrection, CorrectedAct, Correction
from events.values import Money, Sealed
from schema import words
from schema.aggregate import Published
from schema.context import EventView, Operation
from schema.fields import field, input_field, many, required
from schema.inputs import Inputs, Path
from schema.moments import decode_id, encode_id
from schema.scalars import JSON
from schema.shapes import ListOf, NestedObject, Reference, SealedLeaf, Shape, StoredText, slots
from service import docstrings
from service.checked_command import MOST_ACTS
from service.command_envelope import CommandPreview
from service.event_query import EventQuery
from service.problems import InvalidInput
from service.recorded import Recorded

# --- What became of an event -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class ActOutcome:
    """What a correction did to an act."""

    correction: EventView
    act: CorrectedAct

    @property
    def withdrawn(self) -> bool:
        """Whether the act was withdrawn."""
        return not self.act.stands

    @property
    def stands(self) -> list["StandingEventView"]:
        """The events that replace those of the act."""
        event = self.correction.recorded.event
        first = sum(len(each.stands) for each in event.acts[: event.acts.index(self.act)])
        return [StandingEventView(self.correction, first + n) for n in range(len(self.act.stands))]


class StandingEventView(EventView):
    """The nth event that a correction puts in place, with the correction's envelope."""

    __slots__ = ("_number",)

    def __init__(self, correction: EventView, number: int) -> None:
        recorded = correction.recorded
        standing = [each for act in recorded.event.acts for each in act.stands][number]
        super().__init__(replace(recorded, event=standing.event, type=standing.type), correction.day)
        self._number = number

    @property
    def id(self) -> str:
        """Its opaque id."""
        return encode_id(f"event:{self.recorded.event_id}.{self._number}")


def standing(correction: EventView | None, number: int) -> EventView | None:
    """The nth event that a correction puts in place; None if there is none."""
    event = None if correction is None else correction.recorded.event
    if correction is None or not isinstance(event, Correction):
        return None
    return StandingEventView(correction, number) if number < sum(len(act.stands) for act in event.acts) else None


async def act_outcome(operation: Operation, event_view: EventView) -> ActOutcome | None:
    """What the newest correction did to the act of an event; None if it was not corrected."""
    corrections = await _corrections(operation, event_view)
    ids = {str(event_view.recorded.event_id)}
    if corrections:
        ids |= {str(each.recorded.event_id) for each in await _same_command(operation, event_view)}
    for correction in reversed(corrections):
        for act in correction.recorded.event.acts:
            if act.act in ids:
                return ActOutcome(correction, act)
    return None


async def _corrections(operation: Operation, event_view: EventView) -> list[EventView]:
    """The visible corrections of an entity, oldest first."""
    name = f"{words.pascal(event_view.kind)}Corrected"

    async def find() -> list[EventView]:
        reading = await operation.reading()
        found: list[Recorded] = []
        while True:
            after = found[-1].position if found else None
            some = await reading.history(EventQuery(event_view.ref, types=frozenset({name})), after=after)
            found += some
            if len(some) < _PAGE:
                return [EventView(each, event_view.day) for each in found]

    known = event_view.known
    every = await operation.once(("corrections", event_view.ref), find)
    return [each for each in every if known is None or each.recorded.position <= known]


_PAGE = 100


async def _same_command(operation: Operation, event_view: EventView) -> Sequence[EventView]:
    """The events of the same act up to this one: the first of them identifies the act."""
    recorded = event_view.recorded
    reading = await operation.reading()
    query = EventQuery(event_view.ref, actor=recorded.actor)
    found = await reading.history(query, before=recorded.position, limit=_PAGE, backwards=True)
    same = []
    for each in found:
        if each.command_id != recorded.command_id:
            break
        same.append(EventView(each, event_view.day))
    return same


class CorrectionTypes:
    """The types that describe corrections."""

    def __init__(self, event: Callable[[], Any]) -> None:
        self._event = event
        self.corrected = GraphQLObjectType("CorrectedAct", self._corrected, description=_of(CorrectedAct))

    def _corrected(self) -> dict[str, GraphQLField]:
        return {
            "correction": field(required(self._event()), "The correction (Berichtigung).", "correction"),
            "event": field(
                self._event(),
                "The first event of the act, as it was recorded (erstes Ereignis des Vorgangs).",
                lambda act_outcome, info: info.context.event_by(act_outcome.act.act, act_outcome.correction.moment),
            ),
            "withdrawn": field(
                required(GraphQLBoolean),
                "Whether the act was withdrawn: no event replaces it (zurückgenommen).",
                "withdrawn",
            ),
            "stands": field(
                many(self._event()), "The events that replace those of the act (stattdessen gilt).", "stands"
            ),
        }

    def of_event(self) -> GraphQLField:
        """The field of every event that shows its correction."""
        return field(
            self.corrected,
            "What the newest correction did to the act that recorded this event; null if it was not corrected "
            "(Berichtigung).",
            lambda event_view, info: act_outcome(info.context, event_view),
        )

    def of_correction(self) -> dict[str, GraphQLField]:
        """The fields of the event that records a correction."""
        return {
            "acts": field(
                many(self.corrected),
                docstrings.of_field(Correction, "acts"),
                lambda event_view, info: [ActOutcome(event_view, act) for act in event_view.recorded.event.acts],
            )
        }


def _of(cls: type[Any]) -> str:
    return docstrings.of_class(cls)


# --- The input of a correction ----------------------------------------------------------------------------------


class CorrectionInputs:
    """The input types of corrections, and how to read them."""

    def __init__(
        self, inputs: Inputs, input_of: Callable[[type[Any]], GraphQLInputObjectType], envelope: Mapping[str, Any]
    ) -> None:
        self._inputs = inputs
        self._input_of = input_of
        self._envelope = envelope

    def fields(self, published: Published) -> dict[str, GraphQLInputField]:
        """The input fields of a correction of an aggregate."""
        return {
            "id": input_field(required(GraphQLID), f"The entry. Id of {published.name} (Eintrag)."),
            "acts": input_field(
                many(self._act(published)),
                f"The acts to correct. At most {MOST_ACTS} (Vorgänge).",
            ),
            "preview": input_field(
                GraphQLBoolean,
                "If true, nothing is carried out: the payload only shows what would change (Vorschau).",
                default=False,
            ),
        }

    def _act(self, published: Published) -> GraphQLInputObjectType:
        commands = GraphQLInputObjectType(
            f"{published.name}ActInput",
            lambda: {
                words.lower_first(command.__name__): input_field(self._input_of(command), docstrings.of_class(command))
                for command in published.decider.acts
            },
            description="An act as it should have been: the input of its mutation. Give exactly one field (Vorgang).",
            is_one_of=True,
        )
        return GraphQLInputObjectType(
            f"{published.name}CorrectionInput",
            {
                "event": input_field(required(GraphQLID), "Any event that the act recorded. Id of Event (Ereignis)."),
                "instead": input_field(
                    commands,
                    "The act as it should have been. Leave out its `commandId`, `expectedVersion`, `reason` and "
                    "`authority`: those of the correction apply (stattdessen).",
                ),
                "withdrawn": input_field(
                    GraphQLBoolean,
                    "If true, the act never happened; then leave out `instead` (zurückgenommen).",
                    default=False,
                ),
            },
            description="An act to correct, and how it should have been (Berichtigung eines Vorgangs).",
        )

    def reader(self, published: Published) -> Callable[[Mapping[str, Any], Path], Any]:
        """The function that reads a correction of an aggregate. It raises `InvalidInput`."""
        readers = {
            words.lower_first(command.__name__): self._inputs.reader(command) for command in published.decider.acts
        }
        correct = published.decider.correct

        def read(given: Mapping[str, Any], path: Path) -> Any:
            entity = decode_id(given["id"], (*path, "id"))
            return correct(
                entity.ref,
                tuple(self._read_act(each, readers, (*path, "acts", str(n))) for n, each in enumerate(given["acts"])),
            )

        return read

    def _read_act(self, given: Mapping[str, Any], readers: Mapping[str, Any], path: Path) -> ActCorrection:
        named = decode_id(given["event"], (*path, "event"))
        instead = given.get("instead")
        if bool(given.get("withdrawn")) is (instead is not None):
            raise InvalidInput(
                "needs either the act as it should have been, or its withdrawal",
                (*path, "instead"),
            )
        if instead is None:
            return ActCorrection(named.ref.partition(":")[2])
        ((name, command_input),) = instead.items()
        for each in self._envelope:
            if command_input.get(each) is not None:
                raise InvalidInput(
                    "is given for the correction as a whole",
                    (*path, "instead", name, each),
                )
        return ActCorrection(named.ref.partition(":")[2], readers[name](command_input, (*path, "instead", name)))


# --- What a correction would change ----------------------------------------------------------------------------

CHANGE = GraphQLObjectType(
    "FieldChange",
    {
        "field": field(required(GraphQLString), "The field of the entity (Feld).", "name"),
        "before": field(JSON, "How it reads now (vorher).", "before"),
        "after": field(JSON, "How it would read (nachher).", "after"),
    },
    description="A field that would change, with its value before and after, as the API shows it. References are ids; "
    "sealed texts are left out (Änderung eines Felds).",
)
CHANGES = GraphQLList(GraphQLNonNull(CHANGE))


@dataclass(frozen=True)
class FieldChange:
    """A field that would change."""

    name: str
    before: Any
    after: Any


async def changes(operation: Operation, published: Published, preview: CommandPreview) -> list[FieldChange]:
    """The fields that would change, as of today."""
    reading = await operation.reading()
    stored = await reading.get(preview.ref)
    concerns = () if stored is None else stored.concerns
    states = await reading.visibility.redacted(preview.ref, (preview.before, preview.after), concerns)
    views = [None if state is None else published.decider.view(state, operation.today) for state in states]
    found = []
    for slot in slots(published.view):
        before, after = (None if view is None else getattr(view, slot.name) for view in views)
        if before != after:
            shown = [await _shown(slot.shape, value, operation) for value in (before, after)]
            found.append(FieldChange(words.camel(slot.name), *shown))
    return found


async def _shown(shape: Shape, value: Any, operation: Operation) -> Any:
    """A value as the API shows it, made of plain JSON."""
    match value:
        case None | bool() | int():
            return value
        case Enum():
            return value.name
        case Sealed():
            return None
        case Money():
            return {"amount": f"{value.cents // 100}.{value.cents % 100:02}", "currency": value.currency.name}
        case Fraction():
            return {"numerator": value.numerator, "denominator": value.denominator}
        case Decimal():
            return str(value)
        case str():
            return await _text(shape, value, operation)
        case tuple() if isinstance(shape, ListOf):
            return [await _shown(shape.of, each, operation) for each in value]
        case _ if isinstance(shape, NestedObject) or hasattr(value, "__dataclass_fields__"):
            return {
                words.camel(slot.name): await _shown(slot.shape, getattr(value, slot.name), operation)
                for slot in slots(type(value))
                if not isinstance(slot.shape, SealedLeaf)
            }
        case _:
            return value.isoformat()


async def _text(shape: Shape, value: str, operation: Operation) -> str | None:
    match shape:
        case Reference():
            return encode_id(value)
        case StoredText():
            return await operation.text(value)
        case _:
            return value
