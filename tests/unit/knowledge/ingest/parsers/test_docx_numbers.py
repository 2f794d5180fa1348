"""Counting as Word counts."""

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from knowledge.ingest.parsers.docx_numbers import Numbering


def numbering(*levels: tuple[str, str], start: int = 1) -> Numbering:
    made = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for n, (kind, text) in enumerate(levels)
    )
    return Numbering(
        parse_xml(
            f"<w:numbering {nsdecls('w')}>"
            f'<w:abstractNum w:abstractNumId="7">{made}</w:abstractNum>'
            '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
            '<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0">'
            '<w:lvl w:ilvl="0"><w:start w:val="9"/><w:numFmt w:val="upperRoman"/>'
            '<w:lvlText w:val="%1:"/></w:lvl></w:lvlOverride></w:num></w:numbering>'
        )
    )


def test_outline_numbers_count_and_begin_again_below_the_next() -> None:
    numbers = numbering(("decimal", "%1"), ("decimal", "%1.%2"), ("lowerLetter", "%3)"))
    shown = [numbers.marker("1", level) for level in (0, 1, 1, 2, 2, 0, 1, 2)]
    assert shown == ["1", "1.1", "1.2", "a)", "b)", "2", "2.1", "a)"]


def test_a_list_instance_may_count_for_itself() -> None:
    numbers = numbering(("decimal", "%1."), start=3)
    assert [numbers.marker(n, 0) for n in ("1", "2", "1", "2")] == ["3.", "IX:", "4.", "X:"]


def test_bullets_are_dashes_and_unknown_lists_show_nothing() -> None:
    numbers = numbering(("bullet", "\uf0b7"), ("none", ""))
    assert [numbers.marker("1", 0), numbers.marker("1", 1), numbers.marker("9", 0)] == ["-", "", ""]
    assert Numbering(None).marker("1", 0) == ""
