"""Each team's own work in figures, counted from what is kept: for comparing, not for showing.

Knows the period, and that a number about people needs enough of them. Does not know what an
article is about, nor when figures are reason enough (``knowledge.curation.transfer``).
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from bot.overrides import MOST_CASES, cases_among
from knowledge import access
from knowledge.curation.transfer import Advised, Overridden, Work
from knowledge.curation.transfer.insight import kind_of, units
from knowledge.learning.cases import Case
from knowledge.learning.floor import Floor
from knowledge.learning.overrides import Verdict, judged
from knowledge.model import Directory, Person, Recommendation
from knowledge.store import Store

DAYS = 90
"""The period of all figures."""

_Thing = TypeVar("_Thing")
_EVERYBODY = Person(id="", name="", sees_all=True)


def works_of(
    store: Store,
    directory: Directory,
    *,
    asked: Mapping[str, Mapping[int, int]],
    floor: Floor,
    now: datetime,
) -> dict[str, Work]:
    """Return every team's figures by its id; ``asked`` counts questions by team and topic."""
    since = now - timedelta(days=DAYS)
    found = access.recommendations(store, _EVERYBODY, limit=MOST_CASES, since=since)
    owners = _Owners(directory)
    told = _by_team(found, owners, lambda each: each.asset)
    cases = cases_among(store, found)
    verdicts = {each.case.recommendation.decision_id: each.verdict for each in judged(cases)}
    decided = _by_team(cases, owners, lambda each: each.recommendation.asset)
    places = _by_team(units(known_assets(directory, found)), owners, lambda each: each)
    return {
        team.id: Work(
            team=team.id,
            units=_units(places[team.id]),
            recommended=len(told[team.id]),
            runs=_runs(told[team.id]),
            advice=_advice(told[team.id]),
            overrides=_overrides(decided[team.id], verdicts, floor),
            asked=asked.get(team.id, {}),
        )
        for team in directory.teams
    }


def known_assets(directory: Directory, found: Iterable[Recommendation] = ()) -> set[str]:
    """Return the paths of all equipment: named in the directory, owned, or spoken of."""
    named = {asset.path for asset in directory.assets}
    owned = {prefix for team in directory.teams for prefix in team.owns}
    return named | owned | {each.asset for each in found}


class _Owners:
    """The owners of each asset, looked up once."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory
        self._known: dict[str, frozenset[str]] = {}

    def of(self, asset: str) -> frozenset[str]:
        if asset not in self._known:
            self._known[asset] = self._directory.owners(asset)
        return self._known[asset]


def _by_team(
    things: Iterable[_Thing], owners: _Owners, place: Callable[[_Thing], str]
) -> defaultdict[str, list[_Thing]]:
    found: defaultdict[str, list[_Thing]] = defaultdict(list)
    for each in things:
        for team in owners.of(place(each)):
            found[team].append(each)
    return found


def _units(assets: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for asset in assets:
        kind = kind_of(asset)
        found[kind] = (*found.get(kind, ()), asset)
    return found


def _runs(told: Iterable[Recommendation]) -> Counter[str]:
    """Count in how many recommendations each word was logged, such as a product's name."""
    return Counter(
        word
        for each in told
        for word in {value.value for value in each.inputs if isinstance(value.value, str)}
        if word
    )


def _advice(told: Sequence[Recommendation]) -> dict[str, Advised]:
    """Count what was recommended; the newest, which comes first, is the example."""
    counted = Counter(each.moves for each in told)
    examples = {each.moves: each.action for each in reversed(told)}
    return {move: Advised(times, examples[move]) for move, times in counted.items()}


def _overrides(
    cases: Iterable[Case], verdicts: Mapping[str, Verdict], floor: Floor
) -> dict[str, Overridden]:
    groups: defaultdict[str, list[Case]] = defaultdict(list)
    for case in cases:
        groups[case.recommendation.moves].append(case)
    found = {}
    for move, members in groups.items():
        undone = [case for case in members if case.overridden]
        if undone:
            found[move] = _overridden(undone, len(members), verdicts, floor)
    return found


def _overridden(
    undone: Sequence[Case], of: int, verdicts: Mapping[str, Verdict], floor: Floor
) -> Overridden:
    people = {case.decision.by for case in undone if case.decision.by}
    counted = Counter(verdicts[case.recommendation.decision_id] for case in undone)
    right, wrong = counted[Verdict.RIGHT], counted[Verdict.WRONG]
    return Overridden(
        count=len(undone),
        of=of,
        example=undone[0].recommendation.action,
        better=right,
        known=right + wrong,
        shown=floor.passed(people=len(people), events=len(undone)),
    )
