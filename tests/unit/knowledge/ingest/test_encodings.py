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
    text, notes = decode("Gerät".encode("latin-1") + b"\x81")
    assert (text, notes[1]) == ("Gerät", "1 invisible or control character removed")


@pytest.mark.parametrize(
    ("encoding", "name", "said"),
    [
        ("cp1252", "Windows-1252", "¿Qué presión? 5 µm bei 20 °C, 3 m³/h • l’été, naïve Größe"),
        ("cp1250", "Windows-1250", "Sprawdź ciśnienie, włącz grzałkę i zamknij ŻÓŁTY zawór"),
        ("cp1254", "Windows-1254", "Basıncı kontrol et, şalteri kapat. Sıcaklık 85 °C"),
        ("gb18030", "GB 18030", "请检查温度，关闭阀门。压力为3 bar。"),
    ],
)
def test_a_code_page_is_told_by_the_letters_its_languages_write(
    encoding: str, name: str, said: str
) -> None:
    text, (note,) = decode(said.encode(encoding))
    assert text == said
    assert name in note


def test_vietnamese_accents_of_their_own_become_letters() -> None:
    text, _ = decode("Kiê\u0309m tra van".encode("cp1258"))
    assert text == "Kiểm tra van"


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("shift_jis", "温度を確認してください。バルブを閉じる。"),
        ("cp1251", "Проверьте давление и закройте клапан"),
        ("big5", "請檢查溫度，關閉閥門"),
        ("euc_kr", "압력을 확인하고 밸브를 닫으십시오"),
        ("cp437", "Größe prüfen, Öl nachfüllen"),
    ],
)
def test_what_makes_no_words_in_a_known_code_page_is_refused_and_never_guessed(
    encoding: str, said: str
) -> None:
    with pytest.raises(UnreadableDocument, match="save it again as UTF-8"):
        decode(said.encode(encoding))


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
