"""Which way: what a factor does to the output and where a set point goes, as the log has it.

Knows to tell the two apart: "raises the risk" is a weight, "raise the drum speed" a set point.
"""

import re
from collections.abc import Sequence

from knowledge.grounding.bounds import supposes
from knowledge.grounding.choices import LEFT_WORDS, left_option
from knowledge.grounding.cited import Cited
from knowledge.grounding.quantities import Log, Mention, Sort
from knowledge.grounding.statements import WORD, Statement, Way, stem

_PUSHES = frozenset(
    """push pushes pushed pushing pull pulls pulled pulling drive drives drove driven drag drags
    dragged weigh weighs weighed nudge nudges nudged""".split()
)
_RISK = frozenset("probabl risk chanc likelihood odd output".split())
_PAUSE = re.compile(r"[,;:.()](?!\d)")
_ACROSS = re.compile(r"\b(?:by|through|due to|because of|thanks to)\s+(?:the\s+)?$", re.IGNORECASE)
_TO_VALUE = re.compile(r"\s*(?:to|from)\s+\d")


def wrong_effect(sentence: Statement, cited: Cited) -> str:
    """Return a reason when a factor is said to weigh the other way, or a set point to move so."""
    for log in cited.logs:
        if not sentence.ways or supposes(sentence):
            continue
        mentions = log.vocabulary.mentions(sentence)
        for each in sentence.ways:
            if LEFT_WORDS.fullmatch(sentence.text[each.start : each.end]) and left_option(
                sentence, cited
            ):
                continue  # "the idea to raise it was dropped"
            reason = _wrong_one(each, sentence, mentions, log)
            if reason:
                return reason
    return ""


def _wrong_one(each: Way, sentence: Statement, mentions: Sequence[Mention], log: Log) -> str:
    text = sentence.text
    behind = next((one for one in mentions if one.start >= each.end), None)
    before = next((one for one in reversed(mentions) if one.end <= each.start), None)
    if behind and _ACROSS.search(text, each.end, behind.start):  # "is raised by product moisture"
        before, behind = behind, None
    if _weighs(each, sentence, log, behind):
        factors = [one for one in mentions if one.names & log.effects.keys()]
        subject = next((one for one in reversed(factors) if one.end <= each.start), None)
        subject = before if before in factors else subject
        effects = (
            {log.effects[name] for name in subject.names & log.effects.keys()} if subject else set()
        )
        wanted = 1 if each.way == "up" else -1
        if effects and (wanted not in effects) and not sentence.denied:
            return f"says that it weighs {each.way}; the log says the opposite"
        return ""
    names = _moved_names(each, sentence, before, behind, log)
    if sentence.denied:
        return ""
    ways = frozenset[str]().union(*(log.moves.get(name, frozenset()) for name in names))
    if ways and each.way not in ways:
        return f"moves it {each.way}; the log moves it {'/'.join(sorted(ways))}"
    return ""


def _moved_names(
    each: Way, sentence: Statement, before: Mention | None, behind: Mention | None, log: Log
) -> frozenset[str]:
    """Return what the word moves: named behind it, before it, or by the value it is set to."""
    if behind:
        return behind.names
    if before and not _PAUSE.search(sentence.text, before.end, each.start):
        return before.names
    values = {value for figure in sentence.figures for value in figure.values}
    set_so = (fact.names for fact in log.facts if fact.sort is Sort.SET and fact.value in values)
    named = frozenset[str]().union(*set_so)
    return named & before.names if before else named


def _weighs(each: Way, sentence: Statement, log: Log, behind: Mention | None) -> bool:
    """Whether the direction is what a factor does to the output, not where a set point goes."""
    place = behind.start if behind else len(sentence.text)
    following = sentence.text[each.end : min(place, each.end + 60)]
    stems = {stem(word) for word in WORD.findall(following.casefold())}
    if _TO_VALUE.match(following):
        return False
    if stems & (log.output | _RISK) or re.match(r"\s*\(?[-+−]\s?\d", following):
        return True
    leading = WORD.findall(sentence.text[max(0, each.start - 60) : each.start].casefold())
    if _PUSHES & set(leading[-8:]):
        return True
    return bool({stem(word) for word in leading[-5:]} & (log.output | _RISK))
