"""Every catalogue says every sentence, in step with the code."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from bot.speech import CATALOGUES, ENGLISH, LANGUAGES, speaking, tr, trn

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def messages() -> ModuleType:
    spec = importlib.util.spec_from_file_location("messages", ROOT / ".ci" / "messages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["messages"] = module
    spec.loader.exec_module(module)
    return module


def test_catalogues_are_complete_and_of_this_code(messages: ModuleType) -> None:
    assert not messages.check(), "run make messages, then translate what is new"


def test_every_language_spoken_has_its_catalogue() -> None:
    found = {path.parent.parent.name for path in CATALOGUES.glob("*/LC_MESSAGES/tandem.mo")}
    assert found == set(LANGUAGES) - {ENGLISH}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "not translated"),
        ("Es läuft in {zeit} ab.", "other names"),
        ("Es läuft in {time} “ab”.", "other quotation marks"),
    ],
)
def test_a_faulty_translation_is_found(messages: ModuleType, text: str, fault: str) -> None:
    template, catalogue = messages.Catalog(), messages.Catalog(locale="de")
    template.add("It expires in {time}.")
    catalogue.add("It expires in {time}.", text)
    (found,) = messages.faults(catalogue, template)
    assert found.startswith(fault)


def test_polish_counts_as_polish_does() -> None:
    with speaking("pl"):
        said = [
            trn("{count} smaller one", "{count} smaller ones", count) for count in (1, 3, 5, 22, 25)
        ]
    assert said == ["1 mniejszy", "3 mniejsze", "5 mniejszych", "22 mniejsze", "25 mniejszych"]


def test_a_sentence_comes_in_the_language_spoken() -> None:
    for language, said in (("es", "¿Por qué?"), ("zh", "为什么？"), ("en", "Why?")):
        with speaking(language):
            assert tr("Why?") == said
