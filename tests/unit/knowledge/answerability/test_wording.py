"""What the words of a question give away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.answerability.wording import (
    content,
    definite,
    has_pronoun,
    is_closed,
    names_properties_only,
    parts,
    pointed_at,
)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("How do I clean the jaws?", ["How do I clean the jaws?"]),
        (
            "How often do I clean the jaws? And how do I replace the knife?",
            ["How often do I clean the jaws", "how do I replace the knife"],
        ),
        (
            "What is the seal temperature for film F-38 and for film F-52?",
            [
                "What is the seal temperature for film F-38",
                "What is the seal temperature for film F-52",
            ],
        ),
        (
            "How do I verify the checkweigher and the label printer?",
            ["How do I verify the checkweigher", "How do I verify the label printer"],
        ),
        ("Why? And how?", ["Why? And how?"]),
    ],
)
def test_question_with_parts_becomes_questions_that_stand_alone(
    text: str, asked: list[str]
) -> None:
    assert parts(text) == asked


@given(text=st.text(max_size=200))
def test_any_text_has_parts_and_none_is_empty(text: str) -> None:
    found = parts(text)
    assert found == [text] or (len(found) > 1 and all(map(content, found)))


def test_words_without_content_are_left_out() -> None:
    assert content("How do I please get the forklift licence?") == ("forklift", "licenc")


def test_what_is_pointed_at_is_found() -> None:
    assert pointed_at("What about this pump and those?") == ["pump"]
    assert definite("What is the limit of the best pump?") == ["limit"]
    assert has_pronoun("how do I clean it")
    assert is_closed("So can I open it?")
    assert not is_closed("how can I open it?")


def test_a_property_without_a_thing_is_told_from_one_with() -> None:
    assert names_properties_only("what temperature?")
    assert names_properties_only("what is the max speed")
    assert not names_properties_only("what is the seal temperature")
    assert not names_properties_only("what is it")
