"""One call of a method: what was asked, by whom, and what was answered."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.slack.limits import Refused
from tests.slack.world import Channel, Message, User, Workspace

if TYPE_CHECKING:
    from tests.slack.stand_in import Slack

Json = dict[str, Any]
Method = Callable[["Call"], Json]

METHODS: dict[str, Method] = {}


@dataclass
class Call:
    """A recorded call; while it is answered, also what the method works on."""

    method: str
    arguments: Json
    token: str
    at: float
    slack: "Slack" = field(repr=False)
    team: str = ""
    answer: Json = field(default_factory=dict)
    failure: object = None

    @property
    def ok(self) -> bool:
        """Whether it was done and answered well."""
        return bool(self.answer.get("ok")) and self.failure is None

    @property
    def workspace(self) -> Workspace:
        """The workspace whose token was sent."""
        return self.slack.workspaces[self.team]

    def get(self, name: str, default: Any = None) -> Any:
        """Return an argument."""
        value = self.arguments.get(name)
        return default if value is None else value

    def flag(self, name: str) -> bool:
        """Return an argument that is true or false, as forms and JSON write it."""
        return self.get(name) in (True, 1, "1", "true", "True")

    def channel(self, name: str = "channel", *, member: bool = True) -> Channel:
        """Return the channel named there, in which the app is."""
        found = self.workspace.channels.get(str(self.get(name, "")))
        if found is None and str(self.get(name, "")) in self.workspace.users:
            found = self.slack.direct(str(self.get(name)), team=self.team)
        if found is None:
            raise Refused("channel_not_found")
        if member and not found.is_im and self.workspace.bot.id not in found.members:
            raise Refused("channel_not_found" if found.is_private else "not_in_channel")
        if member and found.is_archived:
            raise Refused("is_archived")
        return found

    def message(self, channel: Channel, name: str = "ts", *, own: bool = False) -> Message:
        """Return the message named there; ``own``: the app's."""
        found = self.workspace.find(channel.id, str(self.get(name)))
        if found is None:
            raise Refused("message_not_found")
        if own and found.bot_id != self.workspace.bot_id:
            raise Refused("cant_update_message")
        return found

    def user(self, name: str = "user") -> User:
        """Return the person named there."""
        found = self.workspace.users.get(str(self.get(name, "")))
        if found is None:
            raise Refused("user_not_found")
        return found


def method(name: str) -> Callable[[Method], Method]:
    """Register what answers a method."""

    def register(function: Method) -> Method:
        METHODS[name] = function
        return function

    return register


def page(call: Call, items: list[Json], name: str, *, most: int) -> Json:
    """Return one page of items and the cursor of the next."""
    limit = min(int(call.get("limit", most)) or most, most)
    start = int(call.get("cursor") or 0)
    following = str(start + limit) if start + limit < len(items) else ""
    return {
        name: items[start : start + limit],
        "has_more": bool(following),
        "response_metadata": {"next_cursor": following},
    }
