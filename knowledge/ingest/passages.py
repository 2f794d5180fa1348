"""Passages: blocks grouped under their headings into citable pieces with stable ids.

Knows how long a passage should be and what must not be torn apart: a step from its lead-in, a
row from its table, a warning from what it warns about. Does not know where blocks come from.
Nothing is dropped: every block's words stand in a passage's text or heading path, in order.
"""

import hashlib
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from knowledge.ingest.blocks import Block, BlockKind
from knowledge.model import Passage

AIM_WORDS = 120
MOST_WORDS = 220
TAIL_WORDS = 40
LEAD_IN_WORDS = 60
PATH_LEVELS = 3

_SECTION = re.compile(
    r"^(?:(?:section|chapter|step|part)\s+)?"
    r"(\d{1,2}(?:\.\d{1,3})*|[A-Z](?:\.\d{1,3})+)(?:[.):]|\s[-–—])?(?=\s|$)",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[^a-z\s])|(?<=[。！？])|\n+")

Atom = list[Block]
"""Blocks that stay in one passage."""
Unit = list[Atom]
"""Atoms that stay in one passage unless they are too long for one."""


@dataclass
class _Heading:
    level: int
    text: str
    page: int | None
    carried: bool = False


@dataclass(frozen=True)
class _Piece:
    """A passage before it has a place and an id."""

    path: tuple[str, ...]
    blocks: tuple[Block, ...]


def split(
    blocks: Sequence[Block], *, revision_id: str, title: str = "", number: str = ""
) -> list[Passage]:
    """Return the passages of a document in order.

    A first heading that only says ``title``, or ``number`` and title, is not repeated in the
    paths, because the revision carries both. Ids are stable for (revision, heading path, text,
    how many equal ones came before).
    """
    if len(blocks) > 1 and blocks[0].kind is BlockKind.HEADING:
        own = blocks[0].text.removeprefix(number).lstrip(" :.–—-")
        blocks = blocks[1:] if title and title in (own, blocks[0].text) else blocks
    seen: Counter[str] = Counter()
    return [
        _passage(piece, ordinal, revision_id, seen) for ordinal, piece in enumerate(_pieces(blocks))
    ]


def section_number(heading_text: str) -> str:
    """Return the number a heading starts with ("6.2 Drum speed" -> "6.2"), or ""."""
    match = _SECTION.match(heading_text)
    return match.group(1) if match else ""


