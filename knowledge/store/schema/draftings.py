"""The table of what was drafted, or why not, and of what is proposed to articles."""

from sqlalchemy import JSON, BigInteger, Column, Index, Integer, Table

from knowledge.store.schema.columns import Instant, metadata, words

draftings = Table(
    "draftings",
    metadata,
    words("subject", primary_key=True),
    words("question"),
    Column("at", Instant, nullable=False),
    words("outcome"),
    Column("topic", BigInteger),
    Column("asked", Integer, nullable=False),
    words("grounds"),
    words("article"),
    Column("notes", JSON, nullable=False),
    words("proposal"),  # what became of it; "" without one
    Column("version", Integer),
    Column("body", JSON(none_as_null=True)),
    Index("ix_draftings_article", "article"),
)
