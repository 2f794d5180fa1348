"""The key point of a piece of work, and the reason why: what makes or breaks it, and what else
happens.

Knows a warning, a prohibition and a limit when it stands there, in the set languages, and which
sentence says why. Makes up neither: without one there is none.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.curation.drafting.pieces import Piece, PieceKind, leans
from knowledge.grounding.lexicon import ONLY
from knowledge.grounding.statements import Statement

_WARNS = re.compile(
    r"\s*(?:warning|caution|attention|important|achtung|warnung|wichtig|vorsicht|atención|"
    r"advertencia|importante|atenção|aviso|uwaga|ważne|dikkat|uyarı|önemli|cảnh báo|chú ý|"
    r"警告|注意)\s*[:!：！]\s*",
    re.IGNORECASE,
)
_FORBIDS = re.compile(
    r"\s*(?:(?:do not|don['’]t|never|nunca|no se|não|nie wolno|nie|nigdy|không|đừng|cấm)\b"
    r"|(?:niemals|nie|nicht|keinesfalls)\b|不要|禁止|切勿)",
    re.IGNORECASE,
)
_REASONS = re.compile(
    r"\b(?:because|so that|otherwise|to prevent|which means|means that|weil|damit|sonst|andernfalls"
    r"|porque|para que|de lo contrario|ponieważ|żeby|inaczej|bo|pois|senão|çünkü|aksi halde|yoksa"
    r"|bởi vì|để tránh|nếu không)\b|因为|否则|以免",
    re.IGNORECASE,
)
_CONSEQUENCE = re.compile(
    r"\s*(?:(?:below|above|without|beyond|after|before) (?:that|this|it)\b|otherwise\b|sonst\b|"
    r"darunter\b|darüber\b|de lo contrario\b|si no\b|inaczej\b|senão\b|yoksa\b|nếu không\b|否则)",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(r"\b(?:it|them)\b", re.IGNORECASE)
"""Cannot stand as a key point: what is meant stands elsewhere."""
_ONLY = frozenset(ONLY.split())
_COLON = re.compile(r":\s+")

WARNS, FORBIDS, LIMITS, EXPLAINED = 0.15, 0.15, 0.08, 0.08
"""What each adds to how near a sentence is to the question."""


@dataclass(frozen=True)
class Point:
    """A sentence that makes or breaks the work, the one that says why if any, and its weight."""

    text: str
    why: str
    weight: float


def points_in(piece: Piece) -> list[Point]:
    """Return the sentences of a piece that warn, forbid or limit, without their number."""
    found: list[Point] = []
    if piece.kind not in (PieceKind.PROSE, PieceKind.STEPS):
        return found
    for place, sentence in enumerate(piece.sentences):
        weight = weight_of(sentence)
        if weight and not leans(sentence):
            text, why = _parted(sentence)
            why = why or _behind(sentence, piece.sentences[place + 1 :])
            weight += EXPLAINED if why or reasons(text) else 0.0
            if not _POINTS_BACK.search(text):
                found.append(Point(text, why, weight))
    return found


def unmarked(sentence: str) -> str:
    """Return a sentence without the word that marks it as a warning."""
    return _WARNS.sub("", sentence)


def weight_of(sentence: str) -> float:
    """Return how much a sentence warns, forbids or limits; 0 when it does none of it."""
    said = Statement(sentence)
    limits = bool(said.duties & {"must"}) or bool(_ONLY & set(said.words))
    limits = limits or bool(said.denied and said.figures)
    return (
        WARNS * bool(_WARNS.match(sentence))
        + FORBIDS * bool(_FORBIDS.match(unmarked(sentence)))
        + LIMITS * limits
    )


def reasons(sentence: str) -> bool:
    """Whether the sentence says why."""
    return _REASONS.search(sentence) is not None


def _parted(sentence: str) -> tuple[str, str]:
    """Return a prohibition and what stands behind its colon: that says why."""
    text = unmarked(sentence)
    parts = _COLON.split(text, maxsplit=1)
    if len(parts) == 2 and _FORBIDS.match(text):
        return _capital(parts[0].rstrip(" .") + "."), _capital(parts[1])
    return _capital(text), ""


def _behind(sentence: str, following: Sequence[str]) -> str:
    """Return the next sentence if it says what happens otherwise; behind a warning it does."""
    after = following[0] if following else ""
    if _WARNS.match(sentence) and not weight_of(after):
        return after
    return after if _CONSEQUENCE.match(after) or (leans(after) and reasons(after)) else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
