"""What is done with a form that was sent: checked at once, worked on durably.

Knows which form leads to what in the core. Does not know how forms look (``modals``).
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from bot.channels.slack.cards import Cards
from bot.channels.slack.channels import Channels
from bot.channels.slack.consulting import Consulting
from bot.channels.slack.curating import Curating
from bot.channels.slack.inquiring import Inquiring
from bot.channels.slack.modals.drafts import decided
from bot.channels.slack.modals.experts import known
from bot.channels.slack.modals.frame import BadForm, Sent
from bot.channels.slack.modals.inquiries import seen
from bot.channels.slack.modals.judging import Corrected, corrected, overridden
from bot.channels.slack.modals.reviewing import reviewed
from bot.channels.slack.modals.settings import digest_form
from bot.channels.slack.modals.transferring import explained
from bot.channels.slack.names import Form, Ref
from bot.channels.slack.notices import Notices
from bot.channels.slack.parts import Parts
from bot.channels.slack.people import is_stranger
from bot.channels.slack.replying import Replying
from bot.channels.slack.reviewing import Reviewing
from bot.channels.slack.transferring import Transferring
from bot.corrections import heard
from bot.feedback import BadFeedback, correct, decide
from bot.speech import speaking, tr
from knowledge import access
from knowledge.model import DecisionKind, Happening, Person

Do = Callable[[Happening, Sent, Person], None]


class Forms:
    """The work on forms that were sent."""

    def __init__(
        self,
        parts: Parts,
        replying: Replying,
        cards: Cards,
        channels: Channels,
        notices: Notices,
        reviewing: Reviewing,
        inquiring: Inquiring,
        transferring: Transferring,
        consulting: Consulting,
        curating: Curating,
    ) -> None:
        self._parts = parts
        self._replying = replying
        self._cards = cards
        self._channels = channels
        self._notices = notices
        self._forms: dict[str, Do] = {
            Form.CORRECTION: self._corrected,
            Form.OVERRIDE: self._overridden,
            Form.SHARE: self._shared,
            Form.CHANNEL: channels.save,
            Form.REVIEW: reviewing.decide,
            Form.TRANSFER: transferring.decide,
            Form.DIGEST: self._digest,
            Form.SAW: inquiring.answered,
            Form.KNOW: consulting.replied,
            Form.ARTICLE: curating.decide,
        }

    def refusal(self, happening: Happening) -> dict[str, Any] | None:
        """Return what Slack is answered when the form cannot be taken as it is; None: it can."""
        person = self._parts.people.person(happening.by)
        sent = _sent(happening)
        with speaking(person.language):
            try:
                match happening.payload["form"]:
                    case Form.CORRECTION:
                        self._correction(sent, person)
                    case Form.CHANNEL:
                        self._channels.check(sent)
                    case Form.REVIEW:
                        reviewed(sent)
                    case Form.SAW:
                        seen(sent)
                    case Form.KNOW:
                        known(sent)
                    case Form.ARTICLE:
                        decided(sent)
                    case Form.TRANSFER:
                        explained(sent)
            except BadForm as bad:
                return bad.response()
        return None

    def form(self, happening: Happening) -> None:
        """Do what the form asks for; a refusal is told to whoever sent it."""
        do = self._forms.get(happening.payload["form"])
        if do is None:
            return
        person = self._parts.people.person(happening.by)
        sent = _sent(happening)
        with speaking(person.language):
            try:
                do(_where(happening, sent.ref), sent, person)
            except BadFeedback as bad:
                told = tr("This was not recorded. {reason}.", reason=bad)
                self._notices.tell(_where(happening, sent.ref), told)

    def _correction(self, sent: Sent, person: Person) -> Corrected:
        turn = access.turn(self._parts.services.store, person, sent.ref.question)
        return corrected(sent, asset=turn.asset if turn else None)

    def _corrected(self, happening: Happening, sent: Sent, person: Person) -> None:
        if is_stranger(person):
            self._notices.tell(happening, tr("Say who you are first: type /tandem link."))
            return
        said = self._correction(sent, person)
        photos = [f"slack-file:{happening.payload['workspace']}:{each}" for each in said.photos]
        days = self._parts.services.settings.correction_days
        given = correct(
            self._parts.services.store,
            key=happening.key,
            person=person,
            question_id=said.ref.question,
            expectation=said.expectation,
            rationale=said.rationale,
            scope=said.scope,
            reason_class=said.reason_class or None,
            confidence=said.confidence,
            evidence="\n".join(filter(None, (said.evidence, *photos))),
            unnamed=said.unnamed,
            until=happening.at + timedelta(days=days),
            now=happening.at,
        )
        assert given.correction is not None
        told = heard(given.correction, question_id=said.ref.question)
        follows = tr("You are told what becomes of it.")
        self._notices.tell(happening, f"{told} {follows}")

    def _overridden(self, happening: Happening, sent: Sent, person: Person) -> None:
        said = overridden(sent)
        decide(
            self._parts.services.store,
            key=happening.key,
            person=person,
            decision_id=said.ref.decision,
            decision=DecisionKind.OVERRIDDEN,
            reason_class=said.reason_class,
            rationale=said.rationale,
            action_taken=said.action_taken,
            now=happening.at,
        )
        self._cards.redraw(said.ref.decision)
        self._notices.tell(happening, tr("Overridden. Your reason is kept with it."))

    def _shared(self, happening: Happening, sent: Sent, person: Person) -> None:
        if not self._replying.share(happening, sent.ref.question, person):
            told = tr("It was not shared: you did not ask it, or I may not post there. Invite me.")
            self._notices.tell(happening, told)

    def _digest(self, happening: Happening, sent: Sent, person: Person) -> None:
        self._channels.save_digest(happening, digest_form(sent), person)


def _sent(happening: Happening) -> Sent:
    return Sent(happening.payload["values"], Ref.read(happening.payload["about"] or "{}"))


def _where(happening: Happening, ref: Ref) -> Happening:
    """Return the form as sent from where it was opened, so that its sender is told there."""
    place = {"channel": ref.channel, "thread": ref.thread}
    return Happening(
        happening.name, happening.key, happening.at, happening.by, {**happening.payload, **place}
    )
