"""What people said of a question like this one.

Knows when two questions are one matter: of a recommendation, the same kind of question about the
same change; of documents, nearly the same meaning. Does not know answers, nor who may see what
(``seeing``).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from knowledge.curation import seeing
from knowledge.curation.disagreement import contrary, disagree
from knowledge.curation.living import Living
from knowledge.model import Correction, Matter, Recommendation, Standing, Viewer, within
from knowledge.store import Store

ALIKE = 0.7
"""Cosine similarity from which two questions are held to ask the same: another's words under a
question that they do not answer are worse than a question without them."""
MOST = 3
"""So many statements of people stand in one answer."""

TO_DOCUMENTS = frozenset({"document", "how"})
"""Kinds of question that are put to the documents."""

LOOKED_AT = 50
"""Of one matter so many statements are looked at, the most trusted first."""

Alike = Callable[[str, Sequence[str]], Sequence[float]]
"""Says how near in meaning a question is to each of others."""


@dataclass(frozen=True)
class Contribution:
    """What one person said of a matter, and what it counts for."""

    correction: Correction
    standing: Standing


@dataclass(frozen=True)
class Contributions:
    """What people said of a matter, the most trusted first; ``left_out`` counts the rest.

    ``disputed`` are pairs of numbers of statements that cannot both hold.
    """

    told: tuple[Contribution, ...] = ()
    left_out: int = 0
    disputed: tuple[tuple[int, int], ...] = ()


def matter_of(
    question: str, intent: str, *, asset: str | None, about: Recommendation | None
) -> Matter:
    """Return the matter of a question; ``about`` is the recommendation it asks about.

    What is asked of documents is decided by its words, also while a recommendation is open.
    """
    to_documents = about is None or intent in TO_DOCUMENTS
    return Matter(
        question,
        intent,
        "" if to_documents or about is None else about.moves,
        asset,
        about.decision_id if about else None,
    )


def contributions(
    living: Living, store: Store, viewer: Viewer, matter: Matter, *, alike: Alike, now: datetime
) -> Contributions:
    """Return what people said of this matter, as far as the viewer may see it now."""
    around = living.of(moves=matter.moves, asset=matter.asset)
    if not around:
        return Contributions()
    fitting = sorted(of_one_matter(matter, around, alike=alike), key=_trust, reverse=True)
    seen = seeing.standing(store, viewer, fitting[:LOOKED_AT], now=now)
    told = tuple(Contribution(*pair) for pair in seen[:MOST])
    return Contributions(told, len(seen) - len(told), disputes([each.correction for each in told]))


def _trust(one: Correction) -> tuple[bool, datetime]:
    """What is reviewed comes first, then what was said last."""
    return (one.accepted is not None, one.said.at)


def of_one_matter(
    matter: Matter, others: Sequence[Correction], *, alike: Alike
) -> list[Correction]:
    """Return those of the corrections that are about this matter."""
    if matter.moves:
        return [
            each
            for each in others
            if each.matter.moves == matter.moves and each.matter.intent == matter.intent
        ]
    asked = _plain(matter.question)
    others = [each for each in others if not each.matter.moves]
    same = {each.number for each in others if _plain(each.matter.question) == asked}
    unlike = [each for each in others if each.number not in same]
    near = alike(matter.question, [each.matter.question for each in unlike]) if unlike else ()
    same |= {
        each.number
        for each, how in zip(unlike, near, strict=True)
        if how >= ALIKE and not contrary(matter.question, each.matter.question)
    }
    return [each for each in others if each.number in same]


def overlap(one: Correction, other: Correction) -> bool:
    """Whether there is equipment for which both hold."""
    if one.scope is None or other.scope is None:
        return True
    return within(one.scope, other.scope) or within(other.scope, one.scope)


def disputes(corrections: Sequence[Correction]) -> tuple[tuple[int, int], ...]:
    """Return the pairs of numbers of corrections of one matter that cannot both hold."""
    return tuple(
        (one.number, other.number)
        for place, one in enumerate(corrections)
        for other in corrections[place + 1 :]
        if overlap(one, other) and disagree(one.text, other.text)
    )


@lru_cache(maxsize=4096)  # the same questions are compared with every new one
def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).strip(" .?!")
