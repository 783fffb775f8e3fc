"""A county's record behind the GraphQL edge."""

from collections.abc import AsyncIterator

import pytest

from tests.conftest import Database
from tests.schema.edge import Client, Edge, edge_of
from tests.service.county import establish, opened


@pytest.fixture
async def edge(database: Database) -> AsyncIterator[Edge]:
    """An established county, served."""
    async with opened(database.service_url) as record, edge_of(await establish(record)) as edge:
        yield edge


@pytest.fixture
def coordinator(edge: Edge) -> Client:
    """A client of the county's coordination."""
    return edge.coordinator
