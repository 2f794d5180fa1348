"""How well search finds, on six public sets: ``python -m bench.retrieval_quality [SET…]``.

The product's own pipeline and one setting for all sets, beside what it is made of, in the same
run on the same passages: words alone (BM25), meaning alone (the model), and their plain reciprocal
rank fusion. ``--choose`` shows how the two constants were chosen: for each set by the others.

Embedding the largest set takes minutes, once; the installations are kept in ``build/bench``.
"""

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from bench.corpus import test_data
from bench.installation import CACHE
from bench.table import Row, print_table
from knowledge.evaluation.beir import RetrievalSet, read_retrieval_set
from knowledge.evaluation.measures import ndcg
from knowledge.evaluation.retrieval import ScratchInstallation, asked, installed, measured
from knowledge.index import TITLE_SHARE
from knowledge.index.export import ensure
from knowledge.index.onnx import OnnxEmbedder, default_directory
from knowledge.index.terms import title_of
from knowledge.search import LEAST_DOUBT, WORDS_WEIGHT

TARGETS = {"scifact": 0.73, "alert_runbook_prom": 0.87, "emanual_s10": 0.90, "covidfaq": 0.76}
MORE = {"mtrag_govt": "govt", "mtrag_fiqa": "fiqa"}
"""Collections of MT-RAG, of which no figure is asked: they only help to choose."""
DEEP = 400
"""Passages of one list, enough for more documents than any fusion looks at."""
RRF = 60
WEIGHTS = (0.1, 0.12, 0.14, 0.16, 0.18, 0.2, 0.22, 0.25, 0.27, 0.31, 0.36, 0.4, 0.45)
SHARES = (0.0, 0.1, 0.15, 0.2, 0.25, 0.3)
Ranking = Callable[[str], Sequence[str]]
Grid = dict[tuple[float, float], float]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="*", default=[*TARGETS, *MORE], metavar="SET")
    parser.add_argument("--choose", action="store_true", help="show how the constants were chosen")
    options = parser.parse_args()
    embedder = OnnxEmbedder(ensure(default_directory()))
    rows: list[Row] = []
    grids: dict[str, Grid] = {}
    for name in options.sets:
        test = retrieval_set(name)
        scratch = CACHE / "retrieval" / name
        made = installed(test.documents, embedder=embedder, scratch=scratch, progress=_tell)
        try:
            rows += _compared(name, test, made)
            if options.choose:
                grids[name] = _grid(test, made)
        finally:
            made.close()
    print_table("nDCG@10", rows)
    if grids:
        _print_choice(grids)


def retrieval_set(name: str) -> RetrievalSet:
    """Return a set of the test data; of the alerts only the queries that no page quotes."""
    if name in MORE:
        return _collection(MORE[name])
    folder = test_data() / "retrieval" / name
    files = [folder / file for file in ("corpus.jsonl", "queries.jsonl", "qrels.tsv")]
    test = read_retrieval_set(*files)
    clean = folder / "clean_qids.json"
    if not clean.exists():
        return test
    kept = set(json.loads(clean.read_text()))
    queries = {query: text for query, text in test.queries.items() if query in kept}
    return RetrievalSet(test.documents, queries, {query: test.grades[query] for query in queries})


def _collection(name: str) -> RetrievalSet:
    """Return a collection of MT-RAG; asked is what was said last, without what was said before."""
    folder = test_data() / "abstention" / "mtragun"
    files = [folder / file for file in ("corpus.jsonl", "queries.jsonl", "qrels.tsv")]
    test = read_retrieval_set(*files)
    records = map(json.loads, files[1].read_text(encoding="utf-8").splitlines())
    own = {record["_id"] for record in records if record["collection"] == name}
    grades = {query: grades for query, grades in test.grades.items() if query in own}
    held = frozenset[str]().union(*grades.values())
    documents = tuple(document for document in test.documents if document.id in held)
    return RetrievalSet(documents, {query: test.queries[query] for query in grades}, grades)


def _compared(name: str, test: RetrievalSet, made: ScratchInstallation) -> list[Row]:
    of = _document_of(made)
    everyone = made.passages.audiences()

    def words(text: str) -> list[str]:
        found = made.words.query(text, audiences=everyone, k=DEEP)
        return list(dict.fromkeys(of[passage] for passage in found))

    def meaning(text: str) -> list[str]:
        vector = made.embedder.embed([text])[0]
        found = made.passages.query(vector, audiences=everyone, k=DEEP)
        return list(dict.fromkeys(of[passage] for passage, _ in found))

    def fused(text: str) -> list[str]:
        scores: dict[str, float] = {}
        for ranking in (words(text), meaning(text)):
            for place, document in enumerate(ranking, start=1):
                scores[document] = scores.get(document, 0.0) + 1 / (RRF + place)
        return sorted(scores, key=lambda document: -scores[document])

    plain = {
        "words alone": _ndcg(test, words),
        "meaning alone": _ndcg(test, meaning),
        "plain rank fusion": _ndcg(test, fused),
    }
    ours = _ndcg(test, made.documents)
    return [
        *(Row(f"{name}: {what}", figure, "") for what, figure in plain.items()),
        Row(f"{name}: search, beside the best of these", ours, "", at_least=max(plain.values())),
        Row(f"{name}: search", ours, "", at_least=TARGETS.get(name)),
    ]


