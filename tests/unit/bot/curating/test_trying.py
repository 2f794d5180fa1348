"""A draft held against past questions: what it would answer, what it would break."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.curating.trying import Effect, PastQuestion, Trial, tried
from knowledge.index.memory import MemoryIndex
from knowledge.index.words import Words
from knowledge.model import EVERYONE, CitedPlace, Passage, Person, Revision, RevisionStatus
from knowledge.search import Search
from knowledge.store import FileRecord, Store
from tests.unit.knowledge.index.entries import WordCountEmbedder

NOW = datetime(2026, 11, 20, 14, tzinfo=UTC)
ENGINEER = Person("p-016", "Eva", teams=frozenset({"line-4"}))
SOP = "Clean the drum with dry air after each shift"
DRAFT = "How long does a blocked nozzle soak\nSoak a blocked nozzle for ten minutes in warm water"


@pytest.fixture
def search(tmp_path: Path) -> Iterator[Search]:
    store = Store.open(f"sqlite:///{tmp_path / 'tandem.db'}")
    revision = Revision(
        id="SOP-114-A",
        number="SOP-114",
        title="Seasoning drum",
        revision="A",
        status=RevisionStatus.APPROVED,
        path="sop.md",
        content_hash="1",
        ingested_at=NOW,
        effective_from=date(2026, 1, 1),
        audience=EVERYONE,
    )
    texts = (SOP, *(f"Step {n} of the sealing bar and the film" for n in range(8)))
    passages = [
        Passage(f"p{n}", revision.id, n, (), f"6.{n}", None, t) for n, t in enumerate(texts)
    ]
    store.documents.save(
        revision, passages, FileRecord("sop.md", 1, 1, "1", "ingested", "", revision.id)
    )
    opened = Search(
        embedder=WordCountEmbedder(),
        passages=MemoryIndex(),
        words=Words(tmp_path / "words"),
        store=store,
    )
    opened.synchronise()
    yield opened
    store.close()


def effect(search: Search, question: PastQuestion, draft: str = DRAFT, *cited: str) -> Effect:
    trial = Trial(draft, frozenset(cited))
    found = tried(trial, [question], search=search, person=ENGINEER, now=NOW)
    return found[0].effect


def test_a_question_without_answer_that_the_draft_speaks_of_would_be_answered(
    search: Search,
) -> None:
    asked = PastQuestion("how long does a blocked nozzle soak?", answered=False)
    assert effect(search, asked) is Effect.ANSWERS
    assert effect(search, replace(asked, answered=True)) is Effect.LEADS


def test_a_question_about_something_else_is_left_alone(search: Search) -> None:
    asked = PastQuestion("what do we do with the drum after each shift?", answered=False)
    assert effect(search, asked) is Effect.NOTHING


def test_putting_a_confirmed_place_second_is_a_break_unless_the_draft_cites_it(
    search: Search,
) -> None:
    asked = PastQuestion(
        "clean the drum after each shift with dry air", confirmed=CitedPlace("sop-114", "6.0")
    )
    louder = "clean the drum after each shift with dry air\nClean the drum after each shift."
    assert effect(search, asked, louder) is Effect.BREAKS
    assert effect(search, asked, louder, "p0") is Effect.LEADS


def test_an_empty_draft_does_nothing(search: Search) -> None:
    asked = PastQuestion("how long does a blocked nozzle soak?", answered=False)
    assert effect(search, asked, "  ") is Effect.NOTHING
