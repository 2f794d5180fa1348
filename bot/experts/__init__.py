"""What nothing written answers goes to who knows; their reply goes to who asked.

This page is the index: ``looking`` says when and whom, ``replying`` what an expert may do,
``telling`` what an asker is told. Does not know pages or chats.
"""

from bot.experts.looking import asking, look
from bot.experts.replying import (
    Asked,
    decline,
    is_willing,
    join,
    leave,
    open_for,
    reply,
    to_ask,
    willing_hours,
)
from bot.experts.telling import News, helped, news, seen, to_tell

__all__ = [
    "Asked",
    "News",
    "asking",
    "decline",
    "helped",
    "is_willing",
    "join",
    "leave",
    "look",
    "news",
    "open_for",
    "reply",
    "seen",
    "to_ask",
    "to_tell",
    "willing_hours",
]
