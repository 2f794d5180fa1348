"""The assistant asks in Slack: a direct message, a form with one field, and the ways to say no.

Knows where somebody is asked and that the message follows what became of it. Does not know who is
asked what and how often, nor what becomes of an answer (``bot.inquiries``).
"""

from bot import inquiries
from bot.channels.slack.blocks.elements import Json, section
from bot.channels.slack.blocks.inquiries import (
    answered_post,
    back_post,
    inquiry_post,
    left_post,
    let_go_post,
    over_post,
)
from bot.channels.slack.blocks.posts import Post
from bot.channels.slack.modals.frame import Sent, modal
from bot.channels.slack.modals.inquiries import inquiry_modal, seen
from bot.channels.slack.names import Form, Ref
from bot.channels.slack.parts import Parts
from bot.channels.slack.receiving import Work
from bot.feedback import BadFeedback
from bot.inquiries import Asked
from bot.speech import speaking, tr
from knowledge.model import Happening, Person


class Inquiring:
    """Asks people, and takes what they say."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def sweep(self) -> list[Happening]:
        """Return what people are to be asked."""
        store, now = self._parts.services.store, self._parts.clock()
        return [
            Happening(
                Work.INQUIRY,
                f"inquiry:{number}:{person}",
                now,
                payload={"number": number, "person": person},
            )
            for number, person in inquiries.to_tell(store, now=now)
        ]

    def tell(self, happening: Happening) -> None:
        """Ask one person, where they are known in Slack."""
        told = happening.payload
        person = self._parts.services.store.directory.load().person(told["person"])
        asked = self._asked(person, told["number"]) if person else None
        if person is None or asked is None:
            return
        with speaking(person.language):
            key = _key(asked.number)
            self._parts.tell(person, inquiry_post(asked), key=key, at=happening.at)

    def form(self, happening: Happening, ref: Ref, person: Person) -> Json:
        """Return the form to answer in; of a question that is not open any more, a sentence."""
        asked = self._asked(person, ref.number)
        if asked is None:
            self._become(ref.number, person, over_post())
            told = tr("This question is not open any more.")
            return modal(Form.SOURCE, tr("Tandem"), [section(told)], ref)
        return inquiry_modal(asked)

    def answered(self, happening: Happening, sent: Sent, person: Person) -> None:
        """Keep what somebody saw; raises ``BadFeedback``."""
        said = seen(sent)
        try:
            inquiries.answer(
                self._parts.services.store,
                person,
                said.number,
                text=said.text,
                unnamed=said.unnamed,
                again=True,
                now=happening.at,
            )
        except BadFeedback:
            self._become(said.number, person, over_post())
            raise
        self._become(said.number, person, answered_post())

    def let_go(self, happening: Happening, ref: Ref, person: Person) -> None:
        """Let the question go."""
        if self._asked(person, ref.number) is not None:
            inquiries.decline(
                self._parts.services.store, person, ref.number, now=self._parts.clock()
            )
        self._become(ref.number, person, let_go_post())

    def leave(self, happening: Happening, ref: Ref, person: Person) -> None:
        """Ask this person nothing any more."""
        inquiries.leave(self._parts.services.store, person, now=happening.at)
        self._become(ref.number, person, left_post(ref.number))

    def come_back(self, happening: Happening, ref: Ref, person: Person) -> None:
        """Ask this person again, sparingly."""
        inquiries.come_back(self._parts.services.store, person)
        self._become(ref.number, person, back_post())

    def _asked(self, person: Person, number: int) -> Asked | None:
        found = inquiries.open_for(self._parts.services.store, person, now=self._parts.clock())
        return next((each for each in found if each.number == number), None)

    def _become(self, number: int, person: Person, post: Post) -> None:
        """Put this in the place of the question, wherever the person was asked it."""
        for workspace, user in self._parts.people.names(person):
            key = f"{_key(number)}:{workspace}:{user}"
            sent = self._parts.services.store.deliveries.get(key)
            self._parts.change(sent, post)


def _key(number: int) -> str:
    return f"inquiry:{number}"
