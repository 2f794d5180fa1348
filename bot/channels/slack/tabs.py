"""The app's own place: the Home tab of each person, and what they can ask in Messages right now.

Knows what each role finds there. Does not know how it looks (``home``, ``prompts``). It is made
anew each time it is opened, and after each click on it.
"""

import logging
from collections.abc import Sequence

from bot import corrections, requests
from bot.accounts import site_address
from bot.channels.slack.calling import called
from bot.channels.slack.curating import Curating
from bot.channels.slack.home import Home, Receipt, TeamPage, home_view, stranger_home
from bot.channels.slack.parts import Parts
from bot.channels.slack.people import is_stranger
from bot.channels.slack.prompts import prompts, questions
from bot.channels.slack.receiving import name_in
from bot.channels.slack.reviewing import Reviewing
from bot.channels.slack.standing import area_lines
from bot.delivering import Refused
from bot.shown.cards import Card, recent_cards
from bot.speech import speaking, tr
from knowledge import access
from knowledge.model import Happening, Person, Place, Role

_log = logging.getLogger("tandem.slack")
_MOST = 20
_SHOWN_RECEIPTS = 5


class Tabs:
    """Fills the Home tab and the prompts of Messages."""

    def __init__(self, parts: Parts, reviewing: Reviewing, curating: Curating) -> None:
        self._parts = parts
        self._reviewing = reviewing
        self._curating = curating

    def opened(self, happening: Happening) -> None:
        """Fill the tab that somebody looks at."""
        saw = happening.payload
        if saw["tab"] == "home":
            self.publish(saw["workspace"], saw["user"])
        elif saw["tab"] == "messages":
            self._suggest(saw["workspace"], saw["channel"], saw["user"])

    def publish(self, workspace: str, user: str) -> None:
        """Show the person their Home tab as things stand."""
        name = name_in(workspace, user)
        person = self._parts.people.person(name)
        client = self._parts.workspaces.client(workspace)
        with speaking(person.language):
            if is_stranger(person):
                view = stranger_home(user=name)
            else:
                view = home_view(self._home(person, workspace, user), now=self._parts.clock())
            called(lambda: client.views_publish(user_id=user, view=view))

    def _suggest(self, workspace: str, channel: str, user: str) -> None:
        """Offer questions that fit what is open on the person's equipment."""
        person = self._parts.people.person(name_in(workspace, user))
        client = self._parts.workspaces.client(workspace)
        with speaking(person.language):
            offered = prompts(self._cards(person))
            try:
                called(
                    lambda: client.assistant_threads_setSuggestedPrompts(
                        channel_id=channel, title=tr("You can ask"), prompts=offered
                    )
                )
            except Refused as refused:
                _log.warning("no prompts could be offered: %s", refused)

    def _home(self, person: Person, workspace: str, user: str) -> Home:
        services = self._parts.services
        directory = services.store.directory.load()
        cards, place = self._cards(person), access.own_place(directory, person)
        asked = [
            requests.told(each, reader=person, directory=directory)
            for each in access.requests(services.store, person)
            if each.asker != person.id and access.sent_to(person, each)
        ]
        return Home(
            place=directory.full_name_of(place) if place else "",
            ask=questions(),
            cards=[card for card in cards if card.wants_decision],
            requests=asked,
            receipts=self._receipts(person),
            team=self._team(person, workspace, user),
            pending=self._reviewing.pending(person),
            drafts=self._curating.drafts(person),
            link=site_address(services.settings) if services.settings.public_url else "",
        )

    def _cards(self, person: Person) -> Sequence[Card]:
        now = self._parts.clock()
        return recent_cards(self._parts.services.store, person, limit=_MOST, now=now)

    def _receipts(self, person: Person) -> list[Receipt]:
        store, now = self._parts.services.store, self._parts.clock()
        found = corrections.receipts(store, person, now=now)[:_SHOWN_RECEIPTS]
        return [
            Receipt(
                said=each.told.correction.text,
                state=each.told.state,
                at=each.told.lines[-1].at,
                reason=each.told.lines[-1].step.reason,
            )
            for each in found
        ]

    def _team(self, person: Person, workspace: str, user: str) -> TeamPage | None:
        if Role.SUPERVISOR not in person.roles:
            return None
        services = self._parts.services
        directory = services.store.directory.load()
        names = [team.name for team in directory.teams if team.id in person.teams]
        at = services.store.chats.channel(Place.SLACK, workspace, user).digest_at
        told = tr("Your digest comes each day at {time}.", time=f"{at:%H:%M}") if at else ""
        lines = area_lines(services.store, person, now=self._parts.clock())
        return TeamPage(name=", ".join(names), lines=lines, digest=told)
