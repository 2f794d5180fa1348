"""Documents written for tests, word by word, in every format; and the words found again.

The writers share nothing with the parsers, so that a word both forget is still missed.
"""

import io
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import docx
from hypothesis import strategies as st

from knowledge.model import Passage

Words = list[str]


@dataclass(frozen=True)
class Part:
    """A heading, paragraph, list or table (rows of cells) made of words nobody else has."""

    kind: str
    level: int
    groups: list[Words]


def documents(kinds: Sequence[str], *, most_parts: int = 12) -> st.SearchStrategy[list[Part]]:
    """Draw documents whose words are all different: wNNN with random letters before."""
    shapes = st.lists(
        st.tuples(
            st.sampled_from(kinds),
            st.integers(1, 5),
            st.lists(st.integers(1, 60), min_size=2, max_size=6),
        ),
        min_size=1,
        max_size=most_parts,
    )
    return st.tuples(shapes, st.text("bcdfgklmnrst", min_size=2, max_size=5)).map(
        lambda drawn: _numbered(drawn[0], drawn[1])
    )


def _numbered(shapes: list[tuple[str, int, list[int]]], letters: str) -> list[Part]:
    count = 0

    def words(length: int) -> Words:
        nonlocal count
        made = [f"{letters}{n}" for n in range(count, count + length)]
        count += length
        return made

    parts = []
    for kind, level, lengths in shapes:
        if kind == "heading":
            lengths = [min(lengths[0], 6)]
        elif kind == "table":
            lengths = [min(length, 3) for length in lengths]
            width = min(len(lengths), 3)
            lengths = lengths[:width] * 4
        parts.append(Part(kind, level, [words(length) for length in lengths]))
    return parts


def all_words(parts: Sequence[Part]) -> Words:
    return [word for part in parts for group in part.groups for word in group]


def rows(part: Part) -> list[list[str]]:
    width = len(part.groups) // 4
    cells = [" ".join(group) for group in part.groups]
    return [cells[at : at + width] for at in range(0, len(cells), width)]


def found_again(passages: Sequence[Passage], title: str = "") -> Words:
    """The words of a document's passages in order, each where it stands first."""
    texts = [title]
    for passage in passages:
        texts += [*passage.heading_path, passage.text]
    return list(dict.fromkeys(re.findall(r"[a-z]+\d+", "\n".join(texts))))


def markdown(parts: Sequence[Part]) -> str:
    out = []
    for part in parts:
        lines = [" ".join(group) for group in part.groups]
        if part.kind == "heading":
            out.append("#" * part.level + " " + lines[0])
        elif part.kind == "list":
            out.append("\n".join(f"{n}. {line}" for n, line in enumerate(lines, 1)))
        elif part.kind == "bullets":
            out.append("\n".join(("- " if n % 2 == 0 else "  * ") + x for n, x in enumerate(lines)))
        elif part.kind == "code":
            out.append("```\n" + "\n".join(lines) + "\n```")
        elif part.kind == "quote":
            out.append("\n>\n".join(f"> {line}" for line in lines))
        elif part.kind == "table":
            head, *body = [" | ".join(row) for row in rows(part)]
            rule = " | ".join("---" for _ in rows(part)[0])
            out.append("\n".join(f"| {line} |" for line in [head, rule, *body]))
        else:
            out.append("\n".join(lines))
    return "\n\n<!-- -->\n\n".join(out) + "\n"


def rst(parts: Sequence[Part]) -> str:
    out = []
    deepest = 0
    for part in parts:
        lines = [" ".join(group) for group in part.groups]
        if part.kind == "heading":
            deepest = min(part.level, deepest + 1)
            out.append(lines[0] + "\n" + "=-~^+"[deepest - 1] * len(lines[0]))
        elif part.kind == "list":
            out.append("\n".join(f"#. {line}" for line in lines))
        elif part.kind == "bullets":
            out.append("\n\n".join(f"* {line}\n\n  more" for line in lines))
        elif part.kind == "code":
            out.append("::\n\n" + "\n".join(f"   {line}" for line in lines))
        elif part.kind == "quote":
            out.append(f".. sphinxish:: {lines[0]}\n   :option: x\n\n   {lines[1]}")
            out += [f":role:`{line} <target>` and :other:`more`" for line in lines[2:]]
        elif part.kind == "table":
            grid = rows(part)
            widths = [max(len(row[n]) for row in grid) for n in range(len(grid[0]))]
            rule = "  ".join("=" * width for width in widths)
            made = ["  ".join(c.ljust(w) for c, w in zip(r, widths, strict=True)) for r in grid]
            out.append("\n".join([rule, made[0], rule, *made[1:], rule]) if len(widths) > 1 else "")
            if len(widths) == 1:
                out[-1] = "\n\n".join(made)
        else:
            out.append("\n".join(lines))
    return "\n\n..\n\n".join(out) + "\n"


