"""Entities as clients see them: the interfaces that all share, and a type for each aggregate."""

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
        "position": input_field(BIG_INT, "Right after the event at this position (Position)."),
        "time": input_field(DATE_TIME, "What was recorded by then (Zeitpunkt)."),
    },
    description="A moment of the record, in the past: what it knew then. Exactly one field is given (Wissensstand).",
    is_one_of=True,
)

AT = (
    "What the record knew at this moment; unless given, what it knew where this was read from, else now (Wissensstand)."
)
ON = "The day in the world that is asked about; unless given, that of where this was read from, else today (Stichtag)."


def type_name_of(value: Any, _info: Any, _type: Any) -> str:
    """The GraphQL type of anything that has an id."""
    name: str = value.type_name
    return name


NODE = GraphQLInterfaceType(
    "Node",
    lambda: {"id": field(required(GraphQLID), "Opaque id (Kennung).", "id")},
    resolve_type=type_name_of,
    description="Anything that has an id of its own and can be asked for by it (Knoten).",
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
            description="An entity of the record: every state it ever had can be read, and how it came about "
            "(Eintrag mit Geschichte).",
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
            # What the whole county lists under a name includes what names the county itself.
            reverse = {name: each for name, each in self._reverse(published).items() if name not in below}
            return _joined(published, shared, own, reverse, below, *self._computed(published))

        return GraphQLObjectType(
            published.name, fields, interfaces=[self.traceable, NODE], description=docstrings.of_class(published.view)
        )

    # --- What all entities share

    def _shared(self, own: Any, whole: bool = False) -> dict[str, GraphQLField]:
        assert self.events is not None
        history = (
            "What happened in the county's record, all kinds of entity together (Historie)."
            if whole
            else "What happened to it, oldest first (Historie)."
        )
        return {
            "id": field(
                required(GraphQLID),
                "Opaque id; one read as of another moment or day names that too (Kennung).",
                "id",
            ),
            "entityId": field(
                required(GraphQLID),
                "Opaque id, the same at all moments (Kennung des Eintrags).",
                "entity_id",
            ),
            "version": field(required(GraphQLInt), "How many events made it what it is (Version).", "stored.version"),
            "recordedAt": field(
                required(DATE_TIME), "When it was last changed (zuletzt geändert).", "stored.recorded_at"
            ),
            "position": field(
                required(BIG_INT), "The position of the event that last changed it (Position).", "stored.position"
            ),
            "history": self.events.history(history, whole),
            "asOf": field(
                own,
                "The same entity at another moment or of another day; null if it was not recorded then (Rückblick).",
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

    # --- What stands below the county

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
        arguments = {"id": argument(by_id, "By its id; one of any moment does (Kennung).")}
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
    return InvalidInput("must be the id of a {name}", ("id",), name=published.name)


def _one_of(published: Published) -> str:
    """What is said of one member of a list."""
    whole = published.description[:1].lower() + published.description[1:].removesuffix(".")
    by = "id or key" if published.lookups else "id"
    return f"One of {whole}, by its {by}; null if there is none to be seen."


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
    """The kinds that the relation's field may name; none: any."""
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
    """Whatever an id names, as this reader sees it; None where there is nothing. Raises `InvalidInput`."""
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
    """What each of the ids names, in their order."""
    return list(await asyncio.gather(*(node(operation, text, ("ids", str(n))) for n, text in enumerate(texts))))
