"""Names in a claim: identifiers, assets, places in documents, roles. Each must be in the evidence.

Knows how they are written. Which spoken names the plant's assets have is given (``AssetNames``);
without them, a noun with a number behind it ("Drum 3") is still held against the evidence.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol

from knowledge.grounding.cited import Cited, Read
from knowledge.grounding.figures import IDENTIFIER, READ_LATELY, plain
from knowledge.grounding.lexicon import EMPTY, PLACES, ROLES
from knowledge.grounding.statements import WORD, Statement, stem
from knowledge.model import within

_PLACES = {word: kind for kind, words in PLACES.items() for word in words.split()}
_EMPTY = frozenset(EMPTY.split())
_ROLES = {word: role for role, words in ROLES.items() for word in words.split()}
_PLACE = re.compile(
    rf"(?<!\w)({'|'.join(re.escape(word) for word in sorted(_PLACES, key=len, reverse=True))})"
    r"(?:\s*#?(\d+(?:\.\d+)*)|\s+((?-i:[A-Z]))(?![\w'’])|(?<=[修订订])([A-Z])(?![\w'’]))",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"([^\W\d_]{3,})[ \u00a0]#?(?!(?:19|20)\d\d\b)(\d{1,4})(?![\w.,/]*\d|\s?[%°]|[-–]\d)(?!\w)"
)
_SPAN = re.compile(r"([^\W\d_]{3,}?)s?\s(\d{1,3})\s?(?:to|-|–|and|,)\s?(\d{1,3})\b", re.IGNORECASE)
_LIST_MARK = re.compile(r"^\s*(\d+)[.)]\s", re.MULTILINE)
_NO_NOUN = frozenset(
    """from between over under below above than about exactly least most and with the for are was
    were but not its has had into per von zwischen über unter auf als entre sobre desde hasta bis
    than max min only just around nearly almost roughly within past until till last next every each
    after before during january february march april may june july august september october november
    december reads read reaches reached hit hits score base value confidence equals equal""".split()
)
_ADDRESSED = "operator"
"""To whom a recommendation is made, and who is told in a procedure not to do a thing."""
_READINGS = frozenset({"Input", "Outcome", "Factor"})
"""Lines that name quantities, which may sound like assets ("quality good")."""


_ATTRIBUTE = re.compile(r"\bquality\b")
"""What a log says of a reading, in small letters; a team's name has a large one."""


class AssetNames(Protocol):
    """The spoken names of the plant's assets."""

    def mentioned(self, text: str) -> Sequence[frozenset[str]]:
        """Return, for each name in the text, the paths of the assets it may mean."""
        ...


def wrong_name(sentence: Statement, cited: Cited, names: AssetNames | None) -> str:
    """Return the first name that does not stand in the cited evidence, in words, or ""."""
    text = sentence.text
    return (
        unknown_identifier(sentence, cited)
        or _wrong_place(text, cited)
        or _wrong_asset(text, cited, names)
        or _wrong_numbered(sentence, cited)
        or _wrong_role(sentence, cited)
    )


def unknown_identifier(sentence: Statement, cited: Cited) -> str:
    """Return the first identifier that stands nowhere in the evidence, in words, or ""."""
    for match in IDENTIFIER.finditer(sentence.text):
        if match[0].casefold() not in cited.identifiers:
            return f"names {match[0]}, which does not stand in the evidence"
    return ""


def _wrong_place(text: str, cited: Cited) -> str:
    for kind, value in _places(text):
        known = {place for one in cited.evidence for place in _all_places(one.text)}
        if (kind, value) in known:
            continue
        if kind == "section" and any(
            place.startswith(f"{value}.") for one, place in known if one == "section"
        ):
            continue
        return f"names {kind} {value.upper()}, which does not stand in the evidence"
    return ""


