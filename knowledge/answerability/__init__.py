"""Answerability: can a question be answered from what was found, in part, or not at all?

Knows questions, passages and the trained judge, and says which words of the question nothing
found speaks of. Does not know people, logs or how it is said.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from knowledge.answerability.features import LOOKED_AT, NEAR, SHOWN, features
from knowledge.answerability.judge import Chances, Judge, trained
from knowledge.answerability.looking import LookedUp, look, seen
from knowledge.answerability.ordering import ordered
from knowledge.answerability.seeing import Asked, Look, Rarity, Seen, standing
from knowledge.answerability.wording import (
    content,
    has_steps,
    names_properties_only,
    parts,
    without_values,
)
from knowledge.echoes import in_a_row

__all__ = [
    "ABSTAIN_BELOW",
    "NEAR",
    "Answerability",
    "Asked",
    "Chances",
    "Judge",
    "Look",
    "LookedUp",
    "Rarity",
    "Seen",
    "Verdict",
    "content",
    "has_steps",
    "judged",
    "look",
    "missing_words",
    "ordered",
    "parts",
    "seen",
]

ABSTAIN_BELOW = 0.5
"""A question is answered when the chance that it can be is not below this."""
SURE = 0.85
"""From this chance on, asked words that stand in nothing found are taken for other words."""
NEAREST = 0.3
"""From this chance on, what is found is told, with what is missing, rather than nothing."""
APART = 0.5
"""The share of the asked words, by weight, above which they stand in passages apart."""
HARDLY = 0.85
"""The same of words of which some stand nowhere: what is found hardly holds one of them."""
SEVERAL = 3
LEANING = ("pointed", "dangling", "unbound")
FEW_WORDS = 2
"""With no more words of content, a question that finds no answer says too little."""
MISSING_WORDS = 3
_IDENTIFIER = re.compile(r"\b(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[A-Za-z]\w*(?:-\w+)+\b")
_WORD = re.compile(r"[^\W_][\w'’/.-]*\w|\w")


class Answerability(StrEnum):
    """What can be done with a question."""

    ANSWERABLE = "answerable"
    PARTIAL = "partial"
    UNDERSPECIFIED = "underspecified"
    UNANSWERABLE = "unanswerable"


@dataclass(frozen=True)
class Verdict:
    """What can be done with a question; ``missing``: its words or parts that nothing speaks of.

    ``grounds`` are the ids of the passages found for the parts that can be answered; ``chances``
    those of the part that is judged worst. ``unsure``: what was found may not be what was meant.
    """

    answerability: Answerability
    missing: tuple[str, ...]
    grounds: frozenset[str]
    chances: Chances
    unsure: bool = False


def judged(looks: Sequence[Look], rarity: Rarity, *, judge: Judge | None = None) -> Verdict:
    """Judge a question by the looks at its parts: one, unless it asks several things."""
    judge = judge or trained()
    verdicts = [_one(look, rarity, judge) for look in looks]
    worst = min(verdicts, key=lambda each: each.chances.neither)
    grounds = frozenset[str]().union(*(each.grounds for each in verdicts))
    open_ones = [look for look, each in zip(looks, verdicts, strict=True) if not each.grounds]
    if len(looks) == 1 or len(open_ones) == len(looks):
        return worst
    missing = (*(word for each in verdicts if each.grounds for word in each.missing),)
    missing += tuple(" … ".join(missing_words(look)) or look.asked.text for look in open_ones)
    kind = Answerability.PARTIAL if missing else Answerability.ANSWERABLE
    unsure = any(each.unsure for each in verdicts)
    return Verdict(kind, missing, grounds, worst.chances, unsure)


def _one(look: Look, rarity: Rarity, judge: Judge) -> Verdict:
    missing, nothing = missing_words(look), frozenset[str]()
    if not look.seen:
        return Verdict(Answerability.UNANSWERABLE, missing, nothing, Chances(1.0, 0.0))
    values = features(look, rarity)
    chances = judge.chances(values)
    can, grounds = chances.neither, frozenset(each.passage_id for each in look.seen)
    unknown = _identifiers_nowhere(look)
    if can < SURE and _is_everywhere(look):
        return Verdict(Answerability.UNDERSPECIFIED, (), nothing, chances)
    if can >= ABSTAIN_BELOW and (can >= SURE or not missing or unknown):
        kind = Answerability.PARTIAL if unknown else Answerability.ANSWERABLE
        return Verdict(kind, unknown, grounds, chances)
    if _asked_there(look):
        return Verdict(Answerability.ANSWERABLE, (), grounds, chances)
    if not missing and _says_too_little(look.asked, values, chances):
        return Verdict(Answerability.UNDERSPECIFIED, (), nothing, chances)
    if any(look.asked.known.intersection(content(word)) for word in missing):
        # What is found is about other equipment than the one that is named.
        return Verdict(Answerability.UNANSWERABLE, missing, nothing, chances)
    apart = values["not_in_first"] > (HARDLY if missing else APART)
    if not apart and (can >= NEAREST or (not missing and chances.unanswerable < NEAREST)):
        unsaid = missing_words(look, among=SHOWN)
        return Verdict(Answerability.PARTIAL, unsaid, grounds, chances, unsure=True)
    return Verdict(Answerability.UNANSWERABLE, missing, nothing, chances)


def _asked_there(look: Look) -> bool:
    """Whether the nearest passage asks the question itself, word for word: its text answers it.

    A question of a few words ("cleaning?") many passages have for a heading.
    """
    if len(content(look.asked.text)) <= FEW_WORDS:
        return False
    nearest = max(look.seen, key=lambda each: each.similarity)
    return in_a_row(look.asked.text) in in_a_row(nearest.text)


def _is_everywhere(look: Look) -> bool:
    """Whether all that is asked is what many things have: "what temperature?".

    Or one word that several documents hold.
    """
    words = content(look.asked.text)
    if look.asked.said:
        return False
    if names_properties_only(look.asked.text):
        return True
    if len(words) != 1:
        return False
    stands = standing(look.asked, look.seen[:NEAR], words)
    holding = {
        each.document
        for each, held in zip(look.seen[:NEAR], stands, strict=True)
        if words[0] in held
    }
    return len(holding) >= SEVERAL


def _says_too_little(asked: Asked, values: Mapping[str, float], chances: Chances) -> bool:
    """Whether the question leaves open what it is about: it leans on something, in two words.

    Or it points at something that nobody named ("those jaws").
    """
    leans = any(values[name] for name in LEANING)
    points = values["pointed"] and chances.underspecified > chances.unanswerable
    return bool(points or (leans and len(content(asked.text)) <= FEW_WORDS))


def missing_words(look: Look, *, among: int = LOOKED_AT) -> tuple[str, ...]:
    """Return the asked words that the first passages do not hold, as they were written, in order.

    Those with no other content between them are one: "book a forklift course".
    """
    found = standing(look.asked, look.seen[:among], content(look.asked.text))
    anywhere = frozenset[str]().union(*map(frozenset[str], found))
    runs: list[list[str]] = [[]]
    between: list[str] = []
    for word in _WORD.findall(without_values(look.asked.text)):
        wanted = content(word)
        if not wanted:
            between.append(word)
        elif anywhere & set(wanted):
            runs.append([])
        else:
            runs[-1] += [*(between if runs[-1] else ()), word]
        if wanted:
            between = []
    return tuple(" ".join(run) for run in runs if run)[:MISSING_WORDS]


def _identifiers_nowhere(look: Look) -> tuple[str, ...]:
    stands = " ".join(f"{each.document} {each.title} {each.text}" for each in look.seen).casefold()
    named = dict.fromkeys(_IDENTIFIER.findall(look.asked.text))
    return tuple(name for name in named if name.casefold() not in stands)
