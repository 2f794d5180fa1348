"""The language a document is in; "" for what was ingested before, and where none could be told."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the language to the revisions of documents."""
    op.add_column("revisions", sa.Column("language", sa.Text(), nullable=False, server_default=""))
