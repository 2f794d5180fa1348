"""A question is compared with texts in its own words, and in what they mean."""

from bot.answering.question import Question


def test_what_its_words_mean_is_added_and_takes_none_away() -> None:
    question = Question.of("límite de humedad", asker="es", means="limit moisture")
    assert {"limit", "moistur", "humed"} <= question.stems()


def test_only_a_text_in_the_same_language_is_comparable() -> None:
    question = Question.of("¿por qué bajar el tambor?", asker="es", means="")
    assert not question.comparable("Reduce the drum speed when the product is too moist")
    assert question.comparable("Bajar la velocidad del tambor cuando el producto está húmedo")
