"""A rebuild in a process of its own, whose memory is looked at: rebuilding.py URL COUNTY, tells of itself as JSON."""

import asyncio
import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from service.database import open_pool
from service.rebuild import rebuild


@dataclass(frozen=True)
class Rebuilt:
    """What a rebuild did: events folded, states that had to be written, seconds, the most memory that it ever held."""

    events: int
    written: int
    seconds: float
    rss_mb: float


def rebuilt(url: str, county: UUID) -> Rebuilt:
    """Rebuild a county's states in a new process."""
    told = subprocess.run(
        [sys.executable, "-m", __name__, url, str(county)], check=True, capture_output=True, text=True
    ).stdout
    return Rebuilt(**json.loads(told))


async def _rebuild(url: str, county: UUID) -> dict[str, float]:
    pool = await open_pool(url, 4)
    began = time.perf_counter()
    events = written = 0
    async for progress in rebuild(pool, county):
        events, written = progress.events, progress.written
    seconds = time.perf_counter() - began
    await pool.close()
    return {"events": events, "written": written, "seconds": seconds, "rss_mb": _most_memory()}


def _most_memory() -> float:
    """The high-water mark of resident memory; `getrusage` would tell that of the parent before it."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise OSError("this system does not tell")


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asyncio.run(_rebuild(sys.argv[1], UUID(sys.argv[2])))))
