"""Experience: what people confirmed for earlier questions, as it moves the hits of a new one.

Knows vectors of questions, which passages somebody confirmed or rejected for them, and who counts
for whom (``trust``). Does not know the store, search or where judgements come from
(``knowledge.learning``).

Nothing is kept but the judgements themselves, in their order, and what follows from them, so that
one more counts at once and one taken back leaves no trace. Hits start from their own scores. A
memory of near questions lifts what was confirmed for them: it is weighed against the passage's own
score, so little evidence moves little. What was reviewed also teaches what carries farther: the
centre of the questions of each passage (``centres``), a ridge regression over near judgements,
which tells passages apart that are confirmed for much the same words, and walks along questions
that people asked and nobody judged (``paths``, ``reach``). How the constants were chosen:
``docs/decisions/0017-learning.md``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from knowledge.experience.centres import FOREIGN, Centres, Confirmed
from knowledge.experience.nearest import Nearest
from knowledge.experience.paths import Paths
from knowledge.experience.trust import Entries, Trusted, trusted
from knowledge.experience.vectors import Vector, Vectors
from knowledge.model import Backing

NEAR = 192
"""Judgements that are looked at for one question, the nearest ones."""
SHARPNESS = 28.0
"""How fast a judgement loses weight with distance: to a seventeenth at 0.1 less similarity."""
PRIOR = 2.0
"""How many confirmations of the very same question a passage's own likeness to it is worth."""
REGRESSION = 0.25
"""Similarity that a passage gains for which the regression is certain."""
ENOUGH = 1_000.0
"""So many reviewed judgements, near or not, give the regression half its weight."""
WIDTH = 2.0
"""As ``SHARPNESS``, for the regression: it looks farther."""
NOISE = 0.1
"""How far the regression mistrusts a single judgement."""
EXPECTED = 1.0
"""How much more sure a passage is to answer a question that is 1 more like it."""
TIE = 0.02
"""Scores that are no further apart are a tie: what two people say decides there, and no further."""
_GRAIN = 6  # decimals: the same judgements give the same ranking, however they came


@dataclass(frozen=True)
class At:
    """A passage, with its vector, that was confirmed (``sign`` 1) or rejected (-1)."""

    passage: str
    vector: Vector
    sign: int = 1


@dataclass(frozen=True)
class Judged:
    """One person's judgement of the passages that answered a question.

    ``vouched``: somebody other than the person accepted it.
    """

    person: str
    vector: Vector
    places: tuple[At, ...]
    teams: frozenset[str] = frozenset()
    vouched: bool = False

    @cached_property
    def fits(self) -> tuple[float, ...]:
        """How like the question each of the passages is (cosine)."""
        return tuple(float(at.vector @ self.vector) for at in self.places)

    def reviewed(self) -> Confirmed | None:
        """Return what of it was reviewed and confirmed, if anything."""
        confirmed = {at.passage: at.vector for at in self.places if at.sign > 0}
        if not self.vouched or not confirmed:
            return None
        return Confirmed(self.vector, tuple(confirmed), tuple(confirmed.values()), self.teams)


@dataclass(frozen=True)
class Asker:
    """Whose view is ranked: their own judgements count at once, their teams' more than others'."""

    person: str = ""
    teams: frozenset[str] = frozenset()


@dataclass
class Experience:
    """All judgements in order; ``add`` one at a time, or build anew from those that are left."""

    _nearest: Nearest = field(default_factory=Nearest)
    _judged: list[Judged] = field(default_factory=list)
    _centres: Centres = field(default_factory=Centres)
    _people: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, judged: Iterable[Judged], paths: Paths | None = None) -> "Experience":
        """Return what these judgements make, in their order, with the paths between questions."""
        made = cls(_judged=list(judged))
        for each in made._judged:
            made._nearest.add(each.vector, made._source(each))
        reviewed = (each.reviewed() for each in made._judged)
        made._centres = Centres((each for each in reviewed if each), paths)
        return made

    def __len__(self) -> int:
        return len(self._judged)

    @property
    def reviewed(self) -> int:
        """How many confirmations somebody accepted."""
        return len(self._centres)

    def add(self, judged: Judged) -> None:
        """Take one more judgement; it counts from the next question on."""
        self._judged.append(judged)  # first: who finds its vector finds what was judged
        self._nearest.add(judged.vector, self._source(judged))
        if reviewed := judged.reviewed():
            self._centres.add(reviewed)

    def _source(self, judged: Judged) -> int:
        """Return whose it is; what was reviewed is nobody's alone."""
        if judged.vouched:
            return -1
        return self._people.setdefault(judged.person, len(self._people))

    def around(self, vector: Vector, asker: Asker) -> "Around | None":
        """Return what was judged for questions like this one; None where nothing counts."""
        if not self._judged:
            return None
        rows, likeness = self._nearest.find(vector, NEAR)
        vectors = self._nearest.vectors(rows)
        judged = [self._judged[row] for row in rows]
        if not any(each.places for each in judged):
            return None
        entries = Entries.of(judged, vectors @ vectors.T)
        trust = trusted(entries, asker.person)
        if not trust.anything and not self._centres:
            return None
        return Around(entries, trust, asker, vector, vectors, likeness, self._centres)


