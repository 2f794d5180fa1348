"""DOCX into blocks: paragraphs, headings, steps with their numbers, tables and text boxes.

Knows WordprocessingML. Takes tracked insertions as text and leaves tracked deletions out, as the
document would read when all changes are accepted, and says so. Does not know pages: Word decides
them when it prints.
"""

import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement

from knowledge.hygiene import lines, one_line
from knowledge.ingest.blocks import Block, BlockKind, Parsed, UnreadableDocument, heading, table
from knowledge.ingest.parsers.docx_numbers import Numbering
from knowledge.ingest.parsers.markdown import as_warning

MOST_UNPACKED_BYTES = 200 * 1024 * 1024
_MOST_PARTS = 10_000
_NO_OUTLINE = 9  # Word's outline level for body text
_LEFT_OUT = frozenset({qn("w:del"), qn("w:moveFrom")})
_NOT_TEXT = frozenset(
    {qn("w:pPr"), qn("w:rPr"), qn("w:delText"), qn("w:instrText"), qn("w:delInstrText")}
)
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BOX = qn("w:txbxContent")
_STYLE_LEVELS = {"title": 1, "subtitle": 2, **{f"heading {n}": min(n, 6) for n in range(1, 10)}}


def parse_docx(data: bytes) -> Parsed:
    """Return the blocks of a DOCX; raises ``UnreadableDocument`` for one that cannot be read."""
    _check_package(data)
    try:
        document = docx.Document(io.BytesIO(data))
    except (PackageNotFoundError, KeyError, ValueError, SyntaxError, zipfile.BadZipFile) as bad:
        raise UnreadableDocument("is damaged and cannot be opened as DOCX; save it again") from bad
    reader = _Reader(document)
    blocks = tuple(reader.container(document.element.body))
    blocks += tuple(reader.notes_part())
    title = next((b.text for b in blocks if b.kind is BlockKind.HEADING and b.level == 1), "")
    own = one_line(document.core_properties.title or "")
    return Parsed(blocks, title or own, tuple(reader.remarks()))


def _check_package(data: bytes) -> None:
    """Refuse what is no package, and what would fill the memory when unpacked."""
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise UnreadableDocument(
            "is encrypted, or an old Word file with a new name; save it as DOCX without password"
        )
    try:
        parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as bad:
        raise UnreadableDocument(
            "is damaged or cut off and cannot be opened as DOCX; copy or save it again"
        ) from bad
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MOST_UNPACKED_BYTES or len(parts) > _MOST_PARTS:
        raise UnreadableDocument(
            f"would unpack to {unpacked / 1e6:,.0f} MB in {len(parts):,} parts, more than the "
            f"{MOST_UNPACKED_BYTES / 1e6:,.0f} MB a document may; remove its pictures or split it"
        )


@dataclass(frozen=True)
class _Style:
    level: int
    num_id: str
    num_level: int
    listed: bool


