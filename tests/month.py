"""The sample plant's month, asked and judged on a real store: what drafts are made from."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import yaml

from bot.answering.extractive import ExtractiveComposer
from bot.answering.sources import Sources
from bot.assistant import Assistant
from bot.feedback import judge
from bot.messages import Message
from examples.plant.history import history
from examples.plant.month.month import Asked, month
from examples.plant.month.staff import directory
from examples.plant.month.subjects import DAYS, Subject, subjects
from knowledge.curation.drafting.composing import draft
from knowledge.curation.drafting.material import Drafted, NotDrafted
from knowledge.curation.gathering import Question, gather
from knowledge.ingest.directory import read_directory
from knowledge.ingest.documents import ingest_documents
from knowledge.ingest.events import ingest_events
from knowledge.ingest.glossary import read_glossary
from knowledge.store import Store
from tests.plant import NOW, PLANT
from tests.searching import searching

Progress = Callable[[int], None]


@dataclass(frozen=True)
class Month:
    """The plant after its month: by subject, how it was asked, and what is known of it."""

    sources: Sources
    asked: dict[str, list[Asked]]
    subjects: dict[str, Subject]

    def draft(self, subject: str) -> Drafted | NotDrafted:
        """Draft one subject from its questions, as a topic that has just these would be."""
        sources, asked = self.sources, self.asked[subject]
        turns = (sources.store.conversations.get(each.id) for each in asked)
        question = Question(
            self.subjects[subject].title,
            tuple(dict.fromkeys(each.text for each in asked)),
            tuple(each for each in turns if each is not None),
            frozenset(each.team for each in asked),
        )
        return draft(
            gather(question, store=sources.store, search=sources.search, now=NOW),
            alike=sources.search.alike,
            hazardous=lambda text: bool(sources.hazards.asked(text) or sources.hazards.named(text)),
            directory=sources.directory,
            names=sources.names,
        )


@contextmanager
def staffed_plant(folder: Path) -> Iterator[tuple[Assistant, Store, list[Asked]]]:
    """Yield the sample plant with the month's people in a folder, and what they will ask."""
    with (
        Store.open(f"sqlite:///{folder}/tandem.db") as store,
        searching(store, folder) as search,
    ):
        people = folder / "people.yaml"
        people.write_text(yaml.safe_dump(directory(), allow_unicode=True), encoding="utf-8")
        store.directory.replace(read_directory(people))
        store.glossary.replace(read_glossary(PLANT / "glossary.csv"))
        past = list(history(NOW, DAYS, 1))
        ingest_events(past, store=store, now=NOW)
        ingest_documents(
            [PLANT / "sops"], audience=None, store=store, search=search, now=NOW, progress=None
        )
        assistant = Assistant(store=store, search=search, composer=ExtractiveComposer())
        yield assistant, store, list(month(NOW, past))


@contextmanager
def plant_month(folder: Path, *, each: int) -> Iterator[Month]:
    """Live the month in a folder: of every subject the first ``each`` questions."""
    with staffed_plant(folder) as (assistant, store, everything):
        asked: dict[str, list[Asked]] = defaultdict(list)
        for one in everything:
            if one.topic and len(asked[one.topic]) < each:
                asked[one.topic].append(one)
                _ask(assistant, store, one)
        yield Month(assistant.sources(), asked, {one.id: one for one in subjects()})


def _ask(assistant: Assistant, store: Store, one: Asked) -> None:
    person = store.directory.load().person(one.person)
    assert person is not None
    person, at = replace(person, language="en"), datetime.fromisoformat(one.at)
    message = Message(one.id, f"of-{one.id}", person, one.text, at, decision_id=one.decision_id)
    assistant.reply(message, now=at)
    if one.judgement:
        said = {"key": one.id, "question_id": one.id, "judgement": one.judgement}
        judge(store, person=person, now=at, **said)
