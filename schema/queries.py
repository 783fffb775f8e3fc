"""The root types of queries and subscriptions."""

from collections.abc import AsyncIterator, Sequence
from typing import Any

from graphql import (
    GraphQLField,
    GraphQLID,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLObjectType,
    GraphQLString,
)

from events.policy import Relation, Role
from schema.aggregate import Published
from schema.connections import MOST
from schema.context import Actor, Entity, EventView, Operation
from schema.events import EventTypes, event_query
from schema.fields import argument, field, input_field, many, required
from schema.moments import decode_id
from schema.mutations import granted, mutation_name
from schema.nodes import AT, MOMENT_INPUT, NODE, ON, EntityTypes, node, nodes
from schema.outputs import Outputs
from schema.scalars import BIG_INT, DATE
from service.actors import ActorKind
from service.event_query import EventQuery
from service.problems import InvalidInput


def actor_type(outputs: Outputs, traceable: Any) -> GraphQLObjectType:
    """The type of actors."""

    async def label(actor: Actor, info: Any) -> Any:
        operation: Operation = info.context
        reading = await operation.reading()
        concerns = frozenset(() if actor.row.acts_for is None else (actor.row.acts_for,))
        return await reading.unseal(actor.row.label, reading.county_ref, concerns)

    return GraphQLObjectType(
        "Actor",
        lambda: {
            "id": field(required(GraphQLID), "Opaque id (Kennung).", "id"),
            "kind": field(required(outputs.enum(ActorKind)), "What acts (Art).", "row.kind"),
            "role": field(required(outputs.enum(Role)), "Its role (Rolle).", "row.role"),
            "label": field(required(outputs.sealed), "Its label (Bezeichnung).", label),
            "actsFor": field(
                traceable(),
                "The entity it acts for, if any (handelt für).",
                lambda actor, info: info.context.entity(actor.row.acts_for, actor.moment),
            ),
        },
        interfaces=[NODE],
        description="A person or program that reads and writes the record, known by its tokens (Akteur).",
    )


class Permission:
    """A mutation that the viewer may call, and on which entities."""

    __slots__ = ("mutation", "relation")

    def __init__(self, mutation: str, relation: Relation) -> None:
        self.mutation = mutation
        self.relation = relation


class ViewerInfo:
    """The viewer."""

    __slots__ = ("operation", "permissions")

    def __init__(self, operation: Operation, permissions: Sequence[Permission]) -> None:
        self.operation = operation
        self.permissions = permissions


def viewer_type(
    outputs: Outputs, actor: GraphQLObjectType, entities: EntityTypes, published: Sequence[Published]
) -> tuple[GraphQLObjectType, Any]:
    """The viewer type and its resolver."""
    by_role: dict[Role, list[Permission]] = {role: [] for role in Role}
    for each in published:
        for command in each.decider.commands:
            for role, relation in granted(each, command).items():
                by_role[role].append(Permission(mutation_name(command), relation))
    permission = GraphQLObjectType(
        "Permission",
        {
            "mutation": field(required(GraphQLString), "The name of the mutation (Auftrag).", "mutation"),
            "relation": field(
                required(outputs.enum(Relation)), "On which entities it may be called (Bezug).", "relation"
            ),
        },
        description="A mutation that may be called (Berechtigung).",
    )
    viewer = GraphQLObjectType(
        "Viewer",
        lambda: {
            "role": field(required(outputs.enum(Role)), "The role of the viewer (Rolle).", "operation.viewer.role"),
            "actor": field(
                actor,
                "The actor behind the token; null without one (Akteur).",
                lambda viewing, info: info.context.actor(viewing.operation.viewer.actor),
            ),
            "actsFor": field(
                entities.traceable,
                "The entity for which it acts, if it acts for one (handelt für).",
                lambda viewing, info: info.context.entity(viewing.operation.viewer.acts_for, None),
            ),
            "permissions": field(many(permission), "The mutations that may be called (Berechtigungen).", "permissions"),
        },
        description="The viewer: who is asking, and what they may do (Anfragende).",
    )

    def resolve(_source: Any, info: Any) -> ViewerInfo:
        operation: Operation = info.context
        return ViewerInfo(operation, by_role[operation.viewer.role] if operation.viewer.writes else ())

    return viewer, resolve


