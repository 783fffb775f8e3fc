"""What was done on the authority of a decision of this record is found by it."""

from pathlib import Path

from migrations.statements import run

revision = "0003"
down_revision = "0002"

_SQL = Path(__file__).parent / "r0003"


def upgrade() -> None:
    """Make the index."""
    run((_SQL / "authority.sql").read_text(encoding="utf-8"))
