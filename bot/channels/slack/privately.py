"""What one person alone is told: where they are, else in the conversation with them.

Knows that a message for one person's eyes can be looked up by nobody, so it is sent once at most:
where a crash or Slack leaves open whether it came, its words come once more in the conversation
with the person, which can be looked up, and say so. Does not know what is told.
"""

from collections.abc import Callable

from bot.channels.slack.blocks.elements import context
from bot.channels.slack.blocks.posts import Post
from bot.channels.slack.parts import Parts
from bot.delivering import UNSURE
from bot.speech import tr
from knowledge.model import Delivery, DeliveryState


def deliver_privately(
    parts: Parts, here: Delivery, alone: Callable[[], Delivery], content: Post
) -> Delivery:
    """Deliver it ``here``, or ``alone`` where that cannot be or nobody knows whether it was."""
    sent = parts.deliverer.deliver(here, content)
    if sent.state is not DeliveryState.FAILED:
        return sent
    if sent.reason == UNSURE:
        content = _once_more(content)
    return parts.deliverer.deliver(alone(), content)


def _once_more(content: Post) -> Post:
    told = tr("You may have seen this already: I was interrupted while I sent it.")
    return Post.of([*content.blocks, *context(told)])
