"""Which assets and decisions a question names.

Knows the plant's names and aliases ("Drum 2", "D2", "drum two"). Does not know which
recommendation is meant (``resolve``).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from bot.answering.intents import plain_words
from knowledge.index.terms import terms
from knowledge.model import Directory, asset_name, within
from knowledge.tongue import folded

_COUNTED = (
    "one two three four five six seven eight nine ten eleven twelve",
    "eins zwei drei vier funf sechs sieben acht neun zehn elf zwolf",
    "uno dos tres cuatro cinco seis siete ocho nueve diez",
    "jeden dwa trzy cztery piec szesc siedem osiem dziewiec dziesiec",
    "um dois tres quatro cinco seis sete oito nove dez onze doze",
    "bir iki uc dort bes alti yedi sekiz dokuz",
    "mot hai ba bon nam sau",
    "一 二 三 四 五 六 七 八 九 十",
)
_NUMBERS = {
    word: str(number)
    for words in reversed(_COUNTED)  # a word that two languages share is the first one's
    for number, word in enumerate(words.split(), start=1)
}
_HAN = re.compile(r"[\u3400-\u9fff]")
_BETWEEN_HAN = re.compile(r"(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff])")
_RULE = re.compile(r"(?<![\w-])[A-Za-z]{2,8}-\d{1,4}(?![\w-])")
_GLUED = re.compile(r"([^\W\d_]{3,})(\d{1,3})")
"""A name and its number without a space: "drum2"."""
_DECISION = re.compile(r"(?<![\w-])#?([A-Za-z]{1,8}-[\w-]*\d{3,}|[\w-]{12,})(?![\w-])")


def said(text: str) -> str:
    """Return a name as it is compared: lower case, number words as figures, hyphens as spaces.

    Accents do not count, and each Chinese character is a word of its own.
    """
    apart = _HAN.sub(r" \g<0> ", folded(plain_words(text)))
    words = apart.replace("-", " ").replace("/", " ").split()
    return " ".join(
        _NUMBERS.get(word, word) for word in (each.strip(".,") for each in words) if word
    )


@dataclass(frozen=True)
class AssetNames:
    """All spoken names of the plant's assets: name -> paths."""

    paths: Mapping[str, frozenset[str]]
    longest: int
    first: Mapping[str, str] = field(default_factory=dict)
    """By each other name, the one that the directory gives first."""

    @classmethod
    def of(cls, directory: Directory) -> "AssetNames":
        """Collect the names, aliases and last path parts of every known asset."""
        names: dict[str, set[str]] = defaultdict(set)
        for asset in directory.assets:
            for name in (asset.name, *asset.aliases, asset_name(asset.path)):
                names[said(name)].add(asset.path)
        paths = {name: frozenset(found) for name, found in names.items() if name}
        first = {said(alias): asset.name for asset in directory.assets for alias in asset.aliases}
        return cls(paths, max((name.count(" ") + 1 for name in paths), default=0), first)

    @cached_property
    def terms(self) -> frozenset[str]:
        """Every term of every name, as the documents are looked up by."""
        return frozenset(terms(" ".join(self.paths)))

    def meanings(self, text: str) -> dict[str, str]:
        """Return the other names in the text, each with the one that the directory gives first."""
        return {name: self.first[name] for name in self._said_in(text) if name in self.first}

    def mentioned(self, text: str) -> tuple[frozenset[str], ...]:
        """Return, for each name in the text, the paths it may mean; longer names win."""
        return tuple(self.paths[name] for name in self._said_in(text))

    def _words(self, text: str) -> list[str]:
        """Return the words of the text, a name that was typed with its number in one apart."""
        words: list[str] = []
        for word in said(text).split():
            glued = None if word in self.paths else _GLUED.fullmatch(word)
            apart = glued.groups() if glued else ()
            words += apart if " ".join(apart) in self.paths else [word]
        return words

    def _said_in(self, text: str) -> list[str]:
        """Return the names in the text, in order; longer names win."""
        words = self._words(text)
        found, start = [], 0
        while start < len(words):
            for length in range(min(self.longest, len(words) - start), 0, -1):
                name = " ".join(words[start : start + length])
                if name in self.paths:
                    found.append(name)
                    start += length
                    break
            else:
                start += 1
        return found

    def without(self, text: str) -> str:
        """Return the text's words without those that name an asset."""
        words = self._words(text)
        kept, start = [], 0
        while start < len(words):
            for length in range(min(self.longest, len(words) - start), 0, -1):
                if " ".join(words[start : start + length]) in self.paths:
                    start += length
                    break
            else:
                kept.append(words[start])
                start += 1
        return _BETWEEN_HAN.sub("", " ".join(kept))


def narrowed(mentions: Iterable[frozenset[str]]) -> frozenset[str]:
    """Return the assets that fit all the names at once: "line 4" and "drum 2" -> line-4/drum-2.

    The most specific paths win; names that fit nothing together leave all their paths.
    """
    groups = list(mentions)
    if not groups:
        return frozenset()
    everything = frozenset().union(*groups)
    fitting = frozenset(
        path
        for path in everything
        if all(any(within(path, other) for other in group) for group in groups)
    )
    return fitting or everything


def nearest(paths: frozenset[str], to: str) -> frozenset[str]:
    """Return the paths that share the longest way with ``to``: "drum 3" beside the drum before."""

    def shared(path: str) -> int:
        count = 0
        for one, other in zip(path.split("/"), to.split("/"), strict=False):
            if one != other:
                break
            count += 1
        return count

    best = max(map(shared, paths))
    return frozenset(path for path in paths if shared(path) == best)


def rule_ids(text: str) -> tuple[str, ...]:
    """Return what looks like the id of a rule, in capitals: "SEAS-07"."""
    return tuple(match.group().upper() for match in _RULE.finditer(text))[:3]


def decision_ids(text: str) -> tuple[str, ...]:
    """Return what looks like a decision id, as written: "R-2026-000123"."""
    return tuple(match.group(1) for match in _DECISION.finditer(text))[:3]
