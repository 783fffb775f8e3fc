"""Entities as clients see them: the shared interfaces, and a type for each aggregate."""

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from graphql import (
    GraphQLField,
    GraphQLID,
    GraphQLInputObjectType,
    GraphQLInt,
    GraphQLInterfaceType,
    GraphQLObjectType,
)

from schema import words
from schema.aggregate import Published, Reverse
from schema.computed import computed_field
from schema.connections import Connections
from schema.context import Entity, Item, Operation
from schema.corrections import standing
from schema.events import EventTypes
from schema.fields import argument, field, input_field, nullable, required
from schema.inputs import Inputs
from schema.moments import Moment, decode_id
from schema.outputs import Outputs
from schema.scalars import BIG_INT, DATE, DATE_TIME
from schema.shapes import ListOf, Reference, slots
from schema.why import WhyTypes
from service import docstrings
from service.problems import InvalidInput, Problem
from service.refs import split

MOMENT_INPUT = GraphQLInputObjectType(
    "MomentInput",
    {
        "position": input_field(BIG_INT, "The moment right after the event at this position (Position)."),
        "time": input_field(DATE_TIME, "The moment when everything up to then was recorded (Zeitpunkt)."),
    },
    description="A past moment of the record: what it knew then. Give exactly one field (Wissensstand).",
    is_one_of=True,
)

AT = "Read what the record knew at this moment; by default, the moment of the parent object, or now (Wissensstand)."
ON = "Read as of this day in the world; by default, the day of the parent object, or today (Stichtag)."


def type_name_of(value: Any, _info: Any, _type: Any) -> str:
    """The GraphQL type of anything with an id."""
    name: str = value.type_name
    return name


NODE = GraphQLInterfaceType(
    "Node",
    lambda: {"id": field(required(GraphQLID), "Opaque id (Kennung).", "id")},
    resolve_type=type_name_of,
    description="Anything with an id of its own by which it can be fetched (Knoten).",
)


class EntityTypes:
    """The entity types of all aggregates."""

    def __init__(self, outputs: Outputs, inputs: Inputs, published: Sequence[Published]) -> None:
        self._outputs = outputs
        self._inputs = inputs
        self.published: Mapping[str, Published] = {each.kind: each for each in published}
        self.connections = Connections(outputs, self.of)
        self.events: EventTypes | None = None
        self.why: WhyTypes | None = None
        self.traceable = GraphQLInterfaceType(
            "Traceable",
            lambda: self._shared(self.traceable),
            interfaces=[NODE],
            resolve_type=type_name_of,
            description="An entity of the record: all its past states can be read, and how they came about (Eintrag "
            "mit Geschichte).",
        )
        self.types: dict[str, GraphQLObjectType] = {}
        for each in published:
            outputs.claim(each.name, each.view)
            self.types[each.kind] = self._type(each)
        for each in published:
            for computed in each.computed:
                if computed.of not in self.types:
                    raise TypeError(f"{each.name}: {computed.name} is a field of {computed.of}, which is not published")

    def of(self, kinds: tuple[str, ...]) -> Any:
        """The type of a reference to one of the kinds."""
        if len(kinds) == 1 and kinds[0] in self.types:
            return self.types[kinds[0]]
        return self.traceable

    def _type(self, published: Published) -> GraphQLObjectType:
        def fields() -> dict[str, GraphQLField]:
            assert self.why is not None
            shared = self._shared(self.types[published.kind], whole=published.kind == "county")
            shared |= self.why.fields(published, frozenset(shared))
            own = self._outputs.fields(published.view, "value.", frozenset(shared), published.kind)
            below = self._below(published) if published.kind == "county" else {}
            # A list of the whole county includes the entities that name the county itself.
            reverse = {name: each for name, each in self._reverse(published).items() if name not in below}
            return _joined(published, shared, own, reverse, below, *self._computed(published))

        return GraphQLObjectType(
            published.name, fields, interfaces=[self.traceable, NODE], description=docstrings.of_class(published.view)
        )

    # --- What all entities share

    def _shared(self, own: Any, whole: bool = False) -> dict[str, GraphQLField]:
        assert self.events is not None
        history = (
            "All events in the county's record, of every kind of entity, oldest first (Historie)."
            if whole
            else "Its events, oldest first (Historie)."
        )
        return {
            "id": field(
                required(GraphQLID),
                "Opaque id; if read at another moment or day, it names these too (Kennung).",
                "id",
            ),
            "entityId": field(
                required(GraphQLID),
                "Opaque id, the same at all moments (Kennung des Eintrags).",
                "entity_id",
            ),
            "version": field(required(GraphQLInt), "How many events it has (Version).", "stored.version"),
            "recordedAt": field(
                required(DATE_TIME), "When it was last changed (zuletzt geändert).", "stored.recorded_at"
            ),
            "position": field(
                required(BIG_INT), "The position of the event that last changed it (Position).", "stored.position"
            ),
            "history": self.events.history(history, whole),
            "asOf": field(
                own,
                "The same entity at another moment or on another day; null if it was not recorded then (Rückblick).",
                _as_of,
                {"at": argument(MOMENT_INPUT, AT), "on": argument(DATE, ON)},
            ),
        }

    # --- Relations read backwards

    def _reverse(self, target: Published) -> dict[str, GraphQLField]:
        found = {}
        for source in self.published.values():
            for relation in source.reverse:
                kinds = _named_by(source, relation)
                if not kinds or target.kind in kinds:
                    if relation.name in found:
                        raise TypeError(f"{target.name}.{relation.name} is declared twice")
                    find = _finding(source, relation)
                    found[relation.name] = self.connections.field(source, relation.description, find)
        return found

    # --- What is worked out when it is asked for

    def _computed(self, target: Published) -> Iterator[dict[str, GraphQLField]]:
        for source in self.published.values():
            for computed in source.computed:
                if computed.of == target.kind:
                    yield {words.camel(computed.name): computed_field(self._outputs, self._inputs, computed)}

    # --- Fields of the county

    def _below(self, county: Published) -> dict[str, GraphQLField]:
        found: dict[str, GraphQLField] = {}
        for each in self.published.values():
            if each is county:
                continue
            found[each.plural] = self.connections.field(each, each.description, _finding_all(each))
            if each.alone:
                found[each.singular] = self._lookup(each)
        return found

    def _lookup(self, published: Published) -> GraphQLField:
        by_id: Any = GraphQLID if published.lookups else required(GraphQLID)
        arguments = {"id": argument(by_id, "Its id, from any moment (Kennung).")}
        read: dict[str, Callable[[Any], Any]] = {}
        for slot in slots(published.view):
            if slot.name in published.lookups:
                name = words.camel(slot.name)
                arguments[name] = argument(
                    nullable(self._outputs.type_of(slot.shape)),
                    words.sentence(docstrings.of_field(published.view, slot.name), slot.limit),
                )
                read[name] = _attribute(slot.name)

        async def resolve(source: Any, info: Any, **given: Any) -> Entity | None:
            operation: Operation = info.context
            asked = {name: value for name, value in given.items() if value is not None}
            if len(asked) != 1:
                raise InvalidInput(
                    "Exactly one argument is needed: {names}.",
                    names=tuple(arguments),
                )
            ((name, value),) = asked.items()
            if name == "id":
                named = decode_id(value, ("id",))
                if named.kind != published.kind:
                    raise _of_another_kind(published)
                return await operation.read(named.ref, source.moment)
            key = read[name]
            for stored, view in await operation.items(published, source.moment):
                if key(view) == value:
                    return Entity(published, stored, source.moment, operation.day(source), view)
            return None

        return field(
            self.types[published.kind],
            _one_of(published),
            resolve,
            arguments,
        )


