"""The table of letters: what people said, on its way back to the recommender's owners."""

from sqlalchemy import BigInteger, Column, Index, Integer, Table

from knowledge.store.schema.columns import Instant, arrival, metadata, words

letters = Table(
    "letters",
    metadata,
    arrival(),
    words("id", unique=True),  # drawn by chance: it tells nobody who wrote what it carries
    words("kind"),
    Column("record", BigInteger, nullable=False),  # the number of the record in its own table
    words("about"),  # the decision within which letters keep their order
    Column("at", Instant, nullable=False),
    words("state"),
    Column("attempts", Integer, nullable=False),
    Column("due", Instant, nullable=False),
    words("trouble"),
    Index("ix_letters_record", "kind", "record", unique=True),
    Index("ix_letters_about", "about", "seq"),
    Index("ix_letters_due", "state", "due"),
)
