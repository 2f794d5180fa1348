"""A question beside what was found for it, as numbers.

Knows how near the passages are, which of the asked words stand in them and how rare those are,
and what the question leans on. Does not know what follows from it (``judge``).
"""

from collections.abc import Mapping, Sequence

import numpy as np

from knowledge.answerability.ordering import score_of, values
from knowledge.answerability.seeing import Look, Rarity, standing, weights_of
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

TITLED = 3
NEAR = 5
LOOKED_AT = 8
SHOWN = 3
"""Passages that an answer shows."""
WINDOW = 40
"""Terms that stand together: about three sentences."""


def features(look: Look, rarity: Rarity) -> dict[str, float]:
    """Return the features by name; something was found."""
    stands = standing(look.asked, look.seen[:LOOKED_AT], look.asked.words)
    return {
        **_nearness(look),
        **_coverage(look, stands, rarity),
        **_lead(look, stands, rarity),
        **_leaning(look, rarity),
    }


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


def _coverage(look: Look, stands: Sequence[tuple[str, ...]], rarity: Rarity) -> dict[str, float]:
    asked = look.asked
    words = asked.words
    weights = weights_of(words, rarity)
    total = sum(weights.values()) or 1.0
    anywhere = frozenset[str]().union(*map(frozenset[str], stands))
    missing = [word for word in words if word not in anywhere]
    return {
        "covered": max(_weight(weights, frozenset(each)) for each in stands[:NEAR]) / total,
        "together": max(_together(weights, each) for each in stands[:NEAR]) / total,
        "nowhere": max((weights[word] for word in missing), default=0.0),
        "nowhere_count": float(len(missing)),
        "nowhere_share": sum(weights[word] for word in missing) / total,
        "not_in_first": 1 - _weight(weights, frozenset(stands[0])) / total,
        "length": float(np.log1p(len(content(asked.text)))),
    }


def _lead(look: Look, stands: Sequence[tuple[str, ...]], rarity: Rarity) -> dict[str, float]:
    """Return how much speaks for the passage that comes first, and how far it stands out."""
    rows = values(look.asked, look.seen[:LOOKED_AT], stands, rarity)
    scores = [score_of(row) for row in rows]
    others = sorted(scores)[: -SHOWN or None] or scores[-1:]
    return {
        "lead": scores[0],
        "lead_gap": scores[0] - others[-1],
        "lead_similarity": look.seen[0].similarity,
        "lead_covered": rows[0].covered,
        "shown_covered": sum(row.covered for row in rows[:SHOWN]) / len(rows[:SHOWN]),
    }


def _leaning(look: Look, rarity: Rarity) -> dict[str, float]:
    asked = look.asked
    said = frozenset(terms(asked.said))
    titles = frozenset(terms(" ".join(each.title for each in look.seen[:TITLED])))
    bound = said | asked.known | titles
    weights = weights_of(content(asked.text), rarity)
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
