"""Corrections: what is right instead, and every step of what became of it.

Knows the steps, which may follow which, whose they are, and what a correction counts for at a
moment. Does not know who may review (``knowledge.access``), how it is matched to a question
(``knowledge.curation``) or where it is kept.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from knowledge.model.assessments import Assessment


class Life(StrEnum):
    """What happened to a correction, and so the state it is in.

    ``recorded`` alone is kept for review and counts for nothing; ``returned`` went back to review.
    """

    RECORDED = "recorded"
    PROVISIONAL = "provisional"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    APPLIED = "applied"
    RETURNED = "returned"
    SUPERSEDED = "superseded"
    EXPIRED = "expired"
    ROLLED_BACK = "rolled_back"
    WITHDRAWN = "withdrawn"


class Use(StrEnum):
    """What an accepted correction is to be, as its reviewer chooses.

    Evidence in answers, a change that the owner of a document is asked for, or a note to the
    owners of the recommender.
    """

    EVIDENCE = "evidence"
    CHANGE_REQUEST = "change_request"
    NOTE = "note"


class Standing(StrEnum):
    """What a correction counts for in answers."""

    UNREVIEWED = "unreviewed"
    REVIEWED = "reviewed"


_ENDS = frozenset({Life.WITHDRAWN, Life.EXPIRED, Life.SUPERSEDED})
_REVIEWED = _ENDS | {Life.ACCEPTED, Life.REJECTED, Life.RETURNED}
_VOUCHED = _ENDS | {Life.ROLLED_BACK, Life.RETURNED}
_FOLLOWS = {
    Life.RECORDED: _REVIEWED | {Life.PROVISIONAL},
    Life.PROVISIONAL: _REVIEWED,
    Life.RETURNED: _REVIEWED - {Life.RETURNED},
    Life.ACCEPTED: _VOUCHED | {Life.APPLIED},
    Life.APPLIED: _VOUCHED,
}
_BY_ANOTHER = frozenset(
    {
        Life.ACCEPTED,
        Life.REJECTED,
        Life.APPLIED,
        Life.ROLLED_BACK,
        Life.SUPERSEDED,
        Life.RETURNED,
    }
)
"""Steps that the author never takes; by itself (by nobody) some of them may come."""
_BY_SOMEBODY = frozenset({Life.ACCEPTED, Life.REJECTED, Life.ROLLED_BACK, Life.SUPERSEDED})
_IN_REVIEW = frozenset({Life.RECORDED, Life.PROVISIONAL, Life.RETURNED})
UNFINISHED = _IN_REVIEW | {Life.ACCEPTED, Life.APPLIED}
"""States after which something can still become of a correction."""

LIVING = frozenset({Life.PROVISIONAL, Life.RETURNED, Life.APPLIED})
"""States in which a correction may stand in answers."""


class BadStep(ValueError):
    """A step that cannot follow, or that is not this person's to take."""


@dataclass(frozen=True)
class LifeStep:
    """One step: what, when, ``by`` whom ("" when it came by itself) and why.

    Why a routed matter stands in no answer is a hazard and the words that told it.
    ``role`` and ``team`` are those in which a reviewer acted. Accepting says the ``use``, the
    ``scope`` (asset prefix; None is all equipment), until when, and which ``document`` is to be
    changed or answers the question. ``other`` is the number of the correction that holds instead.
    """

    kind: Life
    at: datetime
    by: str = ""
    reason: str = ""
    role: str = ""
    team: str = ""
    use: Use | None = None
    scope: str | None = None
    until: datetime | None = None
    document: str = ""
    other: int = 0


@dataclass(frozen=True)
class Basis:
    """A place in a document on which the corrected answer rested."""

    document: str
    revision: str
    passage_id: str


@dataclass(frozen=True)
class Matter:
    """What a question was: its words, its kind, what was recommended, and where.

    ``moves`` names the recommended change, such as "drum speed setpoint-"; "" for a question to
    the documents, of which the words decide. ``asset`` is the equipment, or the asker's place.
    """

    question: str
    intent: str
    moves: str = ""
    asset: str | None = None
    decision_id: str | None = None


