"""Whether a rewritten question asks what was asked, of nothing but what was said.

Knows what may be put into a question and what may not be lost from it. A rewriting is held against
the conversation as a claim is against its evidence. Does not know who rewrote it, nor what is not
for chat (``knowledge.hazards``).
"""

import re
from collections import Counter
from collections.abc import Iterable

from bot.answering.intents import without_bare_words, without_pointing_words
from bot.answering.mentions import AssetNames
from bot.speech import spoken
from knowledge.curation.topics.kinship import are_one
from knowledge.grounding import fault, numbers_in
from knowledge.grounding.figures import IDENTIFIER
from knowledge.grounding.statements import statements
from knowledge.model import Claim, Evidence, EvidenceKind
from knowledge.tongue import folded, words_of_substance

_LABEL = "S1"
_WORD = re.compile(r"\w+")


def unfaithful(rewritten: str, *, question: str, conversation: str, names: AssetNames) -> str:
    """Return what the rewriting makes up, loses or turns round, in words, or ""."""
    said = f"{conversation}\n{question}"
    return (
        _made_up(rewritten, said, names)
        or _lost(rewritten, question, names)
        or _turned(rewritten, question, conversation, names)
    )


def own_words(question: str, names: AssetNames) -> list[str]:
    """Return the words that say what is asked, but for equipment and what points at it."""
    words = words_of_substance(names.without(question), spoken())
    return without_pointing_words(without_bare_words(words))


def _made_up(rewritten: str, said: str, names: AssetNames) -> str:
    heard = Evidence(_LABEL, EvidenceKind.PASSAGE, said, source_id="", document="")
    reason = fault(Claim(rewritten, (_LABEL,)), {_LABEL: heard}, names=names)
    known = {*words_of_substance(said, spoken()), *_WORD.findall(folded(said))}
    strange = _without_kin(words_of_substance(rewritten, spoken()), known)
    return reason or (f"says {strange[0]!r}, which nobody said" if strange else "")


def _lost(rewritten: str, question: str, names: AssetNames) -> str:
    kept = names.mentioned(rewritten)
    asked = {each.casefold() for each in IDENTIFIER.findall(question)}
    if asked - {each.casefold() for each in IDENTIFIER.findall(rewritten)}:
        return "loses an identifier"
    if any(not any(one & other for other in kept) for one in names.mentioned(question)):
        return "loses the equipment that was named"
    if numbers_in(question) - numbers_in(rewritten):
        return "loses a number"
    words = {*words_of_substance(rewritten, spoken()), *_WORD.findall(folded(rewritten))}
    lost = _without_kin(own_words(question, names), words)
    return f"loses {lost[0]!r}" if lost else ""


def _without_kin(words: Iterable[str], known: set[str]) -> list[str]:
    return [word for word in words if not any(are_one(word, each) for each in known)]


def _turned(rewritten: str, question: str, conversation: str, names: AssetNames) -> str:
    """Say which "not", direction or duty is another one.

    Only a question without words of its own ("and drum 3?") takes over those of what it leans on.
    """
    before, after = _turns(question), _turns(rewritten)
    if before - after:
        return f"loses {min(before - after)!r}"
    added = set(after - before)
    if own_words(question, names) or added - set(_turns(conversation)):
        return f"adds {min(added)!r}" if added else ""
    return ""


def _turns(text: str) -> Counter[str]:
    """Count what a text denies, moves up or down, demands and allows."""
    told = Counter[str]()
    for each in statements(text):
        told["not"] += len(each.denied)
        told.update(way.way for way in each.ways)
        told.update(each.duties)
    return +told
