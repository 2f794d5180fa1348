"""When two questions are one matter."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from knowledge.curation.matching import ALIKE, matter_of, of_one_matter
from knowledge.model import Correction, Matter, SetPoint
from tests.small_plant import advice
from tests.unit.knowledge.model.test_corrections import correction


def asked(number: int, question: str, intent: str = "document", moves: str = "") -> Correction:
    return replace(correction(), number=number, matter=Matter(question, intent, moves))


def alike(text: str, others: Sequence[str]) -> list[float]:
    return [ALIKE if other.startswith("near") else ALIKE - 0.01 for other in others]


def test_of_documents_the_words_or_their_meaning_decide_and_never_the_other_end() -> None:
    others = [
        asked(1, "The lowest speed"),
        asked(2, "near enough"),
        asked(3, "far off"),
        asked(4, "near the highest speed"),
        asked(5, "the lowest speed?", "why", "drum speed-"),
        asked(6, "near, as a how", "how"),
    ]
    found = of_one_matter(Matter("the lowest speed?", "document"), others, alike=alike)
    assert [each.number for each in found] == [1, 2, 6]


def test_of_a_recommendation_its_change_and_the_kind_of_question_decide() -> None:
    others = [
        asked(1, "why?", "why", "drum speed-"),
        asked(2, "near", "why", "drum speed+"),
        asked(3, "near", "history", "drum speed-"),
        asked(4, "why?", "document"),
    ]
    found = of_one_matter(Matter("y?", "why", "drum speed-"), others, alike=alike)
    assert [each.number for each in found] == [1]


def test_what_moves_is_told_without_its_figures() -> None:
    assert advice(1).moves == "drum speed setpoint-"
    both = (SetPoint("oil flow", 118, "kg/h", 112), SetPoint("drum speed", 38, "rpm", 42))
    assert advice(2, outcomes=both).moves == "drum speed-|oil flow+"
    assert advice(3, outcomes=(), action="Stop for 5 min").moves == "stop for min"


@pytest.mark.parametrize(("intent", "moves"), [("why", "drum speed setpoint-"), ("how", "")])
def test_what_is_asked_of_documents_is_about_no_change(intent: str, moves: str) -> None:
    assert matter_of("?", intent, asset=None, about=advice(1)).moves == moves
