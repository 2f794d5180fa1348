"""A question in Slack: answered where all readers may see the answer, else with its asker alone.

Knows the order of a turn's effects and that each carries a key: the turn, the message, its later
versions. Does not know how an answer is found or drawn. Whatever comes twice, in whatever order,
or was cut off in between, leaves one reply that belongs to the last wording of the question.
"""

import os
import threading
from collections.abc import Mapping
from typing import Any

from bot.answering.kept import as_seen_now
from bot.channels.slack.blocks.answers import Beside, Post
from bot.channels.slack.blocks.elements import context, section
from bot.channels.slack.channel import SlackChannel
from bot.channels.slack.parts import Parts
from bot.channels.slack.people import is_stranger
from bot.channels.slack.receiving import Spot, Work
from bot.channels.slack.sending import KIND, to_channel, to_one
from bot.edge import sentence_for
from bot.jobs import Later
from bot.messages import Message, Reply
from bot.shown.cards import card_of
from bot.shown.referred import emergency_of, referred_of
from bot.speech import speaking, tr
from knowledge import access
from knowledge.language.guarded import AT_ONCE
from knowledge.model import Answer, Delivery, Group, Happening, Person, Viewer
from knowledge.store import StoreError

CARD = "card:"
"""What a recommendation's card belongs to: this and the decision's id."""
_LOOK_BACK = 50


