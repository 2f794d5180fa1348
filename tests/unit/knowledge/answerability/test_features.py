"""Each feature says what its name says."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from knowledge.answerability.features import features
from knowledge.answerability.seeing import Asked, Look, Seen

SEALING = Seen("p1", "SOP-211", "Heat sealing", "Clean the jaws of the sealer hourly.", 0.7, 9.0)
OTHERS = tuple(Seen(f"p{n}", f"SOP-{n}", "Other", "Read the gauge.", 0.3, 1.0) for n in range(2, 6))


def rarity(terms: Iterable[str]) -> dict[str, float]:
    return dict.fromkeys(terms, 2.0)


def of(text: str, *, said: str = "", known: Iterable[str] = ()) -> dict[str, float]:
    seen = (SEALING, *OTHERS)
    return features(Look(Asked(text, text, said, frozenset(known)), seen, seen), rarity)


def test_nearness_is_the_best_and_how_far_it_stands_out() -> None:
    found = of("how do I clean the jaws?")
    assert found["best"] == pytest.approx(0.7)
    assert found["gap"] == pytest.approx(0.4)
    assert found["documents"] == 1.0


def test_covered_is_the_share_of_the_asked_words_in_one_passage() -> None:
    assert of("how do I clean the jaws?")["covered"] == 1.0
    assert of("how do I clean the jaws and read the moon?")["covered"] == 0.5


def test_word_that_stands_nowhere_counts_with_its_rarity() -> None:
    found = of("how do I clean the moon?")
    assert (found["nowhere"], found["nowhere_count"]) == (2.0, 1.0)


def test_words_apart_are_not_together() -> None:
    far = replace(SEALING, text="Clean. " + "word " * 60 + "jaws")
    look = Look(Asked("clean jaws", "clean jaws"), (far, *OTHERS), (far, *OTHERS))
    found = features(look, rarity)
    assert (found["covered"], found["together"]) == (1.0, 0.5)


@pytest.mark.parametrize(
    ("text", "given", "unbound"),
    [
        ("what does the gearbox cost?", {}, 1.0),
        ("what does the gearbox cost?", {"said": "The gearbox of drum 2 is loud."}, 0.0),
        ("what does the gearbox cost?", {"known": ["gearbox"]}, 0.0),
        ("how does the sealing work?", {}, 0.0),
    ],
)
def test_thing_that_was_named_before_needs_no_other_name(
    text: str, given: dict[str, str], unbound: float
) -> None:
    assert of(text, **given)["unbound"] == unbound  # type: ignore[arg-type]


def test_pronoun_without_a_word_before_dangles() -> None:
    assert of("how do I clean it?")["dangling"] == 1.0
    assert of("how do I clean it?", said="the jaws")["dangling"] == 0.0


def test_question_of_hardly_any_words_is_weighed_by_what_was_looked_up() -> None:
    seen = (SEALING, *OTHERS)
    look = Look(Asked("how often?", "clean the jaws how often?", "clean the jaws"), seen, seen)
    assert features(look, rarity)["covered"] == 1.0
