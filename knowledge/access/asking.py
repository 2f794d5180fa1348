"""What people are asked: inquiries, and questions that nothing written answers."""

from datetime import datetime

from knowledge.access.assets import may_see_asset
from knowledge.model import Awaited, Directory, Gap, GapState, Inquiry, Person
from knowledge.store import Store


def own_inquiries(store: Store, person: Person, *, since: datetime) -> list[Inquiry]:
    """Return what this person is asked and has not answered, on equipment they may see now."""
    directory = store.directory.load()
    return [
        each
        for each in store.inquiries.open_for(person.id, since=since)
        if may_see_asset(directory, person, each.asset)
    ]


def wants_quiet(store: Store, person: Person) -> bool:
    """Whether this person does not want to be asked anything."""
    return store.inquiries.has_left(person.id)


def may_be_asked(directory: Directory, person: Person, gap: Gap) -> bool:
    """Whether a question may be put to this person: they see what it is about.

    What is about no equipment is for those of a team that asked it.
    """
    if gap.asset:
        return may_see_asset(directory, person, gap.asset)
    return person.sees_all or bool(person.teams & set(gap.teams))


def asked_of(store: Store, person: Person) -> list[Gap]:
    """Return the gaps that this person is asked about and may still see, the oldest first."""
    asked = store.experts.open_for(person.id)
    if not asked:
        return []
    directory = store.directory.load()
    gaps = {each.id: each for each in store.gaps.all() if each.state is GapState.OPEN}
    found = (gaps.get(each.gap) for each in asked)
    return [each for each in found if each is not None and may_be_asked(directory, person, each)]


def may_say(store: Store, person: Person, gap_id: str) -> Gap | None:
    """Return the gap if this person may say, unasked, what they know of it; else None.

    They let themselves be asked, it is about what they see, it is not their own question, and
    nobody has replied yet.
    """
    if not any(each.person_id == person.id for each in store.experts.willing()):
        return None
    directory = store.directory.load()
    gap = next((each for each in store.gaps.all() if each.id == gap_id), None)
    if gap is None or gap.state is not GapState.OPEN or not may_be_asked(directory, person, gap):
        return None
    own = any(directory.are_one(person.id, each) for each in store.experts.waiting(gap_id).values())
    return None if own or store.experts.replies([gap_id]) else gap


def gap_in(store: Store, person: Person, conversation_id: str) -> Gap | None:
    """Return what was asked in vain in this conversation last and this person may speak to."""
    waited_for = store.experts.waited_for_in(conversation_id)
    return next(filter(None, (may_say(store, person, each) for each in waited_for)), None)


def own_replies(store: Store, person: Person, *, untold: bool = True) -> list[Awaited]:
    """Return the replies to this person's questions, the oldest first; ``untold``: not told yet.

    A reply is about the equipment of its question: who may no longer see that is told nothing.
    """
    waiting = store.experts.awaited(person_id=person.id, untold=untold)
    directory = store.directory.load()
    return [
        each
        for each in waiting
        if not each.reply.asset or may_see_asset(directory, person, each.reply.asset)
    ]
