"""Numbers: each must stand in the cited evidence with its unit, for the quantity it is said of.

Knows that 3.4 % of moisture is not 3.4 % of oil, that a limit is not a reading, that "from 42 to
38" is not "from 38 to 42". Numbers that our own code derived are let through by ``checks``.
"""

import re
from collections.abc import Iterable
from decimal import Decimal
from itertools import pairwise

from knowledge.grounding.bounds import (
    OPPOSITE,
    OVER_IT,
    UNDER_IT,
    Bound,
    bound,
    changes,
    likely_changes,
    turned,
)
from knowledge.grounding.cited import Cited
from knowledge.grounding.figures import Figure, moments_in, words_for_numbers
from knowledge.grounding.quantities import OWN, Fact, Log, Mention, Sort, owner
from knowledge.grounding.statements import Statement, stem
from knowledge.grounding.units import MULTIPLES

NOT_THERE = "which does not stand in the evidence"
_TO = re.compile(r"(?<!close )(?<!equal )(?<!compared )(?<!due )(?<!next )\b(?:to|at)\s+$")
_GOES_TO = re.compile(r"\bto\s+$")
_NEW = re.compile(r"\b(?:new|now on|become|becomes|next)\b[^\d]*$", re.IGNORECASE)
_SO_FAR = re.compile(
    r"[\s(,]*(?:so far|until|till|now|today|currently|at present)\b", re.IGNORECASE
)
_OLD = re.compile(
    r"\b(?:until now|up to now|so far|in place of|instead of|rather than|no longer|at present"
    r"|(?:old|previous|former|current|present)\b[^\d.;]*)\s*(?:at |of |is |it was )?$",
    re.IGNORECASE,
)
_LEFT_SO_FAR = re.compile(
    r"\s*\(?(?:so far|until then|until now|up to now|at present)\b", re.IGNORECASE
)
_FROM = re.compile(r"\bfrom\s+$")
_BY = re.compile(r"\bby\s+(?:about\s+)?$", re.IGNORECASE)
_SETS = re.compile(r"\bset ?points?\b|\bsettings?\b", re.IGNORECASE)
_PAST = re.compile(
    r"\b(?:instead of|replac\w+|was|were|before|old|previous\w*|from|current\w*|now|previously)\b",
    re.IGNORECASE,
)
_IS = re.compile(
    r"(?:\b(?:is|was|are|were|at|of|reads?|stands? at|ist|war|es|é|jest|wynosi|là)\s+|[=:]\s*)$",
    re.IGNORECASE,
)
_LIMITS = re.compile(
    r"limit|threshold|condition|asks?\b|than\b|rule|trigger|requires?|needs?|bound|or\b|sets? in"
    r"|would|Grenz|límite|limite|próg|eşik|ngưỡng|阈值|限",
    re.IGNORECASE,
)
_LEVEL = re.compile(
    r"\b(?:(?P<over>(?:over|above|exceed(?:s|ed|ing)?)\s{limit}|(?:too|so|very|is|was|runs?)\s+high\b)"
    r"|(?:under|below)\s{limit}|(?:too|so|very|is|was|runs?)\s+low\b)".replace(
        "{limit}",
        r"(?:it|this|that|them|(?:the|its|their)\s+(?:limit|threshold|bound))\b(?!\s+(?:of\s+)?\d)",
    ),
    re.IGNORECASE,
)
_TO_ITS_END = frozenset("- – — ~ to bis a do đến 至 到 → ->".split())
_OWN = frozenset(OWN)
_SCORE, _CONFIDENCE = frozenset({"score"}), frozenset({"confidence"})
_LAST_WORD = re.compile(r"([^\W\d_]{2,})\W{0,3}$")
_MULTIPLES = frozenset(MULTIPLES.split())
_READING = frozenset({Sort.VALUE, Sort.SET, Sort.BEFORE, Sort.LIMIT})


def wrong_number(sentence: Statement, cited: Cited, free: frozenset[tuple[Decimal, str]]) -> str:
    """Return what is wrong with a number of the sentence, or "". ``free`` are those derived."""
    reason = unknown_number(sentence, cited, free)
    if reason:
        return reason
    for each in sentence.figures:
        if any((value, each.unit) in free for value in each.values):
            continue
        reason = _misplaced(each, sentence, cited)
        if reason:
            return reason
    return (
        _wrong_moment(sentence, cited)
        or _wrong_word(sentence, cited, free)
        or _wrong_range(sentence, cited)
        or _wrong_change(sentence, cited)
        or _wrong_level(sentence, cited)
    )


