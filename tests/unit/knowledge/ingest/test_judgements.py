"""Judgements made elsewhere: kept once, as one batch, and refused with what to do about it."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from knowledge.ingest.jsonl import BadFile
from knowledge.ingest.judgements import JudgementReport, ingest_judgements
from knowledge.learning.confirming import roll_back
from knowledge.model import (
    EVERYONE,
    CitedPlace,
    Directory,
    Passage,
    Person,
    Revision,
    RevisionStatus,
    RollbackKind,
    Team,
)
from knowledge.store import FileRecord, Store

NOW = datetime(2026, 11, 20, 14, tzinfo=UTC)
ONE: dict[str, Any] = {
    "id": "t-1",
    "person": "p-1",
    "question": "how hot may the sealer run",
    "document": "SOP-211",
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path / 'tandem.db'}") as opened:
        team = Team("line-1", "Line 1")
        person = Person("p-1", "Ana", teams=frozenset({team.id}))
        opened.directory.replace(Directory(people=(person,), teams=(team,)))
        revision = Revision(
            id="SOP-211-A",
            number="SOP-211",
            title="",
            revision="A",
            status=RevisionStatus.APPROVED,
            path="SOP-211.md",
            content_hash="x",
            ingested_at=NOW,
            effective_from=date(2026, 1, 1),
            audience=EVERYONE,
        )
        passage = Passage("p/0", revision.id, 0, ("Heat",), "6.2", None, "up to 140 °C")
        record = FileRecord(revision.path, 1, 1, "x", "ingested", "", revision.id)
        opened.documents.save(revision, [passage], record)
        yield opened


def ingested(
    store: Store, folder: Path, *records: object, batch: str = "helpdesk"
) -> JudgementReport:
    path = folder / "judgements.jsonl"
    path.write_text("".join(json.dumps(each) + "\n" for each in records), encoding="utf-8")
    return ingest_judgements(path, batch=batch, store=store, now=NOW)


def test_a_judgement_is_kept_with_its_batch_and_its_persons_teams(
    store: Store, tmp_path: Path
) -> None:
    report = ingested(store, tmp_path, {**ONE, "section": "6.2", "judgement": "not_right"})
    assert (report.accepted, report.known, report.refused) == (1, 0, [])
    (kept,) = store.confirmations.holding()
    assert (kept.batch, kept.sign, kept.vouched) == ("helpdesk", -1, False)
    assert (kept.person_id, kept.teams) == ("p-1", frozenset({"line-1"}))
    assert kept.places == (CitedPlace("sop-211", "6.2"),)
    assert kept.at == NOW


def test_the_same_id_of_a_batch_is_kept_once(store: Store, tmp_path: Path) -> None:
    first = ingested(store, tmp_path, ONE, ONE)
    again = ingested(store, tmp_path, ONE, {**ONE, "id": "t-2"})
    assert [(each.accepted, each.known) for each in (first, again)] == [(1, 1), (1, 1)]
    assert len(store.confirmations.holding()) == 2


def test_a_batch_that_was_taken_back_stays_so(store: Store, tmp_path: Path) -> None:
    ingested(store, tmp_path, ONE)
    done = roll_back(
        store, RollbackKind.BATCH, "helpdesk", by="p-9", reason="of another plant", now=NOW
    )
    assert (done.taken, store.confirmations.holding()) == (1, [])
    with pytest.raises(BadFile, match=r"taken back \(of another plant\).*another name"):
        ingested(store, tmp_path, ONE)
    assert ingested(store, tmp_path, ONE, batch="helpdesk-2").accepted == 1


@pytest.mark.parametrize(
    ("changes", "path", "told"),
    [
        ({"person": "p-404"}, "person", "directory"),
        ({"document": "SOP-999"}, "document", "tandem ingest documents"),
        ({"section": "9.9"}, "section", "such as 6.2"),
        ({"judgement": "unclear"}, "judgement", "right or not_right"),
        ({"judgement": "perhaps"}, "judgement", "one of"),
        ({"at": "2027-01-01T00:00:00Z"}, "at", "has passed"),
        ({"question": 7}, "question", "must be text"),
        ({"sections": "6.2"}, "sections", "one of the fields"),
    ],
)
def test_a_bad_line_is_refused_with_its_field_and_the_good_ones_are_kept(
    store: Store, tmp_path: Path, changes: dict[str, object], path: str, told: str
) -> None:
    report = ingested(store, tmp_path, {**ONE, **changes}, {**ONE, "id": "t-2"})
    (refused,) = report.to_json()["refused"]  # type: ignore[misc]
    assert (refused["line"], refused["path"]) == (1, path)
    assert told in refused["reason"]
    assert report.accepted == 1


def test_a_file_without_lines_or_a_batch_without_a_name_is_told(
    store: Store, tmp_path: Path
) -> None:
    with pytest.raises(BadFile, match="is empty; nothing"):
        ingested(store, tmp_path)
    with pytest.raises(BadFile, match="name the batch"):
        ingested(store, tmp_path, ONE, batch="")
