"""The miner: one question at a time, the same topic as before or a new one.

Knows how questions are gathered, when they are parted anew, that a topic keeps its id when it
grows, splits or merges, and what changed since it was asked last. Does not know who asked, how a
topic is named, nor where it is kept (``mining``).

Nearly equal questions are gathered into a *handful*: what is compared are handfuls, so that a
hundred thousand questions cost little more than the wordings among them. A question joins the
handful it nearly equals, else it makes one, in the topic of the handfuls around it or in a new
one. When the questions have grown by a tenth, all handfuls are parted anew (``grouping``).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from knowledge.curation.topics.bounds import Bounds
from knowledge.curation.topics.grouping import Labels, parted, unit
from knowledge.curation.topics.handfuls import Handfuls
from knowledge.curation.topics.ids import named
from knowledge.curation.topics.likeness import (
    PIECES,
    Common,
    Question,
    pieces_of,
    rarity_of,
    shared_by,
)
from knowledge.model import Handful, Mined, Moves

NEARLY_EQUAL = 0.92
"""Cosine of meaning from which two questions are one handful."""
WIDER = 0.02
"""How much less nearly equal handfuls need to be when there are too many of them."""
LEAST_EQUAL = 0.8
"""Less alike than this are never one handful, however many there are."""
MOST_HANDFULS = 3_000
AROUND = 5
"""Handfuls whose topics a new one is held against."""
SAME = 0.65
"""Likeness to the handfuls around it from which a question belongs to their topic."""
GROWTH = 1.1
FIRST = 20
"""Questions before they are parted for the first time."""


@dataclass
class _Changes:
    """What changed, by the ids of handfuls and topics."""

    fuller: set[int] = field(default_factory=set)
    placed: set[int] = field(default_factory=set)
    emptied: set[int] = field(default_factory=set)
    rested: dict[int, Handful] = field(default_factory=dict)
    gathered: dict[int, int] = field(default_factory=dict)
    led: dict[int, int] = field(default_factory=dict)
    touched: set[int] = field(default_factory=set)


class Miner:
    """Gathers questions into topics. Ids are counted from 1 and never given twice."""

    def __init__(self, dimensions: int) -> None:
        self.bounds = Bounds()
        self._held = Handfuls(dimensions)
        self._rows: dict[int, int] = {}
        self._resting: dict[int, int] = {}
        self._holding = np.zeros(PIECES, np.float32)
        self._common = Common.nothing(dimensions)
        self._questions = 0
        self._parted_at = 0
        self._last_topic = 0
        self._last_handful = 0
        self._nearly_equal = NEARLY_EQUAL
        self._changes = _Changes()

    @classmethod
    def after(cls, mined: Mined, dimensions: int, apart: Iterable[tuple[int, int]]) -> "Miner":
        """Return a miner without questions that gives no number that was given before."""
        miner = cls(dimensions)
        miner.bounds = Bounds(last=mined.bound, apart=set(apart))
        miner._last_topic, miner._last_handful = mined.topic, mined.handful
        return miner

    @classmethod
    def restored(
        cls, mined: Mined, handfuls: Sequence[Handful], apart: Iterable[tuple[int, int]]
    ) -> "Miner":
        """Return the miner as it was when these were kept."""
        meaning, about, rarity = (
            np.frombuffer(each, np.float32)
            for each in (mined.shared, mined.shared_about, mined.rarity)
        )
        miner = cls.after(mined, len(meaning), apart)
        miner._common = Common(meaning, about if len(about) else miner._common.about, rarity)
        miner._held = Handfuls.of(handfuls, len(meaning))
        miner._rows = {each.id: row for row, each in enumerate(handfuls)}
        miner._holding = np.frombuffer(mined.holding, np.float32).copy()
        miner._questions, miner._parted_at = mined.questions, mined.parted_at
        miner._nearly_equal = mined.nearly_equal
        miner._held.place(slice(None), miner._common)
        return miner

    def mined(self) -> Mined:
        """Return what the miner goes on from; version, model and turns are its keeper's."""
        return Mined(
            questions=self._questions,
            topic=self._last_topic,
            handful=self._last_handful,
            bound=self.bounds.last,
            parted_at=self._parted_at,
            nearly_equal=self._nearly_equal,
            holding=self._holding.tobytes(),
            shared=self._common.meaning.tobytes(),
            shared_about=self._common.about.tobytes(),
            rarity=self._common.rarity.tobytes(),
        )

    def moves(self) -> Moves:
        """Return what changed since this was asked last."""
        done, self._changes = self._changes, _Changes()
        gone = done.emptied | set(done.gathered) | set(done.rested)
        fuller = done.fuller - gone
        placed = done.placed - fuller - gone
        return Moves(
            handfuls=tuple(self._held.record(self._rows[each]) for each in sorted(fuller)),
            placed=(
                *(self._held.record(self._rows[each]) for each in sorted(placed)),
                *done.rested.values(),
            ),
            rested=tuple(done.rested),
            emptied=tuple(sorted(done.emptied)),
            gathered=tuple(sorted(done.gathered.items())),
            led=tuple(sorted(done.led.items())),
            touched=frozenset(done.touched),
        )

    def add(self, question: Question) -> int:
        """Take one question; return the handful that it is in."""
        self._holding += pieces_of(question.text) != 0
        row, likeness = self._held.nearest(question.meaning)
        if likeness < self._nearly_equal:
            row = self._new(question)
        else:
            self._held.take(row, question)
            self._note(row)
        self._questions += 1
        handful = int(self._held.ids[row])
        if (
            self._questions >= max(FIRST, GROWTH * self._parted_at)
            or self._held.size >= 2 * MOST_HANDFULS
        ):
            self.part()
        return handful

    def topic_of(self, handful: int) -> int:
        """Return the topic of a handful, also of one whose questions were gathered into another."""
        row = self._rows.get(handful)
        return self._resting[handful] if row is None else int(self._held.topics[row])

    def knows(self, handful: int) -> bool:
        """Whether a handful is compared with; what rests, or was never here, is not."""
        return handful in self._rows

    def wake(self, handful: Handful, questions: Sequence[Question]) -> None:
        """Compare again with a handful that rests; its sums are those of its questions."""
        self._questions -= handful.weight - len(questions)
        row = self._rows[handful.id] = self._held.new(handful.id)
        self._held.topics[row], self._held.bounds[row] = handful.topic, handful.bound
        self._held.typical[row] = handful.typical
        for each in questions:
            self._held.take(row, each)
        self._note(row)

    def part(self) -> None:
        """Part all handfuls anew; a topic keeps the id of the one that most of it comes from."""
        self._parted_at = self._questions
        while self._held.size > MOST_HANDFULS and self._nearly_equal > LEAST_EQUAL:
            self._gather()
        self._rest()
        held, size = self._held, self._held.size
        self._common = Common(
            shared_by(unit(held.meaning[:size]), held.weights[:size]),
            shared_by(held.mean_about(slice(size)), held.weights[:size]),
            rarity_of(self._holding, self._questions),
        )
        held.place(slice(None), self._common)
        points, weights, bounds = held.points[:size], held.weights[:size], held.bounds[:size]
        labels = parted(points, weights, bounds=bounds, apart=self.bounds.apart)
        self._move(np.arange(size), self._named(labels))

    def join(self, topics: Iterable[int], into: int) -> None:
        """Make one topic of several and keep it one, as an engineer says; ``into`` goes on."""
        rows = self._rows_of({*topics, into})
        gone = {int(each) for each in self._held.topics[rows]} - {into}
        self.bounds.join(self._held.bounds, rows)
        self._move(rows, np.full(len(rows), into))
        self._changes.led.update(dict.fromkeys(sorted(gone), into))

    def split(self, topic: int, handfuls: Iterable[int]) -> int:
        """Take handfuls out of their topic for good; return the id of the topic they are now.

        Raises ``ValueError`` when none or all would go.
        """
        chosen = {self._rows[each] for each in handfuls}
        rows = self._rows_of({topic})
        go = np.array([row for row in rows if row in chosen], np.int64)
        stay = np.array([row for row in rows if row not in chosen], np.int64)
        if not len(go) or not len(stay):
            raise ValueError("a topic is split in two: some of its handfuls go, some stay")
        self.bounds.part(self._held.bounds, stay, go)
        self._changes.placed.update(int(each) for each in self._held.ids[stay])
        new = self._new_topic()
        self._move(go, np.full(len(go), new))
        return new

    def take_out(self, handful: int, questions: Sequence[Question]) -> int:
        """Make a handful of its own of some questions of one; return its id."""
        row = self._rows[handful]
        fresh = self._fresh_row(int(self._held.topics[row]))
        self._held.bounds[fresh] = self._held.bounds[row]
        for each in questions:
            self._held.take(row, each, -1)
            self._held.take(fresh, each)
        self._note(row)
        self._note(fresh)
        return int(self._held.ids[fresh])

    def now(self, handful: int) -> int:
        """Return the id of the handful that holds a handful's questions now."""
        return int(self._held.ids[self._rows[handful]])

    def refill(self, handful: int, questions: Sequence[Question]) -> None:
        """Let a handful hold just these questions: others were erased."""
        row, topic = self._rows[handful], self.topic_of(handful)
        self._questions -= int(self._held.weights[row]) - len(questions)
        if not questions:
            self._held = self._held.without([row])
            self._rows = self._rows_by_id()
            self._changes.emptied.add(handful)
            self._changes.touched.add(topic)
            return
        self._held.empty(row)
        for each in questions:
            self._held.take(row, each)
        self._note(row)

    def inherit(self, places: Mapping[int, tuple[int, int]]) -> None:
        """Put handfuls where their questions were before, (topic, bound) each, and part them."""
        for handful, (topic, bound) in places.items():
            row = self._rows[handful]
            self._held.topics[row], self._held.bounds[row] = topic, bound
        self._changes = _Changes(
            fuller={int(each) for each in self._held.ids[: self._held.size]},
            touched={topic for topic, _ in places.values()},
        )
        self.part()

    def weight_of(self, handful: int) -> int:
        """Return how many questions a handful holds."""
        return int(self._held.weights[self._rows[handful]])

    def are_bound(self, handful: int, other: int) -> bool:
        """Whether an engineer bound two handfuls together."""
        bounds = self._held.bounds
        bound = int(bounds[self._rows[handful]])
        return bound != 0 and bound == int(bounds[self._rows[other]])

    def likeness(self, handful: int, other: int) -> float:
        """Return how alike two handfuls are, by what questions are compared by."""
        points = self._held.points
        return float(points[self._rows[handful]] @ points[self._rows[other]])

    def between(self, handful: int, other: int) -> int | None:
        """Return the handful of their topic that is most like both; None when none is."""
        one, two = self._rows[handful], self._rows[other]
        points, topics = self._held.points, self._held.topics
        rows = self._rows_of({int(topics[one])})
        rows = rows[(rows != one) & (rows != two)]
        if not len(rows):
            return None
        both = np.minimum(points[rows] @ points[one], points[rows] @ points[two])
        best = int(np.argmax(both))
        nearer = both[best] > points[one] @ points[two]
        return int(self._held.ids[rows[best]]) if nearer else None

    def _note(self, row: int) -> None:
        """Put a handful where its questions are now, and remember that they changed."""
        self._held.place(slice(row, row + 1), self._common)
        self._changes.fuller.add(int(self._held.ids[row]))
        self._changes.touched.add(int(self._held.topics[row]))

    def _new(self, question: Question) -> int:
        """Return the row of a new handful, in the topic of those around it."""
        row = self._fresh_row(0)
        self._held.take(row, question)
        self._held.place(slice(row, row + 1), self._common)
        self._held.topics[row] = self._topic_around(row)
        self._note(row)
        rows = self._rows_of({int(self._held.topics[row])})
        middle = self._held.weights[rows] @ self._held.points[rows]
        self._held.typical[row] = self._held.points[row] @ unit(middle[None, :])[0]
        return row

    def _fresh_row(self, topic: int) -> int:
        self._last_handful += 1
        row = self._held.new(self._last_handful)
        self._rows[self._last_handful] = row
        self._held.topics[row] = topic
        return row

    def _topic_around(self, row: int) -> int:
        """Return the topic that most of the handfuls before this and around it are of, or a new."""
        if row:
            likeness = self._held.points[:row] @ self._held.points[row]
            near = np.argsort(-likeness, kind="stable")[:AROUND]
            near = near[likeness[near] >= SAME]
            votes: dict[int, float] = {}
            for row in near:
                topic = int(self._held.topics[row])
                votes[topic] = votes.get(topic, 0.0) + float(likeness[row])
            if votes:
                return max(votes, key=lambda topic: (votes[topic], -topic))
        return self._new_topic()

    def _rows_of(self, topics: set[int]) -> NDArray[np.int64]:
        """Return the rows of all handfuls of these topics."""
        return np.flatnonzero(np.isin(self._held.topics[: self._held.size], sorted(topics)))

    def _move(self, rows: NDArray[np.int64], topics: NDArray[np.int64]) -> None:
        """Put the handfuls of these rows into topics, and say how typical each now is."""
        held = self._held
        moved = rows[held.topics[rows] != topics]
        self._changes.touched.update(int(each) for each in held.topics[moved])
        held.topics[rows] = topics
        self._changes.touched.update(int(each) for each in held.topics[moved])
        all_of_them = self._rows_of({int(each) for each in topics})
        names, which = np.unique(held.topics[all_of_them], return_inverse=True)
        points = held.points[all_of_them]
        middles = np.zeros((len(names), points.shape[1]), np.float32)
        np.add.at(middles, which, points * held.weights[all_of_them, None])
        held.typical[all_of_them] = np.einsum("ij,ij->i", points, unit(middles)[which])
        self._changes.placed.update(int(each) for each in held.ids[all_of_them])

    def _gather(self) -> None:
        """Make larger handfuls of handfuls, less alike than before, so that they are fewer."""
        self._nearly_equal -= WIDER
        old, (self._held, into) = self._held, self._held.gathered(self._nearly_equal)
        topics = {int(old.ids[row]): int(old.topics[row]) for row in range(old.size)}
        self._changes.fuller.update(into.values())
        self._changes.touched.update(topics[each] for pair in into.items() for each in pair)
        led = self._changes.gathered
        led.update({each: into.get(kept, kept) for each, kept in led.items()} | into)
        self._rows = self._rows_by_id()

    def _rest(self) -> None:
        """Let go of the least asked and oldest when there are too many; they stay where they are.

        What is asked once and not again for so long is new when it is asked again.
        """
        held = self._held
        free = np.flatnonzero(held.bounds[: held.size] == 0)
        free = free[~np.isin(held.ids[free], list(self._changes.fuller))]
        first = free[np.lexsort((held.ids[free], held.weights[free]))]
        gone = first[: max(0, held.size - MOST_HANDFULS)]
        if not len(gone):
            return
        records = [held.record(row) for row in gone]
        self._changes.rested |= {each.id: each for each in records}
        self._resting |= {each.id: each.topic for each in records}
        self._held = held.without(gone.tolist())
        self._rows = self._rows_by_id()

    def _rows_by_id(self) -> dict[int, int]:
        """Return the rows by the ids of their handfuls, and of those that were gathered in them."""
        rows = {int(each): row for row, each in enumerate(self._held.ids[: self._held.size])}
        led = self._changes.gathered
        return rows | {gone: rows[kept] for gone, kept in led.items() if kept in rows}

    def _named(self, labels: Labels) -> NDArray[np.int64]:
        """Return ids for the new labels; what rests goes where its topic went."""
        size = self._held.size
        names, led = named(
            labels, self._held.topics[:size], self._held.weights[:size], new=self._new_topic
        )
        self._changes.led |= led
        self._resting = {each: led.get(topic, topic) for each, topic in self._resting.items()}
        return names

    def _new_topic(self) -> int:
        self._last_topic += 1
        return self._last_topic
