"""A file of values compared with the record: what its import would do, before anything is written."""

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import BinaryIO
from uuid import UUID, uuid5

from events.values import FREE_TEXT, Invalid
from service.berlin import day_of
from service.imports.values.comparison import Asking, Comparison, compare
from service.imports.values.finding import Finding, Outcome
from service.imports.values.goals import SeenGoals, seen_goals
from service.problems import InvalidInput
from service.record import Record
from service.sheets import Media, read_table
from service.viewer import Viewer

BYTES_MOST = 8 << 20
"""The most bytes of a file, packed."""
_IMPORTS = UUID("0d0f3f0e-6f43-5f0c-9c1a-8a4a5b0c2c77")
_PART = 256 * 1024
_ARCHIVES = (b"PK\x03\x04", bytes.fromhex("d0cf11e0"))
"""How XLSX begins, and what is old or locked and is told to be so."""


@dataclass(frozen=True)
class Preview:
    """How each row of a file stands to the record, and the position at which it was compared."""

    comparison: Comparison
    position: int
    correlation: UUID
    """What all events of this import have in common; the same for the same file."""

    @property
    def findings(self) -> Sequence[Finding]:
        """How the rows stand, in their order."""
        return self.comparison.findings

    @property
    def wrong(self) -> bool:
        """Whether there is a row that cannot be written."""
        return any(finding.outcome is Outcome.WRONG for finding in self.findings)

    @property
    def writes(self) -> int:
        """How many commands there are to be sent."""
        return sum(finding.command is not None for finding in self.findings)


async def preview(
    record: Record, viewer: Viewer, stream: BinaryIO, told: str = "", reason: str | None = None
) -> Preview:
    """How the rows of a file stand to what the viewer sees of the record; nothing is written.

    `told` is its media type or name. Raises `InvalidInput` for a file that is no table of values, or too large, and
    for a reason that the record cannot hold.
    """
    if reason is not None:
        try:
            FREE_TEXT.check(reason)
        except Invalid as fault:
            raise InvalidInput(fault.message, ("reason",)) from fault
    now = record.clock()
    async with record.read(viewer) as reading:
        goals = await seen_goals(reading, day_of(now))
        position, county = reading.position, reading.county_ref
    asking = Asking(viewer, county, now, day_of(now), reason is not None)
    # Large tables take a while: others are answered meanwhile.
    comparison, digest = await asyncio.to_thread(_compared, stream, told, goals, asking)
    return Preview(comparison, position, uuid5(_IMPORTS, f"{county} {digest}"))


def _compared(stream: BinaryIO, told: str, goals: SeenGoals, asking: Asking) -> tuple[Comparison, str]:
    digest, size, begins = hashlib.sha256(), 0, b""
    while part := stream.read(_PART):
        begins = begins or part[:4]
        size += len(part)
        if size > BYTES_MOST:
            raise too_large()
        digest.update(part)
    stream.seek(0)
    rows = read_table(stream, _media(told, begins))
    return compare(rows, goals, asking), digest.hexdigest()


def too_large() -> InvalidInput:
    """Why a file of more bytes is not read."""
    return InvalidInput(
        "The file is larger than {most} MiB; import it in several parts.",
        ("body",),
        "TOO_MUCH",
        most=BYTES_MOST >> 20,
    )


def _media(told: str, begins: bytes) -> Media:
    """XLSX where it is called so or looks so; otherwise CSV."""
    media_type = told.partition(";")[0].strip().lower()
    called = media_type == Media.XLSX or PurePath(media_type).suffix == ".xlsx"
    return Media.XLSX if called or begins in _ARCHIVES else Media.CSV