class Turns:
    """Answers questions, follows their edits, and withdraws what they no longer ask."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._changing = threading.Lock()
        waiting = AT_ONCE if parts.services.settings.connection else 0
        self._places = threading.BoundedSemaphore((os.cpu_count() or 1) + 1 + waiting)

    def question(self, happening: Happening) -> None:
        """Answer what somebody asked."""
        if self._is_deleted(happening.payload):
            return
        sent = self.answer(happening, reply_key=reply_key(happening.payload))
        if sent is not None and self._is_deleted(happening.payload):
            self._parts.transport.withdraw(sent.external)

    def edit(self, happening: Happening) -> None:
        """Answer the new wording in the reply that is there; an older edit changes nothing."""
        asked = happening.payload
        self._settle(asked, happening)
        if self._is_deleted(asked):
            return
        before = self._parts.services.store.deliveries.get(reply_key(asked))
        sent = self.answer(happening, reply_key=reply_key(asked))
        if sent is None or before is None or not sent.external:
            return
        with self._changing:
            if self._is_newest(happening):
                person = self._parts.people.person(happening.by)
                private = sent.address["channel"] != asked["channel"]
                self._change(sent, turn_key(happening), person, private=private)

    def deletion(self, happening: Happening) -> None:
        """Withdraw the reply to a question that is gone."""
        asked = happening.payload
        self._settle(asked, happening)
        reply = self._parts.services.store.deliveries.get(reply_key(asked))
        if reply is None:
            return
        if not reply.is_finished:
            raise Later(1, "the reply is on its way")
        if reply.external:
            self._parts.transport.withdraw(reply.external)

    def answer(
        self,
        happening: Happening,
        *,
        reply_key: str,
        decision_id: str | None = None,
        privately: bool = False,
    ) -> Delivery | None:
        """Answer in the happening's thread and return the reply as it was delivered."""
        person = self._parts.people.person(happening.by)
        with speaking(person.language):
            try:
                reply = self._reply(happening, person, decision_id)
            except StoreError:
                raise  # tried again: nothing could be kept
            except Exception as error:  # noqa: BLE001 - the edge of a turn
                told = sentence_for(error, doing=tr("a question in Slack"))
                return self._deliver(happening, reply_key, Post.of([section(told)]))
            if privately or not self._all_may_see(reply.answer, happening):
                return self._privately(happening, reply_key, reply, person)
            return self._deliver(happening, reply_key, self._content(reply, person))

    def given_up(self, happening: Happening, reference: str) -> None:
        """Say that there is no answer, and where in the log the reason stands."""
        person = self._parts.people.person(happening.by)
        with speaking(person.language):
            told = tr(
                "This could not be answered. Ask again, or tell your Tandem admin the reference "
                "{reference}.",
                reference=reference,
            )
            self._deliver(happening, reply_key(happening.payload), Post.of([section(told)]))

    def _reply(self, happening: Happening, person: Person, decision_id: str | None) -> Reply:
        asked = happening.payload
        spot = spot_of(asked)
        message = Message(
            key=turn_key(happening),
            conversation_id=spot.conversation,
            person=person,
            text=asked["text"],
            at=happening.at,
            decision_id=decision_id or self._subject(spot),
        )
        with self._places:
            return self._parts.services.assistant.reply(message, now=self._parts.clock())

    def _subject(self, spot: Spot) -> str | None:
        """Return the decision whose card the thread hangs on, if it does."""
        external = f"{spot.workspace}:{spot.channel}:{spot.thread}"
        root = self._parts.services.store.deliveries.sent_as(KIND, external)
        if root is None or not root.about.startswith(CARD):
            return None
        return root.about.removeprefix(CARD)

    def _content(self, reply: Reply, person: Person, *, private: bool = False) -> Post:
        first = SlackChannel().parts(reply, self.beside(reply, person, private=private))[0]
        if not is_stranger(person) or emergency_of(reply.answer):
            return first
        told = tr(
            "I do not know who you are, so you see only what is for everyone. Type /tandem link "
            "to be known."
        )
        return Post.of([*first.blocks, *context(told)], first.text)

    def beside(self, reply: Reply, person: Person, *, private: bool = False) -> Beside:
        """Return what stands beside the reply for that person."""
        store, now = self._parts.services.store, self._parts.clock()
        answer = reply.answer
        about = answer.decision_id
        return Beside(
            referred=referred_of(answer, question_id=reply.question_id, reader=person, store=store),
            card=card_of(store, person, about, now=now) if about else None,
            private=private,
        )

    def _all_may_see(self, answer: Answer, happening: Happening) -> bool:
        """Whether everybody who reads the channel may see all that the answer rests on."""
        asked = happening.payload
        if asked.get("direct"):
            return True
        readers = self._parts.people.readers(asked["workspace"], asked["channel"])
        return is_for(answer, Group(readers), store=self._parts.services.store)

    def _privately(
        self, happening: Happening, key: str, reply: Reply, person: Person
    ) -> Delivery | None:
        """Answer in the conversation with the asker, and say so to them where they asked."""
        asked = happening.payload
        workspace, user = asked["workspace"], asked["user"]
        room = self._parts.people.room(workspace, user)
        alone = to_channel(
            key, workspace=workspace, channel=room, about=reply.question_id, at=happening.at
        )
        sent = self._parts.deliverer.deliver(alone, self._content(reply, person, private=True))
        told = tr(
            "I answered you in our direct messages: not everybody here may see what the answer "
            "rests on. You can share from there what they may see."
        )
        hint = to_one(self._delivery(happening, f"{key}:hint"), user)
        self._parts.deliverer.deliver(hint, Post.of([section(told)]))
        return sent

    def _deliver(self, happening: Happening, key: str, content: Post) -> Delivery:
        return self._parts.deliverer.deliver(self._delivery(happening, key), content)

    def _delivery(self, happening: Happening, key: str) -> Delivery:
        spot = spot_of(happening.payload)
        return to_channel(
            key,
            workspace=spot.workspace,
            channel=spot.channel,
            thread=spot.thread,
            about=turn_key(happening),
            at=happening.at,
        )

    def _settle(self, asked: Mapping[str, Any], happening: Happening) -> None:
        """See to it that the first wording is not answered after its edit or deletion."""
        inbox = self._parts.services.store.inbox
        first = Happening(Work.QUESTION, question_key(asked), happening.at, happening.by, {})
        if inbox.receive(first):
            inbox.finish(first.name, first.key)

    def _is_deleted(self, asked: Mapping[str, Any]) -> bool:
        key = f"{question_key(asked)}:deleted"
        return self._parts.services.store.inbox.get(Work.DELETION, key) is not None

    def _is_newest(self, happening: Happening) -> bool:
        """Whether no later edit of the same message was answered."""
        ours = turn_key(happening)
        edits = f"{ours.rpartition(':')[0]}:"
        conversation = spot_of(happening.payload).conversation
        turns = access.conversation(self._parts.services.store, conversation, _LOOK_BACK)
        return not any(each.key.startswith(edits) and each.key > ours for each in turns)

    def _change(self, sent: Delivery, question: str, person: Person, *, private: bool) -> None:
        with speaking(person.language):
            reply = self._parts.services.assistant.told(question, reader=person)
            if reply is not None:
                content = self._content(reply, person, private=private)
                self._parts.transport.change(sent.external, content, sent.key)


def is_for(answer: Answer, viewer: Viewer, *, store: Any) -> bool:
    """Whether the viewer may see all that the answer rests on."""
    seen = as_seen_now(answer, store=store, reader=viewer)
    parts = [
        (each.claims, each.evidence, each.candidates, each.decision_id) for each in (seen, answer)
    ]
    return parts[0] == parts[1]


def question_key(asked: Mapping[str, Any]) -> str:
    """Return the key of the message that asked, as it was received first."""
    return f"{asked['workspace']}:{asked['channel']}:{asked['ts']}"


def reply_key(asked: Mapping[str, Any]) -> str:
    """Return the key of the message that answers."""
    return f"{question_key(asked)}:reply"


def turn_key(happening: Happening) -> str:
    """Return the key of the turn in which the happening is answered."""
    return f"slack:{happening.key}"


def spot_of(asked: Mapping[str, Any]) -> Spot:
    """Return where it was asked."""
    return Spot(asked["workspace"], asked["channel"], asked.get("thread", ""))
