"""How well search finds: a corpus with known answers through the product's own pipeline.

Knows how to put a corpus into a scratch installation (parse, split, store, index) and to ask it.
Does not touch the plant's data. A document is as good as its best passage.
"""

import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import numpy as np

from knowledge.evaluation.beir import CorpusDocument, RetrievalSet, read_retrieval_set
from knowledge.evaluation.measures import Grades, ndcg, recall, reciprocal_rank
from knowledge.hygiene import clean, one_line
from knowledge.index import Embedder
from knowledge.index.chroma import ChromaIndex
from knowledge.index.words import Words
from knowledge.ingest.parsers.markdown import parse_markdown
from knowledge.ingest.parsers.plain import parse_plain
from knowledge.ingest.passages import split
from knowledge.model import EVERYONE, Passage, Person, Revision, RevisionStatus
from knowledge.search import Search
from knowledge.store import FileRecord, Store

Progress = Callable[[str, int, int], None]

TODAY = datetime(2026, 1, 1, tzinfo=UTC)
ASKER = Person(id="measuring", name="Measuring", sees_all=True)
DOCUMENTS = 10
PASSAGES = 24
_HEADED = re.compile(r"^#{1,6} \S", re.MULTILINE)


@dataclass(frozen=True)
class ScratchInstallation:
    """An installation that holds a corpus and nothing else."""

    store: Store
    embedder: Embedder
    passages: ChromaIndex
    words: Words
    search: Search

    def documents(self, text: str, *, k: int = DOCUMENTS) -> list[str]:
        """Return the ids of the ``k`` best documents to a question, the best first."""
        wanted = PASSAGES
        while True:
            hits = self.search.find(text, person=ASKER, asset=None, now=TODAY, k=wanted)
            found = list(dict.fromkeys(hit.revision.number for hit in hits))
            if len(found) >= k or len(hits) < wanted:
                return found[:k]
            wanted *= 4

    def close(self) -> None:
        """Let go of its files."""
        self.passages.close()
        self.words.close()
        self.store.close()


def evaluate_retrieval(
    corpus: Path,
    queries: Path,
    qrels: Path,
    *,
    embedder: Embedder,
    scratch: Path,
    progress: Progress | None = None,
) -> dict[str, float]:
    """Return nDCG@10, recall and MRR of search on a set in the BEIR format, and its times.

    ``scratch``: an empty folder. ``index_seconds`` covers parsing, storing and indexing;
    ``query_…_ms`` one question from its text to its documents. Raises ``BadTestSet``.
    """
    told = progress or (lambda _what, _done, _of: None)
    test = read_retrieval_set(corpus, queries, qrels)
    started = time.perf_counter()
    installation = installed(test.documents, embedder=embedder, scratch=scratch, progress=told)
    index_seconds = time.perf_counter() - started
    try:
        rankings, seconds = asked(test, installation.documents, told)
    finally:
        installation.close()
    return {
        **measured(test.grades, rankings),
        "index_seconds": round(index_seconds, 2),
        "query_p50_ms": round(float(np.percentile(seconds, 50)) * 1000, 2),
        "query_p95_ms": round(float(np.percentile(seconds, 95)) * 1000, 2),
    }


def asked(
    test: RetrievalSet, documents: Callable[[str], Sequence[str]], progress: Progress
) -> tuple[dict[str, Sequence[str]], list[float]]:
    """Ask every query of the set; return the rankings by query, and each one's seconds."""
    rankings: dict[str, Sequence[str]] = {}
    seconds: list[float] = []
    for done, (query, text) in enumerate(test.queries.items(), start=1):
        started = time.perf_counter()
        rankings[query] = documents(text)
        seconds.append(time.perf_counter() - started)
        progress("asking", done, len(test.queries))
    return rankings, seconds


def measured(
    grades: Mapping[str, Grades], rankings: Mapping[str, Sequence[str]]
) -> dict[str, float]:
    """Return the means over the queries, each between 0 and 1."""
    pairs = [(rankings[query], grades[query]) for query in rankings]
    means = {
        "ndcg@10": [ndcg(ranking, grade, 10) for ranking, grade in pairs],
        "recall@5": [recall(ranking, grade, 5) for ranking, grade in pairs],
        "recall@10": [recall(ranking, grade, 10) for ranking, grade in pairs],
        "mrr@10": [reciprocal_rank(ranking, grade, 10) for ranking, grade in pairs],
    }
    return {name: round(float(np.mean(values)), 4) for name, values in means.items()}


def installed(
    documents: Sequence[CorpusDocument], *, embedder: Embedder, scratch: Path, progress: Progress
) -> ScratchInstallation:
    """Put the corpus into a new installation in ``scratch`` and index it."""
    scratch.mkdir(parents=True, exist_ok=True)
    store = Store.open(f"sqlite:///{scratch / 'tandem.db'}")
    for done, document in enumerate(documents, start=1):
        revision, passages = _as_revision(document)
        record = FileRecord(
            revision.path, len(document.text), 0, revision.content_hash, "ingested", "", revision.id
        )
        store.documents.save(revision, passages, record)
        progress("storing", done, len(documents))
    passages_index = ChromaIndex(scratch / "vectors", embedder)
    words = Words(scratch / "words")
    search = Search(embedder=embedder, passages=passages_index, words=words, store=store)
    search.synchronise(progress)
    return ScratchInstallation(store, embedder, passages_index, words, search)


def _as_revision(document: CorpusDocument) -> tuple[Revision, list[Passage]]:
    """Return the document as the uncontrolled document it would be, with its passages."""
    text, _ = clean(document.text)
    title, _ = clean(document.title)
    title = one_line(title)
    digest = sha256(f"{document.id}\x1f{document.title}\x1f{document.text}".encode()).hexdigest()
    parsed = parse_markdown(text) if _HEADED.search(text) else parse_plain(text)
    revision = Revision(
        id=digest[:24],
        number=document.id,
        title=title,
        revision="",
        status=RevisionStatus.UNCONTROLLED,
        path=f"corpus/{document.id}",
        content_hash=digest,
        ingested_at=TODAY,
        audience=EVERYONE,
    )
    return revision, split(parsed.blocks, revision_id=revision.id, title=title)
