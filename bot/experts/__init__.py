"""What nothing written answers goes to who knows; their reply goes to who asked.

This page is the index: ``looking`` says when and whom, ``replying`` what an expert may do,
``amending`` what its author may do about a reply, ``telling`` what an asker is told. Does not know
pages or chats.
"""

from bot.experts.amending import own, reword, take_back
from bot.experts.looking import asking, look
from bot.experts.replying import (
    Asked,
    all_open,
    decline,
    is_emergency,
    is_routed,
    is_willing,
    join,
    leave,
    offered_in,
    open_for,
    quiet_hours_of,
    reply,
    to_ask,
    willing_hours,
)
from bot.experts.telling import News, helped, news, seen, to_tell, told_of_gap, who_waits

__all__ = [
    "Asked",
    "News",
    "all_open",
    "asking",
    "decline",
    "helped",
    "is_emergency",
    "is_routed",
    "is_willing",
    "join",
    "leave",
    "look",
    "news",
    "offered_in",
    "open_for",
    "own",
    "quiet_hours_of",
    "reply",
    "reword",
    "seen",
    "take_back",
    "to_ask",
    "to_tell",
    "told_of_gap",
    "who_waits",
    "willing_hours",
]
