"""Why a thing is as it is and what a decision brought about: `why(field)` of every entity, `effects` of decisions."""

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
    """The kinds of entity on whose authority an act may rest."""
    shape, _ = shape_of(get_type_hints(RecordedDecision, include_extras=True)["decision"], "RecordedDecision.decision")
    assert isinstance(shape, Reference)
    return shape.kinds


class WhyTypes:
    """The types that tell of causes and effects, and the fields that lead there."""

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
        """What an entity type has besides what all share; `taken` are the names of that."""
        found = {"why": self._why_field(published, taken | {"why"})}
        if published.kind in self._deciding:
            found["effects"] = self._events.pages(
                self._effects,
                "What was done on its authority, to whatever entity, oldest first (Wirkungen).",
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
                    "goes only with a field whose members have a number",
                    ("part",),
                )
            operation: Operation = info.context
            end = await position_of(operation, before, "before")
            return await why(operation, entity, field, part, end)

        made = field(
            required(self._why),
            "Which events made the field what it is at this moment, of this day: all since the entity was recorded "
            "after which it read otherwise than before. What an event did that may not be seen is not told. Counts as "
            f"{WHY_COST:,} fields of an answer (Warum).",
            resolve,
            {
                "field": argument(required(asked), "The field that is asked about (Feld)."),
                "part": argument(
                    GraphQLInt,
                    "One member of the field, by its number: only what changed that one counts (Teil).",
                ),
                "before": argument(
                    GraphQLString, "Only events before the one with this cursor, to go on where there are more (Marke)."
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
                    required(self._entity_type(())), "The entity that was asked about (Eintrag).", "entity"
                ),
                "field": field(
                    required(GraphQLString), "The name of the field that was asked about, as the entity has it (Feld).",
                    "field",
                ),
                "part": field(GraphQLInt, "The member of it that was asked about, if one was (Teil).", "part"),
                "causes": field(
                    many(self._cause),
                    f"What made it what it is, the newest first, at most {MOST_CAUSES}: the first is what it reads so "
                    "since. None: the member was never there, or nothing of it may be seen (Ursachen).",
                    _newest,
                    {"first": argument(GraphQLInt, "Only so many of them, the newest; all unless said (Anzahl).")},
                ),
                "hasMore": field(
                    required(GraphQLBoolean),
                    "Whether there are older ones: ask again with the cursor of the last one's event as `before` "
                    "(weitere).",
                    "more",
                ),
                "graph": self._graph_field(
                    "The entity, its causes, and the decisions, bodies, meetings and actors behind them.",
                    lambda operation, explanation: graph_of_causes(
                        operation, explanation.entity, [each.event_view for each in explanation.causes]
                    ),
                ),
            },
            description="Why a field of an entity is what it is (Warum).",
        )  # fmt: skip

    def _cause_type(self) -> GraphQLObjectType:
        external = self._outputs.part(ExternalDecision)
        return GraphQLObjectType(
            "Cause",
            lambda: {
                "event": field(
                    required(self._events.interface),
                    "The event: who recorded it, when, with what reason and authority (Ereignis).",
                    "event_view",
                ),
                "alsoRecorded": field(
                    many(self._events.interface),
                    "All that the same command recorded, this event among it, in order (derselbe Auftrag).",
                    "also_recorded",
                ),
                "decision": field(
                    self._entity_type(self._deciding),
                    "The decision of this record that it rests on; null without one, and where it may not be seen "
                    "(Beschluss).",
                    lambda cause, info: cause.decision(info.context),
                ),
                "externalDecision": field(
                    external,
                    "The decision taken elsewhere that it rests on; not verified by this record (externer Beschluss).",
                    "external",
                ),
            },
            description="An event that made a field what it is (Ursache).",
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
                        "The decision, where it was taken, the events of this page and what they happened to.",
                        effects,
                    )
                }
            ),
            description="A page of what was done on the authority of a decision, in the order of the record "
            "(Wirkungen).",
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
                "key": field(required(GraphQLString), "By what edges name it: its id (Kennung).", "key"),
                "kind": field(required(self._outputs.enum(CauseNodeKind)), "What stands there (Art).", "kind"),
                "label": field(
                    required(GraphQLString),
                    "What it is called, in the language of the request: an entity's title or name, what an event "
                    "records, an actor's role; no person is named (Bezeichnung).",
                    "label",
                ),
                "node": field(self._node, "The event, entity or actor itself (Knoten).", lambda each, _info: each.node),
            },
            description="What stands at a node of a graph of causes (Knoten).",
        )
        edge = GraphQLObjectType(
            "CauseEdge",
            lambda: {
                "from": field(required(GraphQLString), "The key of the node where it begins (von).", "source"),
                "to": field(required(GraphQLString), "The key of the node where it ends (nach).", "target"),
                "kind": field(required(self._outputs.enum(CauseEdgeKind)), "How they hang together (Art).", "kind"),
            },
            description="A connection of two nodes of a graph of causes (Verbindung).",
        )
        return GraphQLObjectType(
            "CauseGraph",
            lambda: {
                "nodes": field(many(node), "The nodes, none of them twice (Knoten).", "nodes"),
                "edges": field(many(edge), "The edges, none of them twice (Verbindungen).", "edges"),
            },
            description="How causes hang together, always in the same order; what may not be seen is not in it "
            "(Ursachengraph).",
        )


def _newest(explanation: Why, _info: Any, first: int | None = None) -> list[Cause]:
    return explanation.causes if first is None else explanation.causes[: page_size(first, None)[0]]
