"""Equipment: whose it is to see, where somebody works, and who looks after it.

Does not know what is asked or written about it.
"""

from functools import reduce

from knowledge.model import Directory, Person, Role, Viewer, within
from knowledge.store import Store

LOOKS_AFTER = frozenset({Role.ENGINEER, Role.ADMIN})
"""Who sees what was asked for on the equipment of their teams."""


def may_see_asset(directory: Directory, viewer: Viewer, asset: str) -> bool:
    """Whether the recommendations of the asset are visible to the viewer."""
    return viewer.sees_all or viewer.may_see(directory.owners(asset))


def still_sees_asset(store: Store, person: Person, asset: str) -> bool:
    """Whether the asset is visible to somebody who was known earlier, with the rights of today.

    Somebody who has left the directory sees nothing; the installation's own admin is not in it.
    """
    directory = store.directory.load()
    today = person if person.sees_all else directory.person(person.id)
    return today is not None and may_see_asset(directory, today, asset)


def visible_assets(directory: Directory, viewer: Viewer) -> tuple[str, ...] | None:
    """Return the asset prefixes whose recommendations the viewer may see; None means all.

    Of a group: what all of them share, which of two nested prefixes is the inner one.
    """
    if viewer.sees_all:
        return None
    if isinstance(viewer, Person):
        return directory.owned_by(viewer)
    if not viewer.members:
        return ()
    return reduce(_shared, (visible_assets(directory, member) for member in viewer.members))


def own_place(directory: Directory, viewer: Viewer) -> str | None:
    """Return where the viewer works: the first asset that their teams own, or None."""
    return next(iter(visible_assets(directory, viewer) or ()), None)


def filed_under(directory: Directory, person: Person | None, asset: str | None) -> tuple[str, str]:
    """Return the team and the place under which a question is filed; "" for what is not known.

    Without equipment it is filed at the place of the asker's team. Of several teams it is that
    which owns the place.
    """
    if person is None:
        return "", asset or ""
    place = asset or own_place(directory, person) or ""
    owners = directory.owners(place) & person.teams if place else frozenset[str]()
    return min(owners or person.teams, default=""), place


def cares_for_equipment(person: Person) -> bool:
    """Whether it is for this person to see how the recommender does on their equipment."""
    return person.sees_all or bool(person.roles & LOOKS_AFTER)


def cares_for_gaps(person: Person) -> bool:
    """Whether the gaps of this person's equipment are for them to close."""
    return cares_for_equipment(person)


def _shared(one: tuple[str, ...] | None, other: tuple[str, ...] | None) -> tuple[str, ...] | None:
    """Return the prefixes of what stands within both; None is everything."""
    if one is None or other is None:
        return other if one is None else one
    inner = [a if within(a, b) else b for a in one for b in other if within(a, b) or within(b, a)]
    return tuple(dict.fromkeys(inner))
