"""Transfers: articles offered to other teams, every step, who is told, and who wants what."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def _number(name: str) -> sa.Column[int]:
    kind = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    return sa.Column(name, kind, autoincrement=False, nullable=False)


def _arrival() -> sa.Column[int]:
    return sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False)


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "transfers",
        _arrival(),
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("proof", sa.JSON(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_transfers")),
        sa.UniqueConstraint("article", "team", name=op.f("uq_transfers_article_team")),
    )
    op.create_index("ix_transfers_team", "transfers", ["team", "state"])
    op.create_index("ix_transfers_origin", "transfers", ["origin"])
    op.create_index("ix_transfers_state", "transfers", ["state"])
    op.create_table(
        "transfer_steps",
        _arrival(),
        _number("transfer"),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("by", "reason", "role", "made")),
        sa.ForeignKeyConstraint(
            ["transfer"],
            ["transfers.seq"],
            name=op.f("fk_transfer_steps_transfer"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_transfer_steps")),
        sa.UniqueConstraint("transfer", "place", name=op.f("uq_transfer_steps_transfer_place")),
    )
    op.create_table(
        "transfer_finders",
        _number("transfer"),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("told", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["transfer"],
            ["transfers.seq"],
            name=op.f("fk_transfer_finders_transfer"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("transfer", "person_id", name=op.f("pk_transfer_finders")),
    )
    op.create_index("ix_transfer_finders_person_id", "transfer_finders", ["person_id"])
    op.create_table(
        "subscriptions",
        _arrival(),
        *(
            sa.Column(name, sa.Text(), nullable=False)
            for name in ("team", "person_id", "kind", "value")
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_subscriptions")),
        sa.UniqueConstraint(
            "team",
            "person_id",
            "kind",
            "value",
            name=op.f("uq_subscriptions_team_person_id_kind_value"),
        ),
    )
