"""A reply in Slack: what it shows, where it goes, and how it is drawn anew.

Knows that all readers of a channel may see what is posted there; else it goes to the asker alone.
Does not know how an answer is found (``turns``). A reply is drawn for whoever reads it there.
"""

from collections.abc import Mapping
from dataclasses import replace
from itertools import count
from typing import Any

from bot.answering.kept import as_seen_now
from bot.channels.slack.blocks.answers import Beside
from bot.channels.slack.blocks.elements import context, section
from bot.channels.slack.blocks.posts import Post
from bot.channels.slack.channel import SlackChannel
from bot.channels.slack.growing import Elsewhere, Growing
from bot.channels.slack.parts import Parts
from bot.channels.slack.people import is_stranger
from bot.channels.slack.privately import deliver_privately
from bot.channels.slack.receiving import Spot
from bot.channels.slack.sending import is_private, to_channel, to_one, to_response
from bot.messages import Reply
from bot.shown.cards import card_of
from bot.shown.referred import emergency_of, referred_of
from bot.speech import speaking, tr
from knowledge import access
from knowledge.model import Answer, Delivery, DeliveryState, Group, Happening, Person, Viewer
from knowledge.store import Store

LOOK_BACK = 50
_NOBODY = Person(id="", name="", roles=frozenset())


