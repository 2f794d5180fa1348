"""Whose judgements count for whom, for any judgements."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from knowledge.experience import Asker, At, Experience, Judged
from knowledge.experience.trust import Entries, Trusted, trusted

QUESTION = np.array([1.0, 0.0], dtype=np.float32)
LIKE = np.array([0.5, 0.75**0.5], dtype=np.float32)
FAR = np.array([0.0, 1.0], dtype=np.float32)


def judged(person: str, passage: str = "a", sign: int = 1, **changes: object) -> Judged:
    fields: dict[str, object] = {"vector": QUESTION, **changes}
    return Judged(person, places=(At(passage, LIKE, sign),), **fields)  # type: ignore[arg-type]


def trust_of(some: list[Judged], asker: str = "") -> Trusted:
    vectors = np.stack([each.vector for each in some])
    return trusted(Entries.of(some, vectors @ vectors.T), asker)


def test_three_people_count_two_decide_ties_one_counts_for_nothing() -> None:
    for people, counts, ties in ((1, 0, 0), (2, 0, 2), (3, 3, 0)):
        told = trust_of([judged(f"p-{each}") for each in range(people)])
        assert (told.counts.sum(), told.ties.sum()) == (counts, ties)


def test_one_persons_own_judgement_counts_in_their_own_view() -> None:
    assert trust_of([judged("p-1")], asker="p-1").counts.all()
    assert not trust_of([judged("p-1")], asker="p-2").counts.any()


def test_what_somebody_else_accepted_counts_alone() -> None:
    assert trust_of([judged("p-1", vouched=True)]).counts.all()


def test_people_who_agree_on_unlike_questions_do_not_back_each_other() -> None:
    told = trust_of([judged("p-1"), judged("p-2", vector=FAR), judged("p-3", vector=FAR)])
    assert not told.counts.any()


def test_people_who_are_contradicted_by_more_people_do_not_count() -> None:
    few = [judged(f"p-{each}", "a") for each in range(3)]
    many = [judged(f"q-{each}", "b") for each in range(9)]
    told = trust_of(few + many)
    assert told.counts.tolist() == [False] * 3 + [True] * 9


def test_who_confirms_everything_does_not_complete_what_two_others_said() -> None:
    two = [judged("p-1", "a"), judged("p-2", "a")]
    everything = [judged("p-3", each) for each in "abcdefg"]
    told = trust_of(two + everything)
    assert not told.counts.any()
    assert trust_of([*two, judged("p-3", "a")]).counts.all()


def test_repeating_oneself_is_one_voice() -> None:
    told = trust_of([judged("p-1") for _ in range(4)], asker="p-1")
    assert told.repeated.tolist() == [4] * 4


said = st.tuples(st.sampled_from(["p-1", "p-2"]), st.sampled_from("ab"), st.sampled_from([1, -1]))


@given(st.lists(said, min_size=1, max_size=30))
def test_whatever_two_people_say_nothing_counts_for_a_third(
    some: list[tuple[str, str, int]],
) -> None:
    told = trust_of([judged(*each) for each in some], asker="p-3")
    assert not told.counts.any()


@given(st.lists(said, min_size=1, max_size=30))
def test_experience_is_the_same_however_it_came_about(some: list[tuple[str, str, int]]) -> None:
    all_of_them = [judged(*each, vouched=True) for each in some]
    grown = Experience()
    for each in all_of_them:
        grown.add(each)
    ids, scores = ["a", "b", "c"], np.array([0.5, 0.4, 0.3])
    vectors = np.stack([QUESTION, FAR, FAR])
    lifts = []
    for experience in (grown, Experience.of(all_of_them)):
        around = experience.around(QUESTION, Asker("p-9"))
        assert around is not None
        lifts.append(around.lifts(ids, scores, vectors).tolist())
    assert lifts[0] == lifts[1]
