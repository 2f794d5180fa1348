"""Chats: where Tandem is installed, what holds in a channel, and who is who there."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_ARRIVAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create the tables of chats."""
    _installations()
    _channels()
    _names()


def _installations() -> None:
    words = ("place", "id", "name", "enterprise", "bot_user", "bot")
    op.create_table(
        "workspaces",
        *(sa.Column(name, sa.Text(), nullable=False) for name in words),
        *(
            sa.Column(name, sa.Text(), nullable=False)
            for name in ("token", "scopes", "installed_by")
        ),
        sa.Column("installed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("place", "id", name=op.f("pk_workspaces")),
    )
    op.create_table(
        "install_states",
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_install_states")),
    )


def _channels() -> None:
    op.create_table(
        "channel_settings",
        sa.Column("seq", _ARRIVAL, nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_channel_settings")),
    )
    op.create_index(
        "ix_channel_settings_channel",
        "channel_settings",
        ["place", "workspace", "channel", "seq"],
    )


def _names() -> None:
    op.create_table(
        "chat_names",
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("place", "name", name=op.f("pk_chat_names")),
    )
    op.create_index("ix_chat_names_person_id", "chat_names", ["person_id"])
    op.create_table(
        "chat_codes",
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_chat_codes")),
    )
