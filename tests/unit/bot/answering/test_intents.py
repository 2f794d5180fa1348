"""What a question asks for is told from careless wordings too."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.intents import (
    Intent,
    asks_for_all_options,
    asks_when_it_was_done,
    intent_of,
    is_small_talk,
    points_back,
)
from bot.speech import LANGUAGES, speaking, tr

QUESTIONS = Path(__file__).parents[4] / "bench" / "questions_in_languages.yaml"

WORDINGS = {
    Intent.WHY: [
        "why?",
        "what does moisture have to do with it?",
        "Why this recommendation?",
        "y",
        "reason?",
        "how come",
        "explain pls",
        "@Tandem why??",
        "why drum slow",
        "what is this based on",
    ],
    Intent.WHY_NOT: [
        "why not slow the line instead?",
        "Why didn't you reduce line speed",
        "what else did it consider?",
        "any alternatives?",
        "can't we just wait instead",
    ],
    Intent.SIZE: ["why that much?", "why so little", "why only 4 rpm", "why 38", "why not more?"],
    Intent.CHANGE: [
        "what would have to change?",
        "what if moisture drops?",
        "when would you not recommend this?",
        "what needs to change",
    ],
    Intent.HOW: [
        "how do I do it?",
        "how to clean the nozzle",
        "what are the steps",
        "how?",
        "what do I do first",
    ],
    Intent.HISTORY: [
        "what happened last time?",
        "did anyone else do this?",
        "how did it go",
        "did that work before?",
        "have we done this in the past",
        "how often?",
        "how often does this happen",
    ],
    Intent.VALIDITY: [
        "is it still valid?",
        "still ok?",
        "has this expired",
        "how long is it valid",
    ],
    Intent.CONFIDENCE: ["how sure are you?", "can I trust it"],
    Intent.EFFECT: [
        "what will it bring",
        "what's the benefit?",
        "is it worth it",
        "what happens if I don't do it?",
        "what happens if I ignore this",
    ],
    Intent.DECISION: [
        "do I have to do it?",
        "should I do it or not",
        "can I ignore it?",
        "am I allowed to override this recommendation",
        "can I say no?",
        "is this right?",
        "is it a good idea",
    ],
    Intent.ORIGIN: ["who made this recommendation?", "which model is this", "is this an AI?"],
    Intent.STATUS: [
        "what's open?",
        "any new recommendations?",
        "what now?",
        "what should I do now?",
        "what do you recommend for line 4",
        "summary of today",
        "give me an overview of the shift",
        "anything urgent?",
    ],
    Intent.CONTACT: [
        "who can I ask?",
        "whom do I call",
        "who is responsible",
        "who is the expert for seasoning",
        "who is our supervisor?",
    ],
    Intent.HELP: [
        *("hi", "Hello!", "help", "thanks", "I need help", "who are you?"),
        "can you speak German?",
    ],
    Intent.DONE: ["done", "ok done", "I did it", "we have done that now", "I followed the advice"],
    Intent.TELL: [
        "remember that drum 2 is always wet on Mondays",
        "note: nozzle 3 is blocked",
        "tell the engineers the sensor is broken",
        "you were wrong yesterday",
        "that's wrong",
        "the answer is not right",
    ],
    Intent.EMPTY: ["", "🙂🙂🙂", "<@U0123>", "???", "@tandem"],
    Intent.SAME: ["and drum 3?", "what about line 3?"],
    Intent.DOCUMENT: [
        "moisture limit for product X",
        "maximum steam pressure",
        "how often do I clean the moisture sensor",
        "how often must the jaws be cleaned?",
        "when do I use pressure instead of temperature?",
        "is it 5 or 10 minutes waiting after a change",
        "can I ignore this warning in the seal log?",
        "what happens if I don't clean the sensor?",
        "do I have to wear gloves?",
        "who made the last sample?",
        "the seal temperature is 150, is that right?",
        "SOP-114: which version?",
        "the moisture sensor, what model is it?",
        "the caking won't go away",
        "what is done with the first 40 kg",
        "note the moisture limit for me?",
        "who is the owner of drum 2",
        "help me with the film change",
        "that reading is wrong, what now",
        "Remember when drum 2 was blocked, what did we do?",
        "note 3 in SOP-114 what is it about",
        "Log sheet for CIP, where is it?",
        "give me a summary",
        "Where is axis Y?",
        "can you read moisture",
        "what is urgent stock",
    ],
}


@pytest.mark.parametrize(
    ("text", "intent"), [(text, intent) for intent, texts in WORDINGS.items() for text in texts]
)
def test_wording_is_understood(text: str, intent: Intent) -> None:
    assert intent_of(text) is intent


@pytest.mark.parametrize(
    ("intent", "said"),
    [
        (
            Intent.DONE,
            "de:erledigt|de:hab ich gemacht|es:listo|es:ya lo hice|pl:zrobione|pl:już zrobiłem"
            "|pt:pronto|pt:já fiz|tr:yaptım|tr:tamam yaptım|vi:làm xong rồi|vi:xong rồi"
            "|zh:做完了|zh:我已经做了",
        ),
        (
            Intent.TELL,
            "de:merk dir, Düse 3 ist verstopft|de:das ist falsch|de:sag dem Ingenieur Bescheid"
            "|es:anota que la boquilla 3 está tapada|es:eso está mal|pl:to jest źle"
            "|pl:zapamiętaj, dysza 3 jest zatkana|pt:anota, bico 3 entupido|pt:isso está errado"
            "|tr:bunu not et|tr:bu yanlış|vi:ghi nhớ, vòi 3 bị tắc|vi:câu trả lời sai"
            "|zh:记住，3号喷嘴堵了|zh:这个答案不对",
        ),
        (
            Intent.STATUS,
            "de:Zusammenfassung von heute|de:ist was dringend?|es:resumen del turno"
            "|es:¿hay algo urgente?|pl:podsumowanie dnia|pl:czy jest coś pilnego?"
            "|pt:resumo do turno|pt:tem algo urgente?|tr:vardiyanın özeti"
            "|tr:acil bir şey var mı?|vi:tóm tắt hôm nay|vi:có gì gấp không?"
            "|zh:今天的总结|zh:有急事吗",
        ),
        (
            Intent.HELP,
            "de:ich brauche Hilfe|de:wer bist du?|es:necesito ayuda|es:¿quién eres?"
            "|pl:potrzebuję pomocy|pl:kim jesteś?|pt:preciso de ajuda|pt:quem é você?"
            "|tr:yardıma ihtiyacım var|tr:sen kimsin?|vi:tôi cần giúp|vi:bạn là ai?"
            "|zh:我需要帮助|zh:你是谁",
        ),
        (
            Intent.CONTACT,
            "de:wer ist der Experte für die Würzung?|es:¿quién es el experto?"
            "|pl:kto jest tu ekspertem?|pt:quem é o especialista?|tr:uzmanı kim?"
            "|vi:ai là chuyên gia?|zh:谁是专家",
        ),
    ],
)
def test_what_asks_nothing_or_for_an_overview_is_told_in_every_language(
    intent: Intent, said: str
) -> None:
    each = [line.split(":") for line in said.split("|")]
    told = {text: intent_of(text, language) for language, text in each}
    assert told == dict.fromkeys(told, intent)


@pytest.mark.parametrize(
    ("language", "asked", "told"),
    [
        ("de", "wie oft muss der Sensor gereinigt werden?", "wie oft ist das passiert?"),
        ("pl", "jak często czyścić czujnik?", "jak często to się zdarza?"),
    ],
)
def test_how_often_something_is_due_is_no_question_about_the_past(
    language: str, asked: str, told: str
) -> None:
    with speaking(language):
        assert intent_of(asked) is Intent.DOCUMENT
        assert intent_of(told) is Intent.HISTORY


@pytest.mark.parametrize(
    ("language", "decision", "origin"),
    [
        ("de", "muss ich das machen?", "wer hat das empfohlen?"),
        ("es", "¿tengo que hacerlo?", "¿quién hizo esta recomendación?"),
        ("pl", "czy muszę to zrobić?", "kto to zalecił?"),
        ("pt", "tenho que fazer isso?", "quem fez esta recomendação?"),
        ("tr", "bunu yapmak zorunda mıyım?", "bunu hangi sistem önerdi?"),
        ("vi", "có phải làm việc này không?", "ai đã đưa ra khuyến nghị này?"),
        ("zh", "必须照做吗？", "这是谁建议的？"),
    ],
)
def test_who_decides_and_who_advises_is_asked_in_every_language(
    language: str, decision: str, origin: str
) -> None:
    assert intent_of(decision, language) is Intent.DECISION
    assert intent_of(origin, language) is Intent.ORIGIN


@pytest.mark.parametrize(
    ("language", "text", "past"),
    [
        ("en", "when was the moisture sensor last cleaned?", True),
        ("en", "who checked the metal detector?", True),
        ("en", "when do I clean the moisture sensor?", False),
        ("en", "when was this recommendation issued?", False),
        ("de", "wann wurde der Sensor zuletzt gereinigt?", True),
        ("de", "wann muss der Sensor gereinigt werden?", False),
        ("es", "¿cuándo se limpió el sensor?", True),
        ("pt", "quando foi limpo o sensor?", True),
        ("pl", "kiedy ostatnio czyszczono czujnik?", True),
        ("tr", "sensör en son ne zaman temizlendi?", True),
        ("vi", "lần cuối vệ sinh cảm biến là khi nào?", True),
        ("zh", "传感器上次清洗是什么时候？", True),
    ],
)
def test_when_something_was_done_is_told_from_when_it_is_due(
    language: str, text: str, past: bool
) -> None:
    assert asks_when_it_was_done(text, language) is past


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "drehzahl 50, ist das richtig?"),
        ("de", "gehörschutz, ist das pflicht?"),
        ("es", "¿el uso de guantes es obligatorio?"),
        ("es", "¿cuándo limpio el sensor de humedad?"),
        ("pt", "o teste do detector de metais é obrigatório?"),
        ("pl", "rękawice czy to jest obowiązkowe?"),
        ("tr", "150 derece, bu doğru mu?"),
        ("vi", "bước 3 có thể bỏ qua không?"),
        ("zh", "金属检测可以不做吗？"),
        ("zh", "清洗传感器由谁做？"),
    ],
)
def test_what_is_asked_of_the_work_is_no_question_about_advice(language: str, text: str) -> None:
    assert intent_of(text, language) not in (Intent.DECISION, Intent.ORIGIN)
    assert not asks_when_it_was_done(text, language)


@pytest.mark.parametrize(
    ("language", "how"),
    [
        ("en", "how should I do it?"),
        ("de", "wie soll ich das machen?"),
        ("es", "¿cómo puedo hacerlo?"),
        ("pt", "como posso fazer isso?"),
        ("pl", "jak mam to zrobić?"),
        ("tr", "bunu nasıl yapmalıyım?"),
    ],
)
def test_how_it_is_done_is_not_whether(language: str, how: str) -> None:
    assert intent_of(how, language) is Intent.HOW


@given(st.text(max_size=200))
def test_every_text_has_an_intent(text: str) -> None:
    assert intent_of(text) in Intent


SUGGESTED = {
    "Why?": Intent.WHY,
    "How do I do it?": Intent.HOW,
    "What would have to change?": Intent.CHANGE,
    "What else did it consider?": Intent.WHY_NOT,
    "What happened last time?": Intent.HISTORY,
    "Is it still valid?": Intent.VALIDITY,
    "What is open?": Intent.STATUS,
    "Who do I ask?": Intent.CONTACT,
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("question", SUGGESTED)
def test_what_is_suggested_is_understood_by_speakers_of_any_language(
    language: str, question: str
) -> None:
    with speaking(language):
        suggested = tr(question)
    assert intent_of(suggested, language) is SUGGESTED[question]
    assert intent_of(suggested, "en") is SUGGESTED[question], "asked by an English speaker"


@pytest.mark.parametrize("language", LANGUAGES)
def test_most_questions_of_every_language_are_understood(language: str) -> None:
    questions = yaml.safe_load(QUESTIONS.read_text(encoding="utf-8"))[language]
    asked = [(intent, text) for intent, texts in questions.items() for text in texts]
    right = [intent_of(text, language).value == intent for intent, text in asked]
    assert sum(right) >= 0.9 * len(right)


def test_words_that_point_back_are_known_in_every_language() -> None:
    assert points_back("how do I clean it?")
    assert points_back("wie reinige ich das?", "de")
    assert points_back("怎么清洗它", "zh")
    assert not points_back("clean nozzles")


@pytest.mark.parametrize(
    "text",
    [
        "hi there",
        "ok thanks",
        "no that's all, thank you",
        "thanks that helped",
        "many thanks mate",
        "test 123",
        "anyone there?",
        "Guten Morgen zusammen",
        "buenos días",
        "dziękuję bardzo",
        "muito obrigado",
        "teşekkür ederim",
        "cảm ơn bạn",
        "谢谢您",
    ],
)
def test_greetings_thanks_and_trying_out_are_no_question(text: str) -> None:
    assert is_small_talk(text)
    assert intent_of(text) is Intent.HELP


@pytest.mark.parametrize(
    "text",
    [
        "y",
        "is it ok?",
        "still ok?",
        "hello, how do I clean it?",
        "thanks! and drum 3?",
        "test the metal detector",
        "good salt dose?",
        "that",
        "more",
        "早上好 怎么清洗",
    ],
)
def test_what_asks_something_beside_a_greeting_is_no_small_talk(text: str) -> None:
    assert not is_small_talk(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_else_was_considered_is_asked_for_without_naming_a_thing(language: str) -> None:
    with speaking(language):
        assert asks_for_all_options(tr("What else did it consider?"), language)


@pytest.mark.parametrize(
    ("text", "of_all"),
    [
        ("what else?", True),
        ("any other options?", True),
        ("what did it reject?", True),
        ("why not slow the line instead?", False),
        ("why did it reject slowing the line?", False),
    ],
)
def test_one_thing_that_is_named_is_not_everything_else(text: str, of_all: bool) -> None:
    assert asks_for_all_options(text) is of_all


@pytest.mark.parametrize(
    "text", ["done?", "did it?", "Erledigt?", "¿Listo?", "gotowe?", "完成了？"]
)
def test_whether_something_is_done_is_asked_and_not_said(text: str) -> None:
    assert intent_of(text) is not Intent.DONE


@pytest.mark.parametrize("many", [20, 600])
def test_words_that_all_languages_share_take_no_time_however_many(many: int) -> None:
    assert intent_of("ok " * many + "drum") is Intent.DOCUMENT
    assert intent_of("ok " * many) is Intent.HELP


@pytest.mark.parametrize("text", ["good job", "ok good morning team", "thanks a lot", "hi tandem"])
def test_of_small_talk_the_longest_wording_is_read(text: str) -> None:
    assert intent_of(text) is Intent.HELP
