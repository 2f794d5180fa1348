"""PDF into blocks: PDFium's letters and their places, with pypdf as second opinion.

Knows how to open a PDF and what to say when it cannot be read. Does not know how lines become
headings and paragraphs (``pdf_layout``) and does not read pictures: a scan has no text here.
"""

import ctypes
import io
import threading
from collections.abc import Callable, Iterator

import pypdfium2
import pypdfium2.raw as pdfium
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from knowledge.hygiene import one_line
from knowledge.ingest.blocks import Block, Parsed, UnreadableDocument
from knowledge.ingest.parsers.pdf_layout import Line, blocks_of, without_running_lines

_END_MARK = b"%%EOF"
_END_REGION = 4096
_CELL_GAP = 1.5  # in letter sizes; words of justified text stand closer than that
_BOLD_WEIGHT = 600
_SPACE = 0x20
_UNMAPPED = frozenset({0, 0xFFFD})
_HYPHEN_AT_LINE_END = frozenset({0x02, 0xFFFE})  # PDFium's word for a hyphen there
_ONE_AT_A_TIME = threading.Lock()  # PDFium's library may not be entered by two threads

PageProgress = Callable[[int, int], None]


def parse_pdf(data: bytes, *, progress: PageProgress | None = None) -> Parsed:
    """Return the blocks of a PDF with their pages, and notes on what was left out.

    Raises ``UnreadableDocument`` for a PDF that is encrypted, cut off, damaged or without text.
    """
    if not data.lstrip()[:5] == b"%PDF-":
        raise UnreadableDocument("is no PDF inside; save it again as PDF")
    if _END_MARK not in data[-_END_REGION:]:
        raise UnreadableDocument("is cut off: the end of the PDF is missing; copy it here again")
    with _ONE_AT_A_TIME:
        title, pages, notes = _pages(data, progress)
    without = [number for number, lines in enumerate(pages, start=1) if not lines]
    if len(without) == len(pages):
        raise UnreadableDocument(
            "holds no text, only pictures or drawings; run text recognition (OCR) on it first"
        )
    if without:
        notes.append(f"no text on {_listed(without)} (pictures or drawings)")
    lines, left_out = without_running_lines(pages)
    notes += [f"line repeated on {count} pages left out: {text!r}" for text, count in left_out]
    blocks = tuple(blocks_of(lines))
    return Parsed(blocks, _own_title(blocks, title), tuple(notes))


def _pages(data: bytes, progress: PageProgress | None) -> tuple[str, list[list[Line]], list[str]]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as problem:
        if "password" in str(problem).lower():
            raise UnreadableDocument(
                "is encrypted with a password; save a copy without password"
            ) from problem
        raise UnreadableDocument(
            "is damaged and cannot be opened as PDF; export or copy it again"
        ) from problem
    notes: list[str] = []
    pages: list[list[Line]] = []
    try:
        for index in range(len(document)):
            pages.append(_page_or_note(document, data, index, notes))
            if progress is not None:
                progress(index + 1, len(document))
        return one_line(document.get_metadata_value("Title")), pages, notes
    finally:
        document.close()


def _page_or_note(
    document: pypdfium2.PdfDocument, data: bytes, index: int, notes: list[str]
) -> list[Line]:
    try:
        lines, unmapped = _page(document, index)
    except pypdfium2.PdfiumError:
        notes.append(f"page {index + 1} is damaged for the first reader")
        lines, unmapped = [], 0
    if lines and not unmapped:
        return lines
    second = _second_opinion(data, index)
    if len(second) > len(lines) or (unmapped and second and "\ufffd" not in str(second)):
        notes.append(f"page {index + 1} read by the second PDF reader")
        return second
    if unmapped:
        notes.append(f"page {index + 1}: {unmapped} letters have no known meaning in its font")
    return lines


def _second_opinion(data: bytes, index: int) -> list[Line]:
    """Return pypdf's lines, which know no sizes; none when it cannot read the page either."""
    try:
        text = PdfReader(io.BytesIO(data)).pages[index].extract_text()
    except (PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError):
        return []  # broken files break pypdf in many ways; the first reader's word stands
    return [
        Line(text=one_line(line), page=index + 1, size=0.0, left=0.0, right=0.0, bottom=-float(n))
        for n, line in enumerate(text.split("\n"))
        if line.strip()
    ]


