"""``eval topics``: what it prints, and what it says to a file it cannot read."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from knowledge.evaluation.jsonl import BadTestSet
from knowledge.evaluation.topics import evaluate_topics, read_questions


class FirstWord:
    """Embeds a text as its first word, with a little of its length."""

    name = "first-word"
    dimensions = 8

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        rows = []
        for text in texts:
            row = np.zeros(self.dimensions, np.float32)
            row[ord(text[0]) % 8] = 1.0
            row[(ord(text[0]) + 1) % 8] = 0.01 * len(text)
            rows.append(row / np.linalg.norm(row))
        return np.stack(rows)


def written(folder: Path, *lines: object) -> Path:
    path = folder / "questions.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    return path


def test_topics_that_are_plain_to_see_are_found(tmp_path: Path) -> None:
    lines = [{"text": f"{word} {'x' * n}", "label": word} for n in range(20) for word in "adg"]
    told = evaluate_topics(written(tmp_path, *lines), embedder=FirstWord())
    assert set(told) == {
        "nmi", "ari", "accuracy", "nmi_at_once", "topics", "ms_per_question"
    }  # fmt: skip
    assert (told["nmi"], told["accuracy"], told["topics"]) == (1.0, 1.0, 3)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ({"label": "a"}, "text is None"),
        ({"text": " ", "label": "a"}, "give the question"),
        ({"text": "why?"}, "give its topic's name"),
        ({"text": "why?", "label": True}, "label is True"),
    ],
)
def test_a_bad_line_is_named_with_its_field(tmp_path: Path, line: object, says: str) -> None:
    with pytest.raises(BadTestSet, match="line 2") as bad:
        read_questions(written(tmp_path, {"text": "why?", "label": "a"}, line))
    assert says in str(bad.value)


def test_an_empty_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadTestSet, match="no question"):
        read_questions(written(tmp_path))
