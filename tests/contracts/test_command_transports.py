"""Every command gives the same over both transports: in this process, and through the owner."""

import json
import shutil
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from starlette.applications import Starlette

from bot.app import build, here
from bot.commands import COMMANDS
from bot.owner import CommandFailed, Lock, Params, Result, claim, run
from bot.owner_api import OwnerApi
from bot.settings import Settings
from examples.plant.history import history
from knowledge.store import Store

PLANT = Path(__file__).parents[2] / "examples" / "plant"
VERSION = "1"
ASKED = {"key": "k1", "conversation": "c1", "width": 80}
CORRECTION = {
    "question": "cli:local-admin:k1",
    "expectation": "Not below 40 rpm with thick cut",
    "rationale": "the slices break",
    "reason_class": "information",
    "confidence": "4",
}

CALLS: dict[str, list[Params]] = {
    "ask": [
        {**ASKED, "text": "Why reduce the drum speed on line 4 drum 2?"},
        {**ASKED, "key": "k2", "text": "why?", "more": True, "color": True},
        {**ASKED, "key": "k3", "text": "🤷 " * 7_000},
        {**ASKED, "key": "k4", "text": "why?", "decision": "R-0000-000000"},
        {**ASKED, "key": "k5", "text": "why?", "person": "p-nobody"},
        {**ASKED, "key": "k6", "text": "why?", "asset": "no//path"},
        {**ASKED, "key": "a key with spaces", "text": "why?"},
    ],
    "language": [{}, {"person": "p-nobody"}],
    "search": [
        {"text": "moisture sensor", "k": 3},
        {"text": "x", "k": 1, "person": "nobody"},
        {"text": " ", "k": 1},
    ],
    "judge": [
        {"key": "j1", "question": "cli:local-admin:k1", "judgement": "not_right"},
        {"key": "j2", "question": "cli:local-admin:k1", "judgement": "perhaps"},
        {"key": "j3", "question": "cli:local-admin:never-asked", "judgement": "right"},
    ],
    "correct": [
        {**CORRECTION, "key": "c1"},
        {**CORRECTION, "key": "c2", "confidence": "5"},
        {**CORRECTION, "key": "c3", "confidence": "very"},
        {**CORRECTION, "key": "c4", "scope": "no//path"},
    ],
    "decide": [{"key": "d1", "decision_id": "R-0000-000000", "decision": "accepted"}],
    "outcome": [{"key": "u1", "decision_id": "R-0000-000000", "result": "better"}],
    "ingest_documents": [
        {"paths": [str(PLANT / "sops")], "audience": []},
        {"paths": ["/nowhere/at/all"], "audience": ["everyone"]},
        {"paths": [str(PLANT / "sops")], "audience": ["no-team"]},
    ],
    "ingest_recommendations": [{"path": "EVENTS"}, {"path": "/nowhere/at/all"}],
    "ingest_questions": [{"path": "EVENTS"}, {"path": "/nowhere/at/all"}],
    "ingest_judgements": [
        {"path": "EVENTS", "batch": "b-1"},
        {"path": "/nowhere/at/all", "batch": "b-1"},
        {"path": "EVENTS", "batch": " "},
    ],
    "ingest_directory": [{"path": str(PLANT / "people.yaml")}, {"path": "EVENTS"}],
    "requests": [{"person": "p-019"}, {"person": "p-nobody"}],
    "request_open": [{"key": "o1", "question": "cli:local-admin:k1"}],
    "request_take": [{}, {"number": "1"}, {"number": "first"}],
    "request_withdraw": [{"number": "1"}],
    "request_close": [{"number": "1"}],
    "corrections": [{"person": "p-016"}, {"person": "p-nobody"}, {"all": True}],
    "decide_correction": [
        {"act": "accept", "number": 77, "reason": "seen it", "person": "p-016"},
        {"act": "reject", "number": "none"},
        {"act": "dance", "number": 1},
    ],
    "receipts": [{"person": "p-001"}],
    "drafts": [{}, {"now": True}, {"person": "p-nobody"}, {"person": "p-016"}],
    "decide_on_proposal": [
        {"draft": "topic-1", "act": "take", "person": "p-016"},
        {"draft": "topic-1", "act": "decline"},
    ],
    "topics": [
        {"limit": 20, "offset": 0},
        {"limit": 20, "offset": 0, "all": True, "order": "latest"},
        {"limit": "many", "offset": 0},
        {"limit": 20, "offset": 0, "person": "p-nobody"},
    ],
    "show_topic": [{"id": "1", "person": "p-016"}, {"id": "9999"}, {"id": "first"}],
    "merge_topics": [{"ids": ["1"], "into": "1", "reason": "x"}],
    "split_topic": [{"id": "1", "wordings": ["99"], "questions": [], "reason": "x"}],
    "why_topic": [{"id": "1", "one": "1", "other": "1"}, {"id": "1", "one": "1", "other": "77"}],
    "rename_topic": [{"id": "9999", "name": "x"}],
    "transfers": [{"person": "p-016"}, {"person": "p-nobody"}],
    "decide_transfer": [
        {"act": "adopt", "number": "9", "person": "p-016"},
        {"act": "dance", "number": "1"},
    ],
    "kb_import": [
        {"folder": "FOLDER/kb", "person": "p-016"},
        {"folder": "FOLDER/kb", "person": "p-016"},
        {"folder": "FOLDER/kb"},
        {"folder": "FOLDER/nowhere", "person": "p-016"},
    ],
    "article_act": [
        {"act": "publish", "number": "KB-1", "person": "p-016"},
        {"act": "validate", "number": "KB-1", "person": "p-016"},
        {"act": "validate", "number": "kb-1", "person": "p-017"},
        {"act": "recheck", "number": "KB-1", "person": "p-018", "review_by": "soon"},
        {"act": "unpublish", "number": "KB-1", "person": "p-018"},
        {"act": "restore", "number": "KB-1", "person": "p-018", "version": "two"},
        {"act": "merge", "number": "KB-1", "person": "p-018", "into": "KB-1"},
        {"act": "dance", "number": "KB-1", "person": "p-018"},
    ],
    "article": [{"number": "KB-1"}, {"number": "KB-1", "person": "p-009"}, {"number": "12"}],
    "article_diff": [
        {"number": "KB-1"},
        {"number": "KB-1", "before": "7"},
        {"number": "KB-1", "person": "p-001"},
    ],
    "articles": [{}, {"person": "p-001"}, {"person": "p-nobody"}, {"all": True}],
    "kb_export": [{"folder": "FOLDER/out"}, {"folder": "FOLDER/out"}, {"folder": "FOLDER/kb/a.md"}],
    "gaps": [{"person": "p-001"}, {"person": "p-nobody"}],
    "close_gap": [{"id": "none", "state": "answered", "reason": "SOP-150 says it"}],
    "ask_gap_again": [{"id": "none"}],
    "measure_abstention": [
        {"items": [{"text": "how do I book a forklift course?", "answerability": "unanswerable"}]}
    ],
    "ingest_glossary": [{"path": "FOLDER/none.csv"}, {"path": "EVENTS"}],
    "eval_regressions": [{}],
    "eval_routing": [{"path": "EVENTS"}, {"path": "/nowhere/at/all"}],
    "export_assessments": [{"since": None}, {"since": "2026-01-01T00:00:00+00:00"}],
    "export_training": [{"format": "rows"}, {"format": "pairs"}, {"format": "csv"}],
    "dead_letters": [{}, {"resend": "all"}, {"drop": "none"}],
    "learning": [{}],
    "rollback_learning": [{"reason": "wrong documents"}, {"author": "p-001", "reason": ""}],
    "work": [{}],
    "work_again": [{"reference": "none"}, {"reference": "all"}],
    "db_upgrade": [{}],
    "db_backup": [{"path": "FOLDER/copy.db"}],
    "status": [{}],
    "accounts_list": [{}],
    "accounts_link": [{}],
    "accounts_invite": [{"person": "p-001"}, {"person": "p-none"}],
    "accounts_reset": [{"person": "p-001"}, {"person": "p-002"}],
    "accounts_disable": [{"person": "p-001"}, {"person": "p-none"}],
    "accounts_token": [{"person": "p-003"}, {"person": "p-003", "revoke": True}],
    "no_such_command": [{}],
}


