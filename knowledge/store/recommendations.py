"""Recommendations with their reasoning logs, what was decided on them and what came of it.

Knows what is kept once, what contradicts, and how to find the newest for an asset or below it.
Does not know how events arrive or who may see what: callers name the asset prefixes.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select

from knowledge.model import (
    OWN_SOURCE,
    Decision,
    DecisionKind,
    Outcome,
    OutcomeResult,
    Recommendation,
)
from knowledge.store import recommendation_queries as queries
from knowledge.store.codec import (
    from_measurements,
    from_recommendation,
    to_measurements,
    to_recommendation,
)
from knowledge.store.database import Database
from knowledge.store.read_lately import ReadLately
from knowledge.store.schema import asset_prefixes, decisions, events, outcomes, recommendations

_EARLIEST = datetime(1, 1, 1, tzinfo=UTC)
_LATEST = datetime(9999, 12, 31, tzinfo=UTC)
_BATCH = 400

Incoming = tuple[Recommendation, Mapping[str, Any], str]
"""A recommendation, its event as it came, and the fingerprint of its content."""


class AddResult(StrEnum):
    """What became of something handed to the store."""

    ADDED = "added"
    KNOWN = "known"
    CONFLICT = "conflict"


class Recommendations:
    """All recommendations, decisions and outcomes; nothing here is ever overwritten."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._read_lately = ReadLately()
        self._newest_within = queries.newest_within(lateral=database.backend == "postgresql")
        self._new_prefix = database.insert(asset_prefixes).on_conflict_do_nothing()

    def add(self, rec: Recommendation, raw: Mapping[str, Any], fingerprint: str) -> AddResult:
        """Keep the recommendation unless its event or decision id is there already.

        ``CONFLICT``: they are there with another fingerprint, and stay. Raises ``NotStorable``
        for a value without exact form (NaN, a time without zone).
        """
        return self.add_many([(rec, raw, fingerprint)])[0]

    def add_many(self, incoming: Sequence[Incoming]) -> list[AddResult]:
        """Keep these recommendations in one transaction; results stand in the same order."""
        contents = [from_recommendation(rec) for rec, _, _ in incoming]
        results: list[AddResult] = []
        with self._database.writing("events") as connection:
            for start in range(0, len(incoming), _BATCH):
                batch = slice(start, start + _BATCH)
                results += self._add_batch(connection, incoming[batch], contents[batch])
        return results

    def _add_batch(
        self,
        connection: Connection,
        incoming: Sequence[Incoming],
        contents: Sequence[Mapping[str, Any]],
    ) -> list[AddResult]:
        of_event = _event_prints(connection, [(r.source, r.event_id) for r, _, _ in incoming])
        of_decision = _decision_prints(connection, [r.decision_id for r, _, _ in incoming])
        results, new_events, new_rows = [], [], []
        for (rec, raw, fingerprint), content in zip(incoming, contents, strict=True):
            event = (rec.source, rec.event_id)
            known = of_event.get(event) or of_decision.get(rec.decision_id)
            results.append(_result(known, fingerprint))
            if known is None:
                of_event[event] = of_decision[rec.decision_id] = fingerprint
                new_events.append(_event_row(event, "issued", rec.decision_id, fingerprint, raw))
                new_rows.append(_row(rec, fingerprint, content))
        if new_rows:
            connection.execute(insert(events), new_events)
            connection.execute(insert(recommendations), new_rows)
            self._note_assets(connection, {row["asset"] for row in new_rows})
        return results

    def _note_assets(self, connection: Connection, assets: set[str]) -> None:
        rows = [
            {"prefix": prefix, "asset": asset} for asset in assets for prefix in _prefixes(asset)
        ]
        connection.execute(self._new_prefix, rows)

    def get(self, decision_id: str) -> Recommendation | None:
        """Return the recommendation of that decision id, or None."""
        with self._database.reading() as connection:
            content = connection.scalar(queries.BY_DECISION_ID, {"decision_id": decision_id})
        return None if content is None else to_recommendation(content)

    def recent(
        self,
        prefixes: tuple[str, ...] | None,
        *,
        limit: int,
        since: datetime | None = None,
        before: datetime | None = None,
        assets: tuple[str, ...] | None = None,
    ) -> list[Recommendation]:
        """Return the newest recommendations, newest first.

        ``prefixes``: only of assets within these; None is all, () is none. ``assets``: of these
        only the ones that are, or stand below, one of these. ``since`` is included, ``before``
        is not.
        """
        values: dict[str, Any] = {
            "limit": limit,
            "since": since or _EARLIEST,
            "before": before or _LATEST,
        }
        if prefixes is None and assets is None:
            statement = queries.NEWEST
        else:
            wanted = [names for names in (prefixes, assets) if names is not None]
            if not all(wanted):
                return []
            values |= {"prefixes": wanted[0], "assets": wanted[-1]}
            statement = self._newest_within
        with self._database.reading() as connection:
            return self._read(connection, connection.scalars(statement, values).all())

    def history(self, rec: Recommendation, *, limit: int) -> list[Recommendation]:
        """Return earlier recommendations of the same asset, newest first."""
        values = {"asset": rec.asset, "before": rec.issued_at, "limit": limit}
        with self._database.reading() as connection:
            return self._read(connection, connection.scalars(queries.EARLIER, values).all())

    def _read(self, connection: Connection, seqs: Sequence[int]) -> list[Recommendation]:
        """Return the recommendations of these numbers in their order, reading only new ones."""
        found = self._read_lately.known(seqs)
        missing = [seq for seq in seqs if seq not in found]
        if missing:
            rows = connection.execute(queries.CONTENTS, {"seqs": missing})
            fresh = {row.seq: to_recommendation(row.content) for row in rows}
            self._read_lately.remember(fresh)
            found |= fresh
        return [found[seq] for seq in seqs]

    def add_decision(
        self,
        decision: Decision,
        source: str,
        event_id: str,
        fingerprint: str,
        raw: Mapping[str, Any] | None = None,
    ) -> AddResult:
        """Keep the decision, also on a recommendation that is not known yet.

        ``raw`` is the event as it came, for the fields that the contract does not name.
        """
        values = {
            "decision_id": decision.decision_id,
            "decision": decision.decision.value,
            "at": decision.at,
            "by": decision.by,
            "reason_class": decision.reason_class,
            "rationale": decision.rationale,
            "action_taken": decision.action_taken,
            "source": source,
        }
        event = _event_row((source, event_id), "decided", decision.decision_id, fingerprint, raw)
        return self._add_once(decisions, values, event)

    def add_outcome(
        self,
        outcome: Outcome,
        source: str,
        event_id: str,
        fingerprint: str,
        raw: Mapping[str, Any] | None = None,
    ) -> AddResult:
        """Keep the outcome, also of a recommendation that is not known yet; ``raw`` as above."""
        values = {
            "decision_id": outcome.decision_id,
            "result": outcome.result.value,
            "at": outcome.at,
            "measured": from_measurements(outcome.measured, "measured"),
            "note": outcome.note,
            "source": source,
        }
        event = _event_row((source, event_id), "outcome", outcome.decision_id, fingerprint, raw)
        return self._add_once(outcomes, values, event)

    def _add_once(
        self, table: Table, values: Mapping[str, Any], event: Mapping[str, Any]
    ) -> AddResult:
        with self._database.writing("events") as connection:
            key = (event["source"], event["event_id"])
            known = _event_prints(connection, [key]).get(key)
            if known is None:
                connection.execute(insert(events), event)
                connection.execute(insert(table), values)
        return _result(known, event["fingerprint"])

    def as_it_came(self, source: str, event_id: str) -> Mapping[str, Any] | None:
        """Return the event with all its fields, also those the contract does not name, or None."""
        with self._database.reading() as connection:
            raw = connection.scalar(queries.RAW, {"source": source, "event_id": event_id})
        return raw if isinstance(raw, Mapping) else None

    def decisions(self, decision_ids: Sequence[str]) -> dict[str, list[Decision]]:
        """Return what was decided on each, oldest first; ids without any are left out."""
        found: defaultdict[str, list[Decision]] = defaultdict(list)
        with self._database.reading() as connection:
            for row in connection.execute(queries.DECISIONS, {"ids": list(decision_ids)}):
                key, kind, *rest = row
                found[key].append(Decision(key, DecisionKind(kind), *rest))
        return dict(found)

    def decided_since(self, since: datetime, kind: DecisionKind) -> list[str]:
        """Return the decision ids on which this was decided since then, which is included."""
        values = {"since": since, "kind": kind.value}
        with self._database.reading() as connection:
            return list(connection.scalars(queries.DECIDED_SINCE, values))

    def outcomes(self, decision_ids: Sequence[str]) -> dict[str, list[Outcome]]:
        """Return what came of each, oldest first; ids without any are left out."""
        found: defaultdict[str, list[Outcome]] = defaultdict(list)
        with self._database.reading() as connection:
            for row in connection.execute(queries.OUTCOMES, {"ids": list(decision_ids)}):
                measured = to_measurements(row.measured)
                result = OutcomeResult(row.result)
                found[row.decision_id].append(
                    Outcome(
                        row.decision_id,
                        result,
                        row.at,
                        measured,
                        row.note,
                        row.source == OWN_SOURCE,
                    )
                )
        return dict(found)

    def counts(self) -> dict[str, int]:
        """Return how many recommendations, decisions and outcomes there are."""
        with self._database.reading() as connection:
            return {
                table.name: connection.scalar(select(func.count()).select_from(table)) or 0
                for table in (recommendations, decisions, outcomes)
            }


