"""Running a file of SQL as it stands, several statements and all, in the migration's own transaction."""

from alembic import op


def run(sql: str) -> None:
    """Send the statements as they are: no parameters, no rewriting."""
    connection = op.get_bind().connection.dbapi_connection
    connection.run_async(lambda driver: driver.execute(sql))  # type: ignore[union-attr]
