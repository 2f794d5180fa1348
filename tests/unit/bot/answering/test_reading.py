"""A question is read as it was meant: without courtesies, slips mended, short forms written out."""

from collections.abc import Collection

import pytest

from bot.answering.mentions import AssetNames
from bot.answering.reading import Reading, read, without_courtesies
from knowledge.model import Glossary, Term

GLOSSARY = Glossary((Term("Folie", "film", "de"),))
NAMES = AssetNames({"bagger 1": frozenset({"p/1"})}, 2, {"bagger 1": "Sealer 1"})


class Known:
    """Stands in for the search: knows two words."""

    def meant(self, word: str, everyday: Collection[str] = ()) -> str:
        return {"mositure": "moisture"}.get(word, word)

    def knows(self, word: str) -> bool:
        return word == "blowdown"


def read_as_typed(text: str) -> Reading:
    return read(text, glossary=GLOSSARY, names=NAMES, search=Known(), asker="en")  # type: ignore[arg-type]


def reading(text: str) -> tuple[str, str]:
    found = read_as_typed(text)
    return found.text, found.means


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("hey guys, what is the limit thx", "what is the limit"),
        ("Quick question: how hot is it? thanks!", "how hot is it?"),
        ("sorry me again, who do I call - need to know now", "who do I call"),
        ("ok so can I stop the line? its urgent", "can I stop the line?"),
        ("hello", "hello"),
        ("thanks a lot for the help with the film", "thanks a lot for the help with the film"),
    ],
)
def test_courtesies_around_a_question_are_left_out(typed: str, asked: str) -> None:
    assert without_courtesies(typed, "en") == asked


def test_courtesies_of_another_language_are_left_out() -> None:
    assert (
        without_courtesies("Hallo, wie heiß darf es sein, danke", "de") == "wie heiß darf es sein"
    )


def test_slips_are_mended_and_names_stay() -> None:
    assert reading("mositure of K-204") == ("moisture of K-204", "")


def test_short_forms_are_written_out() -> None:
    assert reading("max temp of the film") == ("max temp of the film", "maximum high temperature")


def test_what_a_thing_is_called_beside_the_machine_is_looked_up_by_its_written_name_too() -> None:
    assert reading("too many leakers") == ("too many leakers", "leaking bags seal")


def test_two_words_that_the_documents_write_as_one_mean_it() -> None:
    assert reading("why do we blow down") == ("why do we blow down", "blowdown")


def test_another_name_of_equipment_means_the_first() -> None:
    assert reading("what about bagger 1")[1] == "Sealer 1"


def test_another_language_is_read_in_english_by_glossary_and_lexicon() -> None:
    found = read_as_typed("Hallo, wie heiß darf die Folie beim max werden, danke")
    assert found.text == "how hot may film at maximum is"
    assert found.means == "film"
    assert found.looked_up == "how hot may film at maximum is temperature high"
    assert found.in_own_words == "wie heiß darf die Folie beim max werden film"
    assert found.enough


def test_what_no_lexicon_knows_is_read_by_the_glossary_alone() -> None:
    found = read_as_typed("wie schlabbert das an dem quengel")
    assert (found.text, found.looked_up) == ("wie schlabbert das an dem quengel",) * 2
    assert not found.enough


def test_a_word_stands_where_it_stands_in_either_language() -> None:
    meant = read_as_typed("wie heiß ist der Kessel").meant
    assert "kessel" in meant["boiler"]
