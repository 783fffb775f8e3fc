"""Events as clients see them: an interface with the envelope, and a type for each event with its own fields."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLEnumValue,
    GraphQLField,
    GraphQLID,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInt,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLString,
)

from events.authority import Authority, RecordedDecision
from events.correction import Correction
from events.policy import Visibility
from schema import words
from schema.aggregate import Published
from schema.connections import PAGE_INFO, PageInfo, page_arguments, page_size
from schema.context import EventView, Operation, ValueInContext
from schema.corrections import CorrectionTypes
from schema.fields import argument, field, input_field, many, required
from schema.moments import decode_id
from schema.outputs import Outputs
from schema.scalars import BIG_INT, DATE_TIME, UUID_SCALAR
from schema.shapes import OneOf, shape_of
from service import docstrings
from service.cursors import decode_cursor, resync
from service.event_query import EventQuery
from service.problems import InvalidInput
from service.refs import split


class EventTypes:
    """The event interface, its types, and the arguments of histories."""

    def __init__(
        self,
        outputs: Outputs,
        published: Sequence[Published],
        node: GraphQLInterfaceType,
        traceable: Callable[[], Any],
        actor: GraphQLObjectType,
    ) -> None:
        self._outputs = outputs
        self._node = node
        self._traceable = traceable
        self._actor = actor
        self._corrections = CorrectionTypes(lambda: self.interface)
        self.interface = GraphQLInterfaceType(
            "Event",
            lambda: self._envelope(),
            interfaces=[node],
            resolve_type=lambda event_view, _info, _type: event_view.type_name,
            description="Something that happened in the county's cooperation, with who recorded it, when and on what "
            "authority. Events are never changed or deleted; a correction fixes a mistake (Ereignis).",
        )
        self.kinds = GraphQLEnumType(
            "Kind",
            {
                words.constant(each.kind): GraphQLEnumValue(each.kind, description=docstrings.of_class(each.view))
                for each in published
            },
            description="A kind of entity (Art des Eintrags).",
        )
        self.names = GraphQLEnumType(
            "EventType",
            {
                name: GraphQLEnumValue(name, description=docstrings.of_class(event))
                for each in published
                for name, event in each.decider.events.items()
            },
            description="The type of an event; each value is the name of its object type (Art des Ereignisses).",
        )
        self.types = [
            self._type(each, name, event) for each in published for name, event in each.decider.events.items()
        ]
        self._edge = GraphQLObjectType(
            "EventEdge",
            lambda: {
                "node": field(required(self.interface), "The event.", lambda each, _: each),
                "cursor": field(required(GraphQLString), "Its cursor, to continue from there.", "cursor"),
            },
            description="An event in a history, with its cursor (Ereignis einer Historie).",
        )
        self.connection = self._connection()
        self._filter = self._history_filter()

    def _type(self, published: Published, name: str, event: type[Any]) -> GraphQLObjectType:
        self._outputs.claim(name, event)

        def fields() -> dict[str, GraphQLField]:
            envelope = self._envelope()
            if issubclass(event, Correction):
                return envelope | self._corrections.of_correction()
            return envelope | self._outputs.fields(event, "value.", frozenset(envelope), published.kind)

        return GraphQLObjectType(
            name, fields, interfaces=[self.interface, self._node], description=docstrings.of_class(event)
        )

    def _envelope(self) -> dict[str, GraphQLField]:
        authority, _ = shape_of(Authority, "Recorded.authority")
        assert isinstance(authority, OneOf)
        return {
            "id": field(required(GraphQLID), "Opaque id of the event (Kennung).", "id"),
            "type": field(required(self.names), "The type of the event (Art).", "recorded.type"),
            "kind": field(
                required(self.kinds),
                "The kind of its entity (Art des Eintrags).",
                "kind",
            ),
            "entity": field(
                self._traceable(),
                "The entity, as of right after the event (Eintrag).",
                lambda each, info: info.context.entity(each.ref, each.moment),
            ),
            "version": field(
                required(GraphQLInt), "The version of the entity that the event produced (Version).", "recorded.version"
            ),
            "position": field(
                required(BIG_INT), "Its position in the county's record: 1, 2, 3 … (Position).", "recorded.position"
            ),
            "cursor": field(
                required(GraphQLString),
                "The cursor to continue from, in a history or with the subscription (Marke).",
                "cursor",
            ),
            "recordedAt": field(required(DATE_TIME), "When it was recorded (erfasst am).", "recorded.recorded_at"),
            "actor": field(
                self._actor,
                "Who recorded it (Akteur).",
                lambda each, info: info.context.actor(each.recorded.actor, each.moment),
            ),
            "reason": field(
                self._outputs.sealed,
                "The reason given for it (Begründung).",
                lambda each, info: info.context.unsealed(each.recorded.reason, each.ref, each.concerns),
            ),
            "authority": field(
                self._outputs.union(authority.arms),
                "The decision that it rests on; null if there is none or the viewer may not see it "
                "(Beschlussgrundlage).",
                lambda each, info: authority_of(info.context, each),
            ),
            "visibility": field(
                required(self._outputs.enum(Visibility)),
                "Who may see the event, fixed when it was recorded (Sichtbarkeit).",
                "recorded.visibility",
            ),
            "commandId": field(
                required(UUID_SCALAR), "The id of the command that led to it (Auftragskennung).", "recorded.command_id"
            ),
            "correlationId": field(
                required(UUID_SCALAR),
                "The id shared by all events of one undertaking (Zusammenhangskennung).",
                "recorded.correlation_id",
            ),
            "corrected": self._corrections.of_event(),
            "causationId": field(
                UUID_SCALAR, "The id of the event that caused it, if any (Ursache).", "recorded.causation_id"
            ),
        }

    # --- Histories

    def _connection(self) -> GraphQLObjectType:
        return GraphQLObjectType(
            "EventConnection",
            self.page_fields,
            description="A page of a history, in the order of the record (Historie).",
        )

    def page_fields(self) -> dict[str, GraphQLField]:
        """The fields of every page of events."""
        return {
            "edges": field(many(self._edge), "The events with their places.", "events"),
            "nodes": field(many(self.interface), "The events.", "events"),
            "pageInfo": field(required(PAGE_INFO), "Where the page stands in the history.", "info"),
            "position": field(required(BIG_INT), "The position at which the history was read (Position).", "position"),
        }

    def chosen(self) -> dict[str, GraphQLInputField]:
        """The input fields that filter events."""
        return {
            "kinds": input_field(
                GraphQLList(GraphQLNonNull(self.kinds)), "Only events of these kinds of entity (Arten von Einträgen)."
            ),
            "types": input_field(GraphQLList(GraphQLNonNull(self.names)), "Only events of these types (Arten)."),
            "actor": input_field(GraphQLID, "Only what this actor recorded (Akteur)."),
        }

    def _history_filter(self) -> GraphQLInputObjectType:
        return GraphQLInputObjectType(
            "HistoryFilter",
            self.chosen()
            | {
                "from": input_field(DATE_TIME, "Only what was recorded then or later (von)."),
                "until": input_field(DATE_TIME, "Only what was recorded then or earlier (bis)."),
            },
            description="Which events to include; all given conditions must hold (Filter).",
        )

    def history(self, description: str, whole: bool) -> GraphQLField:
        """The field for a history: of its entity, or of the whole county."""
        return self.pages(self.connection, description, lambda source: EventQuery(None if whole else source.ref))

    def pages(self, connection: GraphQLObjectType, description: str, of: Callable[[Any], EventQuery]) -> GraphQLField:
        """The field for paged events: those that `of` selects and the client's filter matches."""
        args = page_arguments() | {
            "filter": argument(self._filter, "Which events to include; all by default (Filter).")
        }

        async def resolve(
            source: Any,
            info: Any,
            first: int | None = None,
            after: str | None = None,
            last: int | None = None,
            before: str | None = None,
            filter: Any = None,
        ) -> EventPage:
            operation: Operation = info.context
            size, backwards = page_size(first, last)
            wanted = event_query(filter or {}, of(source))
            reading = await operation.reading()
            at = source.moment.at if source.moment else None
            low = await position_of(operation, after, "after")
            high = await position_of(operation, before, "before")
            found = await reading.history(wanted, after=low, before=high, limit=size + 1, backwards=backwards, at=at)
            more = len(found) > size
            found = found[:size]
            if backwards:
                found.reverse()
            day = source.moment.on if source.moment else operation.today
            events = [EventView(event, day, at) for event in found]
            position = reading.position if at is None else at
            return EventPage(
                source, events, position, (low is not None and not backwards) or (backwards and more),
                (high is not None and backwards) or (not backwards and more),
            )  # fmt: skip

        return field(required(connection), description, resolve, args)


