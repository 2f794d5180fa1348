"""Slack's face of a Reply: messages of blocks, with the words that a screen reader says.

Knows which builder makes what. Does not know how it is sent, or who reads it.
"""

from dataclasses import dataclass

from bot.channels.slack.blocks.answers import Beside, answer_posts
from bot.channels.slack.blocks.posts import Post
from bot.channels.slack.blocks.reading import read_aloud
from bot.messages import Reply

ALONE = Beside()


@dataclass(frozen=True)
class SlackChannel:
    """Renders replies as Slack messages; texts from anywhere else stay inert."""

    def render(self, reply: Reply) -> str:
        """Return what a person reads of all parts of the reply, without the buttons."""
        return "\n".join(read_aloud(part.blocks) for part in self.parts(reply))

    def parts(self, reply: Reply, beside: Beside = ALONE) -> tuple[Post, ...]:
        """Return the messages of the reply: the first is sent, "More" brings part 1, 2, …"""
        return answer_posts(reply, beside)
