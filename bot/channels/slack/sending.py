"""Messages to Slack, each marked with its key, and looked up by it when nobody knows.

Knows how a message is posted, changed, withdrawn and found. Does not know what it says, nor when
it is sent (``bot.delivering``).
"""

import logging
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from slack_sdk.webhook import WebhookClient

from bot.channels.slack.blocks.posts import Post
from bot.channels.slack.calling import called, listed
from bot.channels.slack.growing import (
    Elsewhere,
    Growing,
    Message,
    Pace,
    is_left_of,
    marked,
)
from bot.channels.slack.workspaces import TIMEOUT_SECONDS, NotInstalled, Workspaces
from bot.delivering import Address, NotNow, NotSent, Refused, Unsure
from knowledge.model import Delivery

KIND = "slack"
_log = logging.getLogger("tandem.slack")
_PAGE = 200
_TRIES, _LONGEST_WAIT = 5, 30.0
_GONE = frozenset({"message_not_found", "thread_not_found", "channel_not_found"})


def to_channel(
    key: str, *, workspace: str, channel: str, thread: str = "", about: str, at: datetime
) -> Delivery:
    """Return the message that all of the channel see, in the thread if one is given."""
    address = {"workspace": workspace, "channel": channel, "thread": thread}
    since = {"since": f"{at.timestamp() - 60:.6f}"}  # clocks differ
    return Delivery(key, KIND, f"{workspace}:{channel}", {**address, **since}, about, at)


def growing(delivery: Delivery, asker: str) -> Delivery:
    """Return the same message as one that grows before the asker's eyes.

    It may take a while, so only its thread waits for it and not the whole channel.
    """
    lane = f"{delivery.lane}:{delivery.address['thread']}"
    return replace(delivery, lane=lane, address={**delivery.address, "asker": asker})


def to_one(delivery: Delivery, user: str) -> Delivery:
    """Return the same message for one person's eyes only."""
    return replace(delivery, address={**delivery.address, "user": user})


def to_response(delivery: Delivery, url: str, user: str) -> Delivery:
    """Return the same message as the answer to a command or click, which only they see."""
    return replace(delivery, address={**delivery.address, "response_url": url, "user": user})


def instead_of(sent: Delivery, key: str, *, at: datetime) -> Delivery:
    """Return a message in the place of one that only one person saw, as far as Slack lets us."""
    return replace(sent, key=key, at=at, address={**sent.address, "in_place": "yes"})


def is_private(delivery: Delivery) -> bool:
    """Whether it was for one person's eyes and can be neither found nor changed."""
    return bool(delivery.address.get("user") or delivery.address.get("response_url"))


def _place(address: Address) -> str:
    return f"{address['workspace']}:{address['channel']}"


def place_of(external: str) -> tuple[str, str, str]:
    """Return the workspace, channel and time stamp of a message that was sent."""
    workspace, channel, stamp = external.split(":")
    return workspace, channel, stamp


