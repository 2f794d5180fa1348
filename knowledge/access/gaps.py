"""Gaps of the equipment that somebody looks after."""

from knowledge.access.assets import cares_for_gaps
from knowledge.model import Gap, GapState, Person, within
from knowledge.store import Store


def gaps(store: Store, person: Person) -> list[Gap]:
    """Return the gaps of the assets whose teams this engineer or admin is in, most wanted first."""
    if person.sees_all:
        return store.gaps.all()
    if not cares_for_gaps(person):
        return []
    own = store.directory.load().owned_by(person)
    return [
        gap
        for gap in store.gaps.all()
        if gap.asset and any(within(gap.asset, prefix) for prefix in own)
    ]


def places_of_gaps(store: Store, person: Person) -> list[str]:
    """Return the assets of the person's teams with open gaps: no words, no counts."""
    own = store.directory.load().owned_by(person)
    filed = dict.fromkeys(
        gap.asset for gap in store.gaps.all() if gap.state is GapState.OPEN and gap.asset
    )
    return [each for each in filed if any(within(each, prefix) for prefix in own)]
