"""Parting: topics far apart are told apart, and a handful counts like its questions."""

from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.curation.topics.grouping import Points, chained, parted, sharpened, unit


def clouds(sizes: list[int], *, spread: float = 0.05, seed: int = 0) -> tuple[Points, list[int]]:
    """Return points around one random direction for each size, and whose they are."""
    random = np.random.default_rng(seed)
    centres = unit(random.normal(size=(len(sizes), 64)).astype(np.float32))
    owner = [which for which, size in enumerate(sizes) for _ in range(size)]
    noise = spread * random.normal(size=(len(owner), 64))
    return unit((centres[owner] + noise).astype(np.float32)), owner


def same_parts(one: list[int], other: list[int]) -> bool:
    pairs = set(zip(one, other, strict=True))
    return len(pairs) == len(set(one)) == len(set(other))


def test_clouds_of_any_size_are_told_apart_without_their_number() -> None:
    for sizes in ([30, 30, 30], [12, 40, 80, 20], [25] * 12):
        points, owner = clouds(sizes)
        labels = parted(points, np.ones(len(points), np.float32))
        assert same_parts(list(labels), owner), sizes


def test_a_handful_of_many_questions_is_parted_as_its_questions_are() -> None:
    points, owner = clouds([20] * 6, spread=0.1)
    for each in (1.0, 4.0, 40.0):
        weights = np.full(len(points), each, np.float32)
        assert same_parts(list(parted(points, weights)), owner), each


def test_no_question_and_one_question_are_parted_too() -> None:
    points, _ = clouds([1])
    assert list(parted(points, np.ones(1, np.float32))) == [0]
    assert list(parted(points[:0], np.ones(0, np.float32))) == []


@settings(max_examples=25)
@given(st.lists(st.integers(1, 8), min_size=1, max_size=6), st.integers(0, 99))
def test_every_point_has_a_label_whatever_the_sizes(sizes: list[int], seed: int) -> None:
    points, owner = clouds(sizes, seed=seed)
    labels = parted(points, np.ones(len(points), np.float32))
    assert len(labels) == len(owner)
    assert set(labels) == set(range(max(labels) + 1))


def test_sharpening_keeps_length_and_draws_a_cloud_together() -> None:
    points, _ = clouds([20, 20], spread=0.1)
    drawn = sharpened(points, np.ones(40, np.float32))
    assert np.allclose(np.linalg.norm(drawn, axis=1), 1.0, atol=1e-5)
    assert (drawn[:20] @ drawn[:20].T).mean() > (points[:20] @ points[:20].T).mean()


def test_the_same_question_asked_over_and_over_does_not_break_it() -> None:
    points = np.repeat(clouds([1])[0], 50, axis=0)
    assert set(parted(points, np.ones(50, np.float32))) == {0}


@settings(max_examples=40)
@given(st.lists(st.integers(2, 8), min_size=2, max_size=6), st.integers(0, 99), st.data())
def test_what_is_bound_is_one_and_what_is_apart_never_meets(
    sizes: list[int], seed: int, data: st.DataObject
) -> None:
    points, _ = clouds(sizes, seed=seed, spread=0.3)
    numbers = st.integers(0, 4)
    bounds = np.array(data.draw(st.lists(numbers, min_size=len(points), max_size=len(points))))
    pairs = st.tuples(st.integers(1, 4), st.integers(1, 4)).filter(lambda pair: pair[0] < pair[1])
    apart = data.draw(st.sets(pairs))
    labels = parted(points, np.ones(len(points), np.float32), bounds=bounds, apart=apart)
    topics = {number: set(labels[bounds == number]) for number in range(1, 5)}
    assert all(len(found) <= 1 for found in topics.values())
    for one, other in apart:
        assert not topics[one] & topics[other]


def test_bounds_that_nobody_gave_change_nothing() -> None:
    points, _ = clouds([9, 14, 5], spread=0.3)
    ones = np.ones(len(points), np.float32)
    nothing = np.zeros(len(points), np.int64)
    assert list(parted(points, ones)) == list(parted(points, ones, bounds=nothing, apart=()))


def test_what_nothing_is_like_stays_alone_and_where_it_is() -> None:
    points, owner = clouds([25, 25, *[1] * 20], spread=0.04)
    weights = np.ones(len(points), np.float32)
    assert np.allclose(sharpened(points, weights)[50:], points[50:], atol=1e-6)
    assert same_parts(list(parted(points, weights)), owner)


def test_a_small_topic_is_not_drawn_into_a_large_one_beside_it() -> None:
    points, _ = clouds([60, 4], spread=0.04)
    beside = unit((0.35 * points[:1] + points[60:]).astype(np.float32))
    points = np.concatenate([points[:60], beside])
    labels = parted(points, np.ones(64, np.float32))
    assert len(set(labels[:60])) == 1
    assert len(set(labels[60:])) == 1
    assert labels[0] != labels[60]


def test_what_an_engineer_bound_is_one_topic_however_unlike() -> None:
    points, _ = clouds([10, 10], spread=0.04)
    bounds = np.array([1, *[0] * 9, 1, *[0] * 9])
    labels = parted(points, np.ones(20, np.float32), bounds=bounds)
    assert labels[0] == labels[10]


@given(st.integers(0, 2**20))
def test_a_chain_of_any_length_is_followed_to_its_end(seed: int) -> None:
    order = np.random.default_rng(seed).permutation(30)
    near = np.eye(30, dtype=bool)
    for one, other in pairwise(order[:20]):
        near[one, other] = near[other, one] = True
    first = chained(near)
    assert len({int(first[each]) for each in order[:20]}) == 1
    assert [int(first[each]) for each in order[20:]] == [int(each) for each in order[20:]]


def test_what_is_asked_often_is_drawn_to_its_other_wordings_too() -> None:
    points, _ = clouds([30], spread=0.095)
    once, often = (sharpened(points, np.full(30, each, np.float32)) for each in (1, 50))
    apart = 1 - (points @ points.T).mean()
    assert 1 - (once @ once.T).mean() < 0.2 * apart
    assert 1 - (often @ often.T).mean() < 0.35 * apart
