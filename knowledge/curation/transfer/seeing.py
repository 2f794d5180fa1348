"""Who sees which offer, and who may decide: the door to transfers, beside ``knowledge.access``.

Knows that an offer is for its team as long as all of it may see the article today, that what is
held back is for the engineers of the origin alone, and that a finder sees where their insight went.
Does not know what is offered to whom (``likeness``).
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TypeVar

from knowledge import access
from knowledge.model import (
    EVERYONE,
    NOBODY,
    TAKEN_UP,
    UNDECIDED,
    Article,
    ArticleState,
    Audience,
    Person,
    Role,
    Subscription,
    Transfer,
    TransferAct,
)
from knowledge.store import Store
from knowledge.store.transfers import TransferLine

_DECIDES = frozenset({Role.SUPERVISOR, Role.ENGINEER})
_Found = TypeVar("_Found", Transfer, TransferLine)
_TOLD = UNDECIDED | TAKEN_UP | {TransferAct.REJECTED}


def may_decide(person: Person, transfer: Transfer | TransferLine) -> bool:
    """Whether it is for this supervisor or engineer of the team to decide."""
    return transfer.team in person.teams and bool(person.roles & _DECIDES)


def leads(person: Person) -> bool:
    """Whether the person decides for a team of theirs, or sees how knowledge travels."""
    return person.sees_all or bool(person.roles & (_DECIDES | {Role.ADMIN}))


def offers(
    store: Store, person: Person, states: Collection[TransferAct] = _TOLD
) -> list[TransferLine]:
    """Return where those offers to the person's teams stand that these may see today.

    Those that moved last come first.
    """
    found = store.transfers.lines(teams=_teams(store, person), states=_TOLD & set(states))
    audiences = _audiences(store, found)
    return [each for each in found if _sees(each.team, audiences.get(each.article))]


def sendings(store: Store, person: Person) -> list[TransferLine]:
    """Return where what the person's teams found went, as they may see today; last moved first."""
    found = store.transfers.lines(origins=_teams(store, person), states=_TOLD)
    return _visible(store, person, found)


def whole(store: Store, lines: Iterable[TransferLine]) -> list[Transfer]:
    """Return the transfers of lines that this door gave, in their order."""
    listed = list(lines)
    found = store.transfers.of_numbers({each.number for each in listed}) if listed else {}
    return [found[each.number] for each in listed if each.number in found]


def held(store: Store, person: Person) -> list[Transfer]:
    """Return what would help teams that may not see it, for the engineers of the origin."""
    looks_after = _looking_after(store, person)
    found = store.transfers.in_states([TransferAct.HELD])
    return _visible(store, person, [each for each in found if looks_after(each.origin)])


def lost(store: Store, person: Person) -> list[Transfer]:
    """Return what the person's teams had taken up and was taken out of answers since, last first.

    Only of articles that the person might see while they were published.
    """
    lines = store.transfers.lines(teams=_teams(store, person), states=[TransferAct.WITHDRAWN])
    found = [each for each in whole(store, lines) if each.was_taken_up]
    gone = {number: one for number, one in articles(store, found).items() if not one.published}
    return [
        each
        for each in found
        if each.article in gone and person.may_see(gone[each.article].body.audience)
    ]


def of_finder(store: Store, person: Person) -> list[tuple[Transfer, int]]:
    """Return where the person's own insight went, and how many of the steps they know."""
    found = store.transfers.of_finder(person.id)
    seen = {each.number for each in _visible(store, person, [one for one, _ in found])}
    return [pair for pair in found if pair[0].number in seen and pair[0].state in _TOLD]


def transfer(store: Store, person: Person, number: int) -> Transfer | None:
    """Return the transfer of that number if it was offered to a team of the person's."""
    found = store.transfers.get(number)
    if found is None or found.state not in _TOLD:
        return None
    if not (person.sees_all or found.team in person.teams):
        return None
    audience = store.articles.audiences([found.article]).get(found.article)
    return found if _sees(found.team, audience) else None


def travelled(store: Store, person: Person) -> list[TransferLine]:
    """Return where offers stand of articles that the person may see today, the last moved first.

    For supervisors, engineers and admins; for others none.
    """
    if not leads(person):
        return []
    looks_after = _looking_after(store, person)
    found = [
        each
        for each in store.transfers.lines()
        if each.state in _TOLD or (each.state is TransferAct.HELD and looks_after(each.origin))
    ]
    return _visible(store, person, found)


def journeys(store: Store, person: Person, articles: Iterable[str]) -> list[Transfer]:
    """Return what became of the offers of articles that ``travelled`` gave.

    What is held back is only for the engineers of its origin.
    """
    looks_after = _looking_after(store, person)
    return [
        each
        for each in store.transfers.of_articles(articles)
        if each.state in _TOLD or (each.state is TransferAct.HELD and looks_after(each.origin))
    ]


def audience(store: Store, one: Transfer) -> Audience:
    """Return who may see the article of a transfer today; nobody when it is not published."""
    return store.articles.audiences([one.article]).get(one.article, NOBODY)


def articles(store: Store, found: Iterable[Transfer]) -> dict[str, Article]:
    """Return the articles of transfers that this door gave, by number."""
    return store.articles.of_numbers({each.article for each in found})


def vouched(store: Store, person: Person) -> list[Article]:
    """Return the validated articles that the person may see today, the newest first."""
    found = store.articles.all([ArticleState.VALIDATED])
    return [each for each in reversed(found) if person.may_see(each.audience)]


def subscriptions(store: Store, person: Person) -> list[Subscription]:
    """Return what the person and their teams follow; of other people nothing."""
    return [
        each
        for each in store.transfers.subscriptions()
        if each.person == person.id or (not each.person and each.team in person.teams)
    ]


def followers(store: Store) -> list[str]:
    """Return who follows something for themself: people's ids, not what."""
    return sorted({each.person for each in store.transfers.subscriptions()} - {""})


def _visible(store: Store, person: Person, found: Sequence[_Found]) -> list[_Found]:
    audiences = _audiences(store, found)
    return [each for each in found if person.may_see(audiences.get(each.article, NOBODY))]


def _audiences(store: Store, found: Sequence[Transfer | TransferLine]) -> Mapping[str, Audience]:
    return store.articles.audiences({each.article for each in found}) if found else {}


def _sees(team: str, audience: Audience | None) -> bool:
    return audience is not None and (audience == EVERYONE or team in audience)


def _looking_after(store: Store, person: Person) -> Callable[[str], bool]:
    """Return what says whether the person is an engineer of a team, or of its equipment."""
    directory, cares = store.directory.load(), access.cares_for_equipment(person)
    owned = {team.id: team.owns for team in directory.teams}

    def looks_after(team: str) -> bool:
        own = person.sees_all or team in person.teams
        assets = owned.get(team, ())
        return cares and (own or any(access.may_see_asset(directory, person, e) for e in assets))

    return looks_after


def _teams(store: Store, person: Person) -> frozenset[str]:
    """Return the person's teams; of somebody who sees all, every team."""
    if not person.sees_all:
        return person.teams
    return frozenset(team.id for team in store.directory.load().teams)
