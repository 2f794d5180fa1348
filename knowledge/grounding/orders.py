"""What may be done only after something else, or only with it, however that is said.

Knows that "not a before b", "not a until b" and "not a without b" are "b before a", "a after b" and
"a only with b". Such a sentence denies nothing by itself. Does not judge whether it is true
otherwise.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from knowledge.grounding.cited import Cited
from knowledge.grounding.figures import READ_LATELY
from knowledge.grounding.lexicon import ONLY
from knowledge.grounding.opposites import opposed
from knowledge.grounding.statements import DOWNWARDS, UPWARDS, Statement

ONLY_WORDS = frozenset(ONLY.split())
_PUT_OFF = re.compile(
    r"\b(?:(?P<once>before|until|unless)|without|other than|(?:that|which|who) (?:is|are) not)\b",
    re.IGNORECASE,
)
"""Opens what it is put behind; ``once``: with one denial before it, else with two in all."""
_BEFORE = re.compile(r"\bbefore\b", re.IGNORECASE)
_AFTER = re.compile(r"\b(?:after|once)\b|\bonly (?:when|if)\b", re.IGNORECASE)
_FIRST = re.compile(r"\b(?:alone|first|before|until|without)\b", re.IGNORECASE)
_END = re.compile(r"[,;:.()](?!\d)")
_PAUSE = re.compile(r"[;:.()](?!\d)")
_WAYS = frozenset({UPWARDS, DOWNWARDS})
_ORDERS = frozenset("before earlier prior after afterwards later once following".split())
_SHARE = 0.5


def only_then(sentence: Statement, cited: Cited) -> bool:
    """Whether the sentence's denial only puts one thing behind another, as the evidence does."""
    match = _PUT_OFF.search(sentence.text)
    if match is None or len(sentence.denied) != (1 if match["once"] else 2):
        return False
    first = Statement(sentence.text[: match.start()])
    then = Statement(_clause(sentence.text[match.end() :]))
    if not first.denied or not first.stems:
        return False
    return any(_says_so(first, then, each, sentence) for each in _prose(cited))


def wrong_order(sentence: Statement, cited: Cited) -> str:
    """Return a reason when it says "a before b" and the evidence "b before a" or "a after b"."""
    match = _BEFORE.search(sentence.text)
    if match is None or sentence.denied:
        return ""
    first = Statement(_clause_up_to(sentence.text[: match.start()]))
    then = Statement(_clause(sentence.text[match.end() :]))
    if any(_behind_it(first, then, each, sentence) for each in _prose(cited)):
        return "says before; the evidence says after"
    return ""


def names_the_only_ones(sentence: Statement, denying: Statement, shared: int, cited: Cited) -> bool:
    """Whether "only" is said of whom the evidence, as near as ``shared`` words, says it of."""
    return (
        not ONLY_WORDS.isdisjoint(sentence.words)
        and ONLY_WORDS.isdisjoint(denying.words)
        and any(
            not ONLY_WORDS.isdisjoint(each.words) and len(each.stems & sentence.stems) >= shared
            for each in _prose(cited)
        )
    )


def after_what_comes_first(
    what: frozenset[str], sentence: Statement, denying: Statement, cited: Cited
) -> bool:
    """Whether what is denied is said to be done behind what the evidence wants done first.

    "Compare before you raise it" for "do not raise it on the reading alone: compare first".
    """
    before, after = _BEFORE.search(sentence.text), _AFTER.search(sentence.text)
    if before:
        in_order = what <= Statement(sentence.text[before.end() :]).telling
    else:
        in_order = after is not None and what.isdisjoint(
            Statement(_clause(sentence.text[after.end() :])).telling
        )
    return in_order and any(
        denying.text in each.text
        and _FIRST.search(each.text)
        and len((each.stems - denying.stems) & sentence.stems - what) > 1
        for one in cited.evidence
        if not one.logged
        for each in one.said
    )


def _prose(cited: Cited) -> Iterable[Statement]:
    return (each for one in cited.evidence if not one.logged for each in one.statements)


def _says_so(first: Statement, then: Statement, other: Statement, sentence: Statement) -> bool:
    if len(other.stems & sentence.stems) < _SHARE * len(sentence.stems):
        return False
    if other.stems.isdisjoint(first.stems) or (then.stems and other.stems.isdisjoint(then.stems)):
        return False
    for each in (first, then):
        turned = opposed(each, other)
        if not each.telling & _WAYS <= other.telling or (turned and turned not in _ORDERS):
            return False
    if bool(then.denied) != bool(other.denied):
        return False  # "unless it is enough" for "only when it is not enough"
    return not ONLY_WORDS.isdisjoint(other.words) or _behind_it(first, then, other, sentence)


def _behind_it(first: Statement, then: Statement, other: Statement, sentence: Statement) -> bool:
    """Whether the other puts ``first`` behind ``then``: "then before first", "first after then"."""
    if len(other.stems & sentence.stems) < _SHARE * len(sentence.stems):
        return False
    put_off, wanted = _behind(other, _BEFORE), _behind(other, _AFTER)
    if put_off & first.stems and not put_off & then.stems:
        return not other.denied and not other.stems.isdisjoint(then.stems)
    return bool(wanted & then.stems) and not wanted & (first.stems - then.stems)


@lru_cache(maxsize=READ_LATELY)
def _behind(other: Statement, words: re.Pattern[str]) -> frozenset[str]:
    """Return what stands behind one of the words: in its clause, where it opens the sentence."""
    match = words.search(other.text)
    if match is None:
        return frozenset()
    end = _END if match.start() == 0 or words is _BEFORE else _PAUSE
    return Statement(_clause(other.text[match.end() :], end)).stems


def _clause_up_to(text: str) -> str:
    """Return the clause that ends with the text."""
    return _END.split(text)[-1]


def _clause(text: str, ends: re.Pattern[str] = _END) -> str:
    end = ends.search(text)
    return text[: end.start()] if end else text