def _ndcg(test: RetrievalSet, ranking: Ranking) -> float:
    rankings, _ = asked(test, ranking, lambda *_: None)
    return measured(test.grades, rankings)["ndcg@10"]


def _document_of(made: ScratchInstallation) -> dict[str, str]:
    return {
        passage.id: revision.number
        for revision in made.store.documents.revisions()
        for passage in made.store.documents.neighbours(revision.id)
    }


def _grid(test: RetrievalSet, made: ScratchInstallation) -> Grid:
    """Return nDCG@10 for each weight of the words and share of the title, searched exactly."""
    of = _document_of(made)
    entries = sorted(made.store.documents.indexable(), key=lambda entry: of[entry.passage_id])
    documents = [of[entry.passage_id] for entry in entries]
    texts = _kept(made, [entry.text for entry in entries])
    titles = _kept(made, [title_of(entry.text) or entry.text for entry in entries])
    words = _words(test, made, [entry.passage_id for entry in entries])
    questions = made.embedder.embed(list(test.queries.values()))
    grid: Grid = {}
    for share in SHARES:
        placed = (1 - share) * texts + share * titles
        placed /= np.linalg.norm(placed, axis=1, keepdims=True)
        similarities = questions @ placed.T
        doubt = np.maximum(1 - similarities.max(axis=1, keepdims=True), LEAST_DOUBT)
        for weight in WEIGHTS:
            found = _best(similarities + weight * doubt**2 * words, documents)
            gains = map(ndcg, found, test.grades.values(), [10] * len(found))
            grid[weight, share] = float(np.mean(list(gains)))
    return grid


def _words(
    test: RetrievalSet, made: ScratchInstallation, passages: Sequence[str]
) -> NDArray[np.float32]:
    """Return the word score of each passage for each question."""
    everyone = made.passages.audiences()
    row_of = {passage: row for row, passage in enumerate(passages)}
    words = np.zeros((len(test.queries), len(passages)), dtype=np.float32)
    for row, text in zip(words, test.queries.values(), strict=True):
        scored = made.words.query(text, audiences=everyone, k=len(passages))
        row[[row_of[passage] for passage in scored]] = list(scored.values())
    return words


def _kept(made: ScratchInstallation, texts: Sequence[str]) -> NDArray[np.float32]:
    keys = [sha256(text.encode()).hexdigest() for text in texts]
    known = made.store.vectors.get(made.embedder.name, list(set(keys)))
    return np.stack([np.frombuffer(known[key], dtype=np.float32) for key in keys])


def _best(scores: NDArray[np.float32], documents: Sequence[str]) -> list[list[str]]:
    """Return each question's ten best documents; those of one document stand side by side."""
    names, starts = np.unique(np.array(documents), return_index=True)
    by_document = np.maximum.reduceat(scores, starts, axis=1)
    order = np.argsort(-by_document, axis=1, kind="stable")[:, :10]
    found: list[list[str]] = names[order].tolist()
    return found


def _print_choice(grids: Mapping[str, Grid]) -> None:
    print("\nweight of the words, share of the title: chosen on the other sets -> this set")
    for name, grid in grids.items():
        others = [grids[other] for other in grids if other != name] or [grid]
        chosen = max(grid, key=lambda at: -_worst_loss(at, others))
        shipped = grid.get((WORDS_WEIGHT, TITLE_SHARE), float("nan"))
        print(f"  {name:<22} {chosen} -> {grid[chosen]:.4f}   shipped -> {shipped:.4f}")
    print("\nweight \\ share: the worst loss of any set against its own best")
    for weight in WEIGHTS:
        losses = [_worst_loss((weight, share), list(grids.values())) for share in SHARES]
        pairs = zip(SHARES, losses, strict=True)
        print(f"  {weight:<6}" + "".join(f"  {share:g}: {loss:.4f}" for share, loss in pairs))


def _worst_loss(at: tuple[float, float], grids: Sequence[Grid]) -> float:
    """Return the most that any of these sets loses with this setting against its own best."""
    return max(max(grid.values()) - grid[at] for grid in grids)


def _tell(what: str, done: int, of: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{what} {done} of {of}   ", end="" if done < of else "\n", file=sys.stderr)


if __name__ == "__main__":
    main()
