"""What the work on Slack's happenings is done with, as one value.

Knows the parts. Does not know any work.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.channels.slack.blocks.posts import Post
from bot.channels.slack.growing import Growing
from bot.channels.slack.people import People
from bot.channels.slack.sending import SlackTransport, is_private, to_channel
from bot.channels.slack.workspaces import Workspaces
from bot.delivering import Deliverer
from bot.jobs.rush import Rush
from bot.services import Services
from knowledge.model import Delivery, DeliveryState, Person


@dataclass(frozen=True)
class Parts:
    """The opened services, the workspaces, who is who, what sends, the clock, and the rush."""

    services: Services
    workspaces: Workspaces
    people: People
    transport: SlackTransport
    deliverer: Deliverer[Post | Growing]
    clock: Callable[[], datetime]
    rush: Rush

    def tell(self, person: Person, post: Post, *, key: str, at: datetime) -> bool:
        """Send it as a direct message wherever the person is known; once for each key.

        Returns whether they are known anywhere.
        """
        names = list(self.people.names(person))
        for workspace, user in names:
            one = self.to_room(f"{key}:{workspace}:{user}", workspace, user, at=at)
            self.deliverer.deliver(one, post)
        return bool(names)

    def to_room(
        self, key: str, workspace: str, user: str, *, at: datetime, about: str = ""
    ) -> Delivery:
        """Return a message in the conversation with a person."""
        room = self.people.room(workspace, user)
        return to_channel(key, workspace=workspace, channel=room, about=about or key, at=at)

    def change(self, sent: Delivery | None, post: Post) -> bool:
        """Put this in the place of a message; False where there is none that can be changed."""
        if sent is None or sent.state is not DeliveryState.SENT or is_private(sent):
            return False
        self.transport.change(sent.external, post, sent.key)
        return True
