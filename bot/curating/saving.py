"""Keeping what was written in a form: a new article, or the next version of one.

Knows which of the two it is. Does not know who may, or what an article must hold
(``bot.articles``).
"""

from collections.abc import Mapping
from datetime import datetime

from bot import articles
from bot.answering.sources import Sources
from bot.curating.writing import body_of
from bot.feedback import BadFeedback
from bot.speech import tr
from knowledge.model import Article, Person


def save(sources: Sources, person: Person, sent: Mapping[str, str], *, now: datetime) -> Article:
    """Keep what the fields say and return the article. Raises ``BadFeedback`` naming the field."""
    body, reason = body_of(sent), sent["reason"]
    if not sent["number"]:
        topic = _whole("topic", sent["topic"])
        return articles.create(sources, person, body, reason=reason, topic=topic, now=now)
    version = _whole("version", sent["version"])
    return articles.edit(
        sources, person, sent["number"], body, reason=reason, version=version, now=now
    )


def _whole(field: str, text: str) -> int | None:
    if text and not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise BadFeedback(field, text, tr("give a number"))
    return int(text) if text else None
