"""The store is the truth: documents, recommendations, people, conversations, assessments.

This page is the index of what others use; ``store`` says how the parts hang together. Does not
know search indexes (caches, rebuilt from here) or who may see what.
"""

from knowledge.store.accounts import Account, Link
from knowledge.store.articles import ArticleLine, Move, NewArticle
from knowledge.store.chats import ChannelChange, Workspace
from knowledge.store.conversations import Turn
from knowledge.store.documents import FileRecord, IndexEntry, Saved, indexed_text
from knowledge.store.errors import (
    NotStorable,
    StoreError,
    StoreOutdated,
    StoreTooNew,
    StoreUnavailable,
)
from knowledge.store.model_usage import Usage
from knowledge.store.recommendations import AddResult
from knowledge.store.sessions import Session
from knowledge.store.store import Store

__all__ = [
    "Account",
    "AddResult",
    "ArticleLine",
    "ChannelChange",
    "FileRecord",
    "IndexEntry",
    "Link",
    "Move",
    "NewArticle",
    "NotStorable",
    "Saved",
    "Session",
    "Store",
    "StoreError",
    "StoreOutdated",
    "StoreTooNew",
    "StoreUnavailable",
    "Turn",
    "Usage",
    "Workspace",
    "indexed_text",
]
