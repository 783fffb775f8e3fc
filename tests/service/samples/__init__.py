"""One stored event of every type and every version of its schema, kept for ever: what was recorded once is readable.

`Type.json` is the first version of a type's schema, `Type.2.json` the next. The bytes are those of the body in the
database. `python -m tests.service.samples` writes those that are missing and changes none.
"""

import re
from pathlib import Path

DIRECTORY = Path(__file__).parent


def samples(name: str) -> list[Path]:
    """The samples of an event type, oldest schema first."""
    return sorted(
        (path for path in DIRECTORY.glob("*.json") if path.name.partition(".")[0] == name),
        key=lambda path: int((re.findall(r"\.(\d+)\.json", path.name) or ["1"])[0]),
    )


def types() -> set[str]:
    """The event types that have a sample."""
    return {path.name.partition(".")[0] for path in DIRECTORY.glob("*.json")} - {"envelope"}
