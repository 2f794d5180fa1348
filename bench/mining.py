"""What taking questions into topics costs, store included: ``python -m bench.mining``.

BANKING77's test questions, each some 30 times and never quite the same, as turns of a plant of 40
people on 20 machines; mined by the product into a real SQLite store. Their vectors, which answering
needs as well, are made before. ``--questions N`` says how many.
"""

import argparse
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import insert

from bench.table import Row, print_table
from bench.topics import Kept, jittered, questions_of
from knowledge import access
from knowledge.curation.topics.mining import Mining
from knowledge.model import (
    Asking,
    Directory,
    Filed,
    Handful,
    Mined,
    Moves,
    Person,
    Recurring,
    Role,
    Team,
    TopicOrder,
)
from knowledge.store import Store
from knowledge.store.schema import turns

FEW, MANY = 3_000, 100_000
LISTED = 10_000
PEOPLE, MACHINES, TEAMS = 40, 20, 5
SINGLE = 40
_NOW = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)
_BYTES = b"\0\0\0\0"
_READERS = (
    ("admin", Person("admin", "Admin", roles=frozenset({Role.ADMIN}), sees_all=True)),
    ("engineer", Person("p-e", "E", frozenset({"team-1"}), frozenset({Role.ENGINEER}))),
)
_ANSWER = {"text": "What the procedure says.", "evidence": [{"text": "x" * 2000}]}


class Numbered:
    """Gives a question the vector that its number says: never the same twice."""

    name = "numbered"

    def __init__(self, kept: Kept, asked: Sequence[str]) -> None:
        self.dimensions = kept.dimensions
        self._kept, self._asked = kept, asked

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return a vector near that of the words after each text's number."""
        rows = []
        for text in texts:
            number, _, words = text.partition("|")
            random = np.random.default_rng(int(number))
            rows.append(jittered(self._kept.vectors[words], random))
        return np.stack(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=MANY)
    parser.add_argument("--lists", action="store_true", help="only what lists cost")
    options = parser.parse_args()
    if options.lists:
        print_table("lists of topics", _lists())
        return
    many = options.questions
    words = [text for text, _ in questions_of("test")]
    kept = Kept(words)
    chosen = np.random.default_rng(7).integers(0, len(words), many + SINGLE)
    asked = [f"{number}|{words[which]}" for number, which in enumerate(chosen)]
    with tempfile.TemporaryDirectory() as folder, Store.open(f"sqlite:///{folder}/t.db") as store:
        store.directory.replace(_directory())
        print_table("mining, store included", _measured(store, Numbered(kept, asked), asked))


def _measured(store: Store, embedder: Numbered, asked: Sequence[str]) -> list[Row]:
    rows = []
    mining = _mining(store, embedder)
    started, spent, done = time.perf_counter(), 0.0, 0
    for target in (FEW, len(asked) - SINGLE):
        while done < target:
            some = asked[done : min(done + 1_000, target)]
            _keep(store, some, first=done)
            vectors = time.perf_counter()
            embedder.embed(some)
            made = time.perf_counter() - vectors
            started = time.perf_counter()
            mining.catch_up()
            spent += time.perf_counter() - started - made
            done += len(some)
        most = 5 if target == FEW else 10
        rows.append(
            Row(f"a question, over {done:,} of them", 1000 * spent / done, "ms", at_most=most)
        )
    rows.append(Row("one more, alone", _alone(store, mining, asked[-SINGLE:], done), "ms"))
    started = time.perf_counter()
    _keep(store, asked[:1], first=len(asked))
    _mining(store, embedder).catch_up()
    rows.append(Row("the first after a restart", 1000 * (time.perf_counter() - started), "ms"))
    return rows


def _alone(store: Store, mining: Mining, asked: Sequence[str], done: int) -> float:
    """Return the median of questions that are caught up with one by one."""
    took = []
    for place, text in enumerate(asked):
        _keep(store, [text], first=done + place)
        started = time.perf_counter()
        mining.catch_up()
        took.append(time.perf_counter() - started)
    return float(1000 * np.median(took))


