"""Centres: around which questions a passage answers, and in what questions differ without meaning.

Knows what was reviewed and confirmed: the questions, their passages, whose teams. Each passage has
a centre: its own text as one question, and the questions confirmed for it. How questions about one
passage differ from each other tells which differences say nothing; those count less. Likeness to
all questions alike says nothing either and is taken off.

What is the same for all is set anew each time a quarter more is known; in between a judgement
moves the centre of its own passages, at once. So the same judgements in the same order make the
same centres, however they came. A judgement weighs as much as it is likely by all others.

Does not know judgements that nobody reviewed: this carries far.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from knowledge.experience.paths import Paths
from knowledge.experience.reach import Labels, Reach
from knowledge.experience.vectors import Vector, Vectors, pieces, unit

TRUST = 0.75
"""What centres have to say of a passage's score where many passages are known; it has the rest."""
FEW = 4.0
"""So many known passages give them half of that, and half of what all share is taken off."""
SCATTER = 0.5
"""So much scatter of the questions about a passage along a direction halves what it says."""
WRONG = 0.1
"""Share of the judgements that is expected to be wrong, whatever they say."""
SURE = 15.0
"""How surely the likelier passage is the right one, per likeness."""
FOREIGN = 4.0
"""How much less a judgement of other teams than the asker's weighs."""
GROWTH = 1.25
SEEN = 8_192
"""Centres that are kept as somebody's team saw them (12 MB)."""
CARRIED = 1_024
"""Judgements that are carried along questions asked, the newest."""
_AT_ONCE = 4_096  # judgements whose likelihood is computed together: bounds memory

_Seen = tuple[str, frozenset[str], int]
"""Whose centre as which teams see it, after how many questions."""


@dataclass(frozen=True)
class Confirmed:
    """A reviewed judgement: the question, the passages that answer it and their vectors."""

    question: Vector
    passages: tuple[str, ...]
    texts: tuple[Vector, ...]
    teams: frozenset[str] = frozenset()


class Centres:
    """All centres. One thread adds at a time; others may ask meanwhile."""

    def __init__(self, confirmed: Iterable[Confirmed] = (), paths: Paths | None = None) -> None:
        self._confirmed = list(confirmed)
        self._paths = paths
        set_at = _last_setting(len(self._confirmed))
        self._now = _Setting.of(self._confirmed[:set_at], paths)
        for each in self._confirmed[set_at:]:
            self._now.add(each)

    def __len__(self) -> int:
        return len(self._confirmed)

    def add(self, confirmed: Confirmed) -> None:
        """Take one more; it counts from the next question on."""
        self._confirmed.append(confirmed)
        if _last_setting(len(self._confirmed)) == len(self._confirmed):
            self._now = _Setting.of(self._confirmed, self._paths)
        else:
            self._now.add(confirmed)

    @property
    def trust(self) -> float:
        """How much of a passage's score the centres have to say now (0 where nothing is known)."""
        return TRUST * self._now.known

    def reached(self, question: Vector, passages: Sequence[str]) -> NDArray[np.float64]:
        """Return what each passage gains along questions that nobody judged."""
        reach = self._now.reach
        return reach.gains(question, passages) if reach else np.zeros(len(passages))

    def nearness(
        self, question: Vector, passages: Sequence[str], texts: Vectors, teams: frozenset[str]
    ) -> NDArray[np.float64]:
        """Return how near the question is to each passage's centre, as this team sees it.

        Where nothing was confirmed that is the cosine; where the passages alone were not, nearly.
        """
        return self._now.nearness(question, passages, texts, teams)


