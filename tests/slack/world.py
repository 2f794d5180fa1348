"""What exists in the stand-in's workspaces: people, channels, messages, views, streams, files.

Knows shapes as Slack gives them out, and nothing of methods, limits or delivery.
"""

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

STREAM_LIFE = 300.0
"""Seconds after which a stream that nobody stopped is over."""


@dataclass
class User:
    """A person or a bot of one workspace."""

    id: str
    name: str
    real_name: str
    is_bot: bool = False
    locale: str = "en-US"
    time_zone: str = "Europe/Vienna"
    deleted: bool = False

    def shown(self, team: str) -> Json:
        """Return the user as ``users.info`` does."""
        return {
            "id": self.id,
            "team_id": team,
            "name": self.name,
            "real_name": self.real_name,
            "deleted": self.deleted,
            "tz": self.time_zone,
            "locale": self.locale,
            "is_bot": self.is_bot,
            "is_app_user": False,
            "profile": {
                "real_name": self.real_name,
                "display_name": self.name,
                "team": team,
            },
        }


@dataclass
class Channel:
    """A channel, or the conversation of one person with the app."""

    id: str
    name: str
    members: set[str] = field(default_factory=set)
    is_private: bool = False
    with_user: str = ""
    """The person, when this is a direct conversation with the app."""
    is_archived: bool = False

    @property
    def is_im(self) -> bool:
        """Whether this is a direct conversation."""
        return bool(self.with_user)

    @property
    def kind(self) -> str:
        """What events call this sort of conversation."""
        return "im" if self.is_im else "group" if self.is_private else "channel"

    def shown(self) -> Json:
        """Return the channel as ``conversations.info`` does."""
        about: Json = {"id": self.id, "is_im": self.is_im, "is_archived": self.is_archived}
        if self.is_im:
            return {**about, "user": self.with_user}
        return {
            **about,
            "name": self.name,
            "is_channel": not self.is_private,
            "is_group": self.is_private,
            "is_private": self.is_private,
            "num_members": len(self.members),
        }


@dataclass
class Stream:
    """How far a streamed message is."""

    started_at: float
    stopped: str = ""
    """Empty while it runs; then why it does not: stopped, by_user, expired."""
    tasks: dict[str, Json] = field(default_factory=dict)
    title: str = ""


@dataclass
class Message:
    """One message; ``text`` is what a person reads, blocks and streamed text come besides."""

    ts: str
    channel: str
    user: str
    text: str = ""
    bot_id: str = ""
    app_id: str = ""
    thread_ts: str = ""
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    metadata: Json | None = None
    files: list[Json] = field(default_factory=list)
    reactions: dict[str, list[str]] = field(default_factory=dict)
    edits: list[str] = field(default_factory=list)
    """The texts it had before, oldest first."""
    edited_ts: str = ""
    subtype: str = ""
    stream: Stream | None = None
    for_user: str = ""
    """Whom an ephemeral message is for."""
    arguments: Json = field(default_factory=dict)
    """How the app asked for it."""
    at: float = 0.0

    @property
    def thread(self) -> str:
        """The ts that names its thread."""
        return self.thread_ts or self.ts

    @property
    def is_done(self) -> bool:
        """Whether no stream of it runs."""
        return self.stream is None or bool(self.stream.stopped)

    @property
    def everything(self) -> str:
        """All that a person can read in it, in one string."""
        return "\n".join([self.text, *texts(self.blocks), *texts(self.attachments)])

    def shown(self, *, with_metadata: bool = False) -> Json:
        """Return the message as ``conversations.history`` does."""
        about: Json = {"type": "message", "user": self.user, "ts": self.ts, "text": self.text}
        optional = {
            "bot_id": self.bot_id,
            "app_id": self.app_id,
            "thread_ts": self.thread_ts,
            "blocks": self.blocks,
            "attachments": self.attachments,
            "files": self.files,
            "subtype": self.subtype,
        }
        about |= {name: value for name, value in optional.items() if value}
        if self.reactions:
            about["reactions"] = [
                {"name": name, "users": users, "count": len(users)}
                for name, users in self.reactions.items()
            ]
        if self.edited_ts:
            about["edited"] = {"user": self.user, "ts": self.edited_ts}
        if with_metadata and self.metadata:
            about["metadata"] = self.metadata
        return about


