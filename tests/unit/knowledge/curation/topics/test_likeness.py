"""Likeness: words apart from meaning, and nothing that breaks on any text."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from knowledge.curation.topics.likeness import (
    PIECES,
    pieces_of,
    points_of,
    rarity_of,
    shared_by,
)

NOTHING = np.zeros(8, np.float32)
PLAIN = np.ones(PIECES, np.float32)


def compared(*texts: str) -> np.ndarray:
    meaning = np.tile(np.eye(8, dtype=np.float32)[0], (len(texts), 1))
    pieces = np.stack([pieces_of(text) for text in texts])
    points = points_of(meaning, pieces, shared=NOTHING, rarity=PLAIN)
    return points @ points.T


def test_of_questions_that_mean_the_same_the_one_spelt_alike_is_nearer() -> None:
    likeness = compared("why drum 2 slower", "why drum 2 slow", "reason kettle hot")
    assert likeness[0, 1] > likeness[0, 2]


def test_spelling_does_not_depend_on_case() -> None:
    assert (pieces_of("DRUM speed") == pieces_of("drum SPEED")).all()


@given(st.text())
def test_any_text_makes_a_point_of_length_one(text: str) -> None:
    assert np.isclose(compared(text)[0, 0], 1.0, atol=1e-5)


def test_what_all_share_is_taken_off_only_when_there_are_many() -> None:
    meaning = np.tile(np.eye(8, dtype=np.float32)[0], (500, 1))
    few = shared_by(meaning[:5], np.ones(5, np.float32))
    many = shared_by(meaning, np.ones(500, np.float32))
    assert np.linalg.norm(few) < 0.1
    assert np.linalg.norm(many) > 0.9


def test_a_rare_piece_counts_more() -> None:
    rarity = rarity_of(np.array([1.0, 90.0], np.float32), 100)
    assert rarity[0] > rarity[1] >= 1
