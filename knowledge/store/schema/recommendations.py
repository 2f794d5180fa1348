"""The tables of recommendations and what became of them."""

from sqlalchemy import JSON, Column, Index, Table

from knowledge.store.schema.columns import Instant, arrival, metadata, words

events = Table(
    "events",
    metadata,
    words("event_id", primary_key=True),  # first, because events are looked up by it
    words("source", primary_key=True),
    words("kind"),
    words("decision_id"),
    words("fingerprint"),
    Column("raw", JSON(none_as_null=True)),
)

recommendations = Table(
    "recommendations",
    metadata,
    arrival(),
    words("decision_id", unique=True),
    words("fingerprint"),
    words("asset"),
    Column("issued_at", Instant, nullable=False),
    Column("content", JSON, nullable=False),
    Index("ix_recommendations_asset", "asset", "issued_at", "seq"),
    Index("ix_recommendations_issued_at", "issued_at", "seq"),
)

asset_prefixes = Table(
    "asset_prefixes",
    metadata,
    words("prefix", primary_key=True),
    words("asset", primary_key=True),
)

decisions = Table(
    "decisions",
    metadata,
    arrival(),
    words("decision_id"),
    words("decision"),
    Column("at", Instant, nullable=False),
    words("by"),
    words("reason_class"),
    words("rationale"),
    words("action_taken"),
    words("source", server_default=""),
    Index("ix_decisions_decision_id", "decision_id"),
)

outcomes = Table(
    "outcomes",
    metadata,
    arrival(),
    words("decision_id"),
    words("result"),
    Column("at", Instant, nullable=False),
    Column("measured", JSON, nullable=False),
    words("note"),
    words("source", server_default=""),
    Index("ix_outcomes_decision_id", "decision_id"),
)
