"""The store: what Tandem knows, on SQLite or PostgreSQL as the URL says.

Knows its parts and how they are opened and closed. Does not know their queries.
"""

import sqlite3
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Self

from knowledge.store.accounts import Accounts
from knowledge.store.articles import Articles
from knowledge.store.assessments import Assessments
from knowledge.store.backup import back_up
from knowledge.store.chats import Chats
from knowledge.store.confirmations import Confirmations
from knowledge.store.conversations import Conversations
from knowledge.store.corrections import Corrections
from knowledge.store.database import BUSY_SECONDS, Database
from knowledge.store.deliveries import Deliveries
from knowledge.store.directory import DirectoryStore
from knowledge.store.documents import Documents
from knowledge.store.draftings import Draftings
from knowledge.store.experts import Experts
from knowledge.store.gaps import Gaps
from knowledge.store.glossary import GlossaryStore
from knowledge.store.inbox import Inbox
from knowledge.store.inquiries import Inquiries
from knowledge.store.letters import Letters
from knowledge.store.mining import Mining
from knowledge.store.model_usage import ModelUsage
from knowledge.store.recommendations import Recommendations
from knowledge.store.requests import Requests
from knowledge.store.sessions import Sessions
from knowledge.store.topics import Topics
from knowledge.store.transfers import Transfers
from knowledge.store.vectors import Vectors
from knowledge.store.versions import bring_up, uid_of

_MENDED = (3, 51, 3)


class Store:
    """An open store: one attribute an aggregate; close it when done, or use it in ``with``.

    Every method of an aggregate is one transaction. Threads may share a store.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self.backend = database.backend
        self.where = database.where
        self.uid = uid_of(database)
        self.directory = DirectoryStore(database)
        self.glossary = GlossaryStore(database)
        self.documents = Documents(database)
        self.vectors = Vectors(database)
        self.recommendations = Recommendations(database)
        self.conversations = Conversations(database)
        self.assessments = Assessments(database)
        self.confirmations = Confirmations(database)
        self.corrections = Corrections(database)
        self.articles = Articles(database)
        self.model_usage = ModelUsage(database)
        self.requests = Requests(database)
        self.gaps = Gaps(database)
        self.topics = Topics(database)
        self.mining = Mining(database)
        self.letters = Letters(database)
        self.inquiries = Inquiries(database)
        self.experts = Experts(database)
        self.draftings = Draftings(database)
        self.accounts = Accounts(database)
        self.sessions = Sessions(database)
        self.inbox = Inbox(database)
        self.deliveries = Deliveries(database)
        self.chats = Chats(database)
        self.transfers = Transfers(database)

    @classmethod
    def open(cls, url: str, *, upgrade: bool = True, busy_seconds: float = BUSY_SECONDS) -> Self:
        """Open the store at ``sqlite:///path/tandem.db`` or ``postgresql+psycopg://…``.

        Creates or upgrades its tables unless ``upgrade`` is false. ``busy_seconds``: how long to
        wait for another process that writes to an SQLite file. Raises ``StoreUnavailable``,
        ``StoreTooNew``, ``StoreOutdated`` or ``StoreError``, each with its remedy.
        """
        database = Database(url, busy_seconds=busy_seconds)
        try:
            bring_up(database, upgrade=upgrade)
            return cls(database)
        except BaseException:
            database.close()
            raise

    @property
    def sqlite_version(self) -> str | None:
        """The version of SQLite in use; None on PostgreSQL."""
        return sqlite3.sqlite_version if self.backend == "sqlite" else None

    @property
    def sqlite_warning(self) -> str | None:
        """What to know about this version of SQLite; None when there is nothing."""
        if self.backend != "sqlite" or sqlite3.sqlite_version_info >= _MENDED:
            return None
        return (
            f"SQLite {sqlite3.sqlite_version} can damage its log when two processes write at the "
            "same time (mended in 3.51.3); Tandem writes through one connection, so leave this "
            "file to Tandem alone"
        )

    def reading_together(self) -> AbstractContextManager[None]:
        """Read over one connection inside: several readings of this thread cost one transaction.

        Inside, the store is as it was at the first reading, also what this thread writes apart.
        """
        return self._database.reading_together()

    def backup(self, target: Path) -> None:
        """Copy the store to a new file while it is in use; raises ``StoreError`` if it cannot."""
        back_up(self._database, target)

    def close(self) -> None:
        """Close all connections; closing twice does nothing."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
