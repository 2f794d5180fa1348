"""Plain text into blocks: paragraphs, numbered headings, steps and bullets as people type them.

Knows the shapes of typed text. Does not know markup.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from knowledge.ingest.blocks import Block, BlockKind, Parsed, heading
from knowledge.ingest.parsers.markdown import as_warning

_MOST_HEADING_WORDS = 12
_NUMBERED_HEADING = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){0,3})\.?[ \t]+(?=[^\W\d_])(?P<text>.+)$")
_MARKED = re.compile(
    r"^(?P<marker>[-*•▪‣◦–]|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)]|step \d{1,3}[.:)]?)\s+(?P<text>\S.*)$",
    re.IGNORECASE,
)
_BULLETS = "*•▪‣◦–"


def parse_plain(text: str) -> Parsed:
    """Return the blocks of a plain text; it has no title of its own but a first heading."""
    blocks = tuple(from_lines((line, None) for line in text.expandtabs(4).split("\n")))
    first = blocks[0] if blocks else None
    is_title = first is not None and first.kind is BlockKind.HEADING and first.level == 1
    return Parsed(blocks, first.text if first and is_title else "")


def numbered_heading(line: str) -> Block | None:
    """Return the line as a heading when it looks like "6.2 Drum speed" or "6 LIMITS".

    A step that ends like a sentence ("3. Close the valve.") is none.
    """
    match = _NUMBERED_HEADING.match(line)
    if match is None or len(line.split()) > _MOST_HEADING_WORDS + 1 or line[-1] in ".;:,?!":
        return None
    dots = match.group(1).count(".")
    text = match.group("text")
    one_level = dots == 0 and not text.isupper()
    if one_level and (line[len(match.group(1))] == "." or not text[0].isupper()):
        return None  # "1. Close the valve" is a step, "1 Scope" is a heading
    return heading(line, min(dots + 1, 6))


def from_lines(numbered: Iterable[tuple[str, int | None] | Block]) -> Iterator[Block]:
    """Return blocks for (line, page) pairs; an empty line ends a paragraph.

    A block among the lines is taken as it is: its reader knew more than the line says.
    """
    open_block: Block | None = None
    for entry in numbered:
        if isinstance(entry, Block):
            if open_block is not None:
                yield as_warning(open_block)
            open_block = None
            yield entry
            continue
        raw, page = entry
        line = " ".join(raw.split())
        if not line:
            if open_block is not None:
                yield as_warning(open_block)
            open_block = None
            continue
        started = numbered_heading(line) or _marked(line, raw, page)
        if started is None and open_block is not None:
            open_block = replace(open_block, text=f"{open_block.text} {line}")
            continue
        if open_block is not None:
            yield as_warning(open_block)
            open_block = None
        if started is not None and started.kind is BlockKind.HEADING:
            yield replace(started, page=page)
        else:
            open_block = started or Block(BlockKind.PARAGRAPH, line, page=page)
    if open_block is not None:
        yield as_warning(open_block)


def _marked(line: str, raw: str, page: int | None) -> Block | None:
    match = _MARKED.match(line)
    if match is None:
        return None
    marker = match.group("marker")
    indented = len(raw) - len(raw.lstrip()) >= 4
    return Block(
        BlockKind.ITEM,
        match.group("text"),
        depth=2 if indented else 1,
        marker="-" if marker in _BULLETS else marker,
        page=page,
    )
