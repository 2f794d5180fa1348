"""Values, spans and limits in plain words."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.wording import (
    amount,
    either,
    escape,
    limit,
    listed,
    lowered,
    signed,
    span,
    value_text,
)
from knowledge.model import Condition, Operator


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (38, "38"),
        (8.6, "8.6"),
        (12000.0, "12000"),
        (1e-05, "0.00001"),
        (True, "yes"),
        ("lot 7", "lot 7"),
    ],
)
def test_value_is_said_as_it_was_logged(value: object, text: str) -> None:
    assert value_text(value) == text  # type: ignore[arg-type]


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_said_value_reads_back_as_the_same_number(value: float) -> None:
    assert float(value_text(value)) == value


def test_rounded_score_says_that_it_was_rounded_and_from_what() -> None:
    text, (derived,) = signed(0.312345)
    assert (text, derived.operands) == ("+0.312", ("0.312345",))
    assert signed(-0.03) == ("−0.03", ())


@pytest.mark.parametrize(
    ("operator", "value", "asks", "fails"),
    [
        (">", 2.9, "over 2.9 %", "at 2.9 % or lower"),
        (">=", 2.9, "at least 2.9 %", "under 2.9 %"),
        ("<", 2.9, "under 2.9 %", "at 2.9 % or higher"),
        ("<=", 2.9, "at most 2.9 %", "over 2.9 %"),
        ("==", 2.9, "exactly 2.9 %", "anything but 2.9 %"),
        ("!=", 2.9, "anything but 2.9 %", "at exactly 2.9 %"),
        ("between", (1, 2), "between 1 % and 2 %", "under 1 % or over 2 %"),
        ("in", (1, 2), "one of 1 %, 2 %", "none of 1 %, 2 %"),
    ],
)
def test_every_operator_has_its_words_and_its_opposite(
    operator: str, value: object, asks: str, fails: str
) -> None:
    condition = Condition("moisture", Operator(operator), value, "%")  # type: ignore[arg-type]
    assert (limit(condition), escape(condition)) == (asks, fails)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(40, "40 s"), (720, "12 min"), (3 * 3600, "3 h"), (2 * 86400, "2 days"), (-5, "0 s")],
)
def test_span_is_said_in_one_unit(seconds: int, text: str) -> None:
    assert span(timedelta(seconds=seconds)) == text


def test_lists_and_sentence_parts() -> None:
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert either(["a", "b"]) == "a or b"
    assert lowered("Reduce drum speed.") == "reduce drum speed"
    assert lowered("TDS of the boiler") == "TDS of the boiler"
    assert amount(3.4, "") == "3.4"
