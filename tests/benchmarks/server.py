"""The PostgreSQL of a run: the embedded server as the service runs it, every commit on disk before it is told."""

from contextlib import closing
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from service.migrate import migrate
from service.postgres import OWNER, SERVICE, EmbeddedPostgres

_DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on", "autovacuum": "on"}


@dataclass(frozen=True)
class Database:
    """A database of the run's server: its addresses as superuser, as owner and as the service's role."""

    admin_url: str
    owner_url: str
    service_url: str


def check_durable(postgres: EmbeddedPostgres) -> None:
    """Refuse to measure on a server that might lose what it has acknowledged."""
    with closing(psycopg.connect(postgres.admin_url, autocommit=True)) as connection:
        for name, wanted in _DURABLE.items():
            row = connection.execute("SELECT current_setting(%s)", [name]).fetchone()
            assert row == (wanted,), f"{name} is {row}, not {wanted}"


def make_database(postgres: EmbeddedPostgres, name: str) -> Database:
    """A new empty database."""
    with closing(psycopg.connect(postgres.admin_url, autocommit=True)) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(name), sql.Identifier(OWNER)))
    urls = (urlsplit(url)._replace(path=f"/{name}") for url in (postgres.admin_url, postgres.owner_url))
    admin_url, owner_url = (urlunsplit(url) for url in urls)
    return Database(admin_url, owner_url, owner_url.replace(OWNER, SERVICE, 1))


async def make_record_database(postgres: EmbeddedPostgres, name: str) -> Database:
    """A new database with the record's tables, in it nothing."""
    database = make_database(postgres, name)
    await migrate(database.owner_url, SERVICE)
    return database
