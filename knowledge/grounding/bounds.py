"""How a number is meant: as a limit from below or above, as what something goes to or comes from.

Knows comparing words and signs around a number and the values before and after a change, in eight
languages. "Not below 36" and "at least 36" mean the same bound; strict and not strict are not told
apart.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from knowledge.grounding.figures import READ_LATELY, Figure
from knowledge.grounding.lexicon import (
    FROM_TO,
    NEGATIONS,
    NOW_THEN,
    OVER,
    OVER_BEHIND,
    OVER_BEHIND_TR,
    UNDER,
    UNDER_BEHIND,
    UNDER_BEHIND_TR,
)
from knowledge.grounding.statements import Statement

OVER_IT = "over"
UNDER_IT = "under"
OPPOSITE = {OVER_IT: UNDER_IT, UNDER_IT: OVER_IT, "": ""}
_NEAR = 90
_STOPS = frozenset("stop stops stopped clear clears cleared prevent prevents".split())
_UNLESS = frozenset("unless until".split())


def _either(by_language: dict[str, str]) -> str:
    words: list[str] = []
    texts: list[str] = []
    for language, listed in by_language.items():
        for each in listed.split():
            phrase = r"\s+".join(re.escape(part) for part in each.split("_"))
            (texts if language == "zh" or not each[0].isalpha() else words).append(phrase)
    words.sort(key=len, reverse=True)
    texts.sort(key=len, reverse=True)
    return rf"(?<![\w-])(?:{'|'.join(words)})(?![\w-])|{'|'.join(texts)}"


_DENIED = "|".join(
    re.escape(word)
    for language, listed in NEGATIONS.items()
    if language not in ("zh", "tr")
    for word in listed.split()
)
_FILLER = (
    r"(?:\s*(?:the|its|their|a|an|set|given|limit|threshold|allowed|permitted|maximum|minimum|value"
    r"|bound|mark|of|about|than|rule|or|equal|to|rule['’]s|[A-Z]+-\d+(?:['’]s)?|de|la|el|von|den|der"
    r"|dem|limite|límite|Grenze|Grenzwert|ist|wynosi|o|do|us|dopuszczalnej)(?=\s))*[\s(=~]*"
)
_BEFORE = re.compile(
    rf"(?P<denied>(?<!\w)(?:{_DENIED})(?!\w)[^,;.:()]{{0,48}}?)?"
    rf"(?:(?P<over>{_either(OVER)})|(?P<under>{_either(UNDER)})){_FILLER}$",
    re.IGNORECASE,
)
_DENIES = re.compile(rf"(?<!\w)(?:{_DENIED})(?!\w)[^,;.:()]{{0,48}}$", re.IGNORECASE)
_DENIED_BEHIND = re.compile(
    r"[^,;.:()]{0,48}?\b(?:not (?:allowed|permitted)|forbidden|prohibited)\b", re.IGNORECASE
)
"""Says of what a limit is set to that it may not be: "going below 36 rpm is not allowed"."""
_BETWEEN = re.compile(r"\b(?:between|zwischen|entre|między|pomiędzy|giữa)\s*$", re.IGNORECASE)
_IF = re.compile(r"\b(?:if|when|once|whenever|wenn|falls|si|se|cuando|gdy|jeśli)\b", re.IGNORECASE)
_SHARE = re.compile(r"\s*(?:of|von|de|z)\s", re.IGNORECASE)
"""Behind a number: it counts what follows, so it opens a sentence without supposing anything."""
_SUPPOSES_NOT = re.compile(
    r"^\W*(?:without|(?:had|were|if|when)\b[^,]*\b(?:not|no|never)|(?:ohne|sin|bez|sem))\b",
    re.IGNORECASE,
)
_REACHES = re.compile(r"\b(?:up|down) to\s+$", re.IGNORECASE)
_SUPPOSING = re.compile(
    r"\b(?:if|when|once|unless|until|without|rule|condition|^had|wenn|falls|si|se|cuando|gdy|jeśli)\b",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    rf"\s*(?:(?P<over>{OVER_BEHIND}|{OVER_BEHIND_TR})|(?P<under>{UNDER_BEHIND}|{UNDER_BEHIND_TR}))"
    r"(?!\w|\s*\d)",
    re.IGNORECASE,
)
_NUMBER = (
    r"[-−]?[%$€]?\d+(?:[.,]\d+)?"
    r"(?:\s?(?!(?:to|a|auf|bis|do|na|para)\b)[^\s\d,;.:()'’至到为]{1,9})?"
)
_CHANGES, _LIKELY_CHANGES = (
    [
        re.compile(
            pattern.format(a=f"(?P<a>{_NUMBER})", b=f"(?P<b>{_NUMBER})"),
            re.IGNORECASE,
        )
        for pattern in patterns
    ]
    for patterns in (FROM_TO, NOW_THEN)
)
_CHANGE_HINT = re.compile(
    r"\b(?:from|de|von|z|ze|từ|before|instead|replaces)\b|→|->|[从由把将]|\d['’]?(?:den|dan|ten|tan)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Bound:
    """How a number is a limit. ``way``: over, under or "", denials counted; ``said``: not counted.

    ``supposed``: it opens the sentence or follows "if": "below 80 % the conveyor stacks product".
    """

    way: str = ""
    said: str = ""
    supposed: bool = False


@lru_cache(maxsize=4096)
def bound(each: Figure, sentence: Statement) -> Bound:
    """Return whether the number is a limit that is or must be exceeded, or kept below."""
    text = sentence.text
    start = max(0, each.start - _NEAR)
    before = text[start : each.start]
    behind = _BEHIND.match(text, each.end)
    if behind:
        said = OVER_IT if behind["over"] else UNDER_IT
        denied = bool(_DENIES.search(before)) and not sentence.hypothetical
        return Bound(OPPOSITE[said] if denied else said, said)
    if _BETWEEN.search(before):
        return Bound(OVER_IT, OVER_IT)
    match = _BEFORE.search(before)
    if match is None:
        return Bound(UNDER_IT, UNDER_IT) if _closes_between(each, sentence) else Bound()
    said = OVER_IT if match["over"] else UNDER_IT
    denied = bool(match["denied"] or _DENIED_BEHIND.match(text, each.end))
    denied = denied and not sentence.hypothetical
    opening = before[: match.start("over" if match["over"] else "under")]
    opens = not opening.strip(" (") and not _SHARE.match(text, each.end)
    supposed = opens or bool(_IF.search(opening))
    return Bound(OPPOSITE[said] if denied else said, said, supposed)


def _closes_between(each: Figure, sentence: Statement) -> bool:
    place = sentence.figures.index(each)
    if place == 0:
        return False
    first = sentence.figures[place - 1]
    return bool(_BETWEEN.search(sentence.text[max(0, first.start - 20) : first.start]))


def turned(sentence: Statement) -> bool:
    """Whether the sentence tells what would keep something from happening.

    "The rule would not fire at 2.9 % or lower" speaks of the condition "over 2.9 %".
    """
    words = set(sentence.words)
    if not sentence.hypothetical:
        return False
    turns = (
        bool(sentence.denied)
        - denies_twice(sentence)
        + bool(words & _STOPS)
        + bool(words & _UNLESS)
    )
    return turns % 2 == 1


def denies_twice(sentence: Statement) -> bool:
    """Whether two denials make one affirmation: "without …, it would not have fired"."""
    return len(sentence.denied) > 1 and bool(_SUPPOSES_NOT.search(sentence.text))


def supposes(sentence: Statement) -> bool:
    """Whether it tells what would be under a condition that it names, not what is wished for."""
    if not sentence.hypothetical:
        return False
    limited = any(
        bound(each, sentence).way and not _REACHES.search(sentence.text, 0, each.start)
        for each in sentence.figures
    )
    return limited or bool(_SUPPOSING.search(sentence.text)) or bool(sentence.identifiers)


@lru_cache(maxsize=READ_LATELY)
def changes(sentence: Statement) -> tuple[tuple[Decimal, Decimal], ...]:
    """Return the pairs (before, after) that the sentence states as a change."""
    return _pairs(sentence, _CHANGES) if _CHANGE_HINT.search(sentence.text) else ()


def likely_changes(sentence: Statement) -> tuple[tuple[Decimal, Decimal], ...]:
    """Return the pairs (before, after) that the sentence very likely means as a change."""
    return _pairs(sentence, _LIKELY_CHANGES) if len(sentence.figures) > 1 else ()


def _pairs(
    sentence: Statement, patterns: Iterable[re.Pattern[str]]
) -> tuple[tuple[Decimal, Decimal], ...]:
    found = []
    for pattern in patterns:
        for match in pattern.finditer(sentence.text):
            pair = [_at(sentence, match.start(side), match.end(side)) for side in ("a", "b")]
            if pair[0] is not None and pair[1] is not None:
                found.append((pair[0], pair[1]))
    return tuple(found)


def _at(sentence: Statement, start: int, end: int) -> Decimal | None:
    return next((each.values[0] for each in sentence.figures if start <= each.start < end), None)
