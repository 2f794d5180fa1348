"""The ways in which a question was asked, few and different.

Knows when two wordings are nearly the same. Does not know who asked.
"""

from collections.abc import Iterable, Sequence

from knowledge.curation.drafting.material import Alike
from knowledge.hygiene import one_line, unlabelled, visible

MOST = 8
SAME = 0.92
"""Cosine of meaning from which a second wording tells a reader nothing."""
LONGEST = 200
"""Characters: a longer text is a story, not a wording."""
LEAST_WORDS = 3


def different(
    wordings: Iterable[str], *, alike: Alike, known: Sequence[str] = (), most: int = MOST
) -> tuple[str, ...]:
    """Return wordings that differ from each other and from the known ones, in their order."""
    kept: list[str] = []
    for each in map(plain, wordings):
        if len(kept) + len(known) >= most:
            break
        if not each or len(each) > LONGEST or not _says_enough(each):
            continue
        others = [*known, *kept]
        if _spelled(each) in map(_spelled, others):
            continue
        if others and max(alike(each, others)) >= SAME:
            continue
        kept.append(each)
    return tuple(kept)


def plain(text: str) -> str:
    """Return a wording on one line, beginning with a capital letter."""
    text = one_line(unlabelled(visible(text)))
    return text[:1].upper() + text[1:]


def _says_enough(text: str) -> bool:
    return len(text.split()) >= LEAST_WORDS or not text.isascii()


def _spelled(text: str) -> str:
    return "".join(each for each in text.casefold() if each.isalnum())
