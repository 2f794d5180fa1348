"""Named points of durable work, so that a test can cut the process off at each of them.

Knows the names and their order. Whoever builds an app may pass a function that is told of each
point; nothing that is read from outside (settings, environment) leads to one.
"""

from collections.abc import Callable
from enum import StrEnum


class Point(StrEnum):
    """Where durable work has come to, in order."""

    RECEIVED = "received"  # the row of the inbox is committed, nothing is acknowledged
    STARTED = "started"  # the durable start is committed
    BEGUN = "begun"  # the row says started, nothing is done
    SENDING = "sending"  # the delivery says sending, nothing is sent
    SENT = "sent"  # it is sent, the delivery says sending
    MARKED = "marked"  # the delivery says sent
    WORKED = "worked"  # all is done, the row says started
    FINISHED = "finished"  # the row says done, the durable work does not


Passing = Callable[[Point], None]
"""Told of each point that is passed."""


def unwatched(_point: Point) -> None:
    """Pass all points without anybody being told."""
