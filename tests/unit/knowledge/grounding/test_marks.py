"""A claim cannot make itself look cited or quoted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.knowledge.grounding.samples import said


@pytest.mark.parametrize(
    "mark", ["[S9]", "(R8)", "[k2]", "［Ｓ９］", "[S\u200b9]", "R9", "{S9}", "[S9, R1]", "(S 9)"]
)
def test_label_written_in_the_text_that_is_not_cited_is_dropped(mark: str) -> None:
    assert "does not cite" in said(f"Rule SEAS-07 fired {mark}.")


def test_label_that_is_cited_may_be_written() -> None:
    assert said("Rule SEAS-07 fired [R1].") == ""


@pytest.mark.parametrize(
    "text",
    [
        "It says “open the guard at once”.",
        "Es sagt „open the guard at once“.",
        "It says «open the guard at once».",
        'It says "open the guard at once".',
        "它说「open the guard at once」。",
    ],
)
def test_quotation_marks_of_any_language_hold_only_what_stands_there(text: str) -> None:
    assert "does not stand" in said(text, "S1")


def test_lone_quotation_mark_is_dropped() -> None:
    assert "lone" in said("Rule SEAS-07 fired “and that is all.")


def test_quotation_may_not_leave_out_the_negation_before_it() -> None:
    assert "negation" in said("It says “open the drum guard”.", "S1")
    assert said("It says “do not open the drum guard”.", "S1") == ""


@given(
    st.sampled_from("RSKF"), st.integers(2, 999), st.sampled_from(["[{}]", "({})", "{}", "<{}>"])
)
def test_no_label_that_was_not_retrieved_is_ever_let_through(
    letter: str, number: int, form: str
) -> None:
    assert said(f"Rule SEAS-07 fired {form.format(f'{letter}{number}')}.") != ""
