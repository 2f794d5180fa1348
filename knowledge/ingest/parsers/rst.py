"""reStructuredText into blocks, with or without Sphinx.

Knows docutils' nodes, and how to keep the text of roles and directives docutils has never heard
of. Does not read other files and does not follow addresses: what a document would include is
reported, not fetched.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from docutils import nodes
from docutils.core import publish_doctree

from knowledge.hygiene import lines, one_line
from knowledge.ingest.blocks import Block, BlockKind, Parsed, heading, table
from knowledge.ingest.parsers.html import html_blocks
from knowledge.ingest.parsers.markdown import WARNING_WORDS, as_warning
from knowledge.ingest.parsers.numerals import letters, roman

_SETTINGS = {
    "_disable_config": True,
    "file_insertion_enabled": False,
    "raw_enabled": False,
    "report_level": 5,
    "halt_level": 5,
    "warning_stream": False,
    "doctitle_xform": False,
    "docinfo_xform": False,
    "smart_quotes": False,
}
_ERROR = 3
_NOT_ALLOWED = re.compile(r"directive disabled|access deactivated")
_ROLE = re.compile(r"^(?::[\w:+.-]+:)?`(.+?)`(?::[\w:+.-]+:)?$|^\|(.+)\|$", re.DOTALL)
_TARGET = re.compile(r"\s*<[^<>]+>$")
_DIRECTIVE = re.compile(r"^\.\.\s+(?:\|[^|]+\|\s+)?([\w:+.-]+)::[ \t]*(.*)$")
_OPTION = re.compile(r"^\s+:([\w-]+):\s*(.*)$")
_SHOWN_OPTIONS = frozenset({"caption", "alt", "title", "summary"})
_CODE = frozenset({"code", "code-block", "sourcecode", "prompt", "console", "parsed-literal"})
_FILES = frozenset({"include", "literalinclude", "csv-table", "raw"})
_COMMON_SUBSTITUTIONS = {
    "nd": "–",
    "md": "—",
    "ndash": "–",
    "mdash": "—",
    "deg": "°",
    "micro": "µ",
    "plus": "+",
    "pm": "±",
    "times": "×",
    "nbsp": " ",
}
"""What undefined substitutions usually stand for; Sphinx defines them outside the document."""
_UNSHOWN = (
    nodes.comment,
    nodes.target,
    nodes.substitution_definition,
    nodes.pending,
    nodes.meta,
    nodes.decoration,
    nodes.generated,
)
_MOST_NESTED_DIRECTIVES = 8


def parse_rst(text: str) -> Parsed:
    """Return the blocks of a reStructuredText; its title is the first section's."""
    reader = _Reader()
    blocks = tuple(reader.document(text))
    title = next((b.text for b in blocks if b.kind is BlockKind.HEADING and b.level == 1), "")
    return Parsed(blocks, title, tuple(reader.notes))


@dataclass
class _Directive:
    """The source of a directive, taken apart."""

    name: str
    argument: str
    shown: list[str]
    content: str
    has_file: bool


