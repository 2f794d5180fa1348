"""What the stand-in keeps and how it changes; every change that apps hear of becomes an event.

Knows one app, installed in one or more workspaces. Does not know how an event travels: that is
``deliver``, which the running stand-in gives it.
"""

import copy
import itertools
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.slack.calls import Call
from tests.slack.failures import Failure
from tests.slack.limits import Refused
from tests.slack.manifest import AGENT, Manifest
from tests.slack.rates import Rates
from tests.slack.world import Channel, Message, User, View, Workspace

Json = dict[str, Any]

TEAM = "T0NORTH"
"""The first workspace."""
TRIGGER_LIFE = 3.0
GONE = "This message was deleted."
SUBSCRIPTIONS = {"channel": "message.channels", "group": "message.groups", "im": "message.im"}


@dataclass
class Trigger:
    """Leave to open a modal for a person, for a moment and once."""

    team: str
    user: str
    at: float
    is_spent: bool = False


@dataclass
class ResponseUrl:
    """An address at which the app may answer an interaction five times in half an hour."""

    team: str
    channel: str
    user: str
    at: float
    ts: str = ""
    """The message whose button was pressed."""
    thread_ts: str = ""
    left: int = 5


class State:
    """Workspaces, and what happens in them."""

    def __init__(self, *, manifest: Json | None = None, signing_secret: str) -> None:
        self.manifest = Manifest.read(manifest or AGENT)
        self.signing_secret = signing_secret
        self.client_id, self.client_secret = "4411.8822", "a-client-secret"
        self.app_id, self.app_token = "A0TANDEM", "xapp-1-A0TANDEM-stand-in"
        self.url = ""
        self.ahead = 0.0
        """Seconds by which this Slack's clock is ahead of the machine's."""
        self.lock = threading.RLock()
        self.rates = Rates()
        self.calls: list[Call] = []
        self.failures: list[tuple[str, Failure]] = []
        self.workspaces: dict[str, Workspace] = {}
        self.tickets: set[str] = set()
        self.codes: dict[str, tuple[str, str, str]] = {}
        self.triggers: dict[str, Trigger] = {}
        self.response_urls: dict[str, ResponseUrl] = {}
        self.deliver: Callable[[str, Json], None] = lambda team, event: None
        self.echoes = True
        """Whether the app hears of its own messages, as it does."""
        self._numbers = itertools.count(1)
        self._last_ts = 0
        self.add_workspace(TEAM, "northfield")

    @property
    def workspace(self) -> Workspace:
        """The first workspace: the only one in most tests."""
        return next(iter(self.workspaces.values()))

    def now(self) -> float:
        """Return this Slack's time, in seconds since 1970."""
        return time.time() + self.ahead

    def next_ts(self) -> str:
        """Return a ts that nothing has yet, later than every other."""
        with self.lock:
            self._last_ts = max(self._last_ts + 1, int(self.now() * 1_000_000))
            return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def new_id(self, letter: str) -> str:
        """Return an id that nothing has yet."""
        return f"{letter}0{next(self._numbers):08d}"

    def new_hash(self) -> str:
        """Return the mark of one state of a view."""
        return f"{int(self.now())}.{secrets.token_hex(4)}"

    def add_workspace(self, team: str, name: str) -> Workspace:
        """Install the app in a further workspace."""
        bot = User(f"U0BOT{len(self.workspaces)}", "tandem", self.manifest.name, is_bot=True)
        made = Workspace(
            id=team,
            name=name,
            bot=bot,
            bot_id=f"B0BOT{len(self.workspaces)}",
            token=f"xoxb-{team}-stand-in",
            scopes=self.manifest.scopes,
            users={bot.id: bot},
        )
        self.workspaces[team] = made
        return made

    def add_user(self, name: str, *, real_name: str = "", team: str = "", **more: Any) -> User:
        """Let a person be there; the id is made of the name: ``amara`` is ``U0AMARA``."""
        workspace = self.of(team)
        user = User(user_id(name), name, real_name or name.title(), **more)
        workspace.users[user.id] = user
        return user

    def add_channel(
        self, name: str, *, members: tuple[str, ...] = (), private: bool = False,
        with_bot: bool = True, team: str = "",
    ) -> Channel:  # fmt: skip
        """Let a channel be there with those people: ``line-3`` is ``C0LINE3``."""
        workspace = self.of(team)
        ids = {self.user_id(each, team=team) for each in members}
        ids |= {workspace.bot.id} if with_bot else set()
        channel = Channel(f"C0{_upper(name)}", name, ids, is_private=private)
        workspace.channels[channel.id] = channel
        return channel

    def of(self, team: str) -> Workspace:
        """Return that workspace, the first when none is named."""
        return self.workspaces[team] if team else self.workspace

    def user_id(self, name: str, *, team: str = "") -> str:
        """Return the id of a person, who is made known when new."""
        users = self.of(team).users
        if name in users:
            return name
        known = {user.name: user.id for user in users.values() if not user.is_bot}
        return known[name] if name in known else self.add_user(name, team=team).id

    def channel_of(self, name: str, *, team: str = "") -> Channel:
        """Return a channel by id or name; ``@amara`` is her conversation with the app."""
        if name.startswith("@"):
            return self.direct(self.user_id(name[1:], team=team), team=team)
        channels = self.of(team).channels
        found = channels.get(name) or {each.name: each for each in channels.values()}.get(name)
        if found is None:
            raise KeyError(f"no channel {name}: add it with add_channel")
        return found

    def direct(self, user: str, *, team: str = "") -> Channel:
        """Return the conversation of a person with the app, opened when there is none."""
        workspace = self.of(team)
        for each in workspace.channels.values():
            if each.with_user == user:
                return each
        made = Channel(f"D{user[1:]}", "directmessage", {workspace.bot.id}, with_user=user)
        workspace.channels[made.id] = made
        return made

    def find_user(self, name: str, *, team: str = "") -> User:
        """Return a person by name or id."""
        return self.of(team).users[self.user_id(name, team=team)]

    def put(self, message: Message, *, team: str, quietly: bool = False) -> None:
        """Let a message stand in its channel; ``quietly``: nobody is told yet."""
        name_blocks(message.blocks)
        self.of(team).messages.setdefault(message.channel, {})[message.ts] = message
        if not quietly:
            self.announce(message, team=team)

    def announce(self, message: Message, *, team: str) -> None:
        """Tell the app of a message as Slack does, a mention of it once more."""
        workspace = self.of(team)
        if message.bot_id == workspace.bot_id and not self.echoes:
            return
        event = {**message.shown(with_metadata=True), **self._about(message, team, message.ts)}
        if message.thread_ts:
            event["parent_user_id"] = self._author(message, team)
        self.tell(team, event)
        mention, channel = f"<@{workspace.bot.id}>", workspace.channels[message.channel]
        if mention in message.text and not channel.is_im and not message.bot_id:
            named = ("user", "ts", "text", "thread_ts", "parent_user_id", "client_msg_id", "files")
            told = {name: event[name] for name in named if name in event}
            about = {"channel": channel.id, "team": team, "event_ts": message.ts}
            self.tell(team, {"type": "app_mention", **told, **about})

    def edited(self, message: Message, *, team: str) -> None:
        """Tell the app that a message is another now."""
        name_blocks(message.blocks)
        message.edited_ts = self.next_ts()
        if message.bot_id == self.of(team).bot_id and not self.echoes:
            return
        before = {**message.shown(), "text": message.edits[-1]}
        self.tell(
            team,
            {
                "type": "message",
                "subtype": "message_changed",
                "hidden": True,
                "message": {**message.shown(), "team": team},
                "previous_message": before,
                "ts": message.edited_ts,
                **self._about(message, team, message.edited_ts),
            },
        )

    def remove(self, message: Message, *, team: str) -> None:
        """Delete a message and tell the app; one with replies leaves a tombstone until they go."""
        here, moment = self.of(team).messages[message.channel], self.next_ts()
        told: Json = {"type": "message", "hidden": True, "ts": moment}
        told |= {"previous_message": message.shown(), **self._about(message, team, moment)}
        if _has_replies(message, here):
            message.user, message.text, message.subtype = "USLACKBOT", GONE, "tombstone"
            message.blocks, message.thread_ts = [], message.ts
            told |= {"subtype": "message_changed", "message": message.shown()}
        else:
            del here[message.ts]
            told |= {"subtype": "message_deleted", "deleted_ts": message.ts}
        self.tell(team, told)
        root = here.get(message.thread_ts)
        if root and root.subtype == "tombstone" and not _has_replies(root, here):
            self.remove(root, team=team)

    def tell(self, team: str, event: Json) -> None:
        """Deliver an event if the app asked for its kind and may know of it."""
        workspace, kind = self.of(team), event["type"]
        if kind in ("message", "app_mention"):
            channel = workspace.channels[event["channel"]]
            if workspace.bot.id not in channel.members:
                return
            kind = SUBSCRIPTIONS[channel.kind] if kind == "message" else kind
        if kind in self.manifest.events:
            self.deliver(team, copy.deepcopy(event))

    def new_trigger(self, user: str, *, team: str) -> str:
        """Give leave to open a modal for that person."""
        name = f"{next(self._numbers)}.{team}.{secrets.token_hex(8)}"
        self.triggers[name] = Trigger(team, user, self.now())
        return name

    def spend_trigger(self, name: str, *, team: str) -> str:
        """Return for whom a modal may be opened; never twice, and not later than 3 s."""
        found = self.triggers.get(name)
        if found is None or found.team != team:
            raise Refused("invalid_trigger_id")
        if found.is_spent:
            raise Refused("exchanged_trigger_id")
        if self.now() - found.at > TRIGGER_LIFE:
            raise Refused("expired_trigger_id")
        found.is_spent = True
        return found.user

    def new_view(self, person: str, body: Json, *, team: str, on: View | None = None) -> View:
        """Return a modal of that content, which lies on another one or on none."""
        mine = body.get("external_id")
        if mine and self.of(team).view(mine):
            raise Refused("duplicate_external_id")
        name = self.new_id("V")
        root, before = (on.root_id, on.id) if on else (name, None)
        return View(name, person, self.named(body), self.new_hash(), root, before)

    def named(self, body: Json) -> Json:
        """Return a view whose blocks all have ids."""
        body = copy.deepcopy(body)
        name_blocks(body["blocks"])
        return body

    def new_response_url(self, team: str, channel: str, user: str, message: Message | None) -> str:
        """Return an address at which this interaction may be answered."""
        name = secrets.token_urlsafe(12)
        ts, thread = (message.ts, message.thread_ts) if message else ("", "")
        self.response_urls[name] = ResponseUrl(team, channel, user, self.now(), ts, thread)
        return f"{self.url}/actions/{team}/{name}"

    def _author(self, message: Message, team: str) -> str:
        root = self.of(team).find(message.channel, message.thread_ts)
        return root.user if root else ""

    def _about(self, message: Message, team: str, moment: str) -> Json:
        channel = self.of(team).channels[message.channel]
        about = {"channel": channel.id, "channel_type": channel.kind, "event_ts": moment}
        return about | {"team": team}


def name_blocks(blocks: list[Json]) -> None:
    """Give a block without an id one of Slack's."""
    for block in blocks:
        block.setdefault("block_id", secrets.token_urlsafe(4))


def _has_replies(root: Message, among: dict[str, Message]) -> bool:
    return any(each.thread_ts == root.ts != each.ts for each in among.values())


def user_id(name: str) -> str:
    """Return the id of a person of that name."""
    return f"U0{_upper(name)}"


def _upper(name: str) -> str:
    return "".join(letter for letter in name.upper() if letter.isalnum())
