"""What was reviewed reaches wordings far from it along questions that several people asked."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.experience.centres import Centres, Confirmed
from knowledge.experience.paths import MOST, NEIGHBOURS, OF_ONE, Asked, Paths
from knowledge.experience.vectors import Vector, Vectors, unit

AXES: Vectors = np.eye(24, dtype=np.float32)
PASSAGES = ("bags", "scale", "film", "drum")
TEXTS, ENDS = AXES[:4], AXES[4:12]
"""Two wordings of each passage's question, as unlike as any two: nobody asks anything else."""


def wording(passage: int, way: float, chance: np.random.Generator) -> Vector:
    """Return a question about a passage, somewhere (0 to 1) between its two wordings."""
    there = (1 - way) * ENDS[2 * passage] + way * ENDS[2 * passage + 1]
    return unit(there + 0.04 * chance.normal(size=24).astype(np.float32))


def asked(count: int, *, person: str = "", seed: int = 5) -> list[Asked]:
    """Return questions of every passage from one wording to the other, each of a new person."""
    chance = np.random.default_rng(seed)
    return [
        Asked(person or f"p-{number}", wording(number % 4, chance.random(), chance))
        for number in range(count)
    ]


def judged(count: int) -> list[Confirmed]:
    """Return reviewed judgements of the one wording of each passage."""
    chance = np.random.default_rng(9)
    return [
        Confirmed(wording(n % 4, 0.0, chance), (PASSAGES[n % 4],), (TEXTS[n % 4],))
        for n in range(count)
    ]


def gains(questions: Sequence[Asked], of: Vector, confirmed: int = 40) -> list[float]:
    reached = Centres(judged(confirmed), Paths.between(questions)).reached(of, PASSAGES)
    return [float(each) for each in reached]


@pytest.mark.parametrize("passage", range(4))
def test_the_far_wording_of_what_was_judged_gains_by_what_others_asked_between(
    passage: int,
) -> None:
    far = wording(passage, 1.0, np.random.default_rng(1))
    told = gains(asked(1_200), far)
    assert int(np.argmax(told)) == passage
    assert told[passage] > 3 * max(each for n, each in enumerate(told) if n != passage) > 0


def test_where_nothing_lies_between_nothing_is_carried() -> None:
    far = wording(1, 1.0, np.random.default_rng(1))
    one_end = [each for each in asked(2_400) if not 0.3 < ENDS[3] @ each.vector < 0.8]
    assert max(gains(one_end, far)) < max(gains(asked(1_200), far)) / 2


def test_what_one_person_asks_carries_nothing() -> None:
    far = wording(2, 1.0, np.random.default_rng(1))
    assert gains(asked(1_200, person="p-1"), far) == [0, 0, 0, 0]


def test_what_two_people_ask_carries_nothing() -> None:
    far = wording(2, 1.0, np.random.default_rng(1))
    two = [*asked(600, person="p-1"), *asked(600, person="p-2", seed=6)]
    assert gains(two, far) == [0, 0, 0, 0]


def test_nothing_is_gained_before_anything_was_asked_or_judged() -> None:
    far = wording(2, 1.0, np.random.default_rng(1))
    assert gains([], far) == [0, 0, 0, 0]
    assert gains(asked(NEIGHBOURS), far) == [0, 0, 0, 0]
    assert gains(asked(200), far, confirmed=0) == [0, 0, 0, 0]


def test_where_as_many_are_judged_as_not_nothing_is_carried() -> None:
    far = wording(2, 1.0, np.random.default_rng(1))
    assert max(gains(asked(100), far, confirmed=40)) > 0
    assert gains(asked(100), far, confirmed=120) == [0, 0, 0, 0]


def test_what_is_said_of_a_judged_question_is_left_to_its_judgement() -> None:
    of = judged(1)[0].question
    near = [Asked(f"q-{n}", of) for n in range(3)]
    apart = [Asked(each.person, -each.vector) for each in asked(100)]
    paths = Paths.between([*apart, *near])
    assert Centres(judged(40)[1:], paths).reached(of, PASSAGES)[0] > 0
    assert Centres(judged(40), paths).reached(of, PASSAGES)[0] < 1e-6


def test_the_newest_are_looked_at_and_of_one_person_few() -> None:
    old = [Asked(f"p-old-{n}", ENDS[0]) for n in range(MOST)]
    paths = Paths.between([*old, *asked(50), *asked(2 * OF_ONE, person="p-much")])
    assert paths is not None
    assert len(paths) == MOST
    assert (paths.people == paths.people[-1]).sum() == OF_ONE


@pytest.mark.parametrize("crowd", [1, 2])
def test_who_asks_much_near_a_question_does_not_silence_the_others(crowd: int) -> None:
    far = wording(2, 1.0, np.random.default_rng(1))
    told = gains(asked(1_200), far)
    loud = [Asked(f"loud-{n % crowd}", unit(far + 0.001 * n * AXES[20])) for n in range(200)]
    still = gains([*asked(1_200), *loud], far)
    assert still[2] == pytest.approx(told[2], rel=0.3)


def test_all_passages_that_a_judgement_named_gain_alike() -> None:
    two = [replace(each, passages=("a", "b"), texts=(*each.texts, AXES[15])) for each in judged(40)]
    far = wording(1, 1.0, np.random.default_rng(1))
    first, second, other = Centres(two, Paths.between(asked(1_200))).reached(far, ("a", "b", "c"))
    assert first == second > 0
    assert other == 0


@given(st.integers(0, 60), st.integers(0, 60))
@settings(deadline=None, max_examples=25)
def test_what_is_reached_is_the_same_however_the_judgements_came(before: int, more: int) -> None:
    paths, said = Paths.between(asked(150)), judged(before + more)
    grown = Centres(said[:before], paths)
    for each in said[before:]:
        grown.add(each)
    of = wording(0, 0.6, np.random.default_rng(4))
    at_once = Centres(said, paths).reached(of, PASSAGES)
    assert np.array_equal(grown.reached(of, PASSAGES), at_once)


@given(st.lists(st.integers(0, 5), min_size=NEIGHBOURS + 1, max_size=80))
@settings(deadline=None, max_examples=50)
def test_no_path_leads_to_the_same_person_and_none_is_wider_than_the_third(
    people: list[int],
) -> None:
    chance = np.random.default_rng(len(people))
    questions = [Asked(f"p-{each}", wording(n % 4, 0.5, chance)) for n, each in enumerate(people)]
    paths = Paths.between(questions)
    assert paths is not None
    for row, (neighbours, widths) in enumerate(zip(paths.neighbours, paths.widths, strict=True)):
        there = [int(n) for n, width in zip(neighbours, widths, strict=True) if width > 0]
        told = [people[each] for each in there]
        assert people[row] not in told
        assert len(told) == len(set(told))
        assert len(told) == 0 or (widths == widths.max()).sum() >= 3
