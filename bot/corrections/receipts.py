"""Receipts: what a contributor is told of what they said: reviewed, why, and where it is used.

Knows what is new to them. Shows a person their own contributions and nobody else's. Does not know
where it is read.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.corrections.telling import USED_SINCE, Told, told
from bot.speech import trn
from knowledge import access
from knowledge.model import Correction, Directory, Person
from knowledge.store import Store


@dataclass(frozen=True)
class Receipt:
    """One contribution for its author; ``new`` says that something was done that they don't know.

    ``used`` says in how many answers of the last week it stood, and where; "" is nowhere.
    """

    told: Told
    new: bool
    used: str
    may_withdraw: bool


def receipts(store: Store, person: Person, *, now: datetime) -> list[Receipt]:
    """Return the receipts of what this person corrected: what is new first, then the newest."""
    own = access.own_corrections(store, person)
    directory = store.directory.load()
    used = store.corrections.uses([each.number for each in own], since=now - USED_SINCE)
    found = [
        Receipt(
            told(each, reader=person, directory=directory),
            _is_new(each),
            _used(used.get(each.number, Counter()), directory),
            each.unfinished,
        )
        for each in own
    ]
    return sorted(found, key=lambda each: not each.new)


def unread(store: Store, person: Person) -> int:
    """Return of how many of their contributions there is something new to this person."""
    return sum(map(_is_new, access.own_corrections(store, person)))


def tell(store: Store, shown: Sequence[Receipt]) -> None:
    """Note that the author has been shown these receipts."""
    store.corrections.note_told([each.told.correction for each in shown if each.new])


def _is_new(one: Correction) -> bool:
    return any(step.by != one.author for step in one.steps[one.told :])


def _used(where: Mapping[str, int], directory: Directory) -> str:
    return "; ".join(_times(count, asset, directory) for asset, count in sorted(where.items()))


def _times(count: int, asset: str, directory: Directory) -> str:
    if not asset:
        return trn("{count} answer this week", "{count} answers this week", count)
    return trn(
        "{count} answer on {asset} this week",
        "{count} answers on {asset} this week",
        count,
        asset=directory.full_name_of(asset),
    )
