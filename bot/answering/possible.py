"""The recommendations that a question may mean, when none was clicked or named.

Knows which still stand open, and for which a rule fired. Does not know the question.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from knowledge import access
from knowledge.model import Recommendation, Viewer, replaced
from knowledge.store import Store

RECENT = timedelta(hours=24)
MOST = 60
"""So many of the newest are looked at."""


def possible(
    assets: frozenset[str], viewer: Viewer, now: datetime, store: Store
) -> list[Recommendation]:
    """Return the recommendations that may be meant: the open ones, else the last of each asset."""
    recent = access.recommendations(
        store, viewer, limit=MOST, since=now - RECENT, assets=tuple(sorted(assets)) or None
    )
    decided = access.sequel(store, recent).decisions
    newer = replaced(recent)
    still_open = [
        each
        for each in recent
        if each.decision_id not in decided
        and (each.expires_at is None or each.expires_at > now)
        and each.decision_id not in newer
    ]
    return still_open or _last_of_each_asset(recent)


def _last_of_each_asset(newest_first: Sequence[Recommendation]) -> list[Recommendation]:
    seen: set[str] = set()
    kept = []
    for each in newest_first:
        if each.asset not in seen:
            seen.add(each.asset)
            kept.append(each)
    return kept


def fired_for(
    rules: Collection[str], asset: str | None, viewer: Viewer, store: Store
) -> Recommendation | None:
    """Return the newest, of the asset if one is given, for which one of the rules fired."""
    assets = (asset,) if asset else None
    recent = access.recommendations(store, viewer, limit=MOST, assets=assets)
    fired = (each for each in recent if any(rule.id in rules for rule in each.rules_fired))
    return next(fired, None)
