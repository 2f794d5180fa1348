"""Which teams an article likely helps: the reasons with each team's own figures.

Knows when reasons are enough for an offer: quiet by default, so never one weak reason alone. Does
not know words for people, nor what was offered before.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from knowledge.curation.transfer.insight import Insight, kind_of
from knowledge.curation.transfer.work import Work
from knowledge.model import (
    EVERYONE,
    Directory,
    Interest,
    Reason,
    Source,
    Subscription,
    Team,
    TransferBasis,
    within,
)

ENOUGH = 2
"""What the reasons must weigh together; one that is weak alone weighs 1."""

LEAST_ASKED = 2
"""Asked less often, a question says nothing of a team."""

ASKED_MUCH = 3
OWN_SHARE = 0.1
"""Asked so often, and being so much of all that asked it, it is reason enough alone."""

LEAST_OVERRIDES = 3
"""Fewer overrides are no pattern."""

LEAST_ADVISED = 3
"""Recommended less often, a change says nothing of a team's equipment."""

_STRONG = frozenset({TransferBasis.SUBSCRIBED, TransferBasis.OVERRIDES})
"""What is reason enough alone."""

_NAMED = 0.5
"""So much of a product's name has to stand in an article that speaks of it."""

_WORD = re.compile(r"\w[\w.-]*\w|\w")


@dataclass(frozen=True)
class Likely:
    """A team that the article likely helps, and why.

    ``hidden`` names what the team may not see of it: nothing is to be offered then.
    """

    team: str
    reasons: tuple[Reason, ...]
    hidden: tuple[str, ...] = ()


def likely(
    insight: Insight,
    works: Iterable[Work],
    *,
    directory: Directory,
    subscriptions: Sequence[Subscription] = (),
) -> list[Likely]:
    """Return the teams that the article likely helps, in the order of ``works``.

    Never the origin itself, nor by likeness alone a team that owns the origin's equipment anyway.
    """
    teams = {team.id: team for team in directory.teams}
    origin = teams.get(insight.origin)
    found = []
    for work in works:
        team = teams.get(work.team)
        if team is None or team.id == insight.origin:
            continue
        wanted = _wanted(insight, [each for each in subscriptions if each.team == team.id])
        alike = () if origin and _oversees(team, origin) else tuple(_alike(insight, work))
        reasons = (*alike, *wanted)
        if _weight(reasons) >= ENOUGH:
            found.append(Likely(team.id, reasons, hidden_from(team.id, insight)))
    return found


def proof(insight: Insight, work: Work) -> tuple[Reason, ...]:
    """Return what speaks for the article at its origin, in that team's figures."""
    found = []
    asked = work.asked.get(insight.topic, 0) if insight.topic is not None else 0
    if asked >= LEAST_ASKED:
        found.append(Reason(TransferBasis.QUESTIONS, "", asked, max(asked, insight.asked)))
    for move in sorted(insight.moves):
        undone = work.overrides.get(move)
        if undone and undone.shown and undone.known:
            found.append(
                Reason(TransferBasis.OVERRIDES, undone.example, undone.better, undone.known)
            )
    return tuple(found)


def concerns(insight: Insight, subscription: Subscription) -> bool:
    """Whether the article is what the subscription is for."""
    value = subscription.value.casefold()
    match subscription.kind:
        case Interest.EQUIPMENT if "/" in value:
            scope = insight.scope
            return not scope or any(within(each, value) or within(value, each) for each in scope)
        case Interest.EQUIPMENT:
            return kind_of(value) in insight.classes
        case Interest.DOCUMENT:
            return value in {each.casefold() for each in insight.documents}
        case Interest.TOPIC:
            return value == str(insight.topic)
        case Interest.WORD:
            wanted = _words(value)
            return bool(wanted) and set(wanted) <= set(_words(insight.words))


def hidden_from(team: str, insight: Insight) -> tuple[str, ...]:
    """Return what the team may not see: documents by number, else the article itself.

    Empty means that it may see all that the article rests on, and the article.
    """
    kept = [each for each in insight.sources if not _sees(team, each)]
    named = dict.fromkeys(each.document or insight.number for each in kept)
    if not named and insight.audience != EVERYONE and team not in insight.audience:
        return (insight.number,)
    return tuple(named)


def _sees(team: str, source: Source) -> bool:
    return source.audience == EVERYONE or team in source.audience


def _oversees(team: Team, origin: Team) -> bool:
    """Whether all that the origin owns is the team's too: it hears of it there."""
    return bool(origin.owns) and all(
        any(within(each, prefix) for prefix in team.owns) for each in origin.owns
    )


def _alike(insight: Insight, work: Work) -> Iterator[Reason]:
    for kind in sorted(insight.classes & work.units.keys()):
        yield Reason(TransferBasis.EQUIPMENT, kind, len(work.units[kind]))
    same_kind = bool(insight.classes & work.units.keys())
    runs = {name: count for name, count in work.runs.items() if names(insight.words, name)}
    if runs:
        name = max(sorted(runs), key=lambda each: runs[each])
        yield Reason(TransferBasis.CONDITION, name, runs[name], work.recommended)
    if same_kind:
        yield from _advised(insight, work)
    asked = work.asked.get(insight.topic, 0) if insight.topic is not None else 0
    if asked >= LEAST_ASKED:
        yield Reason(TransferBasis.QUESTIONS, "", asked, max(asked, insight.asked))


def _advised(insight: Insight, work: Work) -> Iterator[Reason]:
    """Give what is recommended there as at the origin, and what is overridden there as well."""
    for move in sorted(insight.moves):
        told, undone = work.advice.get(move), work.overrides.get(move)
        if told and told.times >= LEAST_ADVISED:
            yield Reason(TransferBasis.ADVICE, told.example, told.times)
        if undone and undone.count >= LEAST_OVERRIDES:
            figures = (undone.count, undone.of) if undone.shown else (0, 0)
            yield Reason(TransferBasis.OVERRIDES, undone.example, *figures)


def _wanted(insight: Insight, subscriptions: Iterable[Subscription]) -> tuple[Reason, ...]:
    return tuple(
        Reason(TransferBasis.SUBSCRIBED, each.value)
        for each in subscriptions
        if not each.person and concerns(insight, each)
    )


def _weight(reasons: Iterable[Reason]) -> int:
    """Return what the reasons weigh together; several of one basis are as one."""
    heaviest: dict[TransferBasis, int] = {}
    for each in reasons:
        strong = each.basis in _STRONG or (
            each.basis is TransferBasis.QUESTIONS
            and each.count >= max(ASKED_MUCH, OWN_SHARE * each.of)
        )
        weight = ENOUGH if strong else 1
        heaviest[each.basis] = max(weight, heaviest.get(each.basis, 0))
    return sum(heaviest.values())


def names(text: str, product: str) -> bool:
    """Whether a text speaks of that product or condition: two of its words, and half of them."""
    own = _words(product)
    shared = set(own) & set(_words(text))
    return len(shared) >= min(2, len(own)) and len(shared) >= _NAMED * len(own) > 0


def _words(text: str) -> list[str]:
    return [each for each in _WORD.findall(text.casefold()) if len(each) > 1 or each.isdigit()]
