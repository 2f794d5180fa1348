"""Words of opposite meaning: the claim may not say one where its evidence says the other.

Knows the pairs of ``lexicon.OPPOSITES``, prefixes that deny ("uneven"), and that "a before b" is
"b after a".
"""

from collections.abc import Iterable, Sequence

from knowledge.grounding.cited import Cited
from knowledge.grounding.lexicon import OPPOSITES
from knowledge.grounding.statements import Statement, stem

_OPPOSITES = tuple(tuple(frozenset(words.split()) for words in pair) for pair in OPPOSITES)
_SWITCHED = frozenset({"on", "off"})
_SWITCHES = frozenset("switch switched switches turn turned turns".split())


def wrong_opposite(sentence: Statement, cited: Cited) -> str:
    """Return a word whose opposite stands in the nearest statement that has either, in words."""
    words = set(sentence.words)
    for sides in _OPPOSITES:
        for side, against in (sides, sides[::-1]):
            if not words & side or words & against:
                continue
            if side & _SWITCHED and not words & _SWITCHES:
                continue
            nearest = _nearest(sentence, side | against, cited.statements)
            if nearest and all(
                side.isdisjoint(each.words) and not _other_way_round(sentence, each, sides)
                for each in nearest
            ):
                return f"says {min(words & side)}; the evidence says the opposite"
    return ""


def _nearest(
    sentence: Statement, pair: frozenset[str], statements: Iterable[Statement]
) -> list[Statement]:
    """Return the nearest statements with a word of the pair and as much denial."""
    scored = [
        (len(each.stems & sentence.stems) + len(each.values & sentence.values), each)
        for each in statements
        if not pair.isdisjoint(each.words) and bool(each.denied) == bool(sentence.denied)
        if not each.line or each.line == "Decision"
    ]
    best = max((score for score, _ in scored), default=0)
    return [each for score, each in scored if score == best and best > 1]


def _other_way_round(
    sentence: Statement, other: Statement, sides: Sequence[frozenset[str]]
) -> bool:
    """Whether both say one order of two things: "a before b", "b after a"."""
    if "before" not in sides[0]:
        return False
    here, there = (_behind(each, sides[0] | sides[1]) for each in (sentence, other))
    return bool(here) and bool(there) and here.isdisjoint(there)


def _behind(sentence: Statement, words: frozenset[str]) -> frozenset[str]:
    """Return the stems of the next words behind the first of ``words``."""
    place = next(place for place, word in enumerate(sentence.words) if word in words)
    return frozenset(map(stem, sentence.words[place + 1 : place + 6])) & sentence.stems


def opposed(sentence: Statement, other: Statement) -> str:
    """Return the word of the sentence whose opposite, and not itself, stands in the other."""
    here, there = set(sentence.words), set(other.words)
    for one, two in _OPPOSITES:
        for side, against in ((one, two), (two, one)):
            said = here & side
            if said and not here & against and there & against and not there & side:
                return min(said)
    here, there = here | sentence.stems, there | other.stems
    for word in here - there:
        if len(word) > 5 and word.startswith(("un", "in")) and word[2:] in there:
            return word
        if len(word) > 3 and not there.isdisjoint((f"un{word}", f"in{word}")):
            return word
    return ""
