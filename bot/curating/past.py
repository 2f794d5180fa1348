"""The questions that a draft is held against: those of its topic, and of the topics next to it.

Knows which past questions a curator may read, how each fared, and on which passage a confirmed
answer rested. Does not know what a draft would do to them (``trying``).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from bot.curating.trying import PastQuestion
from knowledge import access
from knowledge.model import CitedPlace, Person, Recurring, Status, Topic
from knowledge.store import Store
from knowledge.store.conversations import Turn

OWN = 12
NEXT_TO_IT = 3
OF_EACH = 4
"""So many questions of the topic itself, of so many topics next to it, of each of those."""
LOOKED_AT = 60
CLOSE = 0.45
"""Cosine of titles from which a topic is next to another."""
Alike = Callable[[str, Sequence[str]], list[float]]


def past_questions(
    store: Store, person: Person, topic: int | None, title: str, *, alike: Alike, rule: Recurring
) -> list[PastQuestion]:
    """Return past questions of the topic and of those next to the title, different ones only."""
    turns = _turns(store, person, topic, OWN) if topic is not None else []
    near = by_nearness(store, person, topic, title, alike=alike, rule=rule)
    for closeness, each in near[:NEXT_TO_IT]:
        if closeness >= CLOSE:
            turns += _turns(store, person, each.id, OF_EACH)
    confirmed = _confirmed(store, turns)
    return list(_different(turns, confirmed))


def by_nearness(
    store: Store, person: Person, topic: int | None, title: str, *, alike: Alike, rule: Recurring
) -> list[tuple[float, Topic]]:
    """Return other topics that it is worth most to write down, the nearest to the title first."""
    page = access.worthwhile(store, person, rule=rule, limit=LOOKED_AT)
    others = [each for each in page if each.id != topic]
    near = alike(title, [each.title for each in others]) if title.strip() else []
    return sorted(zip(near, others, strict=False), key=lambda pair: -pair[0])


def _turns(store: Store, person: Person, topic: int, limit: int) -> list[Turn]:
    return [turn for _, turn in access.topic_questions(store, person, topic, limit=limit)]


def _confirmed(store: Store, turns: Sequence[Turn]) -> Mapping[str, tuple[int, CitedPlace | None]]:
    """Return what was said of each turn in sum, and the first place on which it rested."""
    found: dict[str, tuple[int, CitedPlace | None]] = {}
    for each in store.confirmations.of_turns(turn.key for turn in turns):
        total, place = found.get(each.turn, (0, None))
        found[each.turn] = (total + each.sign, place or next(iter(each.places), None))
    return found


def _different(
    turns: Sequence[Turn], confirmed: Mapping[str, tuple[int, CitedPlace | None]]
) -> Iterator[PastQuestion]:
    seen: set[str] = set()
    for turn in turns:
        same = " ".join(turn.text.casefold().split())
        if same in seen:
            continue
        seen.add(same)
        said, place = confirmed.get(turn.key, (0, None))
        answered = turn.status == Status.ANSWERED.value and said >= 0
        yield PastQuestion(turn.text, turn.asset, answered, place if said > 0 else None)
