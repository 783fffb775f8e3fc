"""A county, open to the public, in whose council decisions are taken, and what rests on them as clients read it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from events.authority import Authority, RecordedDecision
from events.county.entry import OpenToPublic
from events.policy import Role
from tests.conftest import Database
from tests.schema.edge import Client, Edge, edge_of
from tests.service.chamber import Chamber, correction, events_of
from tests.service.county import establish, opened


@asynccontextmanager
async def open_edge(database: Database) -> AsyncIterator[Edge]:
    """A county that is open to the public, served."""
    async with opened(database.service_url) as record, edge_of(await establish(record)) as edge:
        await edge.county.order(OpenToPublic(edge.county.ref), await edge.county.viewer(Role.ADMIN))
        yield edge


async def show(chamber: Chamber, ref: str, title: str, *, public: bool) -> None:
    """Tell the draft of a decision again, as that of a public decision or of one that is not."""
    drafted = (await events_of(chamber.county, ref))["DecisionDrafted"]
    right = chamber.draft(title=title, public=public)
    await chamber.county.order(correction(ref, {drafted: right}), reason="Verwechselt")


def resting_on(ref: str) -> Authority:
    """The authority of a decision."""
    return RecordedDecision(ref)


EFFECTS = """query($id: ID!, $first: Int, $after: String, $last: Int, $filter: HistoryFilter) { node(id: $id) {
    ... on Decision { effects(first: $first, after: $after, last: $last, filter: $filter) {
        position edges { cursor } nodes { position type } pageInfo { hasNextPage hasPreviousPage endCursor }
    } } } }"""


async def effects(client: Client, id_: str, **arguments: Any) -> Any:
    """A page of what rests on a decision."""
    data = await client.data(EFFECTS, id=id_, **arguments)
    return data["node"]["effects"]


def positions(page: Any) -> list[int]:
    return [node["position"] for node in page["nodes"]]
