"""Two binding procedures that state different limits for the same thing.

Knows limits in tables ("Drum speed | rpm | 36 | 40 | 46" under Low and High) and in sentences. It
reports a contradiction only for the thing asked about, in the same unit, between documents whose
scopes meet and neither of which names the other: where one says that it comes before the other,
there is none. Does not know limits of a recommendation (``extractive.limits``).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import combinations

from bot.answering.extractive.limits import SENTENCES, bounds
from bot.answering.passages import Found
from bot.answering.resolve import Subject
from bot.answering.sources import Sources
from bot.answering.words import content_stems
from knowledge import access
from knowledge.model import Revision, Viewer, within

_LOW = frozenset("low lowest minimum min".split())
_HIGH = frozenset("high highest maximum max".split())
_UNIT = re.compile(r"\d\s*(%RH|%|°C|[A-Za-zµ]+(?:/[A-Za-z]+)?)")
_OF_LIMITS = content_stems(
    "limit limits lowest highest minimum maximum min max allowed set point setpoint target range "
    "should must may be run have normal low high"
)
_LIMIT_WORDS = re.compile(r"\b(limit|lowest|highest|minimum|maximum|min|max|range)", re.IGNORECASE)


@dataclass(frozen=True)
class _Limit:
    """``kind`` lowest or highest, of the thing asked about."""

    kind: str
    unit: str
    value: Decimal


def contradicting(
    subject: Subject,
    asked: Sequence[Found],
    *,
    person: Viewer,
    sources: Sources,
    asks_for_a_row: bool = False,
) -> list[Found]:
    """Return the two passages that state different limits for what is asked about, or none.

    ``asks_for_a_row``: whoever asks for the row of a table asks for its limits.
    """
    text = subject.english or subject.search_text
    about = content_stems(sources.names.without(text)) - _OF_LIMITS
    if not about or not (asks_for_a_row or _LIMIT_WORDS.search(text)):
        return []
    binding = [each for each in asked if each.revision.controlled]
    stated = [(each, set(_limits(each.passage.text, about))) for each in binding]
    for (one, own), (other, others) in combinations(stated, 2):
        if one.revision.number == other.revision.number or not _differ(own, others):
            continue
        if _meet(one.revision, other.revision) and not _settled(one, other, person, sources):
            return [one, other]
    return []


def _differ(own: set[_Limit], others: set[_Limit]) -> bool:
    return any(
        (one.kind, one.unit) == (other.kind, other.unit) and one.value != other.value
        for one in own
        for other in others
    )


def _meet(one: Revision, other: Revision) -> bool:
    """Whether some asset is in the scope of both."""
    if not one.scope or not other.scope:
        return True
    return any(within(a, b) or within(b, a) for a in one.scope for b in other.scope)


def _settled(one: Found, other: Found, person: Viewer, sources: Sources) -> bool:
    """Whether one of the documents names the other, and so says which comes first."""
    pairs = ((one.revision, other.revision.number), (other.revision, one.revision.number))
    return any(
        number in piece.text
        for revision, number in pairs
        for piece in access.whole(sources.store, person, revision)
    )


def _limits(text: str, about: frozenset[str]) -> Iterator[_Limit]:
    yield from _of_tables(text, about)
    for sentence in SENTENCES.findall(text):
        if " | " in sentence or not about <= content_stems(sentence):
            continue
        for unit in dict.fromkeys(_UNIT.findall(sentence)):
            found = bounds(sentence, unit)
            for kind in ("lowest", "highest"):
                yield from (_Limit(kind, unit, value) for value in found[kind])


def _of_tables(text: str, about: frozenset[str]) -> Iterator[_Limit]:
    columns: dict[int, str] = {}
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.split(" | ")]
        heads = {place: cell.casefold() for place, cell in enumerate(cells)}
        named = {place: "lowest" for place, cell in heads.items() if cell in _LOW}
        named |= {place: "highest" for place, cell in heads.items() if cell in _HIGH}
        if named:
            columns = named
        elif len(cells) > max(columns, default=len(cells)) and about <= content_stems(cells[0]):
            for place, kind in columns.items():
                try:
                    value = Decimal(cells[place].replace(",", "."))
                except InvalidOperation:
                    continue
                yield _Limit(kind, cells[1], value)
