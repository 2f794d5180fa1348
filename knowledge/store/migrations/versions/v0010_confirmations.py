"""What people confirmed, and what of it was taken back.

Frozen: later changes are later migrations.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create both tables; what was judged before is taken in at the next start."""
    op.create_table(
        "rollbacks",
        sa.Column("seq", _ID, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("kind", "value", "by", "reason")),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_rollbacks")),
    )
    op.create_table(
        "confirmations",
        sa.Column("seq", _ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("turn", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("teams", sa.JSON(), nullable=False),
        sa.Column("sign", sa.Integer(), nullable=False),
        sa.Column("places", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vouched", sa.Boolean(), nullable=False),
        sa.Column("batch", sa.Text(), nullable=False),
        sa.Column("rollback", _ID, nullable=True),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_confirmations")),
        sa.UniqueConstraint("key", name=op.f("uq_confirmations_key")),
        sa.ForeignKeyConstraint(
            ["rollback"], ["rollbacks.seq"], name=op.f("fk_confirmations_rollback")
        ),
    )
    for name in ("person_id", "batch", "at"):
        op.create_index(f"ix_confirmations_{name}", "confirmations", [name])
