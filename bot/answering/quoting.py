"""What others wrote stands visibly in quotation marks, whoever composed the claim.

Knows the texts that people and machines wrote freely: actions, rules, reasons and notes in a log,
passages of documents. A claim's own words bring nothing to life: a link, a mention, markup or a
label in them is quoted when it stands in the evidence, else the claim is left out. Does not know
whether a claim is true (``knowledge.grounding``) or how a channel escapes (the channels).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby

from bot.answering.gather import Logged, Material
from bot.answering.logs import inert
from bot.speech import spoken
from knowledge.hygiene import alive
from knowledge.model import Claim, EvidenceKind
from knowledge.tongue import small_words

RUN = 4
"""So many words in a row that also stand in the evidence are copied, not said by chance; figures
and signs do not count."""
WHOLE = 3
"""A whole action or reason of so many words is quoted too; the name of an input is not."""
_CODE = re.compile(r"(?=.*\d)[a-z][\w/]*(?:-\w+)+")
"""A code such as valve-7: one that is not, or is not part of, a name is quoted by itself."""
_NAME = re.compile(r"[\w \-./()%°µ·+#&,':]+")
LONGEST_NAME = 8
"""Words; a longer name, or one with other signs in it, is a text that somebody wrote."""
_WORD = re.compile(r"[^\s：；，。、！？（）]+")  # Chinese signs end a word without a space
_QUOTED = re.compile(r"“[^“”]*”")
_CLOSES = re.compile(r"[(（][^()（）]*\d[^()（）]*[)）]")
"""The end of a bracket with a figure, as our sentences have them: (over 2.9 %), (score 0.41)."""
_EDGE = ".,;:!?()\"'“”"


@dataclass(frozen=True)
class _Written:
    """A text that somebody wrote: its words as they are compared, and where each stands."""

    words: tuple[str, ...]
    places: Mapping[str, tuple[int, ...]]
    is_name: bool


class _All:
    """All that others wrote. The claims of an answer share most words: each is looked up once."""

    def __init__(self, written: Sequence[_Written]) -> None:
        self._written = written
        self._holding: dict[str, list[_Written]] = {}
        self.whole = frozenset(each.words for each in written if not each.is_name)

    def holding(self, word: str) -> list[_Written]:
        """Return those that hold the word."""
        known = self._holding.get(word)
        if known is None:
            known = [each for each in self._written if word in each.places] if word else []
            self._holding[word] = known
        return known

    def names_holding(self, word: str) -> Iterator[_Written]:
        """Give the names that hold the word."""
        return (each for each in self.holding(word) if each.is_name)


def visibly_quoted(claims: Sequence[Claim], material: Material) -> tuple[Claim, ...]:
    """Return the claims with what is copied in quotation marks, without those that are alive."""
    if all(claim.quote for claim in claims):
        return tuple(claims)
    written = _All([_written(*each) for each in dict.fromkeys(_texts(material)) if each[0].strip()])
    kept = []
    for claim in claims:
        told = claim if claim.quote else replace(claim, text=_marked(claim.text, written))
        if told.quote or not alive(_QUOTED.sub("“”", told.text)):
            kept.append(told)
    return tuple(kept)


def _texts(material: Material) -> Iterator[tuple[str, bool]]:
    """Give everything in the material that somebody else worded, and whether it is a name."""
    yield material.asset_name, True
    logs = (material.log, material.newer, *material.earlier, *material.listed)
    for logged in logs:
        if logged is not None:
            yield from ((text, False) for text in _worded(logged))
            yield from ((text, _is_name(text)) for text in _named(logged))
    for each in material.evidence:
        if each.kind is not EvidenceKind.REASONING_LOG:
            yield each.text, False
            named = (each.document, each.title, *each.heading_path)
            yield from ((text, _is_name(text)) for text in named)


def _worded(logged: Logged) -> Iterator[str]:
    one = logged.recommendation
    yield from (one.action, one.expected_effect)
    yield from (rule.text for rule in one.rules_fired)
    for each in one.inputs:
        yield from (each.quality, str(each.value))
    for other in one.alternatives:
        yield from (other.action, other.why_not)
    for decision in logged.decisions:
        yield from (inert(decision.rationale), inert(decision.action_taken))
    yield from (inert(outcome.note) for outcome in logged.outcomes)


def _is_name(text: str) -> bool:
    return (
        _NAME.fullmatch(text) is not None and len(text.split()) <= LONGEST_NAME and not alive(text)
    )


def _named(logged: Logged) -> Iterator[str]:
    one = logged.recommendation
    yield from (logged.asset_name, one.asset, one.decision_id)
    for each in one.inputs:
        yield from (each.name, each.unit)
    if one.explanation:
        yield from (one.explanation.output, one.explanation.method)
        yield from (factor.name for factor in one.explanation.factors)
    for setting in one.outcomes:
        yield from (setting.name, setting.unit)
    for rule in one.rules_fired:
        yield from (rule.id, rule.revision)
        yield from (each.input for each in rule.conditions)
    for document in one.documents:
        yield from (document.id, document.revision, document.section)


@lru_cache(maxsize=2048)  # the same logs and passages come again with the next question
def _written(text: str, is_name: bool) -> _Written:
    words = tuple(_words(text))
    places: dict[str, list[int]] = {}
    for place, word in enumerate(words):
        places.setdefault(word, []).append(place)
    return _Written(words, {word: tuple(found) for word, found in places.items()}, is_name)


def _words(text: str) -> list[str]:
    return [match.group().strip(_EDGE).casefold() for match in _WORD.finditer(text)]


def _marked(text: str, written: _All) -> str:
    """Return the text with every copied run of words in quotation marks."""
    if text.count("“") != text.count("”") or len(_QUOTED.findall(text)) != text.count("“"):
        text = text.replace("“", '"').replace("”", '"')  # marks that pair with nothing
    pieces, end = [], 0
    for quoted in _QUOTED.finditer(text):
        pieces += [*_outside(text[end : quoted.start()], written), quoted.group()]
        end = quoted.end()
    return "".join([*pieces, *_outside(text[end:], written)])


def _outside(text: str, written: _All) -> Iterator[str]:
    """Give the text between quotations; a bracket of ours ends a run, one of theirs does not."""
    start = 0
    for bracket in _CLOSES.finditer(text):
        yield _marked_outside(text[start : bracket.end()], written)
        start = bracket.end()
    yield _marked_outside(text[start:], written)


def _marked_outside(text: str, written: _All) -> str:
    spans = [match.span() for match in _WORD.finditer(text)]
    words = _words(text)
    out, said, place = [], 0, 0
    while place < len(words):
        length = max(
            (_copied(words, place, each) for each in written.holding(words[place])), default=0
        )
        start, end = spans[place][0], spans[place + max(length, 1) - 1][1]
        if not length or not _stands_out(words[place : place + length], text[start:end], written):
            length, end = int(_is_code(words[place], written)), spans[place][1]
        if length:
            inside = text[start:end].strip(_EDGE)
            start = text.index(inside, start)
            out += [text[said:start], f"“{inside}”"]
            said = start + len(inside)
        place += length or 1
    return "".join([*out, text[said:]])


def _copied(words: Sequence[str], place: int, written: _Written) -> int:
    """Return how many words from this place on stand in the text in the same order."""
    best, theirs = 0, written.words
    for start in written.places.get(words[place], ()):
        most = min(len(words) - place, len(theirs) - start)
        length = 1
        while length < most and words[place + length] == theirs[start + length]:
            length += 1
        best = max(best, length)
    return best


def _stands_out(words: Sequence[str], run: str, written: _All) -> bool:
    """Whether a copied run is to be quoted: long, alive, or the whole of what somebody wrote."""
    if not run.isalnum() and alive(run):
        return True
    whole = tuple(words) in written.whole
    if sum(any(map(str.isalpha, word)) for word in words) < RUN:
        if len(words) < WHOLE and _NAME.fullmatch(run):
            return False
        if not whole:
            return False
    pieces = [] if whole else list(_telling(words))
    return not all(_in_a_name(piece, written) for piece in pieces or [words])


def _in_a_name(words: Sequence[str], written: _All) -> bool:
    names = written.names_holding(words[0])
    return any(_copied(words, 0, each) == len(words) for each in names)


def _telling(words: Sequence[str]) -> Iterator[Sequence[str]]:
    """Give what stands between everyday words and figures.

    "%RH and seasoning bed level" holds two names: the word that joins them is our own.
    """
    own = small_words(spoken())
    for telling, piece in groupby(
        words, key=lambda word: word not in own and any(map(str.isalpha, word))
    ):
        if telling:
            yield tuple(piece)


def _is_code(word: str, written: _All) -> bool:
    """Whether the word is a code that no name holds: somebody's text said it."""
    found = _CODE.search(word)
    if found is None:
        return False
    return not any(written.names_holding(found.group()))
