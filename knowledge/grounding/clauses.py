"""Clauses of a sentence, and which clause of the evidence a denied one speaks of.

Knows that "not" reaches as far as its clause, and that of two clauses with the same words the one
that denies decides. Held against procedures only: the lines of a log are facts (``denials``).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from knowledge.grounding.cited import Cited
from knowledge.grounding.figures import READ_LATELY
from knowledge.grounding.lexicon import EXCLUDES
from knowledge.grounding.statements import ATTRIBUTES, Statement

_ENDS = re.compile(
    r"[,;:.()](?!\d)\s*|\b(?=(?:but|because(?! of)|since|so|while|when|if|until|unless|before|after"
    r"|although|instead|rather|without)\b)"
    r"|\b(?=and\s+(?:(?:not|never)(?! (?:by|to|with|of|in|on|from|for)\b)"
    r"|do|does|is|are|was|were|must|should|may|can|will)\b)",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\s*\([^()]*\)")
_GOES_ON = re.compile(r"(?:or|nor|to|of|with|by|for|in)\b", re.IGNORECASE)
"""Opens what still belongs to the clause before: "not to changeover, to work inside a guard"."""
_ATTRIBUTE = re.compile(rf"\b(?:{'|'.join(ATTRIBUTES - {'forbidden', 'prohibited'})})\b", re.I)
"""Denies the one thing it stands before, not its clause."""
_PUT_OFF = re.compile(r"\s*(?:before|until|unless)\b", re.IGNORECASE)
_EXCLUDES = re.compile(EXCLUDES, re.IGNORECASE)
_BINDING = frozenset({"must", "shall", "should", "may", "need"})
"""How binding a clause is, is not what it tells (``polarity``)."""
_LEAST = 2
_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Clause:
    """What one clause tells: stems, directions and numbers; how often it denies.

    ``asserts``: nothing in it leaves something out without a "not", or puts it off.
    """

    told: frozenset[object]
    denials: int
    asserts: bool


def nearer_denied(sentence: Statement, cited: Cited) -> bool:
    """Whether each denied clause of the sentence is nearer to a denied one than to any other."""
    denied = [each for each in clauses(sentence) if each.denials]
    if any(each.denials > 1 for each in denied) or len(denied) != len(sentence.denied):
        return False
    taken = set[Clause]()
    for each in denied:
        found, shared = _nearest(each, cited, denying=True, taken=taken)
        otherwise = _affirmed(each, cited)
        if found is None or shared <= otherwise:
            return False
        if shared < _enough(each, found, cited):
            return False
        taken.add(found)
    return bool(denied)


def affirmed_whole(sentence: Statement, cited: Cited) -> bool:
    """Whether a clause of the evidence affirms all that one of the sentence denies, and none
    denies as much of it."""
    for each in clauses(sentence):
        if not each.denials or len(each.told) < _LEAST:
            continue
        _, affirmed = _nearest(each, cited, denying=False)
        if affirmed == len(each.told) > _nearest(each, cited, denying=True)[1]:
            return True
    return False


def nearer_to_denied(sentence: Statement, cited: Cited) -> bool:
    """Whether a clause affirms what is nearer to a denied clause of the evidence than to others."""
    for each in clauses(sentence):
        found, denied = _nearest(each, cited, denying=True)
        if not each.asserts or found is None or denied < _enough(each, found, cited):
            continue
        if denied > _affirmed(each, cited):
            return True
    return False


def _nearest(
    clause: Clause, cited: Cited, *, denying: bool, taken: Iterable[Clause] = ()
) -> tuple[Clause | None, int]:
    """Return the clause that shares most with this one, and how much."""
    best: tuple[Clause | None, int] = (None, 0)
    for one in cited.evidence:
        for each in () if one.logged else _all(one.said):
            shared = len(each.told & clause.told)
            if bool(each.denials) == denying and shared > best[1] and each not in taken:
                best = (each, shared)
    return best


def _enough(clause: Clause, found: Clause, cited: Cited) -> float:
    """Return how much a clause must share with the one found; its heading is known without words:
    "changes them" under "Safety devices"."""
    return max(_LEAST, _SHARE * len(clause.told - (cited.headings - found.told)))


def _affirmed(clause: Clause, cited: Cited) -> int:
    """Return how much of the clause something affirms, a line of a log included."""
    logged = (
        len((each.telling | each.values) & clause.told)
        for one in cited.evidence
        if one.logged
        for each in one.said
    )
    return max(_nearest(clause, cited, denying=False)[1], max(logged, default=0))


@lru_cache(maxsize=READ_LATELY)
def _all(said: tuple[Statement, ...]) -> tuple[Clause, ...]:
    return tuple(clause for each in said for clause in clauses(each))


@lru_cache(maxsize=READ_LATELY)
def clauses(sentence: Statement) -> tuple[Clause, ...]:
    """Return the clauses of the sentence in their order."""
    pieces: list[str] = []
    text = _ATTRIBUTE.sub("", _ASIDE.sub("", sentence.text))
    for piece in filter(str.strip, _ENDS.split(text)):
        if pieces and _GOES_ON.match(piece):
            pieces[-1] += " " + piece
        else:
            pieces.append(piece)
    return tuple(map(_read, map(Statement, pieces)))


def _read(piece: Statement) -> Clause:
    told = (piece.telling | piece.values) - _BINDING
    asserts = not (_EXCLUDES.search(piece.text) or _PUT_OFF.match(piece.text))
    return Clause(told, len(piece.denied), asserts)
