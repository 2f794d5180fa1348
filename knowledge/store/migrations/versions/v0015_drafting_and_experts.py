"""Drafting and experts: what was drafted and proposed; who is asked, replied, and waits."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def _gap(table: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("gap_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["gap_id"], ["gaps.id"], name=op.f(f"fk_{table}_gap_id"), ondelete="CASCADE"
        ),
    ]


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "experts",
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("quiet_from", sa.Time()),
        sa.Column("quiet_until", sa.Time()),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_experts")),
    )
    op.create_table(
        "expert_askings",
        *_gap("expert_askings"),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("gap_id", "person_id", name=op.f("pk_expert_askings")),
    )
    op.create_index("ix_expert_askings_person_id", "expert_askings", ["person_id", "state"])
    _replies()
    _draftings()


def _replies() -> None:
    op.create_table(
        "expert_replies",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        *_gap("expert_replies"),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("unnamed", sa.Boolean(), nullable=False),
        sa.Column("routed", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_expert_replies")),
        sa.UniqueConstraint("key", name=op.f("uq_expert_replies_key")),
    )
    op.create_index("ix_expert_replies_gap_id", "expert_replies", ["gap_id"])
    op.create_table(
        "reply_waiters",
        sa.Column("turn", sa.Text(), nullable=False),
        *_gap("reply_waiters"),
        sa.Column("told_at", sa.DateTime(timezone=True)),
        sa.Column("helped", sa.Boolean()),
        sa.PrimaryKeyConstraint("turn", name=op.f("pk_reply_waiters")),
    )
    op.create_index("ix_reply_waiters_gap_id", "reply_waiters", ["gap_id"])


def _draftings() -> None:
    op.create_table(
        "draftings",
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("topic", sa.BigInteger()),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("grounds", sa.Text(), nullable=False),
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.Column("proposal", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer()),
        sa.Column("body", sa.JSON()),
        sa.PrimaryKeyConstraint("subject", name=op.f("pk_draftings")),
    )
    op.create_index("ix_draftings_article", "draftings", ["article"])
