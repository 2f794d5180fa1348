"""Records to put into a store, and how hypothesis makes more of them.

Knows the vocabulary. Does not know the store's tables.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from math import isfinite
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from knowledge.model import (
    EVERYONE,
    Alternative,
    Condition,
    ConsultedDocument,
    Explanation,
    Factor,
    Measurement,
    Operator,
    Passage,
    Recommendation,
    Revision,
    RevisionStatus,
    Rule,
    SetPoint,
)
from knowledge.store import FileRecord, Saved, Store

ON_ONE_STORE = settings(
    deadline=None,
    max_examples=40,
    # All examples share a test's store, and the contract runs once an engine: both are meant.
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.differing_executors],
)
"""How a property is tried on a store."""

NOW = datetime(2026, 11, 20, 14, 3, 5, 123456, tzinfo=UTC)
TODAY = NOW.date()
DRUM_2 = "northfield/snacks/seasoning/line-4/drum-2"
DRUM_3 = "northfield/snacks/seasoning/line-4/drum-3"
BOILER = "northfield/utilities/steam/boiler-house/boiler-1"


def recommendation(number: int = 1, *, asset: str = DRUM_2, **changes: Any) -> Recommendation:
    """Return the recommendation of that number; each is issued a minute after the one before."""
    full = Recommendation(
        decision_id=f"R-{number}",
        asset=asset,
        source="northfield/optimizer",
        event_id=f"evt-{number}",
        action="Reduce drum speed from 42 to 38 rpm",
        issued_at=NOW + timedelta(minutes=number),
        expires_at=NOW + timedelta(minutes=number + 15),
        model_name="seasoning-optimizer",
        model_version="3.2.1",
        confidence=0.81,
        outcomes=(SetPoint("drum speed setpoint", 38, "rpm", 42),),
        inputs=(Measurement("product moisture", 3.4, "%", "good", NOW), Measurement("on", True)),
        explanation=Explanation("shap", "over-seasoning", 0.12, (Factor("moisture", 0.31),)),
        rules_fired=(
            Rule(
                "SEAS-07",
                "4",
                "moisture > 2.9 % and mode in A, B and speed between 40 and 45",
                (
                    Condition("moisture", Operator.GREATER, 2.9, "%"),
                    Condition("mode", Operator.IN, ("A", "B")),
                    Condition("speed", Operator.BETWEEN, (40, 45.0), "rpm"),
                ),
            ),
        ),
        alternatives=(Alternative("Reduce line speed", 0.41, "loses 6 t"), Alternative("wait")),
        documents=(ConsultedDocument("SOP-114", "C", "6.2", 0.8),),
        expected_effect="seasoning giveaway -1.8 %",
        extra={"shift": "late", "nested": {"list": [1, 2.5, None, {"deep": True}]}},
    )
    return replace(full, **changes)


def revision(label: str = "C", *, number: str = "SOP-114", **changes: Any) -> Revision:
    """Return a revision of a procedure, approved, effective and for everyone."""
    full = Revision(
        id=f"{number}-{label}",
        number=number,
        title="Seasoning control",
        revision=label,
        status=RevisionStatus.APPROVED,
        path=f"/sops/{number}-{label}.md",
        content_hash=f"hash of {number} {label}",
        ingested_at=NOW,
        effective_from=date(2026, 1, 1) + timedelta(days=ord(label[0])),
        review_due=date(2028, 3, 2),
        owner="process engineering",
        scope=("northfield/snacks",),
        audience=EVERYONE,
        supersedes="",
    )
    return replace(full, **changes)


def pieces(of: Revision, texts: Sequence[str] = ("Set it to 38 rpm.", "Log it.")) -> list[Passage]:
    """Return passages with these texts, in sections 6.1, 6.2 and so on."""
    return [
        Passage(
            id=f"{of.id}#{place}",
            revision_id=of.id,
            ordinal=place,
            heading_path=("Seasoning control", f"6.{place + 1} Step"),
            section=f"6.{place + 1}",
            page=place + 1,
            text=text,
        )
        for place, text in enumerate(texts)
    ]


def file_of(revision: Revision, **changes: Any) -> FileRecord:
    """Return the record of the file that a revision came from."""
    full = FileRecord(
        revision.path, 1_000, 1_700_000_000_123_456_789, revision.content_hash, "ingested", "",
        revision.id,
    )  # fmt: skip
    return replace(full, **changes)


def put(store: Store, revision: Revision, *texts: str) -> Saved:
    """Save a revision with its passages and file."""
    passages = pieces(revision, texts) if texts else pieces(revision)
    return store.documents.save(revision, passages, file_of(revision))


_numbers = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**18), 10**18)
_values = _numbers | st.text(max_size=20) | st.booleans()
_times = st.datetimes(
    min_value=datetime(1970, 1, 2),
    max_value=datetime(2200, 1, 1),
    # As RFC 3339 has them: an hour that a zone skips equals no moment, in Python's arithmetic.
    timezones=st.integers(-720, 840).map(lambda minutes: timezone(timedelta(minutes=minutes))),
)
_json = st.recursive(
    st.none() | _values,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=6,
)
_words = st.text(max_size=30)
_scores = st.none() | _numbers.map(float).filter(isfinite)


def _tuples(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategy, max_size=3).map(tuple)


def recommendations(**fixed: st.SearchStrategy[Any]) -> st.SearchStrategy[Recommendation]:
    """Make any recommendation; every field of the vocabulary varies unless it is fixed."""
    conditions = st.builds(
        Condition, _words, st.sampled_from(Operator), _values | _tuples(_values), _words
    )
    measurements = st.builds(
        Measurement, _words, _values, unit=_words, quality=_words, at=st.none() | _times
    )
    factors = _tuples(st.builds(Factor, _words, _numbers.map(float)))
    fields: dict[str, st.SearchStrategy[Any]] = {
        "decision_id": st.text(min_size=1, max_size=20),
        "asset": st.sampled_from([DRUM_2, DRUM_3, BOILER]),
        "source": _words,
        "event_id": _words,
        "action": _words,
        "issued_at": _times,
        "expires_at": st.none() | _times,
        "model_name": _words,
        "model_version": _words,
        "confidence": _scores,
        "outcomes": _tuples(st.builds(SetPoint, _words, _values, _words, st.none() | _values)),
        "inputs": _tuples(measurements),
        "explanation": st.none() | st.builds(Explanation, _words, _words, _scores, factors),
        "rules_fired": _tuples(st.builds(Rule, _words, _words, _words, _tuples(conditions))),
        "alternatives": _tuples(st.builds(Alternative, _words, _scores, _words)),
        "documents": _tuples(st.builds(ConsultedDocument, _words, _words, _words, _scores)),
        "expected_effect": _words,
        "extra": st.dictionaries(_words, _json, max_size=3),
    }
    return st.builds(Recommendation, **(fields | fixed))
