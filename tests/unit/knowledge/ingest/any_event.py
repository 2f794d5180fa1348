"""Strategies for every valid event of the contract, and its writer independent of the reader."""

from datetime import datetime
from typing import Any

from hypothesis import strategies as st

from knowledge.ingest.fields import as_data
from knowledge.model import Recommendation

# Texts that a reader can see; what becomes of the others is the matter of hygiene.
TEXT = (
    st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=12)
    .map(lambda text: as_data(text).strip())
    .filter(bool)
)
NUMBER = st.integers(-(10**12), 10**12) | st.floats(allow_nan=False, allow_infinity=False)
VALUE = NUMBER | TEXT | st.booleans()
TIME = st.datetimes(datetime(1970, 1, 1), datetime(2200, 1, 1)).map(lambda t: t.isoformat() + "Z")
JSON = st.recursive(
    st.none() | VALUE,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)


def fields(required: dict[str, Any], **optional: Any) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(required, optional=optional)


def conditions() -> st.SearchStrategy[dict[str, Any]]:
    def with_value(operators: list[str], value: Any) -> st.SearchStrategy[dict[str, Any]]:
        parts = {"input": TEXT, "operator": st.sampled_from(operators), "value": value}
        return fields(parts, unit=TEXT)

    return st.one_of(
        with_value([">", ">=", "<", "<="], NUMBER),
        with_value(["==", "!="], VALUE),
        with_value(["in"], st.lists(VALUE, min_size=1, max_size=3)),
        with_value(["between"], st.tuples(NUMBER, NUMBER).map(sorted)),
    )


RECORDS = fields(
    {
        "decision_id": TEXT,
        "action": TEXT,
        "model": fields({"name": TEXT}, version=TEXT),
        "inputs": st.lists(
            fields({"name": TEXT, "value": VALUE}, unit=TEXT, quality=TEXT),
            max_size=3,
            unique_by=lambda each: each["name"].casefold(),
        ),
    },
    confidence=st.floats(0, 1),
    outcomes=st.lists(
        fields({"name": TEXT, "value": VALUE}, unit=TEXT, previous=VALUE), min_size=1, max_size=2
    ),
    explanation=fields(
        {
            "feature_importance": st.lists(
                fields({"name": TEXT, "score": NUMBER}), min_size=1, max_size=3
            )
        },
        method=TEXT,
        output=TEXT,
        base_value=NUMBER,
    ),
    rules_fired=st.lists(
        fields(
            {"id": TEXT},
            revision=TEXT,
            text=TEXT,
            conditions=st.lists(conditions(), min_size=1, max_size=2),
        ),
        min_size=1,
        max_size=2,
    ),
    alternatives=st.lists(
        fields({"action": TEXT}, score=NUMBER, why_not=TEXT), min_size=1, max_size=2
    ),
    documents=st.lists(
        fields({"id": TEXT}, revision=TEXT, section=TEXT, score=NUMBER), min_size=1, max_size=2
    ),
    expected_effect=TEXT,
    x_unknown=JSON.filter(lambda value: value is not None),
)


def bare(items: dict[str, Any]) -> dict[str, Any]:
    """Return the fields that say something."""
    return {name: value for name, value in items.items() if value not in ("", None, (), [], {})}


def as_json(found: Recommendation) -> dict[str, Any]:
    """Write a recommendation back as the contract's data, independently of the reader."""

    def each(records: Any, *names: str) -> list[dict[str, Any]]:
        return [bare({n: getattr(record, n) for n in names}) for record in records]

    told = found.explanation
    rules = [
        bare(
            {
                "id": rule.id,
                "revision": rule.revision,
                "text": rule.text,
                "conditions": [
                    bare(
                        {
                            "input": c.input,
                            "operator": c.operator.value,
                            "value": list(c.value) if isinstance(c.value, tuple) else c.value,
                            "unit": c.unit,
                        }
                    )
                    for c in rule.conditions
                ],
            }
        )
        for rule in found.rules_fired
    ]
    return {
        "inputs": each(found.inputs, "name", "value", "unit", "quality"),
        **bare(
            {
                "decision_id": found.decision_id,
                "action": found.action,
                "model": bare({"name": found.model_name, "version": found.model_version}),
                "confidence": found.confidence,
                "outcomes": each(found.outcomes, "name", "value", "unit", "previous"),
                "explanation": told
                and bare(
                    {
                        "method": told.method,
                        "output": told.output,
                        "base_value": told.base_value,
                        "feature_importance": each(told.factors, "name", "score"),
                    }
                ),
                "rules_fired": rules,
                "alternatives": each(found.alternatives, "action", "score", "why_not"),
                "documents": each(found.documents, "id", "revision", "section", "score"),
                "expected_effect": found.expected_effect,
            }
        ),
        **found.extra,
    }
