"""Recommendations in the channels that asked for them: posted once, drawn anew, held when quiet.

Knows which channel gets which recommendation, that all its readers may see it, and what quiet
hours hold back. Does not know what a card says, nor who may decide.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any

from bot.channels.slack.blocks.cards import card_post
from bot.channels.slack.blocks.posts import Post
from bot.channels.slack.channels import Channels
from bot.channels.slack.parts import Parts
from bot.channels.slack.receiving import Work
from bot.channels.slack.sending import KIND, is_private, to_channel
from bot.channels.slack.turns import CARD
from bot.shown.cards import Card, card_of
from bot.speech import speaking, trn
from knowledge import access
from knowledge.model import DecisionKind, DeliveryState, Group, Happening, Person, Place
from knowledge.store import ChannelChange

_EVERYBODY = Person(id="", name="", sees_all=True)
"""Reads for a channel, after it was asked what all its readers may see; no decision is "yours"."""
_LOOK_BACK = timedelta(hours=24)
_DAY = timedelta(days=1)
_MOST = 50


class Cards:
    """Recommendations as Slack's channels see them."""

    def __init__(self, parts: Parts, channels: Channels) -> None:
        self._parts = parts
        self._channels = channels

    def sweep(self) -> list[Happening]:
        """Return what is to be posted now: open recommendations, and notes after quiet hours."""
        now = self._parts.clock()
        chats = self._parts.services.store.chats
        return [
            each
            for change in chats.channels(Place.SLACK)
            if change.settings.opted_in
            for each in self._due(change, now)
        ]

    def post(self, happening: Happening) -> None:
        """Post one recommendation to one channel, if everybody there may see it."""
        told = happening.payload
        card = self._card(told["decision"])
        if card is None or not card.wants_decision or not self._may_all_see(told, card):
            return
        with speaking(told["language"]):
            self._parts.deliverer.deliver(
                to_channel(
                    happening.key,
                    workspace=told["workspace"],
                    channel=told["channel"],
                    about=f"{CARD}{told['decision']}",
                    at=happening.at,
                ),
                card_post(card, now=self._parts.clock()),
            )
        again = self._card(told["decision"])
        if again is not None and again.state != card.state:
            self.redraw(told["decision"])

    def note(self, happening: Happening) -> None:
        """Say how many recommendations came and expired while the channel was quiet."""
        told = happening.payload
        with speaking(told["language"]):
            said = trn(
                "{count} recommendation came and expired during the quiet hours.",
                "{count} recommendations came and expired during the quiet hours.",
                told["count"],
            )
            self._parts.deliverer.deliver(
                to_channel(
                    happening.key,
                    workspace=told["workspace"],
                    channel=told["channel"],
                    about=happening.key,
                    at=happening.at,
                ),
                Post.saying(said),
            )

    def gone_on(self, happening: Happening) -> None:
        """Draw the cards of a recommendation anew that was decided or went on elsewhere."""
        self.redraw(happening.payload["decision"])

    def redraw(self, decision_id: str) -> None:
        """Draw the cards of a recommendation anew: it was decided, or its time is over."""
        card = self._card(decision_id)
        if card is None:
            return
        chats = self._parts.services.store.chats
        for sent in self._parts.services.store.deliveries.about(f"{CARD}{decision_id}"):
            if sent.state is DeliveryState.SENT and not is_private(sent):
                where = sent.address
                settings = chats.channel(Place.SLACK, where["workspace"], where["channel"])
                with speaking(settings.language):
                    post = card_post(card, now=self._parts.clock())
                self._parts.transport.change(sent.external, post, sent.key)

    def for_one(self, decision_id: str, person: Person) -> Post | None:
        """Return the card as the person sees it, or None."""
        now = self._parts.clock()
        card = card_of(self._parts.services.store, person, decision_id, now=now)
        return card_post(card, now=now) if card else None

    def decision_of(self, message: Mapping[str, Any]) -> str:
        """Return whose card one of our messages is, "" for any other message."""
        external = f"{message['workspace']}:{message['channel']}:{message['ts']}"
        sent = self._parts.services.store.deliveries.sent_as(KIND, external)
        about = sent.about if sent else ""
        return about.removeprefix(CARD) if about.startswith(CARD) else ""

    def _due(self, change: ChannelChange, now: datetime) -> list[Happening]:
        """Return what the channel is to be told now: open ones, and after quiet hours a note."""
        settings = change.settings
        if settings.is_quiet(now.astimezone(self._parts.services.settings.zone).time()):
            return []
        assets = self._channels.assets(settings)
        if not assets:
            return []
        where = {
            "workspace": change.workspace,
            "channel": change.channel,
            "language": settings.language,
        }
        store = self._parts.services.store
        recent = access.recommendations(
            store, _EVERYBODY, limit=_MOST, since=max(change.at, now - _LOOK_BACK), assets=assets
        )
        cards = [card_of(store, _EVERYBODY, each.decision_id, now=now) for each in recent]
        known = [card for card in reversed(cards) if card is not None]  # the oldest is told first
        posts = [_to_post(change, card, where, now) for card in known if card.wants_decision]
        redraws = [_to_redraw(card, now) for card in known if not card.wants_decision]
        return [*self._held(change, known, where, now), *posts, *redraws]

    def _held(
        self,
        change: ChannelChange,
        cards: Sequence[Card],
        where: Mapping[str, str],
        now: datetime,
    ) -> list[Happening]:
        """Return the note on what came and expired in the last quiet hours, once for them."""
        quiet = change.settings.quiet
        if quiet is None:
            return []
        ended = _last(quiet.end, now.astimezone(self._parts.services.settings.zone))
        began = _last(quiet.start, ended)
        expired = sum(
            card.state == DecisionKind.EXPIRED.value
            and began <= card.recommendation.issued_at < ended
            for card in cards
        )
        if not expired:
            return []
        key = f"{change.workspace}:{change.channel}:held:{ended.astimezone(UTC).isoformat()}"
        return [Happening(Work.NOTE, key, now, payload={**where, "count": expired})]

    def _card(self, decision_id: str) -> Card | None:
        return card_of(self._parts.services.store, _EVERYBODY, decision_id, now=self._parts.clock())

    def _may_all_see(self, told: Mapping[str, Any], card: Card) -> bool:
        readers = Group(self._parts.people.readers(told["workspace"], told["channel"]))
        directory = self._parts.services.store.directory.load()
        return access.may_see_asset(directory, readers, card.recommendation.asset)


def _to_post(
    change: ChannelChange, card: Card, where: Mapping[str, str], now: datetime
) -> Happening:
    decision = card.recommendation.decision_id
    key = f"{change.workspace}:{change.channel}:card:{decision}"
    return Happening(Work.CARD, key, now, payload={**where, "decision": decision})


def _to_redraw(card: Card, now: datetime) -> Happening:
    decision = card.recommendation.decision_id
    came = card.outcome.result.value if card.outcome else ""
    at = card.decision.at.isoformat() if card.decision else ""
    key = f"card:{decision}:{card.state}:{came}:{at}"
    return Happening(Work.REDRAW, key, now, payload={"decision": decision})


def _last(at: time, now: datetime) -> datetime:
    """Return when it was that time of day last, in the zone of ``now``."""
    today = datetime.combine(now.date(), at, now.tzinfo)
    return today if today <= now else datetime.combine(now.date() - _DAY, at, now.tzinfo)
