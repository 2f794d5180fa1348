"""What a question asks for, told from its words.

Knows wordings, plain and careless ("y?", "how come", "and drum 3?"). Does not know which
recommendation is meant (``resolve``). The first rule that matches wins, so the order is part of
the meaning: "why not more?" is about the size, "why not slow the line?" about an alternative.
"""

import re
import unicodedata
from enum import StrEnum


class Intent(StrEnum):
    """What the person wants to know."""

    WHY = "why"
    WHY_NOT = "why_not"
    SIZE = "size"
    CHANGE = "what_would_change"
    HOW = "how"
    HISTORY = "history"
    VALIDITY = "validity"
    CONFIDENCE = "confidence"
    EFFECT = "effect"
    STATUS = "status"
    CONTACT = "contact"
    DOCUMENT = "document"
    HELP = "help"
    SAME = "same_again"
    EMPTY = "empty"


ABOUT_A_RECOMMENDATION = frozenset(
    {
        Intent.WHY,
        Intent.WHY_NOT,
        Intent.SIZE,
        Intent.CHANGE,
        Intent.HISTORY,
        Intent.VALIDITY,
        Intent.CONFIDENCE,
        Intent.EFFECT,
    }
)

DOCUMENT_INTENTS = frozenset({Intent.DOCUMENT, Intent.HOW})
EXPLAINING_INTENTS = frozenset({Intent.WHY, Intent.SIZE})

_RULES: tuple[tuple[Intent, str], ...] = (
    (Intent.HELP, r"^(hi|hello|hey|hallo|good (morning|evening)|thanks?|thank you|thx|ok|okay)$"),
    (Intent.HELP, r"^(help|help me|what can (you|i) (do|ask)( here)?)$"),
    (Intent.CONTACT, r"\b(who|whom) (do|can|should|must|to) ?(i|we)? ?(ask|call|contact|tell)\b"),
    (Intent.CONTACT, r"\bwho (knows|is responsible|decides|owns)\b"),
    (Intent.CONFIDENCE, r"\bhow (sure|certain|confident)\b|\bconfidence\b"),
    (Intent.CONFIDENCE, r"\btrust (it|this|that)\b"),
    (Intent.CONFIDENCE, r"\b(is|are) (it|this|that|you) (sure|certain|reliable)\b"),
    (Intent.VALIDITY, r"\bstill (valid|good|current|on|true|appl|ok|needed|necessary|relevant)"),
    (Intent.VALIDITY, r"\b(expired?|expires|out ?dated|out of date|too late|valid)\b"),
    (Intent.VALIDITY, r"\bhow (long|much time)\b.*\b(left|valid|have)\b|\bhas .* decided\b"),
    (Intent.SIZE, r"\bwhy (that|so|this|too) (much|little|far|many|low|high|big|small)\b"),
    (Intent.SIZE, r"\bwhy (that|so|too) (fast|slow|hot|cold|long|short)\b"),
    (Intent.SIZE, r"\bwhy (only|just|exactly|by)\b|\bwhy (not )?(more|less|lower|higher)\b"),
    (Intent.SIZE, r"\bwhy (to )?\d+([.,]\d+)?\b|\bhow did (it|you) (get|come) to\b"),
    (Intent.WHY_NOT, r"\bwhy (not|didn ?t|don ?t|doesn ?t|can ?t|couldn ?t|wouldn ?t)\b"),
    (Intent.WHY_NOT, r"\b(instead|rather than|alternatives?|other options?|rejected|else did)\b"),
    (Intent.WHY_NOT, r"\bwhat (else|other)\b|\bcan (i|we) (not )?just\b"),
    (Intent.CHANGE, r"\b(have|has|had|need|needs|needed|must|would) (to )?change\b|\bwhat if\b"),
    (Intent.CHANGE, r"\bchange (its|your|the) (mind|decision|recommendation|advice)\b"),
    (Intent.CHANGE, r"\b(when|if what|what) would (it|you|this) (not|stop|no longer|have)\b"),
    (Intent.CHANGE, r"\bhow (can|could|do) (i|we) (avoid|get rid|prevent)\b|\band if\b"),
    (Intent.HISTORY, r"\b(last time|previous(ly)?|in the past|history|how often|how many times)\b"),
    (Intent.HISTORY, r"\bwhat happened\b|\bhappened (before|last)\b"),
    (Intent.HISTORY, r"\b(did|does) (it|that) (work|help)"),
    (Intent.HISTORY, r"\bhow did (it|that|this) (go|turn out|end)\b|\bhave we (had|seen|done)\b"),
    (Intent.EFFECT, r"\bwhat (will|does|would|do) (it|this|that|we|i) (bring|gain|save|get)\b"),
    (Intent.EFFECT, r"\b(benefit|effect|gain|saving|worth it|what is it good for|what for)\b"),
    (Intent.HOW, r"\bhow (do|can|should|must|to|would)\b|\bsteps?\b|\bshow me how\b|^how$"),
    (Intent.HOW, r"\bwhat (do|should|must) (i|we) do (first|next|to|for|when|if)\b"),
    (Intent.STATUS, r"\b(which|any|anything|show|list|all)\b.*\b(open|recommendations?|new)\b"),
    (Intent.STATUS, r"\bwhat\b.*\b(open|new|recommendations)\b"),
    (Intent.STATUS, r"^(what now|what next|what should (i|we) do( now)?|what ?s (up|going on))$"),
    (Intent.STATUS, r"^what ?s open\b"),
    (Intent.STATUS, r"\bwhat (do|does|did) (you|it) (recommend|suggest|advise|want)\b|^status\b"),
    (Intent.WHY, r"\b(why|reasons?|explain|explanation|how come|what caused|justify|based on)\b"),
    (Intent.WHY, r"^(y|wy|whay)\b"),
    (Intent.SAME, r"^(and|what about|how about|same for|also|and for|and on|and the|now)\b"),
)
_COMPILED = tuple((intent, re.compile(pattern)) for intent, pattern in _RULES)

_MENTION = re.compile(r"<@[^>\s]+>|(?<!\S)@[\w.-]+")
_NOT_WORDS = re.compile(r"[^\w\s.,%°/+-]+")
_SPACE = re.compile(r"\s+")


def plain_words(text: str) -> str:
    """Return the question in lower case without mentions, emoji and punctuation at its ends."""
    without = _MENTION.sub(" ", unicodedata.normalize("NFKC", text)).replace("'", " ")
    lowered = _NOT_WORDS.sub(" ", without.replace("’", " ").casefold())
    return _SPACE.sub(" ", lowered.replace("_", " ")).strip(" .,-+/")


def intent_of(text: str) -> Intent:
    """Return what the question asks for; ``DOCUMENT`` when no wording is recognised."""
    words = plain_words(text)
    if not any(character.isalnum() for character in words):
        return Intent.EMPTY
    for intent, pattern in _COMPILED:
        if pattern.search(words):
            return intent
    return Intent.DOCUMENT
