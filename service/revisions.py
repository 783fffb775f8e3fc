"""The database revisions: where they are, and which one this version of the service needs."""

from pathlib import Path

MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"
"""The directory of the revisions: `versions/rNNNN_name.py`, one file for each change."""


class MigrationFailed(Exception):
    """A revision failed; its changes were rolled back."""


def newest_revision(directory: Path = MIGRATIONS) -> str:
    """The revision that this version of the service needs: that of the last file."""
    return max(path.name[1:5] for path in (directory / "versions").glob("r[0-9][0-9][0-9][0-9]_*.py"))
