"""PDF: headings by look and number, paragraphs, tables, pages, what repeats."""

from knowledge.ingest.blocks import Block, BlockKind
from knowledge.ingest.parsers.pdf import parse_pdf
from tests.unit.knowledge.ingest.written import Shown, pdf


def page(*lines: str, top: float = 700, size: float = 10, leading: float = 12) -> list[Shown]:
    return [Shown(text, 60, top - n * leading, size) for n, text in enumerate(lines)]


ORDINALS = ["no", "the first", "the second", "the third", "the fourth"]
FILLER = ["the drum is run so that every pack carries the declared amount of"] * 4


def blocks(*pages: list[Shown]) -> list[Block]:
    return list(parse_pdf(pdf(pages)).blocks)


def test_larger_and_numbered_lines_are_headings_and_lines_become_paragraphs() -> None:
    found = blocks(
        [
            *page("Seasoning control", top=780, size=18),
            *page("1 Purpose", top=740, size=13),
            *page(*FILLER, top=720),
            *page("1.1 Scope", top=650, size=13),
            *page(*FILLER, top=630),
        ]
    )
    assert [(b.kind, b.level) for b in found] == [
        (BlockKind.HEADING, 1),
        (BlockKind.HEADING, 1),
        (BlockKind.PARAGRAPH, 0),
        (BlockKind.HEADING, 2),
        (BlockKind.PARAGRAPH, 0),
    ]
    assert found[2].text == " ".join(FILLER)


def test_a_gap_ends_a_paragraph_and_pages_are_counted_from_one() -> None:
    found = blocks([*page(*FILLER), *page("Next.", top=620)], page("Third."))
    assert [(b.text, b.page) for b in found] == [
        (" ".join(FILLER), 1),
        ("Next.", 1),
        ("Third.", 2),
    ]


def test_a_paragraph_goes_on_over_the_page() -> None:
    (block,) = blocks(page("Reduce the speed by not more"), page("than 4 rpm in one step."))
    assert block.text == "Reduce the speed by not more than 4 rpm in one step."
    assert block.page == 1


def test_a_word_divided_at_the_line_end_is_whole_again() -> None:
    (block,) = blocks(page("Plan the mainte-", "nance of the drum in the mainte-", "nance window."))
    assert block.text == "Plan the maintenance of the drum in the maintenance window."


def test_a_real_hyphen_at_the_line_end_stays() -> None:
    (block,) = blocks(
        page("The real time is real-", "time, and see https://x.example/a-", "b now.")
    )
    assert block.text == "The real time is real-time, and see https://x.example/a-b now."


def test_rows_of_equally_many_cells_are_a_table() -> None:
    rows = [("Parameter", "Low", "High"), ("Drum speed", "36 rpm", "46 rpm"), ("Oil", "18", "30")]
    lines = [
        Shown(cell, 60 + 150 * column, 700 - 14 * row)
        for row, cells in enumerate(rows)
        for column, cell in enumerate(cells)
    ]
    (block,) = blocks(lines)
    assert block.header == "Parameter | Low | High"
    assert block.rows == ("Drum speed | 36 rpm | 46 rpm", "Oil | 18 | 30")


def test_lines_repeated_on_most_pages_are_left_out_and_said() -> None:
    pages = [
        [
            *page("SOP-301 Revision D", top=810),
            *page(*(f"{ORDINALS[n]} of {line}" for line in [*FILLER, "text."])),
            *page(f"Page {n} of 4", top=30),
        ]
        for n in range(1, 5)
    ]
    parsed = parse_pdf(pdf(pages))
    text = " ".join(block.text for block in parsed.blocks)
    assert "SOP-301" not in text
    assert all(f"{name} of text." in text for name in ORDINALS[1:])
    assert parsed.notes == (
        "line repeated on 4 pages left out: 'SOP-301 Revision D'",
        "line repeated on 4 pages left out: 'Page 1 of 4'",
    )


def test_rows_of_figures_at_the_page_edge_are_no_running_lines() -> None:
    pages = [[*page(f"{n * n} rpm {n * 37} kg"), *page(*FILLER, top=600)] for n in range(1, 9)]
    text = " ".join(block.rendered() for block in parse_pdf(pdf(pages)).blocks)
    assert all(f"{n * n} rpm {n * 37} kg" in text for n in range(1, 9))


def test_pages_without_text_are_said_and_progress_is_told() -> None:
    told: list[tuple[int, int]] = []
    parsed = parse_pdf(
        pdf([page("One."), [], page("Three.")]), progress=lambda *at: told.append(at)
    )
    assert parsed.notes == ("no text on page 2 (pictures or drawings)",)
    assert told == [(1, 3), (2, 3), (3, 3)]
