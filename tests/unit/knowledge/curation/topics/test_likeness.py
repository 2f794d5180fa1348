"""Likeness: words apart from meaning, and nothing that breaks on any text."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from knowledge.curation.topics.likeness import (
    ABOUT,
    Common,
    about_of,
    pieces_of,
    points_of,
    rarity_of,
    shared_by,
)

NOTHING = Common.nothing(8)


def compared(*texts: str) -> np.ndarray:
    meaning = np.tile(np.eye(8, dtype=np.float32)[0], (len(texts), 1))
    pieces = np.stack([pieces_of(text) for text in texts])
    points = points_of(meaning, pieces, np.zeros((len(texts), ABOUT), np.float32), NOTHING)
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


def alike(*about: np.ndarray) -> float:
    meaning = np.eye(8, dtype=np.float32)[: len(about)]
    pieces = np.stack([pieces_of(text) for text in ("zero", "nine")])
    points = points_of(meaning, pieces, np.stack(about), NOTHING)
    return float(points[0] @ points[1])


def test_wordings_that_share_nothing_are_alike_when_the_documents_say_the_same_to_both() -> None:
    found = [("SOP-211 5", 0.9), ("SOP-205 3", 0.5)]
    same = alike(about_of(found, ""), about_of([("SOP-211 5", 1.2)], ""))
    other = alike(about_of(found, ""), about_of([("SOP-301 4", 1.2)], ""))
    unknown = alike(about_of(found, ""), about_of([], ""))
    assert same > 0.15 > 0.05 > max(other, unknown)


def test_questions_about_the_same_kind_of_equipment_are_more_alike() -> None:
    found, elsewhere = [("SOP-211 5", 0.9)], [("SOP-301 4", 0.9)]
    assert alike(about_of(found, "sealer"), about_of(elsewhere, "sealer")) > 0.05
    assert alike(about_of(found, "sealer"), about_of(found, "boiler")) < alike(
        about_of(found, "sealer"), about_of(found, "sealer")
    )


def test_places_that_hardly_fit_say_hardly_anything() -> None:
    length = [float(np.linalg.norm(about_of([("SOP-211 5", fit)], ""))) for fit in (0.1, 0.5, 0.9)]
    assert 0 < length[0] < length[1] < length[2] < 1
    assert not about_of([], "").any()


def test_what_all_questions_are_about_tells_none_from_the_others() -> None:
    about = np.stack([about_of([("SOP-410 4", 1.0)], "")] * 500)
    usual = shared_by(about, np.ones(500, np.float32))
    common = Common(NOTHING.meaning, usual, NOTHING.rarity)
    nothing = np.zeros((2, ABOUT), np.float32)
    one = points_of(
        np.eye(8, dtype=np.float32)[:2], np.zeros((2, 512), np.float32), nothing, common
    )
    assert not one[:, -ABOUT:].any()
