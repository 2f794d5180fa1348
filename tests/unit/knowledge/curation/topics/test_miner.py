"""The miner: at once and in the end, ids that stay, nothing lost when handfuls are gathered."""

import numpy as np
import pytest

from knowledge.curation.topics import miner as module
from knowledge.curation.topics.grouping import unit
from knowledge.curation.topics.likeness import Question
from knowledge.curation.topics.miner import Miner

DIMENSIONS = 32
WORDS = ("drum speed", "kettle oil", "seal jaw heat", "boiler feed water", "salt dose")


def stream(per_topic: int, *, seed: int = 0, topics: int = 5) -> list[tuple[str, np.ndarray, int]]:
    """Return questions of some topics in mixed order: text, vector, topic."""
    random = np.random.default_rng(seed)
    centres = unit(random.normal(size=(topics, DIMENSIONS)).astype(np.float32))
    questions = []
    for which in range(topics):
        for number in range(per_topic):
            vector = centres[which] + 0.1 * random.normal(size=DIMENSIONS)
            near = unit(vector[None, :].astype(np.float32))[0]
            questions.append((f"{WORDS[which]} {number}", near, which))
    return [questions[place] for place in random.permutation(len(questions))]


class Mined:
    """A miner, and the handfuls of the questions it took."""

    def __init__(self, questions: list[tuple[str, np.ndarray, int]]) -> None:
        self.miner = Miner(DIMENSIONS)
        self.handfuls: list[int] = []
        self.take(questions)

    def take(self, questions: list[tuple[str, np.ndarray, int]]) -> None:
        self.handfuls += [self.miner.add(Question(text, vector)) for text, vector, _ in questions]

    def part(self) -> None:
        self.miner.part()

    def topics(self) -> list[int]:
        return [self.miner.topic_of(each) for each in self.handfuls]

    def __len__(self) -> int:
        return self.miner.mined().questions


def mined(questions: list[tuple[str, np.ndarray, int]]) -> Mined:
    return Mined(questions)


def parts(found: list[int], known: list[int]) -> int:
    return len(set(zip(found, known, strict=True)))


def test_questions_of_one_topic_end_in_one_topic() -> None:
    questions = stream(40)
    miner = mined(questions)
    miner.part()
    known = [which for _, _, which in questions]
    assert parts(miner.topics(), known) == len(set(miner.topics())) == 5


def test_the_same_words_again_are_the_same_topic_at_once() -> None:
    miner = Miner(DIMENSIONS)
    text, vector, _ = stream(1)[0]
    assert miner.add(Question(text, vector)) == miner.add(Question(text, vector))
    assert miner.mined().questions == 2


def test_a_topic_keeps_its_id_while_it_grows() -> None:
    questions = stream(60)
    miner = mined(questions[:150])
    miner.part()
    before = dict(zip([which for *_, which in questions[:150]], miner.topics(), strict=True))
    miner.take(questions[150:])
    miner.part()
    after = dict(zip([which for *_, which in questions], miner.topics(), strict=True))
    assert before == after


def test_an_id_is_never_given_twice() -> None:
    miner = Miner(DIMENSIONS)
    handfuls = [miner.add(Question(text, vector)) for text, vector, _ in stream(30, seed=3)]
    seen = {miner.topic_of(each) for each in handfuls}
    led = dict(miner.moves().led)
    miner.part()
    now = {miner.topic_of(each) for each in handfuls}
    assert not now & set(led)
    assert all(each > max(seen | set(led)) for each in now - seen)


def test_too_many_wordings_are_gathered_and_no_question_is_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "MOST_HANDFULS", 60)
    questions = stream(60)
    miner = mined(questions)
    miner.part()
    assert len(miner) == len(miner.topics()) == 300
    assert parts(miner.topics(), [which for *_, which in questions]) == 5


def test_the_order_of_arrival_changes_little() -> None:
    questions = stream(40)
    first = mined(questions)
    first.part()
    other = mined(questions[::-1])
    other.part()
    assert parts(first.topics(), other.topics()[::-1]) == 5
