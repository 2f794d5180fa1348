"""Delivery: in order, the same event until it is answered, nothing dropped."""

import json
from pathlib import Path
from typing import Any

import pytest

from examples.plant.delivery import Answer, Fate, NotWanted, Outbox, read_answer


class FakeApp:
    """An app that answers as told, then takes everything."""

    def __init__(self, *fates: Fate) -> None:
        self.fates = list(fates)
        self.seen: list[dict[str, Any]] = []

    def __call__(self, event: dict[str, Any]) -> Answer:
        self.seen.append(event)
        return Answer(self.fates.pop(0) if self.fates else Fate.TAKEN, "said")


def event(number: int) -> dict[str, Any]:
    return {"id": f"e-{number}", "time": "t", "subject": "s", "data": {"action": "a"}}


def outbox(app: FakeApp, said: list[str] | None = None, spool: Path | None = None) -> Outbox:
    return Outbox(app, say=(said if said is not None else []).append, spool=spool)


def test_events_are_delivered_in_order_with_one_line_each() -> None:
    app, said = FakeApp(), []
    box = outbox(app, said)
    box.put([event(1), event(2)])
    assert box.flush() == 0.0
    assert [seen["id"] for seen in app.seen] == ["e-1", "e-2"]
    assert len(said) == 2
    assert len(box) == 0


def test_an_unanswered_event_is_sent_again_unchanged_before_any_other() -> None:
    app = FakeApp(Fate.UNANSWERED, Fate.UNANSWERED)
    box = outbox(app)
    box.put([event(1), event(2)])
    waits = [box.flush(), box.flush(), box.flush()]
    assert waits[0] < waits[1]
    assert waits[2] == 0.0
    assert [seen["id"] for seen in app.seen] == ["e-1", "e-1", "e-1", "e-2"]
    assert app.seen[0] == app.seen[2]


def test_the_wait_has_an_upper_bound_and_starts_again_after_an_answer() -> None:
    box = outbox(FakeApp(*[Fate.UNANSWERED] * 12, Fate.TAKEN, Fate.UNANSWERED))
    box.put([event(1), event(2)])
    waits = [box.flush() for _ in range(13)]
    assert max(waits) == 15.0
    assert waits[-1] == 0.5


def test_a_refused_event_is_counted_and_does_not_block_the_next() -> None:
    said: list[str] = []
    app = FakeApp(Fate.REFUSED)
    box = outbox(app, said)
    box.put([event(1), event(2)])
    box.flush()
    assert box.refused == 1
    assert [seen["id"] for seen in app.seen] == ["e-1", "e-2"]
    assert "said" in said[0]


def test_a_refused_sender_stops_and_keeps_the_events() -> None:
    box = outbox(FakeApp(Fate.UNWANTED))
    box.put([event(1)])
    with pytest.raises(NotWanted, match="--token"):
        box.flush()
    assert len(box) == 1


def test_nothing_is_sent_once_it_is_stopped() -> None:
    app = FakeApp()
    box = outbox(app)
    box.put([event(1)])
    box.flush(lambda: True)
    assert app.seen == []


def test_unanswered_events_survive_a_restart_in_the_spool(tmp_path: Path) -> None:
    spool = tmp_path / "spool.jsonl"
    box = outbox(FakeApp(Fate.TAKEN, Fate.UNANSWERED), spool=spool)
    box.put([event(1), event(2), event(3)])
    box.flush()
    app = FakeApp()
    again = outbox(app, spool=spool)
    again.flush()
    assert [seen["id"] for seen in app.seen] == ["e-2", "e-3"]
    assert spool.read_text(encoding="utf-8") == ""


@pytest.mark.parametrize(
    ("status", "body", "fate"),
    [
        (200, {}, Fate.TAKEN),
        (202, {"accepted": 1, "refused": []}, Fate.TAKEN),
        (200, {"accepted": 0, "refused": [{"path": "data.action"}]}, Fate.REFUSED),
        (400, {}, Fate.REFUSED),
        (409, {}, Fate.REFUSED),
        (422, {}, Fate.REFUSED),
        (401, {}, Fate.UNWANTED),
        (403, {}, Fate.UNWANTED),
        (404, {}, Fate.UNANSWERED),
        (429, {}, Fate.UNANSWERED),
        (500, {}, Fate.UNANSWERED),
        (503, {}, Fate.UNANSWERED),
    ],
)
def test_a_status_decides_what_became_of_the_event(
    status: int, body: dict[str, Any], fate: Fate
) -> None:
    assert read_answer(status, json.dumps(body).encode()).fate is fate


def test_a_body_that_is_no_json_is_no_refusal() -> None:
    assert read_answer(202, b"thanks").fate is Fate.TAKEN
