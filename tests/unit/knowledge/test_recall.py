"""What people confirmed moves the hits of others as far as people agree, and can be taken back."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from itertools import count
from pathlib import Path
from threading import Thread

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text as sql

from knowledge.experience import TIE
from knowledge.index import Vectors
from knowledge.index.memory import MemoryIndex
from knowledge.index.words import Words
from knowledge.learning.confirming import roll_back
from knowledge.model import (
    EVERYONE,
    ArticleAct,
    ArticleStep,
    Audience,
    Backing,
    Body,
    Confirmation,
    Filed,
    Handful,
    Moves,
    Passage,
    Person,
    Revision,
    RevisionStatus,
    RollbackKind,
    Source,
    SourceKind,
    Statement,
    place_of,
)
from knowledge.search import Hit, Search
from knowledge.store import FileRecord, Store
from tests.topics import ask

NOW = datetime(2026, 11, 20, 14, tzinfo=UTC)
ANA = Person("p-1", "Ana", teams=frozenset({"line-3"}))
STRANGER = Person("p-99", "Hana", teams=frozenset({"line-4"}))
ASKED = "it comes out empty"
TEXTS = {"BAGS": "sealer bags", "SCALE": "the scale loses its zero", "FILM": "film"}
_numbers = count()


class ByTable:
    """Places texts where the test says: each on an axis of its own, leaning to the questions'."""

    name = "by table"
    dimensions = 8

    def __init__(self) -> None:
        self.leaning = {"sealer bags": 0.6, "the scale": 0.4, "film": 0.1, "secret": 0.3}

    def embed(self, texts: Sequence[str]) -> Vectors:
        rows = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for axis, (start, lean) in enumerate(self.leaning.items(), start=1):
                if start in text:
                    row[0], row[axis] = lean, np.sqrt(1 - lean**2)
            if not row.any():
                row[0 if "empty" in text else 7] = 1.0
        return rows


@pytest.fixture
def embedder() -> ByTable:
    return ByTable()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path / 'tandem.db'}") as opened:
        yield opened


def opened(store: Store, embedder: ByTable, folder: Path) -> Search:
    words = Words(folder / "words")
    made = Search(embedder=embedder, passages=MemoryIndex(), words=words, store=store)
    made.synchronise()
    return made


@pytest.fixture
def search(store: Store, embedder: ByTable, tmp_path: Path) -> Search:
    for number, text in TEXTS.items():
        save(store, number, text)
    return opened(store, embedder, tmp_path)


def save(
    store: Store,
    number: str,
    *texts: str,
    label: str = "A",
    audience: Audience = EVERYONE,
    section: str = "6.2",
) -> None:
    revision = Revision(
        id=f"{number}-{label}",
        number=number,
        title="",
        revision=label,
        status=RevisionStatus.APPROVED,
        path=f"{number}-{label}.md",
        content_hash=f"{number}-{label}",
        ingested_at=NOW,
        effective_from=date(2026, 1, ord(label) - ord("A") + 1),
        audience=audience,
    )
    passages = [
        Passage(f"{revision.id}/{place}", revision.id, place, ("Steps",), section, None, text)
        for place, text in enumerate(texts)
    ]
    record = FileRecord(revision.path, 1, 1, revision.content_hash, "ingested", "", revision.id)
    store.documents.save(revision, passages, record)


def said(person: str, number: str = "SCALE", sign: int = 1, **changes: object) -> Confirmation:
    key = f"c-{next(_numbers)}"
    one = Confirmation(
        key=key,
        turn=f"turn-{key}",
        question=ASKED,
        person_id=person,
        teams=frozenset({"line-3" if person < "p-4" else "line-5"}),
        sign=sign,
        places=(place_of(number, "6.2", (), TEXTS.get(number, "")),),
        at=NOW,
    )
    return replace(one, **changes)  # type: ignore[arg-type]


def hits(search: Search, person: Person = STRANGER) -> list[Hit]:
    return search.find(ASKED, person=person, asset=None, now=NOW)


def order(search: Search, person: Person = STRANGER) -> list[str]:
    return [hit.revision.number for hit in hits(search, person)]


def scores(search: Search, person: Person = STRANGER) -> list[tuple[str, float]]:
    return [(hit.passage.id, hit.score) for hit in hits(search, person)]


def test_what_nobody_confirmed_stays_as_it_was(search: Search) -> None:
    assert order(search) == ["BAGS", "SCALE", "FILM"]
    assert [hit.backing for hit in hits(search)] == [None, None, None]


