"""Slack's way in without an open port: we connect, and Slack talks over that (Socket Mode).

Knows the connection, its renewal and its end. Does not know what comes over it.
"""

import logging
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler

_AT_ONCE = 4 * (os.cpu_count() or 1)
_TRIES_AFTER = 10.0
_log = logging.getLogger("tandem.slack")


@contextmanager
def listening_socket(bolt: App, token: str) -> Iterator[None]:
    """Be connected inside; who cannot connect tries again, and the rest of Tandem serves."""
    handler = SocketModeHandler(
        bolt,
        token,
        logger=logging.getLogger("tandem.slack.socket"),
        web_client=bolt.client,
        concurrency=_AT_ONCE,
    )
    ending = threading.Event()

    def connect() -> None:
        while not ending.is_set():
            try:
                handler.connect()  # type: ignore[no-untyped-call]
            except Exception as error:  # noqa: BLE001 - the edge of a job: it is tried again
                _log.warning("no connection to Slack yet: %s", error)
                ending.wait(_TRIES_AFTER)
            else:
                return

    thread = threading.Thread(target=connect, name="slack-socket", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ending.set()
        thread.join(timeout=_TRIES_AFTER)
        handler.close()  # type: ignore[no-untyped-call]