def _event_prints(
    connection: Connection, keys: Sequence[tuple[str, str]]
) -> dict[tuple[str, str], str]:
    """Return the fingerprints of the events that are known."""
    ids = list({event_id for _, event_id in keys})
    rows = connection.execute(queries.EVENT_PRINTS, {"ids": ids})
    return {(row.source, row.event_id): row.fingerprint for row in rows}


def _decision_prints(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """Return the fingerprints of the recommendations that are known."""
    rows = connection.execute(queries.DECISION_PRINTS, {"ids": list(set(ids))})
    return {row.decision_id: row.fingerprint for row in rows}


def _result(known: str | None, fingerprint: str) -> AddResult:
    if known is None:
        return AddResult.ADDED
    return AddResult.KNOWN if known == fingerprint else AddResult.CONFLICT


def _event_row(
    event: tuple[str, str],
    kind: str,
    decision_id: str,
    fingerprint: str,
    raw: Mapping[str, Any] | None,
) -> dict[str, Any]:
    source, event_id = event
    return {
        "source": source,
        "event_id": event_id,
        "kind": kind,
        "decision_id": decision_id,
        "fingerprint": fingerprint,
        "raw": None if raw is None else dict(raw),
    }


def _row(rec: Recommendation, fingerprint: str, content: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "decision_id": rec.decision_id,
        "fingerprint": fingerprint,
        "asset": rec.asset,
        "issued_at": rec.issued_at,
        "content": content,
    }


def _prefixes(asset: str) -> list[str]:
    """Return the asset and all it stands within: what a prefix must equal to cover it."""
    names = asset.split("/")
    return ["/".join(names[:depth]) for depth in range(1, len(names) + 1)]
