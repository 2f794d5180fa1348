"""Mining what was asked: turns come from the store, topics go back, each turn once.

Knows when the miner is read from the store and when what it changed is kept: after every few
turns, in one transaction, and only if nobody else went on meanwhile. So it may be cut off
anywhere, and may run in several processes. Does not know which turns are questions (whoever asks
for it says so), nor who may see topics (``knowledge.access``).
"""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from threading import Lock

from knowledge import access
from knowledge.curation.topics.kinship import kinship
from knowledge.curation.topics.likeness import Question
from knowledge.curation.topics.miner import Miner
from knowledge.curation.topics.reading import LookUp, nowhere, read
from knowledge.index import Embedder
from knowledge.model import Asking, Filed, Kinship, Mined, Moves, TopicStep, Wording
from knowledge.store import Store
from knowledge.store.mining import Placed, Said

AT_ONCE = 200
"""Turns that are kept together; more would keep others from writing for too long."""
_TRIES = 5

IsQuestion = Callable[[Asking], bool]


@dataclass(frozen=True)
class _Decided:
    """What an engineer's word did: to which topic, which other one, and the questions moved."""

    topic: int
    other: int
    moved: Sequence[tuple[int, int]] = ()


@dataclass
class _Renewal:
    """All questions placed anew, as far as that is, beside the version that it will replace."""

    version: int
    miner: Miner
    last: int = 0
    replaced: set[int] = field(default_factory=set)
    handfuls: dict[int, int] = field(default_factory=dict)
    places: dict[int, tuple[int, int]] = field(default_factory=dict)

    def add(self, some: Sequence[Placed], questions: Sequence[Question]) -> None:
        """Place some questions, and remember where they were."""
        for each, question in zip(some, questions, strict=True):
            self.handfuls[each.turn] = self.miner.add(question)
            self.places[each.turn] = each.topic, each.bound
            self.replaced.add(each.handful)
        self.last = some[-1].turn

    def finish(self) -> list[tuple[int, int]]:
        """Let the handfuls inherit; return where each question is now."""
        votes: dict[int, Counter[tuple[int, int]]] = {}
        for turn, handful in self.handfuls.items():
            votes.setdefault(self.miner.now(handful), Counter())[self.places[turn]] += 1
        self.miner.inherit({each: told.most_common(1)[0][0] for each, told in votes.items()})
        return [(turn, self.miner.now(handful)) for turn, handful in self.handfuls.items()]


class MinedElsewhere(RuntimeError):
    """Other processes went on with the topics each time it was tried; try again."""


