"""From looks to a verdict."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from knowledge.answerability import (
    Answerability,
    Asked,
    Chances,
    Look,
    Seen,
    judged,
    missing_words,
)

UNANSWERABLE = Chances(0.8, 0.1)
JAWS = Seen("p1", "SOP-211", "Sealing", "Clean the jaws hourly. Film F-38: 139 °C.", 0.7, 9.0)


@dataclass(frozen=True)
class Decided:
    """A judge whose mind is made up by the nearest passage."""

    otherwise: Chances

    def chances(self, features: dict[str, float]) -> Chances:
        return Chances(0.05, 0.05) if features["best"] > 0.5 else self.otherwise


def rarity(terms: Iterable[str]) -> dict[str, float]:
    return dict.fromkeys(terms, 2.0)


def look(text: str, *seen: Seen, near: float = 0.7) -> Look:
    seen = seen or (replace(JAWS, similarity=near, passage_id=f"p{near}"),)
    return Look(Asked(text, text), seen, seen)


def verdict(*looks: Look, otherwise: Chances = UNANSWERABLE) -> tuple[str, tuple[str, ...]]:
    told = judged(looks, rarity, judge=Decided(otherwise))  # type: ignore[arg-type]
    return told.answerability.value, told.missing


def test_nothing_found_is_unanswerable_and_says_all_words() -> None:
    nothing = Look(Asked("which forklift licence?", "which forklift licence?"), (), ())
    assert verdict(nothing) == ("unanswerable", ("forklift licence",))


def test_question_that_is_found_is_answerable() -> None:
    assert verdict(look("how do I clean the jaws?")) == ("answerable", ())


def test_question_that_is_not_found_names_the_words_nobody_wrote() -> None:
    asked = look("how do I book a forklift course for the jaws?", near=0.2)
    assert verdict(asked) == ("unanswerable", ("book a forklift course",))


def test_question_that_leans_on_nothing_is_asked_back() -> None:
    leaning = look("how hourly do I clean those jaws?", near=0.2)
    assert verdict(leaning, otherwise=Chances(0.2, 0.6)) == ("underspecified", ())


def test_question_of_two_words_that_finds_nothing_says_too_little() -> None:
    assert verdict(look("the film?", near=0.2)) == ("underspecified", ())


def test_question_that_the_nearest_passage_asks_itself_is_answered_by_it() -> None:
    asked = "Can I ignore this warning in the seal log?"
    faq = replace(JAWS, text=f"{asked}\nYes, once a shift.", similarity=0.4)
    other = replace(JAWS, passage_id="p2", similarity=0.3)
    vague = Chances(0.1, 0.6)
    assert verdict(look(asked, other, faq), otherwise=vague) == ("answerable", ())
    # What only repeats the question, and is nearer by nothing else, answers nothing.
    echo = replace(faq, similarity=0.2)
    assert verdict(look(asked, other, echo), otherwise=vague)[0] != "answerable"
    reworded = replace(faq, text="May I leave this warning in the seal log?\nYes, once a shift.")
    assert verdict(look(asked, reworded), otherwise=vague)[0] != "answerable"


def test_heading_of_a_few_words_is_no_question_that_a_passage_asks() -> None:
    heading = replace(JAWS, text="Cleaning the jaws\nWipe hourly.", similarity=0.4)
    short = look("cleaning the jaws?", heading)
    assert verdict(short, otherwise=Chances(0.1, 0.6)) == ("underspecified", ())


def test_part_without_an_answer_is_named_and_gives_no_ground() -> None:
    told = judged(
        [look("how do I clean the jaws?"), look("what torque for the bolts?", near=0.2)],
        rarity,
        judge=Decided(UNANSWERABLE),  # type: ignore[arg-type]
    )
    assert told.answerability is Answerability.PARTIAL
    assert told.missing == ("torque for the bolts",)
    assert told.grounds == {"p0.7"}


def test_name_with_figures_that_stands_nowhere_is_missing_although_the_rest_is_found() -> None:
    assert verdict(look("temperature for film F-52?")) == ("partial", ("F-52",))
    assert verdict(look("temperature for film F-38?")) == ("answerable", ())


def test_missing_words_are_as_they_were_written() -> None:
    assert missing_words(look("How do I calibrate the Jaws?")) == ("calibrate",)


def test_an_unsure_answer_quotes_what_is_nearest_and_names_what_is_missing() -> None:
    told = judged(
        [look("how do I clean the jaws with steam?", near=0.2)],
        rarity,
        judge=Decided(Chances(0.4, 0.2)),  # type: ignore[arg-type]
    )
    assert (told.answerability, told.unsure) == (Answerability.PARTIAL, True)
    assert told.missing == ("steam",)
    assert told.grounds == {"p0.2"}


def test_what_is_found_about_other_equipment_is_no_answer() -> None:
    unsure = Chances(0.4, 0.2)
    asked = look("clean the jaws of the boiler", near=0.2)
    assert verdict(asked, otherwise=unsure) == ("partial", ("boiler",))
    named = replace(asked, asked=replace(asked.asked, known=frozenset({"boiler"})))
    assert verdict(named, otherwise=unsure) == ("unanswerable", ("boiler",))
    found = look("clean the jaws of the boiler", replace(JAWS, text="Boiler jaws", similarity=0.2))
    found = replace(found, asked=named.asked)
    assert verdict(found, otherwise=unsure)[0] == "partial"


def test_one_word_that_several_documents_hold_is_asked_back() -> None:
    seen = tuple(replace(JAWS, document=f"SOP-{n}", passage_id=f"p{n}") for n in range(3))
    asked = Asked("which film?", "which film?")
    told = judged([Look(asked, seen, seen)], rarity, judge=Decided(UNANSWERABLE))  # type: ignore[arg-type]
    assert told.answerability is Answerability.ANSWERABLE
    far = tuple(replace(each, similarity=0.2) for each in seen)
    told = judged([Look(asked, far, far)], rarity, judge=Decided(Chances(0.3, 0.3)))  # type: ignore[arg-type]
    assert told.answerability is Answerability.UNDERSPECIFIED


def test_words_that_stand_in_passages_apart_are_no_answer() -> None:
    salt = replace(JAWS, passage_id="salt", text="Salt titration.", similarity=0.2)
    limits = replace(JAWS, passage_id="limits", text="Release limits of packs.", similarity=0.2)
    asked = Asked("release limits for salt", "release limits for salt")
    look_at = Look(asked, (salt, limits), (salt, limits))
    told = judged([look_at], rarity, judge=Decided(Chances(0.4, 0.2)))  # type: ignore[arg-type]
    assert told.answerability is Answerability.UNANSWERABLE
