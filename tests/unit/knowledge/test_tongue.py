"""A text's language is told from its everyday words and letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.tongue import folded, language_of, language_of_document

TEXTS = {
    "en": "Reduce the drum speed by not more than 4 rpm in one step and wait until it has settled.",
    "de": "Die Drehzahl der Trommel nicht um mehr als 4 rpm auf einmal senken und dann warten.",
    "es": "No baje la velocidad del tambor más de 4 rpm de una vez y luego espere.",
    "pl": "Nie zmniejszać obrotów bębna o więcej niż 4 rpm na raz i poczekać, aż się ustali.",
    "pt": "Não baixe a velocidade do tambor em mais de 4 rpm de uma vez e espere até estabilizar.",
    "tr": "Tambur hızını bir seferde 4 rpm değerinden çok düşürmeyin ve bir süre bekleyin.",
    "vi": "Không giảm tốc độ trống quá 4 rpm trong một lần và chờ cho đến khi ổn định.",
    "zh": "每次降低滚筒转速不要超过 4 rpm，并等待稳定。",
}


@pytest.mark.parametrize("language", TEXTS)
def test_a_document_tells_its_language(language: str) -> None:
    assert language_of_document(TEXTS[language]) == language


def test_a_table_of_figures_tells_no_language() -> None:
    assert language_of_document("SOP-114 | 36 rpm | 40 rpm\nA-2 | 3.4 % | 5.0 %") == ""


def test_without_a_sign_a_question_is_in_its_askers_language() -> None:
    assert language_of("tambor 3", "es") == "es"
    assert language_of("y", "en") == "en"
    assert language_of("y el tambor 3", "en") == "es"


def test_accents_do_not_count() -> None:
    assert folded("Łódź für ĐỘ ẩm ışık") == "lodz fur do am isik"


@given(st.text(alphabet=st.characters(max_codepoint=127), max_size=80))
def test_plain_letters_fold_the_same_alone_and_beside_others(text: str) -> None:
    assert folded(text) == folded(f"{text}é")[:-1]


@given(st.text(max_size=300))
def test_every_text_is_in_a_known_language_or_in_none(text: str) -> None:
    assert language_of(text) in {*TEXTS, ""}
    assert language_of_document(text) in {*TEXTS, ""}
