"""Where somebody's insight went: adopted by whom, worked there or not; told to them alone.

Knows what is news to a finder, whether or not they are named to others. Does not know pages.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.transfers.words import step_words
from knowledge.curation.transfer import seeing
from knowledge.model import TAKEN_UP, Directory, Person, Transfer, TransferAct
from knowledge.store import Store

NEWS = TAKEN_UP | {TransferAct.REJECTED}
"""Steps that a finder and their team are told of."""


@dataclass(frozen=True)
class Went:
    """One place where an insight went, for its finder; ``new``: they don't know it yet."""

    transfer: Transfer
    title: str
    text: str
    new: bool


def went(store: Store, person: Person) -> list[Went]:
    """Return where the person's insight went, what is new first."""
    found = [pair for pair in seeing.of_finder(store, person) if _news(pair[0])]
    directory = store.directory.load()
    articles = seeing.articles(store, [one for one, _ in found])
    told = [
        Went(one, articles[one.article].body.title, news_words(one, directory), _is_new(one, known))
        for one, known in reversed(found)
        if one.article in articles
    ]
    return sorted(told, key=lambda each: not each.new)


def unread(store: Store, person: Person) -> int:
    """Return of how many places where their insight went the person has news."""
    return sum(_is_new(one, known) for one, known in seeing.of_finder(store, person))


def tell(store: Store, person: Person, shown: Sequence[Went]) -> None:
    """Note that the person has been shown these."""
    store.transfers.note_told(person.id, [each.transfer for each in shown if each.new])


def news_words(one: Transfer, directory: Directory) -> str:
    """Return what became of it there: "Adopted by a supervisor of Line 7. It worked, says …"."""
    return ". ".join(step_words(each, one, directory) for each in one.steps if each.act in NEWS)


def _news(one: Transfer) -> bool:
    return any(each.act in NEWS for each in one.steps)


def _is_new(one: Transfer, known: int) -> bool:
    return any(each.act in NEWS for each in one.steps[known:])
