"""Replies in words: what somebody who is asked writes back, and what is said in threads.

Knows which words are an answer to what: those in the thread of the question, and the next ones in
the same conversation. In a channel it offers, and keeps nothing until its author says so. Does not
know what becomes of an answer (``consulting``), nor how a question is answered (``turns``).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from bot import experts
from bot.answering.intents import Intent, intent_of
from bot.channels.slack.blocks.experts import (
    again_post,
    kept_post,
    offer_post,
    replied_post,
    which_post,
)
from bot.channels.slack.blocks.posts import Post
from bot.channels.slack.calling import called
from bot.channels.slack.consulting import Consulting, question_key, said_about
from bot.channels.slack.names import Ref
from bot.channels.slack.parts import Parts
from bot.channels.slack.privately import deliver_privately
from bot.channels.slack.receiving import Work, asks, moment, name_in, plain
from bot.channels.slack.replying import spot_of, to_thread
from bot.channels.slack.sending import KIND, to_one
from bot.channels.slack.turns import Turns
from bot.channels.slack.turns import question_key as message_key
from bot.experts import Asked
from bot.feedback import BadFeedback
from bot.jobs import Job, Later
from bot.speech import speaking, tr
from knowledge.model import Delivery, DeliveryState, Happening, Person
from knowledge.tongue import words_of_substance

RIGHT_AFTER = timedelta(minutes=30)
"""So long after a question the next words in the conversation may be its answer."""

_AN_ANSWER = 2
"""So many words of substance, at least, has something said in a channel that may be an answer."""

Said = Mapping[str, Any]


@dataclass(frozen=True)
class Kept:
    """That a message is kept as somebody's answer: to which gap, and who in Slack wrote it."""

    gap: str
    person: Person
    user: str


