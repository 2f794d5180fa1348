"""Who somebody in Slack is: a person of the directory, or somebody of whom nothing is known.

Knows imported and confirmed names, and who reads a channel. Does not know what anybody may see
(``knowledge.access``). Names are asked of the store at every question; of Slack only who is in a
channel and which of them are bots, kept for a moment.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from bot.accounts import account_holder, may_sign_in
from bot.channels.slack.calling import called, listed
from bot.channels.slack.receiving import name_in
from bot.channels.slack.workspaces import Workspaces
from bot.delivering import Refused
from bot.services import Services
from knowledge.model import Person, Place

MEMBERS_SECONDS = 240.0
"""So long a channel's members are believed, unless Slack tells of a change before. Slack answers a
hundred such questions a minute; what somebody may see is asked anew each time all the same."""
KIND_SECONDS = 3_600.0
_PAGE = 500
STRANGER = "slack-"
_log = logging.getLogger("tandem.slack")


def is_stranger(person: Person) -> bool:
    """Whether nobody has said who this is: they see what is for everyone."""
    return person.id.startswith(STRANGER)


def _stranger(name: str) -> Person:
    return Person(id=f"{STRANGER}{name}", name="", roles=frozenset())


@dataclass
class _Kept:
    """Answers of Slack by key, with the time they were given."""

    seconds: float
    clock: Callable[[], float]
    values: dict[tuple[str, str], tuple[float, object]] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def get(self, key: tuple[str, str], ask: Callable[[], object]) -> object:
        with self.lock:
            at, value = self.values.get(key, (float("-inf"), None))
        if self.clock() - at < self.seconds:
            return value
        value = ask()
        with self.lock:
            self.values[key] = (self.clock(), value)
        return value

    def forget(self, key: tuple[str, str]) -> None:
        with self.lock:
            self.values.pop(key, None)


class People:
    """Tells people by their ids in Slack."""

    def __init__(
        self,
        services: Services,
        workspaces: Workspaces,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._services = services
        self._workspaces = workspaces
        self._members = _Kept(MEMBERS_SECONDS, clock)
        self._bots = _Kept(KIND_SECONDS, clock)
        self._rooms = _Kept(float("inf"), clock)

    def person(self, name: str) -> Person:
        """Return who goes by the name (``U1@T1``): imported, else confirmed, else a stranger.

        Whose account is closed is a stranger too.
        """
        store = self._services.store
        found = store.directory.load().person_of(Place.SLACK, name)
        known = found.id if found else store.chats.person_of(Place.SLACK, name)
        holder = account_holder(self._services, known) if known else None
        if holder is None or not may_sign_in(self._services, holder.id):
            return _stranger(name)
        return holder

    def readers(self, workspace: str, channel: str) -> tuple[Person, ...]:
        """Return who reads the channel, one of each kind of rights: enough to know what all see.

        Somebody of whom nothing is known stands for all: they see only what everybody sees. Bots
        read too, but they are not asked what they may see. Where Slack does not say who reads it,
        anybody might. Raises what Slack's calls raise.
        """
        kinds: dict[object, Person] = {}
        try:
            users = self._users(workspace, channel)
        except Refused as refused:
            _log.warning("who reads %s is not to be had: %s", channel, refused)
            return (_stranger(channel),)
        for user in users:
            person = self.person(name_in(workspace, user))
            if is_stranger(person):
                if self._is_bot(workspace, user):
                    continue
                return (person,)
            kinds.setdefault((person.teams, person.sees_all), person)
        return tuple(kinds.values())

    def forget_members(self, workspace: str, channel: str) -> None:
        """Ask Slack again who is in the channel: somebody came or went."""
        self._members.forget((workspace, channel))

    def room(self, workspace: str, user: str) -> str:
        """Return the channel in which the person and we talk alone."""
        client = self._workspaces.client(workspace)

        def ask() -> str:
            return str(called(lambda: client.conversations_open(users=user))["channel"]["id"])

        return str(self._rooms.get((workspace, user), ask))

    def names(self, person: Person) -> Iterator[tuple[str, str]]:
        """Give the workspace and user id of every name the person has in Slack."""
        imported = (each.name for each in person.known_as if each.place is Place.SLACK)
        confirmed = self._services.store.chats.names_of(Place.SLACK, person.id)
        for name in dict.fromkeys((*imported, *confirmed)):
            user, _, workspace = name.partition("@")
            yield workspace, user

    def _users(self, workspace: str, channel: str) -> tuple[str, ...]:
        client = self._workspaces.client(workspace)

        def ask() -> tuple[str, ...]:
            return tuple(
                listed(
                    "members",
                    lambda at: client.conversations_members(
                        channel=channel, cursor=at, limit=_PAGE
                    ),
                )
            )

        found = self._members.get((workspace, channel), ask)
        assert isinstance(found, tuple)
        us = self._workspaces.of(workspace).bot_user
        return tuple(each for each in found if each != us)

    def _is_bot(self, workspace: str, user: str) -> bool:
        client = self._workspaces.client(workspace)

        def ask() -> bool:
            return bool(called(lambda: client.users_info(user=user))["user"].get("is_bot"))

        return bool(self._bots.get((workspace, user), ask))
