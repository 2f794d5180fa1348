"""Questions of a known class as features: from MT-RAG and from the sample plant.

Each question is looked up by the product's own pipeline, MT-RAG's over its own corpus in a scratch
installation. Knows both sets' formats. Trains nothing.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.corpus import test_data
from bench.retrieval_quality import retrieval_set
from bot.answering.intents import DOCUMENT_INTENTS
from bot.answering.lookup import FOUND, OTHERS, looked_at, looked_up
from bot.answering.mentions import AssetNames
from bot.answering.reading import Reading, read
from bot.answering.resolve import Subject, resolve
from bot.assistant import before_of
from bot.messages import Message
from knowledge.answerability import Asked, Look, look
from knowledge.answerability.features import features
from knowledge.evaluation.beir import read_corpus
from knowledge.evaluation.retrieval import ASKER, TODAY, ScratchInstallation, installed
from knowledge.index import Embedder
from knowledge.model import Glossary, Person
from knowledge.search import Hit
from knowledge.tongue import ENGLISH
from tests.plant import NOW, SamplePlant, sample_plant

ELSEWHERE = ("emanual_s10", "covidfaq")
MOST = 300
NO_NAMES = AssetNames({}, 0)
PLANT_QUESTIONS = Path(__file__).with_name("plant.jsonl")


@dataclass(frozen=True)
class Row:
    """One question: its class, its features, and what it may not be parted from (``group``).

    ``kept``: not for training.
    """

    text: str
    answerability: str
    features: Mapping[str, float]
    group: str = ""
    kept: bool = False


def mtrag_rows(embedder: Embedder, scratch: Path) -> Iterator[Row]:
    """Yield MT-RAG's questions; each is a conversation, those that ask the same are one group."""
    folder = test_data() / "abstention" / "mtragun"
    corpus = tuple(read_corpus(folder / "corpus.jsonl"))
    made = installed(corpus, embedder=embedder, scratch=scratch, progress=lambda *_: None)

    try:
        for entry in lines(folder / "queries.jsonl"):
            text, history = entry["text"], entry["history"]
            before = [said for who, said in history if who == "user"]
            said = "\n".join(said for _, said in history)
            one = _look(made, text, earlier=before[-1] if before else "", said=said)
            values = features(one, made.search.rarity)
            group = " ".join(text.casefold().split())
            yield Row(text, entry["answerability"][0].lower(), values, group)
    finally:
        made.close()


def foreign_rows(embedder: Embedder, scratch: Path) -> Iterator[tuple[str, list[Row]]]:
    """Yield, for sets never trained on, their own questions and those of the others.

    Every question of its own has an answer in the set; one of another set has none.
    """
    sets = {name: retrieval_set(name) for name in ELSEWHERE}
    for name, test in sets.items():
        made = installed(
            test.documents, embedder=embedder, scratch=scratch / name, progress=lambda *_: None
        )
        others = [text for other in sets if other != name for text in sets[other].queries.values()]
        asked = [("answerable", text) for text in list(test.queries.values())[:MOST]]
        asked += [("unanswerable", text) for text in others[:MOST]]
        try:
            yield name, [_alone(made, text, answerability) for answerability, text in asked]
        finally:
            made.close()


def _alone(made: ScratchInstallation, text: str, answerability: str) -> Row:
    return Row(text, answerability, features(_look(made, text), made.search.rarity))


def _look(made: ScratchInstallation, text: str, *, earlier: str = "", said: str = "") -> Look:
    """Return the look at a question where no glossary and no equipment is known."""

    def meant(text: str) -> Reading:
        return read(text, glossary=Glossary(), names=NO_NAMES, search=made.search, asker=ENGLISH)

    def find(text: str) -> list[Hit]:
        looked_up = meant(text).looked_up
        return made.search.find(
            looked_up, person=ASKER, asset=None, now=TODAY, k=FOUND, others=OTHERS
        )

    question = meant(text)
    found = look(question.text, earlier=earlier, find=find)
    asked = Asked(question.text, found.looked_up, said, meant=question.meant)
    return looked_at(asked, found, made.search.rarity)[1]


def plant_rows(folder: Path) -> Iterator[Row]:
    """Yield the questions to the sample plant's documents.

    Of a question that can be answered in part, the first half can be and the second cannot.
    """
    with sample_plant(folder) as plant:
        for number, entry in enumerate(lines(PLANT_QUESTIONS)):
            looks = _looks(plant, number, entry)
            classes = [entry["answerability"]]
            if classes == ["partial"]:
                classes = ["answerable", "unanswerable"]
            if len(classes) != len(looks):
                continue
            for one, answerability in zip(looks, classes, strict=True):
                values = features(one, plant.search.rarity)
                yield Row(one.asked.text, answerability, values, str(number), entry["kept"])


def _looks(plant: SamplePlant, number: int, entry: Mapping[str, Any]) -> tuple[Look, ...]:
    """Return the looks at a question to the documents; none when it is about something else."""
    person, subject = asked_about(plant, number, entry)
    if subject is None:
        return ()
    sources = plant.assistant.sources()
    return looked_up(subject, person=person, sources=sources, now=NOW)[1]


def asked_about(
    plant: SamplePlant, number: int, entry: Mapping[str, Any]
) -> tuple[Person, Subject | None]:
    """Return who asks and, after the earlier questions, what; None: nothing of the documents."""
    person = plant.store.directory.load().person(entry["person"])
    assert person is not None
    talk = f"talk-{number}"
    for place, text in enumerate(entry.get("earlier", ())):
        plant.assistant.reply(Message(f"{talk}-{place}", talk, person, text, NOW), now=NOW)
    before = before_of(plant.store.conversations.last(talk, 5))
    message = Message(talk, talk, person, entry["text"], NOW)
    subject = resolve(message, before=before, sources=plant.assistant.sources())
    to_documents = subject.intent in DOCUMENT_INTENTS
    return person, subject if to_documents and not subject.recommendation else None


def lines(path: Path) -> Iterator[Any]:
    """Yield the JSON objects of a file."""
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)
