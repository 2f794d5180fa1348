"""The product's own search over a store, for tests that need real passages found."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from knowledge.index.export import ensure
from knowledge.index.memory import MemoryIndex
from knowledge.index.onnx import OnnxEmbedder, default_directory
from knowledge.index.remembering import RememberingEmbedder
from knowledge.index.words import Words
from knowledge.search import Search
from knowledge.store import Store


@contextmanager
def searching(store: Store, folder: Path) -> Iterator[Search]:
    """Yield a search with the real embedder and word index, its vectors in memory."""
    embedder = RememberingEmbedder(OnnxEmbedder(ensure(default_directory())))
    words = Words(folder / "words")
    yield Search(embedder=embedder, passages=MemoryIndex(), words=words, store=store)
    words.close()
