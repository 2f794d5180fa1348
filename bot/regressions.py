"""Regression cases from people: every accepted correction's question is asked again.

Knows what each case asserts: the question is still answered, with the correction's evidence, and
with the confirmed document in first place, and when they are asked by themselves. Keeps the last
result beside the correction, and no turn. Does not know commands or pages.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from bot.answering.cited import place
from bot.assistant import Assistant
from bot.jobs import Job
from bot.jobs.schedules import Every
from bot.owner import Progress
from bot.speech import ENGLISH, speaking, tr
from knowledge.curation import seeing
from knowledge.model import (
    Answer,
    Correction,
    EvidenceKind,
    Happening,
    Life,
    LifeStep,
    Matter,
    Person,
    Role,
    Standing,
    Status,
    Use,
)
from knowledge.store import Store

_EVERY = timedelta(minutes=10)
_log = logging.getLogger("tandem.regressions")


@dataclass(frozen=True)
class Case:
    """One accepted correction, asked again: ``broken`` says what no longer holds, "" is nothing."""

    correction: Correction
    broken: str


def replaying(store: Store, assistant: Assistant, *, zone: tzinfo) -> Job:
    """Return the job that asks all cases again when something may have broken one.

    That is after a start (a prompt, a model or a version changes with one), when documents or the
    glossary have changed, and once a day, for what ranking learnt.
    """
    before: list[int] = []

    def work(period: Happening) -> None:
        now = period.at.astimezone(zone)
        state = hash((now.date(), tuple(store.documents.revisions()), store.glossary.load()))
        if before != [state]:
            with speaking(ENGLISH):  # kept for all readers
                found = replay(store, assistant, now=now)
            before[:] = [state]
            if broken := [each.correction.number for each in found if each.broken]:
                _log.warning("confirmed answers broke: corrections %s", broken)

    return Job("regressions.ask", work, schedule=Every(_EVERY))


def replay(
    store: Store,
    assistant: Assistant,
    *,
    now: datetime,
    progress: Progress | None = None,
) -> list[Case]:
    """Ask the question of every accepted correction again, note and return what came of each.

    A change that was asked for and is not in its document yet has nothing to hold to.
    """
    accepted = seeing.accepted(store)
    cases = [(one, vouched) for one in accepted if (vouched := one.accepted) and _holds(one, now)]
    found = []
    for count, (one, vouched) in enumerate(cases, start=1):
        answer = assistant.aside(
            _somebody_of(one.team),
            _question(one.matter),
            decision_id=one.matter.decision_id,
            now=now,
        )
        broken = "; ".join(_broken(one, vouched, answer, now))
        store.corrections.note_check(one.number, at=now, broken=broken)
        found.append(Case(one, broken))
        if progress is not None:
            progress("asking", count, len(cases))
    return found


def _question(matter: Matter) -> str:
    """Return what is asked again; it names the recommendation, of which there are newer ones."""
    named = matter.moves and matter.question and matter.decision_id
    return f"{matter.question} ({matter.decision_id})" if named else matter.question


def _holds(one: Correction, now: datetime) -> bool:
    if one.expires_at is not None and one.expires_at <= now:
        return False
    vouched = one.accepted
    return one.state is Life.APPLIED or (vouched is not None and vouched.use is Use.NOTE)


def _broken(one: Correction, vouched: LifeStep, answer: Answer, now: datetime) -> Iterator[str]:
    """Give what the answer lacks of what was confirmed."""
    if one.routed:
        if answer.status is not Status.ROUTED:
            yield tr("it is not routed any more")
        return
    if answer.status is not Status.ANSWERED:
        yield tr("it is not answered: {text}", text=answer.text)
        return
    if one.standing(now) is Standing.REVIEWED and not _stands(one, answer):
        yield tr("the correction does not stand in the answer")
    first = next((each for each in answer.evidence if each.kind is EvidenceKind.PASSAGE), None)
    wanted = vouched.document.casefold()
    if wanted and (first is None or first.document.casefold() != wanted):
        found = place(first) if first else tr("nothing")
        yield tr(
            "{document} is not in first place: {found} is", document=vouched.document, found=found
        )


def _stands(one: Correction, answer: Answer) -> bool:
    return any(
        each.kind is EvidenceKind.CORRECTION and each.source_id == str(one.number)
        for each in answer.evidence
    )


def _somebody_of(team: str) -> Person:
    """Return somebody who sees what that team sees; all, when the team is not known."""
    if not team:
        return Person("anybody", "", roles=frozenset({Role.ADMIN}), sees_all=True)
    return Person(f"anybody-of-{team}", "", teams=frozenset({team}))
