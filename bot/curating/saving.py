"""Keeping what was written in a form: a new article, or the next version of one.

Knows which of the two it is. Does not know who may, or what an article must hold
(``bot.articles``).
"""

from collections.abc import Mapping
from datetime import datetime

from bot import articles
from bot.answering.sources import Sources
from bot.curating.writing import body_of
from bot.feedback import whole_number
from bot.speech import tr
from knowledge.model import Article, Person


def save(sources: Sources, person: Person, sent: Mapping[str, str], *, now: datetime) -> Article:
    """Keep what the fields say and return the article. Raises ``BadFeedback`` naming the field."""
    body, reason = body_of(sent), sent["reason"]
    if not sent["number"]:
        topic = whole_number("topic", sent["topic"], tr("give a number"))
        return articles.create(sources, person, body, reason=reason, topic=topic, now=now)
    version = whole_number("version", sent["version"], tr("give a number"))
    return articles.edit(
        sources, person, sent["number"], body, reason=reason, version=version, now=now
    )
