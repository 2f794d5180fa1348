"""What weighed how much, the weightiest first, with signs and figures that need no picture."""

from dataclasses import replace

from bot.channels.slack.blocks.elements import Json, rich
from bot.channels.slack.blocks.factors import caption, factor_lines, factor_table
from bot.channels.slack.blocks.reading import read_aloud
from bot.shown.answers import Chart, chart_of
from knowledge.model import Factor
from tests.slack.validity import check_blocks
from tests.small_plant import advice

ONE = advice(1)


def chart(*scores: float) -> Chart:
    assert ONE.explanation
    factors = tuple(Factor(f"input {n}", score) for n, score in enumerate(scores))
    explained = replace(ONE.explanation, factors=factors or ONE.explanation.factors)
    found = chart_of(replace(ONE, explanation=explained), "R1")
    assert found
    return found


def cells(table: Json) -> list[list[str]]:
    return [[cell["text"] for cell in row] for row in table["rows"]]


def test_the_table_has_a_heading_and_a_row_for_each_input() -> None:
    table = factor_table(chart())
    check_blocks([table])
    assert cells(table) == [
        ["Input", "Value", "Contribution"],
        ["product moisture", "3.4 %", "▲ +0.31"],
        ["drum speed", "42 rpm", "▲ +0.05"],
        ["ambient humidity", "48 %", "▼ −0.03"],
    ]


def test_the_lines_say_the_same() -> None:
    block = rich(factor_lines(chart()))
    assert read_aloud([block]).split("\n")[0] == "- +0.31 ▲ product moisture 3.4 %"


def test_an_input_whose_value_was_not_logged_says_so() -> None:
    assert cells(factor_table(chart(0.2, 0.0)))[1:] == [
        ["input 0", "not said", "▲ +0.2"],
        ["input 1", "not said", "= 0"],
    ]


def test_of_many_the_smaller_are_counted() -> None:
    many = chart(*(n / 100 for n in range(30)))
    assert len(factor_table(many)["rows"]) == 21
    assert caption(many).endswith("10 smaller ones are left out.")
    assert caption(chart()) == (
        "How much each input moved the probability of over-seasoning, from its usual 0.12."
    )
