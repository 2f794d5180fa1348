"""A source that was withdrawn or closed is found by nobody from then on, nor indexed after."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from knowledge.index.chroma import ChromaIndex
from knowledge.index.export import ensure
from knowledge.index.onnx import OnnxEmbedder, default_directory
from knowledge.index.words import Words
from knowledge.ingest.documents import ingest_documents
from knowledge.model import EVERYONE, NOBODY, Person
from knowledge.search import Search
from knowledge.store import Store

NOW = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)
READER = Person("p-1", "Amara", frozenset({"line-4"}))
ADMIN = Person("local-admin", "Local admin", sees_all=True)
QUESTION = "How do I purge the glycol loop?"


@dataclass
class Shelf:
    folder: Path
    store: Store
    search: Search
    vectors: ChromaIndex
    words: Words

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def ingest(self, hours: int = 0) -> None:
        ingest_documents(
            [self.folder],
            audience=EVERYONE,
            store=self.store,
            search=self.search,
            now=NOW + timedelta(hours=hours),
        )

    def found(self, person: Person = READER) -> str:
        hits = self.search.find(QUESTION, person=person, asset=None, now=NOW, k=20)
        return " ".join(hit.passage.text for hit in hits)

    def indexed(self, text: str) -> int:
        """Count the indexes that hold a passage of this revision."""
        ids = {
            passage.id
            for revision in self.store.documents.revisions()
            for passage in self.store.documents.neighbours(revision.id)
            if text in passage.text
        }
        assert ids
        return bool(ids & set(self.vectors.ids())) + bool(ids & set(self.words.ids()))


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    folder = tmp_path / "sops"
    folder.mkdir()
    embedder = OnnxEmbedder(ensure(default_directory()))
    with Store.open(f"sqlite:///{tmp_path}/tandem.db") as store:
        vectors = ChromaIndex(tmp_path / "vectors", embedder)
        words = Words(tmp_path / "words")
        search = Search(embedder=embedder, passages=vectors, words=words, store=store)
        made = Shelf(folder, store, search, vectors, words)
        made.write("glycol.md", "# Glycol\n\nPurge the glycol loop with valve canary-771 open.\n")
        made.write("other.md", "# Boiler\n\nBlow the boiler down for 40 seconds each shift.\n")
        made.ingest()
        yield made
        words.close()
        vectors.close()


def test_a_vanished_source_is_not_found_even_before_the_index_follows(shelf: Shelf) -> None:
    assert "canary-771" in shelf.found()
    shelf.store.documents.forget([str(shelf.folder / "glycol.md")])
    assert shelf.indexed("canary-771") == 2
    assert "canary-771" not in shelf.found()
    assert "canary-771" not in shelf.found(ADMIN)


def test_the_vectors_and_words_of_a_vanished_source_leave_the_indexes(shelf: Shelf) -> None:
    (shelf.folder / "glycol.md").unlink()
    shelf.ingest(hours=1)
    assert shelf.indexed("canary-771") == 0
    assert "canary-771" not in shelf.found(ADMIN)


def test_a_closed_source_is_found_by_nobody_at_once_and_leaves_the_indexes(shelf: Shelf) -> None:
    shelf.store.documents.set_audience(str(shelf.folder / "glycol.md"), NOBODY)
    assert "canary-771" not in shelf.found()
    assert "canary-771" not in shelf.found(ADMIN)
    shelf.search.synchronise()
    assert shelf.indexed("canary-771") == 0


def test_a_text_that_was_replaced_is_served_no_more(shelf: Shelf) -> None:
    shelf.write("glycol.md", "# Glycol\n\nPurge the glycol loop from the panel, item canary-772.\n")
    shelf.ingest(hours=1)
    assert "canary-772" in shelf.found()
    assert "canary-771" not in shelf.found(ADMIN)
    assert shelf.indexed("canary-771") == 0
