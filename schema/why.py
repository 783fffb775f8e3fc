"""Causes and effects: `why(field)` of every entity, and `effects` of decisions."""

from collections.abc import Callable
from typing import Any, get_type_hints

from graphql import (
    GraphQLBoolean,
    GraphQLEnumType,
    GraphQLEnumValue,
    GraphQLField,
    GraphQLInt,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLString,
)

from events.authority import ExternalDecision, RecordedDecision
from schema import words
from schema.aggregate import Published
from schema.causes import MOST_CAUSES, Cause, ExplainedField, Why, explained_fields, why
from schema.connections import page_size
from schema.context import Entity, Operation
from schema.events import EventPage, EventTypes, position_of
from schema.fields import argument, field, many, required
from schema.graph import (
    CauseEdge,
    CauseEdgeKind,
    CauseGraph,
    CauseNode,
    CauseNodeKind,
    graph_of_causes,
    graph_of_effects,
)
from schema.limits import COST
from schema.outputs import Outputs
from schema.shapes import Reference, shape_of
from service import docstrings
from service.event_query import EventQuery
from service.problems import InvalidInput

WHY_COST = 1_000
GRAPH_COST = 200


def deciding() -> tuple[str, ...]:
    """The kinds of entity that an act may name as its authority."""
    shape, _ = shape_of(get_type_hints(RecordedDecision, include_extras=True)["decision"], "RecordedDecision.decision")
    assert isinstance(shape, Reference)
    return shape.kinds


