"""Who sees what people said: the door to corrections for answers, beside ``knowledge.access``.

Knows that an unreviewed one is for its author's team alone, a reviewed one for those who see its
equipment, and none for somebody from whom a document it rests on is kept. Does not know when two
questions are one matter (``matching``).
"""

from collections.abc import Iterable
from datetime import datetime

from knowledge import access
from knowledge.model import (
    EVERYONE,
    Audience,
    Correction,
    Directory,
    Group,
    Person,
    Standing,
    Viewer,
    shared_audience,
    within,
)
from knowledge.store import Store


def accepted(store: Store) -> list[Correction]:
    """Return what was accepted and holds, whoever may see it: to be asked again, not shown."""
    return [each for each in store.corrections.unfinished() if each.accepted is not None]


def standing(
    store: Store, viewer: Viewer, found: Iterable[Correction], *, now: datetime
) -> list[tuple[Correction, Standing]]:
    """Return those of the corrections that the viewer may see, with what they count for."""
    return _seen(store, viewer, found, now)


def cited(
    store: Store, viewer: Viewer, numbers: Iterable[int], *, now: datetime
) -> dict[int, tuple[Correction, Standing | None]]:
    """Return corrections that an earlier answer cites, and what they count for to the viewer now.

    None: nothing any more, or nothing to this viewer.
    """
    found = store.corrections.of_numbers(numbers)
    seen = {each.number: counts for each, counts in _seen(store, viewer, found.values(), now)}
    return {number: (each, seen.get(number)) for number, each in found.items()}


def audience_of(store: Store, correction: Correction) -> Audience:
    """Return who may see an accepted correction: the teams of its equipment who see its basis."""
    own = of_equipment(store.directory.load(), correction.scope)
    return shared_audience([own, *places_seen_by(store, correction)])


def of_equipment(directory: Directory, scope: str | None) -> Audience:
    """Return who sees what people said of this equipment: the teams that own some of it."""
    if scope is None:
        return EVERYONE
    return frozenset(
        team.id
        for team in directory.teams
        if any(within(scope, prefix) or within(prefix, scope) for prefix in team.owns)
    )


def places_seen_by(store: Store, correction: Correction) -> list[Audience]:
    """Return who may see each document that the correction rests on."""
    places = _places(correction)
    return list(store.documents.audiences(places).values()) if places else []


def _seen(
    store: Store, viewer: Viewer, found: Iterable[Correction], now: datetime
) -> list[tuple[Correction, Standing]]:
    counting = [(each, counts) for each in found if (counts := each.standing(now))]
    passages = {basis.passage_id for each, _ in counting for basis in each.basis}
    audiences = store.documents.audiences(list(passages)) if passages else {}
    own = access.visible_assets(store.directory.load(), viewer) if counting else None

    def seen(each: Correction, counts: Standing) -> bool:
        if any(not viewer.may_see(audiences[one]) for one in _places(each) if one in audiences):
            return False
        if counts is Standing.UNREVIEWED:
            return all(_of_its_team(member, each) for member in _members(viewer))
        scope = each.scope
        return (
            scope is None
            or own is None
            or any(within(scope, prefix) or within(prefix, scope) for prefix in own)
        )

    return [pair for pair in counting if seen(*pair)]


def _places(correction: Correction) -> list[str]:
    return [basis.passage_id for basis in correction.basis]


def _members(viewer: Viewer) -> tuple[Person, ...]:
    return viewer.members if isinstance(viewer, Group) else (viewer,)


def _of_its_team(person: Person, correction: Correction) -> bool:
    return person.sees_all or person.id == correction.author or correction.team in person.teams
