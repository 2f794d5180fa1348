"""Whose an article is: the team that looks after what it is about.

Knows the owner that the documents name and the owners of equipment. A team with an engineer can
curate it, so that is preferred.
"""

from collections.abc import Sequence

from knowledge.model import Directory, Role, Team, within

_CURATES = frozenset({Role.ENGINEER, Role.ADMIN})


def owner_of(directory: Directory, scope: Sequence[str], owners: Sequence[str]) -> str:
    """Return the id of the team that owns it, "" when nobody does.

    ``owners`` are the owners of its sources, in the words of the documents, the best first.
    """
    by_name = {each.name.casefold(): each.id for each in directory.teams}
    named = [by_name[each.casefold()] for each in owners if each.casefold() in by_name]
    around = [each for each in directory.teams if _owns(each, scope)]
    around.sort(key=lambda each: -_depth(each, scope))
    curating = {team for each in directory.people if each.roles & _CURATES for team in each.teams}
    candidates = [*named, *(each.id for each in around)]
    return next((each for each in candidates if each in curating), next(iter(candidates), ""))


def _owns(team: Team, scope: Sequence[str]) -> bool:
    return any(within(asset, prefix) for asset in scope for prefix in team.owns)


def _depth(team: Team, scope: Sequence[str]) -> int:
    """Return how near the team's equipment is to the scope: the longer the path the nearer."""
    return max(
        prefix.count("/") for asset in scope for prefix in team.owns if within(asset, prefix)
    )
