"""What a question assumes is told from its numbers and words; what is not clear is not assumed."""

from dataclasses import replace

import pytest

from bot.answering.assumptions import assumptions
from bot.answering.gather import Logged, Material
from bot.answering.intents import Intent, intent_of
from bot.answering.resolve import Subject
from knowledge.model import Measurement
from tests.small_plant import NOW, advice

INPUTS = (
    Measurement("product moisture", 3.4, "%"),
    Measurement("drum speed", 42, "rpm"),
    Measurement("line speed", 95, "%"),
    Measurement("ambient humidity", 48, "%RH"),
    Measurement("oil flow", 24, "L/h"),
    Measurement("product", "flat cut"),
)


def told(text: str, meant: str = "") -> dict[str, object]:
    log = Logged("R1", replace(advice(1), inputs=INPUTS), "Drum 2")
    subject = Subject(Intent.CHANGE, text, text, recommendation=log.recommendation, meant=meant)
    material = Material(now=NOW, log=log, asset_name="Line 4, Drum 2")
    return {each.name: each.value for each in assumptions(subject, material)}


@pytest.mark.parametrize(
    ("text", "assumed"),
    [
        ("And if moisture were 3.2 %?", {"product moisture": 3.2}),
        ("what if the moisture was 2,8%", {"product moisture": 2.8}),
        ("what if the drum speed were 40 rpm?", {"drum speed": 40}),
        ("what if the drum ran at 40?", {"drum speed": 40}),
        ("and if humidity were 60 %RH", {"ambient humidity": 60}),
        ("what if moisture 2.8 % and drum speed 40", {"product moisture": 2.8, "drum speed": 40}),
        ("what if at 26 L/h", {}),
        ("what if the oil flow was 26 L/h", {"oil flow": 26}),
        ("what if speed were 40", {}),
        ("what if pressure were 4 bar", {}),
        ("what if moisture were 2.8 and moisture were 2.9", {}),
        ("what if line 4 stops", {}),
        ("what if it gets worse?", {}),
        ("what about SOP-114 if moisture", {}),
    ],
)
def test_input_and_value_are_told_or_nothing_is(text: str, assumed: dict[str, object]) -> None:
    assert told(text) == assumed


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Und wenn die Produktfeuchte 3,2 % wäre?", "product moisture"),
        ("¿Y si la humedad del producto fuera 3,2 %?", "product moisture"),
        ("如果产品水分是3.2%呢？", "product moisture"),
        ("A gdyby wilgotność produktu wynosiła 3,2 %?", "product moisture"),
    ],
)
def test_plants_own_words_tell_the_input_in_other_languages(text: str, meant: str) -> None:
    assert told(text, meant) == {"product moisture": 3.2}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "And if moisture were 3.2 %?"),
        ("en", "What would it advise with moisture at 3.2 %?"),
        ("en", "If the moisture were 3.2 %, what would it say?"),
        ("de", "Und wenn die Produktfeuchte 3,2 % wäre?"),
        ("es", "¿Y si la humedad fuera 3,2 %?"),
        ("pl", "A gdyby wilgotność wynosiła 3,2 %?"),
        ("pt", "E se a umidade fosse 3,2 %?"),
        ("tr", "Ya nem yüzde 3,2 olsa?"),
        ("vi", "Nếu độ ẩm là 3,2 % thì sao?"),
        ("zh", "如果水分是3.2%呢？"),
    ],
)
def test_question_is_understood_as_one_about_a_change(language: str, text: str) -> None:
    assert intent_of(text, language) is Intent.CHANGE


@pytest.mark.parametrize(
    "text", ["What should I do if the moisture is over 3 %?", "How do I set 38 rpm?"]
)
def test_question_about_a_procedure_stays_one(text: str) -> None:
    assert intent_of(text) is not Intent.CHANGE
