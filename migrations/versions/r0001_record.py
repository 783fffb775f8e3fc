"""The record: events, states and what guards them; roles and row-level security from the first day."""

from pathlib import Path

from alembic import context

from migrations.statements import run

revision = "0001"
down_revision = None

_SQL = Path(__file__).parent / "r0001"
_PARTS = ("tables", "immutable", "fence", "append", "read", "grants")


def upgrade() -> None:
    """Make the tables, the triggers that keep events as they are, the fences, the functions and the grants."""
    role = context.config.attributes["service_role"].replace('"', '""')
    for part in _PARTS:
        run((_SQL / f"{part}.sql").read_text(encoding="utf-8").replace(":service", f'"{role}"'))
