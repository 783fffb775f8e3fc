"""The peer: `eventsourcing` on the same server, the way its documentation gives, with its lock on.

What is timed is its recorder's `insert_events`, one event of a fitting size a call, each for a stream of its thread's
own. Its faster mode with database functions takes no lock, and readers of its log then lose events: it is off, as it
is unless one asks for it.
"""

import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import cast
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

from eventsourcing.persistence import StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresFactory

from tests.benchmarks.server import Database

THREADS = 16


@contextmanager
def recorder(database: Database) -> Iterator[PostgresApplicationRecorder]:
    """The peer's recorder on a database of its own, its table made, a connection for each thread."""
    address = urlsplit(database.owner_url)
    where = parse_qs(address.query)
    environment = {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        "POSTGRES_DBNAME": address.path.strip("/"),
        "POSTGRES_HOST": where["host"][0],
        "POSTGRES_PORT": where["port"][0],
        "POSTGRES_USER": address.username or "",
        "POSTGRES_PASSWORD": "",
        "POSTGRES_POOL_SIZE": str(THREADS),
    }
    with PostgresFactory(environment) as factory:
        yield cast(PostgresApplicationRecorder, factory.application_recorder())


def append(recorder: PostgresApplicationRecorder, seconds: float) -> float:
    """Durable single-event appends a second, from sixteen threads."""
    state = json.dumps({"on": "2023-03-01", "name": "Gemeinde", "timestamp": "2023-03-01T12:00:00.000000Z"}).encode()
    began = time.perf_counter()

    def work(_: int) -> int:
        stream, version = uuid4(), 0
        while time.perf_counter() - began < seconds:
            version += 1
            recorder.insert_events([StoredEvent(stream, version, "benchmark:MunicipalityRenamed", state)])
        return version

    with ThreadPoolExecutor(THREADS) as threads:
        appended = sum(threads.map(work, range(THREADS)))
    return appended / (time.perf_counter() - began)
