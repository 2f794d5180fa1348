"""Every kind of bad file gets one clear sentence."""

import io
import zipfile

import docx
import pypdf
import pytest

from knowledge.ingest.blocks import UnreadableDocument
from knowledge.ingest.control import BadControl
from knowledge.ingest.reading import SUFFIXES, read_document
from tests.unit.knowledge.ingest.written import Shown, pdf, saved

ONE_PAGE = pdf([[Shown("Close the valve before you open the hatch.", 60, 700)]])


def encrypted() -> bytes:
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(ONE_PAGE)))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for part in range(3):
            package.writestr(f"word/{part}.xml", bytes(80_000_000))
    return out.getvalue()


BAD = {
    "empty": (".md", b"", "is empty (0 bytes)"),
    "no words": (".md", b"<!-- nothing -->\n\n---\n", "holds no text to cite"),
    "pdf without text": (".pdf", pdf([[], []]), "holds no text, only pictures or drawings"),
    "encrypted pdf": (".pdf", encrypted(), "is encrypted with a password"),
    "truncated pdf": (".pdf", ONE_PAGE[: len(ONE_PAGE) // 2], "is cut off: the end of the PDF"),
    "damaged pdf": (".pdf", b"%PDF-1.4\nrubbish\n%%EOF", "is damaged and cannot be opened"),
    "pdf by name only": (".pdf", b"<html>", "is no PDF inside"),
    "docx by name only": (".docx", b"hello", "is damaged or cut off"),
    "truncated docx": (".docx", saved(docx.Document())[:9000], "is damaged or cut off"),
    "encrypted docx": (".docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "is encrypted"),
    "zip that is no docx": (".docx", b"PK\x05\x06" + bytes(18), "is damaged and cannot be opened"),
    "zip bomb": (".docx", bomb(), "would unpack to 240 MB in 3 parts, more than the"),
    "binary": (".txt", bytes(range(256)) * 9, "is no text inside (binary data)"),
    "broken front matter": (".md", b"---\na: {{x}}: y\n---\nText", "broken YAML in its line 1"),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_is_refused_in_one_sentence(kind: str) -> None:
    suffix, data, said = BAD[kind]
    with pytest.raises((UnreadableDocument, BadControl)) as refused:
        read_document(suffix, data)
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_huge_file_is_refused_with_the_limit() -> None:
    with pytest.raises(UnreadableDocument, match="more than the 0 MB a document may have"):
        read_document(".txt", b"x" * 101, most_bytes=100)


def test_every_suffix_has_a_reader_that_is_told_apart_by_name() -> None:
    text = b"Close the valve."
    for suffix in SUFFIXES:
        data = ONE_PAGE if suffix == ".pdf" else text
        if suffix == ".docx":
            document = docx.Document()
            document.add_paragraph("Close the valve.")
            data = saved(document)
        assert read_document(suffix, data).blocks[0].text.startswith("Close the valve")


def test_hidden_text_is_removed_in_every_format_and_said() -> None:
    hidden = "Close \u202ethe\u202c valve."
    document = docx.Document()
    document.add_paragraph(hidden)
    for suffix, data in ((".md", hidden.encode()), (".docx", saved(document))):
        read = read_document(suffix, data)
        assert read.blocks[0].text == "Close the valve."
        assert read.notes == ("2 invisible or control characters removed",)
    assert read_document(".html", b"<p>Close&#x202e; it").blocks[0].text == "Close it"


@pytest.mark.parametrize("suffix", [".md", ".html", ".rst"])
def test_absurd_nesting_loses_no_words(suffix: str) -> None:
    nested = {
        ".md": "> " * 3000 + "deep",
        ".html": "<div>" * 5000 + "deep",
        ".rst": "\n\n".join(" " * n + "x" for n in range(0, 1200, 2))
        + "\n\n"
        + " " * 1200
        + "deep",
    }
    read = read_document(suffix, nested[suffix].encode())
    assert "deep" in read.blocks[-1].text


def test_a_docx_reads_no_file_from_outside_and_expands_no_entities() -> None:
    package = io.BytesIO(saved(docx.Document()))
    out = io.BytesIO()
    with zipfile.ZipFile(package) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.infolist():
            data = old.read(part)
            if part.filename == "word/document.xml":
                data = (
                    b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
                    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/'
                    b'2006/main"><w:body><w:p><w:r><w:t>a&x;b</w:t></w:r></w:p></w:body>'
                    b"</w:document>"
                )
            new.writestr(part, data)
    read = read_document(".docx", out.getvalue())
    assert "".join(block.text for block in read.blocks) in ("ab", "a", "b")
