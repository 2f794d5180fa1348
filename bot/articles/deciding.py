"""One act on an article from the fields of a form, a body or a command line.

Knows the fields and their values as text. Does not know who may act (``acting``).
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from bot.answering.sources import Sources
from bot.articles import acting
from bot.feedback import BadFeedback, whole_number
from bot.speech import tr
from knowledge.model import Article, Person

FIELDS = ("act", "number", "reason", "version", "into", "review_by")
"""What an act may say; only ``act`` and ``number`` must be there."""

_VOUCHING: Mapping[str, Callable[..., Article]] = {
    "publish": acting.publish,
    "validate": acting.validate,
    "restore": acting.restore,
}
_AWAY: Mapping[str, Callable[..., Article]] = {
    "unpublish": acting.unpublish,
    "archive": acting.archive,
    "reject": acting.reject,
}
ACTS = (*_VOUCHING, *_AWAY, "merge", "recheck")
"""Everything that can be done with an article but writing it."""


def act_on(
    sources: Sources, person: Person, fields: Mapping[str, str], *, now: datetime
) -> Article:
    """Do what the fields say and return the article as it is then; raises ``BadFeedback``."""
    act, number, reason = fields["act"], fields.get("number", ""), fields.get("reason", "")
    if act in _AWAY:
        return _AWAY[act](sources, person, number, reason=reason, now=now)
    if act in _VOUCHING:
        remedy = tr("give the number of a version, such as 2")
        version = whole_number("version", fields.get("version", ""), remedy)
        work = _VOUCHING[act]
        return work(sources, person, number, reason=reason, version=version, now=now)
    if act == "merge":
        into = fields.get("into", "")
        return acting.merge(sources, person, number, into=into, reason=reason, now=now)
    if act == "recheck":
        day = _day(fields.get("review_by", ""))
        return acting.recheck(sources, person, number, reason=reason, review_by=day, now=now)
    raise BadFeedback("act", act, tr("say one of {acts}", acts=", ".join(ACTS)))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise BadFeedback("review_by", text, tr("write a day, such as 2026-12-31")) from None
