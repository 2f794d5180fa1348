"""A plant of a few teams, machines and documents that an attack fills and then asks.

Knows how the product's parts are put together without a process: real store, embedder, word
index, assistant, pages and API, vectors in memory. Does not know any attack.
"""

import re
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from fastapi import FastAPI
from starlette.testclient import TestClient

from bot.answering.compose import Composer
from bot.answering.extractive import ExtractiveComposer
from bot.assistant import Assistant
from bot.channels.terminal import TerminalChannel
from bot.messages import Message, Reply
from bot.services import Services
from bot.settings import Settings
from bot.topics import is_question
from bot.web.channel import WebChannel
from bot.web.context import Context
from bot.web.pages import Pages
from bot.web.site import create_site
from knowledge.curation.topics.mining import Mining
from knowledge.hygiene import one_line
from knowledge.index.export import ensure
from knowledge.index.memory import MemoryIndex
from knowledge.index.onnx import OnnxEmbedder, default_directory
from knowledge.index.words import Words
from knowledge.model import (
    EVERYONE,
    Directory,
    Passage,
    Person,
    Recommendation,
    Revision,
    RevisionStatus,
)
from knowledge.search import Search
from knowledge.store import FileRecord, Store

_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
NOW = datetime(2026, 11, 20, 14, 10, tzinfo=UTC)


@dataclass
class Scene:
    """What an attack works with; ``now`` is moved by attacks on time."""

    store: Store
    search: Search
    services: Services
    now: datetime = NOW

    def document(
        self,
        number: str,
        sections: Sequence[tuple[str, str]],
        *,
        title: str = "",
        audience: frozenset[str] = EVERYONE,
        **facts: object,
    ) -> Revision:
        """Put an approved document with these sections (heading, text) into the store."""
        revision = Revision(
            id=sha256(f"{number}{facts.get('revision', 'A')}{sections}".encode()).hexdigest()[:24],
            number=number,
            title=one_line(title or f"Procedure {number}"),
            revision="A",
            status=RevisionStatus.APPROVED,
            path=f"{number}.md",
            content_hash=number,
            ingested_at=self.now - timedelta(days=1),
            effective_from=date(2026, 1, 5),
            audience=audience,
        )
        revision = replace(revision, **facts)  # type: ignore[arg-type]
        placed = [((one_line(heading),), text) for heading, text in sections]
        passages = [
            Passage(f"{revision.id}-{n}", revision.id, n, headings, f"{n + 1}", None, text)
            for n, (headings, text) in enumerate(placed)
        ]
        file = FileRecord(revision.path, 1, 1, revision.id, "ingested", "", revision.id)
        self.store.documents.save(revision, passages, file)
        return revision

    def issue(self, recommendations: Iterable[Recommendation]) -> None:
        """Let the recommender issue these."""
        self.store.recommendations.add_many([(one, {}, one.event_id) for one in recommendations])

    def ask(
        self,
        text: str,
        person: Person,
        *,
        composer: Composer | None = None,
        decision_id: str | None = None,
        beside: tuple[Person, ...] = (),
    ) -> Reply:
        """Ask in a conversation of its own; others may read along."""
        key, conversation = uuid.uuid4().hex, uuid.uuid4().hex
        message = Message(
            key, conversation, person, text, self.now, decision_id=decision_id, beside=beside
        )
        return self.assistant(composer).reply(message, now=self.now)

    def assistant(self, composer: Composer | None = None) -> Assistant:
        """Return the assistant, with another composer if one is given."""
        if composer is None:
            return self.services.assistant
        return Assistant(store=self.store, search=self.search, composer=composer)

    def terminal(self, reply: Reply) -> str:
        """Return the reply as a terminal shows it, with everything behind "more"."""
        return TerminalChannel(more=True, color=False).render(reply)

    def page(self, reply: Reply, reader: Person) -> str:
        """Return the reply as the web shows it."""
        return WebChannel(self.context, reader).render(reply)

    @cached_property
    def context(self) -> Context:
        """What the web's face renders with; it knows no visitors and no changes."""
        pages = Pages.create(zone=self.services.settings.zone, demo=True)
        return Context(self.services, pages, None, None, lambda: self.now)  # type: ignore[arg-type]

    @cached_property
    def site(self) -> FastAPI:
        """The whole site."""
        return create_site(self.services, clock=lambda: self.now)

    @cached_property
    def program(self) -> TestClient:
        """A program on this machine, which names in each call who asks."""
        return self._client()

    def _client(self) -> TestClient:
        return TestClient(
            self.site,
            base_url="http://127.0.0.1:8080",
            client=("127.0.0.1", 50000),
            follow_redirects=False,
        )

    def browser(self, person: Person) -> TestClient:
        """Return a browser on this machine in which that person was chosen at /who."""
        browser = self._client()
        fields = dict(_HIDDEN.findall(browser.get("/who").text))
        chosen = browser.post("/who", data={**fields, "person": person.id})
        if chosen.status_code != 303:
            raise RuntimeError(f"/who answered {chosen.status_code}: {chosen.text[:200]}")
        return browser


@contextmanager
def scene(directory: Directory, folder: Path | None = None) -> Iterator[Scene]:
    """Open an empty plant with this directory."""
    with TemporaryDirectory() as made:
        place = folder or Path(made)
        embedder = OnnxEmbedder(ensure(default_directory()))
        with Store.open(f"sqlite:///{place}/tandem.db") as store:
            store.directory.replace(directory)
            words = Words(place / "words")
            search = Search(embedder=embedder, passages=MemoryIndex(), words=words, store=store)
            services = Services(
                settings=Settings(_env_file=None, data_dir=place, demo=True),
                store=store,
                search=search,
                assistant=Assistant(store=store, search=search, composer=ExtractiveComposer()),
                embedder=embedder,
                mining=Mining(store=store, embedder=embedder, is_question=is_question),
                version="bench",
            )
            yield Scene(store, search, services)
            words.close()
