"""Meaning turned round: a claim that denies what its evidence affirms, or moves it the other way.

Knows negation, direction, words of opposite meaning and duty. A sentence of the claim is held
against the statements of the evidence that it shares most words, numbers and names with. Where
nothing is close, nothing is said: what words cannot show is listed in ``docs/grounding.md``.
"""

import re
from collections.abc import Iterable

from knowledge.grounding.bounds import denies_twice, supposes, turned
from knowledge.grounding.choices import left_option, says_left, wrong_choice
from knowledge.grounding.cited import Cited
from knowledge.grounding.denials import same_limit, without_contrast, wrong_denial
from knowledge.grounding.effects import wrong_effect
from knowledge.grounding.lexicon import ABSENT, FREES, SILENCE, STATES, WIDENS
from knowledge.grounding.opposites import wrong_opposite
from knowledge.grounding.orders import ONLY_WORDS, after_what_comes_first, only_then, wrong_order
from knowledge.grounding.statements import DOWNWARDS, UPWARDS, Statement, Way

NEAREST = 0.95
"""Statements within this share of the closest one count as close."""
LEAST = 0.34
"""A statement is close from this share of the sentence's words on."""
_ABSENT = {word: re.compile(rf"(?:{lines})\b") for words, lines in ABSENT for word in words.split()}
_ABSENT_NAMES = "|".join(sorted(_ABSENT, key=len, reverse=True))
_NOTHING_OF_IT = re.compile(
    r"\b(?:no|nobody|neither|without (?:any|a))\s+(?:expected |logged )?"
    rf"(?P<name>{_ABSENT_NAMES})\b(?! with)"
    rf"|\b(?P<other>{_ABSENT_NAMES})\s+(?:is|was|were|are)\s+(?:not|never)\s+"
    r"(?:logged|recorded|given)"
)
_FREES = re.compile(FREES, re.IGNORECASE)
_WIDENS = re.compile(WIDENS, re.IGNORECASE)
_SUPPOSED = re.compile(r"\b(?:if|when|unless)\b[^,;:.()]*$", re.IGNORECASE)
_SILENCE = re.compile(SILENCE)
_STATES = frozenset(word for states in STATES for word in states)


def turned_round(sentence: Statement, cited: Cited) -> str:
    """Return what the sentence turns round, or ""."""
    sentence = without_contrast(sentence, cited.logs)
    reason = (
        wrong_effect(sentence, cited)
        or wrong_choice(sentence, cited)
        or _wrong_state(sentence, cited)
        or _not_silent(sentence, cited)
    )
    left = left_option(sentence, cited)
    if (
        reason
        or sentence.asks
        or (sentence.denied and not left and _about_silence(sentence))
        or (turned(sentence) and supposes(sentence) and not left)
        or (left and says_left(sentence))
        or (denies_twice(sentence) and supposes(sentence))
    ):
        return reason
    close = _closest(sentence, cited.statements)
    if sentence.denied and only_then(sentence, cited):
        return _widened(sentence, close) or _wrong_duty(sentence, close)
    return (
        wrong_denial(sentence, close, cited)
        or wrong_order(sentence, cited)
        or wrong_opposite(sentence, cited)
        or _widened(sentence, close)
        or _wrong_duty(sentence, close)
        or _wrong_move(sentence, cited)
    )


def _closest(sentence: Statement, statements: Iterable[Statement]) -> list[Statement]:
    whole = len(sentence.stems) + len(sentence.figures) + 2 * len(sentence.identifiers)
    if not whole:
        return []
    scored = []
    values = sentence.values
    for each in statements:
        shared = (
            len(sentence.stems & each.stems)
            + len(values & each.values)
            + 2 * len(sentence.identifiers & each.identifiers)
        )
        if shared:
            scored.append((shared, each))
    best = max((score for score, _ in scored), default=0)
    if best < LEAST * whole:
        return []
    return [each for score, each in scored if score >= NEAREST * best]


