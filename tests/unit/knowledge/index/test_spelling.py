"""What a mistyped word was meant to be: one slip away, and standing in the documents."""

import pytest

from knowledge.index.spelling import mended

STANDING = {"moisture": 9, "window": 2, "quality": 5, "hold": 4, "share": 7, "held": 3, "sample": 8}
EVERYDAY = frozenset({"the", "long", "what"})


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("mositure", "moisture"),
        ("windiw", "window"),
        ("qualty", "quality"),
        ("samplle", "sample"),
        ("ohld", "hold"),
        ("teh", "the"),
        ("lonng", "long"),
    ],
)
def test_one_slip_is_mended(typed: str, meant: str) -> None:
    assert mended(typed, lambda word: STANDING.get(word, 0), EVERYDAY) == meant


@pytest.mark.parametrize("other", ["spare", "melt", "field", "valve", "x2y", "wärme", "hi"])
def test_another_word_stays_another_word(other: str) -> None:
    assert mended(other, lambda word: STANDING.get(word, 0), EVERYDAY) == other


def test_the_commonest_of_several_is_meant() -> None:
    counts = {"strips": 1, "steps": 6, "stps": 0}
    assert mended("setps", lambda word: counts.get(word, 0)) == "steps"
    assert mended("stteps", lambda word: {**counts, "strteps": 1}.get(word, 0)) == "steps"
