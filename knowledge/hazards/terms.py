"""The term lists: what people say, as data that an engineer can read and extend.

A rule is a few parts that must all be said near each other, each part one of several words or
phrases. There is no "but not": a rule finds what is there, so no text can take a find away. Words
of six letters and more are also found with a slip of one letter, unless what was typed is an
ordinary word of its own. The form of the files: ``docs/safety.md``.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path

import yaml

from knowledge.hazards.spelling import MARK, Words, bare, near, spelled
from knowledge.model import Glossary, Hazard

FOLDER = Path(__file__).parent / "terms"
FUZZY_FROM = 6
"""Words from this length are found with a slip."""
ANY = "*"
_AS_TYPED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "ae", "Ö": "oe", "Ü": "ue"})

Phrase = tuple[str, ...]
"""Words in a row; ``word*`` stands for any word that starts so, ``*`` alone for any word."""
Place = tuple[int, int]


@dataclass(frozen=True)
class Rule:
    """Parts that must all be said within so many words; a part is one of its phrases."""

    hazard: Hazard
    parts: tuple[frozenset[Phrase], ...]
    within: int


class BadTerms(ValueError):
    """A term file that cannot be used; the message says where and why."""


class TermList:
    """What is asked about, and which hazardous work a title names."""

    def __init__(
        self, rules: Sequence[Rule], names: Sequence[Rule], cries: frozenset[Phrase]
    ) -> None:
        self._rules = Finder(rules)
        self._names = Finder(names)
        self._cries = cries

    def with_glossary(self, glossary: Glossary) -> "TermList":
        """Return the list joined by the plant's own terms that name a hazard: said is enough."""
        own = [
            Rule(term.hazard, (frozenset({phrase}),), len(phrase))
            for term in glossary.terms
            if term.hazard is not None
            for phrase in [spelled(term.term)]
            if phrase
        ]
        if not own:
            return self
        return TermList((*self._rules.rules, *own), (*self._names.rules, *own), self._cries)

    def cried(self, sentence: Words) -> bool:
        """Whether the sentence is nothing but a cry of emergency: "fire", "man down"."""
        once = tuple(word for word, _ in groupby(sentence))
        return once in self._cries or tuple(map(bare, once)) in self._cries

    def asked(self, words: Words) -> tuple[Hazard, str] | None:
        """Return the hazard asked about and the words that say so, an emergency first."""
        order = list(Hazard)
        best = min(
            self._rules.found(words),
            key=lambda each: (
                each[0].hazard is not Hazard.EMERGENCY,
                -sum(end - start for start, end in each[1]),
                order.index(each[0].hazard),
            ),
            default=None,
        )
        if best is None:
            return None
        rule, places = best
        said = " … ".join(
            " ".join(map(bare, words[start:end])) for start, end in sorted(set(places))
        )
        return rule.hazard, said

    def named(self, words: Words) -> frozenset[Hazard]:
        """Return the hazards whose work the words name."""
        return frozenset(rule.hazard for rule, _ in self._names.found(words))


class Finder:
    """Finds the rules whose parts are all said near each other."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = tuple(rules)
        # Many rules share a part ("how do I …"), so it is looked for once for all of them.
        self._uses: dict[frozenset[Phrase], list[tuple[int, int]]] = defaultdict(list)
        for index, rule in enumerate(self.rules):
            for number, part in enumerate(rule.parts):
                self._uses[part].append((index, number))
        self._by_phrase: dict[Phrase, list[frozenset[Phrase]]] = defaultdict(list)
        for part in self._uses:
            for phrase in part:
                self._by_phrase[phrase].append(part)
        self._starts: dict[str, list[Phrase]] = defaultdict(list)
        for phrase in self._by_phrase:
            self._starts[phrase[0]].append(phrase)
        self._known = frozenset(word for phrase in self._by_phrase for word in phrase)
        slips: dict[str, set[str]] = defaultdict(set)
        self._unmarked: dict[str, set[str]] = defaultdict(set)
        for word in self._known:
            if MARK in word:
                self._unmarked[bare(word)].add(word)
            elif len(stem := word.rstrip(ANY)) >= FUZZY_FROM:
                for slip in _shortened(stem):
                    slips[slip].add(word)
        # Tens of thousands of them, nearly all of one word: a set each would take 5 MB.
        self._slips = {slip: tuple(of) for slip, of in slips.items()}
        self._longest = max(map(len, self._known), default=0)
        self._meanings = lru_cache(maxsize=8192)(self._meanings_of)

    def found(self, words: Words) -> Iterator[tuple[Rule, tuple[Place, ...]]]:
        """Yield each rule that the words fulfil, with one place of each of its parts."""
        places_of: dict[frozenset[Phrase], list[Place]] = defaultdict(list)
        for place, phrase in self._phrases(words):
            for part in self._by_phrase[phrase]:
                places_of[part].append(place)
        said: dict[int, dict[int, list[Place]]] = defaultdict(dict)
        for part, found in places_of.items():
            for index, number in self._uses[part]:
                said[index][number] = found
        for index, parts in said.items():
            rule = self.rules[index]
            if len(parts) == len(rule.parts):
                places = _together(list(parts.values()), rule.within)
                if places is not None:
                    yield rule, places

    def _phrases(self, words: Words) -> Iterator[tuple[Place, Phrase]]:
        meanings = [self._meanings(word) for word in words]
        for start, own in enumerate(meanings):
            for meant in own:
                for phrase in self._starts.get(meant, ()):
                    end = start + len(phrase)
                    if end <= len(words) and all(
                        word == ANY or word in meanings[start + offset]
                        for offset, word in enumerate(phrase[1:], start=1)
                    ):
                        yield (start, end), phrase

    def _meanings_of(self, typed: str) -> frozenset[str]:
        """Return the words of the list that this one is, starts with or is a slip of."""
        word = bare(typed)
        found = {typed, word} & self._known
        if typed == word:
            found |= self._unmarked.get(word, set())
        for end in range(1, min(len(word), self._longest) + 1):
            if (start := word[:end] + ANY) in self._known:
                found.add(start)
        if len(word) >= FUZZY_FROM - 1 and word not in ordinary_words():
            found |= self._nearly(word)
        return frozenset(found)

    def _nearly(self, word: str) -> set[str]:
        found: set[str] = set()
        for end in range(FUZZY_FROM - 1, min(len(word), self._longest + 1) + 1):
            start = word[:end]
            for slip in _shortened(start):
                for known in self._slips.get(slip, ()):
                    stem = known.rstrip(ANY)
                    whole = end == len(word) or known.endswith(ANY)
                    if whole and stem[0] == start[0] and near(stem, start):
                        found.add(known)
        return found


def _shortened(word: str) -> set[str]:
    """Return the word and all that is left of it without one letter."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def _together(parts: Sequence[Sequence[Place]], within: int) -> tuple[Place, ...] | None:
    """Return one place of each part such that all lie within so many words, or None."""
    if len(parts) == 1:
        return (parts[0][0],)
    for first in sorted({place[0] for part in parts for place in part}):
        # All that is said from here on and near enough: one of each part is a find.
        chosen = []
        for part in parts:
            fitting = [place for place in part if place[0] >= first and place[1] <= first + within]
            if not fitting:
                break
            chosen.append(min(fitting))
        else:
            return tuple(chosen)
    return None