def _about_silence(sentence: Statement) -> bool:
    """Whether the sentence says that something is not said: "the log names no alternative"."""
    if sentence.figures or sentence.identifiers or _STATES & set(sentence.words):
        return False
    return bool(_SILENCE.search(sentence.squeezed)) or bool(
        _NOTHING_OF_IT.search(sentence.squeezed)
    )


def _not_silent(sentence: Statement, cited: Cited) -> str:
    """Return a reason when the log does say what the sentence calls unsaid."""
    if not _NOTHING_OF_IT.search(sentence.squeezed):
        return ""
    for match in _NOTHING_OF_IT.finditer(sentence.squeezed):
        name = match["name"] or match["other"]
        if any(_ABSENT[name].match(each.text) for each in cited.statements):
            return f"says that there is no {name}; the evidence has one"
    return ""


def _wrong_state(sentence: Statement, cited: Cited) -> str:
    """Return a reason when it is said to have ended otherwise than the log says."""
    words = set(sentence.words)
    for states in STATES:
        said = words.intersection(states)
        if len(said) != 1 or not cited.only_logs or sentence.denied:
            continue
        stated = {
            word
            for each in cited.statements
            if each.line in ("Decision", "Outcome")
            for word in each.words[1:2]
        }
        if stated.intersection(states) and not said & stated:
            return f"says {min(said)}; the log says {'/'.join(sorted(stated))}"
    return ""


def _widened(sentence: Statement, close: list[Statement]) -> str:
    """Return a reason when others are let in where the evidence names the only ones."""
    said = _WIDENS.search(sentence.text)
    if said and close and all(ONLY_WORDS & set(each.words) for each in close):
        return f"says {said[0]!r}; the evidence says only"
    return ""


def _wrong_duty(sentence: Statement, close: list[Statement]) -> str:
    freed = _FREES.search(sentence.text)
    if freed and close and not any(each.denied or "may" in each.duties for each in close):
        return f"says {freed[0]!r}; the evidence leaves no choice"
    stated = frozenset[str]().union(*(each.duties for each in close))
    if len(sentence.duties) == 1 and stated and not sentence.duties & stated:
        said = next(iter(sentence.duties))
        if not (sentence.denied and "may" in stated | sentence.duties):
            return f"says {said!r}; the evidence says {'/'.join(sorted(stated))!r}"
    return ""


def _wrong_move(sentence: Statement, cited: Cited) -> str:
    """Return a reason when the sentence moves something up that the evidence moves down."""
    for said in sentence.ways:
        # Which way a log moves and weighs what: _wrong_effect.
        if _denies(sentence, said) and _SUPPOSED.search(sentence.text, 0, said.start):
            continue  # "only if lowering it is not enough" lowers nothing
        agreeing = {
            stated.way == said.way
            and (denied == _denies(sentence, said) or same_limit(sentence, each))
            for one in cited.evidence
            if one.log is None
            for each in one.statements
            for stated in each.ways
            if _of_the_same(said, stated, sentence, each)
            for denied in [_denies(each, stated)]
            # "Do not raise it" neither says nor denies that it is lowered.
            if stated.way == said.way or denied == _denies(sentence, said)
            if not after_what_comes_first(said.moved & stated.moved, sentence, each, cited)
        }
        if agreeing == {False}:
            return f"says {said.way}; the evidence says the opposite"
    return ""


def _of_the_same(said: Way, stated: Way, sentence: Statement, other: Statement) -> bool:
    shared = len(said.moved & stated.moved)
    near = len(other.stems & sentence.stems) > 2 or bool(other.values & sentence.values)
    return shared > 1 or (shared == 1 and near)


def _denies(sentence: Statement, way: Way) -> bool:
    mark = {UPWARDS if way.way == "up" else DOWNWARDS}
    return any(what & way.moved or what == mark for what in sentence.denied)
