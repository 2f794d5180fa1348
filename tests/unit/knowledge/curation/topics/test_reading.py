"""Reading questions: in the plant's words, with what its documents and its equipment tell."""

from collections.abc import Sequence

import numpy as np

from knowledge.curation.topics.likeness import Found
from knowledge.curation.topics.reading import nowhere, read
from knowledge.index import Vectors
from knowledge.model import Glossary, Term
from tests.topics import Words

GLOSSARY = Glossary((Term("Trommel", "drum", "de"),))


def test_words_of_another_language_are_read_with_the_plants_own() -> None:
    asked: list[str] = []

    def look_up(texts: Sequence[str], vectors: Vectors) -> list[Found]:
        asked.extend(texts)
        assert np.allclose(vectors, Words().embed(texts))
        return [[("SOP-114 6.2", 0.9)]]

    (one,) = read(
        [("Trommel zu schnell", None)], embedder=Words(), glossary=GLOSSARY, look_up=look_up
    )
    assert asked == ["drum too fast"] == [one.text]
    assert one.about is not None
    assert one.about.any()


def test_of_what_is_hardly_known_the_plants_words_stand_beside_what_was_typed() -> None:
    said = "die Trommel quengelt und schlabbert"
    (one,) = read([(said, None)], embedder=Words(), glossary=GLOSSARY, look_up=nowhere)
    assert one.text == f"{said} drum"


def test_questions_on_machines_of_one_kind_are_about_the_same_where_no_document_is() -> None:
    said: Sequence[tuple[str, str | None]] = [
        ("too fast", "plant/line-3/drum-1"),
        ("slower please", "plant/line-4/drum-2"),
        ("why", "plant/boiler-3"),
        ("who knows", None),
    ]
    asked = read(said, embedder=Words(), glossary=Glossary(), look_up=nowhere)
    about = np.stack([each.about for each in asked if each.about is not None])
    alike = about @ about.T
    assert np.isclose(alike[0, 1], alike[0, 0])
    assert abs(alike[0, 2]) < alike[0, 1] / 2
    assert not about[3].any()


def test_english_short_forms_are_not_written_out() -> None:
    short = Glossary((*GLOSSARY.terms, Term("chips", "product", "en")))
    (one,) = read([("chips too wet", None)], embedder=Words(), glossary=short, look_up=nowhere)
    assert one.text == "chips too wet"


def test_nothing_asked_is_nothing_read() -> None:
    assert read([], embedder=Words(), glossary=GLOSSARY, look_up=nowhere) == []
