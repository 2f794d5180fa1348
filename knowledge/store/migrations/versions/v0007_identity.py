"""Identity: accounts, one-time links, sessions, tokens for programs.

Frozen: later changes are later migrations.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of who may come in."""
    op.create_table(
        "accounts",
        _text("person_id"),
        _time("created_at"),
        _text("password"),
        sa.Column("admin", sa.Boolean(), nullable=False),
        _time("disabled_at", nullable=True),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_accounts")),
    )
    op.create_table(
        "links",
        _text("hash"),
        _text("person_id"),
        _time("created_at"),
        _time("expires_at"),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_links")),
    )
    op.create_table(
        "sessions",
        _text("hash"),
        _text("person_id"),
        _text("method"),
        _text("address"),
        _time("started_at"),
        _time("seen_at"),
        sa.Column("idle_seconds", sa.Integer(), nullable=False),
        _time("ends_at"),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_sessions")),
    )
    op.create_table(
        "tokens",
        _text("hash"),
        _text("person_id"),
        _time("created_at"),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_tokens")),
    )
    for table in ("links", "sessions", "tokens"):
        op.create_index(f"ix_{table}_person_id", table, ["person_id"])


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _time(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)