def _of_another_kind(published: Published) -> Problem:
    return InvalidInput("must be the id of: {name}", ("id",), name=published.name)


def _one_of(published: Published) -> str:
    """The description of a field for one entity."""
    whole = published.description[:1].lower() + published.description[1:].removesuffix(".")
    by = "id or key" if published.lookups else "id"
    return f"One of {whole}, by its {by}; null if there is none or it is not visible."


def _attribute(name: str) -> Callable[[Any], Any]:
    return lambda view: getattr(view, name)


async def _as_of(entity: Entity, info: Any, at: Any = None, on: Any = None) -> Entity | None:
    operation: Operation = info.context
    moment = await operation.moment(at, on, entity.moment)
    return await operation.read(entity.ref, moment)


def _finding(source: Published, relation: Reverse) -> Any:
    async def find(operation: Operation, entity: Entity, moment: Moment | None) -> list[Item]:
        return await operation.naming(source, relation.by, entity.ref, moment, relation.followed)

    return find


def _finding_all(published: Published) -> Any:
    async def find(operation: Operation, _source: Any, moment: Moment | None) -> list[Item]:
        return await operation.items(published, moment)

    return find


def _named_by(source: Published, relation: Reverse) -> tuple[str, ...]:
    """The kinds that the relation's field may name; empty for any."""
    for slot in slots(source.view):
        if slot.name == relation.by:
            match slot.shape:
                case Reference(kinds=kinds) | ListOf(of=Reference(kinds=kinds)):
                    return kinds
    raise TypeError(f"{source.name} has no reference {relation.by} to be read backwards as {relation.name}")


def _joined(published: Published, *groups: dict[str, GraphQLField]) -> dict[str, GraphQLField]:
    found: dict[str, GraphQLField] = {}
    for group in groups:
        for name, each in group.items():
            if name in found:
                raise TypeError(f"{published.name}.{name} would be published twice")
            found[name] = each
    return found


async def node(operation: Operation, text: str, path: tuple[str, ...]) -> Any:
    """Whatever an id names, if visible; None otherwise. Raises `InvalidInput`."""
    named = decode_id(text, path)
    match named.kind:
        case "event":
            event, _, number = named.ref.partition(".")
            found = await operation.event(split(event)[1])
            return standing(found, int(number)) if number else found
        case "actor":
            return await operation.actor(split(named.ref)[1])
    moment = named.moment
    if moment is not None:
        reading = await operation.reading()
        moment = Moment(await reading.position_at(moment.at), moment.on)
    return await operation.read(named.ref, moment)


async def nodes(operation: Operation, texts: Sequence[str]) -> list[Any]:
    """What each id names, in order."""
    return list(await asyncio.gather(*(node(operation, text, ("ids", str(n))) for n, text in enumerate(texts))))
