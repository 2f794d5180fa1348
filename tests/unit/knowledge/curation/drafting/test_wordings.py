"""Wordings are few and different."""

import pytest

from knowledge.curation.drafting.wordings import MOST, different, plain
from tests.drafting import alike


def test_same_words_spelled_otherwise_are_one_wording() -> None:
    asked = ["why slow the drum?", "Why slow the drum", "WHY SLOW THE DRUM?!", "what is the limit?"]
    assert different(asked, alike=alike) == ("Why slow the drum?", "What is the limit?")


def test_known_wordings_are_not_said_again() -> None:
    found = different(["Why slow the drum?"], alike=alike, known=("why slow the drum",))
    assert found == ()


def test_stories_and_single_words_are_no_wordings() -> None:
    assert different(["why", "drum speed", "word " * 60], alike=alike) == ()


def test_no_more_than_a_reader_reads() -> None:
    asked = [f"how is part {number} of line {number} cleaned" for number in range(30)]
    assert len(different(asked, alike=lambda _text, others: [0.0] * len(others))) == MOST


def test_wording_is_one_line_without_labels() -> None:
    assert plain("why  [S1]\nslow?") == "Why (S1) slow?"


@pytest.mark.parametrize(
    ("typed", "wording"),
    [
        ("hello what moisture do we run at", "What moisture do we run at"),
        ("sorry me again, seal failures, whats first", "Seal failures, whats first"),
        ("bed level limits high thanks", "Bed level limits high"),
        ("hola, mucha humedad en la nave", "Mucha humedad en la nave"),
        ("please stop it", "Please stop it"),
        ("hi thanks", "Hi thanks"),
        ("high bed level, what now", "High bed level, what now"),
    ],
)
def test_greetings_and_thanks_are_no_part_of_a_question(typed: str, wording: str) -> None:
    assert plain(typed) == wording
