"""Assessments: a person's structured judgement of an answer, a recommendation or a procedure.

Knows the record. Does not know its review and effect, which come with curation and learning.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class AssessmentTarget(StrEnum):
    """What is judged."""

    ANSWER = "answer"
    RECOMMENDATION = "recommendation"
    PROCEDURE = "procedure"


class Judgement(StrEnum):
    """The feedback half: what the person says of the target."""

    RIGHT = "right"
    NOT_RIGHT = "not_right"
    UNCLEAR = "unclear"


class ReasonClass(StrEnum):
    """Why a person differs: they know something it does not, or it is too hard here and now."""

    INFORMATION = "information"
    COMPLEXITY = "complexity"


@dataclass(frozen=True)
class Assessment:
    """Exactly one of ``feedback`` (a judgement) or ``expectation`` (what is right instead).

    ``key`` makes recording idempotent. ``confidence`` is self-reported, 1 (guess) to 4 (certain).
    ``scope`` is the asset prefix it holds for. Raises ``ValueError`` when both or neither of
    feedback and expectation are given, or the confidence is out of range.
    """

    key: str
    target: AssessmentTarget
    target_id: str
    person_id: str
    at: datetime
    feedback: Judgement | None = None
    expectation: str | None = None
    rationale: str = ""
    reason_class: ReasonClass | None = None
    scope: str | None = None
    evidence: str = ""
    confidence: int | None = None

    def __post_init__(self) -> None:
        if (self.feedback is None) == (self.expectation is None):
            raise ValueError(
                "an assessment is exactly one of feedback (right, not_right, unclear) or "
                "expectation (what is right instead); give one of them"
            )
        if self.confidence is not None and not 1 <= self.confidence <= 4:
            raise ValueError(f"confidence is {self.confidence}; choose 1 (a guess) to 4 (certain)")
