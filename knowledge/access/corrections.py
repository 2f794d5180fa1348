"""Corrections: their authors', and those of the equipment that somebody looks after."""

from knowledge.access.assets import LOOKS_AFTER, may_see_asset
from knowledge.model import Correction, Directory, Person, Role
from knowledge.store import Store
from knowledge.store.conversations import Turn


def looks_after_correction(directory: Directory, person: Person, correction: Correction) -> bool:
    """Whether the correction is for this engineer or admin to look at: it is about their assets.

    What is about no equipment is for the engineers of its author's team, and for admins.
    """
    if person.sees_all:
        return True
    if not person.roles & LOOKS_AFTER:
        return False
    place = correction.matter.asset or correction.said.scope
    if place is None:
        return correction.team in person.teams or Role.ADMIN in person.roles
    return may_see_asset(directory, person, place)


def may_review(directory: Directory, person: Person, correction: Correction) -> bool:
    """Whether this person may decide on it: never its author, whatever name they act under.

    Who decides is known: the machine's own admin is nobody of the directory.
    """
    return (
        directory.person(person.id) is not None
        and looks_after_correction(directory, person, correction)
        and not directory.are_one(person.id, correction.author)
    )


def corrections(store: Store, person: Person, *, finished: bool = False) -> list[Correction]:
    """Return the corrections that are for this person to look after, the oldest first.

    ``finished``: with those of which nothing can become any more.
    """
    directory = store.directory.load()
    found = store.corrections.all() if finished else store.corrections.unfinished()
    return [each for each in found if looks_after_correction(directory, person, each)]


def correction(store: Store, person: Person, number: int) -> Correction | None:
    """Return the correction if the person wrote it or looks after it, else None."""
    found = store.corrections.get(number)
    if found is None or found.author == person.id:
        return found
    return found if looks_after_correction(store.directory.load(), person, found) else None


def corrected(store: Store, person: Person, correction: Correction) -> Turn | None:
    """Return the turn whose answer it corrects, to its author and to who looks after it.

    Of the answer they see what they may see of any (``bot.assistant``). None: it is of no answer.
    """
    found = store.conversations.get(correction.said.target_id)
    if found is None or found.person_id == person.id:
        return found
    looks = looks_after_correction(store.directory.load(), person, correction)
    return found if looks else None


def own_corrections(store: Store, person: Person) -> list[Correction]:
    """Return what this person corrected, the newest first."""
    return store.corrections.by_author(person.id)


def own_correction(store: Store, person: Person, key: str) -> Correction | None:
    """Return this person's correction of that assessment, or None."""
    found = store.corrections.of_key(key)
    return found if found is not None and found.author == person.id else None
