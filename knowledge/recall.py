"""Recall: experience kept equal to what the store says people confirmed.

Knows how what was confirmed is found again in today's documents (the same text, else the same
section), that the last judgement of a person on an answer holds, that an accepted correction
which names the document that answers counts as reviewed, and which questions were asked lately.
Does not know ranking (``experience``) nor who may see what: it moves only what a search found for
its asker.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from threading import Lock

import numpy as np

from knowledge.experience import At, Experience, Judged
from knowledge.experience.paths import MOST, OF_ONE, Asked, Paths
from knowledge.index import Embedder, PassageIndex, Vector
from knowledge.model import CitedPlace, Confirmation, Correction
from knowledge.store import Store
from knowledge.store.confirmations import LearningState

_QUESTIONS = "questions:"
"""Vectors of questions are kept apart from those of passages, which are tidied by what is there."""
EMBEDDED_AT_ONCE = 200
"""Questions that are embedded before it is looked again whether anybody waits: 0.3 s."""
_SAME_AGAIN = 4
"""So many times the questions of one person that are looked at are read: some are alike."""
Places = Mapping[str, Sequence[tuple[str, CitedPlace]]]


class Recall:
    """The experience as it is now."""

    def __init__(self, *, embedder: Embedder, passages: PassageIndex, store: Store) -> None:
        self._embedder = embedder
        self._passages = passages
        self._store = store
        self._lock = Lock()
        self._state: LearningState | None = None
        self._experience = Experience()
        self._last: dict[tuple[str, str], str] = {}
        self._reviewed: frozenset[tuple[int, str]] = frozenset()
        self._paths: Paths | None = None
        self._between: list[tuple[str, str]] | None = None
        self._looked_at: int | None = None

    def now(self) -> Experience:
        """Return the experience, with what was said since; cheap when nothing was."""
        state = self._store.confirmations.state()
        if state == self._state:
            return self._experience
        with self._lock:
            if state != self._state:
                self._follow(state)
            return self._experience

    def documents_changed(self) -> None:
        """Find the confirmed places again: documents were read in or taken away."""
        with self._lock:
            self._state = None

    def look_at_what_was_asked(self) -> None:
        """Let what was reviewed carry along what was asked lately, when a quarter of that is new.

        For a time when nobody waits; embeds a few questions and leaves the rest for the next time.
        """
        if not self.now().reviewed:
            return
        count = self._store.mining.filed()
        before = self._looked_at
        if before is not None and 0 <= count - before < max(1, min(before, MOST) / 4):
            return
        asked = self._lately()
        texts = [text for text, _ in asked]
        known = self._known(texts)
        missing = [text for text in texts if text not in known]
        known |= self._embedded(missing[:EMBEDDED_AT_ONCE])
        if len(missing) > EMBEDDED_AT_ONCE:
            return
        self._forget_but(texts)
        self._looked_at = count
        if asked == self._between:
            return
        paths = _paths(asked, known)
        with self._lock:
            self._paths, self._between, self._state = paths, asked, None
        self.now()

    def _follow(self, state: LearningState) -> None:
        """Take in what was said since; what fails is tried again at the next question."""
        before, self._state = self._state, None
        self._take_in(before, state)
        self._state = state

    def _take_in(self, before: LearningState | None, state: LearningState) -> None:
        reviewed = {each.number: each for each in _reviewed(self._store.corrections.unfinished())}
        known = frozenset((number, each.document) for number, each in _accepted(reviewed))
        if before is None or before.rollbacks != state.rollbacks or known != self._reviewed:
            self._rebuild(list(reviewed.values()), known)
            return
        new = self._store.confirmations.holding(after=before.confirmations)
        if any((each.person_id, each.turn) in self._last for each in new):
            self._rebuild(list(reviewed.values()), known)
            return
        self._note(new)
        for judged in self._judged(new, self._store.confirmations.places(_documents(new))):
            self._experience.add(judged)

    def _rebuild(self, reviewed: Sequence[Correction], known: frozenset[tuple[int, str]]) -> None:
        holding = self._store.confirmations.holding()
        self._last, self._reviewed = {}, known
        self._note(holding)
        last = [each for each in holding if self._last[each.person_id, each.turn] == each.key]
        said = [_as_confirmation(each) for each in reviewed] + last
        places = self._store.confirmations.places(_documents(said))
        judged = list(self._judged(said, places))
        if self._between is None and any(each.reviewed() for each in judged):
            self._take_paths()
        self._experience = Experience.of(judged, self._paths)

    def _take_paths(self) -> None:
        """Take the paths between what was asked lately, as far as it was embedded before."""
        asked = self._lately()
        known = self._known([text for text, _ in asked])
        self._between = [(text, person) for text, person in asked if text in known]
        self._paths = _paths(self._between, known)

    def _lately(self) -> list[tuple[str, str]]:
        """Return each wording asked lately once with who asked it last, the newest last."""
        asked = self._store.mining.asked_last(limit=2 * MOST, of_one=_SAME_AGAIN * OF_ONE)
        found: dict[str, tuple[str, str]] = {}
        for text, person in asked:
            found.setdefault(" ".join(text.casefold().split()), (text, person))
        return list(found.values())[::-1]

    def _forget_but(self, asked: Sequence[str]) -> None:
        """Keep the vectors of these questions and of those that were judged, no others."""
        corrections = _reviewed(self._store.corrections.unfinished())
        judged = [each.question for each in self._store.confirmations.holding()]
        judged += [each.matter.question for each in corrections]
        self._store.vectors.prune(self._model, map(_digest, [*asked, *judged]))

    def _note(self, some: Iterable[Confirmation]) -> None:
        self._last.update({(each.person_id, each.turn): each.key for each in some})

    def _judged(self, some: Sequence[Confirmation], places: Places) -> Iterator[Judged]:
        """Give the judgements of what is still to be found somewhere."""
        meant = [each for each in some if each.sign and each.places]
        vectors = self._vectors(list(dict.fromkeys(each.question for each in meant)))
        found = {each.key: list(dict.fromkeys(_found_again(each.places, places))) for each in meant}
        there = self._passages.vectors(sorted({one for some in found.values() for one in some}))
        for each in meant:
            at = tuple(
                At(passage, there[passage], each.sign)
                for passage in found[each.key]
                if passage in there
            )
            if at:
                yield Judged(
                    person=each.person_id,
                    vector=vectors[each.question],
                    places=at,
                    teams=each.teams,
                    vouched=each.vouched,
                )

    @property
    def _model(self) -> str:
        return _QUESTIONS + self._embedder.name

    def _vectors(self, questions: Sequence[str]) -> dict[str, Vector]:
        known = self._known(questions)
        return known | self._embedded([text for text in questions if text not in known])

    def _embedded(self, questions: Sequence[str]) -> dict[str, Vector]:
        """Embed these, and keep their vectors."""
        if not questions:
            return {}
        new = dict(zip(questions, self._embedder.embed(questions), strict=True))
        self._store.vectors.put(self._model, {_digest(t): v.tobytes() for t, v in new.items()})
        return new

    def _known(self, questions: Sequence[str]) -> dict[str, Vector]:
        """Return the vectors of these that were embedded before."""
        keys = {text: _digest(text) for text in questions}
        kept = self._store.vectors.get(self._model, list(keys.values())) if questions else {}
        return {
            text: np.frombuffer(kept[key], dtype=np.float32)
            for text, key in keys.items()
            if key in kept
        }


def _paths(asked: Iterable[tuple[str, str]], known: Mapping[str, Vector]) -> Paths | None:
    return Paths.between([Asked(person, known[text]) for text, person in asked])


def _found_again(cited: Iterable[CitedPlace], places: Places) -> Iterator[str]:
    """Give the ids of the passages that stand at these places today."""
    for one in cited:
        there = places.get(one.document, ())
        same = [key for key, place in there if place.digest == one.digest]
        if not one.section and not one.digest:
            same = [key for key, _ in there]
        yield from same or (
            key for key, place in there if one.section and place.section == one.section
        )


def _documents(some: Iterable[Confirmation]) -> set[str]:
    return {place.document for each in some for place in each.places}


def _reviewed(corrections: Iterable[Correction]) -> list[Correction]:
    return [each for each in corrections if each.accepted and each.accepted.document]


def _accepted(reviewed: Mapping[int, Correction]) -> Iterator[tuple[int, CitedPlace]]:
    for number, each in sorted(reviewed.items()):
        if each.accepted:
            yield number, CitedPlace(each.accepted.document.casefold())


def _as_confirmation(correction: Correction) -> Confirmation:
    vouched = correction.accepted
    return Confirmation(
        key=correction.said.key,
        turn=correction.said.target_id,
        question=correction.matter.question,
        person_id=correction.author,
        teams=frozenset({correction.team} - {""}),
        sign=1,
        places=(CitedPlace(vouched.document.casefold()),) if vouched else (),
        at=correction.said.at,
        vouched=True,
    )


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