class EventPage:
    """A page of a history."""

    __slots__ = ("events", "info", "position", "source")

    def __init__(self, source: Any, events: list[EventView], position: int, before: bool, after: bool) -> None:
        self.source = source
        self.events = events
        self.position = position
        self.info = PageInfo([], before, after)
        if events:
            self.info.start_cursor = events[0].cursor
            self.info.end_cursor = events[-1].cursor


def event_query(given: dict[str, Any], among: EventQuery) -> EventQuery:
    """The query for the events in a history that match the client's filter. Raises `InvalidInput`."""
    return replace(
        among,
        kinds=None if given.get("kinds") is None else frozenset(given["kinds"]),
        types=None if given.get("types") is None else frozenset(given["types"]),
        actor=None if given.get("actor") is None else _actor(given["actor"]),
        since=given.get("from"),
        until=given.get("until"),
    )


def authority_of(
    operation: Operation, event_view: EventView
) -> ValueInContext | Awaitable[ValueInContext | None] | None:
    """What an event rests on; None also if that is a decision which the viewer may not see, since showing that there is
    one would reveal it."""
    authority = event_view.recorded.authority
    if authority is None:
        return None
    if isinstance(authority, RecordedDecision):
        return _if_seen(operation, event_view, authority)
    return event_view.part(authority)


async def _if_seen(operation: Operation, event_view: EventView, authority: RecordedDecision) -> ValueInContext | None:
    decision = await operation.read(authority.decision, event_view.moment)
    return None if decision is None else event_view.part(authority)


def _actor(text: str) -> Any:
    named = decode_id(text, ("filter", "actor"))
    if named.kind != "actor":
        raise InvalidInput("must be the id of an Actor", ("filter", "actor"))
    return split(named.ref)[1]


async def position_of(operation: Operation, cursor: str | None, name: str) -> int | None:
    """The position of a cursor. Raises `ResyncRequired` if this record did not issue it."""
    if cursor is None:
        return None
    position, known_as = decode_cursor(cursor)
    reading = await operation.reading()
    if not await reading.stands(position, known_as):
        raise resync()
    return position
