"""A message to send: its blocks and the text beside them.

Knows that every message has both. Does not know where it goes.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.channels.slack.blocks.elements import PIECE, Json, line, link, rich, words
from bot.channels.slack.blocks.fitting import pieces
from bot.channels.slack.blocks.reading import fallback

_MOST = 12_000


@dataclass(frozen=True)
class Post:
    """One message: its blocks, and the text for notifications and screen readers."""

    blocks: tuple[Json, ...]
    text: str

    @classmethod
    def of(cls, blocks: Sequence[Json]) -> "Post":
        """Return the message of these blocks; its text is what they say."""
        return cls(tuple(blocks), fallback(blocks))

    @classmethod
    def saying(cls, text: str, *, link_to: tuple[str, str] | None = None) -> "Post":
        """Return a message of one paragraph; what is longer than a message is cut.

        ``link_to`` is an address of ours and its words. An address in a text is no link.
        """
        told = [rich(line(words(each))) for each in pieces(text[:_MOST], PIECE)]
        return cls.of([*told, rich(line(link(*link_to)))] if link_to else told)
