"""The tables of who may be asked, who was asked what, what came back, and who waits for it."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Table, Time

from knowledge.store.schema.columns import Instant, arrival, metadata, words

experts = Table(
    "experts",
    metadata,
    words("person_id", primary_key=True),
    Column("since", Instant, nullable=False),
    Column("quiet_from", Time),
    Column("quiet_until", Time),
)

expert_askings = Table(
    "expert_askings",
    metadata,
    words("gap_id", ForeignKey("gaps.id", ondelete="CASCADE"), primary_key=True),
    words("person_id", primary_key=True),
    Column("at", Instant, nullable=False),
    words("state"),
    Index("ix_expert_askings_person_id", "person_id", "state"),
)

expert_replies = Table(
    "expert_replies",
    metadata,
    arrival(),
    words("key", unique=True),
    words("gap_id", ForeignKey("gaps.id", ondelete="CASCADE")),
    words("person_id"),
    words("text"),
    Column("unnamed", Boolean, nullable=False),
    Column("routed", Boolean, nullable=False),
    Column("at", Instant, nullable=False),
    Index("ix_expert_replies_gap_id", "gap_id"),
)

reply_waiters = Table(
    "reply_waiters",
    metadata,
    words("turn", primary_key=True),  # it waits before the turn is kept
    words("gap_id", ForeignKey("gaps.id", ondelete="CASCADE")),
    Column("told_at", Instant),
    Column("helped", Boolean),
    Index("ix_reply_waiters_gap_id", "gap_id"),
)
