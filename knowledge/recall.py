"""Recall: experience kept equal to what the store says people confirmed.

Knows how what was confirmed is found again in today's documents (the same text, else the same
section), that the last judgement of a person on an answer holds, and that an accepted correction
which names the document that answers counts as reviewed. Does not know ranking (``experience``)
nor who may see what: it moves only what a search found for its asker.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from threading import Lock

import numpy as np

from knowledge.experience import At, Experience, Judged
from knowledge.index import Embedder, PassageIndex, Vector
from knowledge.model import CitedPlace, Confirmation, Correction
from knowledge.store import Store
from knowledge.store.confirmations import LearningState

_QUESTIONS = "questions:"
"""Vectors of questions are kept apart from those of passages, which are tidied by what is there."""
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

    def _follow(self, state: LearningState) -> None:
        before, self._state = self._state, state
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
        self._experience = Experience.of(self._judged(said, places))

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

    def _vectors(self, questions: Sequence[str]) -> dict[str, Vector]:
        keys = {
            text: sha256(text.encode("utf-8", "surrogatepass")).hexdigest() for text in questions
        }
        model = _QUESTIONS + self._embedder.name
        kept = self._store.vectors.get(model, list(keys.values())) if questions else {}
        missing = [text for text in questions if keys[text] not in kept]
        if missing:
            embedded = self._embedder.embed(missing)
            new = {keys[t]: v.tobytes() for t, v in zip(missing, embedded, strict=True)}
            self._store.vectors.put(model, new)
            kept = {**kept, **new}
        return {text: np.frombuffer(kept[keys[text]], dtype=np.float32) for text in questions}


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
