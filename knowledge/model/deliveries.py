"""Deliveries: messages that should appear somewhere, each once.

Knows the record: where to, how far, and what it belongs to. Does not know what it says (that is
made from what it belongs to) nor how a channel sends it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class DeliveryState(StrEnum):
    """How far a message is. ``sending``: it was tried, and whether it arrived is not known yet."""

    INTENDED = "intended"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"


@dataclass(frozen=True)
class Delivery:
    """One message on its way.

    ``key`` is the message's identity, the same at every try. ``channel`` is the kind of channel
    ("slack", "webhook"), ``address`` the place in it, in the channel's own words. Messages of one
    ``lane`` go out one after the other, in the order in which they were handed over. ``about`` is
    what the message belongs to: a turn's key, a digest's. ``external`` is what the channel calls
    the message once it is there; ``reason`` says why it could not be sent.
    """

    key: str
    channel: str
    lane: str
    address: Mapping[str, str]
    about: str
    at: datetime
    state: DeliveryState = DeliveryState.INTENDED
    tries: int = 0
    tried_at: datetime | None = None
    external: str = ""
    reason: str = ""

    @property
    def is_finished(self) -> bool:
        """Whether it is there, or never will be."""
        return self.state in (DeliveryState.SENT, DeliveryState.FAILED)
