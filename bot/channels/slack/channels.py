"""What holds in a channel, as an admin sets it with ``/tandem``; and when somebody's digest comes.

Knows who may set what, and the forms' values as settings. Does not know how forms look.
"""

from datetime import time
from typing import Any

from bot.channels.slack.blocks.elements import Json
from bot.channels.slack.calling import called
from bot.channels.slack.modals.frame import Sent
from bot.channels.slack.modals.settings import (
    ChannelForm,
    channel_form,
    channel_modal,
    digest_modal,
)
from bot.channels.slack.names import Ref
from bot.channels.slack.notices import Notices
from bot.channels.slack.parts import Parts
from bot.channels.slack.people import is_stranger
from bot.channels.slack.receiving import name_in
from bot.delivering import Refused
from bot.speech import tr
from knowledge import access
from knowledge.model import (
    ChannelSettings,
    Group,
    Happening,
    Person,
    Place,
    QuietHours,
    Role,
    within,
)


def may_set_channels(person: Person) -> bool:
    """Whether the person may say what holds in a channel."""
    return person.sees_all or Role.ADMIN in person.roles


class Channels:
    """Settings of channels and of people's digests, kept with who set them and when."""

    def __init__(self, parts: Parts, notices: Notices) -> None:
        self._parts = parts
        self._notices = notices
        self._names: dict[tuple[str, str], str] = {}

    def form(self, happening: Happening, person: Person) -> Json | None:
        """Return the form behind ``/tandem``; None where there is nothing to set for the person."""
        said = happening.payload
        workspace, channel = said["workspace"], said["channel"]
        if said["text"] or not may_set_channels(person) or channel.startswith("D"):
            return None
        chats = self._parts.services.store.chats
        return channel_modal(
            self._shown(workspace, chats.channel(Place.SLACK, workspace, channel)),
            channel=self.name(workspace, channel),
            teams=self._parts.services.store.directory.load().teams,
            ref=Ref(channel=channel),
        )

    def digest_form(self, happening: Happening, ref: Ref, person: Person) -> Json | None:
        """Return the form in which the person says when their digest comes."""
        if is_stranger(person):
            return None
        did = happening.payload
        chats = self._parts.services.store.chats
        now_set = chats.channel(Place.SLACK, did["workspace"], did["user"]).digest_at
        return digest_modal(now_set, ref)

    def check(self, sent: Sent) -> ChannelForm:
        """Return what was sent for a channel; raises ``BadForm``."""
        directory = self._parts.services.store.directory.load()
        owned = [prefix for team in directory.teams for prefix in team.owns]
        paths = [*owned, *(each.path for each in directory.assets)]

        def is_known(asset: str) -> bool:
            return any(within(asset, path) or within(path, asset) for path in paths)

        return channel_form(sent, is_known=is_known)

    def save(self, happening: Happening, sent: Sent, person: Person) -> None:
        """Keep what holds in the channel from now on, if the person may say so."""
        if not may_set_channels(person):
            self._notices.tell(happening, tr("Only an admin says what holds in a channel."))
            return
        workspace, channel = happening.payload["workspace"], sent.ref.channel
        settings = self._kept(workspace, self.check(sent))
        chats = self._parts.services.store.chats
        if chats.channel(Place.SLACK, workspace, channel) != settings:
            chats.set_channel(
                Place.SLACK, workspace, channel, settings, by=person.id, at=happening.at
            )
        told = tr("Saved for {channel}.", channel=self.name(workspace, channel))
        self._notices.tell(happening, f"{told} {self._warning(workspace, channel, settings)}")

    def save_digest(self, happening: Happening, at: time | None, person: Person) -> None:
        """Keep when the person's digest comes."""
        did = happening.payload
        self._parts.services.store.chats.set_channel(
            Place.SLACK,
            did["workspace"],
            did["user"],
            ChannelSettings(digest_at=at),
            by=person.id,
            at=happening.at,
        )
        told = (
            tr("Your digest comes each day at {time}.", time=at.strftime("%H:%M"))
            if at
            else tr("You get no digest.")
        )
        self._notices.tell(happening, told)

    def assets(self, settings: ChannelSettings) -> tuple[str, ...]:
        """Return what the channel is about: the equipment named, else all of its team's."""
        teams = self._parts.services.store.directory.load().teams
        owned = next((team.owns for team in teams if team.id == settings.team), ())
        return settings.assets or owned

    def name(self, workspace: str, channel: str) -> str:
        """Return the channel's name as people know it."""
        known = self._names.get((workspace, channel))
        if known is None:
            client = self._parts.workspaces.client(workspace)
            try:
                told: Any = called(lambda: client.conversations_info(channel=channel))["channel"]
            except Refused:
                return channel  # a private one that we are not in
            known = f"#{told['name']}" if told.get("name") else tr("direct message")
            self._names[(workspace, channel)] = known
        return known

    def _warning(self, workspace: str, channel: str, settings: ChannelSettings) -> str:
        """Say what keeps recommendations from being posted there, "" if nothing does."""
        if not settings.opted_in:
            return tr("I answer there when somebody asks me.")
        assets = self.assets(settings)
        if not assets:
            return tr("Choose a team or equipment, or no recommendation is posted there.")
        try:
            readers = Group(self._parts.people.readers(workspace, channel))
        except Refused:
            return tr("Invite me to the channel, or I cannot post there.")
        directory = self._parts.services.store.directory.load()
        hidden = [each for each in assets if not access.may_see_asset(directory, readers, each)]
        if hidden:
            return tr(
                "Not everybody there may see recommendations for {assets}: those are not posted "
                "as long as that is so.",
                assets=", ".join(map(directory.full_name_of, hidden)),
            )
        return tr("New recommendations are posted there.")

    def _shown(self, workspace: str, settings: ChannelSettings) -> ChannelForm:
        quiet = settings.quiet
        return ChannelForm(
            opted_in=settings.opted_in,
            team=settings.team,
            assets=settings.assets,
            quiet_from=quiet.start if quiet else None,
            quiet_until=quiet.end if quiet else None,
            language=settings.language,
            curators=tuple(self._users(workspace, settings.curators)),
            digest_at=settings.digest_at,
        )

    def _kept(self, workspace: str, form: ChannelForm) -> ChannelSettings:
        named = (self._parts.people.person(name_in(workspace, each)) for each in form.curators)
        quiet = (form.quiet_from, form.quiet_until)
        return ChannelSettings(
            opted_in=form.opted_in,
            team=form.team,
            assets=form.assets,
            quiet=QuietHours(quiet[0], quiet[1]) if quiet[0] and quiet[1] else None,
            language=form.language,
            curators=tuple(each.id for each in named if not is_stranger(each)),
            digest_at=form.digest_at,
        )

    def _users(self, workspace: str, curators: tuple[str, ...]) -> list[str]:
        directory = self._parts.services.store.directory.load()
        people = filter(None, map(directory.person, curators))
        return [
            user
            for person in people
            for place, user in self._parts.people.names(person)
            if place == workspace
        ]
