"""Limits that a procedure states in words, held against the set points of a recommendation.

Knows phrases such as "not below 40 rpm", "up to 142 °C", "between 36 and 44 rpm", and of the size
of a step "by not more than 4 rpm". It reports a conflict only when the sentence names the set point
and uses the same unit, so it stays silent rather than guess.
"""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from bot.answering.passages import Found
from bot.answering.wording import amount, value_text
from bot.answering.words import content_stems, direction
from bot.speech import tr
from knowledge.model import Recommendation, SetPoint

_FIGURE = r"(\d+(?:[.,]\d+)?)\s*(%RH|%|°C|[A-Za-zµ·]+(?:/[A-Za-z]+)?)?"
_BOUNDS = {
    "step": rf"\bby (?:not more than|no more than|at most|up to)\s+{_FIGURE}"
    rf"|\bsteps? of (?:not more than |no more than |at most )?{_FIGURE}",
    "lowest": r"\b(?:not|never|no)\b[^.;]{0,40}?\b(?:below|under|less than|slower than)\s+"
    rf"{_FIGURE}|(?:\bat least|\bdown to|\bminimum(?: of)?|\bnot? lower than|≥|>=)\s+{_FIGURE}",
    "highest": r"\b(?:not|never|no)\b[^.;]{0,40}?\b(?:above|over|more than|exceed|faster than)\s+"
    rf"{_FIGURE}|(?:\bat most|\bup to|\bmaximum(?: of)?|\bnot? higher than|≤|<=)\s+{_FIGURE}",
}
_PATTERNS = {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in _BOUNDS.items()}
_SPAN = re.compile(rf"\bbetween\s+(\d+(?:[.,]\d+)?)\s*\S{{0,6}}?\s+and\s+{_FIGURE}", re.IGNORECASE)
SENTENCES = re.compile(r"[^.!?\n]+(?:\.\d[^.!?\n]*)*[.!?]?")
_NOT_TELLING = frozenset(content_stems("setpoint set point target value rate"))


_CONDITIONAL = re.compile(r"\b(with|for|when|while|if|unless|during|only)\b", re.IGNORECASE)


def conflicts(
    one: Recommendation,
    passages: Sequence[Found],
    named_in: frozenset[str],
    elsewhere: frozenset[str] = frozenset(),
) -> Iterable[tuple[Found, str, str]]:
    """Yield (passage, set point in words, the sentence verbatim) for each limit that is crossed.

    A limit that holds under a condition ("with a product of section 2") counts only when its
    procedure names something the log saw, such as the product: ``named_in`` holds the ids of
    those revisions, ``elsewhere`` those of procedures that list what they apply to without it.
    """
    for found in passages:
        if found.certified_only or found.revision.is_article or found.revision.id in elsewhere:
            continue
        applies = found.revision.id in named_in
        for sentence in SENTENCES.findall(found.passage.text):
            if _CONDITIONAL.search(sentence) and not applies:
                continue
            for setting in one.outcomes:
                if _crosses(setting, sentence, found):
                    value = amount(setting.value, setting.unit)
                    told = tr("{setting} to {value}", setting=setting.name, value=value)
                    yield found, told, sentence.strip()


def _crosses(setting: SetPoint, sentence: str, found: Found) -> bool:
    if isinstance(setting.value, bool | str) or not setting.unit:
        return False
    if setting.unit.casefold() not in sentence.casefold():
        return False
    name = content_stems(setting.name) - _NOT_TELLING
    about = content_stems(" ".join((sentence, *found.passage.heading_path)))
    if not name or not name <= about:
        return False
    value = Decimal(value_text(setting.value))
    stated = bounds(sentence, setting.unit)
    if isinstance(setting.previous, int | float):
        move = value - Decimal(value_text(setting.previous))
        way = direction(sentence)
        same_way = not way or (way == "up") == (move > 0)
        if same_way and any(abs(move) > each for each in stated["step"]):
            return True
    return any(value < each for each in stated["lowest"]) or any(
        value > each for each in stated["highest"]
    )


def bounds(sentence: str, unit: str) -> dict[str, list[Decimal]]:
    """Return the limits the sentence states in this unit: of a step, lowest, highest."""
    found: dict[str, list[Decimal]] = {kind: [] for kind in _PATTERNS}
    for low, high, said in _SPAN.findall(sentence):
        if said.casefold() == unit.casefold():
            found["lowest"].append(_figure(low))
            found["highest"].append(_figure(high))
    rest = _SPAN.sub(" ", sentence)
    for kind, pattern in _PATTERNS.items():
        for groups in pattern.findall(rest):
            number, said = next((n, u) for n, u in zip(groups[::2], groups[1::2], strict=True) if n)
            if said.casefold() == unit.casefold():
                found[kind].append(_figure(number))
        rest = pattern.sub(" ", rest)
    return found


def _figure(number: str) -> Decimal:
    return Decimal(number.replace(",", "."))
