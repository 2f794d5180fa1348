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
    """Create the letters and inquiries; note the senders of what was decided and came of it."""
    _inquiries()
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


def _inquiries() -> None:
    op.create_table(
        "inquiries",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("cluster", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("asset", sa.Text(), nullable=False),
        sa.Column("decision_id", sa.Text(), nullable=False),
        sa.Column("common", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_inquiries")),
    )
    op.create_index("ix_inquiries_cluster", "inquiries", ["cluster", "asked_at"])
    op.create_table(
        "inquiry_people",
        sa.Column(
            "inquiry",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inquiry"],
            ["inquiries.seq"],
            name=op.f("fk_inquiry_people_inquiry"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("inquiry", "person_id", name=op.f("pk_inquiry_people")),
    )
    op.create_index("ix_inquiry_people_person_id", "inquiry_people", ["person_id", "state"])
    op.create_table(
        "not_asked",
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_not_asked")),
    )