def unknown_number(sentence: Statement, cited: Cited, free: frozenset[tuple[Decimal, str]]) -> str:
    """Return a number of the sentence that stands nowhere in the evidence, in words, or ""."""
    reasons = (
        _unknown(each, sentence, cited)
        for each in sentence.figures
        if not any((value, each.unit) in free for value in each.values)
    )
    return next(filter(None, reasons), "")


def _unknown(each: Figure, sentence: Statement, cited: Cited) -> str:
    signed = [(value, each.unit) for value in each.values]
    if any(number in cited.written for number in signed):
        return ""  # most are; what follows reads the evidence sentence by sentence
    if any(one.way == "down" for one in sentence.ways):
        signed += [(-value, each.unit) for value in each.values]
    if any(number in cited.numbers for number in signed):
        return ""
    if (not each.unit or each.carried) and any(
        value == known and (not each.carried or not unit)
        for value, _ in signed
        for known, unit in cited.numbers
    ):
        return ""
    for one in cited.evidence:  # a table may have the unit in the head of the column
        in_table = any((value, "") in one.table for value, _ in signed)
        if in_table and each.unit and each.unit in one.text.casefold():
            return ""
    return f"says {each.shown}, {NOT_THERE}"


def _misplaced(each: Figure, sentence: Statement, cited: Cited) -> str:
    """Return a reason when the number stands there, but of something else or as something else."""
    for log in cited.logs:
        facts = [fact for fact in log.facts if _same(each, fact)]
        if not facts:
            continue
        mentions = log.vocabulary.mentions(sentence)
        names = _names(owner(each, mentions, sentence.text))
        factors = [one for one in mentions if one.names & log.effects.keys()]
        weighing = _names(owner(each, factors, sentence.text))
        of_it = [
            fact
            for fact in facts
            if fact.names & (weighing if fact.sort is Sort.SCORE else names)
            or (not fact.names and len(fact.near & sentence.stems) >= 2)
            or (not mentions)
            or (
                fact.names
                and fact.names <= _OWN
                and names != _CONFIDENCE
                and _labelled_unknown(each, sentence, cited)
            )
            or (fact.names == _SCORE and not each.unit and _of_the_option(fact, sentence, names))
        ]
        if _also_in_a_passage(each, sentence, cited):
            return ""
        if not of_it:
            return f"says {each.shown} of {'/'.join(sorted(names))}, {NOT_THERE}"
        return _wrong_sort(each, sentence, of_it, log, names)
    return _wrong_bound(each, sentence, _bounds_in_passages(each, sentence, cited))


def _of_the_option(fact: Fact, sentence: Statement, names: frozenset[str]) -> bool:
    """Whether a bare score is said of the option it is logged for: "to reduce oil flow (0.15)"."""
    named = any(stem(word) in fact.near for name in names for word in name.split())
    return named and len(fact.near & sentence.stems) >= 2


def _labelled_unknown(each: Figure, sentence: Statement, cited: Cited) -> bool:
    """Whether a word of another language names a score or a confidence: "(puntuación 0.15)"."""
    word = _LAST_WORD.search(sentence.text, 0, each.start)
    return word is not None and stem(word[1].casefold()) not in cited.stems


def _names(mention: Mention | None) -> frozenset[str]:
    return mention.names if mention else frozenset()


def _same(each: Figure, fact: Fact) -> bool:
    if each.unit and each.unit != fact.unit and not (each.carried and not fact.unit):
        return False
    return fact.value in each.values or (not each.signed and -fact.value in each.values)


def _also_in_a_passage(each: Figure, sentence: Statement, cited: Cited) -> bool:
    return any(
        (each.values[0], each.unit) in statement.values
        and len(statement.stems & sentence.stems) >= 2
        for one in cited.evidence
        if one.log is None
        for statement in one.statements
    )


