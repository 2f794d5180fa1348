"""How an area stands: what waits for a decision, whom nobody has come to, what stayed unanswered.

Knows facts about equipment and procedures only: no person, no count of a group, nobody's words.
Does not know where it is read.
"""

from collections import Counter
from datetime import datetime

from bot import requests
from bot.shown.cards import recent_cards
from bot.speech import tr, trn
from knowledge import access
from knowledge.model import Person
from knowledge.store import Store

_MOST_CARDS, _MOST = 100, 5


def area_lines(store: Store, person: Person, *, now: datetime) -> list[str]:
    """Return a sentence for each thing that the person's area waits for; none if it does not."""
    return [*waiting(store, person, now=now), *coming(store, person), *unanswered(store, person)]


def waiting(store: Store, person: Person, *, now: datetime) -> list[str]:
    """Return for which equipment recommendations want a decision."""
    directory = store.directory.load()
    cards = recent_cards(store, person, limit=_MOST_CARDS, now=now)
    counted = Counter(card.recommendation.asset for card in cards if card.wants_decision)
    return [
        trn(
            "{asset}: {count} recommendation wants a decision.",
            "{asset}: {count} recommendations want a decision.",
            count,
            asset=directory.full_name_of(asset),
        )
        for asset, count in counted.most_common(_MOST)
    ]


def coming(store: Store, person: Person) -> list[str]:
    """Return which requests nobody has taken."""
    directory = store.directory.load()
    told = [
        requests.told(each, reader=person, directory=directory)
        for each in access.requests(store, person)
    ]
    return [
        tr("{where}: nobody has come yet for {matter}.", where=each.where, matter=each.matter)
        for each in told[:_MOST]
        if each.is_open
    ]


def unanswered(store: Store, person: Person) -> list[str]:
    """Return for which equipment questions stayed without an answer."""
    directory = store.directory.load()
    places = access.places_of_gaps(store, person)
    return [
        tr(
            "{asset}: questions stayed without an answer. The engineers have them.",
            asset=directory.full_name_of(asset),
        )
        for asset in places[:_MOST]
    ]