_EACH_ITS_OWN = {
    *("seconds", "oldest_seconds", "bytes", "rendered", "time"),
    *("at", "ago", "first_asked", "last_asked", "changed_at", "validated_at", "badge"),
    *("link", "code", "expires_at", "token"),  # random, or of this moment
}


@dataclass(frozen=True)
class Place:
    """A data folder with the sample plant, and what runs commands on it."""

    settings: Settings
    events: Path

    def outcome(self, name: str, params: Params) -> object:
        """Return what the command gives: its result, or its sentence."""
        try:
            result = run(
                name,
                self._placed(params),
                folder=self.settings.data_dir,
                version=VERSION,
                in_process=here(self.settings),
                progress=lambda label, done, total: None,
            )
        except CommandFailed as error:
            result = {"failed": str(error)}
        return self._without_time_and_place(result)

    def _placed(self, params: Params) -> Params:
        folder = str(self.settings.data_dir)
        text = json.dumps(params).replace("EVENTS", str(self.events)).replace("FOLDER", folder)
        placed = json.loads(text)
        assert isinstance(placed, dict)
        return placed

    def _without_time_and_place(self, value: Any) -> Any:
        if isinstance(value, dict):
            drawn = {"id"} if "specversion" in value else set()  # by chance, in each store
            return {
                name: "its own"
                if name in _EACH_ITS_OWN | drawn
                else self._without_time_and_place(each)
                for name, each in value.items()
            }
        if isinstance(value, list):
            return [self._without_time_and_place(each) for each in value]
        if isinstance(value, str):
            return value.replace(str(self.settings.data_dir), "FOLDER")
        return value


