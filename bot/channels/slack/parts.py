"""What the work on Slack's happenings is done with, as one value.

Knows the parts. Does not know any work.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.channels.slack.blocks.posts import Post
from bot.channels.slack.growing import Growing
from bot.channels.slack.people import People
from bot.channels.slack.sending import SlackTransport, to_channel
from bot.channels.slack.workspaces import Workspaces
from bot.delivering import Deliverer
from bot.jobs.rush import Rush
from bot.services import Services
from knowledge.model import Person


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
            one = f"{key}:{workspace}:{user}"
            room = self.people.room(workspace, user)
            self.deliverer.deliver(
                to_channel(one, workspace=workspace, channel=room, about=one, at=at), post
            )
        return bool(names)
