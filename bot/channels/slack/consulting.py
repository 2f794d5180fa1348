"""Who knows, in Slack: a direct message with the question, a form, and the reply to who asked.

Knows where each is told and that the message follows what became of it. Does not know who is
asked, nor who may see a reply (``bot.experts``).
"""

from bot import experts
from bot.channels.slack.blocks.elements import Json, section
from bot.channels.slack.blocks.experts import (
    no_more_post,
    passed_post,
    question_post,
    replied_post,
    reply_post,
)
from bot.channels.slack.blocks.inquiries import over_post
from bot.channels.slack.blocks.posts import Post
from bot.channels.slack.modals.experts import know_modal, known
from bot.channels.slack.modals.frame import Sent, modal
from bot.channels.slack.names import Form, Ref
from bot.channels.slack.parts import Parts
from bot.channels.slack.receiving import Work
from bot.channels.slack.sending import to_channel
from bot.experts import Asked
from bot.feedback import BadFeedback
from bot.jobs import Job
from bot.speech import speaking, tr
from knowledge.model import DeliveryState, Happening, Person


class Consulting:
    """Asks who knows, and tells who asked."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

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
                f"expert-reply:{turn}",
                now,
                payload={"turn": turn, "person": person},
            )
            for turn, person in experts.to_tell(store)
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
        with speaking(person.language):
            for told in experts.news(store, person):
                if told.turn == turn and self._deliver(
                    person, f"expert-reply:{turn}", reply_post(told), happening
                ):
                    experts.seen(store, person, turn, now=happening.at)

    def form(self, happening: Happening, ref: Ref, person: Person) -> Json:
        """Return the form to reply in; of a question that is not open any more, a sentence."""
        asked = self._asked(person, ref.key)
        if asked is None:
            self._become(ref.key, person, over_post())
            told = tr("This question is not open any more.")
            return modal(Form.SOURCE, tr("Tandem"), [section(told)], ref)
        return know_modal(asked)

    def replied(self, happening: Happening, sent: Sent, person: Person) -> None:
        """Keep what somebody knows; raises ``BadFeedback``."""
        said, store = known(sent), self._parts.services.store
        try:
            experts.reply(
                store, person, said.gap, text=said.text, unnamed=said.unnamed, now=happening.at
            )
        except BadFeedback:
            self._become(said.gap, person, over_post())
            raise
        self._become(said.gap, person, replied_post())

    def pass_on(self, happening: Happening, ref: Ref, person: Person) -> None:
        """Let somebody else be asked."""
        if self._asked(person, ref.key) is not None:
            experts.decline(self._parts.services.store, person, ref.key)
        self._become(ref.key, person, passed_post())

    def leave(self, happening: Happening, ref: Ref, person: Person) -> None:
        """Ask this person nothing any more."""
        experts.leave(self._parts.services.store, person)
        self._become(ref.key, person, no_more_post())

    def helped(self, happening: Happening, ref: Ref, person: Person) -> None:
        """Note that a reply helped; raises ``BadFeedback``."""
        experts.helped(self._parts.services.store, person, ref.key, True, now=happening.at)

    def not_helped(self, happening: Happening, ref: Ref, person: Person) -> None:
        """Note that a reply did not help; raises ``BadFeedback``."""
        experts.helped(self._parts.services.store, person, ref.key, False, now=happening.at)

    def _person(self, happening: Happening) -> Person | None:
        return self._parts.services.store.directory.load().person(happening.payload["person"])

    def _asked(self, person: Person, gap: str) -> Asked | None:
        found = experts.open_for(self._parts.services.store, person, now=self._parts.clock())
        return next((each for each in found if each.gap == gap), None)

    def _deliver(self, person: Person, about: str, post: Post, happening: Happening) -> bool:
        """Send it wherever the person is known; whether it arrived anywhere."""
        arrived = False
        for workspace, user in self._parts.people.names(person):
            key = f"{about}:{workspace}:{user}"
            room = self._parts.people.room(workspace, user)
            sent = self._parts.deliverer.deliver(
                to_channel(key, workspace=workspace, channel=room, about=key, at=happening.at), post
            )
            arrived = arrived or sent.state is DeliveryState.SENT
        return arrived

    def _become(self, gap: str, person: Person, post: Post) -> None:
        """Put this in the place of the question, wherever the person was asked it."""
        for workspace, user in self._parts.people.names(person):
            key = f"expert:{gap}:{workspace}:{user}"
            sent = self._parts.services.store.deliveries.get(key)
            if sent is not None and sent.state is DeliveryState.SENT:
                self._parts.transport.change(sent.external, post, key)
