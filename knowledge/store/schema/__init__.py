"""The tables, as SQLAlchemy Core sees them today; ``migrations`` says how they came about.

Knows columns, keys and indexes, a file a group of tables. Does not know queries (one file an
aggregate) or which of SQLite and PostgreSQL is below; a test proves that these equal all
migrations applied.
"""

from knowledge.store.schema.articles import (
    article_grounds,
    article_steps,
    article_versions,
    articles,
)
from knowledge.store.schema.chats import (
    channel_settings,
    chat_codes,
    chat_names,
    install_states,
    workspaces,
)
from knowledge.store.schema.columns import Instant, Words, metadata
from knowledge.store.schema.confirmations import confirmations, rollbacks
from knowledge.store.schema.conversations import assessments, gap_askings, gaps, model_usage, turns
from knowledge.store.schema.corrections import correction_steps, correction_uses, corrections
from knowledge.store.schema.documents import files, passages, revisions, vectors
from knowledge.store.schema.draftings import draftings
from knowledge.store.schema.experts import expert_askings, expert_replies, experts, reply_waiters
from knowledge.store.schema.identity import accounts, links, sessions, tokens
from knowledge.store.schema.inquiries import inquiries, inquiry_people, not_asked
from knowledge.store.schema.letters import letters
from knowledge.store.schema.plant import directory, facts
from knowledge.store.schema.recommendations import (
    asset_prefixes,
    decisions,
    events,
    outcomes,
    recommendations,
)
from knowledge.store.schema.requests import request_steps, requests
from knowledge.store.schema.topics import (
    topic_handfuls,
    topic_mining,
    topic_places,
    topic_questions,
    topic_steps,
    topic_sums,
    topic_teams,
    topics,
    topics_apart,
)
from knowledge.store.schema.transfers import (
    subscriptions,
    transfer_finders,
    transfer_steps,
    transfers,
)
from knowledge.store.schema.work import deliveries, inbox

__all__ = [
    "Instant",
    "Words",
    "accounts",
    "article_grounds",
    "article_steps",
    "article_versions",
    "articles",
    "assessments",
    "asset_prefixes",
    "channel_settings",
    "chat_codes",
    "chat_names",
    "confirmations",
    "correction_steps",
    "correction_uses",
    "corrections",
    "decisions",
    "deliveries",
    "directory",
    "draftings",
    "events",
    "expert_askings",
    "expert_replies",
    "experts",
    "facts",
    "files",
    "gap_askings",
    "gaps",
    "inbox",
    "inquiries",
    "inquiry_people",
    "install_states",
    "letters",
    "links",
    "metadata",
    "model_usage",
    "not_asked",
    "outcomes",
    "passages",
    "recommendations",
    "reply_waiters",
    "request_steps",
    "requests",
    "revisions",
    "rollbacks",
    "sessions",
    "subscriptions",
    "tokens",
    "topic_handfuls",
    "topic_mining",
    "topic_places",
    "topic_questions",
    "topic_steps",
    "topic_sums",
    "topic_teams",
    "topics",
    "topics_apart",
    "transfer_finders",
    "transfer_steps",
    "transfers",
    "turns",
    "vectors",
    "workspaces",
]