def test_one_person_moves_their_own_view_and_nobody_elses(store: Store, search: Search) -> None:
    before = scores(search)
    store.confirmations.add([said("p-1")])
    assert order(search, ANA)[0] == "SCALE"
    assert scores(search) == before


def test_a_thousand_judgements_of_one_person_move_nothing_for_others(
    store: Store, search: Search
) -> None:
    before = scores(search)
    store.confirmations.add([said("p-1", "FILM") for _ in range(1_000)])
    assert scores(search) == before


def test_two_people_decide_a_tie(store: Store, embedder: ByTable, tmp_path: Path) -> None:
    embedder.leaning |= {"sealer bags": 0.5, "the scale": 0.5 - TIE / 4}
    for number, text in TEXTS.items():
        save(store, number, text)
    search = opened(store, embedder, tmp_path)
    store.confirmations.add([said("p-1")] * 2)
    assert order(search)[0] == "BAGS"
    store.confirmations.add([said("p-2")])
    assert order(search)[0] == "SCALE"


def test_two_people_move_nothing_further_apart(store: Store, search: Search) -> None:
    before = dict(scores(search))
    store.confirmations.add([said("p-1"), said("p-2")] * 50)
    assert order(search) == ["BAGS", "SCALE", "FILM"]
    assert all(abs(after - before[key]) <= TIE / 2 + 1e-6 for key, after in scores(search))


def test_three_people_move_freely_and_are_counted(store: Store, search: Search) -> None:
    store.confirmations.add([said("p-1"), said("p-2")])
    assert order(search)[0] == "BAGS"
    store.confirmations.add([said("p-5")])
    first = hits(search)[0]
    assert (first.revision.number, first.backing) == ("SCALE", Backing(people=3, teams=2))


def test_three_people_move_what_shares_its_words_with_the_question(
    store: Store, embedder: ByTable, tmp_path: Path
) -> None:
    embedder.leaning |= {"sealer bags": 0.6, "the scale": 0.55}
    save(store, "OTHER", *(f"secret {number}" for number in range(200)))  # few say what is asked
    for number in ("BAGS", "SCALE"):
        save(store, number, f"{TEXTS[number]}, and {ASKED}")
    search = opened(store, embedder, tmp_path)
    before = hits(search)
    assert [hit.revision.number for hit in before[:2]] == ["BAGS", "SCALE"]
    assert before[1].score > 0.95, "the words of both are those of the question"
    place = place_of("SCALE", "6.2", (), f"{TEXTS['SCALE']}, and {ASKED}")
    store.confirmations.add([said(f"p-{n}", places=(place,)) for n in range(3)])
    assert order(search)[:2] == ["SCALE", "BAGS"]


def test_three_people_push_down_what_is_not_right(store: Store, search: Search) -> None:
    store.confirmations.add([said(person, "BAGS", -1) for person in ("p-1", "p-2", "p-3")])
    assert order(search)[0] == "SCALE"


def test_questions_unlike_it_are_not_moved(store: Store, search: Search) -> None:
    store.confirmations.add([said(f"p-{each}") for each in range(1, 6)])

    def asked() -> list[str]:
        found = search.find("how is film loaded", person=STRANGER, asset=None, now=NOW)
        return [hit.revision.number for hit in found]

    assert asked()[0] == "FILM"


def test_what_the_asker_may_not_see_is_not_brought_up(store: Store, search: Search) -> None:
    save(store, "SECRET", "secret bags", audience=frozenset({"line-3"}))
    search.synchronise()
    places = (place_of("SECRET", "6.2", (), "secret bags"),)
    store.confirmations.add([said(f"p-{each}", places=places) for each in (1, 2, 3)])
    assert "SECRET" not in order(search)
    assert order(search, ANA)[0] == "SECRET"


def test_article_is_moved_as_a_passage_is_until_it_says_something_else(
    store: Store, search: Search
) -> None:
    text = "secret of the sealer"
    answer = (Statement(text, ("S1",)),)
    source = Source("S1", SourceKind.PASSAGE, "BAGS-A/0", text, "BAGS", "A", "6.2", EVERYONE)
    body = Body("", ("film",), answer, sources=(source,), audience=EVERYONE)
    one = store.articles.add(body, at=NOW)
    published = store.articles.step(one, ArticleStep(ArticleAct.PUBLISHED, NOW, 1, "p-9"))
    assert published is not None
    search.synchronise()
    places = (place_of(one.number, "", (), text),)
    assert order(search)[0] == "BAGS"
    store.confirmations.add([said(f"p-{each}", places=places) for each in (1, 2, 3)])
    assert order(search)[0] == one.number
    other = replace(body, answer=(Statement("secret no more", ("S1",)),))
    store.articles.step(published, ArticleStep(ArticleAct.EDITED, NOW, 2, "p-9"), other)
    search.synchronise()
    assert order(search)[0] == "BAGS"


