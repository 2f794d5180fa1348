"""Experts: people who let themselves be asked what nothing that is written answers.

Knows who is willing and when not, who is asked what, and a reply. Does not know how it is found
out who knows (``knowledge.curation.knowing``), nor who may see a reply (``knowledge.access``).
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from knowledge.model.channels import QuietHours


class AskingState(StrEnum):
    """What became of a question for one person who was asked."""

    OPEN = "open"
    ANSWERED = "answered"
    DECLINED = "declined"
    PASSED = "passed"
    """Nothing came back in time; somebody else was asked."""
    SETTLED = "settled"
    """Somebody else replied, or it needs no answer any more."""


@dataclass(frozen=True)
class Expert:
    """Somebody who said that they may be asked, and in which hours not."""

    person_id: str
    since: datetime
    quiet: QuietHours | None = None


@dataclass(frozen=True)
class ExpertAsking:
    """The question of a gap, as it was put to one person."""

    gap: str
    person_id: str
    at: datetime
    state: AskingState = AskingState.OPEN


@dataclass(frozen=True)
class ExpertReply:
    """What an expert replied. ``routed``: it is of work that is not explained in chat.

    ``asset`` is what the question was about; ``unnamed``: others are not told who said it.
    """

    key: str
    gap: str
    question: str
    asset: str
    person_id: str
    text: str
    at: datetime
    unnamed: bool = False
    routed: bool = False
    number: int = 0


@dataclass(frozen=True)
class Awaited:
    """A reply for one turn that waits for it: whose turn it was, and what they made of it.

    ``helped`` is None while they have not said.
    """

    turn: str
    person_id: str
    question: str
    reply: ExpertReply
    told_at: datetime | None = None
    helped: bool | None = None
