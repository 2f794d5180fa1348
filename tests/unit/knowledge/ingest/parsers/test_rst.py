"""reStructuredText with and without Sphinx, reading nothing but the text itself."""

from pathlib import Path

import pytest

from knowledge.ingest.blocks import BlockKind
from knowledge.ingest.parsers.rst import parse_rst


def rendered(text: str) -> str:
    return "\n".join(block.rendered() for block in parse_rst(text).blocks)


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        (":numref:`the plotter (Section %s) <plot>`", "the plotter (Section)"),
        (":key:`Enter`, :py:func:`run`", "Enter, run"),
        ("H\\ :sub:`2`\\ O |nd| 3 |unknown|", "H2O – 3 unknown"),
        ("`link <https://x.example>`_ and name_", "link and name"),
        ("broken ``literal and *star", "broken ``literal and *star"),
    ],
)
def test_inline_markup_gives_its_words(source: str, shown: str) -> None:
    assert rendered(source) == shown


def test_directives_nobody_knows_keep_argument_captions_and_content() -> None:
    text = ".. todo:: Check *this*\n   :caption: In May\n   :width: 3\n\n   Then\n\n   * do it\n"
    assert rendered(text) == "Check this\nIn May\nThen\n- do it"


def test_code_blocks_keep_their_code_whatever_their_options() -> None:
    text = ".. code-block:: python\n   :caption: How\n   :emphasize-lines: 1\n\n   a = 1\n     b\n"
    assert rendered(text) == "How\na = 1\n  b"


def test_what_cannot_be_parsed_stands_in_the_text_as_it_is() -> None:
    assert "| bad table" in rendered("+---+\n| bad table\n+---\n")
    assert "Jumping" in rendered("A\n=\n\nB\n-\n\nC\n~\n\nD\n=\n\nJumping\n~~~~~~~\n\nx\n")


def test_admonitions_are_labelled_and_warnings_warn() -> None:
    (block,) = parse_rst(".. danger:: Hot\n   surface").blocks
    assert (block.kind, block.text) == (BlockKind.WARNING, "Danger: Hot surface")
    (block,) = parse_rst(".. admonition:: Mind\n\n   the gap").blocks
    assert (block.kind, block.text) == (BlockKind.PARAGRAPH, "Mind: the gap")


def test_lists_of_letters_fields_and_definitions() -> None:
    text = "c) three\nd) four\n\n:Owner: PE\n\nterm\n  meaning\n"
    assert rendered(text) == "c) three\nd) four\n- Owner: PE\n- term\n  meaning"


def test_a_table_keeps_header_title_and_units() -> None:
    text = (
        ".. table:: Limits\n   :name: x\n\n   =====  ====\n   Speed  Unit\n   =====  ====\n"
        "   38     rpm\n   =====  ====\n"
    )
    assert rendered(text) == "Limits\nSpeed | Unit\n38 | rpm"


@pytest.mark.parametrize(
    "directive",
    [
        ".. include:: {path}",
        ".. literalinclude:: {path}",
        ".. csv-table:: x\n   :file: {path}",
        ".. raw:: html\n   :file: {path}",
        ".. csv-table:: x\n   :url: file://{path}",
    ],
)
def test_a_document_reads_no_other_file_and_says_so(directive: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET")
    parsed = parse_rst("Text\n\n" + directive.format(path=secret) + "\n")
    assert "SECRET" not in str(parsed)
    assert len(parsed.notes) == 1
    assert "was not followed" in parsed.notes[0]


def test_raw_html_in_a_document_gives_its_words() -> None:
    assert rendered(".. raw:: html\n\n   <b>bold</b> <script>x</script>move\n") == "bold move"


def test_comments_and_targets_are_not_text(capfd: pytest.CaptureFixture[str]) -> None:
    text = ".. a comment\n   goes on\n\n.. _target:\n\nShown :unknown:`role`\n"
    assert rendered(text) == "Shown role"
    assert capfd.readouterr() == ("", "")
