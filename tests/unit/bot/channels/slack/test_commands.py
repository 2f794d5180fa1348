"""``/why`` is the first word of the question, unless another question is typed behind it."""

import pytest

from bot.channels.slack.commands import asked_why


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("", "Why?"),
        ("38 rpm on drum 2", "Why 38 rpm on drum 2?"),
        ("why 38 rpm", "why 38 rpm"),
        ("how do I clean the sensor", "how do I clean the sensor"),
        ("what is open", "what is open"),
        ("moisture sensor?", "moisture sensor?"),
    ],
)
def test_why_belongs_to_what_is_typed(typed: str, asked: str) -> None:
    assert asked_why(typed, "en") == asked
