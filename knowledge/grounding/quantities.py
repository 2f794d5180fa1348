"""Whose number it is: the named quantities of reasoning logs and what is stated of each.

Knows the lines of a log as evidence (``bot.answering.logs`` writes them): inputs, set points,
factors, conditions, alternatives. A number in a claim belongs to the quantity named nearest to it.
Does not judge (``bindings``).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from knowledge.grounding.bounds import bound, changes
from knowledge.grounding.figures import READ_LATELY, Figure
from knowledge.grounding.statements import WORD, Statement, statements, stem

_NAMED = (
    re.compile(r"^(?:Input|Set): (.+?) ="),
    re.compile(r"^Factor: (.+) [-+−]?[\d.]+(?:e-?\d+)?$"),
    re.compile(
        r"^Condition of \S+: (.+?) (?:over|under|at least|at most|exactly|anything but|between"
        r"|one of) "
    ),
    re.compile(r"^(?:Action|Alternative): \w+ (?:the )?([^\d,:]+?)(?: from| to| by|,|$)"),
    re.compile(r"^Expected effect: (.+?) [-+−]?\d"),
)
_MEASURED = re.compile(r"(?:^Outcome: .*?: |; )([^;=:]+?) = ")
_OUTPUT = re.compile(r"^Explained: (.+) by ")
_SETPOINT = re.compile(r"\s+(?:set ?point|target|before)$", re.IGNORECASE)
FREE = frozenset({"not chosen", "because", "instead", "note"})
"""Told in somebody's words: numbers there belong to no quantity for certain."""
_PATH = re.compile(r"^Recommendation .*\(([^()\s]+)\)$", re.MULTILINE)
_LINKED = re.compile(r"\s*(?:(?:of|the|for|in|de|del|la|von|der)\s+){0,2}")
_UNSAID = re.compile(r"\s*(?:,|and|with)?\s*(?:a|the)?\s*")
_APPOSED = re.compile(r"\s*,\s*(?:the\s+)?")
OWN = ("score", "confidence", "base")
_UNITLESS = frozenset(OWN)
_CONFIDENCE = frozenset({"confidence"})
_AFTER_SCORE = re.compile(r"\b(?:score|scored|scoring)\W+$", re.IGNORECASE)


class Sort(StrEnum):
    """What a logged number is."""

    VALUE = "value"
    LIMIT = "limit"
    BEFORE = "before"
    SET = "set"
    SCORE = "score"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Fact:
    """A number that the log states of a quantity; without ``names``, of no certain one.

    ``bound``: over, under or "". ``near``: the stems of its line.
    """

    names: frozenset[str]
    value: Decimal
    unit: str
    sort: Sort
    bound: str
    near: frozenset[str]


@dataclass(frozen=True, slots=True)
class Mention:
    """A quantity named in a text; ``names`` has several when only "speed" was said."""

    start: int
    end: int
    names: frozenset[str]


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """The names of quantities, by the stems that say them; short forms included."""

    said: Mapping[tuple[str, ...], frozenset[str]]
    longest: int

    @classmethod
    def of(cls, names: Iterable[str]) -> "Vocabulary":
        """Collect the names, and their last words where these tell them apart well enough."""
        said: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for name in names:
            stems = tuple(stem(word.casefold()) for word in WORD.findall(name))
            for start in range(len(stems)):
                said[stems[start:]].add(name)
        fixed = {key: frozenset(value) for key, value in said.items() if key}
        return cls(fixed, max(map(len, fixed), default=0))

    def mentions(self, sentence: Statement) -> tuple[Mention, ...]:
        """Return where quantities are named; longer names win, units are none."""
        return _mentions(self, sentence)


@lru_cache(maxsize=2048)
def _mentions(vocabulary: Vocabulary, sentence: Statement) -> tuple[Mention, ...]:
    tokens = [
        (match.start(), match.end(), stem(match[0].casefold()))
        for match in WORD.finditer(sentence.text)
        if not any(each.start <= match.start() < each.end for each in sentence.figures)
    ]
    found: list[Mention] = []
    place = 0
    while place < len(tokens):
        for length in range(min(vocabulary.longest, len(tokens) - place), 0, -1):
            names = vocabulary.said.get(tuple(token[2] for token in tokens[place : place + length]))
            if names:
                start, end = tokens[place][0], tokens[place + length - 1][1]
                if found and found[-1].names == _CONFIDENCE and start == found[-1].end + 1:
                    start, names = found.pop().start, _CONFIDENCE  # "its confidence level"
                found.append(Mention(start, end, names))
                place += length
                break
        else:
            place += 1
    return tuple(found)