@lru_cache(maxsize=READ_LATELY)
def _all_places(text: str) -> frozenset[tuple[str, str]]:
    """Return the places an evidence names; the numbers of a list are its steps."""
    found = set(_places(plain(text)))
    found |= {("step", number) for number in _LIST_MARK.findall(text)}
    heading = text.split("\n", 1)[0]
    found |= {("section", number) for number in re.findall(r"(?<![\w.])\d+(?:\.\d+)*", heading)}
    return frozenset(found | {("version", value) for kind, value in found if kind == "revision"})


def _places(text: str) -> list[tuple[str, str]]:
    return [
        (_PLACES[match[1].casefold()], (match[2] or match[3] or match[4]).casefold())
        for match in _PLACE.finditer(text)
        if match[1].casefold() in _PLACES
    ]


def _wrong_asset(text: str, cited: Cited, names: AssetNames | None) -> str:
    if names is None:
        return ""
    said = names.mentioned(_ATTRIBUTE.sub("", text) if cited.logs else text)
    if not said:
        return ""
    for paths in said:
        if not any(_speaks_of(paths, one, names) for one in cited.evidence):
            return f"names {min(paths)}, which does not stand in the evidence"
    return ""


def _speaks_of(paths: frozenset[str], one: Read, names: AssetNames) -> bool:
    """Whether the evidence speaks of one of the assets: a log of its own and those around it."""
    told = [each.text for each in one.statements]
    if one.log and one.log.place:
        if any(within(one.log.place, path) for path in paths):
            return True
        told = [each.text for each in one.statements if each.line and each.line not in _READINGS]
    return any(paths & known for text in told for known in names.mentioned(text))


def _wrong_numbered(sentence: Statement, cited: Cited) -> str:
    """Return a noun with a number that the evidence does not have together: "Drum 3"."""
    for noun, number in _numbered(sentence.text):
        word = noun.casefold()
        if word in _PLACES or word in _NO_NOUN or word in _EMPTY or stem(word) in _measured(cited):
            continue
        pair = (stem(word), number)
        known = frozenset[tuple[str, str]]().union(*(_pairs(one.text) for one in cited.evidence))
        if pair in known:
            continue
        numbers = {value for one, value in known if one == pair[0]}
        unheard = noun[0].isupper() and pair[0] not in cited.stems
        if numbers or (unheard and number not in {value for _, value in known}):
            return f"names {noun} {number}, which does not stand in the evidence"
    return ""


def _measured(cited: Cited) -> frozenset[str]:
    return frozenset(stems[-1] for log in cited.logs for stems in log.vocabulary.said if stems)


@lru_cache(maxsize=READ_LATELY)
def _numbered(text: str) -> tuple[tuple[str, str], ...]:
    return tuple((match[1], match[2]) for match in _NUMBERED.finditer(text))


@lru_cache(maxsize=READ_LATELY)
def _pairs(text: str) -> frozenset[tuple[str, str]]:
    """Return the nouns with numbers of an evidence; "drums 1 to 3" has three."""
    found = {(stem(noun.casefold()), number) for noun, number in _numbered(text)}
    for noun, first, last in _SPAN.findall(text):
        for number in range(int(first), min(int(last), int(first) + 40) + 1):
            found.add((stem(noun.casefold()), str(number)))
    return frozenset(found)


def _wrong_role(sentence: Statement, cited: Cited) -> str:
    for word in sentence.words:
        role = _ROLES.get(word)
        if role == _ADDRESSED and (cited.only_logs or sentence.denied):
            continue
        if role and not _known_roles(cited) & {role}:
            return f"names the {role}, who does not stand in the evidence"
    return ""


def _known_roles(cited: Cited) -> frozenset[str]:
    return frozenset[str]().union(*(_roles(one.text) for one in cited.evidence))


@lru_cache(maxsize=READ_LATELY)
def _roles(text: str) -> frozenset[str]:
    return frozenset(role for word in WORD.findall(text.casefold()) if (role := _ROLES.get(word)))
