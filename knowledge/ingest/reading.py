"""One file's bytes into blocks and control facts, whatever its format.

Knows which parser reads which file name and the limits for all of them. Does not know folders,
stores or who may see what. Parsers are imported when first needed: asking a question must not
pay for reading PDFs.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from knowledge.hygiene import clean
from knowledge.ingest.blocks import Block, BlockKind, Parsed, UnreadableDocument
from knowledge.ingest.control import BadControl, Raw, taken_off
from knowledge.ingest.encodings import decode, unseen

SUFFIXES = (".md", ".markdown", ".rst", ".docx", ".pdf", ".html", ".htm", ".txt")
NOTHING_TO_CITE = "holds no text to cite, only markup, comments or definitions"
MOST_BYTES = 100 * 1024 * 1024

_OTHER_FORMATS = {
    ".doc": "save it as DOCX or PDF",
    ".odt": "save it as DOCX or PDF",
    ".rtf": "save it as DOCX or PDF",
    ".ppt": "save it as PDF",
    ".pptx": "save it as PDF",
    ".xls": "save it as PDF or HTML",
    ".xlsx": "save it as PDF or HTML",
}

_BROKEN: tuple[type[Exception], ...] = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    SyntaxError,
    TypeError,
    ValueError,
)
"""What other people's parsers raise over a broken file; one such file must not end the run."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class ReadDocument:
    """What a file says: its blocks, its own title, its front matter and what to tell people."""

    blocks: tuple[Block, ...]
    title: str
    front: Raw
    notes: tuple[str, ...]


def unsupported(suffix: str) -> str:
    """Return why a file of that suffix is not read, and what would help."""
    remedy = _OTHER_FORMATS.get(suffix, f"documents are {', '.join(SUFFIXES)}")
    return f"{suffix or 'a name without suffix'} is no document format here; {remedy}"


def read_document(
    suffix: str, data: bytes, *, progress: Progress | None = None, most_bytes: int = MOST_BYTES
) -> ReadDocument:
    """Return what the bytes of a file say; ``progress`` is told pages of long PDFs.

    Raises ``UnreadableDocument`` or ``BadControl``, whose message is the reason people are told.
    """
    if not data:
        raise UnreadableDocument("is empty (0 bytes); copy it here again")
    if len(data) > most_bytes:
        raise UnreadableDocument(
            f"has {len(data) / 1e6:,.0f} MB, more than the {most_bytes / 1e6:,.0f} MB a document "
            "may have; split it"
        )
    front: Raw = {}
    notes: list[str] = []
    try:
        if suffix in (".pdf", ".docx"):
            parsed = _parsed_binary(suffix, data, progress)
        else:
            text, notes = decode(data, html=suffix in (".html", ".htm"))
            front, text = taken_off(text)
            parsed = _parsed_text(suffix, text)
    except _BROKEN as bad:
        if isinstance(bad, (UnreadableDocument, BadControl)):
            raise
        raise UnreadableDocument(
            f"broke its reader ({type(bad).__name__}: {str(bad)[:120]}); save it again or in "
            "another format"
        ) from bad
    blocks, removed = _cleaned(parsed.blocks)
    if removed:
        notes.append(unseen(removed))
    if not blocks:
        raise UnreadableDocument(NOTHING_TO_CITE)
    return ReadDocument(blocks, clean(parsed.title)[0], front, (*notes, *parsed.notes))


def _parsed_binary(suffix: str, data: bytes, progress: Progress | None) -> Parsed:
    if suffix == ".pdf":
        from knowledge.ingest.parsers.pdf import parse_pdf

        return parse_pdf(data, progress=progress)
    from knowledge.ingest.parsers.docx import parse_docx

    return parse_docx(data)


def _parsed_text(suffix: str, text: str) -> Parsed:
    from knowledge.ingest.parsers.plain import parse_plain

    try:
        return _parser_of(suffix)(text)
    except RecursionError:
        plain = parse_plain(text)
        note = "is nested too deeply for its format and was read as plain text"
        return replace(plain, notes=(*plain.notes, note))


def _parser_of(suffix: str) -> Callable[[str], Parsed]:
    if suffix in (".md", ".markdown"):
        from knowledge.ingest.parsers.markdown import parse_markdown

        return parse_markdown
    if suffix == ".rst":
        from knowledge.ingest.parsers.rst import parse_rst

        return parse_rst
    if suffix in (".html", ".htm"):
        from knowledge.ingest.parsers.html import parse_html

        return parse_html
    from knowledge.ingest.parsers.plain import parse_plain

    return parse_plain


def _cleaned(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], int]:
    """Return the blocks that say something, without unseen characters, and how many went."""
    kept: list[Block] = []
    removed = 0
    for block in blocks:
        text, in_text = clean(block.text)
        header, in_header = clean(block.header)
        rows = [clean(row) for row in block.rows]
        removed += in_text + in_header + sum(count for _, count in rows)
        block = replace(block, text=text, header=header, rows=tuple(row for row, _ in rows))
        if block.text.strip() or block.rows or (block.kind is BlockKind.ITEM and block.marker):
            kept.append(block)
    return tuple(kept), removed
