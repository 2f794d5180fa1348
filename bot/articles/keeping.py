"""What happens to articles by itself: a change under one flags it; what is not to be told goes.

Knows when. Does not know who calls it how often. Answers do not wait for it: they say what has
changed as it is (``bot.answering.curated``).
"""

import logging
from datetime import datetime, timedelta, tzinfo

from bot.answering.curated import told
from bot.articles.checking import hazard_in
from bot.hazards import matter_of
from bot.jobs import Job
from bot.jobs.schedules import Every
from bot.speech import ENGLISH, speaking, tr
from knowledge.curation.rechecking import ChangeKind, changes
from knowledge.hazards import Hazards
from knowledge.model import PUBLISHED, Article, ArticleAct, ArticleStep, Happening
from knowledge.store import Store

_EVERY = timedelta(minutes=10)
_log = logging.getLogger("tandem.articles")


def flagging(store: Store, *, zone: tzinfo) -> Job:
    """Return the job that looks for what has changed; the plant's ``zone`` says which day it is."""

    def work(period: Happening) -> None:
        keep_up(store, now=period.at.astimezone(zone))

    return Job("articles.flag", work, schedule=Every(_EVERY))


def keep_up(store: Store, *, now: datetime, hazards: Hazards | None = None) -> int:
    """Take every step that is due; return how many. What somebody else takes first is theirs.

    ``hazards``: they have changed, so that every article is held against them.
    """
    taken = 0
    for one in store.articles.all(tuple(PUBLISHED)):
        with speaking(ENGLISH):  # kept for all readers, as curators' own words are
            step = _due(store, one, now, hazards)
        if step is not None and store.articles.step(one, step) is not None:
            _log.info("article %s: %s", one.number, step.act.value)
            taken += 1
    return taken


def _due(store: Store, one: Article, now: datetime, hazards: Hazards | None) -> ArticleStep | None:
    found = changes(store, one, now=now)
    flag = "; ".join(map(told, found))
    why = ""
    if not one.audience:
        why = tr("nobody may see all that it rests on any more")
    elif any(each.kind is ChangeKind.CERTIFIED for each in found):
        why = flag
    elif hazards and (hazard := hazard_in(one.body, hazards)):
        why = tr("{matter} is not answered from chat", matter=matter_of(hazard[2]))
    if why:
        return ArticleStep(ArticleAct.UNPUBLISHED, now, one.version, reason=why)
    if not flag or flag == one.flagged:
        return None
    return ArticleStep(ArticleAct.FLAGGED, now, one.version, reason=flag)
