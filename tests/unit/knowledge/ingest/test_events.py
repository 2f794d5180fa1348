"""Batches and files of events into a store: what is kept, known, refused."""

import copy
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.ingest.events import (
    BadEvent,
    BadFile,
    EventReport,
    ingest_events,
    ingest_jsonl,
    read_body,
)
from knowledge.model import Decision, Outcome, Recommendation
from knowledge.store import AddResult, Store

NOW = datetime(2026, 11, 20, 15, tzinfo=UTC)


class FakeRecommendations:
    """Keeps by source and id, and by decision id, as the store's contract says."""

    def __init__(self) -> None:
        self.events: dict[tuple[str, str], str] = {}
        self.issued: dict[str, tuple[Recommendation, str]] = {}
        self.others: list[Decision | Outcome] = []

    def add_many(
        self, incoming: Sequence[tuple[Recommendation, Mapping[str, Any], str]]
    ) -> list[AddResult]:
        return [self._add(rec, fingerprint) for rec, _, fingerprint in incoming]

    def _add(self, rec: Recommendation, fingerprint: str) -> AddResult:
        key = (rec.source, rec.event_id)
        known = self.events.get(key) or self.issued.get(rec.decision_id, (None, None))[1]
        if known is None:
            self.events[key] = fingerprint
            self.issued[rec.decision_id] = (rec, fingerprint)
            return AddResult.ADDED
        return AddResult.KNOWN if known == fingerprint else AddResult.CONFLICT

    def add_decision(
        self,
        record: Decision | Outcome,
        source: str,
        event_id: str,
        fingerprint: str,
        raw: Mapping[str, Any],
    ) -> AddResult:
        known = self.events.setdefault((source, event_id), fingerprint)
        if known != fingerprint:
            return AddResult.CONFLICT
        if record in self.others:
            return AddResult.KNOWN
        self.others.append(record)
        return AddResult.ADDED

    add_outcome = add_decision

    def get(self, decision_id: str) -> Recommendation | None:
        return self.issued.get(decision_id, (None, ""))[0]


def fake() -> tuple[Store, FakeRecommendations]:
    recommendations = FakeRecommendations()
    return cast(
        Store, SimpleNamespace(recommendations=recommendations, uid="3f0c2a")
    ), recommendations


def issued(number: int, **changes: Any) -> dict[str, Any]:
    event: dict[str, Any] = {
        "specversion": "1.0",
        "type": "tandem.recommendation.issued",
        "id": f"evt-{number}",
        "source": "optimizer",
        "subject": "north/line-4/drum-2",
        "time": "2026-11-20T14:03:05Z",
        "data": {
            "decision_id": f"R-{number}",
            "action": "Slow down",
            "model": {"name": "optimizer"},
            "inputs": [{"name": "moisture", "value": 3.4}],
        },
    }
    return {**event, **changes}


def about(kind: str, number: int, **data: Any) -> dict[str, Any]:
    return issued(
        number,
        type=f"tandem.recommendation.{kind}",
        id=f"{kind}-{number}",
        data={"decision_id": f"R-{number}", **data},
    )


def ingest(items: list[Any], store: Store) -> EventReport:
    return ingest_events(items, store=store, now=NOW)


def test_the_good_events_of_a_batch_are_kept_and_the_bad_ones_named() -> None:
    store, kept = fake()
    bad = issued(2)
    bad["data"]["inputs"][0]["value"] = "\0"
    report = ingest([issued(1), bad, "text", about("decided", 1, decision="accepted")], store)
    assert (report.accepted, report.known) == (2, 0)
    assert [(f.number, f.path, f.event_id) for f in report.refused] == [
        (1, "data.inputs[0].value", "evt-2"),
        (2, "event", None),
    ]
    assert list(kept.issued) == ["R-1"]
    assert len(kept.others) == 1


def test_a_redelivery_is_known_whatever_its_own_id_and_trace() -> None:
    store, _ = fake()
    again = issued(1, id="evt-77", traceparent="00-1")
    report = ingest([issued(1), issued(1), again], store)
    assert (report.accepted, report.known, report.refused) == (1, 2, ())


def test_the_same_id_with_other_content_is_refused_and_nothing_overwritten() -> None:
    store, kept = fake()
    other = copy.deepcopy(issued(1))
    other["data"]["action"] = "Speed up"
    report = ingest([issued(1), other, {**other, "id": "evt-2"}], store)
    by_id, by_decision = report.refused
    assert (by_id.path, by_id.value) == ("id", "evt-1")
    assert (by_decision.path, by_decision.value) == ("data.decision_id", "R-1")
    assert "not overwritten" in by_id.reason
    assert "event evt-1 of optimizer" in by_decision.reason
    assert kept.issued["R-1"][0].action == "Slow down"