@dataclass(frozen=True)
class Around:
    """The judgements near one question, and which of them count for its asker."""

    entries: Entries
    trust: Trusted
    asker: Asker
    question: Vector
    vectors: Vectors
    likeness: NDArray[np.float32]
    centres: Centres

    @property
    def places(self) -> list[str]:
        """The passages that may be lifted."""
        confirmed = (self.trust.counts | self.trust.ties) & (self.entries.sign > 0)
        return [self.entries.places[each] for each in np.unique(self.entries.place[confirmed])]

    def lifts(
        self, ids: Sequence[str], scores: NDArray[np.float64], vectors: Vectors
    ) -> NDArray[np.float64]:
        """Return what each passage gains (or loses), given its likeness (cosine) and its vector."""
        number = {place: number for number, place in enumerate(self.entries.places)}
        places = np.array([number.get(each, -1) for each in ids], dtype=np.intp)
        counts, ties = self.trust.counts, self.trust.ties
        remembered = self._remembered(counts, scores, places)
        lifts = remembered
        if ties.any():
            tied = self._remembered(counts | ties, scores, places, least=2) - remembered
            lifts = lifts + np.clip(tied, -TIE / 2, TIE / 2)
        if trust := self.centres.trust:
            near = self.centres.nearness(self.question, ids, vectors, self.asker.teams)
            reviewed = counts & self._vouched
            if (reviewed != counts).any():
                remembered = self._remembered(reviewed, scores, places)
            lifts = lifts + trust * (near - vectors @ self.question - remembered)
            lifts += self._regressed(places, vectors)
            lifts += self.centres.reached(self.question, ids)
        return np.round(lifts, _GRAIN)

    def backing(self, passage: str) -> Backing | None:
        """Return who confirmed the passage for questions like this; None when it counts not."""
        if passage not in self.entries.places:
            return None
        entries = self.entries
        place = entries.places.index(passage)
        rows = entries.row[self.trust.counts & (entries.place == place) & (entries.sign > 0)]
        teams = frozenset[str]().union(*(entries.teams[row] for row in rows))
        return Backing(len(np.unique(entries.person[rows])), len(teams)) if len(rows) else None

    def _remembered(
        self,
        which: NDArray[np.bool_],
        scores: NDArray[np.float64],
        places: NDArray[np.intp],
        least: int = 3,
    ) -> NDArray[np.float64]:
        """Return what near judgements give each passage: of each person the nearest one."""
        entries = self.entries
        weight = self.trust.weight * np.exp(SHARPNESS * (self.likeness[entries.row] - 1.0))
        voices = np.maximum.reduceat(np.where(which, weight, 0.0), entries.voices)
        heard = np.where(self._free, voices, self._capped(voices, least))
        sums = np.zeros((2, len(entries.places) + 1))  # the last is of passages nobody judged
        first = entries.voices
        np.add.at(sums, ((entries.sign[first] < 0).astype(np.intp), entries.place[first]), heard)
        prior = PRIOR * np.exp(SHARPNESS * (scores - 1.0))
        gained, lost = np.log1p(sums[:, places] / prior) / SHARPNESS
        return np.asarray(gained - lost)

    @property
    def _vouched(self) -> NDArray[np.bool_]:
        """Which entries were accepted in a review."""
        return self.entries.vouched[self.entries.row]

    @property
    def _free(self) -> NDArray[np.bool_]:
        """Which voices need no others: the asker's own, and what was accepted in a review."""
        return np.logical_or.reduceat(self.trust.own | self._vouched, self.entries.voices)

    def _capped(self, voices: NDArray[np.float64], least: int) -> NDArray[np.float64]:
        """Return the voices, none louder than the third (or ``least``-th) of the same claim."""
        entries = self.entries
        order = np.lexsort((-voices, entries.claim))
        first = np.searchsorted(entries.claim, np.arange(len(entries.claims)))
        last = np.append(first[1:], len(voices)) - 1
        nth = first + least - 1
        cap = np.where(nth <= last, voices[order][np.minimum(nth, last)], 0.0)
        return np.minimum(voices, cap[entries.claim])

    def _regressed(self, places: NDArray[np.intp], vectors: Vectors) -> NDArray[np.float64]:
        """Return how much more each passage is confirmed here than its likeness lets expect."""
        entries, counts = self.entries, self.trust.counts & self._vouched
        rows, local = np.unique(entries.row[counts], return_inverse=True)
        if not len(rows):
            return np.zeros(len(places))
        doubt = np.ones(len(rows))
        np.maximum.at(doubt, local, (self.trust.repeated / self.trust.weight**1.5)[counts])
        doubt *= np.where(self._foreign(rows), FOREIGN, 1.0)
        kernel = np.exp(WIDTH * (entries.likeness[np.ix_(rows, rows)] - 1.0))
        kernel[np.diag_indices(len(rows))] += (NOISE * doubt).astype(np.float32)
        share = np.linalg.solve(kernel, np.exp(WIDTH * (self.likeness[rows] - 1.0)))
        said = np.zeros(len(entries.places) + 1)
        np.add.at(said, entries.place[counts], share[local] * entries.sign[counts])
        expected = vectors @ (share @ self.vectors[rows] - share.sum() * self.question)
        told = said[places] - EXPECTED * expected
        known = len(self.centres)
        return np.asarray(REGRESSION * known / (known + ENOUGH) * told)

    def _foreign(self, rows: NDArray[np.intp]) -> NDArray[np.bool_]:
        """Return which judgements are of other teams than the asker's."""
        if not self.asker.teams:
            return np.zeros(len(rows), dtype=bool)
        return np.array([self.asker.teams.isdisjoint(self.entries.teams[row]) for row in rows])
