"""Numerals of lists."""

from knowledge.ingest.parsers.numerals import letters, roman


def test_letters_repeat_after_z() -> None:
    assert [letters(n) for n in (1, 26, 27, 54, 0)] == ["a", "z", "aa", "bbb", "0"]


def test_roman_numerals_subtract() -> None:
    assert [roman(n) for n in (1, 4, 9, 14, 1994, 4000)] == [
        "i", "iv", "ix", "xiv", "mcmxciv", "4000",
    ]  # fmt: skip
