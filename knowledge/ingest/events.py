"""Events into the store: each is accepted, already known, or refused with its reason.

Knows batches, JSON lines and what became of each event. Does not know the contract of an event
(``reasoning_logs``) nor HTTP (``bot.web``).
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Final

from knowledge.ingest.cloudevents import parse_json
from knowledge.ingest.fields import BadValue, plain
from knowledge.ingest.jsonl import BadFile, read_lines
from knowledge.ingest.reasoning_logs import BadEvent, Event, EventType, read_event
from knowledge.model import Decision, Outcome, Recommendation, sender_name
from knowledge.store import AddResult, Store

__all__ = [
    "BadEvent",
    "BadFile",
    "Event",
    "EventReport",
    "EventType",
    "Finding",
    "ingest_events",
    "ingest_jsonl",
    "read_body",
    "read_event",
]

_CHUNK: Final = 500
_CLOCKS_AGREE: Final = timedelta(minutes=5)
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Finding:
    """What is wrong with one event of many: its number, the field's path, value and reason.

    ``event_id`` is the event's own id, when it has a readable one.
    """

    number: int
    path: str
    value: object
    reason: str
    event_id: str | None = None


@dataclass(frozen=True)
class EventReport:
    """What became of the events: counts, every refusal, and notes on what was kept but is odd.

    ``counted_by`` says what a finding's number is: "index" (from 0) or "line" (from 1).
    """

    accepted: int
    known: int
    refused: tuple[Finding, ...]
    notes: tuple[Finding, ...] = ()
    counted_by: str = "index"

    def to_json(self) -> dict[str, object]:
        """Return the report as ``POST /api/events`` and ``--json`` print it."""
        return {
            "accepted": self.accepted,
            "known": self.known,
            "refused": [self._finding(finding) for finding in self.refused],
            "notes": [self._finding(finding) for finding in self.notes],
        }

    def _finding(self, finding: Finding) -> dict[str, object]:
        return {
            self.counted_by: finding.number,
            "id": finding.event_id,
            "path": finding.path,
            "value": plain(finding.value),
            "reason": finding.reason,
        }


@dataclass(frozen=True)
class _Item:
    number: int
    value: object
    wrong: BadValue | None = None


def read_body(body: bytes) -> list[object]:
    """Return the events of an HTTP body: one structured event, or a batch (a JSON list).

    Raises ``BadEvent`` when the body is not JSON; each event is checked by ``ingest_events``.
    """
    try:
        value = parse_json(body)
    except BadValue as bad:
        raise BadEvent(bad.path, bad.value, bad.rule) from None
    return value if isinstance(value, list) else [value]


def ingest_events(items: Iterable[object], *, store: Store, now: datetime) -> EventReport:
    """Keep the valid events of a batch; findings are numbered by index from 0."""
    numbered = (_Item(index, value) for index, value in enumerate(items))
    return _ingest(numbered, store=store, now=now, counted_by="index")


def ingest_jsonl(
    path: Path, *, store: Store, now: datetime, progress: Progress | None = None
) -> EventReport:
    """Keep the valid events of a file with one event a line; findings are numbered by line.

    ``progress`` is called with ("recommendations", bytes read, bytes in all). Raises ``BadFile``
    when the file as a whole cannot be read.
    """

    def items() -> Iterator[_Item]:
        for line in read_lines(path):
            if progress is not None:
                progress("recommendations", line.end, size)
            yield _Item(line.number, line.value, line.wrong)

    size = path.stat().st_size if path.is_file() else 0
    report = _ingest(items(), store=store, now=now, counted_by="line")
    if not (report.accepted or report.known or report.refused):
        raise BadFile(f"{path} holds only blank lines; nothing was ingested")
    return report


def _ingest(items: Iterator[_Item], *, store: Store, now: datetime, counted_by: str) -> EventReport:
    accepted = known = 0
    refused: list[Finding] = []
    notes: list[Finding] = []
    while chunk := list(islice(items, _CHUNK)):
        events = [(item.number, event) for item in chunk if (event := _read(item, refused))]
        for number, event, result in _keep(events, store):
            accepted += result == "added"
            known += result == "known"
            if result == "conflict":
                refused.append(_conflict(number, event, store))
            elif note := _ahead(number, event, now):
                notes.append(note)
    refused.sort(key=lambda finding: finding.number)
    return EventReport(accepted, known, tuple(refused), tuple(notes), counted_by)


def _read(item: _Item, refused: list[Finding]) -> Event | None:
    try:
        if item.wrong is not None:
            raise item.wrong
        return read_event(item.value)
    except BadValue as bad:
        refused.append(Finding(item.number, bad.path, bad.value, bad.reason, _event_id(item.value)))
        return None


def _event_id(value: object) -> str | None:
    found = value.get("id") if isinstance(value, dict) else None
    return str(plain(found)) if isinstance(found, str) else None


def _keep(events: list[tuple[int, Event]], store: Store) -> Iterator[tuple[int, Event, str]]:
    issued = [
        (event.record, event.raw, event.fingerprint)
        for _, event in events
        if isinstance(event.record, Recommendation)
    ]
    results = iter(store.recommendations.add_many(issued) if issued else ())
    for number, event in events:
        yield number, event, _keep_one(event, store, results)


def _keep_one(event: Event, store: Store, issued: Iterator[str]) -> str:
    if event.source == sender_name(store.uid) and not isinstance(event.record, Recommendation):
        return AddResult.KNOWN  # what people told us comes back: it must not count twice
    match event.record:
        case Recommendation():
            return next(issued)
        case Decision() as decision:
            return store.recommendations.add_decision(
                decision, event.source, event.id, event.fingerprint, event.raw
            )
        case Outcome() as outcome:
            return store.recommendations.add_outcome(
                outcome, event.source, event.id, event.fingerprint, event.raw
            )


def _conflict(number: int, event: Event, store: Store) -> Finding:
    if isinstance(event.record, Recommendation):
        decision_id = event.record.decision_id
        earlier = store.recommendations.get(decision_id)
        if earlier and (earlier.source, earlier.event_id) != (event.source, event.id):
            reason = (
                f"must be new: event {earlier.event_id} of {earlier.source} issued it with other "
                "content, which was not overwritten; give each recommendation its own id"
            )
            return Finding(number, "data.decision_id", decision_id, reason, event.id)
    reason = (
        "must be new: this source sent other content under the same id, which was not "
        "overwritten; give each event its own id"
    )
    return Finding(number, "id", event.id, reason, event.id)


def _ahead(number: int, event: Event, now: datetime) -> Finding | None:
    record = event.record
    at = record.issued_at if isinstance(record, Recommendation) else record.at
    if at - now <= _CLOCKS_AGREE:
        return None
    reason = (
        "is ahead of this machine's clock; it was kept, but its age will be wrong until the "
        "clocks agree"
    )
    return Finding(number, "time", event.raw["time"], reason, event.id)
