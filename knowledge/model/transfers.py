"""Transfers: an article offered to another team, what they made of it, and whether it worked.

Knows the offer and its life. Does not know how likely helped teams are found
(``knowledge.curation``), nor how an offer reaches people (``bot``).
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum


class TransferBasis(StrEnum):
    """Why an article may help a team."""

    EQUIPMENT = "equipment"
    CONDITION = "condition"
    QUESTIONS = "questions"
    OVERRIDES = "overrides"
    SUBSCRIBED = "subscribed"


class TransferAct(StrEnum):
    """What happened to an offer."""

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

    ``count`` and ``of`` are theirs: "asked 7 times in 30 days", "4 of 9 overrides".
    """

    basis: TransferBasis
    what: str
    count: int = 0
    of: int = 0


@dataclass(frozen=True)
class TransferStep:
    """One step: what, when, ``by`` whom ("" when it came by itself) and why."""

    act: TransferAct
    at: datetime
    by: str = ""
    reason: str = ""


class BadTransfer(ValueError):
    """A step that cannot follow, or that lacks its reason."""


_FOLLOWS = {
    TransferAct.OFFERED: frozenset(
        {
            TransferAct.SEEN,
            TransferAct.ADOPTED,
            TransferAct.ADAPTED,
            TransferAct.REJECTED,
            TransferAct.WITHDRAWN,
        }
    ),
    TransferAct.SEEN: frozenset(
        {
            TransferAct.ADOPTED,
            TransferAct.ADAPTED,
            TransferAct.REJECTED,
            TransferAct.WITHDRAWN,
        }
    ),
    TransferAct.ADOPTED: frozenset(
        {TransferAct.WORKED, TransferAct.DID_NOT, TransferAct.WITHDRAWN}
    ),
    TransferAct.ADAPTED: frozenset(
        {TransferAct.WORKED, TransferAct.DID_NOT, TransferAct.WITHDRAWN}
    ),
    TransferAct.REJECTED: frozenset({TransferAct.ADOPTED, TransferAct.ADAPTED}),
    TransferAct.DID_NOT: frozenset({TransferAct.WORKED}),
    TransferAct.WORKED: frozenset({TransferAct.DID_NOT}),
}
_NEEDS_A_REASON = frozenset({TransferAct.ADAPTED, TransferAct.REJECTED, TransferAct.DID_NOT})


@dataclass(frozen=True)
class Transfer:
    """An article (``article`` is its number, ``version`` what was offered) for one team."""

    article: str
    version: int
    team: str
    origin: str
    reasons: tuple[Reason, ...]
    steps: tuple[TransferStep, ...]
    number: int = 0

    @property
    def state(self) -> TransferAct:
        """What the last step made of it."""
        return self.steps[-1].act

    def then(self, step: TransferStep) -> "Transfer":
        """Return the transfer with one more step. Raises ``BadTransfer``."""
        if step.act not in _FOLLOWS.get(self.state, frozenset()):
            raise BadTransfer(f"{step.act} cannot follow {self.state}")
        if step.act in _NEEDS_A_REASON and not step.reason.strip():
            raise BadTransfer(f"{step.act} needs a reason")
        return replace(self, steps=(*self.steps, step))