@lru_cache(maxsize=1)
def ordinary_words() -> frozenset[str]:
    """Return the words that are no slip of another."""
    lines = (FOLDER / "ordinary.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@lru_cache(maxsize=1)
def shipped_terms() -> TermList:
    """Return the term lists of all languages that come with the product."""
    rules: list[Rule] = []
    names: list[Rule] = []
    cries: set[Phrase] = set()
    for path in sorted(FOLDER.glob("*.yaml")):
        own_rules, own_names, own_cries = read_terms(path)
        rules += own_rules
        names += own_names
        cries |= own_cries
    return TermList(rules, names, frozenset(cries))


def read_terms(path: Path) -> tuple[list[Rule], list[Rule], set[Phrase]]:
    """Return a file's rules, names of hazardous work, and cries; ``BadTerms`` says why not."""
    return _File(path).read()


class _File:
    """One term file while it is read."""

    def __init__(self, path: Path) -> None:
        self._name = path.name
        self._content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        self._within: int = self._content["within"]
        self._marks = bool(self._content.get("marks_matter"))
        self._parts: dict[str, frozenset[Phrase]] = {}
        self._lists: dict[str, set[Phrase]] = {}
        for name, text in self._content["lists"].items():
            self._lists[name] = self._phrases(text)

    def read(self) -> tuple[list[Rule], list[Rule], set[Phrase]]:
        rules = [
            Rule(self._hazard(name), tuple(map(self._part, text.split(" + "))), self._within)
            for name, texts in self._content["rules"].items()
            for text in texts
        ]
        names = [
            Rule(self._hazard(name), (self._part(text),), self._within)
            for name, text in self._content["matter"].items()
        ]
        return rules, names, self._phrases(self._content["cries"])

    def _hazard(self, name: str) -> Hazard:
        try:
            return Hazard(name)
        except ValueError:
            known = ", ".join(Hazard)
            raise BadTerms(f"{self._name}: {name!r} is no hazard; write one of {known}") from None

    def _part(self, text: str) -> frozenset[Phrase]:
        if text not in self._parts:
            self._parts[text] = frozenset(self._phrases(text))
        if not self._parts[text]:
            raise BadTerms(f"{self._name}: there is a part without words; take out a + too many")
        return self._parts[text]

    def _phrases(self, text: str) -> set[Phrase]:
        phrases: set[Phrase] = set()
        for term in map(str.strip, text.split("|")):
            if not term.startswith("@"):
                phrases |= self._phrase(term)
            elif term[1:] in self._lists:
                phrases |= self._lists[term[1:]]
            else:
                known = ", ".join(f"@{name}" for name in self._lists)
                raise BadTerms(f"{self._name}: there is no list {term}; write one of {known}")
        return phrases

    def _phrase(self, term: str) -> set[Phrase]:
        """Return the term as words; one with umlauts also as it is typed without them."""
        typed = {term} if self._marks else {term, term.translate(_AS_TYPED)}
        return {tuple(self._words(each)) for each in typed} - {()}

    def _words(self, term: str) -> Iterator[str]:
        for word in term.split():
            if word == ANY:
                yield ANY
                continue
            own = spelled(word) if self._marks else tuple(map(bare, spelled(word)))
            yield from own[:-1]
            yield from (each + ANY if word.endswith(ANY) else each for each in own[-1:])