@dataclass
class _Reader:
    notes: list[str] = field(default_factory=list)
    nesting: int = 0

    def document(self, text: str) -> Iterator[Block]:
        tree = publish_doctree(text, settings_overrides=_SETTINGS)
        yield from self.children(tree, 0, 0)

    def children(self, node: nodes.Element, level: int, depth: int) -> Iterator[Block]:
        for child in node.children:
            yield from self.read(child, level, depth)

    def read(self, node: nodes.Node, level: int, depth: int) -> Iterator[Block]:
        """Return the blocks of one node of the document's body."""
        if isinstance(node, _UNSHOWN):
            return
        if isinstance(node, nodes.system_message):
            yield from self.message(node, depth)
        elif isinstance(node, nodes.section):
            yield from self.children(node, level + 1, depth)
        elif isinstance(node, nodes.title):
            if text := _flat(node):
                yield heading(text, min(max(level, 1), 6))
        elif isinstance(node, nodes.Element) and isinstance(node, nodes.Admonition):
            yield from self.admonition(node, depth)
        elif isinstance(node, (nodes.topic, nodes.sidebar)):
            yield from self.topic(node, level, depth)
        else:
            yield from self.body(node, level, depth)

    def body(self, node: nodes.Node, level: int, depth: int) -> Iterator[Block]:
        """Return the blocks of lists, tables, footnotes and plain text."""
        if isinstance(node, (nodes.bullet_list, nodes.enumerated_list)):
            for marker, item in _marked(node):
                yield from self.item(item, marker, "", depth)
        elif isinstance(node, (nodes.definition_list, nodes.field_list, nodes.option_list)):
            for child in node.children:
                yield from self.definition(child, depth)
        elif isinstance(node, nodes.table):
            yield from self.table(node, depth)
        elif isinstance(node, (nodes.footnote, nodes.citation)):
            label, *rest = node.children
            yield from self.labelled(f"[{_flat(label)}]", rest, depth)
        elif isinstance(node, (nodes.TextElement, nodes.Text, nodes.line_block, nodes.image)):
            yield from _text(node, depth)
        elif isinstance(node, nodes.Element):
            yield from self.children(node, level, depth)

    def item(self, node: nodes.Node, marker: str, lead: str, depth: int) -> Iterator[Block]:
        """Return a list item: its first text carries the marker, the rest continues it."""
        blocks = [b for child in node.children for b in self.read(child, 6, depth + 1)]
        plain = (BlockKind.PARAGRAPH, BlockKind.HEADING)
        if lead.endswith(":") and blocks and blocks[0].kind is plain[0] and not blocks[0].marker:
            blocks[0] = replace(blocks[0], text=f"{lead} {blocks[0].text}")
            lead = ""
        if lead or not blocks or blocks[0].kind not in plain or blocks[0].depth > depth + 1:
            yield Block(BlockKind.ITEM, lead, depth=depth + 1, marker=marker)
            marker = ""
        for block in blocks:
            kind = BlockKind.ITEM if block.kind in plain else block.kind
            own = block.marker or marker
            yield replace(block, kind=kind, level=0, depth=max(block.depth, depth + 1), marker=own)
            marker = ""

    def definition(self, node: nodes.Node, depth: int) -> Iterator[Block]:
        bodies = (nodes.definition, nodes.field_body, nodes.description)
        terms = [_flat(child) for child in node.children if not isinstance(child, bodies)]
        lead = " : ".join(term for term in terms if term)
        if isinstance(node, nodes.field):
            lead += ":"
        body = next((child for child in node.children if isinstance(child, bodies)), nodes.inline())
        yield from self.item(body, "-", lead, depth)

    def labelled(self, label: str, rest: list[nodes.Node], depth: int) -> Iterator[Block]:
        """Return blocks of which the first begins with a label."""
        blocks = [block for child in rest for block in self.read(child, 6, depth)]
        if blocks and blocks[0].kind is BlockKind.PARAGRAPH and blocks[0].depth == depth:
            blocks[0] = replace(blocks[0], text=f"{label} {blocks[0].text}")
        else:
            blocks.insert(0, Block(BlockKind.PARAGRAPH, label, depth=depth))
        yield from blocks

    def admonition(self, node: nodes.Element, depth: int) -> Iterator[Block]:
        rest = list(node.children)
        name = node.tagname
        if rest and isinstance(rest[0], nodes.title):
            name = _flat(rest.pop(0))
        first, *others = self.labelled(f"{name.capitalize()}:", rest, depth)
        warns = node.tagname in WARNING_WORDS or first.kind is BlockKind.WARNING
        kind = BlockKind.WARNING if warns else BlockKind.PARAGRAPH
        yield replace(first, kind=kind, text=first.text.replace("::", ":", 1))
        yield from others

    def topic(self, node: nodes.Element, level: int, depth: int) -> Iterator[Block]:
        if "contents" in node.get("classes", ()):
            return  # a generated table of contents; the headings themselves follow
        for child in node.children:
            if isinstance(child, nodes.title):
                yield Block(BlockKind.PARAGRAPH, _flat(child), depth=depth)
            else:
                yield from self.read(child, level, depth)

    def table(self, node: nodes.Element, depth: int) -> Iterator[Block]:
        for title in node.findall(nodes.title):
            yield Block(BlockKind.PARAGRAPH, _flat(title), depth=depth)
        heads = [row for head in node.findall(nodes.thead) for row in head.findall(nodes.row)]
        body = [row for part in node.findall(nodes.tbody) for row in part.findall(nodes.row)]
        grid = [self.row(row) for row in [*heads, *body]]
        if any(any(row) for row in grid):
            yield table(grid, headed=len(heads) == 1, depth=depth)

    def row(self, node: nodes.Element) -> list[str]:
        cells: list[str] = []
        for entry in node.findall(nodes.entry):
            text = one_line(" ".join(b.rendered() for b in self.children(entry, 6, 0)))
            cells += [text, *[""] * int(entry.get("morecols", 0))]
        return cells

    def message(self, node: nodes.Element, depth: int) -> Iterator[Block]:
        """What docutils could not read stands only in its messages: take it from there."""
        source = next(iter(node.findall(nodes.literal_block)), None)
        disabled = _NOT_ALLOWED.search(node.astext()) is not None
        if source is None or (node.get("level", 0) < _ERROR and not disabled):
            return
        directive = _taken_apart(source.astext())
        if directive is None:
            yield Block(BlockKind.CODE, source.astext().strip("\n"), depth=depth)
        else:
            yield from self.directive(directive, depth)

    def directive(self, found: _Directive, depth: int) -> Iterator[Block]:
        name = found.name.rpartition(":")[2]
        if found.has_file or (name in _FILES and found.argument and not found.content):
            self.notes.append(
                f"{found.name} {found.argument} was not followed: ingest that file itself"
            )
            return
        if name in _CODE:
            for text in found.shown:
                yield Block(BlockKind.PARAGRAPH, text, depth=depth)
            if found.content.strip():
                yield Block(BlockKind.CODE, found.content.strip("\n"), depth=depth)
            return
        if name == "raw":
            yield from (replace(b, depth=b.depth + depth) for b in html_blocks(found.content))
            return
        yield from self.unknown(name, found, depth)

    def unknown(self, name: str, found: _Directive, depth: int) -> Iterator[Block]:
        """Return the texts of a directive docutils does not know: argument, captions, content."""
        pictured = name in ("image", "figure", "subfigure")
        lead = [] if pictured or not found.argument else [found.argument]
        for text in [*lead, *found.shown, found.content]:
            if self.nesting >= _MOST_NESTED_DIRECTIVES:
                yield Block(BlockKind.CODE, text.strip("\n"), depth=depth)
                continue
            self.nesting += 1
            for block in self.document(text):
                yield replace(block, depth=block.depth + depth)
            self.nesting -= 1


