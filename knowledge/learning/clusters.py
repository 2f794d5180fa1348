"""Clusters: several people went another way in one place within days, worth one question.

Knows what makes a cluster and what its cases have in common. Knows the people of a cluster only to
say whom to ask; what is asked never names or counts them. Pure.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from knowledge.learning.cases import Case
from knowledge.learning.patterns import LEAST_OTHERS, Common, in_common
from knowledge.model import Assessment, Judgement, Recommendation

WINDOW = timedelta(days=7)
LEAST_OVERRIDES = 3


class ClusterKind(StrEnum):
    """What happened: people went another way, or they judge one thing differently."""

    OVERRIDES = "overrides"
    DISAGREEMENT = "disagreement"


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


def override_clusters(cases: Sequence[Case], *, now: datetime) -> list[Cluster]:
    """Return the clusters of overrides of the last days, by equipment, rules and move.

    What they have in common is told from the same equipment's other cases, from as far back as
    ``cases`` go; with too few of them, from those of the same recommender.
    """
    groups: dict[tuple[str, tuple[str, ...], str], list[Case]] = defaultdict(list)
    for case in cases:
        if case.overridden and now - WINDOW <= case.at <= now:
            one = case.recommendation
            groups[one.asset, case.rules, one.moves].append(case)
    return [
        _cluster(key, members, cases)
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
            tuple(sorted(rule.id for rule in about[decision_id].rules_fired)),
            about[decision_id].moves,
            about[decision_id],
            min(each.at for each in judged.values()),
            frozenset(judged),
        )
        for decision_id, judged in sorted(last.items())
        if _differ(judged)
    ]


def _differ(judged: Mapping[str, Assessment]) -> bool:
    return {Judgement.RIGHT, Judgement.NOT_RIGHT} <= {each.feedback for each in judged.values()}


def _cluster(
    key: tuple[str, tuple[str, ...], str], members: Sequence[Case], cases: Sequence[Case]
) -> Cluster:
    asset, rules, moves = key
    latest = max(members, key=lambda case: (case.at, case.recommendation.decision_id))
    followed = [case for case in cases if not case.overridden]
    here = [case for case in followed if case.recommendation.asset == asset]
    model = latest.recommendation.model_name
    others = (
        here
        if len(here) >= LEAST_OTHERS
        else [case for case in followed if case.recommendation.model_name == model]
    )
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