def query_type(entities: EntityTypes, viewer: tuple[GraphQLObjectType, Any]) -> GraphQLObjectType:
    """The root type of queries."""
    fields: dict[str, GraphQLField] = {
        "node": field(
            NODE,
            "Whatever an id names; null if it does not exist or is not visible (Knoten).",
            lambda _, info, id: node(info.context, id, ("id",)),
            {"id": argument(required(GraphQLID), "The id (Kennung).")},
        ),
        "nodes": field(
            required(GraphQLList(NODE)),
            "Whatever the ids name, in order; null for those that do not exist or are not visible (Knoten).",
            _nodes,
            {"ids": argument(many(GraphQLID), f"The ids, at most {MOST} (Kennungen).")},
        ),
        "viewer": field(required(viewer[0]), "The viewer: who is asking (Anfragende).", viewer[1]),
        "position": field(required(BIG_INT), "The position at which this whole answer was read (Position).", _position),
        "cursor": field(
            GraphQLString,
            "The cursor for subscribing to what comes after this answer; null while nothing is recorded (Marke).",
            _cursor,
        ),
    }
    if "county" in entities.types:
        fields["county"] = field(
            entities.types["county"],
            "The county; everything below it reads as of this moment and day (Landkreis).",
            _county,
            {"at": argument(MOMENT_INPUT, AT), "on": argument(DATE, ON)},
        )
    return GraphQLObjectType("Query", fields, description="The queries (Abfragen).")


async def _county(_source: Any, info: Any, at: Any = None, on: Any = None) -> Entity | None:
    operation: Operation = info.context
    moment = await operation.moment(at, on, None)
    return await operation.read(f"county:{operation.viewer.county}", moment)


async def _nodes(_source: Any, info: Any, ids: list[str]) -> list[Any]:
    if len(ids) > MOST:
        raise InvalidInput("has more than {most} members", ("ids",), most=MOST)
    return await nodes(info.context, ids)


async def _position(_source: Any, info: Any) -> int:
    reading = await info.context.reading()
    position: int = reading.position
    return position


async def _cursor(_source: Any, info: Any) -> str | None:
    reading = await info.context.reading()
    return reading.cursor or None


class Change:
    """An event delivered to a subscriber."""

    __slots__ = ("cursor", "event")

    def __init__(self, cursor: str, event: EventView) -> None:
        self.cursor = cursor
        self.event = event


def subscription_type(events: EventTypes) -> GraphQLObjectType:
    """The root type of subscriptions."""
    change = GraphQLObjectType(
        "Change",
        lambda: {
            "cursor": field(required(GraphQLString), "The cursor to continue from after this event (Marke).", "cursor"),
            "position": field(
                required(BIG_INT), "Its position in the county's record (Position).", "event.recorded.position"
            ),
            "event": field(required(events.interface), "What happened (Ereignis).", "event"),
        },
        description="A new event, with the cursor to continue from (Änderung).",
    )
    filter_input = GraphQLInputObjectType(
        "ChangesFilter",
        events.chosen()
        | {
            "entity": input_field(
                GraphQLID, "Only events of this entity; an id from any moment is accepted (Eintrag)."
            ),
        },
        description="Which events to deliver; all given conditions must hold (Filter).",
    )
    changes = GraphQLField(
        required(change),
        args={
            "after": argument(
                GraphQLString,
                "The cursor to continue after: missed events come first. By default, only new events are delivered. A "
                "cursor that this record did not issue, or issued before a backup was restored, ends the subscription "
                "with the error RESYNC_REQUIRED (Marke).",
            ),
            "filter": argument(filter_input, "Which events to deliver; all by default (Filter)."),
        },
        subscribe=_changes,
        resolve=lambda happened, _info, **_args: happened,
        description="Events as they are recorded, in order; with the cursor, nothing is lost or delivered twice "
        "(Änderungen).",
    )
    return GraphQLObjectType("Subscription", {"changes": changes}, description="The subscriptions (Abonnements).")


async def _changes(_source: Any, info: Any, after: str | None = None, filter: Any = None) -> AsyncIterator[Change]:
    operation: Operation = info.context
    given = dict(filter or {})
    entity = given.pop("entity", None)
    ref = None if entity is None else decode_id(entity, ("filter", "entity")).ref

    async def admit() -> Any:
        return await operation.record.enter(operation.token, operation.county_key)

    async for cursor, recorded, viewer in operation.record.feed.follow(
        admit, after, event_query(given, EventQuery(ref))
    ):
        operation.viewer = viewer
        yield Change(cursor, EventView(recorded, operation.today))
