"""Letters to the recommender's owners; the senders of outcomes; on what a correction stood."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_SENDER = """
UPDATE {table} SET source = (
    SELECT min(source) FROM events WHERE events.kind = '{kind}'
    AND events.decision_id = {table}.decision_id
) WHERE 1 = (
    SELECT count(*) FROM events WHERE events.kind = '{kind}'
    AND events.decision_id = {table}.decision_id
)
"""
"""Only where one event can have brought it; of the others it is not known any more."""


def upgrade() -> None:
    """Create the letters; note the sender of what was decided and of what came of it."""
    op.create_table(
        "letters",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("record", sa.BigInteger(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due", sa.DateTime(timezone=True), nullable=False),
        sa.Column("trouble", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_letters")),
        sa.UniqueConstraint("id", name=op.f("uq_letters_id")),
    )
    op.create_index("ix_letters_record", "letters", ["kind", "record"], unique=True)
    op.create_index("ix_letters_about", "letters", ["about", "seq"])
    op.create_index("ix_letters_due", "letters", ["state", "due"])
    for table, kind in (("decisions", "decided"), ("outcomes", "outcome")):
        column = sa.Column("source", sa.Text(), nullable=False, server_default="")
        op.add_column(table, column)
        op.execute(_SENDER.format(table=table, kind=kind))
    op.add_column("correction_uses", sa.Column("decision_id", sa.Text(), nullable=True))
