"""What a model wrote, line by line, as claims of plain text; or what is wrong with a line.

Knows the lines that ``prompts/answer.md`` asks for and what a claim may not hold: markup, links,
mentions, characters nobody sees. Does not know whether a claim is true (``knowledge.grounding``).
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence

from knowledge.hygiene import alive, clean, one_line
from knowledge.language import ModelFailed, Piece, Trouble
from knowledge.model import Claim, ClaimKind

LONGEST = 400
"""Characters of a claim: it is one plain sentence."""
MOST_CHARACTERS = 12_000
"""Of a whole answer: five claims as JSON are at most 2,500."""
_LABEL = re.compile(r"[A-Z]\d{1,3}")
_FENCE_OF_CODE = re.compile(r"```\w*")
_LABELS_INSIDE = re.compile(r"\s*[\[(](?:[A-Z]\d{1,3}(?:,\s*)?)+[\])]")
_EMPHASIS = re.compile(r"\*\*|__|~~|`+|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)|^#{1,6}\s+|^[-*•]\s+")
_ADDRESS = re.compile(r"\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}\b|//", re.IGNORECASE)
"""Stricter than what documents may hold: nothing that any channel could take for an address."""
_STRAIGHT = re.compile(r'["„«»‟]([^"„“”«»‟]+)["“”«»‟]')


class Unfit(Exception):
    """A line that is no claim, or a claim that holds what none may; the message says what."""


def lines_of(pieces: Iterable[Piece]) -> Iterator[str]:
    """Yield whole lines as soon as they are there; empty ones and fences of code are left out.

    Raises ``ModelFailed`` for a text that is longer than any answer.
    """
    rest, characters = "", 0
    for piece in pieces:
        characters += len(piece.text)
        if characters > MOST_CHARACTERS:
            raise ModelFailed(Trouble.ENDLESS, f"more than {MOST_CHARACTERS} characters")
        *whole, rest = (rest + piece.text).split("\n")
        yield from filter(_says_something, whole)
    if _says_something(rest):
        yield rest


def _says_something(line: str) -> bool:
    return bool(line.strip()) and not _FENCE_OF_CODE.fullmatch(line.strip())


def claim_of(line: str) -> Claim:
    """Return the claim of a line; raises ``Unfit``."""
    if len(line) > 4 * LONGEST:  # also: nested so deep that reading it would fail
        raise Unfit("is too long for one claim")
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        raise Unfit("is not one JSON object on one line") from None
    if not isinstance(said, dict) or not isinstance(said.get("text"), str):
        raise Unfit('is not of the form {"text": "…", "cites": ["R1"]}')
    cites = said.get("cites")
    if not isinstance(cites, list) or not all(_is_label(each) for each in cites):
        raise Unfit('has no list of labels under "cites"')
    labels = tuple(dict.fromkeys(cites))
    return Claim(plain(said["text"]), labels, _kind(labels))


def plain(text: str) -> str:
    """Return the text without marks of formatting and labels; raises ``Unfit`` if it is alive."""
    text = one_line(clean(text)[0])
    text = _EMPHASIS.sub("", _LABELS_INSIDE.sub("", text))
    if _ADDRESS.search(text):
        raise Unfit("holds an address")
    if what := alive(text):
        raise Unfit(f"holds {what}")
    # All quotation marks as the one kind that is checked word for word.
    text = one_line(_STRAIGHT.sub(r"“\1”", text))
    if not any(character.isalpha() for character in text):
        raise Unfit("says nothing")
    if len(text) > LONGEST:
        raise Unfit(f"is longer than {LONGEST} characters")
    return text


def _is_label(value: object) -> bool:
    return isinstance(value, str) and _LABEL.fullmatch(value) is not None


def _kind(labels: Sequence[str]) -> ClaimKind:
    kinds = {label[0] for label in labels}
    if kinds == {"K"}:
        return ClaimKind.ARTICLE
    return ClaimKind.PROCEDURE if kinds and kinds <= {"S", "K"} else ClaimKind.REASON
