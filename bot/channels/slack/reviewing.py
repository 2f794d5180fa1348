"""Corrections in Slack: what waits for a reviewer, deciding in a form, and the author's receipt.

Knows who besides the engineers curates (a channel's curators). Does not know who may decide on
what, nor what follows (``bot.corrections``).
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from bot import corrections
from bot.channels.slack.blocks.elements import Json, section
from bot.channels.slack.blocks.posts import Post
from bot.channels.slack.modals.frame import Sent, modal
from bot.channels.slack.modals.reviewing import Other, Pending, review_modal, reviewed
from bot.channels.slack.names import Form, Ref
from bot.channels.slack.notices import Notices
from bot.channels.slack.parts import Parts
from bot.channels.slack.receiving import Work
from bot.shown.enums import REASONS, SURE
from bot.speech import speaking, tr
from knowledge import access
from knowledge.model import Correction, Happening, Person, Place, Role

MOST_COMPARED = 50
"""Of so many that wait it is looked up what others there are of the same matter."""
MOST_OTHERS = 5


class Reviewing:
    """What waits for review, and what becomes of it."""

    def __init__(self, parts: Parts, notices: Notices) -> None:
        self._parts = parts
        self._notices = notices

    def pending(self, person: Person) -> list[Pending] | None:
        """Return what waits for this person's decision; None for who does not curate."""
        reviewer = self._reviewer(person)
        if not access.cares_for_gaps(reviewer):
            return None
        found = self._queue(reviewer)
        return [
            self._shown(each, reviewer, found.values())
            for each in found.values()
            if each.may_decide and _waits(each)
        ]

    def form(self, happening: Happening, ref: Ref, person: Person) -> Json:
        """Return the form in which a correction is decided on."""
        reviewer = self._reviewer(person)
        store = self._parts.services.store
        number = int(ref.key) if ref.key.isdecimal() else 0
        found = access.correction(store, reviewer, number)
        if found is None:
            return _note(ref, tr("There is no such correction that you may see."))
        queue = self._queue(reviewer)
        directory = store.directory.load()
        told = queue.get(number) or corrections.told(found, reader=reviewer, directory=directory)
        if not told.may_decide or not _waits(told):
            over = tr("This is no longer to decide on.")
            return _note(ref, f"{over} {told.lines[-1].text}")
        shown = self._shown(told, reviewer, queue.values())
        return review_modal(shown, ref, now=self._parts.clock())

    def decide(self, happening: Happening, sent: Sent, person: Person) -> None:
        """Accept or reject as the form says; raises ``BadFeedback``."""
        said, store = reviewed(sent), self._parts.services.store
        reviewer, number = self._reviewer(person), int(said.ref.key)
        found = access.correction(store, reviewer, number)
        decided = found is not None and any(step.at == happening.at for step in found.steps)
        if decided:
            pass  # by this very form, before it was cut off
        elif said.use is not None:
            vouched = corrections.Vouched(use=said.use, document=said.document)
            how: dict[str, Any] = {"reason": said.reason, "vouched": vouched, "now": happening.at}
            if said.over:
                corrections.settle(store, reviewer, number, over=said.over, **how)
            else:
                corrections.accept(store, reviewer, number, **how)
        else:
            corrections.reject(store, reviewer, number, reason=said.reason, now=happening.at)
        self._notices.tell(happening, tr("Decided. Whoever said it is told, with your reason."))

    def sweep(self) -> list[Happening]:
        """Return the receipts that authors are to get."""
        store, now = self._parts.services.store, self._parts.clock()
        return [
            Happening(
                Work.RECEIPT,
                f"receipt:{each.number}:{len(each.steps)}",
                now,
                payload={"number": each.number},
            )
            for each in store.corrections.untold()
        ]

    def receipt(self, happening: Happening) -> None:
        """Tell an author what became of their correction."""
        store = self._parts.services.store
        found = store.corrections.get(happening.payload["number"])
        author = store.directory.load().person(found.author) if found else None
        if found is None or author is None or found.last.by == author.id:
            return
        with speaking(author.language):
            told = corrections.told(found, reader=author, directory=store.directory.load())
            news = told.lines[min(found.told, len(told.lines) - 1) :]
            became = ". ".join(each.text for each in news if each.step.by != author.id)
            said = tr("You said: “{text}”. {became}.", text=_short(found.text), became=became)
        if self._parts.tell(author, Post.saying(said), key=happening.key, at=happening.at):
            store.corrections.note_told([found])

    def _reviewer(self, person: Person) -> Person:
        """Return the person with the role of an engineer, where a channel's settings say so."""
        changes = self._parts.services.store.chats.channels(Place.SLACK)
        curates = any(
            person.id in change.settings.curators and change.settings.team in person.teams
            for change in changes
        )
        return replace(person, roles=person.roles | {Role.ENGINEER}) if curates else person

    def _queue(self, reviewer: Person) -> dict[int, corrections.Told]:
        """Return what the reviewer looks after by number, with what is similar."""
        found = corrections.queue(
            self._parts.services.store,
            reviewer,
            alike=self._parts.services.search.alike,
            now=self._parts.clock(),
            limit=MOST_COMPARED,
        )
        return {each.number: each for each in found}

    def _shown(
        self, told: corrections.Told, reviewer: Person, known: Iterable[corrections.Told]
    ) -> Pending:
        one, services = told.correction, self._parts.services
        turn = access.corrected(services.store, reviewer, one)
        answered = services.assistant.kept(turn, reader=reviewer) if turn else None
        sure, reason = one.said.confidence, one.said.reason_class
        return Pending(
            key=str(one.number),
            asked=one.matter.question,
            answered=answered.answer.text if answered else "",
            instead=one.text,
            rationale=one.said.rationale,
            where=told.scope or told.where,
            team=told.by if told.yours else told.team,
            at=one.said.at,
            evidence=one.said.evidence,
            reason=tr(REASONS[reason]) if reason else "",
            sure=tr("How sure: {words}", words=tr(SURE[sure])) if sure in SURE else "",
            routed=one.routed,
            document=_document(one),
            held=corrections.held_back(one),
            others=tuple(
                Other(
                    each.number,
                    each.state,
                    _short(each.correction.text),
                    rival=each.number in told.disputed,
                )
                for each in known
                if each.number in told.similar
            )[:MOST_OTHERS],
        )


def _document(one: Correction) -> str:
    """Return the document that the corrected answer rested on."""
    return next((each.document for each in one.basis if each.document), "")


def _waits(told: corrections.Told) -> bool:
    return told.correction.in_review


def _short(text: str) -> str:
    return text if len(text) <= 200 else f"{text[:199]}…"


def _note(ref: Ref, told: str) -> Json:
    return modal(Form.SOURCE, tr("Tandem"), [section(told)], ref)
