"""A question is compared with texts in its own words, and in what the glossary puts for them."""

from bot.answering.question import Question
from knowledge.model import Glossary, Term

GLOSSARY = Glossary((Term("humedad", "moisture", "es"), Term("límite", "limit", "es")))


def test_the_glossary_adds_the_plants_words_and_takes_none_away() -> None:
    question = Question.read("límite de humedad", asker="es", glossary=GLOSSARY)
    assert question.meant == "limit moisture"
    assert {"limit", "moistur", "humed"} <= question.stems()


def test_without_a_term_a_question_is_what_was_typed() -> None:
    question = Question.read("moisture limit", asker="en", glossary=GLOSSARY)
    assert question.meant == ""


def test_only_a_text_in_the_same_language_is_comparable() -> None:
    question = Question.read("¿por qué bajar el tambor?", asker="es", glossary=Glossary())
    assert not question.comparable("Reduce the drum speed when the product is too moist")
    assert question.comparable("Bajar la velocidad del tambor cuando el producto está húmedo")
