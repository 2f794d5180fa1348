"""A text's pieces that can stand alone: sentences with what leans on them, lists as a whole, rows.

Knows what must not be torn apart: the steps of a list, a sentence that begins with "It" from the
one before it, a row from its table's head. Every piece is verbatim, but for a row, which is
written out with the names of its columns. Judges nothing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from knowledge.grounding import sentences
from knowledge.tables import BAR, rows_of

_STEP = re.compile(r"^\s*\d+[.)]\s+")
_BULLET = re.compile(r"^\s*[-*•▪]\s+")
_LEANS = re.compile(
    r"(?:(?:it|its|this|that|these|those|they|then|otherwise|such|if (?:it|not|so|they)|"
    r"(?:below|above|after|before|until|without) (?:that|this|it))\b"
    r"|(?:es|dies\w*|das|sie|sonst|dann|andernfalls|darunter|darüber)\b"
    r"|(?:esto|eso|este|esta|si no|entonces)\b|(?:isso|isto|este|esta|senão|então)\b"
    r"|(?:to|wtedy|inaczej|w przeciwnym)\b|(?:bu|bunlar|aksi|yoksa)\b|(?:điều này|nếu không)\b"
    r"|[这此]|否则)",
    re.IGNORECASE,
)
"""How a sentence begins that cannot be understood without the one before it."""
MOST_STEPS = 12
"""A longer list is a procedure of its own: it is read in its document."""


SHORT_WORDS = 70
"""A paragraph of no more words is not cut."""
LONGEST_LIST = 400
"""Characters of a list that is read as one sentence."""


class PieceKind(StrEnum):
    """How a piece stands in its text."""

    PROSE = "prose"
    STEPS = "steps"
    LIST = "list"
    ROW = "row"


@dataclass(frozen=True)
class Piece:
    """What can stand alone, in ``texts`` that follow each other; a list of steps has several.

    ``sentences`` are its sentences one by one, without the numbers of steps.
    """

    texts: tuple[str, ...]
    sentences: tuple[str, ...]
    kind: PieceKind = PieceKind.PROSE

    @property
    def text(self) -> str:
        """All of it."""
        return " ".join(self.texts)


def pieces_of(text: str, headings: Sequence[str] = ()) -> list[Piece]:
    """Return the pieces of a passage in their order.

    ``headings``: its heading path; the last one says what a list without a lead-in lists.
    """
    found: list[Piece] = []
    for block in _blocks(text):
        found += _pieces(block, _lead(found, headings))
    return found


def without_number(text: str) -> str:
    """Return a step without its number."""
    return _STEP.sub("", text)


def leans(sentence: str) -> bool:
    """Whether the sentence cannot be understood without the one before it."""
    return bool(_LEANS.match(sentence))


def _blocks(text: str) -> Iterator[list[str]]:
    """Yield runs of lines of one kind: steps, bullets, rows, or prose."""
    block: list[str] = []
    kind = ""
    for line in text.split("\n"):
        if not line.strip():
            kind = "" if kind not in ("step", "bullet") else kind
            continue
        new = _kind(line)
        if block and (new != kind or (new == "prose" and not kind)):
            yield block
            block = []
        block.append(line.strip())
        kind = new
    if block:
        yield block


def _kind(line: str) -> str:
    if _STEP.match(line):
        return "step"
    if _BULLET.match(line):
        return "bullet"
    return "row" if BAR in line else "prose"


def _pieces(block: list[str], lead: str) -> Iterator[Piece]:
    match _kind(block[0]):
        case "step" if len(block) <= MOST_STEPS:
            said = tuple(one for each in block for one in sentences(without_number(each)))
            yield Piece(tuple(block), said, PieceKind.STEPS)
        case "step":
            return
        case "bullet":
            yield from _bullets([_BULLET.sub("", each) for each in block], lead)
        case "row":
            yield from _rows(block)
        case _:
            for line in block:
                yield from _prose(line)


def _prose(line: str) -> Iterator[Piece]:
    """Yield a short paragraph as one piece: its sentences are one thought, or steps of one work."""
    runs = _runs(line)
    if len(line.split()) <= SHORT_WORDS:
        yield Piece(tuple(map(" ".join, runs)), tuple(one for run in runs for one in run))
        return
    for run in runs:
        yield Piece((" ".join(run),), tuple(run))


def _runs(line: str) -> list[list[str]]:
    """Return the sentences, each with those behind it that lean on it."""
    runs: list[list[str]] = []
    for sentence in (each.strip() for each in sentences(line)):
        if runs and (leans(sentence) or runs[-1][-1].endswith((";", "；"))):
            runs[-1].append(sentence)
        else:
            runs.append([sentence])
    return runs


def _bullets(items: list[str], lead: str) -> Iterator[Piece]:
    """Yield whole sentences one by one; fragments together, under what they are a list of."""
    if all(each.endswith((".", "!", "。")) and len(each.split()) > 6 for each in items):
        for each in items:
            yield Piece((each,), (each,))
    elif len(items) <= MOST_STEPS:
        together = "; ".join(each.rstrip(" .;") for each in items)
        text = f"{lead}: {together}." if lead else f"{together}."
        texts = (text,) if len(text) <= LONGEST_LIST else tuple(items)
        yield Piece(texts, texts, PieceKind.LIST)


def _lead(before: Sequence[Piece], headings: Sequence[str]) -> str:
    """Return what a list is of: the words before it that end in a colon, else its heading."""
    if before and before[-1].texts[-1].endswith(":"):
        return ""
    return re.sub(r"^[\d.]+\s+", "", headings[-1]).strip() if headings else ""


def _rows(block: list[str]) -> Iterator[Piece]:
    rows = list(rows_of(block))
    firsts = [row.name for row in rows]
    for row in rows:
        told = f"{row.in_words()}."
        # What several rows have in their first column names none of them.
        text = told if firsts.count(row.name) == 1 else f"{row.head[0]} {told}"
        yield Piece((text,), (text,), PieceKind.ROW)