def _bounds_in_passages(each: Figure, sentence: Statement, cited: Cited) -> set[Bound]:
    """Return how the passages mean the number, where they speak most nearly of the same."""
    found = [
        (len(statement.stems & sentence.stems), bound(figure, statement))
        for one in cited.evidence
        if one.log is None
        for statement in one.statements
        for figure in statement.figures
        if figure.values[0] in each.values and (not each.unit or figure.unit == each.unit)
    ]
    nearest = max((shared for shared, _ in found), default=0)
    return {meant for shared, meant in found if shared >= 0.7 * nearest}


def _wrong_bound(each: Figure, sentence: Statement, stated: set[Bound]) -> str:
    meant = bound(each, sentence)
    said = OPPOSITE[meant.way] if turned(sentence) else meant.way
    ways = {one.way for one in stated}
    if not said or said in ways or OPPOSITE[said] not in ways:
        return ""
    if any(one.said == meant.said for one in stated) and (
        # Another scope of "not"; whether anything is denied at all, ``polarity`` asks.
        meant.supposed or meant.way != meant.said
    ):
        return ""
    return f"says {said} {each.shown}; the evidence says {OPPOSITE[said]}"


def _wrong_sort(
    each: Figure, sentence: Statement, facts: list[Fact], log: Log, names: frozenset[str]
) -> str:
    sorts = {fact.sort for fact in facts}
    reason = _wrong_bound(each, sentence, {Bound(fact.bound, fact.bound) for fact in facts})
    if reason:
        return reason
    said = bound(each, sentence).way
    if said and sorts <= {Sort.VALUE, Sort.SCORE}:
        return f"says {said} {each.shown}, which is what was read"
    before = sentence.text[max(0, each.start - 30) : each.start]
    told = not said and _IS.search(before)
    if told and sorts == {Sort.LIMIT} and not _LIMITS.search(sentence.text):
        return f"says {each.shown}, which is a limit, not what was read"
    if sorts <= _READING and _BY.search(before):
        return f"says by {each.shown}, {NOT_THERE} as a difference"
    if sorts == {Sort.SCORE} and _IS.search(before) and _plain_reading(each, sentence):
        return f"says {each.shown}, which is a weight, not what was read"
    return _wrong_side(each, sentence, sorts, before, log, names)


def _plain_reading(each: Figure, sentence: Statement) -> bool:
    """Whether the sentence gives the number as what was read, with no word of weighing."""
    weighing = {"weight", "weigh", "contribut", "push", "pull", "factor", "score", "impact"}
    weighing |= {"influenc", "effect", "import", "share", "part", "attribut", "role", "driver"}
    signed = sentence.text[each.start : each.start + 1] in "+-−"
    return not sentence.stems & weighing and not signed and not sentence.ways


def _wrong_side(
    each: Figure,
    sentence: Statement,
    sorts: set[Sort],
    before: str,
    log: Log,
    names: frozenset[str],
) -> str:
    """Return a reason when the value before a change is said to be the one after, or inversely."""
    if not names:
        return ""
    moving = bool(sentence.ways) or bool(_SETS.search(sentence.text)) or "set" in sentence.stems
    if moving and (_TO.search(before) or _is_set(sentence, before)) and Sort.SET not in sorts:
        if Sort.BEFORE in sorts and not (
            _PAST.search(before, _behind_figures(each, sentence, len(before)))
            or _SO_FAR.match(sentence.text, each.end)
            or _set_behind(each, sentence, before, names, log)
        ):
            return f"sets it to {each.shown}, which it was before"
        has_set = any(fact.sort is Sort.SET and fact.names & names for fact in log.facts)
        if (
            has_set
            and sorts == {Sort.LIMIT}
            and _TO.search(before)
            and before.rstrip()[-2:] == "to"
        ):
            return f"sets it to {each.shown}, which is a limit"
    if Sort.SET in sorts and sorts <= {Sort.SET, Sort.OTHER}:
        if _FROM.search(before):
            return f"says from {each.shown}, which it goes to"
        if _OLD.search(before) or _LEFT_SO_FAR.match(sentence.text, each.end):
            return f"says {each.shown} of before, which it goes to"
    return ""


def _behind_figures(each: Figure, sentence: Statement, length: int) -> int:
    """Return where, in the ``length`` letters before it, the number before it ends."""
    ends = (one.end for one in sentence.figures if one.end <= each.start)
    return max(0, max(ends, default=0) - each.start + length)


