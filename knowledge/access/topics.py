"""Topics of the equipment that somebody looks after, in words about that equipment only."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from knowledge.access.assets import cares_for_equipment
from knowledge.model import Person, Recurring, Topic, TopicOrder, TopicStep, Wording, within
from knowledge.redaction import Redaction
from knowledge.store import Store
from knowledge.store.conversations import Turn


def places_of_topics(store: Store, person: Person) -> frozenset[str] | None:
    """Return the places whose questions this engineer or admin may read; None is all of them."""
    if person.sees_all:
        return None
    if not cares_for_equipment(person):
        return frozenset()
    own = store.directory.load().owned_by(person)
    return frozenset(
        place for place in store.topics.places() if any(within(place, prefix) for prefix in own)
    )


def topics(
    store: Store,
    person: Person,
    *,
    rule: Recurring | None = None,
    order: TopicOrder = TopicOrder.ASKED,
    limit: int,
    offset: int = 0,
) -> tuple[list[Topic], int]:
    """Return a page of the topics asked about this person's equipment, and how many there are.

    Words are those of questions about it, with people's names and the like veiled; numbers are of
    all questions. ``rule``: only recurring.
    """
    places, hide = places_of_topics(store, person), _veil(store)
    page = store.topics.all(places=places, rule=rule, order=order, limit=limit, offset=offset)
    count = store.topics.count(places=places, rule=rule)
    return [_veiled(each, hide) for each in page], count


def worthwhile(store: Store, person: Person, *, rule: Recurring, limit: int) -> list[Topic]:
    """Return the recurring topics that it is worth most to write down, as ``topics`` does."""
    places, hide = places_of_topics(store, person), _veil(store)
    page = store.topics.all(places=places, rule=rule, order=TopicOrder.WORTH, limit=limit)
    return [_veiled(each, hide) for each in page]


def topic(store: Store, person: Person, number: int) -> Topic | None:
    """Return the topic of that id, or the one it went into, if the person may see it; veiled."""
    found = store.topics.get(number, places=places_of_topics(store, person))
    return found and _veiled(found, _veil(store))


def topic_wordings(store: Store, person: Person, number: int) -> list[Wording]:
    """Return the ways in which the topic was asked about the person's equipment, veiled."""
    hide = _veil(store)
    found = store.topics.wordings(number, places=places_of_topics(store, person))
    return [replace(each, text=hide(each.text)) for each in found]


def topic_questions(
    store: Store, person: Person, number: int, *, limit: int = 100
) -> list[tuple[int, Turn]]:
    """Return the topic's questions about the person's equipment, newest first, by number; veiled.

    The turns name nobody.
    """
    hide = _veil(store)
    found = store.topics.questions(number, places=places_of_topics(store, person), limit=limit)
    return [(seq, replace(each, text=hide(each.text), person_id="")) for seq, each in found]


def _veil(store: Store) -> Callable[[str], str]:
    """Return what veils words; a topic's title is most often its first wording."""
    return cache(Redaction.of(store.directory.load()).veil().hide)


def _veiled(topic: Topic, hide: Callable[[str], str]) -> Topic:
    wordings = tuple(map(hide, topic.wordings))
    return replace(topic, title=hide(topic.title), wordings=wordings)


def topic_steps(store: Store, person: Person, number: int) -> list[TopicStep]:
    """Return what engineers did to a topic that the person may see, the oldest first."""
    return store.topics.steps(number) if topic(store, person, number) else []
