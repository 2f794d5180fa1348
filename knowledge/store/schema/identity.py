"""The tables of accounts and signing in."""

from sqlalchemy import Boolean, Column, Index, Integer, Table

from knowledge.store.schema.columns import Instant, metadata, words

accounts = Table(
    "accounts",
    metadata,
    words("person_id", primary_key=True),
    Column("created_at", Instant, nullable=False),
    words("password"),  # a hash that names its own method and cost; "" until one is set
    Column("admin", Boolean, nullable=False),
    Column("disabled_at", Instant),
)

links = Table(
    "links",
    metadata,
    words("hash", primary_key=True),
    words("person_id"),  # "": whoever becomes the first admin
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Index("ix_links_person_id", "person_id"),
)

sessions = Table(
    "sessions",
    metadata,
    words("hash", primary_key=True),
    words("person_id"),
    words("method"),
    words("address"),
    Column("started_at", Instant, nullable=False),
    Column("seen_at", Instant, nullable=False),
    Column("idle_seconds", Integer, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Index("ix_sessions_person_id", "person_id"),
)

tokens = Table(
    "tokens",
    metadata,
    words("hash", primary_key=True),
    words("person_id"),
    Column("created_at", Instant, nullable=False),
    Index("ix_tokens_person_id", "person_id"),
)
