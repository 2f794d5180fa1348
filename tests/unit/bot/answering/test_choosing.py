"""A place in the last list, or what is left of it, is chosen in few words of any language."""

import pytest

from bot.answering.choosing import asks_for_other, number_chosen
from bot.speech import LANGUAGES

SECOND = {
    "en": ["2", "the second one", "number 2", "2nd please", "#2"],
    "de": ["die zweite", "nummer 2"],
    "es": ["el segundo", "la 2"],
    "pl": ["ten drugi", "numer 2"],
    "pt": ["a segunda", "o 2"],
    "tr": ["ikincisi", "2"],
    "vi": ["cái thứ hai", "số 2"],
    "zh": ["第二个", "2"],
}
OTHER = {
    "en": "and the other one?",
    "de": "und die andere?",
    "es": "¿y el otro?",
    "pl": "a ten drugi?",
    "pt": "e o outro?",
    "tr": "peki diğeri?",
    "vi": "còn cái kia?",
    "zh": "另一个呢？",
}


@pytest.mark.parametrize(
    ("language", "text"), [(language, text) for language in SECOND for text in SECOND[language]]
)
def test_a_place_is_told_by_figure_or_word(language: str, text: str) -> None:
    assert number_chosen(text, language) == 2


@pytest.mark.parametrize("text", ["drum 2", "2 rpm", "the two", "", "7", "why"])
def test_what_says_more_or_less_than_a_place_chooses_nothing(text: str) -> None:
    assert number_chosen(text, "en") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_one_left_over_can_be_asked_for(language: str) -> None:
    assert asks_for_other(OTHER[language], language)
    assert not asks_for_other("drum 2", language)
