"""``/why`` and ``/tandem``: asked alone, linked, told how it goes.

Knows the words behind ``/tandem``. Its form opens at once (``opening``). Whatever is answered, only
who typed it sees it.
"""

from typing import Any

from bot.accounts import claim_link
from bot.answering.intents import Intent, intent_of
from bot.channels.slack.blocks.posts import Post
from bot.channels.slack.blocks.reading import inert
from bot.channels.slack.channels import may_set_channels
from bot.channels.slack.names import Command
from bot.channels.slack.notices import Notices
from bot.channels.slack.parts import Parts
from bot.channels.slack.people import is_stranger
from bot.channels.slack.receiving import Work
from bot.channels.slack.turns import Turns
from bot.speech import speaking, tr
from knowledge.model import Happening, Person, Place

_LINK, _UNLINK = "link", "unlink"


class Commands:
    """The durable work on slash commands."""

    def __init__(self, parts: Parts, turns: Turns, notices: Notices) -> None:
        self._parts = parts
        self._turns = turns
        self._notices = notices

    def begun(self, happening: Happening) -> dict[str, Any]:
        """Return what is answered at once: where a language model takes its time, that it does."""
        asks = happening.name == Work.COMMAND and happening.payload["command"] == Command.WHY
        if not asks or not self._parts.services.settings.connection:
            return {}
        with speaking(self._parts.people.person(happening.by).language):
            return {"response_type": "ephemeral", "text": inert(tr("I am looking it up…"))}

    def command(self, happening: Happening) -> None:
        """Do what the command says."""
        said = happening.payload
        person = self._parts.people.person(happening.by)
        with speaking(person.language):
            if said["command"] == Command.WHY:
                self._turns.ask(happening, asked_why(said["text"], person.language))
                return
            word = said["text"].casefold().strip()
            if word == _LINK:
                self._link(happening, person)
            elif word == _UNLINK:
                self._unlink(happening)
            elif word or not may_set_channels(person) or said["channel"].startswith("D"):
                self._notices.tell(happening, _help(person))

    def _link(self, happening: Happening, person: Person) -> None:
        """Give a link with which whoever signs in on the web confirms that this is them."""
        if not is_stranger(person):
            told = tr("You are {person} here. Everything is set.", person=person.name)
            self._notices.tell(happening, told)
            return
        link = claim_link(self._parts.services, Place.SLACK, happening.by, now=self._parts.clock())
        told = tr(
            "Open this link within ten minutes, sign in, and confirm that you are {name}. Give it "
            "to nobody.",
            name=happening.by,
        )
        self._notices.tell(happening, Post.saying(told, link_to=(link.url, tr("This is me"))))

    def _unlink(self, happening: Happening) -> None:
        if self._parts.services.store.chats.unlink(Place.SLACK, happening.by):
            told = tr("You are not linked any more: you see only what is for everyone.")
        else:
            told = tr("You had no link of your own. What is imported is changed by your admin.")
        self._notices.tell(happening, told)


def asked_why(text: str, language: str) -> str:
    """Return the question behind the command: its own "why" belongs to it, unless it is another."""
    if not text:
        return tr("Why?")
    if "?" in text or intent_of(text, language) is not Intent.DOCUMENT:
        return text
    return tr("Why {matter}?", matter=text)


def _help(person: Person) -> str:
    lines = [
        tr("Ask in my messages, mention me in a channel, or type /why and your question."),
        tr("/tandem link: say who you are. /tandem unlink: take that back."),
    ]
    if may_set_channels(person):
        lines.append(tr("/tandem in a channel: what I do there."))
    return "\n".join(lines)
