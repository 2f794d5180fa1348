"""Personal data goes behind tokens, the plant's own words and numbers stay."""

import logging
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.edge import LOG_FILE, log_to
from knowledge.model import Directory, Person
from knowledge.redaction import People, Redaction, folded

PLANT = Path(__file__).parents[3] / "examples" / "plant"
DIRECTORY = Directory(
    people=(Person("p-002", "Mateusz Zieliński"), Person("p-003", "Trần Thị Linh"))
)
HELD = {
    "mail": ["a.b+c@plant.example", "a.b (at) plant.example"],
    "phone": ["+49 30 1234567", "(07) 5331 0577", "call me on 555 010 4477", "0048 601 234 567"],
    "account": ["DE89 3704 0044 0532 0130 00", "GB82WEST12345698765432"],
    "card": ["5213591727586604", "4111 1111 1111 1111"],
    "id": ["531-21-7351", "12345678Z", "44051401458", "529.982.247-25", "10000000146"],
    "network": ["58.74.121.78", "host 10.0.0.7", "2001:db8:0:0:0:0:2:1", "00-1A-2B-3C-4D-5E"],
    "secret": ["https://amara:geheim@plc.example/x", "password: hunter22"],
    "badge": ["badge number 4711", "Employee ID: E-20431"],
    "birth": ["born on 12/1/1977", "date of birth: 3 May 1980"],
    "street": ["12 Jakobi Street", "Hauptstraße 7", "Apt. 018"],
    "person": ["Mrs. Ayers", "my name is Jessica Solomina", "<@U012AB>"],
}


@pytest.mark.parametrize(("kind", "text"), [(k, t) for k, texts in HELD.items() for t in texts])
def test_what_has_a_pattern_is_found_as_its_kind(kind: str, text: str) -> None:
    assert [mark.kind for mark in Redaction().marks(f"Note {text} today")] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "4111 1111 1111 1112 and GB82WEST12345698765433 and 44051401459",
        "Drum speed 42 → 38 rpm, 1,250 kg, 3.4 %, 160-175 °C, section 6.2.1.3 of SOP-114 rev C",
        "R-2026-000123 at 2026-11-20T14:03:05+01:00, drum-2, 12:30:45, lot 20261120-07",
        "nobody isolates a drive; certificate LOTO-2; the way to place 3 packs in a court",
        "call the shift supervisor on radio channel 6 or extension 4416",
    ],
)
def test_numbers_and_words_of_the_plant_stay(text: str) -> None:
    assert Redaction().marks(text) == []


def test_the_sample_plants_procedures_hold_no_personal_data() -> None:
    texts = [path.read_text(encoding="utf-8") for path in (PLANT / "sops").glob("*.md")]
    assert texts
    assert not [mark for text in texts for mark in Redaction().marks(text)]


@pytest.mark.parametrize(
    "text",
    ["Mateusz Zieliński", "mateusz zielinski", "Zielinski", "ZIELIŃSKI", "Tran Thi Linh", "Linh"],
)
def test_people_of_the_directory_are_found_with_or_without_accents(text: str) -> None:
    assert Redaction.of(DIRECTORY).veil().hide(f"Ask {text}, please") == "Ask [person-1], please"


def test_a_part_of_a_name_that_is_also_a_word_is_left_in_small_letters() -> None:
    redaction = Redaction.of_names(["Mark Wills"])
    assert redaction.veil().hide("mark the pack; Mark knows") == "mark the pack; [person-1] knows"


def test_one_value_has_one_token_and_only_its_own_veil_lifts_it() -> None:
    veil = Redaction().veil()
    hidden = veil.hide("a@b.example wrote to c@d.example and A@b.example")
    assert hidden == "[mail-1] wrote to [mail-2] and [mail-1]"
    assert veil.reveal("[mail-2] [mail-9]") == "c@d.example [mail-9]"
    assert Redaction().veil().reveal(hidden) == hidden


@given(st.text(max_size=200))
def test_what_was_hidden_comes_back_whatever_the_text(text: str) -> None:
    veil = Redaction.of(DIRECTORY).veil()
    hidden = veil.hide(text)
    if text == hidden or "[" not in text:
        assert folded(veil.reveal(hidden)).casefold() == folded(text).casefold()


def test_the_directory_of_the_moment_counts() -> None:
    now = [DIRECTORY]
    people = People(lambda: now[0])
    assert people.veil().hide("Linh") == "[person-1]"
    now[0] = Directory(people=(Person("p-9", "Hana Kobayashi"),))
    assert people.veil().hide("Linh met Hana") == "Linh met [person-1]"


def test_the_log_holds_no_personal_data_that_has_a_pattern(tmp_path: Path) -> None:
    root = logging.getLogger()
    before = root.handlers[:]
    try:
        log_to(tmp_path, level="info")
        bad = ValueError("cannot reach amara@plant.example")
        logging.getLogger("tandem").error("asked by +49 30 1234567", exc_info=bad)
        written = (tmp_path / LOG_FILE).read_text(encoding="utf-8")
    finally:
        for handler in root.handlers:
            handler.close()
        root.handlers[:] = before
    assert "asked by [phone-" in written
    assert "amara@plant.example" not in written
    assert "+49 30" not in written
