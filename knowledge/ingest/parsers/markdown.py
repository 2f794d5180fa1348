"""Markdown (CommonMark with tables) into blocks.

Knows Markdown's tokens, the usual ways of writing a warning in it, and the marks that MyST and
MkDocs add. Does not know front matter (``control`` takes it off first) or encodings.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from knowledge.hygiene import lines, one_line
from knowledge.ingest.blocks import Block, BlockKind, Parsed, heading, table
from knowledge.ingest.parsers.html import html_blocks, html_text

_CALLOUT = re.compile(r"^\[!(\w+)\][+-]?\s*")
_ADMONITION = re.compile(r"^(?:!!!|\?\?\?\+?|:::)\s*(\w+)\s*(?:\"([^\"]*)\")?\s*")
_MYST_LINE = re.compile(r"^(?:\([\w .:-]+\)=|:{3,}|:{3,}\{[\w:-]+\})(?:\s+|$)")
_MYST_ROLE = re.compile(r"\{[a-z][\w:+-]*\}$")
WARNING_WORDS = frozenset({"warning", "danger", "caution", "attention", "important", "hazard"})
_LEADING_WARNING = re.compile(r"^(warning|danger|caution|attention|hazard)\b\s*[:!.–—-]", re.I)
_MOST_NESTING = 60
_LINE_END = "\x0b"  # a line end the author asked for; cleaned texts hold none of their own


def parse_markdown(text: str) -> Parsed:
    """Return the blocks of a Markdown text; the first level-1 heading is its title.

    Raises ``RecursionError`` for nesting so deep that the parser would drop text.
    """
    parser = MarkdownIt("commonmark", {"maxNesting": _MOST_NESTING}).enable(
        ["table", "strikethrough"]
    )
    tokens = parser.parse(text)
    if any(token.level >= _MOST_NESTING - 1 for token in tokens):
        raise RecursionError(f"nested deeper than {_MOST_NESTING}")
    root = SyntaxTreeNode(tokens)
    blocks = tuple(block for child in root.children for block in _blocks(child, 0))
    title = next((b.text for b in blocks if b.kind is BlockKind.HEADING and b.level == 1), "")
    return Parsed(blocks, title)


def as_warning(block: Block) -> Block:
    """Return the paragraph as a warning when it begins like one ("CAUTION: hot surface")."""
    if block.kind is BlockKind.PARAGRAPH and _LEADING_WARNING.match(block.text):
        return replace(block, kind=BlockKind.WARNING)
    return block


def _blocks(node: SyntaxTreeNode, depth: int) -> Iterator[Block]:
    if node.type == "heading":
        if text := one_line(_inline(node)):
            yield heading(text, int(node.tag[1]))
    elif node.type == "paragraph":
        yield from _paragraph(_flowing(_inline(node)), depth)
    elif node.type in ("bullet_list", "ordered_list"):
        yield from _list(node, depth)
    elif node.type == "blockquote":
        yield from _quote(node, depth)
    elif node.type == "html_block":
        yield from (replace(b, depth=b.depth + depth) for b in html_blocks(node.content))
    elif node.type in ("fence", "code_block", "table"):
        yield from _verbatim(node, depth)
    else:
        for child in node.children:
            yield from _blocks(child, depth)


def _verbatim(node: SyntaxTreeNode, depth: int) -> Iterator[Block]:
    if node.type != "table":
        if code := node.content.expandtabs(4).strip("\n"):
            yield Block(BlockKind.CODE, code, depth=depth)
        return
    rows = [
        [one_line(_inline(cell)) for cell in row.children]
        for part in node.children
        for row in part.children
    ]
    if any(any(row) for row in rows):
        yield table(rows, headed=True, depth=depth)


def _paragraph(text: str, depth: int) -> Iterator[Block]:
    if not text:
        return
    admonition = _ADMONITION.match(text)
    if admonition and (rest := text[admonition.end() :] or admonition.group(2)):
        name, title = admonition.group(1), admonition.group(2) or ""
        kind = BlockKind.WARNING if name.lower() in WARNING_WORDS else BlockKind.PARAGRAPH
        lead = title or name.capitalize()
        yield Block(kind, lead if rest == title else f"{lead}: {rest}", depth=depth)
        return
    yield as_warning(Block(BlockKind.PARAGRAPH, text, depth=depth))


def _list(node: SyntaxTreeNode, depth: int) -> Iterator[Block]:
    ordered = node.type == "ordered_list"
    number = int(node.attrs.get("start", 1)) if ordered else 0
    for item in node.children:
        marker = f"{number}{item.markup}" if ordered else "-"
        number += 1
        for block in (b for child in item.children for b in _blocks(child, depth + 1)):
            own = block.depth <= depth + 1 and block.kind is not BlockKind.TABLE
            if marker and not own:
                yield Block(BlockKind.ITEM, "", depth=depth + 1, marker=marker)
                marker = ""
            yield _as_item(block, depth + 1, marker) if own else block
            marker = ""


def _as_item(block: Block, depth: int, marker: str) -> Block:
    plain = block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING)
    kind = BlockKind.ITEM if plain else block.kind
    return replace(block, kind=kind, level=0, depth=depth, marker=block.marker or marker)


def _quote(node: SyntaxTreeNode, depth: int) -> Iterator[Block]:
    blocks = [block for child in node.children for block in _blocks(child, depth)]
    callout = _CALLOUT.match(blocks[0].text) if blocks else None
    if callout is None:
        yield from blocks
        return
    name = callout.group(1)
    kind = BlockKind.WARNING if name.lower() in WARNING_WORDS else BlockKind.PARAGRAPH
    rest = blocks[0].text[callout.end() :].strip()
    text = f"{name.capitalize()}: {rest}" if rest else f"{name.capitalize()}:"
    yield replace(blocks[0], kind=kind, text=text)
    yield from blocks[1:]


def _inline(node: SyntaxTreeNode) -> str:
    """Return the visible text: link texts, image descriptions, code; no addresses."""
    if node.type in ("text", "code_inline"):
        return node.content
    if node.type in ("softbreak", "hardbreak"):
        return "\n" if node.type == "softbreak" else _LINE_END
    if node.type == "html_inline":
        return _LINE_END if node.content.lower().startswith("<br") else html_text(node.content)
    if node.type == "image":
        return node.content or str(node.attrs.get("title", ""))
    text = ""
    for child in node.children:
        if child.type == "code_inline":
            text = _MYST_ROLE.sub("", text)
        text += _inline(child)
    return text


def _flowing(text: str) -> str:
    """Join the source's lines, keep the author's line ends, take MyST's marks off."""
    if "\n" in text or _MYST_LINE.match(text):
        text = " ".join(_MYST_LINE.sub("", line) for line in text.split("\n"))
    return lines(text.replace(_LINE_END, "\n"))
