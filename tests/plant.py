"""The sample plant at one moment, with the real store, embedder and word index."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.answering.extractive import ExtractiveComposer
from bot.assistant import Assistant
from examples.plant.history import history
from knowledge.ingest.directory import read_directory
from knowledge.ingest.documents import ingest_documents
from knowledge.ingest.events import ingest_events
from knowledge.ingest.glossary import read_glossary
from knowledge.search import Search
from knowledge.store import Store
from tests.searching import searching

PLANT = Path(__file__).parents[1] / "examples" / "plant"
NOW = datetime(2026, 11, 20, 14, 10, tzinfo=UTC)


@dataclass(frozen=True)
class SamplePlant:
    """Its store, its search and the assistant over both, as they are at ``NOW``."""

    store: Store
    search: Search
    assistant: Assistant


@contextmanager
def sample_plant(folder: Path) -> Iterator[SamplePlant]:
    """Build the plant's knowledge and fourteen days of its past in the folder."""
    with (
        Store.open(f"sqlite:///{folder}/tandem.db") as store,
        searching(store, folder) as search,
    ):
        store.directory.replace(read_directory(PLANT / "people.yaml"))
        store.glossary.replace(read_glossary(PLANT / "glossary.csv"))
        ingest_events(history(until=NOW, days=14, seed=7), store=store, now=NOW)
        ingest_documents(
            [PLANT / "sops"], audience=None, store=store, search=search, now=NOW, progress=None
        )
        assistant = Assistant(store=store, search=search, composer=ExtractiveComposer())
        yield SamplePlant(store, search, assistant)
