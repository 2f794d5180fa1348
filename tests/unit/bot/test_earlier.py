"""Earlier questions: answered as of their time, once; what was said of another answer is left."""

import json
from datetime import UTC, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.earlier import Report, bring_in
from knowledge.ingest.jsonl import BadFile
from knowledge.model import AssessmentTarget, Judgement
from tests.small_plant import LINE_4, NOW, OPERATOR, Plant, advice

THEN = NOW - timedelta(days=9)
ONE: dict[str, Any] = {
    "id": "q-1",
    "at": THEN.isoformat(),
    "person": OPERATOR.id,
    "text": "How do I slow the drum?",
    "asset": f"{LINE_4}/drum-2",
}
KEY = f"earlier:{OPERATOR.id}:q-1"


def brought(plant: Plant, tmp_path: Path, *records: dict[str, Any]) -> Report:
    path = tmp_path / "questions.jsonl"
    path.write_text("".join(json.dumps(each) + "\n" for each in records), encoding="utf-8")
    return bring_in(
        path,
        store=plant.store,
        assistant=plant.assistant,
        zone=UTC,
        now=NOW,
        progress=lambda *_: None,
    )


def judgements(plant: Plant) -> list[Judgement | None]:
    said = plant.store.assessments.for_target(AssessmentTarget.ANSWER, KEY)
    return [each.feedback for each in said if each.feedback]


@pytest.fixture
def written(plant: Plant) -> Plant:
    plant.shelf.put("Reduce the drum speed by not more than 4 rpm in one step.", number="SOP-114")
    return plant


def test_a_question_is_kept_with_the_time_it_was_asked(written: Plant, tmp_path: Path) -> None:
    assert brought(written, tmp_path, ONE).answered == 1
    turn = written.store.conversations.get(KEY)
    assert turn is not None
    assert (turn.at, turn.person_id, turn.text) == (THEN, OPERATOR.id, ONE["text"])


def test_brought_in_twice_it_has_one_effect(written: Plant, tmp_path: Path) -> None:
    judged = {**ONE, "judgement": "right"}
    brought(written, tmp_path, judged)
    again = brought(written, tmp_path, judged)
    assert (again.answered, again.known) == (0, 1)
    assert judgements(written) == [Judgement.RIGHT]


def test_right_counts_for_an_answer_from_that_document_only(written: Plant, tmp_path: Path) -> None:
    other = brought(written, tmp_path, {**ONE, "judgement": "right", "document": "SOP-999"})
    assert (other.judged, other.unheard) == (0, 1)
    assert judgements(written) == []
    same = brought(written, tmp_path, {**ONE, "judgement": "right", "document": "SOP-114"})
    assert (same.judged, same.unheard) == (1, 0)


def test_nobody_judges_where_nothing_was_answered(plant: Plant, tmp_path: Path) -> None:
    report = brought(plant, tmp_path, {**ONE, "judgement": "not_right"})
    assert (report.answered, report.unheard) == (1, 1)


def test_what_is_right_instead_waits_for_review_like_any_correction(
    written: Plant, tmp_path: Path
) -> None:
    said = {"expectation": "At most 2 rpm.", "rationale": "It slides.", "reason_class": None}
    report = brought(written, tmp_path, {**ONE, "judgement": "not_right", "correction": said})
    assert report.corrected == 1
    (kept,) = written.store.corrections.all()
    assert kept.text == "At most 2 rpm."
    assert kept.matter.asset == ONE["asset"]


@pytest.mark.parametrize(
    ("wrong", "path"),
    [
        ({"person": "p-404"}, "person"),
        ({"at": (NOW + timedelta(hours=1)).isoformat()}, "at"),
        ({"id": "no blanks here"}, "id"),
        ({"decision_id": "R-2026-000009"}, "decision_id"),
    ],
)
def test_a_line_that_cannot_be_kept_names_its_field_and_the_others_are_kept(
    written: Plant, tmp_path: Path, wrong: dict[str, Any], path: str
) -> None:
    report = brought(written, tmp_path, {**ONE, **wrong}, ONE)
    assert report.answered == 1
    assert [(each["line"], each["path"]) for each in report.refused] == [(1, path)]


def test_a_question_about_a_recommendation_is_answered_from_its_log(
    plant: Plant, tmp_path: Path
) -> None:
    plant.issue(advice(1, minutes_ago=9 * 24 * 60 + 5))
    brought(plant, tmp_path, {**ONE, "text": "why?", "decision_id": "R-2026-000001"})
    turn = plant.store.conversations.get(KEY)
    assert turn is not None
    assert (turn.status, turn.decision_id) == ("answered", "R-2026-000001")


def test_a_file_of_blank_lines_is_refused(plant: Plant, tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text("\n\n", encoding="utf-8")
    with pytest.raises(BadFile, match="blank"):
        bring_in(
            path,
            store=plant.store,
            assistant=plant.assistant,
            zone=UTC,
            now=NOW,
            progress=lambda *_: None,
        )
