"""Transfers: an article offered to another team, what they made of it, and whether it worked.

Knows the offer and its life. Does not know how likely helped teams are found
(``knowledge.curation``), nor how an offer reaches people (``bot``).
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum


class TransferBasis(StrEnum):
    """Why an article may help a team.

    ``advice``: the recommender says the same there; ``subscribed``: they asked for such articles.
    """

    EQUIPMENT = "equipment"
    CONDITION = "condition"
    ADVICE = "advice"
    QUESTIONS = "questions"
    OVERRIDES = "overrides"
    SUBSCRIBED = "subscribed"


class TransferAct(StrEnum):
    """What happened to an offer.

    ``held``: it would help, but the team may not see what it rests on; nobody there is told.
    """

    HELD = "held"
    OFFERED = "offered"
    SEEN = "seen"
    ADOPTED = "adopted"
    ADAPTED = "adapted"
    REJECTED = "rejected"
    WORKED = "worked"
    DID_NOT = "did_not"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Reason:
    """One ground of the offer: what is alike, and the team's own figures that say so.

    ``count`` and ``of`` are theirs: "asked 7 times in 30 days", "4 of 9 overrides"; 0 where there
    are none to be told.
    """

    basis: TransferBasis
    what: str
    count: int = 0
    of: int = 0


@dataclass(frozen=True)
class TransferStep:
    """One step: what, when, ``by`` whom ("" when it came by itself) and why.

    ``role`` is that in which they acted. ``made`` is the number of the article that adapting made.
    """

    act: TransferAct
    at: datetime
    by: str = ""
    reason: str = ""
    role: str = ""
    made: str = ""


class BadTransfer(ValueError):
    """A step that cannot follow, or that lacks its reason."""


_A = TransferAct
_DECISIONS = frozenset({_A.ADOPTED, _A.ADAPTED, _A.REJECTED})
_RESULTS = frozenset({_A.WORKED, _A.DID_NOT})
_FOLLOWS = {
    _A.HELD: frozenset({_A.HELD, _A.OFFERED, _A.WITHDRAWN}),
    _A.OFFERED: _DECISIONS | {_A.SEEN, _A.WITHDRAWN},
    _A.SEEN: _DECISIONS | {_A.WITHDRAWN},
    _A.ADOPTED: _RESULTS | {_A.ADAPTED, _A.REJECTED, _A.WITHDRAWN},
    _A.ADAPTED: _RESULTS | {_A.REJECTED},
    _A.REJECTED: frozenset({_A.ADOPTED, _A.ADAPTED, _A.WITHDRAWN}),
    _A.WORKED: frozenset({_A.DID_NOT, _A.REJECTED, _A.WITHDRAWN}),
    _A.DID_NOT: frozenset({_A.WORKED, _A.ADAPTED, _A.REJECTED, _A.WITHDRAWN}),
    _A.WITHDRAWN: frozenset({_A.HELD, _A.OFFERED}),
}
_NEEDS_A_REASON = frozenset({_A.HELD, _A.ADAPTED, _A.REJECTED, _A.DID_NOT, _A.WITHDRAWN})
UNDECIDED = frozenset({_A.OFFERED, _A.SEEN})
"""States in which a team is asked to decide."""
TAKEN_UP = frozenset({_A.ADOPTED, _A.ADAPTED, _A.WORKED, _A.DID_NOT})
"""States in which a team works, or has worked, with it."""
UNANSWERED = frozenset({_A.ADOPTED, _A.ADAPTED})
"""States in which nobody has said whether it worked."""


@dataclass(frozen=True)
class Transfer:
    """An article (``article`` is its number, ``version`` what was offered) for one team.

    ``reasons`` are the team's figures, ``proof`` those of the origin.
    """

    article: str
    version: int
    team: str
    origin: str
    reasons: tuple[Reason, ...]
    steps: tuple[TransferStep, ...]
    number: int = 0
    proof: tuple[Reason, ...] = ()

    @property
    def state(self) -> TransferAct:
        """What the last step made of it."""
        return self.steps[-1].act

    @property
    def last(self) -> TransferStep:
        """The last step."""
        return self.steps[-1]

    @property
    def moved_at(self) -> datetime:
        """When the last step was taken."""
        return self.last.at

    @property
    def open(self) -> bool:
        """Whether the team is asked to decide."""
        return self.state in UNDECIDED

    @property
    def offered_at(self) -> datetime | None:
        """When it was offered last; None while it is held."""
        return self.at(TransferAct.OFFERED)

    @property
    def decision(self) -> TransferStep | None:
        """What the team last decided since it was offered, or None."""
        for step in reversed(self.steps):
            if step.act in _DECISIONS:
                return step
            if step.act is TransferAct.OFFERED:
                return None
        return None

    @property
    def was_taken_up(self) -> bool:
        """Whether the team last decided to work with it, whatever came after."""
        decided = (each.act for each in reversed(self.steps) if each.act in _DECISIONS)
        return next(decided, None) in TAKEN_UP

    def at(self, act: TransferAct) -> datetime | None:
        """Return when that happened last, or None."""
        return next((each.at for each in reversed(self.steps) if each.act is act), None)

    def then(self, step: TransferStep) -> "Transfer":
        """Return the transfer with one more step. Raises ``BadTransfer``."""
        if step.act not in _FOLLOWS.get(self.state, frozenset()):
            raise BadTransfer(f"{step.act} cannot follow {self.state}")
        if step.act in _NEEDS_A_REASON and not step.reason.strip():
            raise BadTransfer(f"{step.act} needs a reason")
        return replace(self, steps=(*self.steps, step))


class Interest(StrEnum):
    """What a subscription is for."""

    EQUIPMENT = "equipment"
    DOCUMENT = "document"
    TOPIC = "topic"
    WORD = "word"


@dataclass(frozen=True)
class Subscription:
    """What a team, or one ``person`` ("" for a team), wants to hear of.

    ``value``: a class of equipment ("drum") or an asset's path, a document's number, a topic's id
    or words.
    """

    kind: Interest
    value: str
    team: str = ""
    person: str = ""
    number: int = 0
