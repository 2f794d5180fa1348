"""Clusters: people went another way or found answers not right in one place, worth a question.

Knows what makes a cluster and what its cases have in common. Knows the people of a cluster only to
say whom to ask; what is asked never names or counts them. Pure.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from knowledge.learning.cases import Case
from knowledge.learning.patterns import LEAST_OTHERS, Common, in_common
from knowledge.model import Assessment, Judgement, Recommendation

WINDOW = timedelta(days=7)
LEAST_OVERRIDES = 3
LEAST_DOUBTS = 3

Before = Callable[[str | None], Sequence[Case]]
"""Gives what was decided on an asset and what stands below it; on everything for None."""


class ClusterKind(StrEnum):
    """What happened: people went another way, judge one thing differently, or do not agree."""

    OVERRIDES = "overrides"
    DISAGREEMENT = "disagreement"
    DOUBTS = "doubts"


@dataclass(frozen=True)
class Cluster:
    """``about`` is the latest of its recommendations; ``people`` are those who were there."""

    kind: ClusterKind
    asset: str
    rules: tuple[str, ...]
    moves: str
    about: Recommendation
    since: datetime
    people: frozenset[str]
    common: tuple[Common, ...] = ()

    @property
    def key(self) -> str:
        """What makes two clusters one, whenever they are found."""
        return "|".join((self.kind, self.asset, ",".join(self.rules), self.moves))


def override_clusters(lately: Iterable[Case], *, before: Before, now: datetime) -> list[Cluster]:
    """Return the clusters of overrides of the last days, by equipment, rules and move.

    What they have in common is told from the same equipment's other cases, from as far back as
    ``before`` gives them; with too few of them, from those of the same recommender.
    """
    groups: dict[tuple[str, tuple[str, ...], str], list[Case]] = defaultdict(list)
    for case in lately:
        if case.overridden and now - WINDOW <= case.at <= now:
            one = case.recommendation
            groups[one.asset, case.rules, one.moves].append(case)
    return [
        _cluster(key, members, before)
        for key, members in sorted(groups.items())
        if len(members) >= LEAST_OVERRIDES
    ]


def disagreements(
    said: Iterable[tuple[Recommendation, Assessment]], *, now: datetime
) -> list[Cluster]:
    """Return where one says right and another not right, of answers about one recommendation.

    The last judgement of each person counts.
    """
    last: dict[str, dict[str, Assessment]] = defaultdict(dict)
    about: dict[str, Recommendation] = {}
    for one, each in sorted(said, key=lambda pair: pair[1].at):
        if each.feedback is not None and now - WINDOW <= each.at <= now:
            last[one.decision_id][each.person_id] = each
            about[one.decision_id] = one
    return [
        Cluster(
            ClusterKind.DISAGREEMENT,
            about[decision_id].asset,
            _rules(about[decision_id]),
            about[decision_id].moves,
            about[decision_id],
            min(each.at for each in judged.values()),
            frozenset(judged),
        )
        for decision_id, judged in sorted(last.items())
        if _differ(judged)
    ]


def doubts(said: Iterable[tuple[Recommendation, Assessment]], *, now: datetime) -> list[Cluster]:
    """Return where answers about like recommendations were found not right again and again.

    The last judgement of each person of each one counts. Who said what is right instead is not
    asked again.
    """
    last: dict[tuple[str, str], tuple[Recommendation, Assessment]] = {}
    spoke: set[tuple[str, str]] = set()
    for one, each in sorted(said, key=lambda pair: pair[1].at):
        if now - WINDOW <= each.at <= now:
            if each.feedback is None:
                spoke.add((one.asset, each.person_id))
            else:
                last[one.decision_id, each.person_id] = (one, each)
    groups: dict[tuple[str, tuple[str, ...], str], list[tuple[Recommendation, Assessment]]]
    groups = defaultdict(list)
    for one, each in last.values():
        if each.feedback is Judgement.NOT_RIGHT:
            groups[one.asset, _rules(one), one.moves].append((one, each))
    return [
        Cluster(
            ClusterKind.DOUBTS,
            *kind,
            max((one for one, _ in members), key=lambda one: (one.issued_at, one.decision_id)),
            min(each.at for _, each in members),
            frozenset(each.person_id for _, each in members)
            - {person for asset, person in spoke if asset == kind[0]},
        )
        for kind, members in sorted(groups.items())
        if len(members) >= LEAST_DOUBTS
    ]


def _rules(one: Recommendation) -> tuple[str, ...]:
    return tuple(sorted(rule.id for rule in one.rules_fired))


def _differ(judged: Mapping[str, Assessment]) -> bool:
    return {Judgement.RIGHT, Judgement.NOT_RIGHT} <= {each.feedback for each in judged.values()}


def _cluster(
    key: tuple[str, tuple[str, ...], str], members: Sequence[Case], before: Before
) -> Cluster:
    asset, rules, moves = key
    latest = max(members, key=lambda case: (case.at, case.recommendation.decision_id))
    others = [
        case for case in before(asset) if not case.overridden and case.recommendation.asset == asset
    ]
    if len(others) < LEAST_OTHERS:
        model = latest.recommendation.model_name
        others = [
            case
            for case in before(None)
            if not case.overridden and case.recommendation.model_name == model
        ]
    return Cluster(
        ClusterKind.OVERRIDES,
        asset,
        rules,
        moves,
        latest.recommendation,
        min(case.at for case in members),
        frozenset(case.decision.by for case in members if case.decision.by),
        in_common(members, others)[:1],
    )
