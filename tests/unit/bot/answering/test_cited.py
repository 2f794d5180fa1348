"""A citation says where a text stands and, to who reads another language, which it is in."""

import pytest

from bot.answering.cited import foreign_to_reader, place
from bot.speech import speaking
from knowledge.model import Evidence, EvidenceKind


def passage(language: str) -> Evidence:
    return Evidence(
        "S1", EvidenceKind.PASSAGE, "38 rpm.", "p-1", "SOP-1", revision="C", language=language
    )


@pytest.mark.parametrize(
    ("reader", "language", "said"),
    [
        ("en", "en", ""),
        ("de", "en", "auf Englisch"),
        ("en", "pl", "in Polish"),
        ("en", "", ""),
        ("en", "fi", "in another language (fi)"),
    ],
)
def test_a_quotation_in_another_language_says_which(reader: str, language: str, said: str) -> None:
    with speaking(reader):
        assert foreign_to_reader(passage(language)) == said


def test_a_place_is_named_in_the_language_spoken() -> None:
    with speaking("vi"):
        assert place(passage("en")) == "SOP-1 bản C"