@dataclass
class _Setting:
    """What is the same for all, as it was set last, and the centres in these terms.

    ``shared`` and ``shared_text`` are what all questions and all known passages have in common;
    ``lens`` turns differences into what they say. ``guesses`` are the centres without the lens
    that tell how likely a judgement is, ``rows`` which is whose. ``reach`` is what carries along
    questions that nobody judged. ``said`` holds sums of questions through the lens by passage and
    teams, ``moves`` counts them, ``seen`` are the centres looked at lately.
    """

    known: float
    shared: Vector
    shared_text: Vector
    lens: NDArray[np.float32]
    guesses: Vectors
    rows: dict[str, int]
    reach: Reach | None = None
    said: dict[str, dict[frozenset[str], Vector]] = field(default_factory=dict)
    moves: dict[str, int] = field(default_factory=dict)
    seen: dict[_Seen, Vector] = field(default_factory=dict)

    @classmethod
    def of(cls, confirmed: Sequence[Confirmed], paths: Paths | None) -> "_Setting":
        """Return what these make all together, with the paths between questions asked."""
        if not confirmed:
            none = np.zeros(0, dtype=np.float32)
            return cls(0.0, none, none, none.reshape(0, 0), none.reshape(0, 0), {})
        known = _Known.of(confirmed)
        # The fewer passages are known, the less they stand for all: what they have in common may
        # just be what they are about.
        passages = min(len(known.texts), len(confirmed))
        share = passages / (passages + FEW)
        even = known.shared(np.ones(len(confirmed), dtype=np.float32), share)
        likely = known.likely(*even)
        shared, shared_text = known.shared(likely, share)
        made = cls(
            share,
            shared,
            shared_text,
            known.lens(likely),
            known.centres(likely, shared, shared_text),
            known.rows,
            Reach.along(paths, _labels(confirmed, likely, shared_text)) if paths else None,
        )
        for each, weight in zip(confirmed, likely, strict=True):
            made._move(each, float(weight))
        return made

    def add(self, confirmed: Confirmed) -> None:
        """Move the centres of the judgement's passages."""
        question = unit(confirmed.question - self.shared)
        rows = [self.rows[each] for each in confirmed.passages if each in self.rows]
        chances = np.exp(SURE * (self.guesses @ question))
        texts = unit(np.stack(confirmed.texts) - self.shared_text)
        own = float(chances[rows].sum())
        for passage, text in zip(confirmed.passages, texts, strict=True):
            if passage not in self.rows:
                own += float(np.exp(SURE * (text @ question)))
        others = float(chances.sum() - chances[rows].sum())
        chance = np.array(own / (own + others))
        self._move(confirmed, float(_likely(chance, len(self.rows))))

    def _move(self, confirmed: Confirmed, weight: float) -> None:
        moved = self.lens @ (np.float32(weight) * (confirmed.question - self.shared))
        for passage in confirmed.passages:
            by_teams = self.said.setdefault(passage, {})
            before = by_teams.get(confirmed.teams)
            by_teams[confirmed.teams] = moved if before is None else before + moved
            self.moves[passage] = self.moves.get(passage, 0) + 1

    def nearness(
        self, question: Vector, passages: Sequence[str], texts: Vectors, teams: frozenset[str]
    ) -> NDArray[np.float64]:
        keys = [(each, teams, self.moves.get(each, 0)) for each in passages]
        kept = self.seen
        if missing := [row for row, key in enumerate(keys) if key not in kept]:
            kept = kept if len(kept) < SEEN else {}
            missing = missing if kept else list(range(len(keys)))
            seen: Vectors = np.asarray((texts[missing] - self.shared_text) @ self.lens.T)
            for text, row in zip(seen, missing, strict=True):
                for of, said in tuple(self.said.get(passages[row], {}).items()):
                    foreign = bool(teams) and teams.isdisjoint(of)
                    text += said / np.float32(FOREIGN if foreign else 1.0)
            centres = zip((keys[row] for row in missing), unit(seen), strict=True)
            self.seen = kept = {**kept, **dict(centres)}
        centre = np.stack([kept[key] for key in keys])
        return np.asarray(centre @ (self.lens @ (question - self.shared)), dtype=np.float64)


