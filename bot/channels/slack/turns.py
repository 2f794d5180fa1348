"""A question in Slack: asked in words or by a button, answered once, followed when it is edited.

Knows the order of a turn's effects and that each carries a key: the turn, the message, its later
versions. Does not know where a reply goes (``replying``) nor how an answer is found. Whatever
comes twice, in whatever order, or was cut off in between, leaves one reply that belongs to the
last wording of the question.
"""

import os
import threading
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from typing import Any

from bot.answering.compose import Tell, to_nobody
from bot.channels.slack.blocks.answers import claim_blocks
from bot.channels.slack.blocks.posts import Post
from bot.channels.slack.growing import Add, Elsewhere, Growing
from bot.channels.slack.parts import Parts
from bot.channels.slack.progress import Progress, Stopped
from bot.channels.slack.receiving import Spot, Work
from bot.channels.slack.replying import (
    Replying,
    is_for_one,
    newest,
    reply_key_of,
    spot_of,
    turn_key,
)
from bot.channels.slack.sending import KIND, growing, is_private
from bot.delivering import NotNow
from bot.edge import sentence_for
from bot.jobs import Later
from bot.messages import Message, Reply
from bot.speech import speaking, tr
from knowledge.language.guarded import AT_ONCE
from knowledge.model import (
    Answer,
    Claim,
    Delivery,
    DeliveryState,
    Happening,
    Person,
    Status,
    Viewer,
)
from knowledge.store import StoreError

CARD = "card:"
"""What a recommendation's card belongs to: this and the decision's id."""


