"""Make the DOCX and the PDF among the procedures from their manuscripts.

Knows the small part of Markdown that the manuscripts use. Does not know control facts: these
stand in the sidecars beside the documents. Same manuscripts, same bytes.

    python -m examples.plant.make_documents
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from examples.plant.pdf_writer import PdfWriter

HERE = Path(__file__).parent
MANUSCRIPTS = HERE / "manuscripts"
SOPS = HERE / "sops"
DOCX = "SOP-132-E-changeover-allergen-clean"
PDF = "SOP-301-D-boiler-blowdown"
PDF_RUNNING_HEAD = "Northfield Foods   SOP-301   Revision D   effective 2026-02-02"
STAMP = datetime(2026, 1, 5, 8, 0, 0)


@dataclass(frozen=True)
class Block:
    """A piece of a manuscript: kind is heading, text, item, bullet or table."""

    kind: str
    text: str = ""
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()


def blocks(markdown: str) -> Iterator[Block]:
    """Yield the manuscript's blocks; a numbered item keeps its number in the text."""
    for part in re.split(r"\n{2,}", markdown.strip()):
        lines = part.splitlines()
        if heading := re.match(r"(#+) (.*)", part):
            yield Block("heading", heading[2], len(heading[1]))
        elif part.startswith("|"):
            rows = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines]
            yield Block("table", rows=tuple(row for row in rows if set(row[0]) != {"-"}))
        elif re.match(r"\d+\. ", part):
            yield from (Block("item", line) for line in lines)
        elif part.startswith("- "):
            yield from (Block("bullet", line[2:]) for line in lines)
        else:
            yield Block("text", " ".join(lines))


def docx_bytes(markdown: str) -> bytes:
    """Return the manuscript as a Word document with heading styles, lists and tables."""
    import docx  # a reader of the plant does not need it

    document = docx.Document()
    document.core_properties.author = "Northfield Foods, Quality"
    document.core_properties.title = next(blocks(markdown)).text
    document.core_properties.created = document.core_properties.modified = STAMP
    for block in blocks(markdown):
        if block.kind == "heading":
            document.add_heading(block.text, level=block.level)
        elif block.kind == "table":
            table = document.add_table(rows=0, cols=len(block.rows[0]), style="Table Grid")
            for row in block.rows:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
        elif block.kind == "bullet":
            document.add_paragraph(block.text, style="List Bullet")
        else:
            document.add_paragraph(block.text)
    plain = io.BytesIO()
    document.save(plain)
    return _with_fixed_times(plain.getvalue())


def pdf_bytes(markdown: str) -> bytes:
    """Return the manuscript as a PDF of several A4 pages with a text layer and page numbers."""
    writer = PdfWriter(running_head=PDF_RUNNING_HEAD)
    for block in blocks(markdown):
        if block.kind == "heading":
            writer.heading(block.text, block.level)
        elif block.kind == "table":
            writer.table(block.rows)
        elif block.kind == "bullet":
            writer.paragraph(f"\u2022 {block.text}", indent=12)
        else:
            writer.paragraph(block.text, indent=12 if block.kind == "item" else 0)
    return writer.finished()


def _with_fixed_times(archive: bytes) -> bytes:
    fixed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(fixed, "w") as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, STAMP.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return fixed.getvalue()


def main() -> int:
    """Write both documents."""
    manuscript = (MANUSCRIPTS / f"{DOCX}.md").read_text(encoding="utf-8")
    (SOPS / f"{DOCX}.docx").write_bytes(docx_bytes(manuscript))
    manuscript = (MANUSCRIPTS / f"{PDF}.md").read_text(encoding="utf-8")
    (SOPS / f"{PDF}.pdf").write_bytes(pdf_bytes(manuscript))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
