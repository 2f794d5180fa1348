"""Why two questions are one: what they share, in words that can be checked.

Knows wordings and what the miner compares them by. Does not know who may see which wording:
callers give those that the reader may see.
"""

from collections.abc import Sequence

from knowledge.model import Kinship, Wording, within
from knowledge.tongue import words_of_substance

_DIGITS = 4
"""Of a likeness: further ones change with the order in which numbers are added up."""
_STEM = 4
"""Letters at the beginning from which two words are forms of one: "cleaning" and "cleaned"."""
_ENDING = 3
"""Letters at the end in which forms of a word may differ."""


def kinship(
    one: Wording,
    other: Wording,
    *,
    likeness: float,
    joined: bool,
    between: Wording | None = None,
) -> Kinship:
    """Return what two wordings share; ``likeness`` is of meaning and spelling (a cosine)."""
    return Kinship(
        likeness=round(min(likeness, 1.0), _DIGITS),
        words=shared_words(one.text, other.text),
        equipment=_shared_places(one.about, other.about),
        between=between.text if between else "",
        joined=joined,
        same=one.handful == other.handful,
    )


def shared_words(one: str, other: str) -> tuple[str, ...]:
    """Return the words of substance that both texts have, in the first one's form and order."""
    others = words_of_substance(other)
    return tuple(
        word for word in words_of_substance(one) if any(are_one(word, each) for each in others)
    )


def are_one(word: str, other: str) -> bool:
    """Whether two folded words are forms of one, as far as letters tell."""
    shorter = min(len(word), len(other))
    if shorter <= _STEM:
        return word == other
    begin = max(_STEM, shorter - _ENDING)
    return word[:begin] == other[:begin]


def _shared_places(one: Sequence[str], other: Sequence[str]) -> tuple[str, ...]:
    """Return the equipment of one that is the other's, or stands above or below it."""
    return tuple(
        place
        for place in one
        if any(within(place, each) or within(each, place) for each in other if each) and place
    )
