"""``eval grounding``: what it counts, and what it says to a file it cannot read."""

import json
from pathlib import Path

import pytest

from knowledge.evaluation.grounding import evaluate_grounding, measured, read_items
from knowledge.evaluation.jsonl import BadTestSet

EVIDENCE = ["The drum speed was 42 rpm.", "Do not open the drum guard."]


def written(folder: Path, *items: object) -> Path:
    path = folder / "items.jsonl"
    path.write_text("\n".join(json.dumps(item) for item in items), encoding="utf-8")
    return path


def item(answer: str, *, label: bool) -> dict[str, object]:
    return {"evidence": EVIDENCE, "answer": answer, "label": label}


def test_answer_passes_when_every_sentence_holds_in_any_of_the_texts(tmp_path: Path) -> None:
    items = written(
        tmp_path,
        item("The drum speed was 42 rpm. Never open the drum guard.", label=True),
        item("The drum speed was 42 rpm. Open the drum guard.", label=False),
        item("The drum speed was 43 rpm.", label=False),
        item("The drum speed was 44 rpm.", label=True),
    )
    assert evaluate_grounding(items) == {
        "precision": 1.0,
        "recall": 0.5,
        "f1": 0.6667,
        "balanced_accuracy": 0.75,
        "items": 4,
    }


def test_balanced_accuracy_counts_both_labels_alike() -> None:
    assert measured([(True, True)] * 9 + [(True, False)])["balanced_accuracy"] == 0.5


@pytest.mark.parametrize(
    ("record", "problem"),
    [
        ({"evidence": "text", "answer": "a", "label": True}, "evidence is 'text'"),
        ({"evidence": [1], "answer": "a", "label": True}, "list of strings"),
        ({"evidence": [], "answer": None, "label": True}, "answer is None"),
        ({"evidence": [], "answer": "a", "label": 1}, "label is 1"),
        ([], "is no JSON object"),
    ],
)
def test_bad_item_is_refused_with_line_field_and_remedy(
    tmp_path: Path, record: object, problem: str
) -> None:
    path = written(tmp_path, item("a", label=True), record)
    with pytest.raises(BadTestSet) as refused:
        read_items(path)
    assert problem in str(refused.value)
    assert "line 2" in str(refused.value)


def test_items_of_one_label_only_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadTestSet, match="label true and"):
        read_items(written(tmp_path, item("a", label=True)))
