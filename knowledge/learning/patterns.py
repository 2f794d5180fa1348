"""Patterns: where a recommender is overridden again and again, and what these cases have in common.

Knows groups by rule and class of equipment, and the logged input that sets the overridden cases
apart. Never knows a person: how many there were is counted, to say whether a number may be shown.
Pure.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from math import comb

from knowledge.learning.cases import Case
from knowledge.learning.floor import Floor
from knowledge.learning.overrides import Tally, judged, tally
from knowledge.model import Condition, Measurement, Operator, ReasonClass, asset_class

LEAST_OVERRIDES = 3
"""Fewer are no pattern."""

LEAST_OTHERS = 3
"""With fewer cases that went otherwise, nothing can set the overridden ones apart."""

MOST_BY_CHANCE = 0.05
"""How likely, over all inputs tried, an input may set them apart by mere chance."""

MOSTLY = 0.6
"""The share of overridden cases of which it must be true, to be what they have in common."""

SOME = 0.25
"""The share of which it must be true to stand out in a pattern, which may have several causes."""

MOST_CUTS = 12
"""At how many places the values of an input are cut, so that trying them costs little proof."""


@dataclass(frozen=True)
class Common:
    """What the overridden cases have in common and the others mostly not.

    ``of_quality``: it is not the value but its quality that is meant.
    """

    condition: Condition
    of_quality: bool = False
    chance: float = 0.0


@dataclass(frozen=True)
class Counts:
    """The numbers about a group; shown only above the privacy floor."""

    overridden: int
    followed: int
    tally: Tally
    reasons: tuple[tuple[ReasonClass, int], ...]


@dataclass(frozen=True)
class Pattern:
    """A group of like recommendations that is overridden again and again.

    ``example`` is the latest of the recommended actions.
    ``counts`` is None below the privacy floor: what remains are facts about equipment.
    """

    model: str
    rules: tuple[str, ...]
    move: str
    example: str
    asset_class: str
    assets: tuple[str, ...]
    common: tuple[Common, ...]
    first: datetime
    last: datetime
    counts: Counts | None = None


def patterns(cases: Sequence[Case], *, floor: Floor) -> list[Pattern]:
    """Return the patterns among the cases, those with the most overrides first.

    Every case is in one group, so no number can be told from others.
    """
    verdicts = {each.case.recommendation.decision_id: each for each in judged(cases)}
    groups: dict[tuple[str, tuple[str, ...], str, str], list[Case]] = defaultdict(list)
    for case in cases:
        one = case.recommendation
        groups[one.model_name, case.rules, one.moves, asset_class(one.asset)].append(case)
    found = []
    for (model, rules, move, kind), members in groups.items():
        overridden = [case for case in members if case.overridden]
        if len(overridden) < LEAST_OVERRIDES:
            continue
        others = [case for case in members if not case.overridden]
        told = tally(verdicts[case.recommendation.decision_id] for case in overridden)
        pattern = Pattern(
            model=model,
            rules=rules,
            move=move,
            example=max(overridden, key=lambda case: case.at).recommendation.action,
            asset_class=kind,
            assets=_assets(overridden),
            common=in_common(overridden, _or_of_the_model(others, overridden, cases), share=SOME),
            first=min(case.at for case in overridden),
            last=max(case.at for case in overridden),
            counts=_counts(overridden, others, told, floor),
        )
        found.append((len(overridden), pattern))
    found.sort(key=lambda each: (-each[0], each[1].model, each[1].rules, each[1].move))
    return [pattern for _, pattern in found]


def in_common(
    overridden: Sequence[Case], others: Sequence[Case], *, share: float = MOSTLY
) -> tuple[Common, ...]:
    """Return what sets the overridden cases apart from the others, the least by chance first.

    It is true of at least that ``share`` of them. Words and limits of numbers are held to half of
    the allowed chance each: there are far more limits to try, which would drown the words.
    """
    if len(overridden) < LEAST_OVERRIDES or len(others) < LEAST_OTHERS:
        return ()
    inside = [_seen(case) for case in overridden]
    outside = [_seen(case) for case in others]
    apart: list[Common] = []
    for limits in (False, True):
        tried = [
            _tried(condition, of_quality, inside, outside, share)
            for condition, of_quality in _candidates(inside, outside)
            if (condition.operator is not Operator.EQUAL) is limits
        ]
        allowed = MOST_BY_CHANCE / 2 / max(1, len(tried))
        apart += [each for each in tried if each.chance <= allowed]
    apart.sort(key=lambda each: each.chance)
    best: dict[tuple[str, bool], Common] = {}
    for each in apart:
        best.setdefault((each.condition.input, each.of_quality), each)
    return tuple(best.values())


def _assets(cases: Iterable[Case]) -> tuple[str, ...]:
    counted = Counter(case.recommendation.asset for case in cases)
    return tuple(sorted(counted, key=lambda asset: (-counted[asset], asset)))


def _or_of_the_model(
    others: Sequence[Case], overridden: Sequence[Case], cases: Sequence[Case]
) -> Sequence[Case]:
    """Return the others of the group, or when they are too few all others of the same equipment."""
    if len(others) >= LEAST_OTHERS:
        return others
    model = overridden[0].recommendation.model_name
    kind = asset_class(overridden[0].recommendation.asset)
    return [
        case
        for case in cases
        if not case.overridden
        and case.recommendation.model_name == model
        and asset_class(case.recommendation.asset) == kind
    ]


def _counts(
    overridden: Sequence[Case], others: Sequence[Case], told: Tally, floor: Floor
) -> Counts | None:
    people = {case.decision.by for case in overridden if case.decision.by}
    if not floor.passed(people=len(people), events=len(overridden)):
        return None
    reasons = Counter(case.reason_class for case in overridden if case.reason_class)
    return Counts(len(overridden), len(others), told, tuple(sorted(reasons.items())))


_Seen = dict[str, Measurement]


def _seen(case: Case) -> _Seen:
    return {each.name: each for each in case.recommendation.inputs}


def _candidates(
    inside: Sequence[_Seen], outside: Sequence[_Seen]
) -> Iterator[tuple[Condition, bool]]:
    """Give every condition on one input that is worth trying."""
    names = sorted({name for seen in inside for name in seen})
    for name in names:
        met = [seen[name] for seen in (*inside, *outside) if name in seen]
        values = {each.value for each in met}
        numbers = sorted(
            v for v in values if isinstance(v, int | float) and not isinstance(v, bool)
        )
        unit = met[0].unit
        for lower, upper in _cuts(numbers):
            yield Condition(name, Operator.GREATER_OR_EQUAL, upper, unit), False
            yield Condition(name, Operator.LESS_OR_EQUAL, lower, unit), False
        for value in sorted((v for v in values if isinstance(v, str | bool)), key=str):
            yield Condition(name, Operator.EQUAL, value, unit), False
        for quality in sorted({each.quality for each in met} - {"", "good"}):
            yield Condition(name, Operator.EQUAL, quality), True


def _cuts(numbers: Sequence[float]) -> list[tuple[float, float]]:
    """Return neighbours among the values, in order, between which to cut."""
    pairs = list(pairwise(numbers))
    step = max(1, -(-len(pairs) // MOST_CUTS))
    return pairs[step // 2 :: step]


def _tried(
    condition: Condition,
    of_quality: bool,
    inside: Sequence[_Seen],
    outside: Sequence[_Seen],
    share: float,
) -> Common:
    met = sum(_holds(condition, of_quality, seen) for seen in inside)
    if met < max(share * len(inside), LEAST_OVERRIDES):
        return Common(condition, of_quality, 1.0)
    also = sum(_holds(condition, of_quality, seen) for seen in outside)
    return Common(condition, of_quality, _chance(met, len(inside), also, len(outside)))


def _holds(condition: Condition, of_quality: bool, seen: _Seen) -> bool:
    measured = seen.get(condition.input)
    if measured is None:
        return False
    if of_quality:
        return measured.quality == condition.value
    value, wanted = measured.value, condition.value
    if condition.operator is Operator.EQUAL:
        return type(value) is type(wanted) and value == wanted
    if isinstance(value, str | bool) or not isinstance(wanted, int | float):
        return False
    if condition.operator is Operator.GREATER_OR_EQUAL:
        return value >= wanted
    return value <= wanted


def _chance(met: int, inside: int, also: int, outside: int) -> float:
    """Return how likely so many or more of those inside meet it by chance (Fisher, one side)."""
    every, having = inside + outside, met + also
    ways = comb(every, inside)
    most = min(having, inside)
    hit = sum(comb(having, k) * comb(every - having, inside - k) for k in range(met, most + 1))
    return hit / ways
