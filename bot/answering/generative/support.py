"""Whether a model's sentence is about its evidence at all, told by the words they share.

Knows content words. A sentence made mostly of words that its evidence does not hold follows
something else: what a document told the model to say, or the model's own knowledge. Numbers, names
and turned meanings are the matter of ``knowledge.grounding``.
"""

from collections.abc import Sequence

from bot.answering.words import content_stems
from bot.speech import ENGLISH, spoken
from knowledge.grounding import known_text
from knowledge.model import Claim, Evidence

SHARED = 0.6
"""Of the content words; what a document demands shares fewer, an explanation of it more."""
_OURS = content_stems(
    "log logged procedure recommender rule fired factor value limit above below over under because "
    "therefore reduce raise lower higher increase decrease set keep also says states shows applies"
)
"""Words with which evidence is spoken about; they count neither way."""


def unsupported(claim: Claim, evidence: Sequence[Evidence]) -> str:
    """Return what is wrong with the claim's words, or "" when they are those of its evidence.

    In another language than English evidence and claim need not share words: then one will do.
    """
    cited = [each for each in evidence if each.label in claim.citations]
    known = frozenset[str]().union(*(content_stems(known_text(each)) for each in cited))
    said = content_stems(claim.text) - _OURS
    shared = said & known
    enough = len(shared) >= SHARED * len(said) if spoken() == ENGLISH else bool(shared)
    return "" if enough or not said else "is made of words that its evidence does not hold"
