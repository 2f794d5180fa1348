"""What is suggested fits what is open on the person's line."""

from bot.channels.slack.prompts import prompts, questions
from bot.shown.cards import Card
from tests.small_plant import advice


def card(number: int, state: str = "open") -> Card:
    return Card(advice(number), "Line 4, Drum 2", state, None, None, by_reader=False)


def test_the_open_ones_come_first_by_what_they_are_about() -> None:
    found = prompts([card(3, "accepted"), card(1)])
    assert found[0] == {
        "title": "Why? Line 4, Drum 2: Reduce drum speed from 42 to 38 rpm",
        "message": "Why R-2026-000001?",
    }
    assert [each["message"] for each in found[1:]] == ["What is open?", "Who do I ask?"]


def test_there_are_never_more_than_four_and_titles_are_short() -> None:
    found = prompts([card(n) for n in range(9)])
    assert len(found) == 4
    assert all(len(each["title"]) <= 75 for each in found)
    assert questions() == ["What is open?", "Who do I ask?"]