def _lists() -> list[Row]:
    """Return what a page of topics costs: 10,000 of them, a few asked far oftener than the rest."""
    random = np.random.default_rng(3)
    shares = 1.0 / np.arange(1, LISTED + 1)
    rest = random.choice(LISTED, MANY - LISTED, p=shares / shares.sum())
    topics = np.concatenate([np.arange(LISTED), rest])
    with tempfile.TemporaryDirectory() as folder, Store.open(f"sqlite:///{folder}/t.db") as store:
        store.directory.replace(_directory())
        _keep(store, [f"question {n} of many words" for n in range(MANY)], first=0)
        version = 0
        while asked := store.mining.unmined(1_000 + 5_000 * version, limit=5_000):
            version += 1
            mined = Mined(version, holding=_BYTES, shared=_BYTES, rarity=_BYTES)
            store.mining.save(mined, _moves(asked, topics))
        started, counted = time.perf_counter(), 0
        while some := store.mining.recount():
            counted += some
        rows = [Row("counting a topic", 1000 * (time.perf_counter() - started) / counted, "ms")]
        return rows + [row for who, person in _READERS for row in _pages(store, who, person)]


def _moves(asked: Sequence[Asking], topics: NDArray[np.int64]) -> Moves:
    """Return the moves that put these turns into their topics, in handfuls of up to eight."""
    where = {each.turn: int(topics[each.turn - 1]) + 1 for each in asked}
    handfuls = {turn: topic * 8 + turn % (1 if topic > 400 else 8) for turn, topic in where.items()}
    records = {
        handfuls[turn]: Handful(handfuls[turn], topic, 1, 0, 1 / (1 + turn % 9), _BYTES, _BYTES)
        for turn, topic in where.items()
    }
    filed = tuple(
        Filed(each.turn, handfuls[each.turn], f"team-{each.turn % TEAMS}", each.asset or "")
        for each in asked
    )
    return Moves(filed, tuple(records.values()), touched=frozenset(where.values()))


def _pages(store: Store, who: str, person: Person) -> list[Row]:
    rows = []
    for order in TopicOrder:
        took = []
        for offset in (0, 0, 50, 100, 5_000, 0, 50, 500):
            started = time.perf_counter()
            _, count = access.topics(
                store, person, rule=Recurring(), order=order, limit=50, offset=offset
            )
            took.append(1000 * (time.perf_counter() - started))
        what = f"the slowest page of {count:,} topics, {order}, {who}"
        rows.append(Row(what, max(took[1:]), "ms", at_most=50))
    started = time.perf_counter()
    access.topic(store, person, 1)
    rows.append(Row(f"one topic, {who}", 1000 * (time.perf_counter() - started), "ms"))
    return rows


def _mining(store: Store, embedder: Numbered) -> Mining:
    return Mining(store=store, embedder=embedder, is_question=_anything)


def _anything(_asked: Asking) -> bool:
    return True


def _keep(store: Store, asked: Sequence[str], *, first: int) -> None:
    """Keep turns at once: what answering writes is measured elsewhere."""
    rows = [
        {
            "key": f"k{first + place}",
            "conversation_id": "c",
            "person_id": f"p-{(first + place) * 7 % PEOPLE}",
            "text": text,
            "at": _NOW + timedelta(seconds=first + place),
            "asset": f"plant/area-{place % TEAMS}/machine-{place % MACHINES}",
            "intent": "document",
            "status": "answered" if place % 9 else "abstained",
            "answer": _ANSWER,
        }
        for place, text in enumerate(asked)
    ]
    with store._database.writing() as connection:
        connection.execute(insert(turns), rows)


def _directory() -> Directory:
    teams = tuple(Team(f"team-{n}", f"Team {n}", (f"plant/area-{n}",)) for n in range(TEAMS))
    people = tuple(
        Person(f"p-{n}", f"Person {n}", frozenset({f"team-{n % TEAMS}"})) for n in range(PEOPLE)
    )
    return Directory(teams=teams, people=people)


if __name__ == "__main__":
    main()