def silent(label: str, done: int, total: int) -> None:
    """Say nothing of the progress."""


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("prepared")
    events = folder / "events.jsonl"
    with events.open("w") as file:
        for event in history(until=datetime.now(UTC), days=1, seed=7):
            file.write(json.dumps(event) + "\n")
    lock = claim(folder / "data", command="serve")
    assert isinstance(lock, Lock)
    with lock, build(Settings(data_dir=lock.folder), progress=silent) as app:
        app.perform("ingest_directory", {"path": str(PLANT / "people.yaml")}, silent)
        app.perform("ingest_documents", {"paths": [str(PLANT / "sops")]}, silent)
        app.perform("ingest_recommendations", {"path": str(events)}, silent)
        _write_article(folder / "data" / "kb", app.services.store)
    return folder


def _write_article(folder: Path, store: Store) -> None:
    """Write a new article about a sentence of the plant's procedures, as a person would."""
    revision = store.documents.revision_of("SOP-126", on=datetime.now(UTC).date())
    assert revision is not None
    passage = store.documents.neighbours(revision.id)[1]
    said = next(line for line in passage.text.splitlines() if line.strip())
    folder.mkdir()
    (folder / "a.md").write_text(
        f"---\nowner: quality\nsources:\n- {{label: S1, kind: passage, id: {passage.id}}}\n---\n"
        f"# Sensors\n## Questions\n- what of the sensor?\n## Answer\n{said} [S1]\n",
        encoding="utf-8",
    )


@pytest.fixture(scope="module")
def alone(prepared: Path) -> Place:
    """A place nobody owns: commands run in this process."""
    shutil.copytree(prepared / "data", prepared / "alone")
    return Place(Settings(data_dir=prepared / "alone"), prepared / "events.jsonl")


@pytest.fixture(scope="module")
def owned(prepared: Path) -> Iterator[Place]:
    """A place that is served: commands are forwarded."""
    folder = prepared / "owned"
    shutil.copytree(prepared / "data", folder)
    settings = Settings(data_dir=folder)
    lock = claim(folder, command="serve")
    assert isinstance(lock, Lock)
    with lock, build(settings, progress=silent) as app:
        api = OwnerApi(app.perform, secret=lock.secret)
        with served(api) as port:
            lock.publish(host="127.0.0.1", port=port, version=VERSION)
            yield Place(settings, prepared / "events.jsonl")


class served:  # noqa: N801 - a context manager, used as one
    """The owner's endpoint on a loopback port."""

    def __init__(self, api: OwnerApi) -> None:
        config = uvicorn.Config(Starlette(routes=api.routes()), port=0, log_config=None)
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run)

    def __enter__(self) -> int:
        self._thread.start()
        while not self._server.started:
            time.sleep(0.01)
        return int(self._server.servers[0].sockets[0].getsockname()[1])

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._thread.join()


def test_every_command_is_called_here() -> None:
    assert set(COMMANDS) == set(CALLS) - {"no_such_command"}


@pytest.mark.parametrize(
    ("name", "params"),
    [
        pytest.param(name, params, id=f"{name}-{number}")
        for name, calls in CALLS.items()
        for number, params in enumerate(calls)
    ],
)
def test_a_command_gives_the_same_over_both_transports(
    alone: Place, owned: Place, name: str, params: Params
) -> None:
    here_result = alone.outcome(name, params)
    there_result = owned.outcome(name, params)
    assert here_result == there_result
    assert here_result


def test_the_rendered_answer_is_the_same_too(alone: Place, owned: Place) -> None:
    params: Params = {**ASKED, "key": "k9", "text": "What is the lowest drum speed?"}

    def rendered(place: Place) -> Result:
        return run(
            "ask",
            params,
            folder=place.settings.data_dir,
            version=VERSION,
            in_process=here(place.settings),
            progress=silent,
        )

    assert rendered(alone)["rendered"] == rendered(owned)["rendered"]
