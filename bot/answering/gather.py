"""Everything the answer may lean on, retrieved for this asker.

Knows the store and the search, and who may see what. Words nothing and decides nothing: it
returns material, each piece under the label that claims will cite.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.answering.contributed import said_of
from bot.answering.intents import Intent
from bot.answering.judging import verdict_on
from bot.answering.logs import log_evidence
from bot.answering.passages import Shelf, find_passages, passage_evidence
from bot.answering.resolve import Subject
from bot.answering.sources import Sources
from knowledge import access
from knowledge.answerability import Verdict
from knowledge.curation.matching import Contributions
from knowledge.model import (
    Contact,
    Decision,
    Directory,
    Evidence,
    Outcome,
    Recommendation,
    Viewer,
)
from knowledge.store import Store

EARLIER = 40
SHOWN_EARLIER = 3
_NEEDS_THE_PAST = frozenset({Intent.HISTORY, Intent.EFFECT, Intent.CONFIDENCE, Intent.DECISION})


@dataclass(frozen=True)
class Logged:
    """A recommendation with its label and what became of it."""

    label: str
    recommendation: Recommendation
    asset_name: str
    decisions: tuple[Decision, ...] = ()
    outcomes: tuple[Outcome, ...] = ()


@dataclass(frozen=True)
class Material:
    """What was retrieved; composers word it, nothing else may be said.

    ``newer`` is the one that took its place, ``earlier`` are those of the same kind
    before it, ``listed`` those to choose from or to list. ``verdict`` says whether the documents
    answer the question; None where that was not judged. ``contributions`` are what people said of
    such a question: they stand beside the answer and are evidence for nothing else in it.
    ``place`` is the asset it is about, else where the asker works.
    """

    now: datetime
    asset_name: str = ""
    log: Logged | None = None
    newer: Logged | None = None
    earlier: tuple[Logged, ...] = ()
    listed: tuple[Logged, ...] = ()
    shelf: Shelf = field(default_factory=Shelf)
    contacts: tuple[Contact, ...] = ()
    evidence: tuple[Evidence, ...] = field(default=())
    verdict: Verdict | None = None
    place: str | None = None
    contributions: Contributions = field(default_factory=Contributions)


def gather(
    subject: Subject,
    *,
    person: Viewer,
    sources: Sources,
    now: datetime,
) -> Material:
    """Retrieve the log, the passages and the past that this question may need."""
    store, directory = sources.store, sources.directory
    logs = _Logs(store, directory)
    one = subject.recommendation
    log = logs.take([one])[0] if one else None
    listed = logs.take(subject.candidates)
    earlier: tuple[Logged, ...] = ()
    newer = None
    if one and subject.intent in _NEEDS_THE_PAST:
        earlier = logs.take(_alike(one, access.earlier(store, one, limit=EARLIER)))
    if one and subject.intent in (Intent.VALIDITY, Intent.DECISION):
        newer = logs.newer_than(one, person)
    place = subject.asset or access.own_place(directory, person)
    shelf = find_passages(subject, person=person, sources=sources, now=now)
    return Material(
        now=now,
        asset_name=directory.full_name_of(subject.asset) if subject.asset else "",
        log=log,
        newer=newer,
        earlier=earlier,
        listed=listed,
        shelf=shelf,
        contacts=directory.contacts_for(place),
        evidence=(*logs.evidence, *(passage_evidence(found) for found in shelf.found)),
        verdict=verdict_on(subject, shelf, sources),
        place=place,
        contributions=said_of(subject, person=person, sources=sources, now=now),
    )


class _Logs:
    """Takes recommendations with what became of them, and labels them R1, R2, …"""

    def __init__(self, store: Store, directory: Directory) -> None:
        self._store = store
        self._directory = directory
        self.evidence: list[Evidence] = []

    def take(self, recommendations: Sequence[Recommendation]) -> tuple[Logged, ...]:
        became = access.sequel(self._store, recommendations)
        taken = []
        for each in recommendations:
            logged = Logged(
                f"R{len(self.evidence) + 1}",
                each,
                self._directory.full_name_of(each.asset),
                tuple(became.decisions.get(each.decision_id, ())),
                tuple(became.outcomes.get(each.decision_id, ())),
            )
            taken.append(logged)
            self.evidence.append(
                log_evidence(
                    logged.label,
                    each,
                    asset_name=logged.asset_name,
                    decisions=logged.decisions,
                    outcomes=logged.outcomes,
                )
            )
        return tuple(taken)

    def newer_than(self, one: Recommendation, viewer: Viewer) -> Logged | None:
        newer = access.replacement(self._store, viewer, one)
        return self.take([newer])[0] if newer else None


def _alike(one: Recommendation, history: Sequence[Recommendation]) -> list[Recommendation]:
    """Return earlier recommendations that moved the same set points the same way, newest first."""
    moves = _moves(one)
    alike = [each for each in history if _moves(each) == moves] if moves else []
    return (alike or list(history))[:SHOWN_EARLIER]


def _moves(one: Recommendation) -> frozenset[tuple[str, bool]]:
    return frozenset(
        (each.name.casefold(), float(each.value) > float(each.previous))
        for each in one.outcomes
        if isinstance(each.value, int | float) and isinstance(each.previous, int | float)
    )
