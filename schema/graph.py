"""Causes and effects as a graph for drawing: events, the decisions behind them, where those were taken, and who
recorded it."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from typing import Any
from uuid import UUID

from events.authority import RecordedDecision
from schema.context import Actor, Entity, EventView, Operation
from schema.labels import label_of
from schema.shapes import ListOf, NestedObject, OneOf, Reference, Shape, placed, slots


class CauseNodeKind(StrEnum):
    """What a node of the graph represents (Art des Knotens)."""

    EVENT = "EVENT"
    """An event (Ereignis)."""
    DECISION = "DECISION"
    """A decision of this record (Beschluss)."""
    MEETING = "MEETING"
    """A meeting (Sitzung)."""
    BODY = "BODY"
    """A body (Gremium)."""
    ACTOR = "ACTOR"
    """Who recorded something (Akteur)."""
    ENTITY = "ENTITY"
    """Any other entity of the record (Eintrag)."""


class CauseEdgeKind(StrEnum):
    """How two nodes of the graph are related (Art der Verbindung)."""

    CAUSED = "CAUSED"
    """The event gave the entity's field its value, or caused the other event (bewirkte)."""
    RESTS_ON = "RESTS_ON"
    """The event rests on the decision (beruht auf)."""
    TAKEN_BY = "TAKEN_BY"
    """The decision was taken by the body (gefasst von)."""
    TAKEN_IN = "TAKEN_IN"
    """The decision was voted on in the meeting (behandelt in)."""
    RECORDED_BY = "RECORDED_BY"
    """The event was recorded by the actor (erfasst von)."""
    ABOUT = "ABOUT"
    """The event happened to the entity (betrifft)."""


_KINDS = {
    "decision": CauseNodeKind.DECISION,
    "meeting": CauseNodeKind.MEETING,
    "body": CauseNodeKind.BODY,
}


class CauseNode:
    """A node: an event, an entity or an actor."""

    __slots__ = ("key", "kind", "label", "node")

    def __init__(self, key: str, kind: CauseNodeKind, label: str, node: Any) -> None:
        self.key = key
        self.kind = kind
        self.label = label
        self.node = node


class CauseEdge:
    """An edge between two nodes, given by their keys."""

    __slots__ = ("kind", "source", "target")

    def __init__(self, source: str, target: str, kind: CauseEdgeKind) -> None:
        self.source = source
        self.target = target
        self.kind = kind


class CauseGraph:
    """A graph without duplicates, in order of insertion."""

    def __init__(self, operation: Operation) -> None:
        self._operation = operation
        self._nodes: dict[str, CauseNode] = {}
        self._edges: dict[tuple[str, str, CauseEdgeKind], CauseEdge] = {}

    @property
    def nodes(self) -> list[CauseNode]:
        """The nodes."""
        return list(self._nodes.values())

    @property
    def edges(self) -> list[CauseEdge]:
        """The edges."""
        return list(self._edges.values())

    def add(self, value: Any) -> str:
        """The key of the value's node, which is added if missing."""
        match value:
            case Entity():
                key, kind = value.entity_id, _KINDS.get(value.published.kind, CauseNodeKind.ENTITY)
            case EventView():
                key, kind = value.id, CauseNodeKind.EVENT
            case _:
                key, kind = value.id, CauseNodeKind.ACTOR
        if key not in self._nodes:
            self._nodes[key] = CauseNode(key, kind, label_of(value, self._operation.language), value)
        return key

    def join(self, source: str, target: str, kind: CauseEdgeKind) -> None:
        """Add an edge."""
        self._edges.setdefault((source, target, kind), CauseEdge(source, target, kind))


async def graph_of_causes(operation: Operation, entity: Entity, event_views: Sequence[EventView]) -> CauseGraph:
    """The entity, the causes of its field, and what is behind them."""
    graph = CauseGraph(operation)
    target = graph.add(entity)
    behind = await _background(operation, event_views)
    for event_view in event_views:
        source = graph.add(event_view)
        graph.join(source, target, CauseEdgeKind.CAUSED)
        behind.draw(graph, event_view, source)
    return graph


async def graph_of_effects(operation: Operation, decision: Entity, event_views: Sequence[EventView]) -> CauseGraph:
    """The decision, where it was taken, the events that rest on it, and their entities."""
    graph = CauseGraph(operation)
    graph.add(decision)
    behind = await _background(operation, event_views, decision)
    about = await asyncio.gather(*(operation.read(each.ref, decision.moment) for each in event_views))
    behind.draw_decision(graph, decision)
    for event_view, entity in zip(event_views, about, strict=True):
        source = graph.add(event_view)
        if entity is not None:
            graph.join(source, graph.add(entity), CauseEdgeKind.ABOUT)
        behind.draw(graph, event_view, source)
    return graph