class Mining:
    """Takes questions into topics. One in a process; threads may share it."""

    def __init__(
        self,
        *,
        store: Store,
        embedder: Embedder,
        is_question: IsQuestion,
        look_up: LookUp = nowhere,
    ) -> None:
        self._store = store
        self._embedder = embedder
        self._is_question = is_question
        self._look_up = look_up
        self._lock = Lock()
        self._kept: tuple[int, Miner] | None = None
        self._renewal: _Renewal | None = None

    def catch_up(self, *, seconds: float = float("inf")) -> int:
        """Take in what was asked and count what changed; return how many turns were looked at.

        Stops at the next good occasion after so many seconds; what is left is for the next time.
        """
        until = time.monotonic() + seconds
        looked_at = 0
        with self._lock:
            while (some := self._step()) and time.monotonic() < until:
                looked_at += some
            while self._store.mining.recount() and time.monotonic() < until:
                pass
        return looked_at + some

    def merge(self, topic: int, into: int, step: TopicStep) -> None:
        """Make one topic of two, for good; ``into`` goes on. Raises ``MinedElsewhere``."""

        def change(miner: Miner) -> _Decided:
            self._wake(miner, topics=[topic, into])
            miner.join([topic], into)
            return _Decided(into, topic)

        self._decide(change, step)

    def split(
        self,
        topic: int,
        step: TopicStep,
        *,
        handfuls: Iterable[int] = (),
        turns: Iterable[int] = (),
    ) -> int:
        """Part a topic for good: these handfuls and questions go; return the new topic's id.

        Raises ``ValueError`` when none or all would go, ``MinedElsewhere``.
        """

        def change(miner: Miner) -> _Decided:
            self._wake(miner, topics=[topic])
            going, moved = self._taken_out(miner, set(handfuls), sorted(turns))
            return _Decided(topic, miner.split(topic, going), moved)

        return self._decide(change, step).other

    def why_one(self, one: Wording, other: Wording, known: Mapping[int, Wording]) -> Kinship:
        """Return why two wordings of a topic are one; ``known`` are those that may be named."""
        with self._lock:
            mined = self._store.mining.state()
            miner = self._miner_at(mined)
            self._kept = mined.version, miner
            self._wake(miner, handfuls=[one.handful, other.handful])
            between = miner.between(one.handful, other.handful)
            return kinship(
                one,
                other,
                likeness=miner.likeness(one.handful, other.handful),
                joined=miner.are_bound(one.handful, other.handful),
                between=known.get(between) if between else None,
            )

    def _taken_out(
        self, miner: Miner, going: set[int], turns: Sequence[int]
    ) -> tuple[set[int], list[tuple[int, int]]]:
        """Return the handfuls that go when these questions do, and where single ones are now."""
        asked: dict[int, list[tuple[int, Said]]] = {}
        for turn, handful, said in self._store.mining.questions(turns):
            if handful is not None and handful not in going:
                asked.setdefault(handful, []).append((turn, said))
        moved: list[tuple[int, int]] = []
        for handful, questions in asked.items():
            if len(questions) == miner.weight_of(handful):
                going.add(handful)
                continue
            fresh = miner.take_out(handful, self._read([said for _, said in questions]))
            moved += [(turn, fresh) for turn, _ in questions]
            going.add(fresh)
        return going, moved

    def _step(self) -> int:
        """Take in the next turns; return how many there were."""
        mined = self._store.mining.state()
        if mined.version and mined.model != self._embedder.name:
            return self._renew(mined)
        if self._store.mining.filed() < mined.questions:
            self._mend(mined)
            return 1
        asked = self._store.mining.unmined(mined.upto, limit=AT_ONCE)
        judged, touched = self._store.mining.judged(mined.judged)
        if not asked and judged == mined.judged:
            return 0
        miner = self._miner_at(mined)
        filed = self._filed(miner, asked)
        moves = miner.moves()
        into = dict(moves.gathered)
        moves = replace(
            moves,
            filed=tuple(replace(each, handful=_led(into, each.handful)) for each in filed),
            touched=moves.touched | touched,
        )
        last = max((each.turn for each in asked), default=0)
        self._save(replace(mined, upto=max(mined.upto, last), judged=judged), miner, moves)
        return len(asked)

    def _mend(self, mined: Mined) -> None:
        """Let handfuls hold what is left of them after turns were erased."""
        miner = self._miner_at(mined)
        short = self._store.mining.short()
        self._wake(miner, handfuls=short)
        for handful, said in short.items():
            miner.refill(handful, self._read(said))
        moves = miner.moves()
        self._save(mined, miner, moves, retitled=moves.touched)

    def _wake(
        self, miner: Miner, *, topics: Iterable[int] = (), handfuls: Iterable[int] = ()
    ) -> None:
        """Compare again with what rests of these topics and handfuls."""
        for handful, said in self._store.mining.resting(topics, handfuls):
            if not miner.knows(handful.id):
                miner.wake(handful, self._read(said))

    def _read(self, said: Sequence[Said]) -> list[Question]:
        glossary = self._store.glossary.load()
        return read(said, embedder=self._embedder, glossary=glossary, look_up=self._look_up)

    def _renew(self, mined: Mined) -> int:
        """Place some questions anew: the vectors are of another model; return how many.

        Until all are placed nothing is kept. Handfuls inherit from most of their questions.
        """
        if self._renewal is None or self._renewal.version != mined.version:
            apart = self._store.mining.apart()
            miner = Miner.after(mined, self._embedder.dimensions, apart)
            self._renewal = _Renewal(mined.version, miner)
        new = self._renewal
        some = self._store.mining.placed(new.last, limit=AT_ONCE)
        if some:
            new.add(some, self._read([(each.text, each.asset) for each in some]))
            return len(some)
        moved = new.finish()
        moves = new.miner.moves()
        emptied = tuple(sorted(new.replaced - {each.id for each in moves.handfuls}))
        self._renewal = None
        self._save(
            mined,
            new.miner,
            replace(moves, emptied=emptied, gathered=()),
            moved=moved,
            decided=True,
        )
        return 1

    def _filed(self, miner: Miner, asked: Sequence[Asking]) -> list[Filed]:
        questions = [each for each in asked if self._is_question(each)]
        directory = self._store.directory.load()
        read_so = self._read([(each.text, each.asset) for each in questions])
        handfuls = {
            each.turn: miner.add(question)
            for each, question in zip(questions, read_so, strict=True)
        }
        filed = []
        for each in asked:
            team, place = access.filed_under(
                directory, directory.person(each.person_id), each.asset
            )
            filed.append(Filed(each.turn, handfuls.get(each.turn), team, place))
        return filed

    def _miner_at(self, mined: Mined) -> Miner:
        """Return the miner as it was kept: the one at hand, or from the store if that is newer.

        It is at hand again when what it changed is kept, so that a failure leaves no trace.
        """
        kept, self._kept = self._kept, None
        if kept is not None and kept[0] == mined.version:
            return kept[1]
        if mined.version == 0:
            return Miner(self._embedder.dimensions)
        return Miner.restored(mined, self._store.mining.handfuls(), self._store.mining.apart())

    def _save(
        self,
        mined: Mined,
        miner: Miner,
        moves: Moves,
        *,
        decided: bool = False,
        moved: Sequence[tuple[int, int]] = (),
        step: tuple[int, TopicStep] | None = None,
        retitled: Iterable[int] = (),
    ) -> bool:
        """Keep what changed; False when somebody else went on, and then all is read anew."""
        now = replace(
            miner.mined(),
            version=mined.version + 1,
            model=self._embedder.name,
            upto=mined.upto,
            judged=mined.judged,
        )
        apart = sorted(miner.bounds.apart) if decided else None
        if not self._store.mining.save(
            now, moves, apart=apart, moved=moved, step=step, retitled=retitled
        ):
            return False
        self._kept = now.version, miner
        return True

    def _decide(self, change: Callable[[Miner], _Decided], step: TopicStep) -> _Decided:
        """Let an engineer's word change the topics, and keep it as a step of the topic."""
        with self._lock:
            for _ in range(_TRIES):
                mined = self._store.mining.state()
                miner = self._miner_at(mined)
                done = change(miner)
                kept = done.topic, replace(step, other=done.other)
                if self._save(
                    mined, miner, miner.moves(), decided=True, moved=done.moved, step=kept
                ):
                    while self._store.mining.recount():
                        pass
                    return done
        raise MinedElsewhere("topics are being changed elsewhere; try again")


def _led(into: dict[int, int], handful: int | None) -> int | None:
    return handful if handful is None else into.get(handful, handful)
