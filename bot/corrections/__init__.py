"""Corrections: reviewed by somebody else, and their authors told what became of them.

This page is the index: ``acting`` says who may do what, ``deciding`` reads it from fields,
``telling`` how it reads, ``receipts`` what contributors are told, ``keeping`` what happens by
itself. Does not know pages or commands.
"""

from bot.corrections.acting import (
    Vouched,
    accept,
    done,
    reject,
    roll_back,
    settle,
    withdraw,
)
from bot.corrections.deciding import ACTS, FIELDS, decide
from bot.corrections.keeping import keep_up
from bot.corrections.receipts import Receipt, receipts, tell, unread
from bot.corrections.telling import Told, heard, held_back, queue, told, told_json

__all__ = [
    "ACTS",
    "FIELDS",
    "Receipt",
    "Told",
    "Vouched",
    "accept",
    "decide",
    "done",
    "heard",
    "held_back",
    "keep_up",
    "queue",
    "receipts",
    "reject",
    "roll_back",
    "settle",
    "tell",
    "told",
    "told_json",
    "unread",
    "withdraw",
]