class SlackTransport:
    """Sends over the Web API; a ``bot.delivering.Transport``."""

    def __init__(self, workspaces: Workspaces) -> None:
        self._workspaces = workspaces
        self._pace = Pace()

    def send(self, address: Address, content: Post | Growing, key: str) -> str:
        """Post the message; see ``Transport.send``."""
        if isinstance(content, Growing):
            return self._grown(address, content, key)
        if address.get("response_url"):
            return self._respond(address, content)
        client = self._client(address)
        said: dict[str, Any] = {
            "channel": address["channel"],
            "text": content.text,
            "blocks": list(content.blocks),
            **({"thread_ts": address["thread"]} if address.get("thread") else {}),
        }
        if address.get("user"):
            told = called(lambda: client.chat_postEphemeral(user=address["user"], **said))
            stamp = told["message_ts"]
        else:
            told = called(
                lambda: client.chat_postMessage(
                    metadata=marked(key), unfurl_links=False, unfurl_media=False, **said
                )
            )
            stamp = told["ts"]
        return f"{address['workspace']}:{address['channel']}:{stamp}"

    def find(self, address: Address, key: str) -> str | None:
        """Return the message of that key; what only one person sees cannot be looked up."""
        if address.get("user") or address.get("response_url"):
            raise Unsure
        try:
            for message in list(self._since(address)):
                payload = message.get("metadata", {}).get("event_payload", {})
                external = f"{address['workspace']}:{address['channel']}:{message['ts']}"
                if payload.get("key") == key and not payload.get("partial"):
                    return external
                ours = message.get("bot_id") == self._workspaces.of(address["workspace"]).bot
                if ours and is_left_of(key, message, threaded=bool(address.get("thread"))):
                    self.withdraw(external)
        except Refused:
            return None  # no such channel or thread: sending will say so
        return None

    def change(self, external: str, content: Post, key: str) -> None:
        """Put this content in place of a message's; doing it again changes nothing."""
        workspace, channel, stamp = place_of(external)
        client = self._workspaces.client(workspace)
        called(
            lambda: client.chat_update(
                channel=channel,
                ts=stamp,
                text=content.text,
                blocks=list(content.blocks),
                metadata=marked(key),
                unfurl_links=False,
                unfurl_media=False,
            )
        )

    def withdraw(self, external: str) -> None:
        """Take a message back; one that is gone stays gone."""
        workspace, channel, stamp = place_of(external)
        client = self._workspaces.client(workspace)
        try:
            called(lambda: client.chat_delete(channel=channel, ts=stamp))
        except Refused as refused:
            if str(refused) not in _GONE:
                raise

    def _grown(self, address: Address, content: Growing, key: str) -> str:
        """Show the message while it is found out, then put the whole in its place."""
        message = Message(self._client(address), address, key, self._pace)
        try:
            post = content.whole(message.add)
        except Elsewhere as moved:
            if message.stamp:
                moved.shown = True
                self._end(message, address, moved.instead, f"{key}:elsewhere")
            raise
        except Exception:
            if message.stamp:
                self._take_back(f"{_place(address)}:{message.stamp}")
            raise
        if message.stamp:
            return self._end(message, address, post, key)
        found = self.find(address, key) if message.is_unsure else None
        return found or self.send(address, post, key)

    def _end(self, message: Message, address: Address, post: Post, key: str) -> str:
        """Put this in the place of what grew, and return what Slack calls it."""
        external = f"{_place(address)}:{message.stamp}"
        for _ in range(_TRIES):
            try:
                message.end()
                self.change(external, post, key)
            except NotNow as told:  # waited for here: sending again would be a second message
                time.sleep(min(told.seconds, _LONGEST_WAIT))
            except NotSent as cut:  # this call did not arrive, but what grew is there
                raise ConnectionError(str(cut)) from cut
            except Refused:
                self._take_back(external)
                raise
            else:
                return external
        raise TimeoutError("the whole of a message could not be put in its place")

    def _take_back(self, external: str) -> None:
        """Leave nothing half; where that fails, who sends it again takes it back."""
        try:
            self.withdraw(external)
        except (NotNow, NotSent, Refused, OSError) as failed:
            _log.info("half a message could not be taken back yet: %s", failed)

    def _respond(self, address: Address, content: Post) -> str:
        """Answer at the address that came with a command or click; it is good for half an hour."""
        webhook = WebhookClient(address["response_url"], timeout=TIMEOUT_SECONDS, retry_handlers=[])
        told = called(
            lambda: webhook.send(
                text=content.text,
                blocks=list(content.blocks),
                response_type="ephemeral",
                replace_original=bool(address.get("in_place")),
            )
        )
        if told.status_code == 429:
            raise NotNow(float(told.headers.get("Retry-After", 1)))
        if told.status_code >= 500:
            raise ConnectionError(f"Slack answered {told.status_code}")
        if told.status_code >= 400:
            raise Refused(f"the address of the answer is over ({told.status_code})")
        return f"{address['workspace']}:{address['channel']}:"

    def _client(self, address: Address) -> Any:
        try:
            return self._workspaces.client(address["workspace"])
        except NotInstalled as gone:
            raise Refused(str(gone)) from gone

    def _since(self, address: Address) -> Iterator[Mapping[str, Any]]:
        """Give the messages of the channel or thread since the message was intended."""
        client = self._client(address)
        where: dict[str, Any] = {
            "channel": address["channel"],
            "oldest": address["since"],
            "include_all_metadata": True,
            "limit": _PAGE,
        }
        thread = address.get("thread")
        if thread:
            return listed(
                "messages",
                lambda at: client.conversations_replies(ts=thread, cursor=at, **where),
            )
        return listed("messages", lambda at: client.conversations_history(cursor=at, **where))
