"""Recommendations of the equipment that a reader may see, and what became of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from knowledge.access.assets import may_see_asset, visible_assets
from knowledge.model import Decision, DecisionKind, Outcome, Recommendation, Viewer, replaced
from knowledge.store import Store

_LATER = 20
"""Later ones of the same equipment that are looked at for one that took a place."""


@dataclass(frozen=True)
class Sequel:
    """What became of recommendations, by decision id; ids of which nothing is known are absent."""

    decisions: Mapping[str, Sequence[Decision]] = field(default_factory=dict)
    outcomes: Mapping[str, Sequence[Outcome]] = field(default_factory=dict)


def recommendation(store: Store, viewer: Viewer, decision_id: str) -> Recommendation | None:
    """Return the recommendation if the viewer may see its asset, else None."""
    found = store.recommendations.get(decision_id)
    if found is None or not may_see_asset(store.directory.load(), viewer, found.asset):
        return None
    return found


def recommendations(
    store: Store,
    viewer: Viewer,
    *,
    limit: int,
    since: datetime | None = None,
    assets: tuple[str, ...] | None = None,
) -> list[Recommendation]:
    """Return the newest recommendations the viewer may see, newest first; ``since`` included.

    ``assets``: only those that are, or stand below, one of these.
    """
    prefixes = visible_assets(store.directory.load(), viewer)
    return store.recommendations.recent(prefixes, limit=limit, since=since, assets=assets)


def decided_since(
    store: Store, viewer: Viewer, since: datetime, kind: DecisionKind
) -> list[Recommendation]:
    """Return the recommendations on which this was decided since then, in no order."""
    decided = store.recommendations.decided_since(since, kind)
    found = (recommendation(store, viewer, each) for each in decided)
    return [each for each in found if each is not None]


def replacement(store: Store, viewer: Viewer, one: Recommendation) -> Recommendation | None:
    """Return the later recommendation that took its place, if there is one to be seen."""
    later = recommendations(store, viewer, limit=_LATER, since=one.issued_at, assets=(one.asset,))
    return replaced([*later, one]).get(one.decision_id)


def earlier(store: Store, one: Recommendation, *, limit: int) -> list[Recommendation]:
    """Return earlier recommendations of the same asset, newest first: who sees one sees all."""
    return store.recommendations.history(one, limit=limit)


def sequel(store: Store, of: Iterable[Recommendation]) -> Sequel:
    """Return what became of recommendations that the viewer was given."""
    ids = [each.decision_id for each in of]
    if not ids:
        return Sequel()
    return Sequel(store.recommendations.decisions(ids), store.recommendations.outcomes(ids))
