"""Blocks: what a parser makes of a file, whatever its format was.

Knows the pieces a procedure is written in (heading, paragraph, list item, table, code, warning).
Does not know file formats (``parsers``) or how pieces become passages (``passages``).
"""

from dataclasses import dataclass, field
from enum import StrEnum


class BlockKind(StrEnum):
    """What a block is; it decides where a passage may end."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    TABLE = "table"
    CODE = "code"
    WARNING = "warning"


class UnreadableDocument(ValueError):
    """The file cannot be read as a document; the message says why and what to do."""


@dataclass(frozen=True)
class Block:
    """One piece of a document in reading order.

    ``level``: 1-6 for headings. ``depth``: how deep in lists, 0 is outside. ``marker``: the
    step's number or bullet as people read it ("3.", "a)", "-"); "" for what continues an item.
    ``page`` counts from 1. A table has one text line per row in ``rows`` and its column names in
    ``header``; ``text`` is then empty.
    """

    kind: BlockKind
    text: str
    level: int = 0
    depth: int = 0
    marker: str = ""
    page: int | None = None
    header: str = ""
    rows: tuple[str, ...] = ()

    def rendered(self) -> str:
        """Return the block as it reads in a passage."""
        if self.kind is BlockKind.TABLE:
            return "\n".join([self.header, *self.rows] if self.header else self.rows)
        indent = "  " * max(self.depth - 1, 0)
        if self.depth == 0:
            return self.text
        if self.marker:
            hanging = "\n" + indent + " " * (len(self.marker) + 1)
            return f"{indent}{self.marker} " + self.text.replace("\n", hanging)
        indent += "  "
        return indent + self.text.replace("\n", "\n" + indent)


@dataclass(frozen=True)
class Parsed:
    """A file's blocks, its own title ("" when it has none) and what the reader should be told."""

    blocks: tuple[Block, ...]
    title: str = ""
    notes: tuple[str, ...] = field(default=())


def heading(text: str, level: int, *, page: int | None = None) -> Block:
    """Return a heading block."""
    return Block(BlockKind.HEADING, text, level=level, page=page)


def table(rows: list[list[str]], *, headed: bool, depth: int = 0, page: int | None = None) -> Block:
    """Return a table block: cells joined by " | ", the first row as header when ``headed``.

    Empty cells keep their place, so that a value stays under its column.
    """
    lines = [" | ".join(cell or "–" for cell in row) for row in rows if any(row)]
    header = lines.pop(0) if headed and len(lines) > 1 else ""
    return Block(BlockKind.TABLE, "", depth=depth, page=page, header=header, rows=tuple(lines))
