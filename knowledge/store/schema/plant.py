"""The tables of the installation and its people: one fact a row, the directory as a whole."""

from sqlalchemy import JSON, CheckConstraint, Column, Integer, Table

from knowledge.store.schema.columns import metadata, words

facts = Table(
    "facts",
    metadata,
    words("name", primary_key=True),
    words("value"),
)

directory = Table(
    "directory",
    metadata,
    Column("id", Integer, CheckConstraint("id = 1", name="one_row"), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("content", JSON, nullable=False),
)
