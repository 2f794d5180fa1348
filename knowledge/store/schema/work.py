"""The tables of work: what happened and is worked on, and messages on their way."""

from sqlalchemy import JSON, Column, Index, Integer, Table, UniqueConstraint

from knowledge.store.schema.columns import Instant, arrival, metadata, words

inbox = Table(
    "inbox",
    metadata,
    arrival(),
    words("name"),
    words("key"),
    Column("at", Instant, nullable=False),
    words("by", nullable=True),  # null once it was erased
    Column("payload", JSON, nullable=False),
    words("state"),
    Column("begun", Integer, nullable=False),
    Column("ended", Integer, nullable=False),
    Column("due", Instant),
    words("reference"),
    UniqueConstraint("name", "key"),
    Index("ix_inbox_state", "state", "at"),
)

deliveries = Table(
    "deliveries",
    metadata,
    arrival(),
    words("key", unique=True),
    words("channel"),
    words("lane"),
    Column("address", JSON, nullable=False),
    words("about"),
    Column("at", Instant, nullable=False),
    words("state"),
    Column("tries", Integer, nullable=False),
    Column("tried_at", Instant),
    words("external"),
    words("reason"),
    Index("ix_deliveries_about", "about"),
    Index("ix_deliveries_external", "channel", "external"),
    Index("ix_deliveries_state", "state"),
)
