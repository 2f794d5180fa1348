"""What teams asked, by topic, and what a topic is about: for looking where an article helps.

Knows counts by team, recommended changes and places. Never a person or a wording.
"""

from collections import Counter, defaultdict
from collections.abc import Collection
from datetime import datetime, timedelta

from bot.transfers.figures import DAYS
from knowledge.store import Store

_OFTEN = 0.3
_AT_LEAST = 2
"""A topic is about a recommended change if so much of what was asked was asked beside one of it,
and so often: a single question that came while some card was open says nothing."""

_MOST = 200
"""So many recommendations of a topic are looked at, the newest."""


def asked_by(store: Store, topics: Collection[int], *, now: datetime) -> dict[str, dict[int, int]]:
    """Return how often each team asked each of the topics lately."""
    if not topics:
        return {}
    found: defaultdict[str, dict[int, int]] = defaultdict(dict)
    for topic, team, count in store.topics.askings(topics, since=now - timedelta(days=DAYS)):
        found[team][topic] = count
    return dict(found)


def matter_of(store: Store, topic: int | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the recommended changes that a topic is about, and the places it was asked about."""
    one = store.topics.get(topic) if topic is not None else None
    if one is None:
        return (), ()
    asked = store.topics.decisions(one.id, limit=_MOST)
    found = (store.recommendations.get(each) for each in asked)
    moves = Counter(each.moves for each in found if each is not None)
    least = max(_AT_LEAST, _OFTEN * min(one.asked, _MOST))
    return tuple(move for move, count in moves.items() if count >= least), one.assets