def test_the_last_judgement_of_a_person_on_an_answer_holds(store: Store, search: Search) -> None:
    before = scores(search)
    first = [said(f"p-{each}", turn=f"t-{each}") for each in (1, 2, 3)]
    store.confirmations.add(first)
    assert order(search)[0] == "SCALE"
    store.confirmations.add([said("p-3", turn="t-3", sign=0, places=())])
    assert order(search)[0] == "BAGS"
    store.confirmations.add(
        [said(f"p-{each}", turn=f"t-{each}", sign=0, places=()) for each in (1, 2)]
    )
    assert scores(search) == before


@pytest.mark.parametrize(
    ("text", "section", "moves"),
    [
        ("the scale loses its zero", "7.1", True),  # unchanged, elsewhere
        ("the scale wants new batteries", "6.2", True),  # the same section
        ("the scale wants new batteries", "7.1", False),
    ],
)
def test_a_new_revision_takes_along_what_is_unchanged_or_stands_in_the_same_section(
    store: Store, search: Search, text: str, section: str, moves: bool
) -> None:
    store.confirmations.add([said(f"p-{each}") for each in (1, 2, 3)])
    assert order(search)[0] == "SCALE"
    save(store, "SCALE", text, label="B", section=section)
    search.synchronise()
    assert order(search)[0] == ("SCALE" if moves else "BAGS")


def test_a_restart_ranks_the_same(
    store: Store, search: Search, embedder: ByTable, tmp_path: Path
) -> None:
    store.confirmations.add([said(f"p-{each}") for each in range(1, 5)])
    before = scores(search)
    assert scores(opened(store, embedder, tmp_path / "again")) == before