def _text(node: nodes.Node, depth: int) -> Iterator[Block]:
    if isinstance(node, (nodes.literal_block, nodes.math_block, nodes.doctest_block)):
        if (code := _inline(node).expandtabs(4).strip("\n")).strip():
            yield Block(BlockKind.CODE, code, depth=depth)
    elif isinstance(node, nodes.line_block):
        if text := lines("\n".join(_lines_of(node))):
            yield Block(BlockKind.PARAGRAPH, text, depth=depth)
    elif text := _flat(node):
        yield as_warning(Block(BlockKind.PARAGRAPH, text, depth=depth))


def _taken_apart(source: str) -> _Directive | None:
    first, *rest = source.strip("\n").split("\n")
    match = _DIRECTIVE.match(first)
    if match is None:
        return None
    argument, options = [match.group(2)], {}
    while rest and rest[0].strip() and not (option := _OPTION.match(rest[0])):
        argument.append(rest.pop(0))
    while rest and (option := _OPTION.match(rest[0])):
        options[option.group(1)] = option.group(2)
        rest.pop(0)
        while rest and rest[0].startswith("      ") and not _OPTION.match(rest[0]):
            options[option.group(1)] += " " + rest.pop(0).strip()
    indent = min((len(ln) - len(ln.lstrip()) for ln in rest if ln.strip()), default=0)
    content = "\n".join(line[indent:] for line in rest)
    name = match.group(1)
    if name.rpartition(":")[2] in (*_CODE, "raw") or len(argument) == 1:
        text = argument[0]
    else:
        text = " ".join(argument)
    if name.rpartition(":")[2] in _CODE:
        content = "\n".join([*(ln.strip() for ln in argument[1:]), content])
    shown = [one_line(value) for key, value in options.items() if key in _SHOWN_OPTIONS and value]
    return _Directive(name, one_line(text), shown, content, bool({"file", "url"} & set(options)))


def _marked(node: nodes.Element) -> Iterator[tuple[str, nodes.Node]]:
    number = int(node.get("start", 1))
    for item in node.children:
        if isinstance(node, nodes.bullet_list):
            yield "-", item
        else:
            numeral = _numeral(number, node.get("enumtype", "arabic"))
            yield f"{node.get('prefix', '')}{numeral}{node.get('suffix', '.')}", item
        number += 1


def _numeral(number: int, kind: str) -> str:
    if kind.endswith("alpha"):
        return letters(number) if kind == "loweralpha" else letters(number).upper()
    if kind.endswith("roman"):
        return roman(number) if kind == "lowerroman" else roman(number).upper()
    return str(number)


def _lines_of(node: nodes.Element) -> Iterator[str]:
    for child in node.children:
        if isinstance(child, nodes.line_block):
            yield from _lines_of(child)
        else:
            yield _inline(child)


def _flat(node: nodes.Node) -> str:
    return one_line(_inline(node))


def _inline(node: nodes.Node) -> str:
    """Return the visible text; roles that docutils does not know give their text."""
    if isinstance(node, nodes.Text):
        return node.astext()
    if isinstance(node, nodes.problematic):
        return _unmarked(node.astext())
    if isinstance(node, nodes.image):
        return str(node.get("alt", ""))
    if isinstance(node, nodes.footnote_reference | nodes.citation_reference):
        return f"[{node.astext()}]"
    if isinstance(node, (*_UNSHOWN, nodes.system_message)):
        return ""
    return "".join(_inline(child) for child in node.children)


def _unmarked(source: str) -> str:
    match = _ROLE.match(source)
    if match is None:
        return source.removesuffix("_") if re.fullmatch(r"\w+_", source) else source
    if match.group(2):
        return _COMMON_SUBSTITUTIONS.get(match.group(2), match.group(2))
    return _TARGET.sub("", match.group(1)).replace(" %s", "") or match.group(1)
