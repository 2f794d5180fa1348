"""PassageIndex in Chroma's embedded client: one collection per audience, owned by one process.

Knows Chroma, and nothing else here does. Does not know passages' texts: only ids and vectors are
in it. Permissions hold by construction: only the collections the asker may see are asked (a
``where`` filter would cost 44-70 ms at 100,000 vectors and is never used).

Chroma answers a collection in about 1.5 ms whatever its size, NumPy compares 1,000 vectors in
0.15 ms. So an audience of at most ``SMALL`` passages is searched exactly over the same vectors,
read from Chroma once and kept until they change; beyond ``MANY_AUDIENCES`` for one asker all are.
The first question after a change still goes to Chroma: a command that asks once reads no vectors.
"""

import hashlib
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

import knowledge.index.untraced  # noqa: F401  before Chroma is

# isort: split
from chromadb.api import ServerAPI
from chromadb.api.client import Client
from chromadb.api.collection_configuration import CreateHNSWConfiguration
from chromadb.api.models.Collection import Collection as ChromaCollection
from chromadb.config import Settings, System
from chromadb.errors import ChromaError, NotFoundError
from chromadb.telemetry.product import ProductTelemetryClient

from knowledge.index import TITLE_SHARE, Embedder, Entry, IndexDamaged, Vector, Vectors
from knowledge.index.memory import Block, nearest, ranked
from knowledge.index.seal import Seal

MANY_AUDIENCES = 16
SMALL = 8_000
BATCH = 2_000
"""Entries a write; Chroma refuses more than 5,461."""
_READ = 1_000
"""Vectors a read; they come as Python floats, 12 MB a thousand."""
_GRAPH: CreateHNSWConfiguration = {"space": "ip", "max_neighbors": 32, "ef_construction": 200}
"""Chroma's own (16, 100) leaves passages out of reach where many are nearly alike: 9 of 1,200."""
_EQUAL = 1e-3
"""Distance (1 - similarity) up to which two vectors count as one."""
_FILES = ("*/*.bin", "*/*.pickle")


class ChromaIndex:
    """A PassageIndex on disk in ``directory`` for one embedder's vectors; others' are dropped."""

    def __init__(self, directory: Path, embedder: Embedder) -> None:
        """Open or create it.

        Raises ``IndexDamaged`` when its files are not as they were written: delete the directory
        and open it again, ``Search.synchronise`` then fills it.
        """
        self._directory = directory
        self._model = f"{embedder.name} title {TITLE_SHARE}"
        self._seal = Seal(directory, _FILES)
        self._lock = Lock()
        self._collections: dict[str, ChromaCollection] = {}
        self._blocks: dict[str, Block] = {}
        self._sizes: dict[str, int] = {}
        self._changes = 0
        self._keeping = Lock()
        self._client: Any = None
        broken = self._seal.broken()
        if broken:
            raise IndexDamaged(f"{directory}: {broken}")
        self._open()

    def ids(self) -> Mapping[str, str]:
        """Return the audience of every passage held."""
        with self._reading():
            return {
                passage: audience
                for audience, collection in dict(self._collections).items()
                for passage in collection.get(include=[])["ids"]
            }

    def audiences(self) -> frozenset[str]:
        """Return the audiences of the passages held."""
        return frozenset(self._collections)

    def add(self, entries: Sequence[Entry]) -> None:
        """Add or replace entries, ``BATCH`` a write."""
        by_audience: dict[str, list[Entry]] = {}
        for entry in entries:
            by_audience.setdefault(entry.audience, []).append(entry)
        with self._changing():
            self._remove({entry.passage_id: entry.audience for entry in entries})
            for audience, own in by_audience.items():
                collection = self._collection(audience)
                for batch in _batches(own):
                    collection.upsert(
                        ids=[entry.passage_id for entry in batch],
                        embeddings=np.stack([entry.vector for entry in batch]),
                    )
                self._changed(audience, added=own)

    def remove(self, ids: Iterable[str]) -> None:
        """Remove passages; an audience without passages goes with them."""
        gone = dict.fromkeys(ids, "")
        if gone:
            with self._changing():
                self._remove(gone)

    def query(
        self, vector: Vector, *, audiences: Collection[str], k: int
    ) -> list[tuple[str, float]]:
        """Return the nearest passages of these audiences."""
        collections = dict(self._collections)
        asked = [audience for audience in set(audiences) if audience in collections]
        with self._reading():
            many = len(asked) > MANY_AUDIENCES
            exactly = {a for a in asked if many or self._small_and_asked_before(a, collections[a])}
            found = nearest(vector, [self._block(audience) for audience in exactly], k)
            for audience in set(asked) - exactly:
                found.extend(_query(collections[audience], vector, k))
        return ranked(found, k)

    def _small_and_asked_before(self, audience: str, collection: ChromaCollection) -> bool:
        if audience in self._blocks:
            return True
        if audience in self._sizes:
            return self._sizes[audience] <= SMALL
        self._sizes[audience] = collection.count()
        return False

    def vectors(self, ids: Sequence[str]) -> Mapping[str, Vector]:
        """Return the vectors held of these passages."""
        with self._reading():
            found: dict[str, Vector] = {}
            for collection in self._collections.values():
                found.update(_vectors(collection, ids) if ids else {})
        return found

    def unreachable(self) -> set[str]:
        """Return the ids that no query finds (0.1 s at 10,000).

        One query for everything first; what it misses (the graph of near-equal vectors can be
        split) is asked for by its own vector.
        """
        with self._lock, self._reading():
            with self._seal.watched():
                lost = {i for each in self._collections.values() for i in _lost(each)}
            self._seal.renew()
            return lost

    def reset(self) -> None:
        """Delete the directory's contents and start empty."""
        with self._lock:
            self.close()
            shutil.rmtree(self._directory, ignore_errors=True)
            self._open()

    def close(self) -> None:
        """Let go of files and memory."""
        self._collections = {}
        self._blocks = {}
        self._sizes = {}
        if self._client is not None:
            self._client.close()
            self._seal.renew()
        self._client = None

    def _open(self) -> None:
        self._directory.mkdir(parents=True, exist_ok=True)
        with self._reading():
            self._client = _client(self._directory)
            for collection in self._client.list_collections():
                facts = collection.metadata or {}
                if facts.get("model") == self._model and "audience" in facts:
                    self._collections[facts["audience"]] = collection
                else:
                    self._client.delete_collection(collection.name)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        try:
            yield
        except ChromaError as problem:
            raise IndexDamaged(f"{self._directory} cannot be read ({problem})") from problem

    @contextmanager
    def _changing(self) -> Iterator[None]:
        with self._lock, self._reading():
            self._seal.lift()
            yield
            self._seal.set()

    def _collection(self, audience: str) -> ChromaCollection:
        if audience not in self._collections:
            made = self._client.create_collection(
                "a" + hashlib.sha256(audience.encode()).hexdigest()[:40],
                metadata={"audience": audience, "model": self._model},
                configuration={"hnsw": _GRAPH},
                embedding_function=None,
            )
            self._collections = {**self._collections, audience: made}
        return self._collections[audience]

    def _remove(self, staying: Mapping[str, str]) -> None:
        """Remove passages wherever they are but in the audience where each stays, "" for none."""
        for audience, collection in self._collections.items():
            held: list[str] = []
            for batch in _batches([key for key, at in staying.items() if at != audience]):
                held += collection.get(ids=list(batch), include=[])["ids"]
            for batch in _batches(held):
                collection.delete(ids=list(batch))
            if not held:
                continue
            self._changed(audience, gone=set(held))
            if not collection.get(limit=1, include=[])["ids"]:
                self._client.delete_collection(collection.name)
                kept = {a: c for a, c in self._collections.items() if a != audience}
                self._collections = kept
                self._blocks.pop(audience, None)

    def _changed(
        self, audience: str, *, added: Sequence[Entry] = (), gone: Collection[str] = ()
    ) -> None:
        """Change what is kept of an audience, and spoil what is just being read of it."""
        with self._keeping:
            self._changes += 1
            self._sizes.pop(audience, None)
            block = self._blocks.get(audience)
            if block is not None:
                self._blocks[audience] = block.without(gone).extended(added)

    def _block(self, audience: str) -> Block:
        block = self._blocks.get(audience)
        if block is not None:
            return block
        changes = self._changes
        try:
            block = _read(self._collections[audience])
        except (KeyError, NotFoundError):
            return Block((), np.empty((0, 0), dtype=np.float32))
        with self._keeping:
            if changes == self._changes:
                self._blocks[audience] = block
        return block


