"""Turns and judgements: one's own, and those about equipment that one may see."""

from knowledge.access.assets import may_see_asset
from knowledge.model import Assessment, AssessmentTarget, Person
from knowledge.store import Store
from knowledge.store.conversations import Turn


def own_turn(store: Store, person: Person, question_id: str) -> Turn | None:
    """Return the question and its answer if this person asked it."""
    found = store.conversations.get(question_id)
    return found if found is not None and found.person_id == person.id else None


def turn(store: Store, person: Person, question_id: str) -> Turn | None:
    """Return the turn if it is the person's own or about equipment they may see."""
    found = store.conversations.get(question_id)
    if found is None or found.person_id == person.id or person.sees_all:
        return found
    seen = found.asset and may_see_asset(store.directory.load(), person, found.asset)
    return found if seen else None


def conversation(store: Store, conversation_id: str, limit: int) -> list[Turn]:
    """Return the last turns, newest first, to those who take part.

    Conversation ids are built here from the person or the channel, never taken from outside.
    """
    return store.conversations.last(conversation_id, limit)


def answered_or_before(
    store: Store, key: str, conversation_id: str, limit: int
) -> tuple[Turn | None, list[Turn]]:
    """Return the turn of the key, if it was answered, and the last turns of its conversation.

    To those who take part, as in ``conversation``.
    """
    return store.conversations.answered_or_before(key, conversation_id, limit)


def own_assessments(
    store: Store, person: Person, target: AssessmentTarget, target_id: str
) -> list[Assessment]:
    """Return what this person said of a thing, oldest first; nobody else's."""
    said = store.assessments.for_target(target, target_id)
    return [each for each in said if each.person_id == person.id]