def html(parts: Sequence[Part]) -> str:
    out = []
    for part in parts:
        lines = [escape(" ".join(group)) for group in part.groups]
        if part.kind == "heading":
            out.append(f"<h{part.level}><a href='#x'>{lines[0]}</a></h{part.level}>")
        elif part.kind in ("list", "bullets"):
            tag = "ol" if part.kind == "list" else "ul"
            out.append(f"<{tag}>" + "".join(f"<li><p>{x}</p></li>" for x in lines) + f"</{tag}>")
        elif part.kind == "code":
            out.append("<pre><code>" + "\n".join(lines) + "</code></pre>")
        elif part.kind == "table":
            made = ["".join(f"<td>{escape(cell)}</td>" for cell in row) for row in rows(part)]
            out.append("<table><tbody><tr>" + "</tr><tr>".join(made) + "</tr></tbody></table>")
        elif part.kind == "quote":
            out.append("<div>" + "<br>".join(f"<b>{line}</b> <i></i>" for line in lines) + "</div>")
        else:
            out.append("<p>" + "\n".join(lines))
    body = "<script>no()</script>".join(out)
    return f"<html><head><style>p {{}}</style></head><body>{body}</body></html>"


def word_file(parts: Sequence[Part]) -> bytes:
    document = docx.Document()
    for part in parts:
        lines = [" ".join(group) for group in part.groups]
        if part.kind == "heading":
            document.add_heading(lines[0], part.level)
        elif part.kind in ("list", "bullets"):
            style = "List Number" if part.kind == "list" else "List Bullet"
            for line in lines:
                document.add_paragraph(line, style=style)
        elif part.kind == "table":
            grid = rows(part)
            made = document.add_table(rows=0, cols=len(grid[0]))
            for row in grid:
                for cell, text in zip(made.add_row().cells, row, strict=True):
                    cell.text = text
        else:
            for line in lines:
                paragraph = document.add_paragraph()
                for word in line.split(" "):
                    paragraph.add_run(word + " ").bold = len(word) % 2 == 0
    return saved(document)


def saved(document: "docx.document.Document") -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def plain(parts: Sequence[Part]) -> str:
    out = []
    for part in parts:
        lines = [" ".join(group) for group in part.groups]
        if part.kind == "list":
            out.append("\n".join(f"{n}. {line}" for n, line in enumerate(lines, 1)))
        elif part.kind == "bullets":
            out.append("\n".join(f"* {line}" for line in lines))
        else:
            out.append("\n".join(lines))
    return "\n\n".join(out)


@dataclass(frozen=True)
class Shown:
    """A line of a PDF page: its text, where it starts (points from below) and its size."""

    text: str
    x: float
    y: float
    size: float = 10


def pdf(pages: Sequence[Sequence[Shown]], *, compress: bool = True) -> bytes:
    """Write a PDF with one font, one page for each list of lines."""
    count = len(pages)
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(count))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for n, page in enumerate(pages):
        drawn = "".join(
            f"BT /F1 {line.size} Tf 1 0 0 1 {line.x} {line.y} Tm ({_quoted(line.text)}) Tj ET\n"
            for line in page
        ).encode("cp1252")
        data = zlib.compress(drawn) if compress else drawn
        kind = b" /Filter /FlateDecode" if compress else b""
        objects += [
            (
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources "
                f"<< /Font << /F1 3 0 R >> >> /Contents {5 + 2 * n} 0 R >>"
            ).encode(),
            b"<< /Length %d%s >>\nstream\n%s\nendstream" % (len(data), kind, data),
        ]
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        start,
    )
    return bytes(out)


def pages_of(parts: Sequence[Part]) -> list[list[Shown]]:
    """Lay the parts out as a typesetter would: lines of ten words, a gap between parts."""
    pages: list[list[Shown]] = [[]]
    y = 780.0
    for part in parts:
        size = 16.0 if part.kind == "heading" else 10.0
        for number, group in enumerate(part.groups, 1):
            words = [f"{number}.", *group] if part.kind == "list" else list(group)
            for at in range(0, len(words), 10):
                if y < 60:
                    pages.append([])
                    y = 780.0
                pages[-1].append(Shown(" ".join(words[at : at + 10]), 60, y, size))
                y -= size * 1.2
            y -= 0 if part.kind == "list" else 8
        y -= 8
    return pages


def _quoted(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
