"""The made documents: as their manuscripts say, byte for byte the same when made again."""

from io import BytesIO

import docx
import pypdf
import pytest

from examples.plant.make_documents import (
    DOCX,
    MANUSCRIPTS,
    PDF,
    SOPS,
    blocks,
    docx_bytes,
    pdf_bytes,
)
from examples.plant.pdf_writer import PdfWriter


def manuscript(stem: str) -> str:
    return (MANUSCRIPTS / f"{stem}.md").read_text(encoding="utf-8")


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_the_committed_pdf_is_what_the_manuscript_makes() -> None:
    assert (SOPS / f"{PDF}.pdf").read_bytes() == pdf_bytes(manuscript(PDF))


def test_making_the_docx_twice_gives_the_same_bytes() -> None:
    assert docx_bytes(manuscript(DOCX)) == docx_bytes(manuscript(DOCX))


def test_the_committed_docx_holds_every_block_of_its_manuscript() -> None:
    document = docx.Document(BytesIO((SOPS / f"{DOCX}.docx").read_bytes()))
    made = {(p.style.name, p.text) for p in document.paragraphs}  # type: ignore[union-attr]
    texts = {text for _, text in made}
    rows = [
        tuple(cell.text for cell in row.cells) for table in document.tables for row in table.rows
    ]
    for block in blocks(manuscript(DOCX)):
        if block.kind == "table":
            assert set(block.rows) <= set(rows)
        elif block.kind == "heading":
            assert (f"Heading {block.level}", block.text) in made
        else:
            assert block.text in texts


def test_the_pdf_has_pages_with_numbers_and_loses_no_text() -> None:
    reader = pypdf.PdfReader(SOPS / f"{PDF}.pdf")
    pages = [page.extract_text() for page in reader.pages]
    assert len(pages) >= 3
    for number, page in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in page
    text = squeezed("".join("\n".join(page.splitlines()[1:-1]) for page in pages))
    for block in blocks(manuscript(PDF)):
        for part in [block.text, *("".join(row) for row in block.rows)]:
            assert squeezed(part) in text


def test_a_heading_never_stands_last_on_its_page() -> None:
    writer = PdfWriter(running_head="head")
    for number in range(40):
        writer.heading(f"{number} Heading", 2)
        writer.paragraph("One line of text.")
    reader = pypdf.PdfReader(BytesIO(writer.finished()))
    for page in reader.pages:
        body = page.extract_text().splitlines()[1:-1]
        assert body[-1] == "One line of text."


def test_a_letter_the_font_cannot_show_is_refused() -> None:
    writer = PdfWriter(running_head="head")
    writer.paragraph("at most ≤ 5")
    with pytest.raises(UnicodeEncodeError):
        writer.finished()
