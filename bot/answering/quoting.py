"""What others wrote stands visibly in quotation marks, whoever composed the claim.

Knows the texts that people and machines wrote freely: actions, rules, reasons and notes in a log,
passages of documents. A claim's own words bring nothing to life: a link, a mention, markup or a
label in them is quoted when it stands in the evidence, else the claim is left out. Does not know
whether a claim is true (``knowledge.grounding``) or how a channel escapes (the channels).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.answering.gather import Logged, Material
from bot.answering.logs import inert
from knowledge.hygiene import alive
from knowledge.model import Claim, EvidenceKind, Recommendation

RUN = 5
"""So many words in a row that also stand in the evidence are copied, not said by chance; figures
and signs do not count."""
WHOLE = 3
"""A whole action or reason of so many words is quoted too; the name of an input is not."""
_WORD = re.compile(r"[^\s：；，。、！？（）]+")  # Chinese signs end a word without a space
_QUOTED = re.compile(r"“[^“”]*”")
_EDGE = ".,;:!?()\"'“”"


@dataclass(frozen=True)
class _Written:
    """A text that somebody wrote: its words as they are compared, and where each stands."""

    words: tuple[str, ...]
    places: Mapping[str, tuple[int, ...]]
    is_name: bool


def visibly_quoted(claims: Sequence[Claim], material: Material) -> tuple[Claim, ...]:
    """Return the claims with what is copied in quotation marks, without those that are alive."""
    written = [_written(*each) for each in dict.fromkeys(_texts(material)) if each[0].strip()]
    kept = []
    for claim in claims:
        told = claim if claim.quote else replace(claim, text=_marked(claim.text, written))
        if told.quote or not alive(_QUOTED.sub("“”", told.text)):
            kept.append(told)
    return tuple(kept)


def _texts(material: Material) -> Iterator[tuple[str, bool]]:
    """Give everything in the material that somebody else worded, and whether it is a name."""
    logs = (material.log, material.newer, *material.earlier, *material.listed)
    for logged in logs:
        if logged is not None:
            yield from ((text, False) for text in _worded(logged))
            yield from ((text, True) for text in _named(logged.recommendation))
    for each in material.evidence:
        if each.kind is not EvidenceKind.REASONING_LOG:
            yield each.text, False
            yield from ((text, True) for text in (each.document, each.title, *each.heading_path))


def _worded(logged: Logged) -> Iterator[str]:
    one = logged.recommendation
    yield from (one.action, one.expected_effect)
    yield from (rule.text for rule in one.rules_fired)
    for other in one.alternatives:
        yield from (other.action, other.why_not)
    for decision in logged.decisions:
        yield from (inert(decision.rationale), inert(decision.action_taken))
    yield from (inert(outcome.note) for outcome in logged.outcomes)


def _named(one: Recommendation) -> Iterator[str]:
    for each in one.inputs:
        yield from (each.name, str(each.value), each.quality, each.unit)
    if one.explanation:
        yield from (one.explanation.output, one.explanation.method)
        yield from (factor.name for factor in one.explanation.factors)
    for setting in one.outcomes:
        yield from (setting.name, str(setting.value), setting.unit)
    for rule in one.rules_fired:
        yield from (rule.id, rule.revision)
        yield from (each.input for each in rule.conditions)
    for document in one.documents:
        yield from (document.id, document.revision, document.section)


@lru_cache(maxsize=2048)  # the same logs and passages come again with the next question
def _written(text: str, is_name: bool) -> _Written:
    words = tuple(_plain(match.group()) for match in _WORD.finditer(text))
    places: dict[str, list[int]] = {}
    for place, word in enumerate(words):
        places.setdefault(word, []).append(place)
    return _Written(words, {word: tuple(found) for word, found in places.items()}, is_name)


def _plain(word: str) -> str:
    return word.strip(_EDGE).casefold()


def _marked(text: str, written: Sequence[_Written]) -> str:
    """Return the text with every copied run of words in quotation marks."""
    if text.count("“") != text.count("”") or len(_QUOTED.findall(text)) != text.count("“"):
        text = text.replace("“", '"').replace("”", '"')  # marks that pair with nothing
    pieces, end = [], 0
    for quoted in _QUOTED.finditer(text):
        pieces += [_marked_outside(text[end : quoted.start()], written), quoted.group()]
        end = quoted.end()
    return "".join([*pieces, _marked_outside(text[end:], written)])


def _marked_outside(text: str, written: Sequence[_Written]) -> str:
    spans = [match.span() for match in _WORD.finditer(text)]
    words = [_plain(text[start:end]) for start, end in spans]
    out, said, place = [], 0, 0
    while place < len(words):
        length = max((_copied(words, place, each) for each in written), default=0)
        start, end = spans[place][0], spans[place + max(length, 1) - 1][1]
        run = text[start:end]
        if length and _stands_out(run, words[place : place + length], written):
            inside = run.strip(_EDGE)
            start += run.index(inside)
            out += [text[said:start], f"“{inside}”"]
            said = start + len(inside)
            place += length
        else:
            place += 1
    return "".join([*out, text[said:]])


def _copied(words: Sequence[str], place: int, written: _Written) -> int:
    """Return how many words from this place on stand in the text in the same order."""
    best = 0
    for start in written.places.get(words[place], ()) if words[place] else ():
        length = 0
        for one, other in zip(words[place:], written.words[start:], strict=False):
            if one != other:
                break
            length += 1
        best = max(best, length)
    return best


def _stands_out(run: str, words: Sequence[str], written: Iterable[_Written]) -> bool:
    """Whether a copied run is to be quoted: long, alive, or the whole of what somebody wrote."""
    if sum(any(map(str.isalpha, word)) for word in words) >= RUN or alive(run):
        return True
    whole = (each.words for each in written if not each.is_name)
    return len(words) >= WHOLE and tuple(words) in whole