people = st.sampled_from([f"p-{each}" for each in range(1, 7)])
judgements = st.lists(
    st.tuples(people, st.sampled_from(sorted(TEXTS)), st.sampled_from([1, 1, -1])), max_size=8
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(before=judgements, more=judgements, kind=st.sampled_from(list(RollbackKind)))
def test_taking_back_restores_the_ranking_bit_for_bit(
    store: Store,
    search: Search,
    before: list[tuple[str, str, int]],
    more: list[tuple[str, str, int]],
    kind: RollbackKind,
) -> None:
    start = NOW + timedelta(minutes=next(_numbers))
    roll_back(store, RollbackKind.SINCE, NOW, by="p-9", reason="a new example", now=NOW)
    store.confirmations.add([said(*each, at=start) for each in before])
    ranked = scores(search), scores(search, ANA)
    later, batch, author = start + timedelta(seconds=1), f"b-{next(_numbers)}", "p-intruder"
    store.confirmations.add(
        [
            said(
                author if kind is RollbackKind.AUTHOR else person,
                number,
                sign,
                at=later if kind is RollbackKind.SINCE else start,
                batch=batch,
            )
            for person, number, sign in more
        ]
    )
    scores(search)
    value = {RollbackKind.AUTHOR: author, RollbackKind.BATCH: batch, RollbackKind.SINCE: later}
    done = roll_back(store, kind, value[kind], by="p-9", reason="wrong", now=NOW)
    assert done.taken == len(more)
    assert (scores(search), scores(search, ANA)) == ranked


class ByWord(ByTable):
    """Places a question between two ways of asking, by how many tenths it is of the other."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        rows = super().embed(texts)
        for row, text in zip(rows, texts, strict=True):
            if text.startswith("way "):
                way = float(text.split()[1]) / 100
                row[:] = 0
                row[[5, 6]] = np.sqrt([1 - way, way])
        return rows


def ask_between(store: Store, count: int, *, person: str = "") -> None:
    """Keep questions that lie between the two ways of asking, mined as questions."""
    for number in range(count):
        way = 100 * number / (count - 1)
        ask(store, f"way {way:.2f}", Person(person or f"asker-{number}", ""))
    filed = tuple(Filed(each.turn, 1) for each in store.mining.unmined(0, limit=10_000))
    state = store.mining.state()
    handful = Handful(1, 1, len(filed), 0, 1.0, meaning=b"", pieces=b"")
    moves = Moves(filed=filed, handfuls=(handful,), touched=frozenset({1}))
    assert store.mining.save(replace(state, version=state.version + 1, model="m"), moves)


@pytest.fixture
def between(store: Store, tmp_path: Path) -> Search:
    for number, text in TEXTS.items():
        save(store, number, text)
    reviewed = [said(f"r-{n}", question=f"way {n / 10}", vouched=True) for n in range(10)]
    store.confirmations.add(reviewed)
    return opened(store, ByWord(), tmp_path)


def score_of(search: Search, question: str, number: str = "SCALE") -> float:
    found = search.find(question, person=STRANGER, asset=None, now=NOW)
    return next(hit.score for hit in found if hit.revision.number == number)


def look(search: Search) -> None:
    """Let the job look as often as it takes to embed all."""
    for _ in range(3):
        search.look_at_what_was_asked()


def test_what_was_reviewed_carries_along_what_others_asked_once_it_is_looked_at(
    store: Store, between: Search
) -> None:
    before = score_of(between, "way 99")
    look(between)
    ask_between(store, 300)
    assert score_of(between, "way 99") == before
    look(between)
    assert score_of(between, "way 99") > before


@pytest.fixture
def carrying(store: Store, between: Search) -> Search:
    ask_between(store, 300)
    look(between)
    return between


def test_what_was_asked_carries_after_a_restart_as_before(
    store: Store, carrying: Search, tmp_path: Path
) -> None:
    carried = score_of(carrying, "way 99")
    assert score_of(opened(store, ByWord(), tmp_path / "again"), "way 99") == carried


def test_taking_back_restores_what_was_carried_also_after_a_restart(
    store: Store, carrying: Search, tmp_path: Path
) -> None:
    before = score_of(carrying, "way 99")
    for number in range(0, 300, 2):
        way = f"way {100 * number / 299:.2f}"
        one = said("p-7", "FILM", question=way, vouched=number % 4 == 0)
        store.confirmations.add([one])
    assert score_of(carrying, "way 99") != before
    again = opened(store, ByWord(), tmp_path / "again")
    again.find("way 99", person=STRANGER, asset=None, now=NOW)
    roll_back(store, RollbackKind.AUTHOR, "p-7", by="p-9", reason="tried", now=NOW)
    assert score_of(carrying, "way 99") == before
    assert score_of(again, "way 99") == before
    assert score_of(opened(store, ByWord(), tmp_path / "third"), "way 99") == before


def test_a_question_that_reads_what_was_before_the_look_does_not_undo_it(
    store: Store, between: Search
) -> None:
    ask_between(store, 300)
    before = score_of(between, "way 99")
    with store.reading_together():
        store.confirmations.state()
        thread = Thread(target=look, args=(between,))
        thread.start()
        thread.join()
        score_of(between, "way 99")
    assert score_of(between, "way 99") > before


def test_what_could_not_be_taken_in_is_tried_again(
    store: Store, search: Search, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = order(search)
    store.confirmations.add([said(f"r-{n}", question=f"empty {n}", vouched=True) for n in range(9)])
    with monkeypatch.context() as patched:
        patched.setattr(store.confirmations, "places", _broken)
        with pytest.raises(RuntimeError):
            order(search)
    assert order(search) != before


def _broken(_documents: object) -> object:
    raise RuntimeError("the disk is full")


def test_what_one_person_asked_carries_nothing(store: Store, between: Search) -> None:
    before = score_of(between, "way 99")
    ask_between(store, 300, person="p-enemy")
    look(between)
    assert score_of(between, "way 99") == before


def test_what_was_asked_is_looked_at_again_when_a_quarter_more_was(
    store: Store, between: Search
) -> None:
    def looked_at(text: bytes) -> bool:
        return bool(store.vectors.get(f"questions:{ByWord.name}", [sha256(text).hexdigest()]))

    ask_between(store, 100)
    look(between)
    assert looked_at(b"way 100.00")
    ask_between(store, 20)  # of them "way 5.26"
    look(between)
    assert not looked_at(b"way 5.26")
    ask_between(store, 10)
    look(between)
    assert looked_at(b"way 5.26")


def test_vectors_of_questions_that_were_erased_are_not_kept(store: Store, between: Search) -> None:
    model = f"questions:{ByWord.name}"
    gone, judged = (sha256(each).hexdigest() for each in (b"way 1.01", b"way 0.3"))
    ask_between(store, 100)
    look(between)
    assert set(store.vectors.get(model, [gone, judged])) == {gone, judged}
    with store._database.writing("turns") as connection:
        connection.execute(sql("DELETE FROM turns WHERE text = 'way 1.01'"))
    look(between)
    assert set(store.vectors.get(model, [gone, judged])) == {judged}
