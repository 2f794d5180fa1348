"""The nearest of many: exact while they are few, hardly anything missed when they are many."""

import numpy as np
import pytest

from knowledge.experience import nearest
from knowledge.experience.nearest import Nearest
from knowledge.experience.vectors import Vectors


def unit(count: int, *, seed: int) -> Vectors:
    rows = np.random.default_rng(seed).normal(size=(count, 16)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def held(rows: Vectors) -> Nearest:
    made = Nearest()
    for row in rows:
        made.add(row)
    return made


def test_few_are_compared_one_by_one_nearest_first() -> None:
    rows, question = unit(300, seed=1), unit(1, seed=2)[0]
    numbers, likeness = held(rows).find(question, 7)
    assert numbers.tolist() == np.argsort(-(rows @ question), kind="stable")[:7].tolist()
    assert likeness.tolist() == sorted(likeness.tolist(), reverse=True)


def test_fewer_than_asked_for_are_all_given() -> None:
    assert len(held(unit(3, seed=1)).find(unit(1, seed=2)[0], 10)[0]) == 3


def test_one_source_does_not_crowd_out_the_others() -> None:
    rows, question = unit(300, seed=1), unit(1, seed=2)[0]
    made = held(rows)
    for _ in range(50):
        made.add(question, 7)
    numbers, likeness = made.find(question, 20)
    right = np.argsort(-(rows @ question), kind="stable")[:12]
    assert numbers.tolist() == [*range(300, 308), *right.tolist()]
    assert likeness.tolist() == sorted(likeness.tolist(), reverse=True)


def test_many_are_looked_through_by_cells_and_few_are_missed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in (("EXACT", 400), ("CELLS", 40), ("LOOKED_THROUGH", 600)):
        monkeypatch.setattr(nearest, name, value)
    rows, questions = unit(2_000, seed=3), unit(20, seed=4)
    made = held(rows)
    found = 0
    for question in questions:
        right = set(np.argsort(-(rows @ question))[:10].tolist())
        found += len(right & set(made.find(question, 10)[0].tolist()))
    assert len(made) == 2_000
    assert found > 160
