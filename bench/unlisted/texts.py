"""The questions that the classifier learns from and is measured on.

Knows the written sets, and public texts that nobody asked a plant: general questions, used and not
copied. Long harmless texts are made of short ones. Does not know what is learned.
"""

import csv
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import yaml
from babel.messages.pofile import read_po

from bench.corpus import ROOT, test_data, texts
from bench.routing_set import FOLDER, HARMLESS, Item
from knowledge.hazards.spelling import spelled
from knowledge.hazards.terms import shipped_terms

ANSWERING = ("retrieval/covidfaq", "retrieval/emanual_s10", "retrieval/alert_runbook_prom")
EVERYDAY = "ok-day"
"""How the names of families begin that are everyday talk."""
LONG = range(100, 301)
"""How many characters a long text has; a Chinese one has a third."""
SHORT, LONGEST = 15, 300
"""Of what is learned from: a sentence of ours is longer than this, and no text is read further."""
_NAMED = re.compile(r"\{\w*\}")


def routing_items(part: str) -> list[Item]:
    """Return the questions of a part of the routing sets."""
    lines = (FOLDER / f"{part}.jsonl").read_text(encoding="utf-8").splitlines()
    named = [{"kind": "plain", "family": "", **json.loads(line)} for line in lines]
    return [Item(**one) for one in named]


def harmless(items: Iterable[Item]) -> list[Item]:
    return [each for each in items if each.label == HARMLESS]


def hazardous(items: Iterable[Item]) -> list[Item]:
    return [each for each in items if each.label != HARMLESS]


def everyday(items: Iterable[Item]) -> list[Item]:
    """Return what people say at home, at school and in the office."""
    return [each for each in harmless(items) if each.family.startswith(EVERYDAY)]


def beside_a_hazard(items: Iterable[Item]) -> list[Item]:
    """Return what is asked at work and is harmless, much of it about what can be dangerous."""
    return [each for each in harmless(items) if not each.family.startswith(EVERYDAY)]


def long_ones(items: Sequence[Item], many: int, *, seed: int) -> list[Item]:
    """Return so many long texts, each of harmless questions of one language in a row."""
    chance = random.Random(seed)
    of_language: dict[str, list[str]] = defaultdict(list)
    for each in items:
        of_language[each.language].append(each.text)
    found = []
    for _ in range(many):
        language = chance.choice(sorted(of_language))
        text, wanted = "", chance.choice(LONG) // (3 if language == "zh" else 1)
        while len(text) < wanted:
            text = f"{text} {chance.choice(of_language[language])}".strip()
        found.append(Item(text, language, HARMLESS, "long", ""))
    return found


def general_to_learn() -> list[str]:
    """Return general texts to learn from: questions to a bank and of two FAQs, and statements.

    Those are English; what the assistant itself says stands for the other languages.
    """
    asked = _bank("train")
    chance = random.Random(1)
    chance.shuffle(asked)
    stated = [each.body[:LONGEST] for name in ANSWERING for each in texts(name)]
    return [
        *[text for text in asked if len(text) in LONG][:1200],
        *[text for text in asked if len(text) < LONG[0]][:1200],
        *_questions("retrieval/covidfaq"),
        *_questions("retrieval/alert_runbook_prom"),
        *stated,
        *_own_sentences(),
    ]


def general_to_choose() -> list[str]:
    """Return general questions for choosing what is enough: some are full of alarming words."""
    alarming = [
        str(one["prompt"])
        for name in ("one", "two")
        for one in json.loads(_text(f"security/notinject/NotInject_{name}.json"))
    ]
    return [*_questions("retrieval/emanual_s10"), *alarming]


def general_to_measure() -> dict[str, list[str]]:
    """Return general questions that nothing is learned from or chosen on."""
    return {
        "long questions to a bank": [text for text in _bank("test") if len(text) in LONG],
        "questions in conversations (MT-RAG)": _questions("abstention/mtragun"),
        "claims of science (SciFact)": _questions("retrieval/scifact"),
        "questions about chillers (AssetOps)": _questions(
            "process/assetops", "all_utterance.jsonl"
        ),
    }


def plant_questions() -> list[str]:
    """Return what people ask the sample plant, in eight languages; nothing is learned from it."""
    lines = (ROOT / "bench" / "abstention" / "plant.jsonl").read_text(encoding="utf-8")
    in_languages = yaml.safe_load(
        (ROOT / "bench" / "questions_in_languages.yaml").read_text("utf-8")
    )
    return [
        *(str(json.loads(line)["text"]) for line in lines.splitlines()),
        *(text for kinds in in_languages.values() for texts in kinds.values() for text in texts),
    ]


def _own_sentences() -> Iterator[str]:
    """Yield what the assistant says, in each language but English, unless it names a hazard."""
    for path in sorted((ROOT / "bot" / "languages").glob("*/LC_MESSAGES/*.po")):
        with path.open("rb") as file:
            for message in read_po(file):
                told = message.string if isinstance(message.string, str) else message.string[-1]
                text = _NAMED.sub(" ", told)
                if message.id and len(text) > SHORT and not shipped_terms().asked(spelled(text)):
                    yield text[:LONGEST]


def _questions(folder: str, name: str = "queries.jsonl") -> list[str]:
    return [str(json.loads(line)["text"]) for line in _text(f"{folder}/{name}").splitlines()]


def _bank(part: str) -> list[str]:
    rows = csv.DictReader(_text(f"topics/banking77/{part}.csv").splitlines())
    return [row["text"] for row in rows]


def _text(name: str) -> str:
    return Path(test_data() / name).read_text(encoding="utf-8")
