"""Draftings: that something was drafted, or why not; and what is proposed to an article.

Knows the record. Does not know how a draft comes about (``knowledge.curation.drafting``).
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from knowledge.model.articles import Body


class DraftOutcome(StrEnum):
    """What came of drafting."""

    DRAFTED = "drafted"
    """A new article in progress."""
    RENEWED = "renewed"
    """The draft that nobody has touched yet says more now."""
    PROPOSED = "proposed"
    """A better version is proposed of an article that is there."""
    UNCHANGED = "unchanged"
    """The article that is there says all of it."""
    PUT_AWAY = "put_away"
    """Somebody put the article away: it is not written again."""
    ROUTED = "routed"
    """It is not answered from chat."""
    NOTHING = "nothing"
    """There is not enough to say: who knows is asked."""
    UNSEEN = "unseen"
    """What answers it may be seen by none of those who asked."""
    OVERDUE = "overdue"
    """What answers it is overdue for review."""


class ProposalState(StrEnum):
    """What became of what is proposed to an article."""

    OPEN = "open"
    TAKEN = "taken"
    DECLINED = "declined"


@dataclass(frozen=True)
class Proposal:
    """What the article ``version`` of which was looked at would say with what is new."""

    body: Body
    version: int
    state: ProposalState = ProposalState.OPEN


@dataclass(frozen=True)
class Drafting:
    """The last drafting of one subject ("topic-12", "gap-…", "message-…").

    ``asked`` is how often it had been asked then; ``grounds`` a digest of what it was made from:
    while both stay, nothing is drafted anew. ``article`` is its number, "" without one. ``notes``
    are pairs of a kind and what it is about.
    """

    subject: str
    question: str
    at: datetime
    outcome: DraftOutcome
    topic: int | None = None
    asked: int = 0
    grounds: str = ""
    article: str = ""
    notes: tuple[tuple[str, str], ...] = ()
    proposal: Proposal | None = None
