"""The tables of what was asked, what was said of the answers, and what stayed open."""

from sqlalchemy import JSON, BigInteger, Column, Date, ForeignKey, Index, Integer, Table

from knowledge.store.schema.columns import Instant, arrival, metadata, words

turns = Table(
    "turns",
    metadata,
    arrival(),
    words("key", unique=True),
    words("conversation_id"),
    words("person_id"),
    words("text"),
    Column("at", Instant, nullable=False),
    words("decision_id", nullable=True),
    words("asset", nullable=True),
    words("intent"),
    words("status"),
    Column("answer", JSON, nullable=False),
    Index("ix_turns_conversation_id", "conversation_id", "at", "seq"),
    Index("ix_turns_person_id", "person_id", "seq"),
)

assessments = Table(
    "assessments",
    metadata,
    arrival(),
    words("key", unique=True),
    words("target"),
    words("target_id"),
    words("person_id"),
    Column("at", Instant, nullable=False),
    words("feedback", nullable=True),
    words("expectation", nullable=True),
    words("rationale"),
    words("reason_class", nullable=True),
    words("scope", nullable=True),
    words("evidence"),
    Column("confidence", Integer),
    Index("ix_assessments_target", "target", "target_id"),
    Index("ix_assessments_at", "at"),
)

gaps = Table(
    "gaps",
    metadata,
    words("id", primary_key=True),
    words("same_as"),  # what two askings of one gap share: asset and words
    words("text"),
    words("asset"),
    Column("missing", JSON, nullable=False),
    words("state"),
    words("reason"),
    Column("first_asked", Instant, nullable=False),
    Column("closed_at", Instant),
    Index("ix_gaps_same_as", "same_as", unique=True),
)

gap_askings = Table(
    "gap_askings",
    metadata,
    words("turn", primary_key=True),  # a digest: which turn it was cannot be read from it
    words("gap_id", ForeignKey("gaps.id", ondelete="CASCADE")),
    words("team"),
    Column("at", Instant, nullable=False),
    Index("ix_gap_askings_gap_id", "gap_id", "at"),
)

model_usage = Table(
    "model_usage",
    metadata,
    Column("day", Date, primary_key=True),
    words("model", primary_key=True),
    *(
        Column(name, BigInteger, nullable=False)
        for name in (
            "calls",
            "failed",
            "uncounted",  # calls whose tokens the provider did not report
            "tokens_read",
            "tokens_written",
            "cost_millionths",
        )
    ),
)
