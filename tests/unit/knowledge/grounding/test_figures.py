"""Numbers are read as they are written in any of the interface's languages."""

from decimal import Decimal

import pytest

from knowledge.grounding.figures import figures, moments_in, numbers_in, plain, words_for_numbers


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("3.4 %", "3.4", "%"),
        ("3,4%", "3.4", "%"),
        ("%3,4", "3.4", "%"),
        ("湿度为3.4%，高", "3.4", "%"),
        ("３.４％", "3.4", "%"),
        ("3.4 per cent", "3.4", "%"),
        ("38 U/min", "38", "rpm"),
        ("38转/分", "38", "rpm"),
        ("38 obr/min", "38", "rpm"),
        ("10 Minuten", "10", "min"),
        ("−0.5 bar", "-0.5", "bar"),
        ("1,250 kg", "1250", "kg"),
        ("56 %RH", "56", "%rh"),
        ("131.4 ℃", "131.4", "°c"),
    ],
)
def test_number_is_read_with_its_unit(text: str, number: str, unit: str) -> None:
    assert numbers_in(text) == {(Decimal(number), unit)}


def test_point_before_three_figures_may_group_thousands_or_not() -> None:
    assert figures("3.315 ppm")[0].values == (Decimal("3.315"), Decimal(3315))


@pytest.mark.parametrize(
    "text", ["from 42 to 38 rpm", "de 42 a 38 rpm", "42–38 rpm", "42 → 38 rpm"]
)
def test_first_number_of_a_range_has_the_unit_of_the_last(text: str) -> None:
    assert [each.unit for each in figures(plain(text))] == ["rpm", "rpm"]


@pytest.mark.parametrize("text", ["SOP-114", "R-2026-000123", "line-4/drum-2", "PT100", "14:03"])
def test_figures_in_names_and_times_are_no_numbers(text: str) -> None:
    assert numbers_in(text) == frozenset()


def test_times_and_dates_are_kept_whole() -> None:
    assert moments_in("on 2026-11-20 at 14:03") == ("2026-11-20", "14:03")


def test_numbers_in_words_are_read_but_one_is_an_article() -> None:
    assert words_for_numbers("one of two, zwölf") == (("two", Decimal(2)), ("zwölf", Decimal(12)))
