"""The revisions of a database's tables: where they are, and which one this version of the service needs."""

from pathlib import Path

MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"
"""Where the revisions are: `versions/rNNNN_name.py`, one file a change."""


class MigrationFailed(Exception):
    """A revision could not be run; nothing of it was kept."""


def newest_revision(directory: Path = MIGRATIONS) -> str:
    """The revision that this version of the service needs: the number of the last file."""
    return max(path.name[1:5] for path in (directory / "versions").glob("r[0-9][0-9][0-9][0-9]_*.py"))
