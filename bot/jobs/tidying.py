"""The daily job that erases who did what and with which words, once nothing needs it any more.

Knows how long that is. Does not know what the words were: keys stay much longer, so that what is
delivered again late is still known.
"""

from datetime import time, timedelta
from zoneinfo import ZoneInfo

from bot.jobs import Job
from bot.jobs.schedules import Daily
from knowledge.model import Happening
from knowledge.store import Store

KEPT_FOR = timedelta(days=7)
KNOWN_FOR = timedelta(days=400)
_AT = time(3, 20)


def tidying(store: Store, *, zone: ZoneInfo) -> Job:
    """Return the job, at night in that zone."""

    def tidy(night: Happening) -> None:
        store.inbox.empty(night.at - KEPT_FOR)
        store.inbox.drop(night.at - KNOWN_FOR)

    return Job("inbox.tidy", tidy, schedule=Daily(_AT, zone))
