"""Delivering: a message appears once, in order, as soon as the channel lets it.

Knows when a message is sent, looked up, waited for or given up, and keeps that in the store. Does
not know any channel (``Transport``), nor what a message says.

No channel lets us send and remember in one act. So a message is first marked as being sent; where
that mark is found later, or the channel's answer did not come, nobody knows whether the message
is there, and it is looked up by its key before it is sent again. Where a channel cannot be asked
that, the message is given up instead, and whoever sent it may say it elsewhere.
"""

import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Generic, Protocol, TypeVar

from bot.jobs import Later
from bot.jobs.points import Passing, Point, unwatched
from knowledge.model import Delivery, DeliveryState
from knowledge.store import Store

LONGEST_WAIT = timedelta(seconds=30)
"""Who is told to wait longer leaves the thread to others meanwhile."""

SETTLES_AFTER = timedelta(seconds=2)
"""A message whose sending was cut off may arrive that much later; then it can be looked up."""

UNSURE = "nobody knows whether it arrived"
"""Why a message is given up that cannot be looked up: it may be there."""

Address = Mapping[str, str]
Content = TypeVar("Content", contravariant=True)
Result = TypeVar("Result")


class NotNow(Exception):
    """The channel did not take it and says how long to wait, in seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"the channel says to wait {seconds:g} s")
        self.seconds = seconds


class NotSent(Exception):
    """It is certain that the message did not arrive, and it may be tried again; says why."""


class Refused(Exception):
    """The channel will never take this message; says why."""


class Unsure(Refused):
    """The channel cannot be asked whether the message is there, so it is not sent once more."""

    def __init__(self) -> None:
        super().__init__(UNSURE)


class Transport(Protocol[Content]):
    """Sends messages of one kind of channel, each marked with its key where the channel allows.

    Anything else that is raised means: nobody knows whether the message arrived.
    """

    def send(self, address: Address, content: Content, key: str) -> str:
        """Send and return what the channel calls the message.

        Raises ``NotNow``, ``NotSent`` or ``Refused``.
        """
        ...

    def find(self, address: Address, key: str) -> str | None:
        """Return what the channel calls the message of that key; None when it is not there.

        Raises ``NotNow``, or ``Unsure``.
        """
        ...


class Deliverer(Generic[Content]):
    """Delivers over one transport. Threads may share it; close it before the store."""

    def __init__(
        self,
        store: Store,
        transport: Transport[Content],
        *,
        now: Callable[[], datetime],
        passing: Passing = unwatched,
        settles_after: timedelta = SETTLES_AFTER,
    ) -> None:
        self._store = store
        self._transport = transport
        self._now = now
        self._passing = passing
        self._settles_after = settles_after
        self._lines = _Lines()
        self._closing = threading.Event()

    def deliver(self, delivery: Delivery, content: Content) -> Delivery:
        """Deliver the message when its turn in the lane comes; return it sent or failed.

        A key that was delivered before is returned as it is. Raises ``Later`` when it has to wait
        for long, and whatever the transport raised when it is not known to be there: deliver it
        again with the same key then, which looks it up first.
        """
        with self._lines.turn(f"key {delivery.key}"), self._lines.turn(delivery.lane):
            before = self._store.deliveries.try_now(delivery, now=self._now())
            if before.is_finished:
                return before
            try:
                external = self._there(before) or self._sent(delivery, content)
            except Refused as refused:
                return self._store.deliveries.fail(delivery.key, reason=str(refused))
            sent = self._store.deliveries.sent(delivery.key, external=external)
            self._passing(Point.MARKED)
            return sent

    def close(self) -> None:
        """Let nobody wait any longer: what waits is delivered later."""
        self._closing.set()

    def _sent(self, delivery: Delivery, content: Content) -> str:
        self._passing(Point.SENDING)
        try:
            external = self._patiently(
                lambda: self._transport.send(delivery.address, content, delivery.key)
            )
        except (NotSent, Later) as unsent:
            self._store.deliveries.not_sent(delivery.key, reason=str(unsent))
            raise
        self._passing(Point.SENT)
        return external

    def _there(self, delivery: Delivery) -> str | None:
        """Look up a message whose sending was cut off."""
        if delivery.state is not DeliveryState.SENDING:
            return None
        if delivery.tried_at is not None:
            settled = delivery.tried_at + self._settles_after
            self._wait((settled - self._now()).total_seconds())
        return self._patiently(lambda: self._transport.find(delivery.address, delivery.key))

    def _patiently(self, ask: Callable[[], Result]) -> Result:
        """Ask until the channel no longer says to wait; raises ``Later`` for long waits."""
        while True:
            try:
                return ask()
            except NotNow as told:
                if told.seconds > LONGEST_WAIT.total_seconds():
                    raise Later(told.seconds, str(told)) from None
                self._wait(told.seconds)

    def _wait(self, seconds: float) -> None:
        if seconds > 0 and self._closing.wait(seconds):
            raise Later(0, "Tandem is stopping")


class _Lines:
    """Lets those of one lane pass one by one, in the order in which they came."""

    def __init__(self) -> None:
        self._waiting: dict[str, deque[object]] = {}
        self._moved = threading.Condition()

    @contextmanager
    def turn(self, lane: str) -> Iterator[None]:
        """Wait for one's turn in the lane, and have it inside."""
        mine = object()
        with self._moved:
            line = self._waiting.setdefault(lane, deque())
            line.append(mine)
            self._moved.wait_for(lambda: line[0] is mine)
        try:
            yield
        finally:
            with self._moved:
                line.popleft()
                if not line:
                    del self._waiting[lane]
                self._moved.notify_all()
