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
    willing_hours,
)
from bot.experts.telling import News, helped, news, seen

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
    "willing_hours",
]
