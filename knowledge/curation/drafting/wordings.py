"""The ways in which a question was asked, few and different.

Knows when two wordings are nearly the same. Does not know who asked.
"""

import re
from collections.abc import Iterable, Sequence

from knowledge.curation.drafting.material import Alike
from knowledge.hygiene import one_line, unlabelled, visible

MOST = 8
SAME = 0.92
"""Cosine of meaning from which a second wording tells a reader nothing."""
LONGEST = 200
"""Characters: a longer text is a story, not a wording."""
LEAST_WORDS = 3
_BEFORE = re.compile(
    r"^(?:(?:hi|hello|hey|guys|ok so|quick question|sorry(?:,? me again)?|hallo|moin|kurze frage"
    r"|hola|buenas|una pregunta|hej|cześć|czesc|szybkie pytanie|olá|ola|merhaba|xin chào|你好|您好)"
    r"\b[\s,:!]*)+",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"(?:[\s,!-]*\b(?:thx|thanks|thank you|pls|please|asap|it['’]?s urgent|need to know now|danke|"
    r"bitte|gracias|por favor|dzięki|dzieki|proszę|prosze|obrigad[oa]|teşekkürler|cảm ơn|谢谢)\b"
    r"[\s!.]*)+$",
    re.IGNORECASE,
)
"""What people write around a question."""


def different(
    wordings: Iterable[str], *, alike: Alike, known: Sequence[str] = (), most: int = MOST
) -> tuple[str, ...]:
    """Return wordings that differ from each other and from the known ones, in their order."""
    kept: list[str] = []
    for each in map(plain, wordings):
        if len(kept) + len(known) >= most:
            break
        if not each or len(each) > LONGEST or not _says_enough(each):
            continue
        others = [*known, *kept]
        if _spelled(each) in map(_spelled, others):
            continue
        if others and max(alike(each, others)) >= SAME:
            continue
        kept.append(each)
    return tuple(kept)


def plain(text: str) -> str:
    """Return a wording on one line, without greetings and thanks, beginning with a capital."""
    text = one_line(unlabelled(visible(text)))
    bare = _AFTER.sub("", _BEFORE.sub("", text)).strip(" ,.-")
    text = bare if _says_enough(bare) else text
    return text[:1].upper() + text[1:]


def _says_enough(text: str) -> bool:
    return len(text.split()) >= LEAST_WORDS or not text.isascii()


def _spelled(text: str) -> str:
    return "".join(each for each in text.casefold() if each.isalnum())
