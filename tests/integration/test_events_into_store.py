"""Events through the real reader into real stores: what was sent is what is read back."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from examples.plant.history import history
from knowledge.ingest.events import ingest_events, ingest_jsonl, read_event
from knowledge.model import Decision, Outcome, Recommendation
from knowledge.store import Store

UNTIL = datetime(2026, 11, 20, 14, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(f"sqlite:///{tmp_path}/tandem.db")
    yield opened
    opened.close()


def test_two_days_of_the_sample_plant_are_kept_as_they_were_sent(store: Store) -> None:
    events = list(history(UNTIL, 2, 7))
    report = ingest_events(events, store=store, now=UNTIL)
    assert (report.accepted, report.refused) == (len(events), ())
    assert len(events) > 50
    records = [read_event(json.loads(json.dumps(event))).record for event in events]
    kept = store.recommendations
    for record in records:
        if isinstance(record, Recommendation):
            assert kept.get(record.decision_id) == record
        elif isinstance(record, Decision):
            assert record in kept.decisions([record.decision_id])[record.decision_id]
        elif isinstance(record, Outcome):
            assert record in kept.outcomes([record.decision_id])[record.decision_id]


def test_a_file_that_was_cut_off_is_finished_by_ingesting_it_again(
    store: Store, tmp_path: Path
) -> None:
    lines = [json.dumps(event) for event in history(UNTIL, 1, 7)]
    path = tmp_path / "events.jsonl"
    path.write_text("\n".join(lines)[:-200], encoding="utf-8")
    first = ingest_jsonl(path, store=store, now=UNTIL)
    assert "ends in the middle" in first.refused[0].reason
    path.write_text("\n".join(lines), encoding="utf-8")
    again = ingest_jsonl(path, store=store, now=UNTIL)
    assert again.refused == ()
    assert again.known == first.accepted
    assert first.accepted + again.accepted == len(lines)
    assert sum(store.recommendations.counts().values()) == len(lines)
