"""Recommendations with what became of them, for one reader.

Knows the state of a recommendation (open, decided, replaced by a newer one, expired) and the words
for it. Who decided is never shown, only whether it was the reader.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.feedback import expired
from bot.speech import mark, tr
from knowledge import access
from knowledge.model import (
    Decision,
    DecisionKind,
    Directory,
    Outcome,
    OutcomeResult,
    Person,
    Recommendation,
    replaced,
)
from knowledge.store import Store

_CONFIDENCE = (
    (0.9, mark("very sure ({percent}\u00a0%)")),
    (0.75, mark("fairly sure ({percent}\u00a0%)")),
    (0.5, mark("not very sure ({percent}\u00a0%)")),
    (0.0, mark("unsure ({percent}\u00a0%)")),
)
OPEN, REPLACED = "open", "replaced"
_STATES = {
    OPEN: mark("wants a decision"),
    DecisionKind.ACCEPTED.value: mark("accepted"),
    DecisionKind.OVERRIDDEN.value: mark("overridden"),
    DecisionKind.EXPIRED.value: mark("expired"),
    REPLACED: mark("replaced by a newer one"),
}
_RESULTS = {
    OutcomeResult.BETTER: mark("{state}, result better"),
    OutcomeResult.SAME: mark("{state}, result same"),
    OutcomeResult.WORSE: mark("{state}, result worse"),
}


_DECIDED = {
    DecisionKind.ACCEPTED: (mark("Accepted"), mark("Accepted by you")),
    DecisionKind.OVERRIDDEN: (mark("Overridden"), mark("Overridden by you")),
    DecisionKind.EXPIRED: (mark("Expired"), mark("Expired")),
}


@dataclass(frozen=True)
class Card:
    """One recommendation, what became of it, and the names to show."""

    recommendation: Recommendation
    asset_name: str
    state: str
    decision: Decision | None
    outcome: Outcome | None
    by_reader: bool
    replaced_by: Recommendation | None = None

    @property
    def wants_decision(self) -> bool:
        """Whether somebody still has to accept or override it."""
        return self.state == OPEN

    @property
    def is_over(self) -> bool:
        """Whether nobody decided while it was the last word: what was done may still be said."""
        return self.state in (DecisionKind.EXPIRED, REPLACED)

    @property
    def wants_outcome(self) -> bool:
        """Whether people may say what came of it: it is decided, and nothing was measured."""
        decided = self.decision is not None and self.state != DecisionKind.EXPIRED
        return decided and (self.outcome is None or self.outcome.told)

    @property
    def confidence_text(self) -> str:
        """The recommender's confidence in words with its figure, or that none was logged."""
        confidence = self.recommendation.confidence
        if confidence is None:
            return tr("no confidence logged")
        words = next(words for least, words in _CONFIDENCE if confidence >= least or least == 0.0)
        return tr(words, percent=f"{confidence * 100:.0f}")

    @property
    def decision_text(self) -> str:
        """What was decided, and whether the reader did it; "" while nothing is."""
        return tr(_DECIDED[self.decision.decision][self.by_reader]) if self.decision else ""

    @property
    def state_text(self) -> str:
        """The state in words, with what came of it."""
        state = tr(_STATES[self.state])
        return tr(_RESULTS[self.outcome.result], state=state) if self.outcome else state


def recent_cards(
    store: Store, person: Person, *, limit: int, now: datetime, assets: tuple[str, ...] = ()
) -> list[Card]:
    """Return the newest recommendations the person may see, newest first."""
    recent = access.recommendations(store, person, limit=limit, assets=assets or None)
    return _cards(store, recent, replaced(recent), person, now)


def card_of(store: Store, person: Person, decision_id: str, *, now: datetime) -> Card | None:
    """Return the card of one recommendation, or None if the person may not see it."""
    found = access.recommendation(store, person, decision_id)
    if found is None:
        return None
    newer = access.replacement(store, person, found)
    return _cards(store, [found], {decision_id: newer} if newer else {}, person, now)[0]


def _cards(
    store: Store,
    recommendations: Sequence[Recommendation],
    newer: Mapping[str, Recommendation],
    person: Person,
    now: datetime,
) -> list[Card]:
    became = access.sequel(store, recommendations)
    directory = store.directory.load()
    return [
        _card(
            each,
            newer.get(each.decision_id),
            became.decisions.get(each.decision_id, []),
            became.outcomes.get(each.decision_id, []),
            directory,
            person,
            now,
        )
        for each in recommendations
    ]


def _card(
    one: Recommendation,
    newer: Recommendation | None,
    decisions: Sequence[Decision],
    outcomes: Sequence[Outcome],
    directory: Directory,
    person: Person,
    now: datetime,
) -> Card:
    decision = max(decisions, key=lambda each: each.at, default=None)
    outcome = max(outcomes, key=lambda each: (not each.told, each.at), default=None)
    state = _state(one, decision, newer, now)
    return Card(
        recommendation=one,
        asset_name=directory.full_name_of(one.asset),
        state=state,
        decision=decision,
        outcome=outcome,
        by_reader=decision is not None and decision.by == person.id,
        replaced_by=newer,
    )


def _state(
    one: Recommendation, decision: Decision | None, newer: Recommendation | None, now: datetime
) -> str:
    if decision is not None:
        return decision.decision.value
    if expired(one, now):
        return DecisionKind.EXPIRED.value
    return REPLACED if newer else OPEN
