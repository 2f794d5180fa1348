"""The text beside a message says what the blocks say, and brings nothing to life."""

import re

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.slack.blocks.elements import bullets, header, line, rich, words
from bot.channels.slack.blocks.reading import MOST_TEXT, fallback, inert, read_aloud

ALIVE = re.compile(r"[<>*~`]|(?<!\w)_|_(?!\w)|(?<!\d):[\w+-]+:|://|&(?!amp;|lt;|gt;)")


@given(st.text() | st.text(alphabet="<>&*_~`:/ab "))
def test_nothing_in_it_is_mark_up(text: str) -> None:
    assert ALIVE.search(inert(text)) is None


def test_plain_words_and_names_stay_as_they_are() -> None:
    for text in ("Drum 2: 38 rpm, 3.4 %", "SOP_114 rev C", "14:05:30", "5 - 3"):
        assert inert(text) == text


@given(st.lists(st.text(min_size=1, max_size=3000), min_size=1, max_size=5))
def test_it_is_never_longer_than_slack_shows(texts: list[str]) -> None:
    assert len(fallback([rich(line(words(text))) for text in texts])) <= MOST_TEXT


def test_what_is_left_out_is_marked() -> None:
    told = fallback([header("One")] + [rich(line(words("x" * 2900)))] * 2)
    assert told.startswith("One\nxxx")
    assert told.endswith("\n…")


def test_lists_are_read_with_their_marks() -> None:
    block = rich(bullets([line(words("a")), line(words("b"))], ordered=True))
    assert read_aloud([block]) == "1. a\n2. b"