@dataclass
class View:
    """A modal that is open, or a Home tab."""

    id: str
    user: str
    body: Json
    hash: str
    root_id: str
    previous_id: str | None = None

    def shown(self, team: str, app_id: str, bot_id: str) -> Json:
        """Return the view as ``views.open`` and payloads do."""
        defaults: Json = {"private_metadata": "", "callback_id": "", "external_id": ""}
        defaults |= {"clear_on_close": False, "notify_on_close": False}
        defaults |= {"close": None, "submit": None, "state": {"values": {}}}
        return {
            **defaults,
            **self.body,
            "id": self.id,
            "team_id": team,
            "hash": self.hash,
            "previous_view_id": self.previous_id,
            "root_view_id": self.root_id,
            "app_id": app_id,
            "app_installed_team_id": team,
            "bot_id": bot_id,
        }


@dataclass
class File:
    """An uploaded file, or one whose upload was announced."""

    id: str
    name: str
    title: str = ""
    alt_text: str = ""
    content: bytes | None = None
    user: str = ""
    length: int = 0
    complete: bool = False

    def shown(self, base: str) -> Json:
        """Return the file as payloads do."""
        kind = self.name.rpartition(".")[2].lower()
        return {
            "id": self.id,
            "name": self.name,
            "title": self.title or self.name,
            "alt_txt": self.alt_text,
            "mimetype": {"png": "image/png", "jpg": "image/jpeg"}.get(kind, "text/plain"),
            "filetype": kind,
            "size": len(self.content or b""),
            "user": self.user,
            "url_private": f"{base}/files-pri/{self.id}/{self.name}",
            "url_private_download": f"{base}/files-pri/{self.id}/download/{self.name}",
            "permalink": f"{base}/files/{self.user}/{self.id}/{self.name}",
        }


@dataclass
class Workspace:
    """One team, with the app as it is installed there."""

    id: str
    name: str
    bot: User
    bot_id: str
    token: str
    scopes: frozenset[str]
    users: dict[str, User] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    messages: dict[str, dict[str, Message]] = field(default_factory=dict)
    ephemerals: list[Message] = field(default_factory=list)
    modals: dict[str, list[View]] = field(default_factory=dict)
    """The stack of open modals of each person, the top one last."""
    homes: dict[str, View] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    statuses: dict[tuple[str, str], Json] = field(default_factory=dict)
    """Per channel and thread: what the assistant says it is doing."""
    prompts: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    titles: dict[tuple[str, str], str] = field(default_factory=dict)
    sessions: dict[tuple[str, str], Json] = field(default_factory=dict)

    def find(self, channel: str, ts: str) -> Message | None:
        """Return that message, unless it is deleted."""
        return self.messages.get(channel, {}).get(ts)

    def view(self, view_id: str) -> View | None:
        """Return an open view by id or by the app's own id."""
        every = [view for stack in self.modals.values() for view in stack]
        for view in [*every, *self.homes.values()]:
            if view_id and view_id in (view.id, view.body.get("external_id")):
                return view
        return None


def texts(part: object) -> list[str]:
    """Return every text that a person can read in blocks, in order."""
    if isinstance(part, list):
        return [text for each in part for text in texts(each)]
    if not isinstance(part, dict):
        return []
    found = []
    for name, value in part.items():
        if isinstance(value, str) and name in {"text", "alt_text", "title", "details", "output"}:
            found.append(value)
        elif isinstance(value, dict | list):
            found.extend(texts(value))
    return found