def _client(directory: Path) -> Any:
    """Return a persistent client whose failed start leaves nothing behind.

    ``chromadb.PersistentClient`` keeps a system that failed to start and hands it out again.
    """
    system = System(
        Settings(anonymized_telemetry=False, is_persistent=True, persist_directory=str(directory))
    )
    system.instance(ProductTelemetryClient)  # type: ignore[type-abstract]
    system.instance(ServerAPI)  # type: ignore[type-abstract]
    system.start()
    return Client.from_system(system)


def _read(collection: ChromaCollection) -> Block:
    ids: list[str] = []
    parts: list[Vectors] = []
    while True:
        got = collection.get(include=["embeddings"], limit=_READ, offset=len(ids))
        if got["ids"]:
            ids.extend(got["ids"])
            parts.append(np.asarray(got["embeddings"], dtype=np.float32))
        if len(got["ids"]) < _READ:
            break
    vectors = np.concatenate(parts) if parts else np.empty((0, 0), dtype=np.float32)
    return Block(tuple(ids), vectors)


def _query(collection: ChromaCollection, vector: Vector, k: int) -> list[tuple[str, float]]:
    got = collection.query(query_embeddings=vector[None, :], n_results=k, include=["distances"])
    distances = got["distances"] or [[]]
    # The space is the inner product: Chroma's distance is 1 - similarity.
    return [(i, 1.0 - d) for i, d in zip(got["ids"][0], distances[0], strict=True)]


def _lost(collection: ChromaCollection) -> set[str]:
    held = collection.get(include=[])["ids"]
    if not held:
        return set()
    probe = _vectors(collection, held[:1])[held[0]]
    found = {passage for passage, _ in _query(collection, probe, len(held))}
    missed = [passage for passage in held if passage not in found]
    lost: set[str] = set()
    for batch in _batches(missed):
        vectors = _vectors(collection, batch)
        got = collection.query(
            query_embeddings=np.stack(list(vectors.values())), n_results=1, include=["distances"]
        )
        nearest_by = zip(vectors, got["distances"] or [], strict=True)
        # An equal vector found instead is as good: no query can tell them apart.
        lost.update(passage for passage, near in nearest_by if not near or near[0] > _EQUAL)
    return lost


def _vectors(collection: ChromaCollection, ids: Sequence[str]) -> dict[str, Vector]:
    got = collection.get(ids=list(ids), include=["embeddings"])
    return dict(zip(got["ids"], np.asarray(got["embeddings"], dtype=np.float32), strict=True))


def _batches(items: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]
