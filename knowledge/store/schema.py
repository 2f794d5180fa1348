"""The tables, as SQLAlchemy Core sees them today; ``migrations`` says how they came about.

Knows columns, keys and indexes. Does not know queries (one file an aggregate) or which of
SQLite and PostgreSQL is below; a test proves that this page equals all migrations applied.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
)

from knowledge.store.errors import NotStorable


class Words(TypeDecorator[str]):
    """Text that both engines can hold.

    PostgreSQL refuses NUL and neither can encode half a surrogate pair, both of which arrive from
    PDFs and chat; they become U+FFFD, the sign for "a character was here".
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Return the text with what cannot be stored replaced."""
        if value is None:
            return None
        value = str(value)  # a StrEnum as its value: psycopg would write its name
        if value.isascii() and "\0" not in value:
            return value
        readable = value.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
        return readable.replace("\0", "�")


class Instant(TypeDecorator[datetime]):
    """A point in time, in UTC with microseconds; a time without zone is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the time in UTC as the engine wants it (SQLite has no zones)."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise NotStorable(f"the time {value.isoformat()} has no zone; give one, such as UTC")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002
    ) -> datetime | None:
        """Return the time with its zone, UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


def _words(name: str, *more: Any, **options: Any) -> Column[str]:
    return Column(name, Words, *more, nullable=options.pop("nullable", False), **options)


def _arrival() -> Column[int]:
    """Return the key that counts in order of arrival."""
    return Column("seq", BigInteger().with_variant(Integer, "sqlite"), primary_key=True)


facts = Table(
    "facts",
    metadata,
    _words("name", primary_key=True),
    _words("value"),
)

directory = Table(
    "directory",
    metadata,
    Column("id", Integer, CheckConstraint("id = 1", name="one_row"), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("content", JSON, nullable=False),
)

revisions = Table(
    "revisions",
    metadata,
    _words("id", primary_key=True),
    _words("number"),
    _words("number_key"),  # case folded: people write sop-114
    _words("title"),
    _words("revision"),
    _words("declared"),  # the status its file gives
    _words("status"),  # the status it has among the others
    _words("retired"),  # "", "replaced" (its file says something else) or "vanished"
    _words("path"),
    _words("content_hash"),
    Column("ingested_at", Instant, nullable=False),
    Column("effective_from", Date),
    Column("binds_from", Date, nullable=False),  # effective_from, or the first day there is
    Column("review_due", Date),
    _words("owner"),
    Column("scope", JSON, nullable=False),
    Column("audience", JSON, nullable=False),
    _words("audience_key"),
    _words("document_class"),
    _words("supersedes"),
    _words("language", server_default=""),
    Index("ix_revisions_number_key", "number_key", "binds_from"),
    Index("ix_revisions_path", "path"),
)

passages = Table(
    "passages",
    metadata,
    _words("revision_id", ForeignKey("revisions.id", ondelete="CASCADE"), primary_key=True),
    Column("ordinal", Integer, primary_key=True, autoincrement=False),
    _words("id"),  # not unique: an unchanged piece may keep its id in the next revision
    Column("heading_path", JSON, nullable=False),
    _words("section"),
    Column("page", Integer),
    _words("text"),
    Index("ix_passages_id", "id"),
)

files = Table(
    "files",
    metadata,
    _words("path", primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("mtime_ns", BigInteger, nullable=False),
    _words("content_hash"),
    _words("state"),
    _words("note"),
    _words("revision_id", ForeignKey("revisions.id", ondelete="SET NULL"), nullable=True),
    Index("ix_files_revision_id", "revision_id"),
)

vectors = Table(
    "vectors",
    metadata,
    _words("model", primary_key=True),
    _words("hash", primary_key=True),
    Column("vector", LargeBinary, nullable=False),
)

events = Table(
    "events",
    metadata,
    _words("event_id", primary_key=True),  # first, because events are looked up by it
    _words("source", primary_key=True),
    _words("kind"),
    _words("decision_id"),
    _words("fingerprint"),
    Column("raw", JSON(none_as_null=True)),
)

recommendations = Table(
    "recommendations",
    metadata,
    _arrival(),
    _words("decision_id", unique=True),
    _words("fingerprint"),
    _words("asset"),
    Column("issued_at", Instant, nullable=False),
    Column("content", JSON, nullable=False),
    Index("ix_recommendations_asset", "asset", "issued_at", "seq"),
    Index("ix_recommendations_issued_at", "issued_at", "seq"),
)

asset_prefixes = Table(
    "asset_prefixes",
    metadata,
    _words("prefix", primary_key=True),
    _words("asset", primary_key=True),
)

decisions = Table(
    "decisions",
    metadata,
    _arrival(),
    _words("decision_id"),
    _words("decision"),
    Column("at", Instant, nullable=False),
    _words("by"),
    _words("reason_class"),
    _words("rationale"),
    _words("action_taken"),
    Index("ix_decisions_decision_id", "decision_id"),
)

outcomes = Table(
    "outcomes",
    metadata,
    _arrival(),
    _words("decision_id"),
    _words("result"),
    Column("at", Instant, nullable=False),
    Column("measured", JSON, nullable=False),
    _words("note"),
    Index("ix_outcomes_decision_id", "decision_id"),
)

turns = Table(
    "turns",
    metadata,
    _arrival(),
    _words("key", unique=True),
    _words("conversation_id"),
    _words("person_id"),
    _words("text"),
    Column("at", Instant, nullable=False),
    _words("decision_id", nullable=True),
    _words("asset", nullable=True),
    _words("intent"),
    _words("status"),
    Column("answer", JSON, nullable=False),
    Index("ix_turns_conversation_id", "conversation_id", "at", "seq"),
)

assessments = Table(
    "assessments",
    metadata,
    _arrival(),
    _words("key", unique=True),
    _words("target"),
    _words("target_id"),
    _words("person_id"),
    Column("at", Instant, nullable=False),
    _words("feedback", nullable=True),
    _words("expectation", nullable=True),
    _words("rationale"),
    _words("reason_class", nullable=True),
    _words("scope", nullable=True),
    _words("evidence"),
    Column("confidence", Integer),
    Index("ix_assessments_target", "target", "target_id"),
    Index("ix_assessments_at", "at"),
)

requests = Table(
    "requests",
    metadata,
    _arrival(),
    _words("key", unique=True),
    _words("question_id"),
    _words("hazard"),
    _words("asset", nullable=True),
    _words("asker"),
    Column("called", JSON, nullable=False),
    _words("state"),  # what its last step made of it
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
    _words("kind"),
    Column("at", Instant, nullable=False),
    _words("by"),
    _words("role"),
    _words("team"),
)

model_usage = Table(
    "model_usage",
    metadata,
    Column("day", Date, primary_key=True),
    _words("model", primary_key=True),
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

accounts = Table(
    "accounts",
    metadata,
    _words("person_id", primary_key=True),
    Column("created_at", Instant, nullable=False),
    _words("password"),  # a hash that names its own method and cost; "" until one is set
    Column("admin", Boolean, nullable=False),
    Column("disabled_at", Instant),
)

links = Table(
    "links",
    metadata,
    _words("hash", primary_key=True),
    _words("person_id"),  # "": whoever becomes the first admin
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Index("ix_links_person_id", "person_id"),
)

sessions = Table(
    "sessions",
    metadata,
    _words("hash", primary_key=True),
    _words("person_id"),
    _words("method"),
    _words("address"),
    Column("started_at", Instant, nullable=False),
    Column("seen_at", Instant, nullable=False),
    Column("idle_seconds", Integer, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Index("ix_sessions_person_id", "person_id"),
)

tokens = Table(
    "tokens",
    metadata,
    _words("hash", primary_key=True),
    _words("person_id"),
    Column("created_at", Instant, nullable=False),
    Index("ix_tokens_person_id", "person_id"),
)

gaps = Table(
    "gaps",
    metadata,
    _words("id", primary_key=True),
    _words("same_as"),  # what two askings of one gap share: asset and words
    _words("text"),
    _words("asset"),
    Column("missing", JSON, nullable=False),
    _words("state"),
    _words("reason"),
    Column("first_asked", Instant, nullable=False),
    Column("closed_at", Instant),
    Index("ix_gaps_same_as", "same_as", unique=True),
)

gap_askings = Table(
    "gap_askings",
    metadata,
    _words("turn", primary_key=True),  # a digest: which turn it was cannot be read from it
    _words("gap_id", ForeignKey("gaps.id", ondelete="CASCADE")),
    _words("team"),
    Column("at", Instant, nullable=False),
    Index("ix_gap_askings_gap_id", "gap_id", "at"),
)
