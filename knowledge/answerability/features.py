"""A question beside what was found for it, as numbers.

Knows how near the passages are, which of the asked words stand in them and how rare those are,
and what the question leans on. Does not know what follows from it (``judge``).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from knowledge.answerability.wording import (
    content,
    definite,
    has_pronoun,
    is_closed,
    names_something,
    parts,
    pointed_at,
)
from knowledge.index.terms import terms

Rarity = Callable[[Iterable[str]], Mapping[str, float]]
"""How rare each term is in what is indexed (BM25's weight; what stands nowhere is rarest)."""

TITLED = 3
NEAR = 5
LOOKED_AT = 8
WINDOW = 40
"""Terms that stand together: about three sentences."""


@dataclass(frozen=True)
class Asked:
    """A question as it was asked and as it was looked up, and what was said before it.

    ``known``: terms of names that need no antecedent, such as the plant's equipment.
    """

    text: str
    looked_up: str
    said: str = ""
    known: frozenset[str] = frozenset()

    @property
    def words(self) -> tuple[str, ...]:
        """The content words; those of the whole look-up when the question has hardly any."""
        own = content(self.text)
        return own if len(own) > 1 else content(self.looked_up)


@dataclass(frozen=True)
class Seen:
    """A passage found: its document, its words with their headings, and how near it is.

    ``similarity`` is the cosine, ``words`` the BM25 score.
    """

    passage_id: str
    document: str
    title: str
    text: str
    similarity: float
    words: float


@dataclass(frozen=True)
class Look:
    """A question, or one part of it, with what was found for it, in the order of the search.

    ``in_talk``: what was found for it with the question before; without one, the same again.
    """

    asked: Asked
    seen: tuple[Seen, ...]
    in_talk: tuple[Seen, ...]


def features(look: Look, rarity: Rarity) -> dict[str, float]:
    """Return the features by name; something was found."""
    return {**_nearness(look), **_coverage(look, rarity), **_leaning(look, rarity)}


def _nearness(look: Look) -> dict[str, float]:
    seen = look.seen
    best, gap = _best_and_gap([each.similarity for each in seen])
    talk_best, talk_gap = _best_and_gap([each.similarity for each in look.in_talk])
    words, words_gap = _best_and_gap([each.words for each in seen])
    return {
        "best": best,
        "gap": gap,
        "talk_best": talk_best,
        "talk_gap": talk_gap,
        "words_gap": words_gap / (1 + words),
        "documents": len({each.document for each in seen[:NEAR]}) / min(NEAR, len(seen)),
    }


def _best_and_gap(scores: Sequence[float]) -> tuple[float, float]:
    """Return the best score, and how far it stands above the ``NEAR``-th."""
    best_first = sorted(scores, reverse=True)[:NEAR]
    return best_first[0], best_first[0] - best_first[-1]


def _coverage(look: Look, rarity: Rarity) -> dict[str, float]:
    asked = look.asked
    words = asked.words
    weights = rarity(words)
    total = sum(weights.values()) or 1.0
    stands = [terms_of(f"{each.title}\n{each.text}") for each in look.seen[:LOOKED_AT]]
    anywhere = frozenset[str]().union(*map(frozenset[str], stands))
    missing = [word for word in words if word not in anywhere]
    return {
        "covered": max(_weight(weights, frozenset(each)) for each in stands[:NEAR]) / total,
        "together": max(_together(weights, each) for each in stands[:NEAR]) / total,
        "nowhere": max((weights[word] for word in missing), default=0.0),
        "nowhere_count": float(len(missing)),
        "length": float(np.log1p(len(content(asked.text)))),
    }


def _leaning(look: Look, rarity: Rarity) -> dict[str, float]:
    asked = look.asked
    said = frozenset(terms(asked.said))
    titles = frozenset(terms(" ".join(each.title for each in look.seen[:TITLED])))
    bound = said | asked.known | titles
    weights = rarity(content(asked.text))
    total = sum(weights.values()) or 1.0
    drift = 1 - _weight(weights, said) / total if said else 0.0
    pointed = any(not bound & set(terms(word)) for word in pointed_at(asked.text))
    unbound = any(not bound & set(terms(word)) for word in definite(asked.text))
    leans = has_pronoun(asked.text) or bool(pointed_at(asked.text)) or unbound
    return {
        "pointed": float(pointed),
        "unbound": float(unbound),
        "dangling": float(has_pronoun(asked.text) and not said),
        "drift": drift,
        "leaning_drift": drift * leans,
        "context": float(bool(said)),
        "closed": float(is_closed(asked.text)),
        "parts": float(len(parts(asked.text)) > 1),
        "named": float(names_something(asked.text)),
    }


@lru_cache(maxsize=2048)  # the next question often finds the same passages
def terms_of(text: str) -> tuple[str, ...]:
    """Return the terms of a passage, in order."""
    return tuple(terms(text))


def _weight(weights: Mapping[str, float], stands: frozenset[str]) -> float:
    return sum(weight for word, weight in weights.items() if word in stands)


def _together(weights: Mapping[str, float], stands: Sequence[str]) -> float:
    """Return the weight of the asked words in the run of terms that holds most of it."""
    places = [(place, term) for place, term in enumerate(stands) if term in weights]
    return max(
        (
            sum(weights[term] for term in {t for p, t in places[first:] if p < start + WINDOW})
            for first, (start, _) in enumerate(places)
        ),
        default=0.0,
    )
