"""The tables of transfers: what was offered to whom, every step, who is told, who wants what."""

from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    UniqueConstraint,
)

from knowledge.store.schema.columns import Instant, arrival, metadata, words


def _of_transfer() -> tuple[Any, Any]:
    return (
        BigInteger().with_variant(Integer, "sqlite"),
        ForeignKey("transfers.seq", ondelete="CASCADE"),
    )


transfers = Table(
    "transfers",
    metadata,
    arrival(),
    words("article"),
    words("team"),
    Column("version", Integer, nullable=False),
    words("origin"),
    Column("reasons", JSON, nullable=False),
    Column("proof", JSON, nullable=False),
    words("state"),  # what its last step made of it
    Column("moved_at", Instant, nullable=False),  # when that was
    UniqueConstraint("article", "team"),  # a new version changes the offer, it is not another one
    Index("ix_transfers_team", "team", "state"),
    Index("ix_transfers_origin", "origin"),
    Index("ix_transfers_state", "state"),
)

transfer_steps = Table(
    "transfer_steps",
    metadata,
    arrival(),
    Column("transfer", *_of_transfer(), nullable=False),
    Column("place", Integer, nullable=False),
    words("act"),
    Column("at", Instant, nullable=False),
    words("by"),
    words("reason"),
    words("role"),
    words("made"),
    UniqueConstraint("transfer", "place"),  # of two who decide, the first one has decided
)

transfer_finders = Table(
    "transfer_finders",
    metadata,
    Column("transfer", *_of_transfer(), primary_key=True, autoincrement=False),
    words("person_id", primary_key=True),  # whose insight it is; only they see it here
    Column("told", Integer, nullable=False),  # how many of its steps they know
    Index("ix_transfer_finders_person_id", "person_id"),
)

subscriptions = Table(
    "subscriptions",
    metadata,
    arrival(),
    words("team"),
    words("person_id"),
    words("kind"),
    words("value"),
    Column("at", Instant, nullable=False),
    UniqueConstraint("team", "person_id", "kind", "value"),
)