def word_count(text: str) -> int:
    """Return the length in words; scripts written without spaces count by characters."""
    return max(len(text.split()), len(text) // 12)


def _passage(piece: _Piece, ordinal: int, revision_id: str, seen: Counter[str]) -> Passage:
    text = _joined(piece.blocks)
    place = "\x1f".join([revision_id, *piece.path, text])
    digest = hashlib.sha256(f"{place}\x1f{seen[place]}".encode()).hexdigest()
    seen[place] += 1
    return Passage(
        id=digest[:24],
        revision_id=revision_id,
        ordinal=ordinal,
        heading_path=piece.path,
        section=_section_of(piece),
        page=next((block.page for block in piece.blocks if block.page), None),
        text=text,
    )


def _section_of(piece: _Piece) -> str:
    headings = list(piece.path)
    if piece.blocks[0].kind is BlockKind.HEADING:
        headings.append(piece.blocks[0].text)
    return next((number for text in reversed(headings) if (number := section_number(text))), "")


def _joined(blocks: Iterable[Block]) -> str:
    text = ""
    previous: Block | None = None
    for block in blocks:
        if previous is not None:
            tight = bool(previous.depth and block.depth) and BlockKind.CODE not in (
                previous.kind,
                block.kind,
            )
            text += "\n" if tight else "\n\n"
        text += block.rendered()
        previous = block
    return text


def _pieces(blocks: Iterable[Block]) -> Iterator[_Piece]:
    """Walk the document heading by heading; a heading without text becomes a piece of its own."""
    path: list[_Heading] = []
    section: list[Block] = []
    for block in blocks:
        if block.kind is not BlockKind.HEADING or block.level > PATH_LEVELS:
            section.append(block)
            continue
        yield from _section_pieces(path, section)
        section = []
        yield from _closed(path, block.level)
        path.append(_Heading(block.level, block.text, block.page))
    yield from _section_pieces(path, section)
    yield from _closed(path, 0)


def _section_pieces(path: list[_Heading], section: list[Block]) -> Iterator[_Piece]:
    if not section:
        return
    for entry in path:
        entry.carried = True
    texts = tuple(entry.text for entry in path)
    for packed in _packed(_units(section)):
        yield _Piece(texts, tuple(packed))


def _closed(path: list[_Heading], level: int) -> Iterator[_Piece]:
    """Pop what a heading of ``level`` ends; keep the words of headings no passage carried."""
    kept = len(path)
    while kept and path[kept - 1].level >= level:
        kept -= 1
    popped = path[kept:]
    if popped and not popped[-1].carried:
        last = popped[-1]
        text = Block(BlockKind.PARAGRAPH, last.text, page=last.page)
        for entry in path:
            entry.carried = True
        yield _Piece(tuple(entry.text for entry in path[:-1]), (text,))
    del path[kept:]


def _units(section: list[Block]) -> list[Unit]:
    """Group the blocks of one section: lead-ins with their lists, list items with their parts."""
    units: list[Unit] = []
    lead: Atom = []
    position = 0
    while position < len(section):
        block = section[position]
        position += 1
        following = section[position] if position < len(section) else None
        if following is not None and _leads(block, following):
            lead.append(block)
            continue
        if block.depth == 0:
            units.append(_with_lead(lead, [[part] for part in _parts(block)]))
        else:
            run = [block]
            while position < len(section) and section[position].depth > 0:
                run.append(section[position])
                position += 1
            units.append(_with_lead(lead, _items(run)))
        lead = []
    return units


def _leads(block: Block, following: Block) -> bool:
    """Whether the block introduces the following one and should not be parted from it."""
    if block.depth > 0:
        return False
    if block.kind is BlockKind.HEADING:
        return True
    short = word_count(block.text) <= LEAD_IN_WORDS
    if block.kind is BlockKind.WARNING:
        return short and following.kind is not BlockKind.HEADING
    if block.kind is not BlockKind.PARAGRAPH or not short:
        return False
    opens = following.depth > 0 or following.kind in (BlockKind.TABLE, BlockKind.CODE)
    return opens or (block.text.endswith(":") and following.kind is BlockKind.PARAGRAPH)


def _with_lead(lead: Atom, atoms: Unit) -> Unit:
    return [[*lead, *atoms[0]], *atoms[1:]]


def _items(run: list[Block]) -> Unit:
    """Cut a list at its outermost items; an item keeps its continuation and nested items."""
    outermost = min(block.depth for block in run)
    atoms: Unit = []
    for block in run:
        starts = bool(block.marker) and block.depth == outermost
        for index, part in enumerate(_parts(block)):
            if atoms and (index or _size(atoms[-1]) >= MOST_WORDS):
                starts = True
            if starts or not atoms:
                atoms.append([part])
            else:
                atoms[-1].append(part)
            starts = False
    return atoms


def _packed(units: list[Unit]) -> list[Atom]:
    """Fill passages up to ``MOST_WORDS``, ending them between units where that is possible."""
    packed: list[Atom] = []
    current: Atom = []
    for unit in units:
        blocks = [block for atom in unit for block in atom]
        size = _size(blocks)
        fits = _size(current) + size <= MOST_WORDS
        new_matter = blocks[0].kind is BlockKind.HEADING and _size(current) >= AIM_WORDS
        if current and (new_matter or (not fits and _worth_ending(current, size))):
            packed.append(current)
            current, fits = [], size <= MOST_WORDS
        if fits:
            current = [*current, *blocks]
        else:
            *full, current = _balanced(current, unit)
            packed.extend(full)
    if current:
        packed.append(current)
    return _without_short_tail(packed)


def _worth_ending(current: Atom, next_size: int) -> bool:
    return _size(current) >= TAIL_WORDS or next_size <= MOST_WORDS


def _balanced(current: Atom, unit: Unit) -> list[Atom]:
    """Cut a unit that is too long for one passage into passages of about equal length."""
    total = _size(current) + sum(_size(atom) for atom in unit)
    target = total / math.ceil(total / MOST_WORDS)
    out: list[Atom] = []
    for atom in unit:
        grown = _size(current) + _size(atom)
        if current and (grown > MOST_WORDS or _size(current) >= target):
            out.append(current)
            current = list(atom)
        else:
            current = [*current, *atom]
    return [*out, current]


def _without_short_tail(packed: list[Atom]) -> list[Atom]:
    if len(packed) < 2 or _size(packed[-1]) >= TAIL_WORDS:
        return packed
    if packed[-1][0].kind is BlockKind.TABLE and packed[-2][-1].kind is BlockKind.TABLE:
        return packed  # the repeated header would stand inside one passage twice
    if _size(packed[-2]) + _size(packed[-1]) > MOST_WORDS + TAIL_WORDS:
        return packed
    return [*packed[:-2], [*packed[-2], *packed[-1]]]


def _size(blocks: Iterable[Block]) -> int:
    return sum(word_count(block.rendered()) for block in blocks)


def _parts(block: Block) -> list[Block]:
    """Cut a block that is too long for any passage: rows, lines or sentences stay whole."""
    if _size([block]) <= MOST_WORDS or block.kind is BlockKind.HEADING:
        return [block]
    if block.kind is BlockKind.TABLE:
        groups = _filled(block.rows, MOST_WORDS - word_count(block.header))
        return [replace(block, rows=tuple(group)) for group in groups]
    if block.kind is BlockKind.CODE:
        texts = ["\n".join(group) for group in _filled(block.text.split("\n"), MOST_WORDS)]
    else:
        sentences = [part for line in _sentences(block.text) for part in _short(line)]
        texts = [" ".join(group) for group in _filled(sentences, MOST_WORDS)]
    first, *rest = [replace(block, text=text) for text in texts if text.strip()]
    return [first, *(replace(part, marker="") for part in rest)]


def _sentences(text: str) -> list[str]:
    return [part for part in _SENTENCE_END.split(text) if part.strip()]


def _short(sentence: str) -> list[str]:
    """Cut what is too long for a sentence at words, and words that never end at characters."""
    if word_count(sentence) <= MOST_WORDS:
        return [sentence]
    most = MOST_WORDS * 6
    words = [w[at : at + most] for w in sentence.split() for at in range(0, len(w), most)]
    return [" ".join(group) for group in _filled(words, MOST_WORDS)]


def _filled(lines: Sequence[str], most: int) -> list[list[str]]:
    """Group lines in order so that each group has about the same length, at most ``most`` words."""
    sizes = [word_count(line) for line in lines]
    total = sum(sizes)
    target = total / max(1, math.ceil(total / max(most, 1)))
    groups: list[list[str]] = [[]]
    filled = 0
    for line, size in zip(lines, sizes, strict=True):
        if groups[-1] and (filled >= target or filled + size > most):
            groups.append([])
            filled = 0
        groups[-1].append(line)
        filled += size
    return groups
