"""What an article is about, as far as it says where else it may help.

Knows kinds of equipment, documents, the recommended change, the topic, and the words in which it
names products and conditions. Does not know any team's work (``work``).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.model import (
    Article,
    Audience,
    Directory,
    Source,
    asset_class,
    within,
)


@dataclass(frozen=True)
class Insight:
    """An article, read for what could be alike elsewhere.

    ``classes``: kinds of equipment, such as "drum"; ``moves``: recommended changes, as
    ``Recommendation.moves`` has them; ``words``: where it names products and conditions;
    ``asked``: how often its ``topic`` was asked by anybody.
    """

    number: str
    version: int
    origin: str
    scope: tuple[str, ...]
    audience: Audience
    sources: tuple[Source, ...]
    classes: frozenset[str]
    documents: frozenset[str]
    moves: frozenset[str]
    topic: int | None
    words: str
    asked: int = 0


def insight_of(
    article: Article,
    *,
    origin: str,
    known: Iterable[str],
    about: Iterable[str] = (),
    moves: Iterable[str] = (),
    asked: int = 0,
) -> Insight:
    """Return what the article is about.

    ``known`` are the paths of all equipment; ``about`` is what its topic was asked about, which
    is closer than its scope where it lies within.
    """
    body = article.body
    key = body.key_point.text if body.key_point else ""
    return Insight(
        number=article.number,
        version=article.version,
        origin=origin,
        scope=body.scope,
        audience=article.audience,
        sources=body.sources,
        classes=_classes(body.scope, tuple(about), units(known)),
        documents=frozenset(each.document for each in body.sources if each.document),
        moves=frozenset(filter(None, moves)),
        topic=article.topic,
        words="\n".join((body.title, *body.wordings, body.conditions, key)),
        asked=asked,
    )


def origin_of(article: Article, directory: Directory, *, said_by: Iterable[str] = ()) -> str:
    """Return the id of the team that an article comes from.

    That of its finder, else of those whose corrections it rests on (``said_by``), else the nearest
    owner of its equipment, else its own owner.
    """
    finder = directory.person(article.finder) if article.finder else None
    teams = sorted(finder.teams) if finder else []
    own = [team for team in teams if _owns_any(directory, team, article.body.scope)]
    found = own or teams or [each for each in said_by if each]
    if found:
        return found[0]
    owners = [
        (prefix.count("/"), team.id)
        for team in directory.teams
        for prefix in team.owns
        for scope in article.body.scope[:1]
        if within(scope, prefix)
    ]
    return max(owners, default=(0, article.body.owner), key=lambda each: each[0])[1]


def units(known: Iterable[str]) -> tuple[str, ...]:
    """Return the equipment in which no other equipment stands: drums and not their line."""
    paths = sorted(set(known))
    above = {path.rpartition("/")[0] for path in paths}
    return tuple(path for path in paths if path not in above)


def kind_of(asset: str) -> str:
    """Return the class of equipment as it is compared: "metal detector"."""
    return " ".join(asset_class(asset).casefold().replace("-", " ").replace("_", " ").split())


def _classes(
    scope: tuple[str, ...], about: tuple[str, ...], all_units: tuple[str, ...]
) -> frozenset[str]:
    asked = [each for each in about if not scope or any(within(each, one) for one in scope)]
    places = asked or scope
    found = [unit for unit in all_units if any(within(unit, place) for place in places)]
    return frozenset(map(kind_of, found))


def _owns_any(directory: Directory, team_id: str, scope: tuple[str, ...]) -> bool:
    return any(
        within(each, prefix) or within(prefix, each)
        for team in directory.teams
        if team.id == team_id
        for prefix in team.owns
        for each in scope
    )
