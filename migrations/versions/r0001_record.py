"""The record: its tables and functions, the roles' rights and row-level security."""

from pathlib import Path

from alembic import context

from migrations.statements import run

revision = "0001"
down_revision = None

_SQL = Path(__file__).parent / "r0001"
_PARTS = ("tables/*.sql", "types/*.sql", "functions/*.sql", "triggers.sql", "policies.sql", "grants.sql")


def upgrade() -> None:
    """Make the tables, the functions, the trigger that keeps events as they are, the policies and the grants."""
    role = context.config.attributes["service_role"].replace('"', '""')
    for part in _PARTS:
        for file in sorted(_SQL.glob(part)):
            run(file.read_text(encoding="utf-8").replace(":service", f'"{role}"'))