class Replying:
    """Sends replies and draws them anew."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def send(
        self, happening: Happening, key: str, reply: Reply, person: Person, *, hint: bool = True
    ) -> Delivery:
        """Send the reply where all its readers may see it, else to the asker alone.

        ``hint``: say so to them where they asked.
        """
        asked = happening.payload
        if asked.get("response_url") and is_for_one(asked):
            content = self.content(reply, person, private=not asked.get("direct"))
            return self._to_asker(happening, key, content)
        if not self._all_may_see(reply, person, asked):
            return self._alone(happening, key, reply, person, hint=hint)
        sent = self.deliver(self.delivery(happening, key), self.content(reply, person))
        if sent.state is DeliveryState.FAILED and not asked.get("direct"):
            return self._alone(happening, f"{key}:alone", reply, person)  # it may not post there
        return sent

    def say(self, happening: Happening, key: str, told: str) -> Delivery:
        """Say one sentence instead of an answer, where that would have been."""
        asked, content = happening.payload, Post.saying(told)
        if is_for_one(asked):
            return self._to_asker(happening, key, content)
        sent = self.deliver(self.delivery(happening, key), content)
        if sent.state is DeliveryState.FAILED and not asked.get("direct"):
            return self.deliver(self._in_room(happening, f"{key}:alone"), content)
        return sent

    def for_all(self, reply: Reply, person: Person, asked: Mapping[str, Any]) -> Post:
        """Return the first message of a reply that grew before all who read there.

        Raises ``Elsewhere`` where one of them may not see it.
        """
        if self._all_may_see(reply, person, asked):
            return self.content(reply, person)
        told = tr(
            "Not everybody here may see what this answer rests on. Whoever asked has it as a "
            "direct message, and can share from there what all here may see."
        )
        raise Elsewhere(Post.saying(told))

    def content(self, reply: Reply, person: Person, *, private: bool = False) -> Post:
        """Return the first message of the reply, as the person sees it."""
        first = SlackChannel().parts(reply, self._beside(reply, person, private=private))[0]
        if not is_stranger(person) or emergency_of(reply.answer):
            return first
        told = tr(
            "I do not know who you are, so you see only what is for everyone. Type /tandem link "
            "to be known."
        )
        return Post.of([*first.blocks, *context(told)])

    def part(self, happening: Happening, question: str, number: int, person: Person) -> None:
        """Send part ``number`` of an answer beside it, once for all who ask for it there."""
        asked = happening.payload
        reader: Viewer = person
        if not is_for_one(asked) and not asked.get("direct"):
            reader = self.group(asked)
        reply = self._parts.services.assistant.told(question, reader=reader)
        parts = SlackChannel().parts(reply, self._beside(reply, person)) if reply else ()
        if not 0 < number < len(parts):
            return
        key = _part_key(question, number)
        if is_for_one(asked):
            self._to_asker(happening, f"{key}:{happening.key}", parts[number])
        else:
            self.deliver(self.delivery(happening, key), parts[number])

    def redraw(self, question: str) -> None:
        """Draw the reply to a question anew: its matter went on."""
        sent = self._parts.services.store.deliveries.get(reply_key_of(question))
        if sent is not None:
            self._draw(sent, question)

    def redraw_all(self, question: str) -> None:
        """Draw all that shows the reply to a question anew, its further parts and copies too."""
        deliveries, first = self._parts.services.store.deliveries, question_in(question)
        for each in deliveries.about(first):
            if each.key.endswith((":reply", ":alone", ":shared")):
                self._draw(each, newest(self._parts, first))
        for number in count(1):
            part = deliveries.get(_part_key(question, number))
            if part is None:
                break
            self._draw(part, question, number)

    def _draw(self, sent: Delivery, question: str, number: int = 0) -> None:
        """Put part ``number`` of the reply, as it is now, in the place of a message."""
        if sent.state is not DeliveryState.SENT or is_private(sent):
            return
        assistant = self._parts.services.assistant
        asker = self._person(assistant.asker(question))
        room = sent.address["channel"].startswith("D")
        with speaking(asker.language):
            reader: Viewer = asker if room else self.group(sent.address)
            reply = assistant.told(question, reader=reader)
            if reply is None:
                return
            private = room and not reply.conversation_id.startswith(_place(sent))
            content = self.content(reply, asker, private=private)
            if number:
                parts = SlackChannel().parts(reply, self._beside(reply, asker))
                over = Post.saying(reply.answer.missing or reply.answer.text)
                content = parts[number] if number < len(parts) else over
            self._parts.transport.change(sent.external, content, sent.key)

    def told_now(self, question: str) -> Post | None:
        """Return the reply to a question that one person alone saw, as they may see it now."""
        assistant = self._parts.services.assistant
        asker = self._person(assistant.asker(question))
        reply = assistant.told(question, reader=asker)
        if reply is None:
            return None
        with speaking(asker.language):
            told = tr(
                "You asked “{question}”. What that answer rested on was withdrawn: do not go by it "
                "any more. This is how it stands now.",
                question=reply.asked,
            )
            return Post.of([section(told), *self.content(reply, asker, private=True).blocks])

    def _all_may_see(self, reply: Reply, person: Person, asked: Mapping[str, Any]) -> bool:
        """Whether everybody who reads there may see all that the answer rests on."""
        if asked.get("direct") or emergency_of(reply.answer):
            return True
        return is_for(reply, self.group(asked), person, store=self._parts.services.store)

    def take_back(self, key: str) -> None:
        """Leave nothing of a message whose sending was cut off, and send it no more."""
        begun = self._parts.services.store.deliveries.get(key)
        if begun is None or begun.is_finished:
            return
        found = self._parts.transport.find(begun.address, key)
        if found:
            self._parts.transport.withdraw(found)
        self._parts.services.store.deliveries.fail(key, reason="what it answers is gone")

    def share(self, happening: Happening, question: str, person: Person) -> bool:
        """Post in the channel what all there may see of the person's own private answer.

        False when it is not theirs, or Slack does not let us post there.
        """
        services = self._parts.services
        if services.assistant.asker(question) != person.id:
            return False
        own = services.assistant.told(question, reader=person)
        spot = spot_in(own.conversation_id) if own else None
        if spot is None:
            return False
        told = {"workspace": spot.workspace, "channel": spot.channel, "thread": spot.thread}
        reply = services.assistant.told(question, reader=self.group(told))
        assert reply is not None
        where = replace(happening, payload=told)
        key = f"{question.removeprefix('slack:')}:shared"
        shared = self.deliver(
            self.delivery(where, key, about=question), self.content(reply, person)
        )
        return shared.state is DeliveryState.SENT

    def deliver(self, delivery: Delivery, content: Post | Growing) -> Delivery:
        """Deliver once, in order; see ``Deliverer``."""
        return self._parts.deliverer.deliver(delivery, content)

    def delivery(self, happening: Happening, key: str, *, about: str = "") -> Delivery:
        """Return a message in the thread where the happening was."""
        return to_thread(happening, key, about=about or turn_key(happening))

    def _alone(
        self, happening: Happening, key: str, reply: Reply, person: Person, *, hint: bool = True
    ) -> Delivery:
        """Answer in the conversation with the asker, and say so to them where they asked."""
        alone = self._in_room(happening, key)
        content = self.content(reply, person, private=True)
        sent = self.deliver(alone, content)
        if sent.address["channel"] != alone.address["channel"]:  # an earlier wording was for all
            sent = self.deliver(replace(alone, key=f"{happening.key}:alone"), content)
        if hint:
            told = tr(
                "I answered you in our direct messages: not everybody here may see what the answer "
                "rests on. You can share from there what they may see."
            )
            asked = self.delivery(happening, f"{sent.key}:hint")
            self.deliver(to_one(asked, happening.payload["user"]), Post.saying(told))
        return sent

    def _to_asker(self, happening: Happening, key: str, content: Post) -> Delivery:
        """Tell the asker alone, at the place of their command or click."""
        did = happening.payload
        here = to_response(self.delivery(happening, key), did["response_url"], did["user"])
        return deliver_privately(
            self._parts, here, lambda: self._in_room(happening, f"{key}:alone"), content
        )

    def _in_room(self, happening: Happening, key: str) -> Delivery:
        """Return a message in the conversation with whoever did it."""
        did = happening.payload
        room = self._parts.people.room(did["workspace"], did["user"])
        there = replace(happening, payload={"workspace": did["workspace"], "channel": room})
        return self.delivery(there, key, about=turn_key(happening))

    def _beside(self, reply: Reply, person: Person, *, private: bool = False) -> Beside:
        store, now = self._parts.services.store, self._parts.clock()
        answer = reply.answer
        about = answer.decision_id
        return Beside(
            referred=referred_of(answer, question_id=reply.question_id, reader=person, store=store),
            card=card_of(store, person, about, now=now) if about else None,
            private=private,
        )

    def group(self, where: Mapping[str, Any]) -> Group:
        """Return who reads there."""
        return Group(self._parts.people.readers(where["workspace"], where["channel"]))

    def _person(self, person_id: str | None) -> Person:
        directory = self._parts.services.store.directory.load()
        found = directory.person(person_id or "")
        return found or Person(id=person_id or "", name="", roles=frozenset())


def newest(parts: Parts, question: str) -> str:
    """Return the turn of the question's last wording: itself, unless it was edited."""
    store = parts.services.store
    reply = parts.services.assistant.told(question, reader=_NOBODY)
    if reply is None:
        return question
    turns = access.conversation(store, reply.conversation_id, LOOK_BACK)
    edits = f"{question}:edited:"
    return max((each.key for each in turns if each.key.startswith(edits)), default=question)


