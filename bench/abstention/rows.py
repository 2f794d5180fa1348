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
from bot.answering.lookup import FOUND, looked_up
from bot.answering.resolve import Subject, resolve
from bot.assistant import before_of
from bot.messages import Message
from knowledge.answerability import Asked, Look, look, seen
from knowledge.answerability.features import features
from knowledge.evaluation.beir import read_corpus
from knowledge.evaluation.retrieval import ASKER, TODAY, ScratchInstallation, installed
from knowledge.index import Embedder
from knowledge.model import Person
from tests.plant import NOW, SamplePlant, sample_plant

ELSEWHERE = ("emanual_s10", "covidfaq")
MOST = 300
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

    def find(text: str) -> list[Any]:
        return made.search.find(text, person=ASKER, asset=None, now=TODAY, k=FOUND)

    try:
        for entry in lines(folder / "queries.jsonl"):
            text, history = entry["text"], entry["history"]
            before = [said for who, said in history if who == "user"]
            found = look(text, earlier=before[-1] if before else "", find=find)
            asked = Asked(text, found.looked_up, "\n".join(said for _, said in history))
            one = Look(asked, tuple(map(seen, found.hits)), tuple(map(seen, found.in_talk)))
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
    hits = made.search.find(text, person=ASKER, asset=None, now=TODAY, k=FOUND)
    found = tuple(map(seen, hits))
    values = features(Look(Asked(text, text), found, found), made.search.rarity)
    return Row(text, answerability, values)


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
