"""What a passage holds of the asked words: other forms and other words for the same count."""

import pytest

from knowledge.answerability.seeing import Asked, Seen, standing
from knowledge.answerability.wording import wants_figure, without_values


def held(asked: Asked, text: str) -> frozenset[str]:
    seen = (Seen("p", "D", "T", text, 0.5, 1.0),)
    return frozenset(standing(asked, seen, asked.words)[0]) & frozenset(asked.words)


def test_a_word_stands_where_what_it_means_stands() -> None:
    asked = Asked("max temp", "max temp", meant={"temp": frozenset({"temperatur"})})
    assert held(asked, "The temperature is read hourly.") == {"temp"}


def test_one_term_may_stand_for_two_words() -> None:
    whole = frozenset({"blowdown"})
    asked = Asked("blow down", "blow down", meant={"blow": whole, "down": whole})
    assert held(asked, "Raise the blowdown.") == {"blow", "down"}


def test_another_form_counts_where_the_word_itself_stands_nowhere() -> None:
    asked = Asked("leak at sealer", "leak at sealer")
    assert held(asked, "One leaker in ten seals.") == {"leak", "sealer"}
    assert held(Asked("leakproof lid", "leakproof lid"), "One leak.") == frozenset()


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("titration 5.3 too low", "titration too low"),
        ("is 28 l/h of oil too much", "is l/h of oil too much"),
        ("slow the drum to 38", "slow the drum to"),
        ("recommended 146C on it", "recommended on it"),
        ("torque for valve 11?", "torque for valve 11?"),
        ("TDS 3400 what to do", "TDS what to do"),
        ("speed 48 ok?", "speed ok?"),
        ("alarm 37 on line 4", "alarm 37 on line 4"),
        ("film F-52 at 140 °C", "film F-52 at °C"),
    ],
)
def test_an_amount_is_no_word_but_the_number_of_a_thing_is(text: str, kept: str) -> None:
    assert without_values(text) == kept


def test_who_asks_for_a_limit_or_holds_a_value_against_it_wants_a_figure() -> None:
    assert wants_figure("how hot can the sealer go")
    assert wants_figure("is 3.1 ok")
    assert not wants_figure("who cleans the drum")
