"""What a recommender can be trained on anew: labelled rows and preference pairs from decisions.

Knows what a row and a pair hold, and how much each is worth. Never holds a person. Pure.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

from knowledge.learning.cases import Case
from knowledge.learning.overrides import Judged, Verdict, judged
from knowledge.model import OutcomeResult

TOLD_WEIGHT = 0.5
"""What somebody told is worth half of what was measured."""


@dataclass(frozen=True)
class Row:
    """One decided recommendation with its label.

    ``taken`` is what was done, "" when it was not said. ``label`` is None while the result is not
    known. ``judged`` is there for overrides. ``weight`` 0 to 1: 0 without a label, else how sure it
    is (measured 1, told 0.5) times how many like cases have a known result times how many of these
    agree.
    """

    case: Case
    taken: str
    label: OutcomeResult | None
    judged: Judged | None
    weight: float


@dataclass(frozen=True)
class Pair:
    """Of two actions in one situation, the one that did better, and how clearly, 0 to 1."""

    case: Case
    chosen: str
    rejected: str
    judged: Judged
    weight: float


def rows(cases: Sequence[Case]) -> Iterator[Row]:
    """Give one row a case, in their order."""
    verdicts = _verdicts(cases)
    groups: dict[Hashable, list[Case]] = defaultdict(list)
    for case in cases:
        groups[_alike(case)].append(case)
    shares = {key: _coverage(group) * _consistency(group) for key, group in groups.items()}
    for case in cases:
        sure = 0.0 if case.result is None else TOLD_WEIGHT if case.told else 1.0
        verdict = verdicts.get(case.recommendation.decision_id)
        yield Row(case, taken_of(case), case.result, verdict, sure * shares[_alike(case)])


def pairs(cases: Sequence[Case]) -> Iterator[Pair]:
    """Give a pair for every override that is judged right or wrong and says what was done."""
    for each in judged(cases):
        taken, advised = taken_of(each.case), each.case.recommendation.action
        if not taken or taken == advised or each.verdict is Verdict.UNKNOWN:
            continue
        right = each.verdict is Verdict.RIGHT
        chosen, rejected = (taken, advised) if right else (advised, taken)
        weight = abs(2 * each.share - 1) * (TOLD_WEIGHT if each.case.told else 1.0)
        yield Pair(each.case, chosen, rejected, each, weight)


def taken_of(case: Case) -> str:
    """Return what was done: in words, or the recommended action when it was followed."""
    return case.decision.action_taken or ("" if case.overridden else case.recommendation.action)


def _verdicts(cases: Sequence[Case]) -> dict[str, Judged]:
    return {each.case.recommendation.decision_id: each for each in judged(cases)}


def _alike(case: Case) -> Hashable:
    one = case.recommendation
    return one.model_name, one.asset, case.rules, one.moves, case.overridden


def _coverage(group: Sequence[Case]) -> float:
    return sum(case.result is not None for case in group) / len(group)


def _consistency(group: Sequence[Case]) -> float:
    counted = Counter(case.result for case in group if case.result is not None)
    return max(counted.values()) / counted.total() if counted else 0.0
