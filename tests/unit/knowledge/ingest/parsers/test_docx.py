"""DOCX as Word shows it."""

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from knowledge.ingest.parsers.docx import parse_docx
from tests.unit.knowledge.ingest.written import saved

MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def rendered(document: "docx.document.Document") -> str:
    return "\n".join(block.rendered() for block in parse_docx(saved(document)).blocks)


def with_body(xml: str) -> "docx.document.Document":
    document = docx.Document()
    document.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')} {MC}>{xml}</w:p>"))
    return document


def test_tracked_insertions_are_text_deletions_are_not_and_it_is_said() -> None:
    document = with_body(
        "<w:r><w:t>Set 38 </w:t></w:r><w:del><w:r><w:delText>rph</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>rpm</w:t></w:r></w:ins>"
        "<w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom>"
    )
    parsed = parse_docx(saved(document))
    assert parsed.blocks[0].text == "Set 38 rpm"
    assert parsed.notes == (
        "has tracked changes: 1 insertions taken as text, 2 deletions left out; accept or reject "
        "them in Word if that is wrong",
    )


def test_a_text_box_is_read_once_though_word_writes_it_twice() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>Mind the belt</w:t></w:r></w:p></w:txbxContent>"
    document = with_body(
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{box}</mc:Choice>'
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert rendered(document) == "Mind the belt"


def test_the_numbers_word_counts_are_shown() -> None:
    document = docx.Document()
    for style, text in (
        ("List Number", "open"),
        ("List Number", "wait"),
        ("List Bullet", "mind"),
        ("List Number", "close"),
    ):
        document.add_paragraph(text, style=style)
    assert rendered(document) == "1. open\n2. wait\n- mind\n3. close"


def test_headings_are_known_by_style_and_by_outline_level() -> None:
    document = docx.Document()
    document.add_heading("SOP", 0)
    document.add_heading("Limits", 2)
    outlined = document.add_paragraph("Own style")
    outlined._p.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="2"/>'))
    blocks = parse_docx(saved(document)).blocks
    assert [(block.text, block.level) for block in blocks] == [
        ("SOP", 1),
        ("Limits", 2),
        ("Own style", 3),
    ]


def test_a_table_with_names_above_keeps_them_and_merged_cells_their_places() -> None:
    document = docx.Document()
    made = document.add_table(rows=3, cols=3)
    texts = [["Name", "Low", "High"], ["Speed", "36 rpm", "46 rpm"], ["both", "", "x"]]
    for row, cells in zip(made.rows, texts, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    made.cell(2, 0).merge(made.cell(2, 1))
    (block,) = parse_docx(saved(document)).blocks
    assert block.header == "Name | Low | High"
    assert block.rows == ("Speed | 36 rpm | 46 rpm", "both | – | x")


def test_a_table_in_a_table_is_read_in_its_cell() -> None:
    document = docx.Document()
    outer = document.add_table(rows=1, cols=2)
    outer.cell(0, 0).text = "left"
    outer.cell(0, 1).add_table(rows=1, cols=2).cell(0, 0).text = "inner"
    assert rendered(document).split() == ["left", "|", "inner", "|", "–"]


def test_page_headers_are_left_out_and_said() -> None:
    document = docx.Document()
    document.add_paragraph("Text")
    document.sections[0].header.paragraphs[0].text = "Uncontrolled when printed"
    parsed = parse_docx(saved(document))
    assert [block.text for block in parsed.blocks] == ["Text"]
    assert parsed.notes == ("page header or footer left out: 'Uncontrolled when printed'",)


def test_breaks_tabs_and_hyphens_are_kept_as_white_space_and_signs() -> None:
    document = with_body(
        "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t></w:r>"
    )
    assert rendered(document) == "a b\nc-d"
