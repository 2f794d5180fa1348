"""Requests: a role is asked to come after an answer that was routed, until somebody takes it.

This page is the index: ``acting`` says who may do what, ``telling`` how it reads. Does not know
pages or commands.
"""

from bot.requests.acting import (
    FORGOTTEN_AFTER,
    close,
    open_request,
    sweep,
    take,
    visible,
    who_comes,
    withdraw,
)
from bot.requests.telling import Told, told, told_json

__all__ = [
    "FORGOTTEN_AFTER",
    "Told",
    "close",
    "open_request",
    "sweep",
    "take",
    "told",
    "told_json",
    "visible",
    "who_comes",
    "withdraw",
]
