"""Where a passage may end, what it carries, and that its id is stable."""

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.ingest.blocks import Block, BlockKind, heading, table
from knowledge.ingest.passages import MOST_WORDS, section_number, split, word_count


def paragraph(words: int, start: str = "Word") -> Block:
    return Block(BlockKind.PARAGRAPH, " ".join([start, *["word"] * (words - 2), "end."]))


def steps(count: int, words: int) -> list[Block]:
    return [
        Block(
            BlockKind.ITEM, " ".join([f"step{n}", *["do"] * (words - 1)]), depth=1, marker=f"{n}."
        )
        for n in range(1, count + 1)
    ]


def texts(blocks: list[Block], title: str = "") -> list[str]:
    return [passage.text for passage in split(blocks, revision_id="r", title=title)]


def test_a_passage_never_crosses_a_heading_of_level_one_to_three() -> None:
    blocks = [heading("A", 1), paragraph(5), heading("B", 2), paragraph(5), heading("C", 3)]
    passages = split([*blocks, paragraph(5)], revision_id="r")
    assert [p.heading_path for p in passages] == [("A",), ("A", "B"), ("A", "B", "C")]


def test_smaller_headings_stand_in_the_text_with_what_follows_them() -> None:
    blocks = [heading("A", 1), paragraph(5), heading("Detail", 4), paragraph(6, "Fine")]
    assert texts(blocks) == [f"{paragraph(5).text}\n\nDetail\n\n{paragraph(6, 'Fine').text}"]


def test_steps_stay_with_their_lead_in() -> None:
    lead = Block(BlockKind.PARAGRAPH, "To set the drum:")
    first, second = texts([paragraph(180), lead, *steps(5, 20)])
    assert first == paragraph(180).text
    assert second.startswith("To set the drum:\n\n1. step1")
    assert "5. step5" in second


def test_a_long_list_is_cut_between_steps_and_each_part_is_about_as_long() -> None:
    found = texts([Block(BlockKind.PARAGRAPH, "Do this:"), *steps(30, 20)])
    assert len(found) == 3
    for text in found:
        assert text.split("\n")[-1].endswith("do")
        assert 150 <= word_count(text) <= MOST_WORDS
        assert all(line.split()[1].startswith("step") for line in text.split("\n")[2:])


def test_a_nested_step_stays_with_its_step() -> None:
    inner = Block(BlockKind.ITEM, " ".join(["inner"] * 30), depth=2, marker="a)")
    blocks = [block for step in steps(9, 15) for block in (step, inner)]
    for text in texts(blocks):
        assert text.count("step") == text.count("a) inner")


def test_a_table_is_cut_between_rows_and_repeats_its_header() -> None:
    rows = [["Fault", "Cause"], *([f"E{n}", "a cause of nine words " * 2] for n in range(60))]
    found = texts([table(rows, headed=True)])
    assert len(found) > 2
    assert all(text.startswith("Fault | Cause\nE") for text in found)
    assert [ln.split(" | ")[0] for t in found for ln in t.split("\n")[1:]] == [
        f"E{n}" for n in range(60)
    ]


def test_an_empty_cell_keeps_its_column() -> None:
    assert table([["a", "b", "c"], ["1", "", "3"]], headed=True).rows == ("1 | – | 3",)


def test_a_warning_stays_with_what_it_warns_about() -> None:
    warning = Block(BlockKind.WARNING, "Warning: hot surface.")
    found = texts([paragraph(200), warning, *steps(3, 20)])
    assert found[1].startswith("Warning: hot surface.\n\n1. step1")


def test_a_paragraph_longer_than_a_passage_is_cut_between_sentences() -> None:
    sentences = " ".join(f"Sentence {n} has just about nine words in it." for n in range(60))
    found = texts([Block(BlockKind.PARAGRAPH, sentences)])
    assert " ".join(found) == sentences
    assert all(text.endswith(".") and word_count(text) <= MOST_WORDS for text in found)


def test_a_heading_without_text_is_not_lost() -> None:
    blocks = [heading("A", 1), heading("B", 2), heading("C", 2), paragraph(4), heading("D", 1)]
    passages = split(blocks, revision_id="r")
    assert [(p.heading_path, p.text) for p in passages] == [
        (("A",), "B"),
        (("A", "C"), paragraph(4).text),
        ((), "D"),
    ]


def test_a_first_heading_that_only_says_number_and_title_is_not_repeated() -> None:
    blocks = [heading("SOP-114 Seasoning", 1), heading("1 Purpose", 2), paragraph(4)]
    (passage,) = split(blocks, revision_id="r", title="Seasoning", number="SOP-114")
    assert passage.heading_path == ("1 Purpose",)


def test_the_section_is_the_number_of_the_nearest_numbered_heading() -> None:
    blocks = [heading("6 Control", 1), heading("6.2 Drum speed", 2), heading("Notes", 3)]
    (passage,) = split([*blocks, paragraph(4)], revision_id="r")
    assert passage.section == "6.2"


def test_section_numbers_as_people_write_them() -> None:
    written = {
        "6.2 Drum speed": "6.2",
        "6.2. Drum speed": "6.2",
        "Section 4 – Limits": "4",
        "A.1 Forms": "A.1",
        "2021 Workshop": "",
        "Drum 3": "",
        "A note": "",
        "3": "3",
    }
    assert {text: section_number(text) for text in written} == written


def test_the_page_is_where_the_passage_begins() -> None:
    blocks = [Block(BlockKind.PARAGRAPH, "One.", page=3), Block(BlockKind.PARAGRAPH, "T.", page=4)]
    assert split(blocks, revision_id="r")[0].page == 3


def test_ids_are_the_same_again_and_follow_revision_place_and_text() -> None:
    blocks = [heading("A", 1), paragraph(5), heading("A", 1), paragraph(5), heading("B", 1)]
    blocks.append(paragraph(5))
    ids = [passage.id for passage in split(blocks, revision_id="r")]
    assert ids == [passage.id for passage in split(blocks, revision_id="r")]
    assert len(set(ids)) == 3
    assert not set(ids) & {passage.id for passage in split(blocks, revision_id="s")}


def test_a_passage_added_elsewhere_leaves_the_other_ids_alone() -> None:
    before = [heading("A", 1), paragraph(5), heading("B", 1), paragraph(6)]
    after = [heading("New", 1), paragraph(7), *before]
    old = {passage.id for passage in split(before, revision_id="r")}
    assert old <= {passage.id for passage in split(after, revision_id="r")}


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=3000), max_size=6))
@settings(max_examples=30, deadline=None)
def test_no_text_without_breaks_makes_an_endless_passage(found: list[str]) -> None:
    blocks = [Block(BlockKind.PARAGRAPH, text) for text in found if text.strip()]
    passages = split(blocks, revision_id="r")
    assert [p.ordinal for p in passages] == list(range(len(passages)))
    assert all(word_count(passage.text) <= 2 * MOST_WORDS for passage in passages)
    kept = "".join("".join(passage.text.split()) for passage in passages)
    assert kept == "".join("".join(block.text.split()) for block in blocks)
