"""Digests to channels and people, each day at the time that is set there; each recipient once.

Knows when one is due and to whom it goes: one row in the inbox and one delivery a recipient, so
that each has a result of its own and is tried again by itself. Does not know how it looks.
"""

from datetime import datetime, timedelta

from bot.accounts import site_address
from bot.channels.slack.blocks.posts import Post
from bot.channels.slack.digests import Digest, Part, digest_posts
from bot.channels.slack.parts import Parts
from bot.channels.slack.people import is_stranger
from bot.channels.slack.receiving import Work, name_in
from bot.channels.slack.sending import place_of, to_channel
from bot.channels.slack.standing import coming, unanswered, waiting
from bot.jobs.schedules import Daily, period_key
from bot.shown.times import exact
from bot.speech import speaking, tr
from knowledge.model import Happening, Person, Place
from knowledge.store import ChannelChange

_LATE = timedelta(hours=6)
"""A digest that could not be sent by then is not of that day any more."""
_USERS = ("U", "W")


class Digests:
    """Sends digests."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def sweep(self) -> list[Happening]:
        """Return the digests whose time has come."""
        now, zone = self._parts.clock(), self._parts.services.settings.zone
        found = []
        for change in self._parts.services.store.chats.channels(Place.SLACK):
            if change.settings.digest_at is None:
                continue
            begin = Daily(change.settings.digest_at, zone).latest(now)
            if change.at < begin and now - begin < _LATE:
                found.append(_due(change, begin))
        return found

    def tell(self, happening: Happening) -> None:
        """Send one digest to its recipient; a person gets it alone."""
        told = happening.payload
        workspace, to = told["workspace"], told["to"]
        if to.startswith(_USERS):
            reader = self._parts.people.person(name_in(workspace, to))
            if is_stranger(reader):
                return
            room, language = self._parts.people.room(workspace, to), reader.language
        else:
            reader, room, language = _crew(told["team"]), to, told["language"]
        with speaking(language):
            if to.startswith(_USERS) or self._may_all_see(workspace, to, told["team"]):
                posts = digest_posts(self._digest(reader, happening.at))
            else:
                posts = (Post.saying(_not_for_all()),)
        thread = ""
        for number, post in enumerate(posts):
            sent = self._parts.deliverer.deliver(
                to_channel(
                    f"{happening.key}:{number}",
                    workspace=workspace,
                    channel=room,
                    thread=thread,
                    about=happening.key,
                    at=happening.at,
                ),
                post,
            )
            if not sent.external:
                return  # refused: its row says why
            thread = thread or place_of(sent.external)[2]

    def _may_all_see(self, workspace: str, channel: str, team: str) -> bool:
        readers = self._parts.people.readers(workspace, channel)
        return all(each.sees_all or team in each.teams for each in readers)

    def _digest(self, reader: Person, at: datetime) -> Digest:
        services, now = self._parts.services, self._parts.clock()
        store, zone = services.store, services.settings.zone
        parts = [
            Part(tr("Wants a decision"), waiting(store, reader, now=now)),
            Part(tr("Nobody has come yet"), coming(store, reader)),
            Part(tr("Stayed without an answer"), unanswered(store, reader)),
        ]
        return Digest(
            title=tr("How it stands"),
            period=exact(at, zone),
            parts=[each for each in parts if each.lines],
            ask=[tr("What is open?")],
            link=site_address(services.settings) if services.settings.public_url else "",
        )


def _due(change: ChannelChange, begin: datetime) -> Happening:
    told = {
        "workspace": change.workspace,
        "to": change.channel,
        "team": change.settings.team,
        "language": change.settings.language,
    }
    key = f"{change.workspace}:{change.channel}:digest:{period_key(begin)}"
    return Happening(Work.DIGEST, key, begin, payload=told)


def _not_for_all() -> str:
    return tr(
        "The digest is not posted here: not everybody in this channel may see what it tells of "
        "the team."
    )


def _crew(team: str) -> Person:
    """Return what everybody of a team may see, as a person: nobody's own things are in it."""
    return Person(id="", name="", teams=frozenset({team} if team else ()))
