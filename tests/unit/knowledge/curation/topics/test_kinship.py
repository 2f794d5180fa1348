"""Why two questions are one: forms of words, equipment below and above, what is between."""

from knowledge.curation.topics.kinship import kinship, shared_words
from knowledge.model import Wording

LINE = "plant/line-4"
ONE = Wording(1, "how do I clean the nozzle?", 3, (f"{LINE}/drum-2",))
OTHER = Wording(2, "nozzles: cleaning them, how?", 2, (LINE, "plant/boiler"))


def test_forms_of_a_word_are_one_word_and_short_words_must_be_equal() -> None:
    assert shared_words(ONE.text, OTHER.text) == ("clean", "nozzle")
    assert shared_words("is the line worn?", "is the liner worn?") == ("worn",)
    assert shared_words("how much salt?", "how much oil?") == ()


def test_words_of_other_languages_are_told_without_their_small_words() -> None:
    assert shared_words("Wie wird die Düse gereinigt?", "Wann muss die Düse zur Reinigung?") == (
        "duse",
    )  # fmt: skip


def test_equipment_is_shared_with_what_stands_above_it() -> None:
    assert kinship(ONE, OTHER, likeness=0.4, joined=False).equipment == (f"{LINE}/drum-2",)
    assert kinship(OTHER, ONE, likeness=0.4, joined=False).equipment == (LINE,)
    assert kinship(ONE, Wording(3, "x", 1, ("plant/boiler",)), likeness=0, joined=False) == kinship(
        ONE, Wording(3, "x", 1), likeness=0, joined=False
    )


def test_wording_between_is_told_in_its_words() -> None:
    between = Wording(4, "cleaning a nozzle", 1)
    kin = kinship(ONE, OTHER, likeness=0.4, joined=True, between=between)
    assert (kin.between, kin.joined, kin.same) == ("cleaning a nozzle", True, False)
