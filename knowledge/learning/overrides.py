"""Overrides meet outcomes: was it right to do something else than what was recommended?

Knows how one result is compared with what following the recommendation yields in like situations.
Does not know people, and says "unknown" whenever it cannot be told. Pure.

An outcome says whether things became better, the same or worse, not what would have come of the
other choice. So an override is held against the recommendations of the same kind that were
followed: how often did these do worse, how often better? Of the same equipment, rules and move if
there are enough, else of the same class of equipment, else of the same model and move.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from knowledge.learning.cases import Case
from knowledge.model import OutcomeResult, asset_class

LEAST_FOLLOWED = 5
"""Fewer followed recommendations with a known result say nothing about the usual one."""

CLEARLY = 2 / 3
"""How much of the comparison must go one way; the rest is no difference that can be told."""

_RANK = {OutcomeResult.WORSE: 0, OutcomeResult.SAME: 1, OutcomeResult.BETTER: 2}


class Verdict(StrEnum):
    """What an override is judged to be."""

    RIGHT = "right"
    WRONG = "wrong"
    UNKNOWN = "unknown"


class Reason(StrEnum):
    """Why it is judged so."""

    COMPARED = "compared"
    NO_OUTCOME = "no_outcome"
    CONTRADICTED = "contradicted"
    TOO_FEW = "too_few"
    NO_DIFFERENCE = "no_difference"


@dataclass(frozen=True)
class Judged:
    """An override with its verdict; ``compared`` is how many followed ones it was held against.

    ``share`` of these did worse, ties counting half; 0.5 when nothing was compared.
    """

    case: Case
    verdict: Verdict
    reason: Reason
    compared: int = 0
    share: float = 0.5


@dataclass(frozen=True)
class Tally:
    """How many overrides were right, wrong, and cannot be told."""

    right: int = 0
    wrong: int = 0
    unknown: int = 0

    @property
    def known(self) -> int:
        """Of how many the verdict is known."""
        return self.right + self.wrong

    @property
    def total(self) -> int:
        """How many there are."""
        return self.known + self.unknown

    @property
    def coverage(self) -> float:
        """The share of which the verdict is known; 0 when there are none."""
        return self.known / self.total if self.total else 0.0


def judged(cases: Sequence[Case]) -> list[Judged]:
    """Return every override among the cases with its verdict, in their order."""
    usual: dict[Hashable, Counter[OutcomeResult]] = defaultdict(Counter)
    for case in cases:
        if not case.overridden and case.result is not None:
            for situation in _situations(case):
                usual[situation][case.result] += 1
    return [_judged(case, usual) for case in cases if case.overridden]


def tally(found: Iterable[Judged]) -> Tally:
    """Count the verdicts."""
    counted = Counter(each.verdict for each in found)
    return Tally(counted[Verdict.RIGHT], counted[Verdict.WRONG], counted[Verdict.UNKNOWN])


def failed(tried: Tally) -> bool:
    """Whether it went wrong clearly more often than right, so that people should look again."""
    return tried.wrong >= tried.right + 2


def _situations(case: Case) -> tuple[Hashable, ...]:
    """Return what the case is alike to, the nearest first."""
    one = case.recommendation
    move = one.moves
    return (
        ("equipment", one.asset, case.rules, move),
        ("class", one.model_name, asset_class(one.asset), case.rules, move),
        ("model", one.model_name, move),
    )


def _judged(case: Case, usual: dict[Hashable, Counter[OutcomeResult]]) -> Judged:
    if case.result is None:
        reason = Reason.CONTRADICTED if case.contradicted else Reason.NO_OUTCOME
        return Judged(case, Verdict.UNKNOWN, reason)
    for situation in _situations(case):
        results = usual.get(situation, Counter())
        compared = results.total()
        if compared >= LEAST_FOLLOWED:
            share = _share(case.result, results)
            verdict = _verdict(share)
            unclear = verdict is Verdict.UNKNOWN
            reason = Reason.NO_DIFFERENCE if unclear else Reason.COMPARED
            return Judged(case, verdict, reason, compared, share)
    return Judged(case, Verdict.UNKNOWN, Reason.TOO_FEW)


def _share(result: OutcomeResult, usual: Counter[OutcomeResult]) -> float:
    """Return the share of the usual results that are worse, ties counting half.

    Two imagined ties keep few followed ones from saying much.
    """
    rank = _RANK[result]
    won = sum(count for each, count in usual.items() if _RANK[each] < rank)
    return (won + usual[result] / 2 + 1) / (usual.total() + 2)


def _verdict(share: float) -> Verdict:
    if share >= CLEARLY:
        return Verdict.RIGHT
    return Verdict.WRONG if share <= 1 - CLEARLY else Verdict.UNKNOWN
