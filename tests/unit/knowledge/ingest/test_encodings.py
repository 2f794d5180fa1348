"""Bytes into text: marks, guesses, and what is no text at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.ingest.blocks import UnreadableDocument
from knowledge.ingest.encodings import decode

SAID = "Überhitzung über 85 °C – sofort melden"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_names_the_encoding(encoding: str) -> None:
    text, notes = decode(SAID.encode(encoding))
    assert text == SAID
    assert bool(notes) == (encoding != "utf-8-sig")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_mark_is_recognised(encoding: str) -> None:
    text, (note,) = decode(SAID.encode(encoding))
    assert text == SAID
    assert note == "read as UTF-16 without byte order mark, because it is not UTF-8"


def test_western_code_pages_are_assumed_and_said() -> None:
    text, (note,) = decode(SAID.encode("cp1252"))
    assert text == SAID
    assert "Windows-1252" in note
    assert decode("Gerät".encode("latin-1") + b"\x81")[1][0].startswith("read as Latin-1")


def test_a_page_may_declare_its_encoding() -> None:
    page = f'<meta charset="iso-8859-15"><p>{SAID.replace("–", "€")}'
    assert decode(page.encode("iso-8859-15"), html=True)[0].endswith("85 °C € sofort melden")


def test_a_damaged_marked_file_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="begins as UTF-16 but is damaged at byte"):
        decode(SAID.encode("utf-16") + b"\xff")


@pytest.mark.parametrize("data", [bytes(range(1, 256)) * 4, b"\x00" * 100, b"MZ\x03\x01" * 50])
def test_binary_data_is_no_text(data: bytes) -> None:
    with pytest.raises(UnreadableDocument, match="is no text inside"):
        decode(data)


def test_a_few_nul_bytes_are_removed_and_said() -> None:
    text, notes = decode(b"Set the drum\x00 speed to 38 rpm and wait ten minutes.\x00")
    assert text == "Set the drum speed to 38 rpm and wait ten minutes."
    assert notes == ["2 invisible or control characters removed"]


@given(st.text(st.characters(categories=["L", "N", "P", "Zs"]), min_size=1))
def test_any_utf_8_text_comes_back(text: str) -> None:
    decoded, _ = decode(text.encode())
    assert decoded.replace("\n", "") == text.translate(
        {ord(c): None for c in "\u3164\uffa0\u115f\u1160"}
    ).translate({0xFB00 + n: s for n, s in enumerate(["ff", "fi", "fl", "ffi", "ffl", "st", "st"])})
