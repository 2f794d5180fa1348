"""Control facts: what each field may hold, and what a wrong one is told."""

from datetime import date

import pytest

from knowledge.ingest.control import BadControl, fields_of, merged, read_control, taken_off
from knowledge.model import NOBODY, DocumentClass, RevisionStatus

GOOD = {"number": "SOP-114", "revision": "C", "status": "approved"}

WRONG = {
    "number": (("A", "B"), "number is the list 'A, B'; write one text"),
    "revision": ("", "revision is missing for SOP-114; write it as 'revision: C'"),
    "status": ("effective", "status is 'effective'; choose one of draft, approved"),
    "effective_from": ("2 March 2026", "effective_from is '2 March 2026'; write a day such as"),
    "review_due": ("2026-02-30", "review_due is '2026-02-30'; write a day such as 2026-03-02"),
    "scope": ("north field/x", "scope: 'north field/x' is not an asset path"),
    "audience": (("everyone", "line-3"), "audience is 'everyone' and also line-3; keep"),
    "class": ("secret", "class is 'secret'; choose one of standard, certified-training-only"),
    "title": ("x" * 301, "title has 301 characters; write at most 300"),
    "owner": (("a", "b"), "owner is the list 'a, b'; write one text"),
    "supersedes": (("A",), "supersedes is the list 'A'; write one text"),
    "language": ("Deutsch", "language is 'Deutsch'; write its code, as in 'language: de'"),
}


@pytest.mark.parametrize("field", WRONG)
def test_a_wrong_value_is_refused_with_field_value_and_remedy(field: str) -> None:
    value, message = WRONG[field]
    with pytest.raises(BadControl) as refused:
        read_control({**GOOD, field: value})
    assert message in str(refused.value)


def test_all_facts_are_read() -> None:
    raw = fields_of(
        "number: 0012\ntitle: Seasoning\nrevision: 1.10\nstatus: Approved\n"
        "effective_from: 2026-03-02\nreview_due: 2028-03-01\nowner: PE\n"
        "scope: [a/b, c]\naudience: line-3, line-4\nclass: certified-training-only\n"
        "supersedes: '1.9'\n",
        "x",
    )
    control = read_control(raw)
    assert (control.number, control.revision) == ("0012", "1.10")
    assert control.status is RevisionStatus.APPROVED
    assert control.effective_from == date(2026, 3, 2)
    assert control.scope == ("a/b", "c")
    assert control.audience == {"line-3", "line-4"}
    assert control.document_class is DocumentClass.CERTIFIED_TRAINING_ONLY
    assert control.unknown == ()


def test_without_a_number_the_document_is_uncontrolled() -> None:
    control = read_control({"title": "Notes", "weight": "20"})
    assert control.status is RevisionStatus.UNCONTROLLED
    assert control.audience is None
    assert control.unknown == ("weight",)


@pytest.mark.parametrize("field", ["revision", "status", "effective_from", "supersedes"])
def test_a_fact_of_control_without_number_is_refused(field: str) -> None:
    with pytest.raises(BadControl, match=f"number is missing, but {field} is 'withdrawn'"):
        read_control({field: "withdrawn"})


def test_an_empty_audience_means_nobody_and_an_absent_one_means_none_was_named() -> None:
    assert read_control({**GOOD, "audience": ()}).audience == NOBODY
    assert read_control(GOOD).audience is None


def test_a_review_before_the_first_day_is_refused() -> None:
    dates = {"effective_from": "2026-03-02", "review_due": "2025-03-02"}
    with pytest.raises(BadControl, match="review_due is 2025-03-02, before effective_from"):
        read_control({**GOOD, **dates})


def test_front_matter_is_taken_off_the_text() -> None:
    raw, rest = taken_off("---\nNumber: SOP-1\neffective-from: 2026-01-01\n---\n# Title\n")
    assert raw == {"number": "SOP-1", "effective_from": "2026-01-01"}
    assert rest == "# Title\n"


@pytest.mark.parametrize(
    "text", ["---\n\nAfter a rule.\n\n---\nMore.", "--- no\n", "# A\n\n---\nx: y\n---\n", "---\n"]
)
def test_a_rule_of_dashes_is_text(text: str) -> None:
    assert taken_off(text) == ({}, text)


@pytest.mark.parametrize(
    ("yaml", "said"),
    [
        ("title: {{ replace }}: x", "front matter is broken YAML in its line 1"),
        ("number: A\nnumber: B", "number stands twice in the front matter; keep one"),
        ("number: {a: b}", "number is a nested structure; write a text or a list"),
        ("- a\n- b", "the front matter holds no fields; write one 'field: value' a line"),
    ],
)
def test_broken_front_matter_is_refused(yaml: str, said: str) -> None:
    with pytest.raises(BadControl) as refused:
        fields_of(yaml, "the front matter")
    assert said in str(refused.value)


def test_unknown_fields_may_have_any_shape() -> None:
    raw = fields_of("number: A\nmenu: &m {main: [1, {x: *m}]}", "the front matter")
    assert read_control({**GOOD, **raw}).unknown == ("menu",)


def test_file_and_sidecar_must_not_contradict_each_other() -> None:
    assert merged({"number": "A"}, {"revision": "B"}) == {"number": "A", "revision": "B"}
    with pytest.raises(BadControl, match="number is 'A' in the file and 'B' in the sidecar"):
        merged({"number": "A"}, {"number": "B"})