class Turns:
    """Answers questions, follows their edits, and withdraws what they no longer ask."""

    def __init__(self, parts: Parts, replying: Replying, progress: Progress) -> None:
        self._parts = parts
        self._replying = replying
        self._progress = progress
        self._changing = threading.Lock()
        waiting = AT_ONCE if parts.services.settings.connection else 0
        self._places = threading.BoundedSemaphore((os.cpu_count() or 1) + 1 + waiting)

    def question(self, happening: Happening) -> None:
        """Answer what somebody asked."""
        if self.is_deleted(happening.payload):
            self._replying.take_back(reply_key_of(turn_key(happening)))
            return
        sent = self.answer(happening)
        if sent.external and self.is_deleted(happening.payload):
            self._parts.transport.withdraw(sent.external)

    def edit(self, happening: Happening) -> None:
        """Answer the new wording in the reply that is there; an older edit changes nothing."""
        asked = happening.payload
        self.settle(asked, happening)
        if self.is_deleted(asked):
            return
        before = self._parts.services.store.deliveries.get(reply_key_of(turn_key(happening)))
        sent = self._whole(happening)
        if before is None or not sent.external:
            return
        with self._changing:
            if self._is_newest(happening):
                self._replying.redraw(turn_key(happening))

    def deletion(self, happening: Happening) -> None:
        """Withdraw the reply to a question that is gone."""
        asked = happening.payload
        self.settle(asked, happening)
        reply = self._parts.services.store.deliveries.get(f"{question_key(asked)}:reply")
        if reply is None:
            return
        if not reply.is_finished:
            raise Later(1, "the reply is on its way")
        if reply.external:
            self._parts.transport.withdraw(reply.external)

    def ask(
        self, happening: Happening, text: str, *, decision_id: str | None = None, place: str = ""
    ) -> None:
        """Answer what a button asks, in the thread it stands in or, at no such place, in ``place``.

        ``place`` is the conversation with the person alone.
        """
        asked = {**happening.payload, "text": text}
        if place:
            asked |= {"channel": place, "thread": "", "direct": True}
        self.answer(replace(happening, payload=asked), decision_id=decision_id)

    def answer(self, happening: Happening, *, decision_id: str | None = None) -> Delivery:
        """Answer in the happening's thread and return the reply as it was delivered.

        Where a language model takes its time, it grows there claim by claim as each holds.
        """
        with self._progress.shown(happening):
            watching = self._watching(happening)
            if watching is None:
                sent = self._whole(happening, decision_id)
            else:
                sent = self._grown(happening, decision_id, watching)
        self._progress.over(happening, sent)
        return sent

    def stop(self, happening: Happening) -> None:
        """Stop what is worked on in a thread."""
        self._progress.stop(happening)

    def _whole(
        self, happening: Happening, decision_id: str | None = None, *, hint: bool = True
    ) -> Delivery:
        """Answer when all of it is known; ``hint``: say where it went, if not to the thread."""
        key = reply_key_of(turn_key(happening))
        person = self._parts.people.person(happening.by)
        with speaking(person.language):
            reply = self._reply(happening, person, decision_id)
            if isinstance(reply, str):
                return self._replying.say(happening, key, reply)
            return self._replying.send(happening, key, reply, person, hint=hint)

    def _grown(self, happening: Happening, decision_id: str | None, watching: Viewer) -> Delivery:
        """Answer before the eyes of all who read there, as far as they may see it."""
        key = reply_key_of(turn_key(happening))
        person = self._parts.people.person(happening.by)

        def whole(add: Add) -> Post:
            tell = _shown(happening, add)
            with speaking(person.language):
                reply = self._reply(happening, person, decision_id, watching=watching, tell=tell)
                if isinstance(reply, str):
                    return Post.saying(reply)
                return self._replying.for_all(reply, person, happening.payload)

        delivery = growing(self._replying.delivery(happening, key), happening.payload["user"])
        try:
            sent = self._replying.deliver(delivery, Growing(whole))
        except Elsewhere as moved:
            return self._whole(happening, decision_id, hint=not moved.shown)
        if sent.state is DeliveryState.FAILED and not happening.payload.get("direct"):
            return self._whole(happening, decision_id)  # it may not post there
        return sent

    def _watching(self, happening: Happening) -> Viewer | None:
        """Return before whose eyes the answer is written; None: it is shown when it is whole."""
        asked = happening.payload
        if is_for_one(asked) or not self._parts.services.settings.connection:
            return None
        if asked.get("direct"):
            return self._parts.people.person(happening.by)
        try:
            return self._replying.group(asked)
        except NotNow:
            return None  # who they are is asked again when it is whole

    def given_up(self, happening: Happening, reference: str) -> None:
        """Say that there is no answer, and where in the log the reason stands."""
        person = self._parts.people.person(happening.by)
        with speaking(person.language):
            told = tr(
                "This could not be answered. Ask again, or tell your Tandem admin the reference "
                "{reference}.",
                reference=reference,
            )
            self._replying.say(happening, reply_key_of(turn_key(happening)), told)

    def _reply(
        self,
        happening: Happening,
        person: Person,
        decision_id: str | None,
        *,
        watching: Viewer | None = None,
        tell: Tell = to_nobody,
    ) -> Reply | str:
        """Return the reply, or the sentence that is said instead of one."""
        message = self._message(happening, person, decision_id, watching)
        try:
            reply = self._found(message, self._unless_stopped(happening, tell))
        except StoreError:
            raise  # tried again: nothing could be kept
        except Stopped:
            return _stopped()
        except Exception as error:  # noqa: BLE001 - the edge of a turn
            return sentence_for(error, doing=tr("a question in Slack"))
        return _stopped() if self._progress.is_stopped(happening) else reply

    def _message(
        self,
        happening: Happening,
        person: Person,
        decision_id: str | None,
        watching: Viewer | None,
    ) -> Message:
        asked = happening.payload
        spot = spot_of(asked)
        alone = f":{asked['user']}" if is_for_one(asked) else ""
        return Message(
            key=turn_key(happening),
            conversation_id=f"{spot.conversation}{alone}",
            person=person,
            text=asked["text"],
            at=happening.at,
            decision_id=decision_id or self._subject(spot),
            watching=watching,
        )

    def _found(self, message: Message, tell: Tell) -> Reply:
        with self._turn(), self._places:
            return self._parts.services.assistant.reply(message, now=self._parts.clock(), tell=tell)

    def _turn(self) -> AbstractContextManager[None]:
        """Compose in turns in a rush; who waits for a language model holds nobody up meanwhile."""
        waits = self._parts.services.settings.connection is not None
        return nullcontext() if waits else self._parts.rush.turn()

    def _unless_stopped(self, happening: Happening, tell: Tell) -> Tell:
        def told(claim: Claim) -> None:
            if self._progress.is_stopped(happening) or self.is_deleted(happening.payload):
                raise Stopped
            tell(claim)

        return told

    def _subject(self, spot: Spot) -> str | None:
        """Return the decision whose card the thread hangs on, if it does."""
        external = f"{spot.workspace}:{spot.channel}:{spot.thread}"
        root = self._parts.services.store.deliveries.sent_as(KIND, external)
        if root is None or is_private(root) or not root.about.startswith(CARD):
            return None
        return root.about.removeprefix(CARD)

    def settle(self, asked: Mapping[str, Any], happening: Happening) -> None:
        """See to it that the first wording is not answered after its edit or deletion."""
        inbox = self._parts.services.store.inbox
        first = Happening(Work.QUESTION, question_key(asked), happening.at, happening.by, {})
        if inbox.receive(first):
            inbox.finish(first.name, first.key)

    def is_deleted(self, asked: Mapping[str, Any]) -> bool:
        """Whether the message is gone."""
        if not asked.get("ts"):
            return False  # a click or command
        key = f"{question_key(asked)}:deleted"
        return self._parts.services.store.inbox.get(Work.DELETION, key) is not None

    def _is_newest(self, happening: Happening) -> bool:
        """Whether no later edit of the same message was answered."""
        ours = turn_key(happening)
        return newest(self._parts, ours.partition(":edited:")[0]) <= ours


def _shown(happening: Happening, add: Add) -> Tell:
    """Return what shows each claim as blocks; the first one leads."""
    asked = happening.payload
    frame = Reply(turn_key(happening), "", asked["text"], happening.at, Answer(Status.ANSWERED, ""))
    leads = True

    def tell(claim: Claim) -> None:
        nonlocal leads
        add(claim_blocks(claim, frame, leads=leads and not claim.quote))
        leads = False

    return tell


def _stopped() -> str:
    return tr("Stopped. Ask again whenever you like.")


def question_key(asked: Mapping[str, Any]) -> str:
    """Return the key of the message that asked, as it was received first."""
    return f"{asked['workspace']}:{asked['channel']}:{asked['ts']}"
