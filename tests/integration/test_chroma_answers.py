"""Chroma on disk: whether searched exactly or through its index, the answers are the same."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from knowledge.index import Entry, Vectors
from knowledge.index.chroma import ChromaIndex

LENGTH = 16


class Flat:
    """An embedder that is never asked."""

    name = "flat"
    dimensions = LENGTH

    def embed(self, texts: object) -> Vectors:
        raise AssertionError("the index does not embed")


def entries(count: int, audience: str, *, seed: int = 0) -> list[Entry]:
    drawn = np.random.default_rng(seed).normal(size=(count, LENGTH)).astype(np.float32)
    drawn /= np.linalg.norm(drawn, axis=1, keepdims=True)
    return [Entry(f"{audience}-{row}", audience, "", vector) for row, vector in enumerate(drawn)]


@pytest.fixture
def index(tmp_path: Path) -> Iterator[ChromaIndex]:
    index = ChromaIndex(tmp_path / "vectors", Flat())
    yield index
    index.close()


def test_the_second_question_searched_exactly_has_the_answer_of_the_first(
    index: ChromaIndex,
) -> None:
    held = entries(40, "line-3") + entries(30, "line-4", seed=1)
    index.add(held)
    asked = held[5].vector

    first = index.query(asked, audiences={"line-3", "line-4"}, k=10)
    second = index.query(asked, audiences={"line-3", "line-4"}, k=10)

    assert [passage for passage, _ in second] == [passage for passage, _ in first]
    assert [near for _, near in second] == pytest.approx([near for _, near in first], abs=1e-5)


def test_what_is_added_removed_or_given_to_others_changes_the_very_next_answer(
    index: ChromaIndex,
) -> None:
    first, second = entries(2, "line-3")
    index.add([first])
    for _ in range(3):
        index.query(second.vector, audiences={"line-3"}, k=1)

    index.add([second])
    assert index.query(second.vector, audiences={"line-3"}, k=1)[0][0] == second.passage_id
    assert index.query(second.vector, audiences={"line-3"}, k=1)[0][0] == second.passage_id

    index.add([Entry(second.passage_id, "line-4", "", second.vector)])
    assert [i for i, _ in index.query(second.vector, audiences={"line-3"}, k=5)] == [
        first.passage_id
    ]
    index.remove([first.passage_id])
    assert index.query(second.vector, audiences={"line-3"}, k=5) == []


def test_adding_passages_writes_no_removals_where_they_never_were(
    index: ChromaIndex, tmp_path: Path
) -> None:
    for line in range(4):
        index.add(entries(25, f"line-{line}", seed=line))

    log = sqlite3.connect(tmp_path / "vectors" / "chroma.sqlite3")
    (last,) = log.execute("select max(seq_id) from embeddings_queue").fetchone()
    log.close()
    assert last == 100
