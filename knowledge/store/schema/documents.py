"""The tables of controlled documents: revisions, their passages, the files they came from."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
)

from knowledge.store.schema.columns import Instant, metadata, words

revisions = Table(
    "revisions",
    metadata,
    words("id", primary_key=True),
    words("number"),
    words("number_key"),  # case folded: people write sop-114
    words("title"),
    words("revision"),
    words("declared"),  # the status its file gives
    words("status"),  # the status it has among the others
    words("retired"),  # "", "replaced" (its file says something else) or "vanished"
    words("path"),
    words("content_hash"),
    Column("ingested_at", Instant, nullable=False),
    Column("effective_from", Date),
    Column("binds_from", Date, nullable=False),  # effective_from, or the first day there is
    Column("review_due", Date),
    words("owner"),
    Column("scope", JSON, nullable=False),
    Column("audience", JSON, nullable=False),
    words("audience_key"),
    words("document_class"),
    words("supersedes"),
    words("language", server_default=""),
    Index("ix_revisions_number_key", "number_key", "binds_from"),
    Index("ix_revisions_path", "path"),
)

passages = Table(
    "passages",
    metadata,
    words("revision_id", ForeignKey("revisions.id", ondelete="CASCADE"), primary_key=True),
    Column("ordinal", Integer, primary_key=True, autoincrement=False),
    words("id"),  # not unique: an unchanged piece may keep its id in the next revision
    Column("heading_path", JSON, nullable=False),
    words("section"),
    Column("page", Integer),
    words("text"),
    Index("ix_passages_id", "id"),
)

files = Table(
    "files",
    metadata,
    words("path", primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("mtime_ns", BigInteger, nullable=False),
    words("content_hash"),
    words("state"),
    words("note"),
    words("revision_id", ForeignKey("revisions.id", ondelete="SET NULL"), nullable=True),
    Index("ix_files_revision_id", "revision_id"),
)

vectors = Table(
    "vectors",
    metadata,
    words("model", primary_key=True),
    words("hash", primary_key=True),
    Column("vector", LargeBinary, nullable=False),
)
