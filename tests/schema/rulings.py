"""Aggregates of the tests' own in the places of decision, body and meeting: what acts rest on, where it was taken."""

from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Any, ClassVar

import pytest

import schema.app
from events.authority import Authority, RecordedDecision
from events.county.entry import OpenToPublic
from events.decider import Decider, World
from events.decision.state import DecisionStatus, DecisionStep
from events.policy import OFFICE, Audience, Disclosure, Role, Visibility
from events.rules import existing
from events.values import FreeText, Name, Ref
from schema.aggregate import Published
from schema.registry import REGISTRY
from tests.conftest import Database
from tests.schema.edge import Client, Edge, edge_of
from tests.service.county import County, establish, opened
from tests.service.reminder import registered

RulingRef = Annotated[str, Ref("decision")]
BoardRef = Annotated[str, Ref("body")]
SittingRef = Annotated[str, Ref("meeting")]


@dataclass(frozen=True)
class Vote:
    """A vote on a ruling (Abstimmung)."""

    sitting: SittingRef | None
    """Where it was (Sitzung)."""


@dataclass(frozen=True)
class ByBoard:
    """A board's (des Gremiums)."""

    board: BoardRef
    """Which (welches)."""


@dataclass(frozen=True)
class ByNobody:
    """Nobody's (von niemandem)."""

    word: Name
    """What is said of it (Wort)."""


Source = ByBoard | ByNobody
"""Whose it is (von wem)."""


@dataclass(frozen=True)
class Ruling:
    """What was ruled, as it is kept. It holds as soon as it is taken: others rest on it."""

    votings: ClassVar[tuple[()]] = ()
    steps: ClassVar[tuple[DecisionStep, ...]] = (DecisionStep(DecisionStatus.ADOPTED, date.min),)
    title: Name
    visibility: Visibility
    board: BoardRef | None
    votes: tuple[Vote, ...]
    note: FreeText | None


@dataclass(frozen=True)
class ShownRuling:
    """What was ruled (Spruch)."""

    title: Name
    """What it is called (Titel)."""
    visibility: Visibility
    """Who may see it (Sichtbarkeit)."""
    source: Source
    """Whose it is (von wem)."""
    votes: tuple[Vote, ...]
    """The votes on it (Abstimmungen)."""
    note: FreeText | None
    """What there is to say (Anmerkung)."""


@dataclass(frozen=True)
class RulingTaken:
    """A ruling was taken (Spruch gefällt)."""

    title: Name
    """What it is called (Titel)."""
    visible: Visibility
    """Who may see it (Sichtbarkeit)."""
    board: BoardRef | None
    """Whose it is (von wem)."""
    votes: tuple[Vote, ...]
    """The votes on it (Abstimmungen)."""
    note: FreeText | None = None
    """What there is to say (Anmerkung)."""


@dataclass(frozen=True)
class RulingShown:
    """Others than before may see a ruling (Spruch gezeigt)."""

    visible: Visibility
    """Who may see it (Sichtbarkeit)."""


@dataclass(frozen=True)
class RulingNamed:
    """A ruling is called otherwise (Spruch benannt)."""

    title: Name
    """What it is called (Titel)."""


@dataclass(frozen=True)
class TakeRuling:
    """Take a ruling (Spruch fällen)."""

    title: Name
    """What it is called (Titel)."""
    visible: Visibility = Visibility.PUBLIC
    """Who may see it (Sichtbarkeit)."""
    board: BoardRef | None = None
    """Whose it is (von wem)."""
    votes: tuple[Vote, ...] = ()
    """The votes on it (Abstimmungen)."""
    note: FreeText | None = None
    """What there is to say (Anmerkung)."""


@dataclass(frozen=True)
class ShowRuling:
    """Say who may see it, and what it is called (Spruch zeigen)."""

    id: RulingRef
    """The ruling (Spruch)."""
    visible: Visibility
    """Who may see it (Sichtbarkeit)."""
    title: Name | None = None
    """What it is called (Titel)."""


@dataclass(frozen=True)
class Board:
    """A board (Rat)."""

    name: Name | None
    """What it is called (Name)."""


@dataclass(frozen=True)
class BoardSetUp:
    """A board was set up (Rat eingesetzt)."""

    name: Name | None
    """What it is called (Name)."""


@dataclass(frozen=True)
class SetUpBoard:
    """Set a board up (Rat einsetzen)."""

    name: Name | None = None
    """What it is called (Name)."""


@dataclass(frozen=True)
class Sitting:
    """A sitting (Zusammenkunft)."""

    title: Name
    """What it is called (Titel)."""
    visibility: Visibility
    """Who may see it (Sichtbarkeit)."""


