"""What a topic is about: the change it was asked beside again and again, not once by chance."""

import pytest

from bot.transfers.asking import matter_of
from knowledge.model import Recurring
from tests.small_plant import LINE_4, Plant, advice
from tests.topics import ask, mining_of

QUESTION = "how do I free a blocked nozzle"
DRUM = f"{LINE_4}/drum-2"


@pytest.mark.parametrize(
    ("beside", "alone", "about"),
    [(1, 6, False), (1, 0, False), (2, 6, False), (2, 2, True), (3, 5, True)],
)
def test_a_change_is_what_a_topic_is_about_when_much_of_it_was_asked_beside_it(
    plant: Plant, beside: int, alone: int, about: bool
) -> None:
    mining = mining_of(plant.store)
    one = advice(70, asset=DRUM)
    plant.issue(one)
    for _ in range(beside):
        ask(plant.store, QUESTION, asset=DRUM, decision_id=one.decision_id)
    for _ in range(alone):
        ask(plant.store, QUESTION, asset=DRUM)
    mining.catch_up()
    (topic,) = plant.store.topics.all(rule=Recurring(people=1))
    assert topic.asked == beside + alone
    moves, places = matter_of(plant.store, topic.id)
    assert moves == ((one.moves,) if about else ())
    assert places == (DRUM,)


def test_an_article_of_no_topic_is_about_no_change(plant: Plant) -> None:
    assert matter_of(plant.store, None) == ((), ())
