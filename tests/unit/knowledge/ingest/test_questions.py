"""Earlier questions in a file: a line is a question, or says what is wrong and what to do."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from knowledge.ingest.questions import Expected, Read, read_questions
from knowledge.model import Judgement, ReasonClass

ONE: dict[str, Any] = {
    "id": "m-1",
    "at": "2026-11-02T06:10:00Z",
    "person": "p-1",
    "text": "how hot may the sealer run",
}


def read(tmp_path: Path, *records: object) -> list[Read]:
    path = tmp_path / "questions.jsonl"
    path.write_text("".join(json.dumps(each) + "\n" for each in records), encoding="utf-8")
    return list(read_questions(path))


def test_the_least_that_a_question_needs(tmp_path: Path) -> None:
    (line,) = read(tmp_path, ONE)
    assert line.question is not None
    assert line.question.at == datetime(2026, 11, 2, 6, 10, tzinfo=UTC)
    assert (line.question.id, line.question.person) == ("m-1", "p-1")
    assert (line.question.asset, line.question.judgement, line.question.correction) == (None,) * 3


def test_what_was_said_of_the_answer_comes_with_it(tmp_path: Path) -> None:
    said = {"expectation": "142", "rationale": "SOP-211 C", "reason_class": "information"}
    (line,) = read(
        tmp_path, {**ONE, "judgement": "not_right", "correction": said, "document": "SOP-211"}
    )
    assert line.question is not None
    assert line.question.judgement is Judgement.NOT_RIGHT
    assert line.question.document == "SOP-211"
    assert line.question.correction == Expected("142", "SOP-211 C", ReasonClass.INFORMATION)


def test_fields_that_nobody_reads_are_named_unless_they_are_null(tmp_path: Path) -> None:
    (line,) = read(tmp_path, {**ONE, "topic": "sealing", "replies": [], "kind": None})
    assert line.rest == {"topic", "replies"}


@pytest.mark.parametrize(
    ("wrong", "path"),
    [
        ({"id": "x" * 61}, "id"),
        ({"at": "2026-11-02T06:10:00"}, "at"),
        ({"text": " "}, "text"),
        ({"asset": "not a path!"}, "asset"),
        ({"judgement": "good"}, "judgement"),
        ({"correction": {"expectation": "142"}}, "correction.rationale"),
    ],
)
def test_a_bad_line_names_its_field_and_the_others_are_read(
    tmp_path: Path, wrong: dict[str, Any], path: str
) -> None:
    bad, good = read(tmp_path, {**ONE, **wrong}, ONE)
    assert bad.wrong is not None
    assert bad.wrong.path == path
    assert bad.question is None
    assert good.question is not None