class WhyTypes:
    """The types for causes and effects, and the fields that return them."""

    def __init__(
        self,
        outputs: Outputs,
        events: EventTypes,
        node: GraphQLInterfaceType,
        entity_type: Callable[[tuple[str, ...]], Any],
    ) -> None:
        self._outputs = outputs
        self._events = events
        self._node = node
        self._entity_type = entity_type
        self._deciding = deciding()
        for cls in (Why, Cause, CauseGraph, CauseNode, CauseEdge):
            outputs.claim(cls.__name__, cls)
        self._graph = self._graph_type()
        self._cause = self._cause_type()
        self._why = self._why_type()
        self._effects = self._effects_type()

    # --- Fields of entities

    def fields(self, published: Published, taken: frozenset[str]) -> dict[str, GraphQLField]:
        """The fields that an entity type adds to the shared ones; `taken` are the names of those."""
        found = {"why": self._why_field(published, taken | {"why"})}
        if published.kind in self._deciding:
            found["effects"] = self._events.pages(
                self._effects,
                "The events that rest on it, of any entity, oldest first (Wirkungen).",
                lambda decision: EventQuery(authority=decision.ref),
            )
        return found

    def _why_field(self, published: Published, taken: frozenset[str]) -> GraphQLField:
        choices = {}
        for each, slot in explained_fields(published, taken):
            by = f"Its parts by `{words.camel(each.key)}`." if each.key else ""
            description = words.sentence(docstrings.of_field(published.view, slot.name), by)
            choices[words.constant(each.name)] = GraphQLEnumValue(each, description=description)
        name = f"{published.name}Field"
        self._outputs.claim(name, (ExplainedField, published.view))
        asked = GraphQLEnumType(
            name, choices, description=f"What of {published.name} can be asked about with `why` (erklärbares Feld)."
        )

        async def resolve(
            entity: Entity, info: Any, field: ExplainedField, part: int | None = None, before: str | None = None
        ) -> Why:
            if part is not None and field.key is None:
                raise InvalidInput(
                    "can only be given for a field whose members have a number",
                    ("part",),
                )
            operation: Operation = info.context
            end = await position_of(operation, before, "before")
            return await why(operation, entity, field, part, end)

        made = field(
            required(self._why),
            "The events that gave the field its value at this moment and on this day: all events that changed it "
            "since the entity was recorded. Changes by events that are not visible are left out. Counts as "
            f"{WHY_COST:,} fields of an answer (Warum).",
            resolve,
            {
                "field": argument(required(asked), "The field to explain (Feld)."),
                "part": argument(
                    GraphQLInt,
                    "A member of the field, by its number: only changes to that member count (Teil).",
                ),
                "before": argument(
                    GraphQLString, "Only events before the one with this cursor, to get further pages (Marke)."
                ),
            },
        )
        made.extensions = {COST: WHY_COST}
        return made

    # --- Causes

    def _why_type(self) -> GraphQLObjectType:
        return GraphQLObjectType(
            "Why",
            lambda: {
                "entity": field(
                    required(self._entity_type(())), "The entity (Eintrag).", "entity"
                ),
                "field": field(
                    required(GraphQLString), "The GraphQL name of the field (Feld).",
                    "field",
                ),
                "part": field(GraphQLInt, "The member of the field, if one was asked for (Teil).", "part"),
                "causes": field(
                    many(self._cause),
                    f"What made it what it is, the newest first, at most {MOST_CAUSES}: the first is what it reads so "
                    "since. Null if the member never existed, or nothing about it may be seen (Ursachen).",
                    _newest,
                    {"first": argument(GraphQLInt, "Only this many, the newest; all by default (Anzahl).")},
                ),
                "hasMore": field(
                    required(GraphQLBoolean),
                    "Whether there are older causes: to get them, pass the cursor of the last cause's event as "
                    "`before` (weitere).",
                    "more",
                ),
                "graph": self._graph_field(
                    "The entity, its causes, and the decisions, bodies, meetings and actors behind them.",
                    lambda operation, explanation: graph_of_causes(
                        operation, explanation.entity, [each.event_view for each in explanation.causes]
                    ),
                ),
            },
            description="Why a field of an entity has its value (Warum).",
        )  # fmt: skip

    def _cause_type(self) -> GraphQLObjectType:
        external = self._outputs.part(ExternalDecision)
        return GraphQLObjectType(
            "Cause",
            lambda: {
                "event": field(
                    required(self._events.interface),
                    "The event, with who recorded it, when, and its reason and authority (Ereignis).",
                    "event_view",
                ),
                "alsoRecorded": field(
                    many(self._events.interface),
                    "All events recorded by the same command, including this one, in order (derselbe Auftrag).",
                    "also_recorded",
                ),
                "decision": field(
                    self._entity_type(self._deciding),
                    "The decision of this record that it rests on; null if there is none or it is not visible "
                    "(Beschluss).",
                    lambda cause, info: cause.decision(info.context),
                ),
                "externalDecision": field(
                    external,
                    "The external decision that it rests on; not verified by this record (externer Beschluss).",
                    "external",
                ),
            },
            description="An event that changed the field (Ursache).",
        )

    # --- Effects

    def _effects_type(self) -> GraphQLObjectType:
        async def effects(operation: Operation, page: EventPage) -> CauseGraph:
            return await graph_of_effects(operation, page.source, page.events)

        return GraphQLObjectType(
            "EffectConnection",
            lambda: (
                self._events.page_fields()
                | {
                    "graph": self._graph_field(
                        "The decision, where it was taken, the events of this page and their entities.",
                        effects,
                    )
                }
            ),
            description="A page of events that rest on a decision, in the order of the record (Wirkungen).",
        )

    # --- Graphs

    def _graph_field(self, description: str, make: Callable[[Operation, Any], Any]) -> GraphQLField:
        made = field(
            required(self._graph),
            f"{description} Counts as {GRAPH_COST} fields of an answer (Graph).",
            lambda source, info: make(info.context, source),
        )
        made.extensions = {COST: GRAPH_COST}
        return made

    def _graph_type(self) -> GraphQLObjectType:
        node = GraphQLObjectType(
            "CauseNode",
            lambda: {
                "key": field(required(GraphQLString), "The key that edges use: its id (Kennung).", "key"),
                "kind": field(required(self._outputs.enum(CauseNodeKind)), "What the node represents (Art).", "kind"),
                "label": field(
                    required(GraphQLString),
                    "Its label, in the language of the request: an entity's title or name, an event's type, or an "
                    "actor's role; it never names a person (Bezeichnung).",
                    "label",
                ),
                "node": field(self._node, "The event, entity or actor itself (Knoten).", lambda each, _info: each.node),
            },
            description="A node in a graph of causes (Knoten).",
        )
        edge = GraphQLObjectType(
            "CauseEdge",
            lambda: {
                "from": field(required(GraphQLString), "The key of the node where it starts (von).", "source"),
                "to": field(required(GraphQLString), "The key of the node where it ends (nach).", "target"),
                "kind": field(required(self._outputs.enum(CauseEdgeKind)), "How the nodes are related (Art).", "kind"),
            },
            description="An edge between two nodes in a graph of causes (Verbindung).",
        )
        return GraphQLObjectType(
            "CauseGraph",
            lambda: {
                "nodes": field(many(node), "The nodes, without duplicates (Knoten).", "nodes"),
                "edges": field(many(edge), "The edges, without duplicates (Verbindungen).", "edges"),
            },
            description="How causes are related, always in the same order; what is not visible is left out "
            "(Ursachengraph).",
        )


def _newest(explanation: Why, _info: Any, first: int | None = None) -> list[Cause]:
    return explanation.causes if first is None else explanation.causes[: page_size(first, None)[0]]