@dataclass(frozen=True)
class SittingHeld:
    """A sitting was held (Zusammenkunft gehalten)."""

    title: Name
    """What it is called (Titel)."""
    visible: Visibility
    """Who may see it (Sichtbarkeit)."""


@dataclass(frozen=True)
class HoldSitting:
    """Hold a sitting (Zusammenkunft halten)."""

    title: Name
    """What it is called (Titel)."""
    visible: Visibility = Visibility.PUBLIC
    """Who may see it (Sichtbarkeit)."""


def decide(command: Any, state: Any, world: World) -> list[Any]:
    match command:
        case TakeRuling():
            return [RulingTaken(command.title, command.visible, command.board, command.votes, command.note)]
        case ShowRuling():
            return [
                RulingShown(command.visible),
                *([] if command.title is None else [RulingNamed(command.title), RulingShown(command.visible)]),
            ]
        case SetUpBoard():
            return [BoardSetUp(command.name)]
        case _:
            return [SittingHeld(command.title, command.visible)]


def evolve(state: Any, event: Any) -> Any:
    match event:
        case RulingTaken():
            return Ruling(event.title, event.visible, event.board, event.votes, event.note)
        case RulingShown():
            return replace(existing(state), visibility=event.visible)
        case RulingNamed():
            return replace(existing(state), title=event.title)
        case BoardSetUp():
            return Board(event.name)
        case _:
            return Sitting(event.title, event.visible)


def view(state: Any, on: date) -> Any:
    """A ruling tells whose it is by what that is."""
    if not isinstance(state, Ruling):
        return state
    source = ByNobody("Zufall") if state.board is None else ByBoard(state.board)
    return ShownRuling(state.title, state.visibility, source, state.votes, state.note)


def audience(ref: str, state: Any, event: Any) -> Audience:
    return Audience(getattr(state, "visibility", Visibility.PUBLIC), frozenset({ref}))


def _decider(
    kind: str, state: type[Any], commands: tuple[type[Any], ...], *events: type[Any], shown: type[Any] | None = None
) -> Decider:
    return Decider(
        kind=kind,
        state=state,
        commands=commands,
        events={event.__name__: event for event in events},
        decide=decide,
        evolve=evolve,
        disclosure=Disclosure(audience),
        view=view,
        shown=shown,
        may=dict.fromkeys(commands, OFFICE),
    )


RULING = _decider(
    "decision", Ruling, (TakeRuling, ShowRuling), RulingTaken, RulingShown, RulingNamed, shown=ShownRuling
)
BOARD = _decider("body", Board, (SetUpBoard,), BoardSetUp)
SITTING = _decider("meeting", Sitting, (HoldSitting,), SittingHeld)

PUBLISHED = (
    *(each for each in REGISTRY if each.kind in ("county", "municipality", "person")),
    Published(RULING, plural="decisions", description="The rulings (Sprüche).", order="title"),
    Published(BOARD, plural="bodies", description="The boards (Räte)."),
    Published(SITTING, plural="meetings", description="The sittings (Zusammenkünfte)."),
)


@contextmanager
def ruled() -> Iterator[None]:
    """Rulings, boards and sittings stand in every registry, in the places of what else may be of these kinds."""
    with ExitStack() as stack, pytest.MonkeyPatch.context() as patch:
        for decider in (RULING, BOARD, SITTING):
            stack.enter_context(registered(decider))
        patch.setattr(schema.app, "REGISTRY", PUBLISHED)
        yield


@asynccontextmanager
async def ruled_edge(database: Database) -> AsyncIterator[Edge]:
    """A county, open to the public, in which rulings are taken."""
    with ruled():
        async with opened(database.service_url) as record, edge_of(await establish(record)) as edge:
            await edge.county.order(OpenToPublic(edge.county.ref), await edge.county.viewer(Role.ADMIN))
            yield edge


async def ruling(county: County, title: str = "Grundsatz", visible: Visibility = Visibility.PUBLIC) -> str:
    """A new ruling."""
    return (await county.order(TakeRuling(title, visible))).ref


def resting_on(ref: str) -> Authority:
    """The authority of a ruling."""
    return RecordedDecision(ref)


EFFECTS = """query($id: ID!, $first: Int, $after: String, $last: Int, $filter: HistoryFilter) { node(id: $id) {
    ... on Decision { effects(first: $first, after: $after, last: $last, filter: $filter) {
        position edges { cursor } nodes { position type } pageInfo { hasNextPage hasPreviousPage endCursor }
    } } } }"""


async def effects(client: Client, id_: str, **arguments: Any) -> Any:
    """A page of what rests on a ruling."""
    data = await client.data(EFFECTS, id=id_, **arguments)
    return data["node"]["effects"]


def positions(page: Any) -> list[int]:
    return [node["position"] for node in page["nodes"]]
