"""What a language model was used for: totals per day and model, no person.

Frozen: later changes are later migrations.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table of totals."""
    counts = ("calls", "failed", "uncounted", "tokens_read", "tokens_written", "cost_millionths")
    op.create_table(
        "model_usage",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in counts),
        sa.PrimaryKeyConstraint("day", "model", name=op.f("pk_model_usage")),
    )
