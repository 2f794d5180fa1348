"""A rewritten question holds what was said and nothing else, and asks what was asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.generative.faithful import unfaithful
from bot.answering.mentions import AssetNames
from bot.speech import speaking
from tests.small_plant import DIRECTORY

NAMES = AssetNames.of(DIRECTORY)
SAID = """Q: why for drum 3?
A: Line 4, Drum 3: Raise line speed to 92 % (R-2026-000002). Product moisture is 3.4 % (over 2.9 %).
Q: what does SOP-114 say about the nozzle?
A: Check the seasoning nozzle every two hours.
Q: why not slow the belt of drum 2?
A: The log does not say that it considered this."""


def fault(rewritten: str, question: str, said: str = SAID) -> str:
    return unfaithful(rewritten, question=question, conversation=said, names=NAMES)


@pytest.mark.parametrize(
    ("question", "rewritten"),
    [
        ("and the earlier one?", "Why for drum 3?"),
        ("and that?", "What does SOP-114 say about the seasoning nozzle?"),
        ("why?", "Why raise the line speed to 92 % on drum 3?"),
        ("and for that?", "Why not slow the belt of drum 2?"),
        ("is that not too much?", "Is raising the line speed to 92 % not too much?"),
        ("how often is that checked?", "How often is the seasoning nozzle checked?"),
        ("and R-2026-000002?", "Why R-2026-000002?"),
        ("and over 5 bar?", "Is the moisture over 5 bar?"),
    ],
)
def test_what_was_said_may_be_put_in(question: str, rewritten: str) -> None:
    assert fault(rewritten, question) == ""


@pytest.mark.parametrize(
    "rewritten",
    [
        "Why for drum 4?",
        "Why for line 5?",
        "Why R-2026-000003?",
        "What does SOP-115 say?",
        "What does section 7.1 of SOP-114 say?",
        "Why is the moisture 9.9 %?",
        "Why is the moisture 3.4 °C?",
        "Why every three hours?",
        "Why for the mixer?",
        "Is the electrician needed on drum 3?",
    ],
)
def test_what_nobody_said_may_not(rewritten: str) -> None:
    assert fault(rewritten, "and that one?")


@pytest.mark.parametrize(
    ("question", "rewritten"),
    [
        ("why is that not checked?", "Why is the nozzle checked?"),
        ("and not that one?", "Why for drum 3?"),
        ("should it be higher?", "Should the line speed be 92 %?"),
        ("should it be higher?", "Should the line speed be slow?"),
        ("is it checked?", "Is the nozzle not checked?"),
        ("may I check it?", "Must I check the nozzle?"),
        ("and drum 2?", "Why for drum 3?"),
        ("and in SOP-114?", "Why for drum 3?"),
        ("and at 5 bar?", "Why for drum 3?"),
        ("how is that cleaned?", "How is the nozzle checked?"),
        ("how do I clean the moon?", "How do I check the nozzle?"),
    ],
)
def test_what_was_asked_is_neither_lost_nor_turned_round(question: str, rewritten: str) -> None:
    assert fault(rewritten, question)


@pytest.mark.parametrize(
    ("language", "question", "rewritten", "said"),
    [
        ("de", "und das vorige?", "Warum an D3?", "Q: Warum an D3?\nQ: Warum an D2?"),
        ("es", "¿y el anterior?", "¿Por qué en D3?", "Q: ¿Por qué en D3?"),
        ("pl", "a tamten?", "Dlaczego D3?", "Q: Dlaczego D3?"),
        ("pt", "e aquele?", "Por que no D3?", "Q: Por que no D3?"),
        ("tr", "peki ya diğeri?", "D3 neden?", "Q: D3 neden?"),
        ("vi", "còn cái kia?", "Tại sao D3?", "Q: Tại sao D3?"),
        ("zh", "那个呢？", "为什么 D3？", "Q: 为什么 D3？"),
    ],
)
def test_follow_ups_in_every_language_may_be_named(
    language: str, question: str, rewritten: str, said: str
) -> None:
    with speaking(language):
        assert fault(rewritten, question, said) == ""
        assert fault(rewritten.replace("D3", "D9"), question, said)


@pytest.mark.parametrize(
    ("language", "question", "rewritten", "said"),
    [
        ("de", "warum nicht das vorige?", "Warum an D3?", "Q: Warum an D3?"),
        ("es", "¿por qué no el anterior?", "¿Por qué D3?", "Q: ¿Por qué D3?"),
        ("pl", "dlaczego nie tamten?", "Dlaczego D3?", "Q: Dlaczego D3?"),
        ("pt", "por que não aquele?", "Por que D3?", "Q: Por que D3?"),
        ("tr", "neden diğeri değil?", "D3 neden?", "Q: D3 neden?"),
        ("vi", "tại sao không cái kia?", "Tại sao D3?", "Q: Tại sao D3?"),
        ("zh", "为什么不是那个？", "为什么 D3？", "Q: 为什么 D3？"),
    ],
)
def test_a_not_stays_in_every_language(
    language: str, question: str, rewritten: str, said: str
) -> None:
    with speaking(language):
        assert fault(rewritten, question, said)


GOOD = ("Why for drum 3?", "Is the nozzle of drum 2 checked?", "Why raise the line speed to 92 %?")
INVENTIONS = (
    "drum 7",
    "line 5",
    "R-2026-000009",
    "SOP-999",
    "section 7.1",
    "9.9 %",
    "92 rpm",
    "mixer",
    "electrician",
    "tonight",
)


@given(st.sampled_from(GOOD), st.sampled_from(INVENTIONS), st.integers(0, 8))
def test_an_invention_is_seen_wherever_it_stands(good: str, invention: str, place: int) -> None:
    words = good.rstrip("?").split()
    words.insert(place, invention)
    assert fault(" ".join(words) + "?", "and that one?")
