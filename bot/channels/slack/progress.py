"""That an answer is on its way: shown while it is worked on; and the Stop button, heard.

Knows sessions and statuses. What is told here is for comfort only: nothing waits for it, and where
it fails the answer comes all the same.
"""

import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from bot.channels.slack.calling import called
from bot.channels.slack.parts import Parts
from bot.channels.slack.receiving import Spot
from bot.channels.slack.replying import is_for_one, spot_of
from bot.speech import tr
from knowledge.model import Delivery, Happening

_PATIENCE = 1.0
_REMEMBERED = 1_000
_log = logging.getLogger("tandem.slack")


class Stopped(Exception):
    """The person pressed Stop: nothing more of this answer is wanted."""


class Progress:
    """Shows that an answer is worked on, and knows which ones are not wanted any more."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._waits = parts.services.settings.connection is not None
        self._stops: dict[Spot, datetime] = {}

    @contextmanager
    def shown(self, happening: Happening) -> Iterator[None]:
        """Show a status inside; with a language model also the Stop button."""
        asked = happening.payload
        if not self._is_shown(asked):
            yield  # it is there before a status would be, or there is no place for one
            return
        status = tr("is looking it up…")
        told = threading.Thread(target=self._begin, args=(asked, status), daemon=True)
        told.start()
        try:
            yield
        finally:
            # A status that came after its answer would stay.
            told.join(_PATIENCE)

    def over(self, happening: Happening, sent: Delivery) -> None:
        """End the session's work: the answer was sent."""
        asked = happening.payload
        if not self._is_shown(asked):
            return
        if sent.address["channel"] != asked["channel"] or self._waits:
            # Nothing that was posted here took it away; or it came after what was posted first,
            # and an answer that grows by updates takes nothing away.
            self._status(asked, "")
        if self._waits:
            self._session(asked, "active")

    def stop(self, happening: Happening) -> None:
        """Note that what is worked on in that thread is not wanted any more."""
        if len(self._stops) > _REMEMBERED:
            self._stops.clear()
        self._stops[spot_of(happening.payload)] = happening.at
        self._session(happening.payload, "active")

    def is_stopped(self, happening: Happening) -> bool:
        """Whether Stop was pressed after this was asked."""
        stopped = self._stops.get(spot_of(happening.payload))
        return stopped is not None and stopped > happening.at

    def _is_shown(self, asked: Mapping[str, Any]) -> bool:
        """Whether there is a thread to show it in, and time to see it."""
        return (
            bool(asked.get("thread"))
            and not is_for_one(asked)
            and (asked.get("direct") or self._waits)
        )

    def _begin(self, asked: Mapping[str, Any], status: str) -> None:
        if self._waits:
            self._session(asked, "processing")
        self._status(asked, status)

    def _status(self, asked: Mapping[str, Any], status: str) -> None:
        client = self._parts.workspaces.client(asked["workspace"])
        _quietly(
            lambda: client.assistant_threads_setStatus(
                channel_id=asked["channel"], thread_ts=asked["thread"], status=status
            )
        )

    def _session(self, asked: Mapping[str, Any], status: str) -> None:
        client = self._parts.workspaces.client(asked["workspace"])
        _quietly(
            lambda: client.agents_sessions_setStatus(
                channel_id=asked["channel"],
                thread_ts=asked["thread"],
                status=status,
                initiator_user_id=asked["user"],
            )
        )


def _quietly(call: Callable[[], Any]) -> None:
    try:
        called(call)
    except Exception as error:  # noqa: BLE001 - the edge of a turn: it is for comfort only
        _log.debug("no status was shown: %s", error)
