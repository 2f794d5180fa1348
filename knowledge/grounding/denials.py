"""Denials: a claim may not deny what its evidence affirms, nor affirm what it denies.

Knows what a "not" of the claim needs: one of the evidence that denies the same words, or a
statement that says the same inversely. Which word is the opposite of which: ``opposites``.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from knowledge.grounding.bounds import bound
from knowledge.grounding.cited import Cited
from knowledge.grounding.clauses import affirmed_whole, nearer_denied, nearer_to_denied
from knowledge.grounding.lexicon import MOVES
from knowledge.grounding.opposites import opposed
from knowledge.grounding.orders import after_what_comes_first, names_the_only_ones
from knowledge.grounding.quantities import Log
from knowledge.grounding.statements import DOWNWARDS, UPWARDS, Statement, stem

_CONTRAST = re.compile(
    r"(?:[,(]\s*(?:and |but |und |y |i |e )?(?:not|nicht|no|nie|não)|\brather than"
    r"|\binstead of|\bin place of|\bno longer|\band not)(?:\s+(?:at|from|the|a|mehr))?\s+$",
    re.IGNORECASE,
)
_MOVES = frozenset(map(stem, MOVES.split())) | {UPWARDS, DOWNWARDS}
_LACKING = frozenset("without ohne sin bez sem".split())


def wrong_denial(sentence: Statement, close: list[Statement], cited: Cited) -> str:
    """Return a reason when the sentence denies what is affirmed or affirms what is denied."""
    if not sentence.denied:
        affirms = nearer_to_denied(sentence, cited) or any(
            _affirms(what, sentence, each, cited)
            for each in cited.statements
            for what in each.denied
        )
        return "affirms what the evidence denies" if affirms else ""
    if affirmed_whole(sentence, cited):
        return "denies what the evidence affirms"
    held = (
        _supported(sentence, close, cited)
        or _affirmed_inversely(sentence, close)
        or nearer_denied(sentence, cited)
    )
    return "" if held else "denies what the evidence does not deny"


def _affirms(what: frozenset[str], sentence: Statement, denying: Statement, cited: Cited) -> bool:
    """Whether the sentence affirms what a statement of the evidence denies."""
    shared = len(denying.stems & sentence.stems)
    said = what & sentence.telling
    if not shared or len(what) > 3 or 3 * len(said) < 2 * len(what):
        return False
    if shared < 2 and not (what == said and len(denying.stems) < 4):
        return False
    if denying.values and what <= _MOVES and denying.values.isdisjoint(sentence.values):
        return False  # "do not go below 36" is of that limit, not of going
    if same_limit(denying, sentence) or opposed(sentence, denying):
        return False
    return not (
        _affirmed_too(said, shared, sentence, cited.statements)
        or names_the_only_ones(sentence, denying, shared, cited)
        or after_what_comes_first(said, sentence, denying, cited)
    )


def _affirmed_too(
    what: frozenset[str], shared: int, sentence: Statement, statements: Iterable[Statement]
) -> bool:
    """Whether some statement, at least as near as the one that denies it, affirms the same."""
    return any(
        what <= each.telling
        and not any(what & other for other in each.denied)
        and len(each.stems & sentence.stems) >= shared
        for each in statements
    )


def _supported(sentence: Statement, close: list[Statement], cited: Cited) -> bool:
    """Whether each denial of the sentence has one of its own in the evidence."""
    found = sorted(
        (
            set(_denying(what, sentence, cited.statements if what else close))
            for what in sentence.denied
        ),
        key=len,
    )
    taken = set[tuple[int, int]]()
    for each in found:
        free = each - taken
        if not free:
            return False
        taken.add(min(free))
    return True


def _denying(
    what: frozenset[str], sentence: Statement, statements: Iterable[Statement]
) -> Iterator[tuple[int, int]]:
    """Yield which denials say the same; without words to compare, all do."""
    for number, each in enumerate(statements):
        if what & (each.telling | _MOVES) and same_limit(sentence, each):
            yield number, -1 - len(what)
        for place, other in enumerate(each.denied):
            shared = len(what & (other if each.line else each.telling))
            near = not each.logged and len(each.stems & sentence.stems) > 1
            if not what and each.line.startswith("Condition"):  # "fuel anything but light oil"
                continue
            enough = len(what) <= (2 if near else 1.5) * shared
            if not what or (what & other and enough) or _denies_whole(each, what, sentence):
                yield number, place


def _denies_whole(each: Statement, what: frozenset[str], sentence: Statement) -> bool:
    """Whether a statement of one clause denies, with other words in it: "is no isolation"."""
    return (
        not each.logged
        and each.one_clause
        and _LACKING.isdisjoint(each.words)
        and what <= each.telling
        and len(each.stems & sentence.stems) > 2
    )


def same_limit(denying: Statement, other: Statement) -> bool:
    """Whether a denial only sets the limit that the other sets: "not below 36", "at least 36"."""
    for one in denying.figures:
        here = bound(one, denying)
        if here.way == here.said:
            continue
        for two in other.figures:
            if one.values[0] == two.values[0] and here.way == bound(two, other).way:
                return True
    return False


def _affirmed_inversely(sentence: Statement, close: list[Statement]) -> bool:
    """Whether the evidence says the same the other way: "never close", "keep open"."""
    return any(
        (not each.denied and each.line != "Set" and opposed(sentence, each))
        or (
            any(what & (each.telling | _MOVES) for what in sentence.denied)
            and same_limit(sentence, each)
        )
        for each in close
    )


def without_contrast(sentence: Statement, logs: Iterable[Log]) -> Statement:
    """Return the sentence without "not 42" where it says 38 and the log goes from 42 to 38."""
    pairs = frozenset[tuple[Decimal, Decimal]]().union(*(log.pairs for log in logs))
    for each in sentence.figures if pairs else ():
        match = _CONTRAST.search(sentence.text, 0, each.start)
        others = {value for one in sentence.figures if one is not each for value in one.values}
        if match and any((each.values[0], other) in pairs for other in others):
            return Statement(sentence.piece[: match.start()] + sentence.piece[each.end :])
    return sentence
