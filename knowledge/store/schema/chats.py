"""The tables of chats: where Tandem is installed, what holds in a channel, who is who there."""

from sqlalchemy import JSON, Column, Index, Table

from knowledge.store.schema.columns import Instant, arrival, metadata, words

workspaces = Table(
    "workspaces",
    metadata,
    words("place", primary_key=True),
    words("id", primary_key=True),
    words("name"),
    words("enterprise"),
    words("bot_user"),
    words("bot"),
    words("token"),  # sealed: the key is not in this database
    words("scopes"),
    words("installed_by"),
    Column("installed_at", Instant, nullable=False),
)

install_states = Table(
    "install_states",
    metadata,
    words("hash", primary_key=True),
    Column("expires_at", Instant, nullable=False),
)

channel_settings = Table(
    "channel_settings",
    metadata,
    arrival(),
    words("place"),
    words("workspace"),
    words("channel"),
    Column("content", JSON, nullable=False),
    words("by"),
    Column("at", Instant, nullable=False),
    Index("ix_channel_settings_channel", "place", "workspace", "channel", "seq"),
)

chat_names = Table(
    "chat_names",
    metadata,
    words("place", primary_key=True),
    words("name", primary_key=True),
    words("person_id"),
    Column("at", Instant, nullable=False),
    Index("ix_chat_names_person_id", "person_id"),
)

chat_codes = Table(
    "chat_codes",
    metadata,
    words("hash", primary_key=True),
    words("place"),
    words("name"),
    Column("expires_at", Instant, nullable=False),
)