class Hearing:
    """Takes what people write back; everything else is a question, as before."""

    def __init__(self, parts: Parts, turns: Turns, consulting: Consulting) -> None:
        self._parts = parts
        self._turns = turns
        self._consulting = consulting

    def jobs(self) -> list[Job]:
        """Return the durable work on messages."""
        return [
            Job(Work.QUESTION, self.message, given_up=self._turns.given_up),
            Job(Work.EDIT, self.edit),
            Job(Work.DELETION, self.deletion),
            Job(Work.HEARD, self.heard),
        ]

    def message(self, happening: Happening) -> None:
        """Keep an answer that somebody writes back; answer everything else."""
        if self._turns.is_deleted(happening.payload) or not self._took(happening):
            self._turns.question(happening)
        elif self._turns.is_deleted(happening.payload):
            self._taken_back(happening.payload, happening)

    def edit(self, happening: Happening) -> None:
        """Let a kept answer follow its message."""
        asked = happening.payload
        self._turns.settle(asked, happening)
        if self._turns.is_deleted(asked) or self._reworded(happening, asked["text"]):
            return
        if not self._is_answered(asked):
            first = self._parts.services.store.inbox.get(Work.QUESTION, message_key(asked))
            if asked["direct"] and first is not None and not first.is_finished:
                raise Later(1, "the first wording is being taken")
            if self._took(happening):
                return
        self._turns.edit(happening)

    def deletion(self, happening: Happening) -> None:
        """Let a kept answer go with its message."""
        self._turns.settle(happening.payload, happening)
        if not self._taken_back(happening.payload, happening):
            self._turns.deletion(happening)

    def overheard(self, happening: Happening) -> Happening | None:
        """Return what is kept of a message that was not said to us: that it may be an answer.

        None for all that nobody has to be asked about. Its words are kept in no case.
        """
        said = happening.payload
        if happening.name not in (Work.QUESTION, Work.EDIT, Work.DELETION):
            return None
        spot = {name: said[name] for name in ("workspace", "channel", "thread", "ts")}
        first = message_key(said)
        if happening.name != Work.QUESTION:
            if self._parts.services.store.inbox.get(Work.HEARD, first) is None:
                return None
            kept = {**spot, "became": happening.name}
            return replace(happening, name=Work.HEARD, payload=kept)
        if said["thread"] == said["ts"] or said["to_others"] or not _may_tell(said["text"]):
            return None
        if len(words_of_substance(said["text"])) < _AN_ANSWER:
            return None
        person = self._parts.people.person(happening.by)
        if self._offer(happening, person) is None:
            return None
        if self._is_cry(said):
            return None
        return replace(happening, name=Work.HEARD, payload={**spot, "user": said["user"]})

    def heard(self, happening: Happening) -> None:
        """Offer to keep what was said in a thread, or let what was kept follow its message."""
        did = happening.payload
        match did.get("became"):
            case Work.DELETION:
                self._taken_back(did, happening)
            case Work.EDIT:
                text = self._words(did, did["ts"])
                if text:
                    self._reworded(happening, text)
            case _:
                self._offered(happening)

    def keep(self, happening: Happening, ref: Ref, person: Person) -> None:
        """Keep the words that somebody points at, if they are their own; raises ``BadFeedback``."""
        did = happening.payload
        said = {**did, "ts": ref.message, "thread": ref.thread or did["thread"]}
        text = self._words(said, ref.message, by=did["user"])
        if not text:
            raise BadFeedback("text", "", tr("your message is gone, or is not yours"))
        kept = self._kept(said)
        if kept is not None and kept.gap != ref.key:
            raise BadFeedback("text", text[:40], tr("these words answer another question already"))
        self._keep(replace(happening, at=moment(ref.message), payload=said), ref.key, text, person)

    def _took(self, happening: Happening) -> bool:
        """Whether these words are somebody's answer, and kept, or something is asked about them."""
        said = happening.payload
        if not _may_tell(said["text"]):
            return False
        person = self._parts.people.person(happening.by)
        threaded = said["thread"] != said["ts"]
        with speaking(person.language):
            if not said["direct"]:
                return threaded and not self._is_cry(said) and self._offered(happening)
            found = self._of_thread(said) if threaded else self._of_moment(happening, person)
            if found is None or self._is_cry(said):
                return False
            if isinstance(found, Post):
                self._say(happening, "which", found)
            elif passes_on(said["text"]):
                self._consulting.pass_on(happening, Ref(key=found), person)
            else:
                self._answered(happening, found, person)
        return True

    def _is_cry(self, said: Said) -> bool:
        return experts.is_emergency(self._parts.services.store, said["text"])

    def _of_thread(self, said: Said) -> str | None:
        """Return the gap whose question, or whose answer, the thread hangs on."""
        store = self._parts.services.store
        external = f"{said['workspace']}:{said['channel']}:{said['thread']}"
        root = store.deliveries.sent_as(KIND, external)
        if root is None:
            root = store.deliveries.get(_said_key(external))
        kind, _, rest = (root.about if root else "").partition(":")
        known = kind in ("expert", "expert-said")
        return rest.removesuffix(f":{said['workspace']}:{said['user']}") if known else None

    def _of_moment(self, happening: Happening, person: Person) -> str | Post | None:
        """Return the gap that the next words after a question answer, or the question which."""
        said, store = happening.payload, self._parts.services.store
        open_ones, lately = [], False
        for each in experts.all_open(store, person):
            key = question_key(each.gap, said["workspace"], said["user"])
            sent = store.deliveries.get(key)
            if sent is not None and sent.state is DeliveryState.SENT and sent.tried_at:
                open_ones.append(each)
                lately |= sent.tried_at <= happening.at <= sent.tried_at + RIGHT_AFTER
        known = lately and intent_of(said["text"], person.language) is not Intent.DOCUMENT
        if not lately or known or experts.is_routed(store, said["text"]):
            return None  # what we recognise is asked of us
        if len(open_ones) > 1:
            return which_post(open_ones, message=said["ts"], text=said["text"])
        return open_ones[0].gap

    def _answered(self, happening: Happening, gap: str, person: Person) -> None:
        try:
            self._keep(happening, gap, happening.payload["text"], person)
        except BadFeedback as bad:
            told = tr("This was not recorded. {reason}.", reason=bad)
            self._say(happening, "refused", Post.saying(told))

    def _keep(self, happening: Happening, gap: str, text: str, person: Person) -> None:
        """Keep the words as the person's answer and say so below them. Raises ``BadFeedback``."""
        store, said = self._parts.services.store, happening.payload
        before = experts.own(store, person, gap)
        if before is not None and before.at != happening.at:
            if self._kept(said) is None:
                self._say(happening, "again", again_post(before, text))
            return
        reply = before or experts.reply(store, person, gap, text=text, now=happening.at)
        self._consulting.become(gap, person, replied_post(reply))
        about = said_about(gap, said["workspace"], said["user"])
        self._say(happening, "said", kept_post(reply), about=about)

    def _reworded(self, happening: Happening, text: str) -> bool:
        """Whether the message is kept as an answer, which then says this."""
        kept, store = self._kept(happening.payload), self._parts.services.store
        if kept is None:
            return False
        with speaking(kept.person.language):
            try:
                reply = experts.reword(store, kept.person, kept.gap, text=text, now=happening.at)
                self._consulting.reworded(reply, kept.person)
            except BadFeedback as bad:
                self._refuse(happening, kept, bad)
        return True

    def _taken_back(self, said: Said, happening: Happening) -> bool:
        """Whether the message was kept as an answer, which is then gone."""
        kept = self._kept(said)
        if kept is None:
            return False
        with speaking(kept.person.language):
            try:
                self._consulting.taken_back(kept.gap, kept.person, now=happening.at)
            except BadFeedback as bad:
                self._refuse(happening, kept, bad)
        return True

    def _kept(self, said: Said) -> Kept | None:
        """Return as what the message is kept, if it is an answer."""
        found = self._parts.services.store.deliveries.get(_said_key(message_key(said)))
        if found is None:
            return None
        gap, workspace, user = found.about.removeprefix("expert-said:").rsplit(":", 2)
        return Kept(gap, self._parts.people.person(name_in(workspace, user)), user)

    def _is_answered(self, said: Said) -> bool:
        """Whether the message was taken as a question."""
        return self._parts.services.store.deliveries.get(f"{message_key(said)}:reply") is not None

    def _offer(self, happening: Happening, person: Person) -> Asked | None:
        """Return what the words may answer, unless that was offered to them before."""
        said, store = happening.payload, self._parts.services.store
        asked = experts.offered_in(
            store, person, spot_of(said).conversation, now=self._parts.clock()
        )
        if asked is None or store.deliveries.get(_offer_key(asked, said, happening)):
            return None
        return asked

    def _offered(self, happening: Happening) -> bool:
        """Whether its author is asked whether these words are an answer: once for a question."""
        said, person = happening.payload, self._parts.people.person(happening.by)
        with speaking(person.language):
            asked = self._offer(happening, person)
            if asked is None:
                return False
            key = _offer_key(asked, said, happening)
            here = to_thread(happening, key, about=key)
            self._parts.deliverer.deliver(
                to_one(here, said["user"]),
                offer_post(asked, message=said["ts"], thread=said["thread"]),
            )
        return True

    def _words(self, where: Said, stamp: str, *, by: str = "") -> str:
        """Return what a message says now; "" where it is gone, or not ``by`` this one."""
        client = self._parts.workspaces.client(where["workspace"])
        found = called(
            lambda: client.conversations_replies(
                channel=where["channel"],
                ts=where["thread"],
                oldest=stamp,
                latest=stamp,
                inclusive=True,
            )
        )
        us = self._parts.workspaces.of(where["workspace"]).bot_user
        for each in found.get("messages") or ():
            if each["ts"] == stamp and by in ("", each.get("user")):
                return plain(each.get("text") or "", without=us)
        return ""

    def _refuse(self, happening: Happening, kept: Kept, bad: BadFeedback) -> None:
        """Say alone to its author why an answer does not follow its message."""
        told = tr("This was not recorded. {reason}.", reason=bad)
        alone = self._alone(happening, kept.user, f"{happening.key}:refused")
        self._parts.deliverer.deliver(alone, Post.saying(told))

    def _say(self, happening: Happening, kind: str, post: Post, *, about: str = "") -> None:
        """Say it below the message: for all in a conversation of two, else for its author."""
        said = happening.payload
        key = f"{message_key(said)}:{kind}"
        here = to_thread(happening, key, about=about or key)
        if said["direct"]:
            self._parts.deliverer.deliver(here, post)
            return

        def alone() -> Delivery:
            return self._alone(happening, said["user"], f"{key}:alone", about=here.about)

        deliver_privately(self._parts, to_one(here, said["user"]), alone, post)

    def _alone(self, happening: Happening, user: str, key: str, *, about: str = "") -> Delivery:
        workspace = happening.payload["workspace"]
        return self._parts.to_room(key, workspace, user, at=happening.at, about=about)


def passes_on(text: str) -> bool:
    """Whether these words pass a question on, as its button does."""
    said = (tr("I do not know"), tr("I don't know"), tr("no idea"))
    return text.strip(".!。！ ").casefold() in {each.casefold() for each in said}


def _may_tell(text: str) -> bool:
    """Whether it is neither a question nor small talk."""
    return not asks(text) and intent_of(text) not in (Intent.HELP, Intent.EMPTY)


def _said_key(message: str) -> str:
    return f"{message}:said"


def _offer_key(asked: Asked, said: Said, happening: Happening) -> str:
    return f"expert-offer:{asked.gap}:{happening.by or said['user']}"
