"""Who knows, in Slack: a direct message with the question, a form, and the reply to who asked.

Knows where each is told and that the message follows what became of it. Does not know who is
asked, nor who may see a reply (``bot.experts``).
"""

from datetime import datetime

from bot import experts
from bot.channels.slack.blocks.elements import Json, section
from bot.channels.slack.blocks.experts import (
    kept_post,
    no_more_post,
    passed_post,
    question_post,
    replied_post,
    reply_post,
    taken_back_post,
    withdrawn_post,
)
from bot.channels.slack.blocks.inquiries import over_post
from bot.channels.slack.blocks.posts import Post
from bot.channels.slack.modals.experts import know_modal, known
from bot.channels.slack.modals.frame import Sent, modal
from bot.channels.slack.names import Form, Ref
from bot.channels.slack.notices import Notices
from bot.channels.slack.parts import Parts
from bot.channels.slack.receiving import Work
from bot.experts import Asked
from bot.feedback import BadFeedback
from bot.jobs import Job
from bot.speech import speaking, tr
from knowledge.model import DeliveryState, ExpertReply, Happening, Person


class Consulting:
    """Asks who knows, and tells who asked."""

    def __init__(self, parts: Parts, notices: Notices) -> None:
        self._parts = parts
        self._notices = notices

    def jobs(self) -> list[Job]:
        """Return the durable work of telling."""
        return [Job(Work.EXPERT, self.ask), Job(Work.EXPERT_REPLY, self.tell)]

    def sweep(self) -> list[Happening]:
        """Return who is to be asked what, and who is to be told a reply."""
        store, now = self._parts.services.store, self._parts.clock()
        asked = [
            Happening(
                Work.EXPERT,
                f"expert:{gap}:{person}",
                now,
                payload={"gap": gap, "person": person},
            )
            for gap, person in experts.to_ask(store, now=now)
        ]
        told = [
            Happening(
                Work.EXPERT_REPLY,
                f"expert-reply:{each.turn}:{each.reply.number}:{each.reply.at.timestamp()}",
                now,
                payload={
                    "turn": each.turn,
                    "person": each.person_id,
                    "reply": each.reply.number,
                },
            )
            for each in experts.to_tell(store)
        ]
        return [*asked, *told]

    def ask(self, happening: Happening) -> None:
        """Put a question to one person, where they are known in Slack."""
        person = self._person(happening)
        asked = self._asked(person, happening.payload["gap"]) if person else None
        if person is not None and asked is not None:
            with speaking(person.language):
                self._deliver(person, f"expert:{asked.gap}", question_post(asked), happening)

    def tell(self, happening: Happening) -> None:
        """Tell one asker the reply, where they are known in Slack; else the web does."""
        person, turn = self._person(happening), happening.payload["turn"]
        if person is None:
            return
        store = self._parts.services.store
        number = happening.payload.get("reply", 0)
        with speaking(person.language):
            for told in experts.news(store, person):
                if told.turn == turn and self._deliver(
                    person, f"expert-reply:{turn}", reply_post(told), happening, number=number
                ):
                    experts.seen(store, person, turn, now=happening.at)

    def form(self, happening: Happening, ref: Ref, person: Person) -> Json:
        """Return the form to reply in, or to say one's reply otherwise.

        Of a question that is not open any more it is a sentence.
        """
        own = experts.own(self._parts.services.store, person, ref.key)
        if own is not None:
            said = "\n".join(filter(None, (own.text, ref.word)))
            return know_modal(Asked(own.gap, own.question, ""), said=said, unnamed=own.unnamed)
        asked = self._asked(person, ref.key)
        if asked is None:
            self.become(ref.key, person, over_post())
            told = tr("This question is not open any more.")
            return modal(Form.SOURCE, tr("Tandem"), [section(told)], ref)
        return know_modal(asked)

    def replied(self, happening: Happening, sent: Sent, person: Person) -> None:
        """Keep what somebody knows, or knows better; raises ``BadFeedback``."""
        said, store = known(sent), self._parts.services.store
        words, unnamed, now = said.text, said.unnamed, happening.at
        if experts.own(store, person, said.gap) is not None:
            new = experts.reword(store, person, said.gap, text=words, unnamed=unnamed, now=now)
            if not self.reworded(new, person):
                self._notices.tell(happening, kept_post(new, changed=True))
            return
        try:
            kept = experts.reply(store, person, said.gap, text=words, unnamed=unnamed, now=now)
        except BadFeedback:
            self.become(said.gap, person, over_post())
            raise
        self.become(said.gap, person, replied_post(kept))

    def reworded(self, reply: ExpertReply, person: Person) -> bool:
        """Let whatever shows a reply show it as it is now; whether its author sees it so."""
        self.become(reply.gap, person, replied_post(reply))
        self._settle(reply.gap)
        return self._become_said(reply.gap, person, kept_post(reply, changed=True))

    def take_back(self, happening: Happening, ref: Ref, person: Person) -> None:
        """Let somebody's reply be gone, wherever it stands; raises ``BadFeedback``."""
        self.taken_back(ref.key, person, now=happening.at)
        if happening.payload.get("ephemeral"):
            self._notices.tell(happening, taken_back_post())

    def taken_back(self, gap: str, person: Person, *, now: datetime) -> None:
        """Let this person's reply to the gap be gone; raises ``BadFeedback``."""
        experts.take_back(self._parts.services.store, person, gap, now=now)
        asked = self._asked(person, gap)
        self.become(gap, person, question_post(asked) if asked else over_post())
        self._become_said(gap, person, taken_back_post())
        self._settle(gap)

    def pass_on(self, happening: Happening, ref: Ref, person: Person) -> None:
        """Let somebody else be asked."""
        if self._asked(person, ref.key) is not None:
            experts.decline(self._parts.services.store, person, ref.key)
        self.become(ref.key, person, passed_post())

    def leave(self, happening: Happening, ref: Ref, person: Person) -> None:
        """Ask this person nothing any more."""
        experts.leave(self._parts.services.store, person)
        self.become(ref.key, person, no_more_post())

    def helped(self, happening: Happening, ref: Ref, person: Person) -> None:
        """Note that a reply helped; raises ``BadFeedback``."""
        experts.helped(self._parts.services.store, person, ref.key, True, now=happening.at)

    def not_helped(self, happening: Happening, ref: Ref, person: Person) -> None:
        """Note that a reply did not help; raises ``BadFeedback``."""
        experts.helped(self._parts.services.store, person, ref.key, False, now=happening.at)

    def _person(self, happening: Happening) -> Person | None:
        return self._parts.services.store.directory.load().person(happening.payload["person"])

    def _asked(self, person: Person, gap: str) -> Asked | None:
        found = experts.all_open(self._parts.services.store, person)
        return next((each for each in found if each.gap == gap), None)

    def _deliver(
        self, person: Person, about: str, post: Post, happening: Happening, *, number: int = 0
    ) -> bool:
        """Send it wherever the person is known, or put it in place of what it said there before.

        ``number`` tells several of them about one thing apart. Returns whether it arrived anywhere.
        """
        arrived = False
        for workspace, user in self._parts.people.names(person):
            one = f"{about}:{workspace}:{user}"
            key = f"{about}:{number}:{workspace}:{user}" if number else one
            if self._parts.change(self._parts.services.store.deliveries.get(key), post):
                arrived = True
                continue
            there = self._parts.to_room(key, workspace, user, at=happening.at, about=one)
            sent = self._parts.deliverer.deliver(there, post)
            arrived = arrived or sent.state is DeliveryState.SENT
        return arrived

    def become(self, gap: str, person: Person, post: Post) -> None:
        """Put this in the place of the question, wherever the person was asked it."""
        for workspace, user in self._parts.people.names(person):
            key = question_key(gap, workspace, user)
            self._parts.change(self._parts.services.store.deliveries.get(key), post)

    def _become_said(self, gap: str, person: Person, post: Post) -> bool:
        """Put this below the words that were taken as this person's reply, where that can be."""
        changed = False
        for workspace, user in self._parts.people.names(person):
            about = said_about(gap, workspace, user)
            for each in self._parts.services.store.deliveries.about(about):
                changed |= self._parts.change(each, post)
        return changed

    def _settle(self, gap: str) -> None:
        """Take what is nobody's reply any more from whoever was told it."""
        store = self._parts.services.store
        directory, told = store.directory.load(), experts.told_of_gap(store, gap)
        for turn, asker in experts.who_waits(store, gap).items():
            person = directory.person(asker)
            if person is not None:
                with speaking(person.language):
                    self._withdraw(turn, person, still=told.get(turn, 0))

    def _withdraw(self, turn: str, person: Person, *, still: int) -> None:
        """Take back every reply of this turn but the one that is ``still`` told."""
        for workspace, user in self._parts.people.names(person):
            about = f"expert-reply:{turn}:{workspace}:{user}"
            for each in self._parts.services.store.deliveries.about(about):
                if not each.key.startswith(f"expert-reply:{turn}:{still}:"):
                    self._parts.change(each, withdrawn_post())


def question_key(gap: str, workspace: str, user: str) -> str:
    """Return the key of the message in which somebody is asked about a gap."""
    return f"expert:{gap}:{workspace}:{user}"


def said_about(gap: str, workspace: str, user: str) -> str:
    """Return what stands at the messages below words that somebody's reply was taken from."""
    return f"expert-said:{gap}:{workspace}:{user}"
