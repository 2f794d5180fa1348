"""What the work on Slack's happenings is done with, as one value.

Knows the parts. Does not know any work.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.channels.slack.blocks.posts import Post
from bot.channels.slack.growing import Growing
from bot.channels.slack.people import People
from bot.channels.slack.sending import SlackTransport
from bot.channels.slack.workspaces import Workspaces
from bot.delivering import Deliverer
from bot.jobs.rush import Rush
from bot.services import Services


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
