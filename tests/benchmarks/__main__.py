"""`python -m tests.benchmarks`: measure, with peers in the same run, and print lines of `name: value`.

With --short everything is small and over in seconds: it shows that the benchmarks work, and measures nothing.
"""

import argparse
import asyncio
import logging
import sys
import tempfile
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import uvloop

from service.check import BrokenInvariant, check
from service.postgres import EmbeddedPostgres
from service.record import Record
from tests.benchmarks import agreements, monitoring, peer, rates, serving
from tests.benchmarks.county import Founded, found, open_record
from tests.benchmarks.growth import ASKED, Grown, compare
from tests.benchmarks.history import fill
from tests.benchmarks.rebuilding import rebuilt
from tests.benchmarks.server import Database, check_durable, make_database, make_record_database

RATED = ("append", "command", "mutation", "mutation_shown")


@dataclass(frozen=True)
class Scale:
    """How much is measured: rounds of so many seconds for rates, records of so many events for growth, an agreement
    with few and with many versions, a county with so many members and all that they do."""

    rounds: int
    seconds: float
    municipalities: int
    small: int
    large: int
    asked: int
    agreement: agreements.Size
    versions: tuple[int, int]
    county: monitoring.Size
    members: int


FULL = Scale(5, 3.0, 500, 10_000, 1_000_000, 120, agreements.Size(), (5, 50), monitoring.Size(), 150)
SHORT = Scale(
    rounds=1,
    seconds=0.3,
    municipalities=64,
    small=1_500,
    large=3_000,
    asked=3,
    agreement=agreements.Size(clauses=6, words=600, parties=3),
    versions=(2, 4),
    county=monitoring.Size(goals=12, values=5, projects=25, contacts=20),
    members=8,
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure what is asked for, or everything."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--short", action="store_true", help="small sizes: see that it works, measure nothing")
    parser.add_argument("--only", choices=PARTS, help="one part of the benchmarks")
    given = parser.parse_args(arguments)
    logging.basicConfig(level="ERROR")
    scale = SHORT if given.short else FULL
    with (
        tempfile.TemporaryDirectory(prefix="klimakreis-bench-") as directory,
        EmbeddedPostgres(Path(directory)) as postgres,
        asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner,
    ):
        postgres.ensure_roles()
        check_durable(postgres)
        for name, part in PARTS.items():
            if given.only in (None, name):
                _tell(runner.run(part(postgres, scale)))


def _tell(lines: Iterator[tuple[str, float]]) -> None:
    for name, value in lines:
        sys.stdout.write(f"{name}: {value:.0f}\n" if value >= 100 else f"{name}: {value:.2f}\n")
    sys.stdout.flush()


async def _rates(postgres: EmbeddedPostgres, scale: Scale) -> Iterator[tuple[str, float]]:
    """Appends, commands and mutations a second and the peer's, in turns: whatever else the machine does meets all."""
    database = await make_record_database(postgres, "rates")
    measured: dict[str, list[float]] = {name: [] for name in ("peer", *RATED)}
    with ExitStack() as stack:
        port = stack.enter_context(serving.served(database))
        recorder = stack.enter_context(peer.recorder(make_database(postgres, "peer")))
        record = await open_record(database.service_url)
        founded = await _fill(record, database, scale, scale.small)
        _, token = await record.actors(founded.county).issue(founded.actor)
        await serving.ready(port)
        rounds: dict[str, Callable[[float], Awaitable[float]]] = {
            "peer": lambda seconds: asyncio.to_thread(peer.append, recorder, seconds),
            "append": lambda seconds: rates.append(record, founded, seconds),
            "command": lambda seconds: rates.command(record, founded, seconds),
            "mutation": lambda seconds: serving.mutation(port, token, founded, serving.TOLD, seconds),
            "mutation_shown": lambda seconds: serving.mutation(port, token, founded, serving.SHOWN, seconds),
        }
        for measure in rounds.values():  # connections, plans and caches are there before it counts
            await measure(scale.seconds / 3)
        for _ in range(scale.rounds):
            for name, measure in rounds.items():
                measured[name].append(await measure(scale.seconds))
    await _expect_sound(record, founded)
    await record.close()
    return _rated(measured)


def _rated(measured: dict[str, list[float]]) -> Iterator[tuple[str, float]]:
    for name, values in measured.items():
        yield f"{name}_per_s", median(values)
    for name in RATED:
        yield (
            f"{name}_ratio",
            median(ours / theirs for ours, theirs in zip(measured[name], measured["peer"], strict=True)),
        )


async def _growth(postgres: EmbeddedPostgres, scale: Scale) -> Iterator[tuple[str, float]]:
    """A rebuild of the large record, and what is asked of the small and the large one."""
    grown = []
    for name, events in (("small", scale.small), ("large", scale.large)):
        database = await make_record_database(postgres, name)
        record = await open_record(database.service_url)
        founded = await _fill(record, database, scale, events)
        grown.append(Grown(record, founded, events))
    small, large = grown
    await _expect_sound(small.record, small.founded)
    done = rebuilt(database.service_url, founded.county)
    assert (done.events, done.written) == (scale.large, 0), done
    medians = await compare(small, large, scale.asked)
    for each in grown:
        await each.record.close()
    ratios = {name: longer / shorter for name, (shorter, longer) in medians.items()}
    lines = {"rebuild_events_per_s": done.events / done.seconds, "rebuild_rss_mb": done.rss_mb}
    for name in ASKED:
        lines[f"{name}_ms"] = medians[name][1] * 1000
    lines |= {f"growth_ratio_{name}": ratio for name, ratio in ratios.items()}
    lines["growth_ratio"] = max(ratios.values())
    return iter(lines.items())


async def _agreements(postgres: EmbeddedPostgres, scale: Scale) -> Iterator[tuple[str, float]]:
    """An agreement with few versions and one with many, read alike."""
    grown = []
    for versions in scale.versions:
        database = await make_record_database(postgres, f"agreement_{versions}")
        record = await open_record(database.service_url)
        founded = await found(record, max(scale.agreement.parties, 2))
        grown.append(await agreements.grow(record, database.admin_url, founded, scale.agreement, versions))
        await _expect_sound(record, founded)
    lines = await agreements.compare(grown[0], grown[1], max(3, scale.asked // 3))
    for each in grown:
        await each.record.close()
    return iter(lines.items())


async def _monitoring(postgres: EmbeddedPostgres, scale: Scale) -> Iterator[tuple[str, float]]:
    """A county's monitoring, beside a statement written by hand."""
    database = await make_record_database(postgres, "monitoring")
    record = await open_record(database.service_url)
    founded = await found(record, scale.members)
    lines = await monitoring.measure(record, database.admin_url, founded, scale.county, max(3, scale.asked // 4))
    await _expect_sound(record, founded)
    await record.close()
    return iter(lines.items())


PARTS: dict[str, Callable[[EmbeddedPostgres, Scale], Coroutine[Any, Any, Iterator[tuple[str, float]]]]] = {
    "rates": _rates,
    "growth": _growth,
    "agreements": _agreements,
    "monitoring": _monitoring,
}
"""The parts of the benchmarks, each with databases of its own."""


async def _fill(record: Record, database: Database, scale: Scale, events: int) -> Founded:
    founded = await found(record, scale.municipalities)
    await fill(record, database.admin_url, founded, events)
    return founded


async def _expect_sound(record: Record, founded: Founded) -> None:
    """What was measured is a record that holds all its invariants."""
    broken = [told async for told in check(record.pool, founded.county) if isinstance(told, BrokenInvariant)]
    assert not broken, broken[:5]


if __name__ == "__main__":
    main()
