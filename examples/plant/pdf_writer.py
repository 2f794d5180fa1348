"""A PDF writer for plain procedures: headings, paragraphs, tables, page numbers.

Knows just enough of PDF 1.4: the built-in fonts, a text layer in Windows-1252, one content stream
a page. Does not know pictures, links or compression, so that the bytes can be read by eye.
"""

import textwrap
from collections.abc import Sequence

WIDTH, HEIGHT = 595, 842
LEFT, TOP, BOTTOM = 62, 770, 70
FONTS = {"F1": "Helvetica", "F2": "Helvetica-Bold", "F3": "Courier"}
HEADING_SIZES = {1: 17, 2: 13, 3: 11}
BODY_SIZE, TABLE_SIZE = 11, 9
COLUMN_GAP = " " * 4


class PdfWriter:
    """Collects lines onto pages; ``finished`` returns the file."""

    def __init__(self, *, running_head: str) -> None:
        self._running_head = running_head
        self._pages: list[list[str]] = []
        self._y = 0
        self._new_page()

    def heading(self, text: str, level: int) -> None:
        """Add a heading that stays with at least two lines of what follows."""
        size = HEADING_SIZES[level]
        self._room(size + 50)
        self._y -= 8
        for line in textwrap.wrap(text, 900 // size):
            self._line(line, "F2", size, 0)
        self._y -= 2

    def paragraph(self, text: str, *, indent: int = 0) -> None:
        """Add a paragraph, wrapped; may run over the page."""
        for line in textwrap.wrap(text, 82 - indent // 5, break_on_hyphens=False):
            self._line(line, "F1", BODY_SIZE, indent)
        self._y -= 6

    def table(self, rows: Sequence[Sequence[str]]) -> None:
        """Add a table in columns of equal-width letters, kept on one page."""
        widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
        self._room((len(rows) + 1) * (TABLE_SIZE + 6))
        for row in rows:
            cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            self._line(COLUMN_GAP.join(cells).rstrip(), "F3", TABLE_SIZE, 0)
        self._y -= 8

    def finished(self) -> bytes:
        """Return the whole file, with running heads and page numbers."""
        count = len(self._pages)
        streams = []
        for number, page in enumerate(self._pages, start=1):
            head = _text(self._running_head, "F1", 8, LEFT, HEIGHT - 40)
            foot = _text(f"Page {number} of {count}", "F1", 8, LEFT, 40)
            streams.append("\n".join([head, *page, foot]).encode("cp1252"))
        return _file(streams)

    def _new_page(self) -> None:
        self._pages.append([])
        self._y = TOP

    def _room(self, height: int) -> None:
        if self._y - height < BOTTOM:
            self._new_page()

    def _line(self, text: str, font: str, size: int, indent: int) -> None:
        self._room(size)
        self._y -= size + 6
        self._pages[-1].append(_text(text, font, size, LEFT + indent, self._y))


def _text(text: str, font: str, size: int, x: int, y: int) -> str:
    escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"BT /{font} {size} Tf {x} {y} Td ({escaped}) Tj ET"


def _file(streams: Sequence[bytes]) -> bytes:
    fonts = " ".join(f"/{name} {3 + index} 0 R" for index, name in enumerate(FONTS))
    first_page = 3 + len(FONTS)
    kids = " ".join(f"{first_page + 2 * index} 0 R" for index in range(len(streams)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(streams)} >>".encode(),
    ]
    objects += [
        f"<< /Type /Font /Subtype /Type1 /BaseFont /{base} /Encoding /WinAnsiEncoding >>".encode()
        for base in FONTS.values()
    ]
    for index, stream in enumerate(streams):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] "
            f"/Resources << /Font << {fonts} >> >> "
            f"/Contents {first_page + 2 * index + 1} 0 R >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    return _assembled(objects)


def _assembled(objects: Sequence[bytes]) -> bytes:
    body = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    return body + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\n"
        b"startxref\n%d\n%%%%EOF\n" % (size, table, size, len(body))
    )
