"""Centres: nothing moves where nothing is known, and however they came they are the same."""

from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from knowledge.experience.centres import Centres, Confirmed
from knowledge.experience.vectors import Vectors

ALL: frozenset[str] = frozenset()
PASSAGES = [f"passage {number}" for number in range(12)]


def unit(count: int, *, seed: int) -> Vectors:
    rows = np.random.default_rng(seed).normal(size=(count, 24)).astype(np.float32)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True))


TEXTS = unit(len(PASSAGES), seed=1)


def asked(count: int, *, seed: int, wrong: float = 0.0) -> list[Confirmed]:
    """Return questions that have a word of their own beside their passage's text, and chatter."""
    chance = np.random.default_rng(seed)
    word, chatter = unit(len(PASSAGES), seed=2), unit(3, seed=3)
    made = []
    for number in chance.integers(len(PASSAGES), size=count):
        question = TEXTS[number] + 1.5 * word[number] + chance.normal(size=3) @ chatter
        question = (question / np.linalg.norm(question)).astype(np.float32)
        said = int(chance.integers(len(PASSAGES))) if chance.random() < wrong else int(number)
        made.append(Confirmed(question, (PASSAGES[said],), (TEXTS[said],)))
    return made


def right(centres: Centres, questions: Sequence[Confirmed]) -> float:
    found = [
        PASSAGES[int(centres.nearness(each.question, PASSAGES, TEXTS, ALL).argmax())]
        for each in questions
    ]
    return float(
        np.mean([[name] == list(q.passages) for name, q in zip(found, questions, strict=True)])
    )


def test_where_nothing_is_known_centres_have_no_say() -> None:
    assert Centres().trust == 0.0


def test_the_more_passages_are_known_the_more_say_centres_have() -> None:
    one = asked(1, seed=1) * 30
    assert 0 < Centres(one).trust < Centres(asked(30, seed=1)).trust < 1


def test_centres_find_what_the_text_alone_does_not() -> None:
    test = asked(200, seed=9)
    alone = np.mean([PASSAGES[(TEXTS @ q.question).argmax()] == q.passages[0] for q in test])
    assert right(Centres(asked(150, seed=4)), test) > alone + 0.1


def test_a_fifth_of_wrong_judgements_costs_little() -> None:
    test = asked(200, seed=9)
    clean, spoilt = (right(Centres(asked(150, seed=4, wrong=w)), test) for w in (0.0, 0.2))
    assert spoilt > clean - 0.05


def test_a_passage_nobody_confirmed_stays_near_its_own_text() -> None:
    far = Confirmed(TEXTS[0], (PASSAGES[0],), (TEXTS[0],))
    near = Centres([far]).nearness(TEXTS[5], PASSAGES, TEXTS, ALL)
    assert PASSAGES[int(near.argmax())] == PASSAGES[5]


@given(st.integers(0, 40), st.integers(0, 40))
def test_centres_are_the_same_however_they_came(before: int, more: int) -> None:
    confirmed = asked(before + more, seed=6)
    grown = Centres(confirmed[:before])
    for each in confirmed[before:]:
        grown.add(each)
    at_once = Centres(confirmed)
    assert grown.trust == at_once.trust
    if confirmed:
        question = asked(1, seed=7)[0].question
        one, other = (c.nearness(question, PASSAGES, TEXTS, ALL) for c in (grown, at_once))
        assert one.tolist() == other.tolist()


def test_the_askers_own_team_weighs_more_than_another() -> None:
    """Two teams say different passages answer the same words; a third has both to go by."""
    question = unit(1, seed=8)[0]
    said = [
        Confirmed(question, (PASSAGES[number],), (TEXTS[number],), frozenset({team}))
        for number, team in ((0, "line-3"), (1, "line-4"))
        for _ in range(5)
    ]
    centres = Centres(said)

    def gap(team: str) -> float:
        near = centres.nearness(question, PASSAGES[:2], TEXTS[:2], frozenset({team}))
        return float(near[0] - near[1])

    assert gap("line-3") > 0 > gap("line-4")


def test_a_judgement_of_many_passages_is_one_judgement() -> None:
    whole = Confirmed(TEXTS[0], tuple(PASSAGES), tuple(TEXTS))
    assert Centres([whole]).trust == Centres(asked(1, seed=1)).trust
