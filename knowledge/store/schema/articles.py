"""The tables of articles: what each says, in all its versions, every step, what it rests on."""

from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Table,
    UniqueConstraint,
)

from knowledge.store.schema.columns import Instant, arrival, metadata, words


def _of_article(**options: Any) -> Column[int]:
    return Column("article", Integer, ForeignKey("articles.number", ondelete="CASCADE"), **options)


articles = Table(
    "articles",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),  # 12 of KB-12
    Column("version", Integer, nullable=False),
    words("state"),  # what its last step made of it
    words("title"),
    words("owner"),
    Column("scope", JSON, nullable=False),
    Column("audience", JSON, nullable=False),  # of today: less those a source is kept from
    Column("review_by", Date),
    Column("topic", BigInteger),
    words("finder"),
    words("flagged"),
    Column("changed_at", Instant, nullable=False),
    Column("validated_at", Instant),
    Index("ix_articles_state", "state", "changed_at"),
    Index("ix_articles_topic", "topic"),
)

article_versions = Table(
    "article_versions",
    metadata,
    _of_article(primary_key=True, autoincrement=False),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("body", JSON, nullable=False),
)

article_steps = Table(
    "article_steps",
    metadata,
    arrival(),
    _of_article(nullable=False),
    Column("place", Integer, nullable=False),
    words("act"),
    Column("at", Instant, nullable=False),
    Column("version", Integer, nullable=False),
    words("by"),
    words("reason"),
    UniqueConstraint("article", "place"),  # of two who decide, the first one has decided
)

article_grounds = Table(
    "article_grounds",
    metadata,
    _of_article(primary_key=True, autoincrement=False),
    words("document_key", primary_key=True),  # case folded, as revisions have it
    words("passage", primary_key=True),  # "" where all of the document counts
    Index("ix_article_grounds_document_key", "document_key"),
)
