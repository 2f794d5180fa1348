"""The tables of requests to a role."""

from sqlalchemy import JSON, BigInteger, Column, ForeignKey, Index, Integer, Table

from knowledge.store.schema.columns import Instant, arrival, metadata, words

requests = Table(
    "requests",
    metadata,
    arrival(),
    words("key", unique=True),
    words("question_id"),
    words("hazard"),
    words("asset", nullable=True),
    words("asker"),
    Column("called", JSON, nullable=False),
    words("state"),  # what its last step made of it
    Index("ix_requests_question_id", "question_id"),
    Index("ix_requests_state", "state"),
)

request_steps = Table(
    "request_steps",
    metadata,
    Column(
        "request",
        BigInteger().with_variant(Integer, "sqlite"),
        ForeignKey("requests.seq", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("place", Integer, primary_key=True, autoincrement=False),
    words("kind"),
    Column("at", Instant, nullable=False),
    words("by"),
    words("role"),
    words("team"),
)
