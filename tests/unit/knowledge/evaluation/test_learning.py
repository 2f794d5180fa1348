"""Measuring how ranking learns: formats, shuffles, and a curve that rises."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from knowledge.evaluation import learning
from knowledge.evaluation.jsonl import BadTestSet
from knowledge.evaluation.learning import evaluate_learning, read_learning_set
from knowledge.experience.paths import Paths
from knowledge.index import Vectors

SUBJECTS = ("card", "cash", "top up")


class Hashing:
    """Places a text by its words."""

    name = "hashing"
    dimensions = 64

    def embed(self, texts: Sequence[str]) -> Vectors:
        rows = np.full((len(texts), self.dimensions), 1e-3, dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in text.split():
                row[sum(word.encode()) % self.dimensions] += 1
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def written(folder: Path, **files: list[dict[str, object]]) -> list[Path]:
    paths = []
    for name in ("articles", "stream", "test"):
        path = folder / f"{name}.jsonl"
        path.write_text("".join(json.dumps(each) + "\n" for each in files[name]))
        paths.append(path)
    return paths


@pytest.fixture
def good() -> dict[str, list[dict[str, object]]]:
    slang = {"card": "plastic", "cash": "notes", "top up": "refill"}
    asked = [
        {"text": f"{slang[each]} trouble {number}", "article": each}
        for number in range(20)
        for each in SUBJECTS
    ]
    return {
        "articles": [{"id": each, "title": each} for each in SUBJECTS],
        "stream": asked,
        "test": [{"text": f"{slang[each]} trouble", "article": each} for each in SUBJECTS],
    }


def test_recall_rises_with_feedback(
    tmp_path: Path, good: dict[str, list[dict[str, object]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(learning, "POINTS", (0, 30, 60, 999))
    result = evaluate_learning(*written(tmp_path, **good), embedder=Hashing(), seeds=2)
    assert result["feedbacks"] == [0, 30, 60]
    recall = result["recall@1"]
    assert isinstance(recall, dict)
    assert recall["mean"][0] < recall["mean"][1] == recall["mean"][2] == 1.0
    assert recall["spread"] == [0.0, 0.0, 0.0]


def test_one_person_alone_teaches_others_nothing_unless_it_was_reviewed(
    tmp_path: Path, good: dict[str, list[dict[str, object]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(learning, "POINTS", (0, 60))
    for each in good["stream"]:
        each["person"] = "p-1"
    paths = written(tmp_path, **good)
    means = []
    for reviewed in (False, True):
        result = evaluate_learning(*paths, embedder=Hashing(), seeds=1, reviewed=reviewed)
        recall = result["recall@1"]
        assert isinstance(recall, dict)
        means.append(recall["mean"])
    assert means[0][0] == means[0][1] < means[1][1]


def test_noise_names_wrong_articles_for_that_share(
    tmp_path: Path, good: dict[str, list[dict[str, object]]]
) -> None:
    known = learning.embedded(
        read_learning_set(*written(tmp_path, **good)), Hashing(), lambda *_: None
    )
    spoilt = learning.shuffled(known, seed=1, noise=1.0)
    clean = learning.shuffled(known, seed=1, noise=0.0)
    assert (spoilt.stream_articles != clean.stream_articles).all()
    assert (spoilt.stream == clean.stream).all()


@pytest.mark.parametrize(
    ("name", "bad", "told"),
    [
        ("articles", [{"id": "card", "title": "card"}], "two or more"),
        ("articles", [{"id": "card", "title": ""}], "title is ''"),
        ("stream", [{"text": "x", "article": "loan"}], "article is 'loan'"),
        ("stream", [{"text": "x", "article": "card", "person": 7}], "person is 7"),
        ("test", [], "no question"),
        ("test", [{"article": "card"}], "text is None"),
    ],
)
def test_a_bad_file_is_told_with_line_field_and_remedy(
    tmp_path: Path,
    good: dict[str, list[dict[str, object]]],
    name: str,
    bad: list[dict[str, object]],
    told: str,
) -> None:
    with pytest.raises(BadTestSet, match=told):
        read_learning_set(*written(tmp_path, **{**good, name: bad}))


def test_questions_that_nobody_judged_are_counted_or_left_out(
    tmp_path: Path, good: dict[str, list[dict[str, object]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(learning, "POINTS", (3,))
    given: list[list[int]] = []
    between = Paths.between
    monkeypatch.setattr(
        Paths, "between", lambda asked: given[-1].append(len(asked)) or between(asked)
    )
    paths = written(tmp_path, **good)
    for unjudged in (True, False):
        given.append([])
        told = evaluate_learning(*paths, embedder=Hashing(), seeds=1, unjudged=unjudged)
        assert told["unjudged"] is unjudged
    assert given == [[57], [0]]