@dataclass
class _Reader:
    document: Document
    counts: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.numbering = Numbering(_part_element(self.document, "numbering"))
        styles = _part_element(self.document, "styles")
        elements = styles.findall(qn("w:style")) if styles is not None else []
        self.styles = {str(style.get(qn("w:styleId"))): style for style in elements}
        self.known: dict[str, _Style] = {}

    def container(self, parent: BaseOxmlElement, depth: int = 0) -> Iterator[Block]:
        """Return the blocks of a body, a cell, a text box or a content control."""
        for child in parent:
            if child.tag == qn("w:p"):
                yield from self.paragraph(child)
            elif child.tag == qn("w:tbl"):
                yield from self.table(child)
            elif child.tag in _LEFT_OUT:
                self.counts["deleted"] += 1
            elif child.tag != _FALLBACK and isinstance(child.tag, str):
                yield from self.container(child, depth)

    def paragraph(self, node: BaseOxmlElement) -> Iterator[Block]:
        text = lines("".join(self.inline(node)))
        style, marker, depth = self.place(node)
        if text and style.level:
            yield heading(one_line(f"{marker} {text}"), style.level)
        elif text and (marker or depth):
            yield Block(BlockKind.ITEM, text, depth=depth or 1, marker=marker)
        elif text:
            yield as_warning(Block(BlockKind.PARAGRAPH, text))
        for box in self.boxes(node):
            yield from self.container(box)

    def place(self, node: BaseOxmlElement) -> tuple[_Style, str, int]:
        """Return the paragraph's style, the number Word shows and how deep in lists it is."""
        properties = node.find(qn("w:pPr"))
        style = self.style(_child_value(properties, "w:pStyle"))
        outline = _child_value(properties, "w:outlineLvl")
        if outline.isdigit() and int(outline) < _NO_OUTLINE:
            style = replace(style, level=min(int(outline) + 1, 6))
        own = properties.find(qn("w:numPr")) if properties is not None else None
        num_id = _child_value(own, "w:numId") or style.num_id
        level_text = _child_value(own, "w:ilvl")
        level = int(level_text) if level_text.isdigit() else style.num_level
        marker = self.numbering.marker(num_id, level) if num_id not in ("", "0") else ""
        if style.listed and not marker:
            marker = "-"
        return style, marker, level + 1 if marker else 0

    def style(self, style_id: str) -> _Style:
        """Return what a style says, following what it is based on."""
        if style_id not in self.known:
            self.known[style_id] = _Style(0, "", 0, listed=False)  # also ends a circle of styles
            self.known[style_id] = self.read_style(style_id)
        return self.known[style_id]

    def read_style(self, style_id: str) -> _Style:
        element = self.styles.get(style_id)
        if element is None:
            return _Style(0, "", 0, listed=False)
        base = self.style(_child_value(element, "w:basedOn"))
        name = _child_value(element, "w:name").lower()
        properties = element.find(qn("w:pPr"))
        outline = _child_value(properties, "w:outlineLvl")
        level = _STYLE_LEVELS.get(name) or (
            min(int(outline) + 1, 6)
            if outline.isdigit() and int(outline) < _NO_OUTLINE
            else base.level
        )
        numbers = properties.find(qn("w:numPr")) if properties is not None else None
        num_level = _child_value(numbers, "w:ilvl")
        return _Style(
            level,
            _child_value(numbers, "w:numId") or base.num_id,
            int(num_level) if num_level.isdigit() else base.num_level,
            listed=name.startswith("list bullet") or base.listed,
        )

    def inline(self, node: BaseOxmlElement) -> Iterator[str]:
        """Return the paragraph's own text; boxes in it are read after it."""
        for child in node:
            if child.tag in _LEFT_OUT:
                self.counts["deleted"] += 1
            elif child.tag in (qn("w:t"), qn("w:noBreakHyphen"), qn("w:tab")):
                yield {qn("w:noBreakHyphen"): "-", qn("w:tab"): " "}.get(
                    child.tag, child.text or ""
                )
            elif child.tag in (qn("w:br"), qn("w:cr")):
                yield "\n"
            elif child.tag in _NOT_TEXT or child.tag in (_FALLBACK, _BOX):
                continue
            elif isinstance(child.tag, str):
                self.counts["inserted"] += child.tag in (qn("w:ins"), qn("w:moveTo"))
                if child.tag in (qn("w:footnoteReference"), qn("w:endnoteReference")):
                    yield f"[{child.get(qn('w:id'))}]"
                yield from [child.text or ""] if _is_math_text(child) else self.inline(child)

    def boxes(self, node: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
        for child in node:
            if child.tag == _BOX:
                yield child
            elif child.tag != _FALLBACK and child.tag not in _LEFT_OUT:
                yield from self.boxes(child)

    def table(self, node: BaseOxmlElement) -> Iterator[Block]:
        grid: list[list[str]] = []
        headed = False
        for row in node.iterchildren(qn("w:tr")):
            properties = row.find(qn("w:trPr"))
            if properties is not None and properties.find(qn("w:del")) is not None:
                self.counts["deleted"] += 1
                continue
            headed = headed or (
                not grid
                and properties is not None
                and properties.find(qn("w:tblHeader")) is not None
            )
            grid.append(self.row(row))
        if sum(1 for row in grid if any(row)) == 1 and len(grid[0]) == 1:
            yield as_warning(Block(BlockKind.PARAGRAPH, grid[0][0]))  # a frame around a text
        elif any(any(row) for row in grid):
            yield table(grid, headed=headed or _looks_headed(grid))

    def row(self, row: BaseOxmlElement) -> list[str]:
        cells: list[str] = []
        for cell in _cells(row):
            text = one_line(" ".join(b.rendered() for b in self.container(cell)))
            span = _child_value(cell.find(qn("w:tcPr")), "w:gridSpan")
            cells += [text, *[""] * (min(int(span), 60) - 1 if span.isdigit() else 0)]
        return cells

    def notes_part(self) -> Iterator[Block]:
        """Return the texts of footnotes and endnotes, which stand in parts of their own."""
        for kind in ("footnotes", "endnotes"):
            part = _part_element(self.document, kind)
            for note in part if part is not None else ():
                if note.get(qn("w:type")) is None:
                    text = one_line(" ".join(b.rendered() for b in self.container(note)))
                    if text:
                        yield Block(BlockKind.PARAGRAPH, f"[{note.get(qn('w:id'))}] {text}")

    def remarks(self) -> Iterator[str]:
        """Say what a reader of the printed document would see otherwise."""
        inserted, deleted = self.counts["inserted"], self.counts["deleted"]
        if inserted or deleted:
            yield (
                f"has tracked changes: {inserted} insertions taken as text, {deleted} deletions "
                "left out; accept or reject them in Word if that is wrong"
            )
        comments = _part_element(self.document, "comments")
        if comments is not None and len(comments):
            yield f"{len(comments)} comments left out"
        shown = {
            one_line("".join(self.inline(paragraph)))
            for section in self.document.sections
            for edge in (section.header, section.footer)
            for paragraph in edge._element.iter(qn("w:p"))
        }
        for text in sorted(shown - {""}):
            yield f"page header or footer left out: {text!r}"


def _part_element(document: Document, name: str) -> Any:
    """Return the root of a part that belongs to the main document, parsed by python-docx."""
    for relation in document.part.rels.values():
        if relation.reltype.endswith(f"/{name}") and not relation.is_external:
            part = relation.target_part
            element = getattr(part, "element", None)
            if element is not None:
                return element
            return parse_xml(part.blob)
    return None


def _cells(row: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    """Return the row's cells, also those inside content controls; not those of inner tables."""
    for child in row:
        if child.tag == qn("w:tc"):
            yield child
        elif child.tag not in _LEFT_OUT:
            yield from _cells(child)


def _child_value(parent: BaseOxmlElement | None, tag: str) -> str:
    child = parent.find(qn(tag)) if parent is not None else None
    return "" if child is None else str(child.get(qn("w:val")) or "")


def _is_math_text(node: BaseOxmlElement) -> bool:
    return str(node.tag).endswith("/math}t")


def _looks_headed(grid: list[list[str]]) -> bool:
    """Word rarely marks headers: names above, and every column has one."""
    first = grid[0]
    return (
        len(grid) > 1
        and len(first) > 1
        and all(first)
        and not any(character.isdigit() for cell in first for character in cell)
    )