@dataclass(frozen=True)
class _Known:
    """Confirmed questions as tables: an entry for each question and passage of it.

    ``share`` is an entry's part of its judgement, so that one that names many passages is one.
    """

    questions: Vectors
    texts: Vectors
    rows: dict[str, int]
    question: NDArray[np.intp]
    passage: NDArray[np.intp]
    share: NDArray[np.float32]

    @classmethod
    def of(cls, confirmed: Sequence[Confirmed]) -> "_Known":
        texts: dict[str, Vector] = {}
        for each in confirmed:
            texts.update(zip(each.passages, each.texts, strict=True))
        rows = {passage: row for row, passage in enumerate(texts)}
        entries = [
            (number, rows[passage], 1.0 / len(each.passages))
            for number, each in enumerate(confirmed)
            for passage in each.passages
        ]
        return cls(
            np.stack([each.question for each in confirmed]),
            np.stack(list(texts.values())),
            rows,
            np.array([each[0] for each in entries], dtype=np.intp),
            np.array([each[1] for each in entries], dtype=np.intp),
            np.array([each[2] for each in entries], dtype=np.float32),
        )

    def shared(self, weights: NDArray[np.float32], share: float) -> tuple[Vector, Vector]:
        """Return what all questions have in common, and what all known passages have."""
        part = np.float32(share)
        return self._means(weights).mean(axis=0) * part, self.texts.mean(axis=0) * part

    def lens(self, weights: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return what makes differences that questions about one passage have count less."""
        means = self._means(weights)
        scatter = np.eye(self.questions.shape[1], dtype=np.float64)
        for some in pieces(len(self.question), at_once=_AT_ONCE):
            apart = self.questions[self.question[some]] - means[self.passage[some]]
            apart *= np.sqrt(self.share[some] * weights[self.question[some]])[:, None]
            scatter += (apart.T @ apart) / SCATTER
        return np.linalg.inv(np.linalg.cholesky(scatter)).astype(np.float32)

    def centres(self, weights: NDArray[np.float32], shared: Vector, shared_text: Vector) -> Vectors:
        """Return each passage's centre, of unit length."""
        return unit(self._sums(weights, shared) + self.texts - shared_text)

    def likely(self, shared: Vector, shared_text: Vector) -> NDArray[np.float32]:
        """Return how likely each judgement is right by all others."""
        even = np.ones(len(self.questions), dtype=np.float32)
        sums = self._sums(even, shared) + self.texts - shared_text
        centres, found = unit(sums), even.copy()
        first = np.searchsorted(self.question, np.arange(len(self.questions) + 1))
        for some in pieces(len(self.questions), at_once=_AT_ONCE):
            apart = self.questions[some] - shared
            chances = np.exp(SURE * (unit(apart) @ centres.T))
            entries = slice(first[some.start], first[some.stop])
            local, own = self.question[entries] - some.start, self.passage[entries]
            chances[local, own] = 0.0
            without = unit(sums[own] - apart[local])
            mine = np.exp(SURE * (without * unit(apart)[local]).sum(axis=1))
            right = np.bincount(local, weights=mine, minlength=len(apart))
            found[some] = _likely(right / (right + chances.sum(axis=1)), len(centres))
        return found

    def _sums(self, weights: NDArray[np.float32], shared: Vector) -> Vectors:
        return self._added(weights[self.question, None] * (self.questions[self.question] - shared))

    def _means(self, weights: NDArray[np.float32]) -> Vectors:
        weight = (self.share * weights[self.question])[:, None]
        sums = self._added(weight * self.questions[self.question])
        return np.asarray(sums / np.maximum(self._added(weight), np.float32(1e-9)))

    def _added(self, of_entries: Vectors) -> Vectors:
        """Return the sums by passage; each has an entry."""
        order = np.argsort(self.passage, kind="stable")
        first = np.searchsorted(self.passage[order], np.arange(len(self.texts)))
        return np.asarray(np.add.reduceat(of_entries[order], first, axis=0))


def _labels(
    confirmed: Sequence[Confirmed], likely: NDArray[np.float32], shared_text: Vector
) -> Labels:
    """Return the newest judgements as what walks along paths end at."""
    newest, answers = confirmed[-CARRIED:], dict[tuple[str, ...], int]()
    rows = [answers.setdefault(each.passages, len(answers)) for each in newest]
    texts = {each.passages: unit(np.stack(each.texts).mean(axis=0)) for each in newest}
    return Labels(
        questions=np.stack([each.question for each in newest]),
        answer=np.array(rows, dtype=np.intp),
        weight=likely[-CARRIED:],
        answers=list(answers),
        texts=np.stack([texts[each] for each in answers]),
        shared_text=shared_text,
        judged=[hash(each.question.tobytes()) for each in confirmed],
    )


def _likely(chance: NDArray[np.float64], passages: int) -> NDArray[np.float64]:
    """Return how likely judgements are right that are by these chances, among so many passages."""
    right = (1 - WRONG) * chance
    return np.asarray(right / (right + WRONG / passages))


def _last_setting(count: int) -> int:
    """Return the last number up to this at which all is set anew."""
    last, following = 0, 1
    while following <= count:
        last, following = following, max(following + 1, math.ceil(following * GROWTH))
    return last
