"""Letters: what people said through Tandem, on its way back to the recommender's owners.

Knows the record that is carried and how far it has come. Does not know the envelope it travels in
(``bot.recommender``), nor when it is tried again.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from knowledge.model.assessments import Assessment
from knowledge.model.corrections import LifeStep
from knowledge.model.recommendations import Decision, Outcome


@dataclass(frozen=True)
class Review:
    """What became of a correction: one step of its life.

    ``of`` is the id of the letter that carries what was said, ``instead`` that of the one that
    holds instead ("" is none).
    """

    of: str
    step: LifeStep
    instead: str = ""


Carried = Assessment | Decision | Outcome | Review


class LetterKind(StrEnum):
    """What a letter carries."""

    ASSESSMENT = "assessment"
    DECISION = "decision"
    OUTCOME = "outcome"
    REVIEW = "review"


class LetterState(StrEnum):
    """How far a letter has come."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    DEAD = "dead"  # given up, until somebody sends it again or drops it
    DROPPED = "dropped"


@dataclass(frozen=True)
class Letter:
    """One record on its way. ``id`` stays the same however often it is sent.

    ``about`` is the recommendation, else what was judged; "" where that would tell who contributes
    without a name. ``asset`` is the equipment it is about, if any is known. ``due``: when it is
    tried next. ``trouble``: why it did not arrive the last time.
    """

    id: str
    carried: Carried
    about: str
    asset: str | None
    at: datetime
    state: LetterState = LetterState.WAITING
    attempts: int = 0
    due: datetime | None = None
    trouble: str = ""