def is_for(reply: Reply, viewer: Viewer, asker: Person, *, store: Store) -> bool:
    """Whether the viewer may see all that the asker sees of the reply."""
    own, seen = (
        as_seen_now(reply.answer, store=store, reader=each, at=reply.at) for each in (asker, viewer)
    )
    return _rests_on(own) == _rests_on(seen)


def _rests_on(answer: Answer) -> tuple[object, ...]:
    return answer.claims, answer.evidence, answer.candidates, answer.decision_id


def is_for_one(asked: Mapping[str, Any]) -> bool:
    """Whether it was asked where only one person reads: by a command, or below its answer."""
    return bool(asked.get("command") or asked.get("ephemeral"))


def turn_key(happening: Happening) -> str:
    """Return the key of the turn in which the happening is answered."""
    return f"slack:{happening.key}"


def reply_key_of(question: str) -> str:
    """Return the key of the message that answers the question, in whatever wording."""
    return f"{question_in(question).removeprefix('slack:')}:reply"


def question_in(turn: str) -> str:
    """Return the turn of the question's first wording."""
    return turn.partition(":edited:")[0]


def spot_of(asked: Mapping[str, Any]) -> Spot:
    """Return where it was asked."""
    return Spot(asked["workspace"], asked["channel"], asked.get("thread", ""))


def to_thread(happening: Happening, key: str, *, about: str) -> Delivery:
    """Return a message in the thread where the happening was."""
    spot = spot_of(happening.payload)
    return to_channel(
        key,
        workspace=spot.workspace,
        channel=spot.channel,
        thread=spot.thread,
        about=about,
        at=happening.at,
    )


def spot_in(conversation_id: str) -> Spot | None:
    """Return where a conversation goes on; None for one that is elsewhere than in Slack."""
    kind, *parts = conversation_id.split(":")
    return Spot(*parts[:3]) if kind == "slack" and len(parts) >= 3 else None


def _part_key(question: str, number: int) -> str:
    return f"{question.removeprefix('slack:')}:part:{number}"


def _place(sent: Delivery) -> str:
    return f"slack:{sent.address['workspace']}:{sent.address['channel']}:"