def _page(document: pypdfium2.PdfDocument, index: int) -> tuple[list[Line], int]:
    """Return the page's lines in its own order, and how many letters have no meaning."""
    page = document[index]
    text_page = page.get_textpage()
    try:
        lines: list[Line] = []
        letters: list[_Letter] = []
        unmapped = 0
        for letter in _letters(text_page.raw):
            unmapped += letter.code in _UNMAPPED
            if letter.code in _HYPHEN_AT_LINE_END:
                letter.code = ord("-")
                lines += _line([*letters, letter], index + 1)
                letters = []
            elif letter.code == ord("\n"):
                lines += _line(letters, index + 1)
                letters = []
            elif letter.code not in (0, ord("\r")):
                letters.append(letter)
        lines += _line(letters, index + 1)
        return lines, unmapped
    finally:
        text_page.close()
        page.close()


class _Letter:
    """One letter, its box and its font; a letter PDFium made up (a space) has no box."""

    __slots__ = ("bold", "bottom", "code", "left", "right", "size")

    def __init__(self, code: int, box: tuple[float, float, float], size: float, bold: bool) -> None:
        self.code = code
        self.left, self.right, self.bottom = box
        self.size = size
        self.bold = bold


def _letters(text_page: "pdfium.FPDF_TEXTPAGE") -> Iterator[_Letter]:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    x, y = ctypes.c_double(), ctypes.c_double()
    size, bold, begins = 0.0, False, True
    for index in range(pdfium.FPDFText_CountChars(text_page)):
        code = pdfium.FPDFText_GetUnicode(text_page, index)
        pdfium.FPDFText_GetCharBox(text_page, index, left, right, bottom, top)
        pdfium.FPDFText_GetCharOrigin(text_page, index, x, y)
        if begins:  # asking for the look of words, not of letters, halves the time
            bold = pdfium.FPDFText_GetFontWeight(text_page, index) >= _BOLD_WEIGHT
            size = pdfium.FPDFText_GetFontSize(text_page, index)
            if size <= 1.0:  # the size is in the matrix, not in the font: the box tells it
                size = max(top.value - bottom.value, 1.0) * 1.4
        begins = code <= _SPACE
        yield _Letter(code, (left.value, right.value, y.value), size, bold)


def _line(letters: list[_Letter], page: int) -> list[Line]:
    """Return the letters as one line with its cells, or nothing when they show nothing."""
    cells: list[str] = [""]
    last: _Letter | None = None
    shown = [letter for letter in letters if not chr(letter.code).isspace()]
    for letter in letters:
        if not chr(letter.code).isspace():
            if last is not None and letter.left - last.right > _CELL_GAP * letter.size:
                cells.append("")
            last = letter
        cells[-1] += chr(letter.code)
    texts = tuple(text for cell in cells if (text := one_line(cell)))
    if not texts or not shown:
        return []
    sizes = sorted(round(letter.size, 1) for letter in shown)
    return [
        Line(
            text=" ".join(texts),
            page=page,
            size=sizes[len(sizes) // 2],
            left=min(letter.left for letter in shown),
            right=max(letter.right for letter in shown),
            bottom=shown[0].bottom,
            bold=all(letter.bold for letter in shown),
            cells=texts,
        )
    ]


def _own_title(blocks: tuple[Block, ...], from_metadata: str) -> str:
    first = next((b.text for b in blocks if b.level == 1), "")
    usable = from_metadata and "." not in from_metadata and "PowerPoint" not in from_metadata
    return first or (from_metadata if usable else "")


def _listed(numbers: list[int]) -> str:
    shown = ", ".join(str(number) for number in numbers[:12])
    more = f" and {len(numbers) - 12} more" if len(numbers) > 12 else ""
    return f"page {shown}" if len(numbers) == 1 else f"pages {shown}{more}"
