"""Asking a recommender what it would advise with other inputs, while somebody waits.

Knows the question, the answer, and what makes an answer unusable. Does not know how the question
was typed, nor how the answer is worded (``bot.answering``). What comes back is read as strictly as
an event.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from bot.recommender.posting import NoAnswer, post
from bot.recommender.signing import signed_headers
from knowledge.ingest.reasoning_logs import BadEvent, EventType, read_event
from knowledge.model import Measurement, Recommendation, within

MOST_WORDS = 300


class NotSaid(Exception):
    """No answer came that can be used. ``refused`` is what the recommender said itself, if so."""

    def __init__(self, why: str, *, refused: str = "") -> None:
        super().__init__(why)
        self.refused = refused


@dataclass(frozen=True)
class WouldAdvise:
    """What a recommender would advise with ``assumed``; ``advice`` None is nothing at all."""

    assumed: tuple[Measurement, ...]
    advice: Recommendation | None
    at: datetime


Ask = Callable[[Recommendation, Sequence[Measurement]], WouldAdvise | None]
"""Asks the recommender that issued this; None when it takes no such questions.

Raises ``NotSaid``.
"""


def ask_nobody(_one: Recommendation, _assumed: Sequence[Measurement]) -> None:
    """Ask nobody: no recommender takes such questions."""
    return


@dataclass(frozen=True)
class Live:
    """The recommenders that answer, by source or prefix of sources; this is an ``Ask``."""

    addresses: Mapping[str, str]
    secret: str
    seconds: float
    clock: Callable[[], datetime]

    def __call__(self, one: Recommendation, assumed: Sequence[Measurement]) -> WouldAdvise | None:
        """Ask, and wait no longer than the seconds set. Raises ``NotSaid``."""
        url = self._address(one.source)
        if url is None:
            return None
        at = self.clock()
        body = json.dumps(_question(one, assumed, at), ensure_ascii=False).encode()
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            **signed_headers(self.secret, uuid4().hex, body, at=at),
        }
        try:
            answered = post(url, body, headers, seconds=self.seconds)
        except NoAnswer as nothing:
            raise NotSaid(str(nothing)) from None
        if answered.status != 200:
            raise NotSaid(f"HTTP {answered.status}")
        return WouldAdvise(tuple(assumed), _read(answered.body, one, assumed, at), at)

    def _address(self, source: str) -> str | None:
        fitting = [prefix for prefix in self.addresses if within(source, prefix)]
        return self.addresses[max(fitting, key=len)] if fitting else None


def _question(one: Recommendation, assumed: Sequence[Measurement], at: datetime) -> dict[str, Any]:
    return {
        "decision_id": one.decision_id,
        "source": one.source,
        "subject": one.asset,
        "asked_at": at.astimezone(UTC).isoformat(),
        "assumed": [each.name for each in assumed],
        "inputs": [_input(each) for each in _inputs(one, assumed)],
        "outcomes": [
            {"name": each.name, "value": each.value, "unit": each.unit, "previous": each.previous}
            for each in one.outcomes
        ],
    }


def _inputs(one: Recommendation, assumed: Sequence[Measurement]) -> list[Measurement]:
    by_name = {each.name: each for each in assumed}
    return [by_name.get(each.name, each) for each in one.inputs]


def _input(each: Measurement) -> dict[str, Any]:
    said: dict[str, Any] = {"name": each.name, "value": each.value, "unit": each.unit}
    if each.quality:
        said["quality"] = each.quality
    return {**said, "at": each.at.isoformat()} if each.at else said


def _read(
    body: bytes, one: Recommendation, assumed: Sequence[Measurement], at: datetime
) -> Recommendation | None:
    """Return the advice. It must be about this recommendation, with these values."""
    try:
        said = json.loads(body)
    except ValueError:
        raise NotSaid("the answer is no JSON") from None
    if not isinstance(said, dict) or said.get("decision_id") != one.decision_id:
        raise NotSaid("the answer is about something else")
    if said.get("refused"):
        raise NotSaid("refused", refused=str(said["refused"])[:MOST_WORDS])
    if "recommendation" not in said or not _echoes(said.get("inputs"), assumed):
        raise NotSaid("the answer does not say with which values")
    told = said["recommendation"]
    if told is None:
        return None
    if not isinstance(told, dict) or not _echoes(told.get("inputs"), assumed):
        raise NotSaid("the answer is about other values")
    return _advice(told, one, at)


def _advice(told: dict[str, Any], one: Recommendation, at: datetime) -> Recommendation:
    event = {
        "specversion": "1.0",
        "type": EventType.ISSUED.value,
        "id": "what-if",
        "source": one.source,
        "subject": one.asset,
        "time": at.isoformat(),
        "data": {**told, "decision_id": one.decision_id},
    }
    try:
        record = read_event(event).record
    except BadEvent as bad:
        raise NotSaid(f"the answer cannot be read: {bad}") from None
    if not isinstance(record, Recommendation):
        raise NotSaid("the answer is no recommendation")
    return replace(record, expires_at=None)


def _echoes(inputs: object, assumed: Sequence[Measurement]) -> bool:
    """Whether the inputs of an answer hold every assumed value."""
    if not isinstance(inputs, list):
        return False
    told = {each.get("name"): each.get("value") for each in inputs if isinstance(each, dict)}
    return all(each.name in told and told[each.name] == each.value for each in assumed)
