"""The statements of ``recommendations``, built once so that their compiled form is reused.

Knows how the newest are found without reading the rest. Does not run anything.
"""

from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, select, true

from knowledge.store.schema import (
    asset_prefixes,
    decisions,
    events,
    outcomes,
    recommendations,
)

_rec = recommendations.c

EVENT_PRINTS = select(events.c.source, events.c.event_id, events.c.fingerprint).where(
    events.c.event_id.in_(bindparam("ids", expanding=True))
)
"""Fingerprints of the events with these ids, from any source."""

RAW = select(events.c.raw).where(
    events.c.event_id == bindparam("event_id"), events.c.source == bindparam("source")
)
"""One event as it came."""

DECISION_PRINTS = select(_rec.decision_id, _rec.fingerprint).where(
    _rec.decision_id.in_(bindparam("ids", expanding=True))
)
"""Fingerprints of the recommendations with these decision ids."""

BY_DECISION_ID = select(_rec.content).where(_rec.decision_id == bindparam("decision_id"))
"""The recommendation of one decision id."""

CONTENTS = select(_rec.seq, _rec.content).where(_rec.seq.in_(bindparam("seqs", expanding=True)))
"""The recommendations with these numbers."""

NEWEST = (
    select(_rec.seq)
    .where(_rec.issued_at >= bindparam("since"), _rec.issued_at < bindparam("before"))
    .order_by(_rec.issued_at.desc(), _rec.seq.desc())
    .limit(bindparam("limit"))
)
"""The numbers of the newest recommendations of the whole installation."""

EARLIER = (
    select(_rec.seq)
    .where(_rec.asset == bindparam("asset"), _rec.issued_at < bindparam("before"))
    .order_by(_rec.issued_at.desc(), _rec.seq.desc())
    .limit(bindparam("limit"))
)
"""The numbers of the recommendations of one asset before a time, newest first."""

DECISIONS = (
    select(
        decisions.c.decision_id,
        decisions.c.decision,
        decisions.c.at,
        decisions.c.by,
        decisions.c.reason_class,
        decisions.c.rationale,
        decisions.c.action_taken,
    )
    .where(decisions.c.decision_id.in_(bindparam("ids", expanding=True)))
    .order_by(decisions.c.at, decisions.c.seq)
)
"""Decisions on these recommendations, oldest first."""

DECIDED_SINCE = (
    select(decisions.c.decision_id)
    .where(decisions.c.at >= bindparam("since"), decisions.c.decision == bindparam("kind"))
    .distinct()
    .order_by(decisions.c.decision_id)
)
"""The recommendations on which this was decided since then."""

OUTCOMES = (
    select(
        outcomes.c.decision_id,
        outcomes.c.result,
        outcomes.c.at,
        outcomes.c.measured,
        outcomes.c.note,
        outcomes.c.source,
    )
    .where(outcomes.c.decision_id.in_(bindparam("ids", expanding=True)))
    .order_by(outcomes.c.at, outcomes.c.seq)
)
"""Outcomes of these recommendations, oldest first."""


@lru_cache
def newest_within(*, lateral: bool) -> Select[Any]:
    """Return the numbers of the newest recommendations of assets within both lists of prefixes.

    For each wanted asset its newest are read off the index, then the newest of these: a team
    whose only machine spoke last a year ago costs no more than the busiest. ``lateral``:
    PostgreSQL says that with LATERAL, SQLite (which has none) with a correlated IN.
    """
    other = asset_prefixes.alias()
    wanted = (
        select(asset_prefixes.c.asset)
        .distinct()
        .join(other, other.c.asset == asset_prefixes.c.asset)
        .where(
            asset_prefixes.c.prefix.in_(bindparam("prefixes", expanding=True)),
            other.c.prefix.in_(bindparam("assets", expanding=True)),
        )
        .cte("wanted")
    )
    each = recommendations.alias()
    newest = (
        select(each.c.seq)
        .where(
            each.c.asset == wanted.c.asset,
            each.c.issued_at >= bindparam("since"),
            each.c.issued_at < bindparam("before"),
        )
        .order_by(each.c.issued_at.desc(), each.c.seq.desc())
        .limit(bindparam("limit"))
        .correlate(wanted)
    )
    if lateral:
        chosen = newest.lateral("chosen")
        found = wanted.join(chosen, true()).join(recommendations, _rec.seq == chosen.c.seq)
    else:
        found = wanted.join(recommendations, _rec.seq.in_(newest))
    return (
        select(_rec.seq)
        .select_from(found)
        .order_by(_rec.issued_at.desc(), _rec.seq.desc())
        .limit(bindparam("limit"))
    )
