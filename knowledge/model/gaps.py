"""Gaps: questions that stayed without an answer, for the engineers of the asset.

Knows what was asked, how often and by which teams. Knows no person, by design.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class GapState(StrEnum):
    """What became of a gap."""

    OPEN = "open"
    ANSWERED = "answered"
    DISMISSED = "dismissed"


@dataclass(frozen=True)
class Gap:
    """One question that nobody wrote about, however often it was asked.

    ``missing``: the asked words or parts that nothing speaks of. ``asset`` is what it was about,
    or the place of the team that asked first; "" when neither is known. ``asked`` counts the times
    since it was filed, ``teams`` are the ids of those who asked. ``reason`` and ``closed_at`` are
    set when it is not open.
    """

    id: str
    text: str
    asset: str
    missing: tuple[str, ...]
    first_asked: datetime
    last_asked: datetime
    asked: int = 1
    teams: tuple[str, ...] = ()
    state: GapState = GapState.OPEN
    reason: str = ""
    closed_at: datetime | None = None
