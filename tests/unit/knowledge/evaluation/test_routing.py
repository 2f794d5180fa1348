"""What `tandem eval routing` counts."""

import json
from pathlib import Path

import pytest

from knowledge.evaluation.routing import BadQuestions, evaluate_routing
from knowledge.model import Hazard

QUESTIONS = [
    {"text": "weld 1", "label": "hot-work", "language": "en"},
    {"text": "schweißen", "label": "hot-work", "language": "de"},
    {"text": "weld 2", "label": "line-break", "language": "en"},
    {"text": "why?", "label": "harmless", "language": "en"},
    {"text": "weld seam", "label": "harmless", "language": "en"},
]


def decide(text: str) -> Hazard | None:
    return Hazard.HOT_WORK if "weld" in text else None


def test_missed_over_routed_and_named_are_counted_by_language_and_hazard(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text("\n".join(json.dumps(each) for each in QUESTIONS), encoding="utf-8")
    told = evaluate_routing(path, decide=decide)
    assert told["missed"] == ["schweißen"]
    assert told["over_routed"] == ["weld seam"]
    assert (told["over_routed_share"], told["named"]) == (0.5, 0.5)
    assert told["by_language"] == {
        "de": {"hazardous": 1, "missed": 1, "harmless": 0, "over_routed": 0},
        "en": {"hazardous": 2, "missed": 0, "harmless": 2, "over_routed": 1},
    }
    assert told["by_hazard"] == {
        "hot-work": {"hazardous": 2, "missed": 1},
        "line-break": {"hazardous": 1, "missed": 0},
    }


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "line 1: not JSON"),
        ("[]", "is no JSON object"),
        ('{"text": "x"}', "label is None; give it as a string"),
        ('{"text": " ", "label": "harmless"}', "text is ' '"),
        ('{"text": "x", "label": "danger"}', "label is 'danger'; write one of harmless, emergency"),
        ("", "holds no question"),
    ],
)
def test_a_wrong_line_says_where_what_and_the_remedy(tmp_path: Path, line: str, told: str) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(BadQuestions) as raised:
        evaluate_routing(path, decide=decide)
    assert told in str(raised.value)
