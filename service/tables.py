"""The tables of the record, as the migrations create them; a test compares both.

Every key starts with the county, no foreign key crosses counties, no global sequence exists: the tables can be
distributed by county as they are. `counties` holds ids and keys only and is the one table without row-level security.
"""

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Computed,
    DateTime,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB, TSVECTOR

metadata = MetaData()

_now = text("clock_timestamp()")


def _moment(name: str, nullable: bool = False) -> Column[object]:
    return Column(name, DateTime(timezone=True), nullable=nullable)


counties = Table(
    "counties",
    metadata,
    Column("key", Text, primary_key=True),
    Column("county_id", Uuid, nullable=False),
)

heads = Table(
    "heads",
    metadata,
    Column("county_id", Uuid, primary_key=True),
    Column("position", BigInteger, nullable=False),
    _moment("recorded_at"),
    CheckConstraint("position >= 0", name="heads_position_counts"),
)

events = Table(
    "events",
    metadata,
    Column("county_id", Uuid, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("kind", Text, nullable=False),
    Column("stream_id", Uuid, nullable=False),
    Column("version", Integer, nullable=False),
    Column("event_id", Uuid, nullable=False),
    Column("type", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("body_hash", LargeBinary, nullable=False),
    _moment("recorded_at"),
    Column("actor_id", Uuid, nullable=False),
    Column("reason", LargeBinary),
    Column("authority", LargeBinary),
    Column("visibility", SmallInteger, nullable=False),
    Column("concerns", ARRAY(Text), nullable=False),
    Column("command_id", Uuid, nullable=False),
    Column("correlation_id", Uuid, nullable=False),
    Column("causation_id", Uuid),
    PrimaryKeyConstraint("county_id", "position", name="events_position"),
    UniqueConstraint("county_id", "kind", "stream_id", "version", name="events_version"),
    UniqueConstraint("county_id", "event_id", name="events_id"),
    CheckConstraint("position > 0 AND version > 0", name="events_count"),
    CheckConstraint("octet_length(body_hash) = 32", name="events_hash"),
    CheckConstraint("visibility BETWEEN 0 AND 2", name="events_visibility"),
    Index("events_by_type", "county_id", "type", "position"),
    Index("events_by_actor", "county_id", "actor_id", "position"),
    Index("events_by_moment", "county_id", "recorded_at", "position"),
    Index(
        "events_by_authority",
        "county_id",
        "authority",
        "position",
        postgresql_where=text("substring(authority FROM 1 FOR 12) = '{\"recorded\":'::bytea"),
    ),
)

states = Table(
    "states",
    metadata,
    Column("county_id", Uuid, nullable=False),
    Column("kind", Text, nullable=False),
    Column("id", Uuid, nullable=False),
    Column("version", Integer, nullable=False),
    Column("fold", Integer, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("until_position", BigInteger),
    _moment("recorded_at"),
    Column("visibility", SmallInteger, nullable=False),
    Column("concerns", ARRAY(Text), nullable=False),
    Column("body", JSONB, nullable=False),
    PrimaryKeyConstraint("county_id", "kind", "id", "position", name="states_position"),
    CheckConstraint("until_position > position", name="states_span"),
    Index(
        "states_current",
        "county_id",
        "kind",
        "id",
        unique=True,
        postgresql_where=text("until_position IS NULL"),
    ),
)

claims = Table(
    "claims",
    metadata,
    Column("county_id", Uuid, nullable=False),
    Column("claim", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("id", Uuid, nullable=False),
    PrimaryKeyConstraint("county_id", "claim", name="claims_unique"),
    Index("claims_by_holder", "county_id", "kind", "id"),
)

command_outcomes = Table(
    "command_outcomes",
    metadata,
    Column("county_id", Uuid, nullable=False),
    Column("actor_id", Uuid, nullable=False),
    Column("command_id", Uuid, nullable=False),
    Column("fingerprint", LargeBinary, nullable=False),
    Column("kind", Text, nullable=False),
    Column("id", Uuid, nullable=False),
    Column("version", Integer, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("events", Integer, nullable=False),
    PrimaryKeyConstraint("county_id", "actor_id", "command_id", name="command_outcomes_once"),
)

sealing_keys = Table(
    "sealing_keys",
    metadata,
    Column("county_id", Uuid, nullable=False),
    Column("key_id", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("wrapped", LargeBinary, nullable=False),
    PrimaryKeyConstraint("county_id", "key_id", name="sealing_keys_id"),
    Index("sealing_keys_by_subject", "county_id", "subject"),
)

actors = Table(
    "actors",
    metadata,
    Column("county_id", Uuid, nullable=False),
    Column("actor_id", Uuid, nullable=False),
    Column("kind", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("label", LargeBinary, nullable=False),
    Column("acts_for", Text),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=_now),
    PrimaryKeyConstraint("county_id", "actor_id", name="actors_id"),
)

tokens = Table(
    "tokens",
    metadata,
    Column("county_id", Uuid, nullable=False),
    Column("token_id", Uuid, nullable=False),
    Column("actor_id", Uuid, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("writes", Boolean, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=_now),
    _moment("expires_at", nullable=True),
    _moment("revoked_at", nullable=True),
    PrimaryKeyConstraint("county_id", "token_id", name="tokens_id"),
    UniqueConstraint("county_id", "hash", name="tokens_hash"),
)

leases = Table(
    "leases",
    metadata,
    Column("county_id", Uuid, nullable=False),
    Column("name", Text, nullable=False),
    Column("holder", Uuid, nullable=False),
    _moment("until"),
    PrimaryKeyConstraint("county_id", "name", name="leases_name"),
)

contents = Table(
    "contents",
    metadata,
    Column("county_id", Uuid, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("uploader", Uuid, nullable=False),
    Column("uploaded_at", DateTime(timezone=True), nullable=False, server_default=_now),
    Column("attached", Boolean, nullable=False, server_default=text("false")),
    PrimaryKeyConstraint("county_id", "sha256", name="contents_hash"),
    Index("contents_waiting", "county_id", "uploaded_at", postgresql_where=text("NOT attached")),
)

content_parts = Table(
    "content_parts",
    metadata,
    Column("county_id", Uuid, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("part", Integer, nullable=False),
    Column("bytes", LargeBinary, nullable=False),
    PrimaryKeyConstraint("county_id", "sha256", "part", name="content_parts_order"),
)

texts = Table(
    "texts",
    metadata,
    Column("county_id", Uuid, nullable=False),
    Column("digest", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column(
        "words",
        TSVECTOR,
        Computed(
            "to_tsvector('german'::regconfig, translate(text, 'ÄÖÜẞ„“”‚‘’«»–—…'::text, 'äöüß           '::text))",
            persisted=True,
        ),
        nullable=False,
    ),
    PrimaryKeyConstraint("county_id", "digest", name="texts_digest"),
)

FENCED = tuple(table.name for table in metadata.sorted_tables if table is not counties)
"""The tables under row-level security: all but `counties`."""
