"""An open record on a database of the test's own, and a county established in it."""

from collections.abc import AsyncIterator

import pytest

from service.record import Record
from tests.conftest import Database
from tests.service.county import County, establish, opened


@pytest.fixture
async def record(database: Database) -> AsyncIterator[Record]:
    """The record of a database of the test's own."""
    async with opened(database.service_url) as record:
        yield record


@pytest.fixture
async def county(record: Record) -> County:
    """A county that is established and has nothing else."""
    return await establish(record)
