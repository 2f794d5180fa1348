"""Hands: habits stay a person's own, a slip leaves the text readable, other scripts stay."""

import random
from difflib import SequenceMatcher

from hypothesis import given
from hypothesis import strategies as st

from examples.plant.month.hand import Hand

SLOPPY = Hand(slips=1.0, short=0.0, lower=False, bare=False, polite=0.0, plain=False)


def test_a_person_has_the_same_habits_every_day() -> None:
    assert Hand.of("p-001") == Hand.of("p-001")
    assert len({Hand.of(f"p-{number}") for number in range(40)}) > 20


@given(st.integers())
def test_a_slip_changes_one_place(seed: int) -> None:
    text = "how do i clean the moisture sensor"
    typed = SLOPPY.typed(text, "en", random.Random(seed))
    assert abs(len(typed) - len(text)) <= 1
    assert SequenceMatcher(None, text, typed).ratio() > 0.9


def test_short_forms_are_whole_words() -> None:
    short = Hand(slips=0.0, short=1.0, lower=True, bare=True, polite=0.0, plain=False)
    typed = short.typed(
        "Which temperature, please, without your supervisor?", "en", random.Random(1)
    )
    assert typed == "which temp, pls, w/o your sup"


def test_a_text_in_another_script_stays() -> None:
    text = "水分传感器怎么清洗"
    assert SLOPPY.typed(text, "zh", random.Random(3)) == text