@dataclass(frozen=True)
class Correction:
    """An assessment with an expectation, and its life.

    ``team`` is where its author works; ``routed`` is a matter that never stands in an answer;
    ``unnamed``: its author is not told to others. ``until`` is when it expires unless a reviewer
    sets another day. ``told`` counts the steps that its author has been told.
    """

    said: Assessment
    matter: Matter
    team: str
    steps: tuple[LifeStep, ...]
    routed: bool = False
    unnamed: bool = False
    until: datetime | None = None
    basis: tuple[Basis, ...] = ()
    number: int = 0
    told: int = 0

    @property
    def author(self) -> str:
        """The id of the person who said it."""
        return self.said.person_id

    @property
    def text(self) -> str:
        """What is right instead, in its author's words."""
        return self.said.expectation or ""

    @property
    def state(self) -> Life:
        """What the last step made of it."""
        return self.steps[-1].kind

    @property
    def last(self) -> LifeStep:
        """The last step."""
        return self.steps[-1]

    @property
    def accepted(self) -> LifeStep | None:
        """The step with which it was last accepted, while that holds."""
        if self.state not in (Life.ACCEPTED, Life.APPLIED):
            return None
        return next(each for each in reversed(self.steps) if each.kind is Life.ACCEPTED)

    @property
    def scope(self) -> str | None:
        """The asset prefix that it holds for: the reviewer's once it is accepted."""
        vouched = self.accepted
        return vouched.scope if vouched else self.said.scope

    @property
    def expires_at(self) -> datetime | None:
        """When it expires: what a reviewer set last, else what it was recorded with."""
        return next((each.until for each in reversed(self.steps) if each.until), self.until)

    @property
    def in_review(self) -> bool:
        """Whether somebody is to accept or reject it."""
        return self.state in _IN_REVIEW

    @property
    def unfinished(self) -> bool:
        """Whether anything can still become of it."""
        return self.state in UNFINISHED

    def standing(self, now: datetime) -> Standing | None:
        """Return what it counts for in answers at that time; None is nothing."""
        if self.routed or (self.expires_at is not None and self.expires_at <= now):
            return None
        if self.state in (Life.PROVISIONAL, Life.RETURNED):
            return Standing.UNREVIEWED
        vouched = self.accepted
        if self.state is Life.APPLIED and vouched and vouched.use is Use.EVIDENCE:
            return Standing.REVIEWED
        return None

    def then(self, step: LifeStep) -> "Correction":
        """Return the correction with one more step.

        Raises ``BadStep`` when it cannot follow, has no reason, or is not this person's to take.
        """
        if step.kind not in _FOLLOWS.get(self.state, ()):
            raise BadStep(f"{step.kind} cannot follow {self.state}")
        if step.kind in _BY_ANOTHER and step.by == self.author:
            raise BadStep(f"{step.kind} is for somebody other than its author")
        if step.kind in _BY_SOMEBODY and not (step.by and step.reason.strip()):
            raise BadStep(f"{step.kind} needs a person and a reason")
        if step.kind is Life.WITHDRAWN and step.by != self.author:
            raise BadStep("only its author withdraws it")
        if step.kind is Life.ACCEPTED and step.use is None:
            raise BadStep("accepting says what it is to be")
        if self.routed and (step.kind is Life.PROVISIONAL or step.use is Use.EVIDENCE):
            raise BadStep("a matter that is not answered from chat never stands in an answer")
        return replace(self, steps=(*self.steps, step))


def recorded(
    said: Assessment,
    matter: Matter,
    *,
    team: str,
    routed: bool,
    unnamed: bool,
    until: datetime | None,
    basis: tuple[Basis, ...],
    held: str = "",
) -> Correction:
    """Return a new correction; unless its matter is routed, it is provisional at once.

    ``held`` says by which hazard it is routed, and after ": " by which words, if by words.
    """
    first = LifeStep(Life.RECORDED, said.at, said.person_id, held)
    new = Correction(said, matter, team, (first,), routed, unnamed, until, basis)
    return new if routed else new.then(LifeStep(Life.PROVISIONAL, said.at))
