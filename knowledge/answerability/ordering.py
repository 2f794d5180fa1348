"""Which of the passages found says what was asked: their order before they are quoted.

Knows how near they are, how much of the question each holds, whether it holds figures when a
figure is asked for and steps when it is asked how, and that purpose, scope and records of a
document tell about the document. Search finds the place by meaning; this looks at what stands
there. Moves nothing against people's judgements (``knowledge.recall``), and finds nothing new.
"""

import math
import re
from collections.abc import Sequence
from typing import NamedTuple

from knowledge.answerability.seeing import Asked, Rarity, Seen, standing, weights_of
from knowledge.answerability.wording import has_steps, wants_figure, wants_steps

WEIGHTS = (1.0, 0.6, 0.1, -0.76, 0.1, 0.06, 0.1)
"""Of what speaks for a passage (``Values``), in its order; how they were chosen: decision 0013."""
MOST_WORDS = 150
_ABOUT_THE_DOCUMENT = re.compile(
    r"\b(purpose|scope|introduction|background|records?|history|definitions|references"
    r"|responsibilit)",
    re.IGNORECASE,
)
_ASKS_ABOUT_THE_DOCUMENT = re.compile(
    r"\b(why|purpose|scope|appl(y|ies)|valid for|records?|retention|kept|keep|stored?|archiv\w*"
    r"|throw|responsible|revisions?|changed?|definition|stand for|owns?)\b",
    re.IGNORECASE,
)


class Values(NamedTuple):
    """What speaks for a passage, as numbers; ``figures`` and ``steps``: when they are asked for."""

    score: float
    similarity: float
    covered: float
    about_the_document: float
    figures: float
    length: float
    steps: float


def score_of(row: Values) -> float:
    """Return how much speaks for the passage."""
    return sum(weight * value for weight, value in zip(WEIGHTS, row, strict=True))


def ordered(asked: Asked, seen: Sequence[Seen], rarity: Rarity) -> list[Seen]:
    """Return the passages in order, what says most of what was asked first.

    None that people lifted comes further down, none that they lowered further up.
    """
    stands = standing(asked, seen, asked.words)
    scores = [score_of(row) for row in values(asked, seen, stands, rarity)]
    places = sorted(range(len(seen)), key=lambda place: (-scores[place], place))
    order = list(places)
    for place in sorted(range(len(seen)), key=lambda each: abs(seen[each].lift)):
        now = order.index(place)
        if (seen[place].lift > 0 and now > place) or (seen[place].lift < 0 and now < place):
            order.insert(place, order.pop(now))
    return [seen[place] for place in order]


def values(
    asked: Asked, seen: Sequence[Seen], stands: Sequence[tuple[str, ...]], rarity: Rarity
) -> list[Values]:
    """Return what speaks for each passage; ``stands``: what ``standing`` says of their words."""
    words = asked.words
    weights = weights_of(words, rarity)
    total = sum(weights.values()) or 1.0
    figure, how = wants_figure(asked.text), wants_steps(asked.text)
    asks_about_it = bool(_ASKS_ABOUT_THE_DOCUMENT.search(asked.text))
    found = []
    for each, terms in zip(seen, stands, strict=True):
        held = frozenset(terms)
        about_it = not asks_about_it and bool(_ABOUT_THE_DOCUMENT.search(each.heading))
        found.append(
            Values(
                each.score,
                each.similarity,
                sum(weight for word, weight in weights.items() if word in held) / total,
                float(about_it),
                math.log1p(sum(map(str.isdigit, each.text))) if figure else 0.0,
                math.log1p(min(len(terms), MOST_WORDS)),
                float(how and has_steps(each.text)),
            )
        )
    return found
