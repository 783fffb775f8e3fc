"""Public texts of some length: kept once under their digests, and searched."""

from pathlib import Path

from alembic import context

from migrations.statements import run

revision = "0002"
down_revision = "0001"

_SQL = Path(__file__).parent / "r0002"
_PARTS = ("texts", "append")


def upgrade() -> None:
    """Make the table with its fence and grants, and an `append` that fills it."""
    role = context.config.attributes["service_role"].replace('"', '""')
    for part in _PARTS:
        run((_SQL / f"{part}.sql").read_text(encoding="utf-8").replace(":service", f'"{role}"'))
