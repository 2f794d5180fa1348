"""The whole circle: an override, what came of it, judged, exported, and received by the owners."""

import base64
import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from examples.plant.history import history
from examples.plant.owners import listening
from tests.acceptance.processes import PLANT, free_port, serving, tandem

SECRET = "whsec_" + base64.b64encode(bytes(range(32))).decode()
OPERATOR = "p-001"
INSTEAD = "Drum speed left at 42 rpm"


def _plain_case(now: datetime) -> dict[str, Any]:
    """The open recommendation of the sample plant's history: SEAS-07 on drum 2 of line 4."""
    found = [
        event
        for event in history(until=now, days=1, seed=7)
        if str(event["type"]).endswith("issued") and str(event["subject"]).endswith("line-4/drum-2")
    ]
    return found[-1]


def _like(issued: dict[str, Any], number: int, at: datetime) -> list[dict[str, Any]]:
    """The same recommendation some time ago: followed, and then it was worse."""
    decision_id = f"R-earlier-{number}"
    data = {**issued["data"], "decision_id": decision_id}
    earlier = {**issued, "time": at.isoformat(), "data": data}
    earlier.pop("expirytime", None)
    after = (at + timedelta(hours=1)).isoformat()
    told = [
        ("issued", earlier["time"], data),
        ("decided", after, {"decision_id": decision_id, "decision": "accepted"}),
        ("outcome", after, {"decision_id": decision_id, "result": "worse"}),
    ]
    return [
        {
            **earlier,
            "type": f"tandem.recommendation.{kind}",
            "id": f"{decision_id}-{kind}",
            "time": moment,
            "data": each,
        }
        for kind, moment, each in told
    ]


def _ingest(folder: Path, events: list[dict[str, Any]]) -> None:
    file = folder.parent / "events.jsonl"
    file.write_text("".join(json.dumps(each) + "\n" for each in events))
    done = tandem(folder, "ingest", "recommendations", str(file))
    assert done.code == 0, done


def _lines(folder: Path, *arguments: str) -> list[dict[str, Any]]:
    done = tandem(folder, "export", *arguments)
    assert done.code == 0, done
    return [json.loads(line) for line in done.out.splitlines()]


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A served installation whose owners are the sample plant's, with its people."""
    folder = tmp_path / "data"
    assert tandem(folder, "ingest", "directory", str(PLANT / "people.yaml")).code == 0
    with listening(0, secret=SECRET, letters=tmp_path / "letters.jsonl") as port:
        address = f"http://127.0.0.1:{port}"
        settings = {
            "TANDEM_RECOMMENDER_SECRET": SECRET,
            "TANDEM_WEBHOOK_URL": f"{address}/letters",
            "TANDEM_WHAT_IF_URLS": json.dumps({"northfield": f"{address}/what-if"}),
        }
        with serving(folder, "serve", "--port", str(free_port()), **settings):
            yield folder


def test_override_comes_back_to_the_owners_with_what_came_of_it(folder: Path) -> None:
    now = datetime.now(UTC)
    issued = _plain_case(now)
    decision_id = issued["data"]["decision_id"]
    earlier = [_like(issued, n, now - timedelta(days=n + 1)) for n in range(6)]
    _ingest(folder, [*(event for events in earlier for event in events), issued])

    wondered = tandem(
        folder, "ask", "And if moisture were 2.0 %?", "--decision", decision_id, "--json"
    )
    assert wondered.code == 0, wondered
    asked = json.loads(wondered.out)
    assert asked["status"] == "answered"
    assert any("asked live at" in each["place"] for each in asked["evidence"]), asked

    typed = f"why {decision_id}?\noverride\n1\nThe new lot flows better.\n{INSTEAD}\n"
    talked = tandem(folder, "chat", "--person", OPERATOR, typed=typed)
    assert talked.code == 0, talked

    later = datetime.now(UTC) + timedelta(seconds=1)
    data = {"decision_id": decision_id, "result": "better"}
    source = "northfield/historian"
    kind = "tandem.recommendation.outcome"
    _ingest(
        folder,
        [
            {
                **issued,
                "type": kind,
                "id": "o",
                "source": source,
                "time": later.isoformat(),
                "data": data,
            }
        ],
    )

    (pair,) = _lines(folder, "training", "--format", "pairs")
    assert (pair["chosen"], pair["rejected"]) == (INSTEAD, issued["data"]["action"])
    assert pair["judged"] == {"verdict": "right", "reason": "compared", "compared": 6}

    exported = _lines(folder, "assessments")
    decided = [each for each in exported if each["type"].endswith("decided")]
    assert [each["data"]["decision"] for each in decided] == ["overridden"]
    assert decided[0]["data"]["by"] == OPERATOR

    file = folder.parent / "letters.jsonl"
    deadline = time.monotonic() + 30
    while not file.exists() or len(file.read_text().splitlines()) < len(exported):
        assert time.monotonic() < deadline
        time.sleep(0.2)
    assert [json.loads(line) for line in file.read_text().splitlines()] == exported
    told = tandem(folder, "export", "dead-letters")
    assert "0 dead" in told.out
