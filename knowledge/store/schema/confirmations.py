"""The tables of what people confirmed, and of what of it was taken back."""

from sqlalchemy import JSON, BigInteger, Boolean, Column, ForeignKey, Index, Integer, Table

from knowledge.store.schema.columns import Instant, arrival, metadata, words

rollbacks = Table(
    "rollbacks",
    metadata,
    arrival(),
    words("kind"),
    words("value"),
    words("by"),
    words("reason"),
    Column("at", Instant, nullable=False),
)

confirmations = Table(
    "confirmations",
    metadata,
    arrival(),
    words("key", unique=True),
    words("turn"),
    words("question"),
    words("person_id"),
    Column("teams", JSON, nullable=False),
    Column("sign", Integer, nullable=False),
    Column("places", JSON, nullable=False),
    Column("at", Instant, nullable=False),
    Column("vouched", Boolean, nullable=False),
    words("batch"),
    Column(
        "rollback", BigInteger().with_variant(Integer, "sqlite"), ForeignKey("rollbacks.seq")
    ),  # what took it back
    Index("ix_confirmations_person_id", "person_id"),
    Index("ix_confirmations_batch", "batch"),
    Index("ix_confirmations_at", "at"),
)
