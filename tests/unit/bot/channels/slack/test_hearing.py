"""Which words of somebody who is asked are no answer."""

import pytest

from bot.channels.slack.hearing import passes_on
from bot.speech import speaking


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "I don't know."),
        ("en", "No idea!"),
        ("de", "Keine Ahnung."),
        ("es", "No sé."),
        ("zh", "不知道。"),
    ],
)
def test_who_does_not_know_passes_the_question_on(language: str, text: str) -> None:
    with speaking(language):
        assert passes_on(text)


def test_who_knows_something_does_not() -> None:
    assert not passes_on("I don't know why, but 10 minutes work.")
