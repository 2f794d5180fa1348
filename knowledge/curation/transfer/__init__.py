"""Transfer: which other teams an article likely helps, why, and from whom it has to be kept.

``insight`` reads an article for what could be alike elsewhere, ``work`` holds a team's own figures,
``likeness`` brings both together. Pure: no store, no clock, no words of ours.
"""

from knowledge.curation.transfer.insight import Insight, insight_of, origin_of
from knowledge.curation.transfer.likeness import Likely, concerns, likely, proof
from knowledge.curation.transfer.work import Advised, Overridden, Work

__all__ = [
    "Advised",
    "Insight",
    "Likely",
    "Overridden",
    "Work",
    "concerns",
    "insight_of",
    "likely",
    "origin_of",
    "proof",
]
