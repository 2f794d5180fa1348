"""What happens to articles by itself: a change under one flags it, and one for nobody goes.

Knows when. Does not know who calls it how often. Answers do not wait for it: they say what has
changed as it is (``bot.answering.curated``).
"""

import logging
from datetime import datetime

from bot.answering.curated import flag_of
from bot.speech import ENGLISH, speaking, tr
from knowledge.model import PUBLISHED, Article, ArticleAct, ArticleStep
from knowledge.store import Store

_log = logging.getLogger("tandem.articles")


def keep_up(store: Store, *, now: datetime) -> int:
    """Take every step that is due; return how many. What somebody else takes first is theirs."""
    taken = 0
    for one in store.articles.all(tuple(PUBLISHED)):
        step = _due(store, one, now)
        if step is not None and store.articles.step(one, step) is not None:
            _log.info("article %s: %s", one.number, step.act.value)
            taken += 1
    return taken


def _due(store: Store, one: Article, now: datetime) -> ArticleStep | None:
    with speaking(ENGLISH):  # kept for all readers, as curators' own words are
        if not one.audience:
            reason = tr("nobody may see all that it rests on any more")
            return ArticleStep(ArticleAct.UNPUBLISHED, now, one.version, reason=reason)
        flag = flag_of(store, one, now=now)
    if not flag or flag == one.flagged:
        return None
    return ArticleStep(ArticleAct.FLAGGED, now, one.version, reason=flag)
