"""Drafts: what recurs, what an expert replied and what somebody asked for is written down.

This page is the index: ``writing`` says what becomes of a question, ``looking`` when it is
drafted anew, ``proposals`` who decides on what is proposed to an article, ``telling`` how it
reads. Does not know pages or commands.
"""

from bot.drafts.looking import drafting, look
from bot.drafts.proposals import decline, take
from bot.drafts.telling import drafting_json, note_in_words, outcome_in_words
from bot.drafts.writing import draft_message, draft_reply, draft_topic

__all__ = [
    "decline",
    "draft_message",
    "draft_reply",
    "draft_topic",
    "drafting",
    "drafting_json",
    "look",
    "note_in_words",
    "outcome_in_words",
    "take",
]