class _Background:
    """The decisions behind some events, as far as the viewer may see them."""

    def __init__(self) -> None:
        self.decisions: dict[str, Entity] = {}
        """The decision that each event rests on, by event id."""
        self.taken: dict[str, list[tuple[Entity, CauseEdgeKind]]] = {}
        """Who took each decision and where, by decision ref."""
        self.actors: dict[UUID, Actor] = {}
        self.events: dict[UUID, EventView] = {}

    def draw(self, graph: CauseGraph, event_view: EventView, source: str) -> None:
        """Add everything behind an event."""
        recorded = event_view.recorded
        earlier = None if recorded.causation_id is None else self.events.get(recorded.causation_id)
        if earlier is not None:
            graph.join(graph.add(earlier), source, CauseEdgeKind.CAUSED)
        actor = self.actors.get(recorded.actor)
        if actor is not None:
            graph.join(source, graph.add(actor), CauseEdgeKind.RECORDED_BY)
        decision = self.decisions.get(event_view.id)
        if decision is not None:
            graph.join(source, graph.add(decision), CauseEdgeKind.RESTS_ON)
            self.draw_decision(graph, decision)

    def draw_decision(self, graph: CauseGraph, decision: Entity) -> None:
        """Add who took a decision and where."""
        for entity, kind in self.taken.get(decision.ref, ()):
            graph.join(graph.add(decision), graph.add(entity), kind)


async def _background(operation: Operation, event_views: Sequence[EventView], of: Entity | None = None) -> _Background:
    found = _Background()
    rest = [each for each in event_views if isinstance(each.recorded.authority, RecordedDecision)]
    actors = list(dict.fromkeys(each.recorded.actor for each in event_views))
    events = list(dict.fromkeys(each.recorded.causation_id for each in event_views if each.recorded.causation_id))
    moment = event_views[0].moment if event_views else None
    decisions, known, earlier = await asyncio.gather(
        _each(operation.read, [(each.recorded.authority.decision, each.moment) for each in rest]),  # type: ignore[union-attr]
        _each(operation.actor, [(actor, moment) for actor in actors]),
        _each(operation.event, [(event, moment) for event in events]),
    )
    found.decisions = {each.id: one for each, one in zip(rest, decisions, strict=True) if one is not None}
    found.actors = {id_: one for id_, one in zip(actors, known, strict=True) if one is not None}
    found.events = {id_: one for id_, one in zip(events, earlier, strict=True) if one is not None}
    taken = {each.ref: each for each in (*found.decisions.values(), *(() if of is None else (of,)))}
    places = await asyncio.gather(*(_taken(operation, decision) for decision in taken.values()))
    found.taken = dict(zip(taken, places, strict=True))
    return found


async def _each(read: Callable[..., Any], asked: Sequence[tuple[Any, ...]]) -> list[Any]:
    return list(await asyncio.gather(*(read(*each) for each in asked)))


_TAKEN = (("body", CauseEdgeKind.TAKEN_BY), ("meeting", CauseEdgeKind.TAKEN_IN))


async def _taken(operation: Operation, decision: Entity) -> list[tuple[Entity, CauseEdgeKind]]:
    """Who took a decision and where: the bodies and meetings that its view names."""
    return [
        (entity, edge)
        for kind, edge in _TAKEN
        for entity in await operation.entities(
            list(dict.fromkeys(_named(decision.value, decision.published.view, kind))), decision.moment
        )
    ]


def _named(value: Any, cls: type[Any], kind: str) -> Iterator[str]:
    """The entities that a dataclass or its parts name in fields of this kind alone."""
    for slot in slots(cls):
        yield from _inside(getattr(value, slot.name), slot.shape, kind)


def _inside(value: Any, shape: Shape, kind: str) -> Iterator[str]:
    if value is None:
        return
    match shape:
        case Reference(kinds=kinds) if kinds == (kind,):
            yield value
        case ListOf(of=inner):
            for each in value:
                yield from _inside(each, inner, kind)
        case NestedObject(type=cls) if placed(cls):
            yield from _named(value, cls, kind)
        case OneOf(arms=arms) if any(map(placed, arms)):
            yield from _named(value, type(value), kind)
        case _:
            pass
