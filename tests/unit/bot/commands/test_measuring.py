"""Counting what is done with questions of a known class."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from bot.commands.call import Call
from bot.commands.measuring import measure_abstention
from bot.measuring import read_items
from bot.owner import CommandFailed, Result
from tests.small_plant import NOW, OPERATOR, Plant

BED = "what is the limit for the bed?"
LICENCE = "which forklift licence do I need?"


def measured(plant: Plant, *items: dict[str, object]) -> Result:
    plant.shelf.put("Keep the bed between 35 % and 65 %, that is the limit.", similarity=0.7)
    services = SimpleNamespace(assistant=plant.assistant, person=lambda _: OPERATOR)
    params = {"items": list(items)}
    return measure_abstention(Call(services, params, lambda *_: None, NOW))  # type: ignore[arg-type]


def test_shares_right_are_counted_class_by_class(plant: Plant) -> None:
    found = measured(
        plant,
        {"text": BED, "answerability": "answerable"},
        {"text": BED, "answerability": "unanswerable"},
        {"text": "why?", "answerability": "underspecified"},
    )
    assert (found["answerable"], found["unanswerable"]) == (1.0, 0.0)
    assert found["underspecified"] == 1.0
    assert found["balanced_accuracy"] == 0.75
    assert found["done"]["unanswerable"] == {"answered": 1}  # type: ignore[index]
    assert "partial" not in found


def test_one_side_alone_has_no_balance(plant: Plant) -> None:
    assert (
        measured(plant, {"text": BED, "answerability": "answerable"})["balanced_accuracy"] is None
    )


def test_earlier_questions_are_asked_first_and_nothing_is_kept(plant: Plant) -> None:
    measured(plant, {"text": "how?", "earlier": [LICENCE], "answerability": "unanswerable"})
    assert plant.store.gaps.all() == []
    assert plant.store.conversations.last("aside", 5) == []


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "line 1: not JSON"),
        ('{"answerability": "partial"}', "text is missing"),
        ('{"text": "x", "answerability": "maybe"}', "answerability is 'maybe'; write one of"),
        ('{"text": "x", "answerability": "partial", "earlier": "y"}', "earlier is 'y'"),
        ("", "holds no question"),
    ],
)
def test_bad_line_is_named_with_the_remedy(tmp_path: Path, line: str, told: str) -> None:
    file = tmp_path / "items.jsonl"
    file.write_text(line)
    with pytest.raises(CommandFailed, match=told):
        read_items(file)
