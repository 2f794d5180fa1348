"""The tables of corrections: what they are about, every step, where they were used."""

from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    UniqueConstraint,
)

from knowledge.store.schema.columns import Instant, arrival, metadata, words


def _of_correction() -> tuple[Any, Any]:
    return (
        BigInteger().with_variant(Integer, "sqlite"),
        ForeignKey("corrections.seq", ondelete="CASCADE"),
    )


corrections = Table(
    "corrections",
    metadata,
    arrival(),
    words("assessment", ForeignKey("assessments.key", ondelete="CASCADE"), unique=True),
    words("same_as"),  # what one person's same judgement twice shares
    words("question"),
    words("intent"),
    words("moves"),
    words("asset", nullable=True),
    words("decision_id", nullable=True),
    words("team"),
    Column("routed", Boolean, nullable=False),
    Column("unnamed", Boolean, nullable=False),
    Column("until", Instant),
    Column("basis", JSON, nullable=False),
    words("state"),  # what its last step made of it
    Column("told", Integer, nullable=False),
    Column("checked_at", Instant),
    words("broken"),  # what its regression case said when it was last asked; "" is fine
    Index("ix_corrections_state", "state"),
    Index("ix_corrections_same_as", "same_as"),
)

correction_steps = Table(
    "correction_steps",
    metadata,
    arrival(),
    Column("correction", *_of_correction(), nullable=False),
    Column("place", Integer, nullable=False),
    words("kind"),
    Column("at", Instant, nullable=False),
    words("by"),
    words("reason"),
    words("role"),
    words("team"),
    words("use"),
    words("scope", nullable=True),
    Column("until", Instant),
    words("document"),
    Column("other", BigInteger, nullable=False),
    UniqueConstraint("correction", "place"),  # of two who decide, the first one has decided
)

correction_uses = Table(
    "correction_uses",
    metadata,
    Column("correction", *_of_correction(), primary_key=True, autoincrement=False),
    words("turn", primary_key=True),
    words("asset"),
    Column("at", Instant, nullable=False),
    words("decision_id", nullable=True),  # the recommendation whose answer it stood in
    Index("ix_correction_uses_at", "at"),
)
