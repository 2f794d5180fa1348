"""How a number is meant: a limit from above or below, or the ends of a change."""

from decimal import Decimal

import pytest

from knowledge.grounding.bounds import bound, changes, turned
from knowledge.grounding.statements import Statement


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("It is over 36 rpm.", "over"),
        ("It exceeds the limit of 36 rpm.", "over"),
        ("Keep it at 36 rpm or more.", "over"),
        ("Do not go below 36 rpm.", "over"),
        ("Es liegt über 36 rpm.", "over"),
        ("转速高于36 rpm。", "over"),
        ("It is at most 36 rpm.", "under"),
        ("Never run it above 36 rpm.", "under"),
        ("Reduce it by not more than 36 rpm.", "under"),
        ("La velocidad es inferior a 36 rpm.", "under"),
        ("It is 36 rpm.", ""),
        ("It pushes over-seasoning by 36 rpm.", ""),
    ],
)
def test_limit_is_read_from_the_words_around_it(text: str, way: str) -> None:
    read = Statement(text)
    assert bound(read.figures[0], read).way == way


@pytest.mark.parametrize(
    "text",
    [
        "from 42 to 38 rpm",
        "von 42 auf 38 rpm",
        "de 42 a 38 rpm",
        "z 42 na 38 rpm",
        "từ 42 xuống 38 rpm",
        "从42降至38 rpm",
        "42'den 38 rpm'e",
        "38 rpm, down from 42 rpm",
    ],
)
def test_change_runs_from_the_value_before_to_the_value_after(text: str) -> None:
    assert changes(Statement(text)) == ((Decimal(42), Decimal(38)),)


def test_what_would_keep_a_rule_from_firing_speaks_of_the_opposite_limit() -> None:
    assert turned(Statement("SEAS-07 would not fire at 2.9 % or lower."))
    assert not turned(Statement("SEAS-07 fires over 2.9 %."))