@dataclass(frozen=True)
class Log:
    """A reasoning log as facts.

    ``place``: the path of its asset. ``moves``: which way a quantity is or could be moved.
    ``effects``: +1 or -1 for what a factor does to the output. ``actions`` and ``alternatives``:
    the quantities of either.
    """

    place: str
    vocabulary: Vocabulary
    facts: tuple[Fact, ...]
    output: frozenset[str]
    moves: Mapping[str, frozenset[str]]
    effects: Mapping[str, int]
    actions: frozenset[str]
    alternatives: frozenset[str]
    pairs: frozenset[tuple[Decimal, Decimal]]


def owner(each: Figure, mentions: Sequence[Mention], text: str) -> Mention | None:
    """Return the mention the number belongs to: "3.6 % moisture", else the nearest one before."""
    if each.unit:  # scores and confidences have none
        mentions = [mention for mention in mentions if not mention.names & _UNITLESS]
    before = next((one for one in reversed(mentions) if one.end <= each.start), None)
    behind = next((one for one in mentions if one.start >= each.end), None)
    if before is None or behind is None or behind.names & _UNITLESS:
        return before or behind
    if _LINKED.fullmatch(text, each.end, behind.start):
        return behind
    if _UNSAID.fullmatch(text, before.end, each.start) and _APPOSED.fullmatch(
        text, each.end, behind.start
    ):
        return Mention(before.start, behind.end, before.names | behind.names)
    return before


@lru_cache(maxsize=READ_LATELY)
def read_log(text: str) -> Log:
    """Read the evidence text of a reasoning log."""
    lines = statements(text, logged=True)
    names = {_SETPOINT.sub("", name).casefold() for name in _names(lines)}
    vocabulary = Vocabulary.of({*names, *OWN})
    output = next((found[1] for each in lines if (found := _OUTPUT.match(each.text))), "")
    facts: list[Fact] = []
    moves: dict[str, set[str]] = defaultdict(set)
    owned: dict[str, set[str]] = defaultdict(set)
    effects: dict[str, int] = {}
    for line in lines:
        mentions = vocabulary.mentions(line)
        facts += _facts(line, mentions)
        for mention in mentions:
            owned[line.line] |= mention.names
        if line.line in ("Action", "Alternative"):
            for name in mentions[0].names if mentions else ():
                moves[name] |= {each.way for each in line.ways[:1]}
        if line.line == "Factor" and mentions and line.figures:
            value = line.figures[-1].values[0]
            if value:
                effects.update(dict.fromkeys(mentions[0].names, 1 if value > 0 else -1))
    _moves_of_set_points(facts, moves)
    place = _PATH.search(text)
    return Log(
        place[1] if place else "",
        vocabulary,
        tuple(facts),
        frozenset(stem(word.casefold()) for word in WORD.findall(output)) - {"of"},
        {name: frozenset(ways) for name, ways in moves.items()},
        effects,
        frozenset(owned["Action"] | owned["Set"]),
        frozenset(owned["Alternative"]) - set(OWN),
        frozenset(pair for line in lines for pair in changes(line)),
    )


def _names(lines: Iterable[Statement]) -> Iterable[str]:
    for line in lines:
        for pattern in _NAMED:
            match = pattern.match(line.text)
            if match:
                yield match[1]
        yield from (name.strip() for name in _MEASURED.findall(line.text))


def _facts(line: Statement, mentions: Sequence[Mention]) -> Iterable[Fact]:
    before = {pair[0] for pair in changes(line)}
    after = {pair[1] for pair in changes(line)}
    for place, each in enumerate(line.figures):
        found = owner(each, mentions, line.text)
        names = found.names if found else frozenset[str]()
        if _AFTER_SCORE.search(line.text, 0, each.start):
            names = frozenset({"score"})
        elif line.line in FREE and not (found and found.end <= each.start):
            names = frozenset()
        value = each.values[0]
        limit = bound(each, line).way
        sort = Sort.OTHER
        if line.line == "Set":
            sort, limit = (Sort.BEFORE if place else Sort.SET), ""
        elif line.line == "Factor":
            sort = Sort.SCORE
        elif line.line in ("Input", "Outcome"):
            sort, limit = Sort.VALUE, ""
        elif line.line.startswith(("Condition", "Rule fired")):
            sort = Sort.LIMIT
        elif value in before or value in after:
            sort = Sort.BEFORE if value in before else Sort.SET
        yield Fact(names, value, each.unit, sort, limit, line.stems)


def _moves_of_set_points(facts: Iterable[Fact], moves: dict[str, set[str]]) -> None:
    """Add the way a set point goes, for actions that say it without a word of direction."""
    set_to: dict[str, Decimal] = {}
    for each in facts:
        for name in each.names:
            if each.sort is Sort.SET:
                set_to.setdefault(name, each.value)
            elif each.sort is Sort.BEFORE and name in set_to and set_to[name] != each.value:
                moves[name].add("up" if set_to[name] > each.value else "down")
