"""Delivery of events by HTTP: in order, each until it is answered, with the id it was born with.

Knows statuses, back-off and a spool file. Does not know what the events say.
"""

import http.client
import json
import urllib.error
import urllib.request
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from examples.plant.events import Event

TIMEOUT_SECONDS = 10.0
FIRST_WAIT_SECONDS = 0.5
LONGEST_WAIT_SECONDS = 15.0
_TRANSIENT = {404, 408, 425, 429}
_UNWANTED = {401, 403}


class Fate(StrEnum):
    """What became of one attempt."""

    TAKEN = "taken"
    REFUSED = "refused"
    UNANSWERED = "unanswered"
    UNWANTED = "unwanted"


@dataclass(frozen=True)
class Answer:
    """The fate of an attempt and what was said."""

    fate: Fate
    detail: str


class NotWanted(Exception):
    """The app refuses the sender itself; give the right ``--token``."""


Post = Callable[[Event], Answer]


def http_post(url: str, token: str | None) -> Post:
    """Return a function that posts one structured CloudEvent to ``url``/api/events.

    It goes there directly: a proxy of the environment is for the outside, not for the plant.
    """
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    target = url.rstrip("/") + "/api/events"
    headers = {"Content-Type": "application/cloudevents+json; charset=utf-8"}
    if token:
        headers["Authorization"] = f"Bearer {token}"

    def post(event: Event) -> Answer:
        body = json.dumps(event, ensure_ascii=False).encode()
        request = urllib.request.Request(target, data=body, headers=headers, method="POST")
        try:
            with opener.open(request, timeout=TIMEOUT_SECONDS) as response:
                return read_answer(response.status, response.read())
        except urllib.error.HTTPError as error:
            with error:
                return read_answer(error.code, error.read())
        except (OSError, http.client.HTTPException) as error:
            return Answer(Fate.UNANSWERED, str(getattr(error, "reason", error)))

    return post


def read_answer(status: int, body: bytes) -> Answer:
    """Return what a response means: a 2xx with a non-empty ``refused`` list is a refusal."""
    text = body.decode("utf-8", "replace").strip()
    detail = f"{status} {text[:300]}".strip()
    if status in _UNWANTED:
        return Answer(Fate.UNWANTED, detail)
    if status in _TRANSIENT or status >= 500 or status < 200:
        return Answer(Fate.UNANSWERED, detail)
    if status >= 300 or _refusals(text):
        return Answer(Fate.REFUSED, detail)
    return Answer(Fate.TAKEN, str(status))


def _refusals(text: str) -> bool:
    try:
        body = json.loads(text)
    except ValueError:
        return False
    return isinstance(body, dict) and bool(body.get("refused"))


class Outbox:
    """Events that wait for an answer. ``spool`` keeps them over a restart."""

    def __init__(
        self, post: Post, *, say: Callable[[str], None], spool: Path | None = None
    ) -> None:
        self._post = post
        self._say = say
        self._spool = spool
        self._wait = FIRST_WAIT_SECONDS
        self._waiting: deque[Event] = deque(_read_spool(spool))
        self.refused = 0

    def __len__(self) -> int:
        return len(self._waiting)

    def put(self, events: Iterable[Event]) -> None:
        """Add events behind those that wait."""
        self._waiting.extend(events)
        self._save()

    def flush(self, stopped: Callable[[], bool] = lambda: False) -> float:
        """Deliver what can be; return the seconds to wait before the next try, 0 when done.

        ``stopped`` is asked between two events. Raises ``NotWanted`` when the app does not accept
        this sender; the events stay.
        """
        while self._waiting and not stopped():
            event = self._waiting[0]
            answer = self._post(event)
            if answer.fate is Fate.UNWANTED:
                raise NotWanted(f"the app refused the sender ({answer.detail}); check --token")
            if answer.fate is Fate.UNANSWERED:
                return self._back_off(event, answer)
            self._waiting.popleft()
            self._save()
            self._wait = FIRST_WAIT_SECONDS
            self.refused += answer.fate is Fate.REFUSED
            self._say(f"{answer.fate} {line_of(event)}" + _why(answer))
        return 0.0

    def _back_off(self, event: Event, answer: Answer) -> float:
        wait = self._wait
        self._wait = min(self._wait * 2, LONGEST_WAIT_SECONDS)
        self._say(f"waiting {wait:g} s to send {event['id']} again: {answer.detail}")
        return wait

    def _save(self) -> None:
        if self._spool is None:
            return
        lines = "".join(json.dumps(event, ensure_ascii=False) + "\n" for event in self._waiting)
        fresh = self._spool.with_name(self._spool.name + ".new")
        fresh.write_text(lines, encoding="utf-8")
        fresh.replace(self._spool)


def line_of(event: Event) -> str:
    """Return one line that says which event it is."""
    data = event["data"]
    said = ""
    if isinstance(data, dict):
        said = str(data.get("action") or data.get("decision") or data.get("result") or "")
    return f"{event['time']} {event['id']} {event['subject']} {said}".rstrip()


def _why(answer: Answer) -> str:
    return f" - {answer.detail}" if answer.fate is Fate.REFUSED else ""


def _read_spool(spool: Path | None) -> list[Event]:
    if spool is None or not spool.exists():
        return []
    return [json.loads(line) for line in spool.read_text(encoding="utf-8").splitlines() if line]
