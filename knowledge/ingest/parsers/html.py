"""HTML into blocks: the text a reader of the page sees.

Knows which elements stand on lines of their own and which are never shown (scripts, styles,
templates, comments). Does not know style sheets: what one would hide is kept.
"""

from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from knowledge.hygiene import lines, one_line
from knowledge.ingest.blocks import Block, BlockKind, Parsed, heading, table

_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_NEVER_SHOWN = frozenset(
    {"script", "style", "template", "head", "-comment", "object", "embed", "iframe", "!doctype"}
)
_OWN_LINES = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset "
    "figcaption figure footer form header hgroup hr html legend li main nav ol option p pre "
    "section select summary table tbody tfoot thead tr td th ul".split()
)
_WARNING_CLASSES = frozenset({"warning", "danger", "caution", "attention", "important", "hazard"})


def parse_html(text: str) -> Parsed:
    """Return the blocks of an HTML page; its title is the ``title`` element or the first h1."""
    tree = LexborHTMLParser(text)
    element = tree.css_first("title")
    title = one_line(element.text()) if element is not None else ""
    blocks = _read(tree.body) if tree.body is not None else ()
    first = next((b.text for b in blocks if b.kind is BlockKind.HEADING and b.level == 1), "")
    return Parsed(blocks, first or title)


def html_blocks(fragment: str) -> tuple[Block, ...]:
    """Return the blocks of an HTML fragment, as other formats embed them."""
    body = LexborHTMLParser(f"<body>{fragment}").body
    return _read(body) if body is not None else ()


def html_text(fragment: str) -> str:
    """Return the visible text of an inline fragment; a lone tag has none but an image's alt."""
    body = LexborHTMLParser(f"<body>{fragment}").body
    return "" if body is None else " ".join(b.rendered() for b in _read(body))


@dataclass
class _Reader:
    """Collects inline text until something stands on its own line."""

    blocks: list[Block] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    depth: int = 0
    marker: str = ""
    warning: bool = False

    def walk(self, node: LexborNode) -> None:
        tag = (node.tag or "").lower()
        if tag == "-text":
            self.inline.append(node.text_content or "")
        elif tag in _NEVER_SHOWN:
            return
        elif tag in ("br", "wbr", "img", "input"):
            self.inline.append(_void_text(tag, node))
        elif tag in _HEADINGS:
            self.flush()
            self.heading(node, _HEADINGS[tag])
        elif tag == "table":
            self.flush()
            self.table(node)
        elif tag == "pre":
            self.flush()
            self.code(node)
        elif tag in ("ul", "ol", "menu"):
            self.flush()
            self.items(node, ordered=tag == "ol")
        elif tag in _OWN_LINES:
            self.own_lines(node)
        else:
            self.children(node)

    def children(self, node: LexborNode) -> None:
        for child in node.iter(include_text=True):
            self.walk(child)

    def own_lines(self, node: LexborNode) -> None:
        self.flush()
        outer = self.warning
        classes = (node.attributes.get("class") or "").lower().split()
        self.warning = outer or bool(_WARNING_CLASSES.intersection(classes))
        self.children(node)
        self.flush()
        self.warning = outer

    def heading(self, node: LexborNode, level: int) -> None:
        text = " ".join(block.rendered() for block in _read(node))
        if not (text := one_line(text)):
            return
        if self.depth:
            self.add(BlockKind.ITEM, text)
        else:
            self.blocks.append(heading(text, level))

    def items(self, node: LexborNode, *, ordered: bool) -> None:
        number = _integer(node.attributes.get("start"), 1)
        self.depth += 1
        for child in node.iter(include_text=True):
            if child.tag != "li":
                self.walk(child)
                continue
            self.flush()
            number = _integer(child.attributes.get("value"), number)
            self.marker = f"{number}." if ordered else "-"
            number += 1
            self.children(child)
            self.flush()
            self.marker = ""
        self.flush()
        self.depth -= 1

    def code(self, node: LexborNode) -> None:
        text = (node.text() or "").expandtabs(4).strip("\n")
        if text.strip():
            self.add(BlockKind.CODE, text)

    def table(self, node: LexborNode) -> None:
        """A table of data becomes rows; one that lays out a page is read cell by cell."""
        if node.css_first("table table, h1, h2, h3, ul, ol, pre") is not None:
            for child in node.iter(include_text=True):
                self.own_lines(child)
            return
        for child in node.iter():
            if child.tag == "caption":
                self.own_lines(child)
        grid: list[list[str]] = []
        spans: dict[int, int] = {}
        headed = False
        for index, row in enumerate(node.css("tr")):
            cells = [cell for cell in row.iter() if cell.tag in ("td", "th")]
            headed = headed or (index == 0 and all(cell.tag == "th" for cell in cells))
            grid.append(_row(cells, spans))
        if any(any(row) for row in grid):
            if self.marker:
                self.add(BlockKind.ITEM, "")
            self.blocks.append(table(grid, headed=headed, depth=self.depth))

    def flush(self) -> None:
        text = lines("".join(self._spaced()))
        self.inline = []
        if text:
            plain = BlockKind.ITEM if self.depth else BlockKind.PARAGRAPH
            self.add(BlockKind.WARNING if self.warning else plain, text)

    def add(self, kind: BlockKind, text: str) -> None:
        self.blocks.append(Block(kind, text, depth=self.depth, marker=self.marker))
        self.marker = ""

    def _spaced(self) -> list[str]:
        """Line ends in the source are spaces; only <br> (kept as \\x0b) is a line end."""
        return [part.replace("\n", " ").replace("\x0b", "\n") for part in self.inline]


def _read(node: LexborNode) -> tuple[Block, ...]:
    reader = _Reader()
    try:
        reader.children(node)
        reader.flush()
    except RecursionError:  # absurdly nested: the words without their structure
        text = lines(node.text(separator=" ") or "")
        return (Block(BlockKind.PARAGRAPH, text),) if text else ()
    return tuple(reader.blocks)


def _void_text(tag: str, node: LexborNode) -> str:
    if tag == "br":
        return "\x0b"
    if tag == "img":
        return f" {node.attributes.get('alt') or ''} "
    return ""


def _row(cells: list[LexborNode], spans: dict[int, int]) -> list[str]:
    """Return the row's texts, with empty cells where a cell above reaches down."""
    row: list[str] = []
    for cell in cells:
        while spans.get(len(row), 0) > 0:
            spans[len(row)] -= 1
            row.append("")
        text = one_line(" ".join(block.rendered() for block in _read(cell)))
        down = min(_integer(cell.attributes.get("rowspan"), 1), 1000) - 1
        across = max(min(_integer(cell.attributes.get("colspan"), 1), 50), 1)
        for offset in range(across):
            if down > 0:
                spans[len(row)] = down
            row.append(text if offset == 0 else "")
    while spans.get(len(row), 0) > 0:
        spans[len(row)] -= 1
        row.append("")
    return row


def _integer(value: str | None, otherwise: int) -> int:
    try:
        return int(value) if value else otherwise
    except ValueError:
        return otherwise
