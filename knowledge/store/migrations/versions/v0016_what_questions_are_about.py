"""What questions are about is compared too: all of them are placed anew, beside what is there."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_COLUMNS = (("topic_sums", "about"), ("topic_mining", "shared_about"))
_NOBODYS = "UPDATE topic_mining SET model = ''"
"""Of no model: mining then reads every question again, and its topics and bounds stay."""


def upgrade() -> None:
    """Add the columns, empty."""
    empty = "x''" if op.get_bind().dialect.name == "sqlite" else "''"
    for table, name in _COLUMNS:
        column = sa.Column(name, sa.LargeBinary(), nullable=False, server_default=sa.text(empty))
        op.add_column(table, column)
    op.execute(_NOBODYS)
