"""Chats: where Tandem is installed, what holds in each channel, and confirmed names of people.

Knows the records, that a state or code works once, and that every change of a channel's settings
stays with who made it and when. Does not know any vendor, nor tokens: they come here sealed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select

from knowledge.model import ChannelSettings, Place, QuietHours
from knowledge.store.database import Database
from knowledge.store.schema import (
    channel_settings,
    chat_codes,
    chat_names,
    install_states,
    workspaces,
)


@dataclass(frozen=True)
class Workspace:
    """One place where Tandem is installed; ``token`` is sealed, ``bot_user`` who we are there."""

    place: Place
    id: str
    name: str
    bot_user: str
    bot: str
    token: str = field(repr=False)
    scopes: str
    installed_by: str
    installed_at: datetime
    enterprise: str = ""


@dataclass(frozen=True)
class ChannelChange:
    """The settings of a channel as somebody left them; ``by`` is a person's id."""

    workspace: str
    channel: str
    settings: ChannelSettings
    by: str
    at: datetime


_WORKSPACES = (
    select(workspaces)
    .where(workspaces.c.place == bindparam("place"))
    .order_by(workspaces.c.installed_at)
)
"""Where it is installed, the first installed first."""

_REMOVE = delete(workspaces).where(
    workspaces.c.place == bindparam("place"), workspaces.c.id == bindparam("id")
)
"""Forget an installation."""

_OVER = delete(install_states).where(install_states.c.expires_at <= bindparam("now"))
"""Forget states that are over."""

_CONSUME = delete(install_states).where(install_states.c.hash == bindparam("hash"))
"""Use a state up."""

_NEWEST = (
    select(func.max(channel_settings.c.seq))
    .where(channel_settings.c.place == bindparam("place"))
    .group_by(channel_settings.c.workspace, channel_settings.c.channel)
)
"""The last change of each channel."""

_CURRENT = (
    select(channel_settings)
    .where(channel_settings.c.seq.in_(_NEWEST))
    .order_by(channel_settings.c.seq)
)
"""The settings of every channel as they are now."""

_OF_CHANNEL = (
    select(channel_settings)
    .where(
        channel_settings.c.place == bindparam("place"),
        channel_settings.c.workspace == bindparam("workspace"),
        channel_settings.c.channel == bindparam("channel"),
    )
    .order_by(channel_settings.c.seq.desc())
)
"""All changes of a channel's settings, the last first."""

_PERSON = select(chat_names.c.person_id).where(
    chat_names.c.place == bindparam("place"), chat_names.c.name == bindparam("name")
)
"""Whose confirmed name it is."""

_NAMES = select(chat_names.c.name).where(
    chat_names.c.place == bindparam("place"), chat_names.c.person_id == bindparam("person")
)
"""The confirmed names of a person."""

_UNLINK = delete(chat_names).where(
    chat_names.c.place == bindparam("place"), chat_names.c.name == bindparam("name")
)
"""Forget whose name it is."""

_CODE = select(chat_codes.c.place, chat_codes.c.name).where(
    chat_codes.c.hash == bindparam("hash"), chat_codes.c.expires_at > bindparam("now")
)
"""Which name this code is for, unless it is over."""

_FORGET_CODES = delete(chat_codes).where(
    chat_codes.c.place == bindparam("place"), chat_codes.c.name == bindparam("name")
)
"""Make a name's codes void."""