def _set_behind(
    each: Figure, sentence: Statement, before: str, names: frozenset[str], log: Log
) -> bool:
    """Whether the value it is set to follows: "the set point of 42 goes to 38"."""
    if _GOES_TO.search(before) or _NEW.search(before):
        return False
    return any(
        fact.sort is Sort.SET and fact.names & names and _same(other, fact)
        for other in sentence.figures
        if other.start > each.start
        for fact in log.facts
    )


def _is_set(sentence: Statement, before: str) -> bool:
    return bool(_SETS.search(sentence.text)) and bool(_IS.search(before))


def _wrong_moment(sentence: Statement, cited: Cited) -> str:
    for said in moments_in(sentence.text):
        known = [moment for one in cited.evidence for moment in one.moments]
        if not any(
            moment.startswith(said) or moment.lstrip("0").startswith(said) for moment in known
        ):
            return f"says {said}, {NOT_THERE}"
    return ""


def _wrong_word(sentence: Statement, cited: Cited, free: frozenset[tuple[Decimal, str]]) -> str:
    said = words_for_numbers(sentence.text)
    if not said:
        return ""
    known = {value for value, _ in (*cited.numbers, *free)}
    known = known.union(*(one.said_numbers for one in cited.evidence))
    said_so = frozenset[Decimal]().union(*(one.said_numbers for one in cited.evidence))
    for word, value in said:
        if value not in said_so and (word.casefold() in _MULTIPLES or value not in known):
            return f"says {word!r}, {NOT_THERE}"
    return ""


def _wrong_range(sentence: Statement, cited: Cited) -> str:
    """Return a range whose ends do not stand together anywhere, in words, or ""."""
    for low, high in pairwise(sentence.figures):
        if sentence.text[low.end : high.start].strip() not in _TO_ITS_END:
            continue
        if not any(_stands(low, each) and _stands(high, each) for each in cited.statements):
            return f"says {low.shown} to {high.shown}, {NOT_THERE} as a range"
    return ""


def _stands(each: Figure, statement: Statement) -> bool:
    return any(one.values[0] in each.values for one in statement.figures)


def _wrong_change(sentence: Statement, cited: Cited) -> str:
    """Return a reason when a change runs the wrong way or between other values."""
    known = {pair for log in cited.logs for pair in log.pairs}
    for before, after in likely_changes(sentence) if known else ():
        if (after, before) in known and (before, after) not in known:
            return f"says from {before} to {after}, {NOT_THERE} as a change"
    said = changes(sentence)
    if not said:
        return ""
    known |= {pair for each in cited.statements for pair in changes(each)}
    for before, after in said:
        if (before, after) in known:
            continue
        if (after, before) in known or any(log.pairs for log in cited.logs):
            return f"says from {before} to {after}, {NOT_THERE} as a change"
    return _wrong_way(sentence, said)


def _wrong_way(sentence: Statement, said: Iterable[tuple[Decimal, Decimal]]) -> str:
    """Return a reason when words and values do not agree: "raise from 42 to 38"."""
    ways = {each.way for each in sentence.ways}
    up = {after > before for before, after in said if after != before}
    if (
        len(ways) == 1
        and len(up) == 1
        and not sentence.denied
        and ways != {"up" if up.pop() else "down"}
    ):
        return "says a direction that its own values contradict"
    return ""


def _wrong_level(sentence: Statement, cited: Cited) -> str:
    """Return a reason when a reading is said to be on the wrong side of its limit, or too low."""
    for match in _LEVEL.finditer(sentence.text):
        said = OVER_IT if match["over"] else UNDER_IT
        if turned(sentence):
            said = OPPOSITE[said]
        for log in cited.logs:
            mentions = log.vocabulary.mentions(sentence)
            before = [one.names for one in mentions if one.end <= match.start()]
            names = before[-1] if before else frozenset[str]()
            bounds = {
                each.bound for each in log.facts if each.sort is Sort.LIMIT and each.names & names
            }
            if OPPOSITE[said] in bounds and said not in bounds:
                return f"says {said} the limit; the evidence says {OPPOSITE[said]}"
    return ""
