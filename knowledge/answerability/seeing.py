"""A question beside what was found for it: what each passage holds of the asked words.

Knows other forms of a word and what stands for it in the plant's language. Weighs nothing.
"""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import chain

from knowledge.answerability.wording import content, without_values
from knowledge.index.terms import terms
from knowledge.tongue import ENGLISH, everyday_words

Rarity = Callable[[Iterable[str]], Mapping[str, float]]
"""How rare each term is in what is indexed (BM25's weight; what stands nowhere is rarest)."""

EVERYDAY_WEIGHT = 2.0
"""The most that an everyday word weighs: it is common, although it may stand in no passage."""
SHORTEST_ROOT = 4
LONGEST_ENDING = 3


@dataclass(frozen=True)
class Asked:
    """A question as it was asked and as it was looked up, and what was said before it.

    ``known``: terms of names that need no antecedent, such as the plant's equipment. ``meant``: by
    an asked term, the terms that say the same ("md": metal, detector).
    """

    text: str
    looked_up: str
    said: str = ""
    known: frozenset[str] = frozenset()
    meant: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The content words; those of the whole look-up when the question has hardly any.

        Values are none: whether 5.3 is too low stands beside a limit that is another number.
        """
        own = content(without_values(self.text))
        return own if len(own) > 1 else content(without_values(self.looked_up))


@dataclass(frozen=True)
class Seen:
    """A passage found: its document, its words with their headings, and how near it is.

    ``similarity`` is the cosine, ``words`` the BM25 score, ``score`` both as search fused them;
    ``heading`` is the nearest one, ``lift`` what people's judgements gave or took.
    """

    passage_id: str
    document: str
    title: str
    text: str
    similarity: float
    words: float
    score: float = 0.0
    heading: str = ""
    lift: float = 0.0


@dataclass(frozen=True)
class Look:
    """A question, or one part of it, with what was found for it, in the order of the search.

    ``in_talk``: what was found for it with the question before; without one, the same again.
    """

    asked: Asked
    seen: tuple[Seen, ...]
    in_talk: tuple[Seen, ...]


def weights_of(words: Iterable[str], rarity: Rarity) -> dict[str, float]:
    """Return what each asked word weighs: the more, the rarer it is."""
    everyday = _everyday_terms()
    return {
        word: min(weight, EVERYDAY_WEIGHT) if word in everyday else weight
        for word, weight in rarity(words).items()
    }


@lru_cache(maxsize=1)
def _everyday_terms() -> frozenset[str]:
    return frozenset(terms(" ".join(everyday_words(ENGLISH))))


def standing(asked: Asked, seen: Sequence[Seen], words: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the terms of each passage; what says the same as an asked word stands as that word.

    So do its other forms, where it stands nowhere itself: "seal" for a "sealer".
    """
    stands = [terms_of(f"{each.title}\n{each.text}") for each in seen]
    anywhere = frozenset[str]().union(*map(frozenset[str], stands))
    stands_for: dict[str, list[str]] = {}
    for word in words:
        forms = _forms(word, anywhere) if word not in anywhere else ()
        for other in (*asked.meant.get(word, ()), *forms):
            stands_for.setdefault(other, [other] if other in words else []).append(word)
    if not stands_for:
        return stands
    return [
        each
        if stands_for.keys().isdisjoint(each)
        else tuple(chain.from_iterable(stands_for.get(t, (t,)) for t in each))
        for each in stands
    ]


def _forms(word: str, anywhere: Iterable[str]) -> Iterator[str]:
    """Yield the terms that begin as the word does, or with which it begins."""
    if len(word) < SHORTEST_ROOT:
        return
    root = word[:SHORTEST_ROOT]
    for term in anywhere:
        if not term.startswith(root) or abs(len(term) - len(word)) > LONGEST_ENDING:
            continue
        if term.startswith(word) or word.startswith(term):
            yield term


@lru_cache(maxsize=2048)  # the next question often finds the same passages
def terms_of(text: str) -> tuple[str, ...]:
    """Return the terms of a passage, in order; one word of many passages is kept once."""
    return tuple(map(sys.intern, terms(text)))