class Chats:
    """All installations, channel settings and confirmed names."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def install(self, workspace: Workspace) -> None:
        """Keep an installation in place of an earlier one of the same workspace."""
        values = {column.name: getattr(workspace, column.name) for column in workspaces.c}
        new = self._database.insert(workspaces).values(values)
        fresh = {name: value for name, value in values.items() if name not in ("place", "id")}
        with self._database.writing("chats") as connection:
            connection.execute(
                new.on_conflict_do_update(index_elements=["place", "id"], set_=fresh)
            )

    def workspaces(self, place: Place) -> list[Workspace]:
        """Return where Tandem is installed, the first installed first."""
        with self._database.reading() as connection:
            rows = connection.execute(_WORKSPACES, {"place": place}).mappings().all()
        return [Workspace(**{**row, "place": Place(row["place"])}) for row in rows]

    def uninstall(self, place: Place, workspace: str) -> bool:
        """Forget an installation with its token; False when there was none."""
        with self._database.writing("chats") as connection:
            return connection.execute(_REMOVE, {"place": place, "id": workspace}).rowcount > 0

    def issue_state(self, hashed: str, *, expires_at: datetime, now: datetime) -> None:
        """Keep the hash of a state that an installation is to bring back."""
        with self._database.writing("chats") as connection:
            connection.execute(_OVER, {"now": now})
            connection.execute(insert(install_states), {"hash": hashed, "expires_at": expires_at})

    def consume_state(self, hashed: str, *, now: datetime) -> bool:
        """Use a state up; False when it was never issued, is over, or was used before."""
        with self._database.writing("chats") as connection:
            connection.execute(_OVER, {"now": now})
            return connection.execute(_CONSUME, {"hash": hashed}).rowcount > 0

    def set_channel(
        self,
        place: Place,
        workspace: str,
        channel: str,
        settings: ChannelSettings,
        *,
        by: str,
        at: datetime,
    ) -> None:
        """Keep what holds in a channel from now on; what held before stays on record."""
        where = {"place": place, "workspace": workspace, "channel": channel}
        values = {**where, "content": _to_json(settings), "by": by, "at": at}
        with self._database.writing("chats") as connection:
            connection.execute(insert(channel_settings), values)

    def channel(self, place: Place, workspace: str, channel: str) -> ChannelSettings:
        """Return what holds in a channel now; the defaults where nobody has set anything."""
        found = self.changes(place, workspace, channel)
        return found[0].settings if found else ChannelSettings()

    def changes(self, place: Place, workspace: str, channel: str) -> list[ChannelChange]:
        """Return how a channel's settings came about, the last change first."""
        where = {"place": place, "workspace": workspace, "channel": channel}
        with self._database.reading() as connection:
            return [_change(row) for row in connection.execute(_OF_CHANNEL, where)]

    def channels(self, place: Place) -> list[ChannelChange]:
        """Return the settings of all channels as they are now."""
        with self._database.reading() as connection:
            return [_change(row) for row in connection.execute(_CURRENT, {"place": place})]

    def offer_code(self, hashed: str, *, place: Place, name: str, expires_at: datetime) -> None:
        """Keep the hash of the code with which somebody claims a name; earlier ones are void."""
        values = {"hash": hashed, "place": place, "name": name, "expires_at": expires_at}
        with self._database.writing("chats") as connection:
            connection.execute(_FORGET_CODES, {"place": place, "name": name})
            connection.execute(insert(chat_codes), values)

    def code(self, hashed: str, *, now: datetime) -> tuple[Place, str] | None:
        """Return the place and name that the code is for, while it can be used."""
        with self._database.reading() as connection:
            row = connection.execute(_CODE, {"hash": hashed, "now": now}).one_or_none()
        return None if row is None else (Place(row.place), row.name)

    def link(self, hashed: str, *, person_id: str, now: datetime) -> bool:
        """Use the code up: its name is this person's from now on; False when it is over."""
        with self._database.writing("chats") as connection:
            row = connection.execute(_CODE, {"hash": hashed, "now": now}).one_or_none()
            if row is None:
                return False
            where = {"place": row.place, "name": row.name}
            connection.execute(_FORGET_CODES, where)
            connection.execute(_UNLINK, where)
            connection.execute(insert(chat_names), {**where, "person_id": person_id, "at": now})
            return True

    def person_of(self, place: Place, name: str) -> str | None:
        """Return the id of the person who confirmed that this is their name there."""
        with self._database.reading() as connection:
            return connection.scalar(_PERSON, {"place": place, "name": name})

    def names_of(self, place: Place, person_id: str) -> list[str]:
        """Return the names that the person confirmed in that place."""
        with self._database.reading() as connection:
            return list(connection.scalars(_NAMES, {"place": place, "person": person_id}))

    def unlink(self, place: Place, name: str) -> bool:
        """Forget whose name it is; False when nobody had confirmed it."""
        with self._database.writing("chats") as connection:
            return connection.execute(_UNLINK, {"place": place, "name": name}).rowcount > 0


def _change(row: Any) -> ChannelChange:
    return ChannelChange(row.workspace, row.channel, _from_json(row.content), row.by, row.at)


def _to_json(settings: ChannelSettings) -> dict[str, Any]:
    quiet, digest = settings.quiet, settings.digest_at
    return {
        "opted_in": settings.opted_in,
        "team": settings.team,
        "assets": list(settings.assets),
        "quiet": [quiet.start.isoformat(), quiet.end.isoformat()] if quiet else None,
        "language": settings.language,
        "curators": list(settings.curators),
        "digest_at": digest.isoformat() if digest else None,
    }


def _from_json(content: dict[str, Any]) -> ChannelSettings:
    quiet: Sequence[str] | None = content["quiet"]
    digest: str | None = content["digest_at"]
    return ChannelSettings(
        opted_in=content["opted_in"],
        team=content["team"],
        assets=tuple(content["assets"]),
        quiet=QuietHours(*map(time.fromisoformat, quiet)) if quiet else None,
        language=content["language"],
        curators=tuple(content["curators"]),
        digest_at=time.fromisoformat(digest) if digest else None,
    )