def test_decisions_and_outcomes_are_kept_before_their_recommendation_is_known() -> None:
    store, kept = fake()
    batch = [about("decided", 9, decision="expired"), about("outcome", 9, result="same")]
    assert ingest(batch, store).accepted == 2
    assert len(kept.others) == 2
    changed = about("outcome", 9, result="worse")
    assert ingest([changed], store).refused[0].path == "id"


def test_an_event_ahead_of_the_clock_is_kept_with_a_note() -> None:
    store, _ = fake()
    report = ingest([issued(1, time="2026-11-20T16:03:05Z")], store)
    assert report.accepted == 1
    assert report.notes[0].path == "time"
    assert "ahead of this machine's clock" in report.notes[0].reason


def test_the_report_is_plain_json_whatever_was_refused() -> None:
    store, _ = fake()
    bad = issued(1)
    bad["data"]["inputs"][0]["value"] = float("nan")
    long = issued(2, id="x" * 900)
    text = json.dumps(ingest([bad, long, issued(3, id="\ud800")], store).to_json(), allow_nan=False)
    text.encode()
    refused = json.loads(text)["refused"]
    assert refused[0] == {
        "index": 0,
        "id": "evt-1",
        "path": "data.inputs[0].value",
        "value": "NaN",
        "reason": "must be a finite number; leave out what was not measured",
    }
    assert refused[1]["value"].endswith("… (900 characters)")


def test_an_http_body_is_one_event_or_a_batch() -> None:
    one = json.dumps(issued(1)).encode()
    assert read_body(one) == [issued(1)]
    assert read_body(b"[" + one + b"," + one + b"]") == [issued(1)] * 2
    with pytest.raises(BadEvent, match="must be JSON"):
        read_body(one[:-1])
    with pytest.raises(BadEvent, match="twice"):
        read_body(b'{"a": 1, "a": 2}')


def test_a_file_is_read_with_line_numbers_and_progress(tmp_path: Path) -> None:
    store, _ = fake()
    path = tmp_path / "events.jsonl"
    good = json.dumps(issued(1))
    nan = good.replace("3.4", "NaN")
    path.write_text(f"\n{good}\n{json.dumps([issued(2)])}\n{nan}\n{good[:-9]}")
    seen: list[tuple[str, int, int]] = []
    report = ingest_jsonl(path, store=store, now=NOW, progress=lambda *step: seen.append(step))
    assert report.accepted == 1
    assert [(finding.number, finding.path) for finding in report.refused] == [
        (3, "event"),
        (4, "data.inputs[0].value"),
        (5, "line"),
    ]
    assert report.to_json()["refused"][1]["line"] == 4  # type: ignore[index]
    size = path.stat().st_size
    assert seen[-1] == ("recommendations", size, size)


def test_a_file_that_holds_nothing_is_no_success(tmp_path: Path) -> None:
    store, _ = fake()
    path = tmp_path / "events.jsonl"
    path.write_text("\n \n")
    with pytest.raises(BadFile, match="only blank lines"):
        ingest_jsonl(path, store=store, now=NOW)


DAMAGE = st.sampled_from(
    [None, 7, [], {}, issued(1, type="tandem.x"), issued(1, time="now"), issued(1, subject="a b")]
)


@settings(max_examples=40)
@given(st.lists(st.integers(1, 999) | DAMAGE, max_size=12))
def test_a_batch_keeps_exactly_the_good_ones(parts: list[Any]) -> None:
    store, kept = fake()
    batch = [issued(part) if isinstance(part, int) and part != 7 else part for part in parts]
    good = {part for part in parts if isinstance(part, int) and part != 7}
    report = ingest(batch, store)
    assert set(kept.issued) == {f"R-{number}" for number in good}
    assert report.accepted == len(good)
    assert report.accepted + report.known + len(report.refused) == len(batch)
    refused = {finding.number for finding in report.refused}
    assert refused == {n for n, p in enumerate(parts) if not isinstance(p, int) or p == 7}


def test_what_people_told_us_and_comes_back_does_not_count_twice() -> None:
    store, kept = fake()
    echo = about("outcome", 1, result="better") | {"source": "tandem/3f0c2a"}
    assert ingest_events([echo], store=store, now=NOW).known == 1
    assert kept.others == []
    other = echo | {"source": "tandem/another"}
    assert ingest_events([other], store=store, now=NOW).accepted == 1


def test_nobody_sends_in_tandems_own_name() -> None:
    store, kept = fake()
    forged = about("outcome", 1, result="better") | {"source": "tandem/feedback"}
    report = ingest_events([forged], store=store, now=NOW)
    assert [(each.path, each.value) for each in report.refused] == [("source", "tandem/feedback")]
    assert kept.others == []
