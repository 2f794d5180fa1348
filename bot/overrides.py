"""Where a recommender is overridden in a pattern, for the engineers of the equipment.

Knows from when on, for whom, and the words. Does not know how a pattern is found
(``knowledge.learning``). No person is in it, and numbers only above the privacy floor.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from bot.speech import tr
from knowledge import access
from knowledge.learning.cases import Case, cases_of
from knowledge.learning.floor import Floor
from knowledge.learning.patterns import Common, Pattern, patterns
from knowledge.model import DecisionKind, Directory, Operator, Person, Recommendation, Value
from knowledge.store import Store

DAYS = 90
MOST_CASES = 5_000
"""The newest recommendations that are looked at."""

MOST_EXPORTED = 1_000_000
_BATCH = 500
_EVERYBODY = Person(id="", name="", sees_all=True)


@dataclass(frozen=True)
class ToldPattern:
    """A pattern with the names and words to show; ``assets`` the most overridden first."""

    pattern: Pattern
    assets: tuple[str, ...]
    common: tuple[str, ...]
    first: date
    last: date


def for_engineers() -> str:
    """Return whom this is for."""
    return tr("Where recommendations are overridden is for engineers and admins.")


def decided_cases(store: Store, person: Person, *, now: datetime, days: int = DAYS) -> list[Case]:
    """Return what was decided on the equipment that the person may see, the newest first."""
    return _cases(store, person, now - timedelta(days=days), MOST_CASES)


def _cases(
    store: Store, person: Person, since: datetime, limit: int, asset: str | None = None
) -> list[Case]:
    assets = None if asset is None else (asset,)
    found = access.recommendations(store, person, limit=limit, since=since, assets=assets)
    return cases_among(store, found)


def cases_among(store: Store, found: Sequence[Recommendation]) -> list[Case]:
    """Return those of the recommendations that were decided, with what came of each."""
    cases: list[Case] = []
    for start in range(0, len(found), _BATCH):
        batch = found[start : start + _BATCH]
        became = access.sequel(store, batch)
        cases += cases_of(batch, became.decisions, became.outcomes)
    return cases


def all_cases(store: Store, *, now: datetime, asset: str | None = None) -> list[Case]:
    """Return what was decided anywhere, the newest first: for comparing, not for showing.

    ``asset``: only there and on what stands below it, which is a fraction of it to read.
    """
    return _cases(store, _EVERYBODY, now - timedelta(days=DAYS), MOST_CASES, asset)


def overridden_cases(store: Store, since: datetime) -> list[Case]:
    """Return what was overridden anywhere since then, in no order: for comparing."""
    found = access.decided_since(store, _EVERYBODY, since, DecisionKind.OVERRIDDEN)
    return cases_among(store, found)


def cases_since(store: Store, since: datetime) -> list[Case]:
    """Return everything that was decided on what was issued since then, the newest first."""
    return _cases(store, _EVERYBODY, since, MOST_EXPORTED)


def patterns_of(
    store: Store, person: Person, *, now: datetime, days: int = DAYS
) -> list[ToldPattern]:
    """Return the patterns on the equipment that the person may see, the largest first."""
    directory = store.directory.load()
    found = patterns(decided_cases(store, person, now=now, days=days), floor=Floor())
    return [_told(each, directory, now) for each in found]


def patterns_json(found: Sequence[ToldPattern], *, days: int) -> dict[str, Any]:
    """Return the patterns as the contract has them."""
    return {"days": days, "patterns": [_json(each) for each in found]}


def words_of(common: Common) -> str:
    """Return what cases have in common, in words: "product moisture at least 3.1 %"."""
    condition = common.condition
    name, value = condition.input, condition.value
    if isinstance(value, tuple):
        raise TypeError(f"the condition on {name} holds several values; patterns compare with one")
    if common.of_quality:
        return tr("{input} of quality “{value}”", input=name, value=value)
    if condition.operator is Operator.EQUAL:
        return tr("{input} is {value}", input=name, value=_amount(value, condition.unit))
    said = _amount(value, condition.unit)
    if condition.operator is Operator.GREATER_OR_EQUAL:
        return tr("{input} at least {value}", input=name, value=said)
    return tr("{input} at most {value}", input=name, value=said)


def _amount(value: Value, unit: str) -> str:
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    return f"{value} {unit}".strip()


def _told(pattern: Pattern, directory: Directory, now: datetime) -> ToldPattern:
    return ToldPattern(
        pattern,
        tuple(directory.full_name_of(asset) for asset in pattern.assets),
        tuple(words_of(each) for each in pattern.common),
        pattern.first.astimezone(now.tzinfo).date(),
        pattern.last.astimezone(now.tzinfo).date(),
    )


def _json(told: ToldPattern) -> dict[str, Any]:
    one, counts = told.pattern, told.pattern.counts
    return {
        "model": one.model,
        "rules": list(one.rules),
        "move": one.move,
        "example": one.example,
        "asset_class": one.asset_class,
        "assets": list(one.assets),
        "common": [
            {
                "input": each.condition.input,
                "of": "quality" if each.of_quality else "value",
                "operator": each.condition.operator.value,
                "value": each.condition.value,
                "unit": each.condition.unit,
                "text": text,
            }
            for each, text in zip(one.common, told.common, strict=True)
        ],
        "first": told.first.isoformat(),
        "last": told.last.isoformat(),
        "counts": counts
        and {
            "overridden": counts.overridden,
            "followed": counts.followed,
            "right": counts.tally.right,
            "wrong": counts.tally.wrong,
            "unknown": counts.tally.unknown,
            "reasons": {kind.value: count for kind, count in counts.reasons},
        },
    }
