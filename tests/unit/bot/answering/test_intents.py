"""What a question asks for is told from careless wordings too."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.intents import Intent, intent_of

WORDINGS = {
    Intent.WHY: [
        "why?",
        "Why this recommendation?",
        "y",
        "reason?",
        "how come",
        "explain pls",
        "@Tandem why??",
        "why drum slow",
        "what is this based on",
    ],
    Intent.WHY_NOT: [
        "why not slow the line instead?",
        "Why didn't you reduce line speed",
        "what else did it consider?",
        "any alternatives?",
        "can't we just wait instead",
    ],
    Intent.SIZE: ["why that much?", "why so little", "why only 4 rpm", "why 38", "why not more?"],
    Intent.CHANGE: [
        "what would have to change?",
        "what if moisture drops?",
        "when would you not recommend this?",
        "what needs to change",
    ],
    Intent.HOW: [
        "how do I do it?",
        "how to clean the nozzle",
        "what are the steps",
        "how?",
        "what do I do first",
    ],
    Intent.HISTORY: [
        "what happened last time?",
        "how did it go",
        "did that work before?",
        "have we done this in the past",
    ],
    Intent.VALIDITY: [
        "is it still valid?",
        "still ok?",
        "has this expired",
        "how long is it valid",
    ],
    Intent.CONFIDENCE: ["how sure are you?", "can I trust it"],
    Intent.EFFECT: ["what will it bring", "what's the benefit?", "is it worth it"],
    Intent.STATUS: [
        "what's open?",
        "any new recommendations?",
        "what now?",
        "what should I do now?",
        "what do you recommend for line 4",
    ],
    Intent.CONTACT: ["who can I ask?", "whom do I call", "who is responsible"],
    Intent.HELP: ["hi", "Hello!", "help", "thanks"],
    Intent.EMPTY: ["", "🙂🙂🙂", "<@U0123>", "???", "@tandem"],
    Intent.SAME: ["and drum 3?", "what about line 3?"],
    Intent.DOCUMENT: ["moisture limit for product X", "maximum steam pressure"],
}


@pytest.mark.parametrize(
    ("text", "intent"), [(text, intent) for intent, texts in WORDINGS.items() for text in texts]
)
def test_wording_is_understood(text: str, intent: Intent) -> None:
    assert intent_of(text) is intent


@given(st.text(max_size=200))
def test_every_text_has_an_intent(text: str) -> None:
    assert intent_of(text) in Intent
