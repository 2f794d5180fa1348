"""Transfers: what one team found reaches the others it helps, and comes back with how it went.

This page is the index: ``looking`` says when and to whom an article is offered, ``figures`` and
``asking`` count each team's own work, ``acting`` who may do what, ``telling`` and ``words`` how it
reads, ``inbox`` what a person finds on their page, ``receipts`` what finders are told,
``subscribing`` what people follow, ``travelling`` how knowledge travels. Does not know pages,
chats or commands.
"""

from bot.transfers.acting import ACTS, FIELDS, decide
from bot.transfers.inbox import Inbox, followed, inbox, waiting
from bot.transfers.looking import look, looking, wanted
from bot.transfers.receipts import Went, tell, unread, went
from bot.transfers.subscribing import follow, leave, may_follow_for
from bot.transfers.telling import Told, told, told_json
from bot.transfers.travelling import Travels, travels

__all__ = [
    "ACTS",
    "FIELDS",
    "Inbox",
    "Told",
    "Travels",
    "Went",
    "decide",
    "follow",
    "followed",
    "inbox",
    "leave",
    "look",
    "looking",
    "may_follow_for",
    "tell",
    "told",
    "told_json",
    "travels",
    "unread",
    "waiting",
    "wanted",
    "went",
]
