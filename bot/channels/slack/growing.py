"""A message that grows while its answer is being written: streamed, or posted and updated.

Knows both ways, and that a message which is not whole yet is marked as such, so that one that was
cut off can be told from one that was sent. Does not know what it says, nor who may see it. Whatever
goes wrong here, the answer goes on: it is then sent when it is whole.
"""

import logging
import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from slack_sdk import WebClient

from bot.channels.slack.blocks.elements import Json, context
from bot.channels.slack.blocks.posts import Post
from bot.channels.slack.blocks.reading import fallback
from bot.channels.slack.calling import called
from bot.delivering import Address, NotNow, NotSent, Refused
from bot.speech import tr

MARK = "tandem_message"
"""What our messages' metadata is called; its payload holds the key."""

_BETWEEN_UPDATES = 1.2
_UPDATES_A_MINUTE = 25
"""Half of what Slack takes: what is only for comfort holds up no message that is whole."""
_NAMED = "tandem:"
_LONGEST_NAME = 255
_log = logging.getLogger("tandem.slack")

Add = Callable[[Sequence[Json]], None]


@dataclass(frozen=True)
class Growing:
    """What is sent piece by piece: ``whole`` gets what takes pieces, and returns all of it.

    It raises ``Elsewhere`` where the whole may not be seen by all who saw the pieces.
    """

    whole: Callable[[Add], Post]


class Elsewhere(NotSent):
    """The whole does not belong here: ``instead`` takes the place of what was shown so far.

    ``shown`` says that something was.
    """

    def __init__(self, instead: Post) -> None:
        super().__init__("not everybody there may see it")
        self.instead = instead
        self.shown = False


def marked(key: str, *, partial: bool = False) -> dict[str, Any]:
    """Return the metadata by which a message of ours is found; ``partial``: it is not whole."""
    payload: dict[str, Any] = {"key": key}
    return {"event_type": MARK, "event_payload": payload | ({"partial": True} if partial else {})}


def is_left_of(key: str, message: Mapping[str, Any], *, threaded: bool) -> bool:
    """Whether this message of ours is what a crash left of the growing message of that key.

    A stream has no metadata before it ends: its first block names its key. A thread's message with
    neither is a stream of which Slack kept no name.
    """
    payload = message.get("metadata", {}).get("event_payload", {})
    if payload:
        return payload.get("key") == key and bool(payload.get("partial"))
    named = next((each.get("block_id", "") for each in message.get("blocks", ())), "")
    if named.startswith(_NAMED):
        return bool(named == _name(key))
    return threaded


def _name(key: str) -> str:
    return (_NAMED + key)[:_LONGEST_NAME]


class Pace:
    """Lets so many updates pass in a minute and workspace; the others come with the next."""

    def __init__(
        self, most: int = _UPDATES_A_MINUTE, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most = most
        self._clock = clock
        self._passed: defaultdict[str, deque[float]] = defaultdict(deque)
        self._lock = threading.Lock()

    def may(self, workspace: str) -> bool:
        """Whether one more may pass now; it is counted then."""
        with self._lock:
            passed, now = self._passed[workspace], self._clock()
            while passed and passed[0] <= now - 60:
                passed.popleft()
            if len(passed) < self._most:
                passed.append(now)
                return True
            return False


class Message:
    """One growing message at an address; ``stamp`` is its time stamp, "" before there is one.

    ``is_unsure``: it may be there without our knowing its time stamp.
    """

    def __init__(self, client: WebClient, address: Address, key: str, pace: Pace) -> None:
        self._client = client
        self._address = address
        self._key = key
        self._pace = pace
        self._streams = bool(address.get("thread"))
        self._broken = False
        self._blocks: list[Json] = []
        self._updated = float("-inf")
        self.stamp = ""
        self.is_unsure = False

    def add(self, blocks: Sequence[Json]) -> None:
        """Show more of it now, if Slack lets us."""
        if blocks and not self._blocks:
            blocks = [{**blocks[0], "block_id": _name(self._key)}, *blocks[1:]]
        self._blocks += blocks
        if self._broken:
            return
        try:
            if self._streams:
                self._stream(blocks)
            else:
                self._update()
        except Exception as error:  # noqa: BLE001 - the edge of a turn: it is sent whole later
            _log.info("an answer is not shown while it is written: %s", error)
            self._broken = True
            known = isinstance(error, NotNow | NotSent | Refused)
            self.is_unsure = not known and not self.stamp

    def end(self) -> None:
        """Let it grow no more; it is still marked as not whole. Raises ``NotNow``."""
        if not self.stamp or not self._streams:
            return
        metadata = marked(self._key, partial=True)
        try:
            called(
                lambda: self._client.chat_stopStream(
                    channel=self._address["channel"],
                    ts=self.stamp,
                    metadata=metadata,
                    session_status="active",
                )
            )
        except Refused as over:
            _log.info("a stream had ended before: %s", over)  # expired, or stopped by the person
        self._streams = False

    def _stream(self, blocks: Sequence[Json]) -> None:
        where: dict[str, Any] = {
            "channel": self._address["channel"],
            "chunks": [{"type": "blocks", "blocks": list(blocks)}],
        }
        if self.stamp:
            called(lambda: self._client.chat_appendStream(ts=self.stamp, **where))
            return
        try:
            told = called(
                lambda: self._client.chat_startStream(
                    thread_ts=self._address["thread"],
                    recipient_team_id=self._address["workspace"],
                    recipient_user_id=self._address.get("asker"),
                    **where,
                )
            )
            self.stamp = told["ts"]
        except (NotNow, Refused) as refused:
            _log.info("posted and updated instead of streamed: %s", refused)
            self._streams = False
            self._update()

    def _update(self) -> None:
        """Post what there is, or put it in place of what was posted; not more than once a second.

        A piece that is left out here comes with the next one, or with the whole.
        """
        now = time.monotonic()
        if now - self._updated < _BETWEEN_UPDATES:
            return
        if self.stamp and not self._pace.may(self._address["workspace"]):
            return
        self._updated = now
        blocks = [*self._blocks, *context(tr("I am still writing…"))]  # a stream shows it by itself
        said: dict[str, Any] = {
            "channel": self._address["channel"],
            "blocks": blocks,
            "text": fallback(blocks),
            "metadata": marked(self._key, partial=True),
            "unfurl_links": False,
            "unfurl_media": False,
        }
        if self.stamp:
            called(lambda: self._client.chat_update(ts=self.stamp, **said))
        else:
            if self._address.get("thread"):
                said["thread_ts"] = self._address["thread"]
            told = called(lambda: self._client.chat_postMessage(**said))
            self.stamp = told["ts"]
