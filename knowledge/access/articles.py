"""Articles and their drafts: for their audience, and for who works on them."""

from collections.abc import Iterable, Sequence

from knowledge.access.assets import LOOKS_AFTER
from knowledge.access.topics import places_of_topics
from knowledge.model import PUBLISHED, Article, Audience, Directory, Drafting, Person, within
from knowledge.store import ArticleLine, Store


def may_curate(directory: Directory, person: Person, article: Article) -> bool:
    """Whether this engineer or admin works on the article: they see all that it rests on, and it
    is their team's, about their equipment, or about none."""
    body = article.body
    return _curates(directory, person, article.audience, body.owner, body.scope)


def article(store: Store, person: Person, number: str) -> Article | None:
    """Return the article if it is published for this person, or theirs to work on; else None."""
    found = store.articles.get(number)
    if found is None or (found.published and person.may_see(found.audience)):
        return found
    return found if may_curate(store.directory.load(), person, found) else None


def might_see_article(store: Store, person: Person, number: str) -> bool:
    """Whether the person could see the article when it was published: they may hear it is gone."""
    found = store.articles.get(number)
    return found is not None and person.may_see(found.body.audience)


def articles(store: Store, person: Person) -> list[ArticleLine]:
    """Return the articles published for this person or theirs to work on, last changed first."""
    directory = store.directory.load()
    return [
        each
        for each in store.articles.lines()
        if (each.state in PUBLISHED and person.may_see(each.audience))
        or _curates(directory, person, each.audience, each.owner, each.scope)
    ]


def curated(store: Store, person: Person) -> list[ArticleLine]:
    """Return the articles that are this person's to work on, the last changed first."""
    directory = store.directory.load()
    return [
        each
        for each in store.articles.lines()
        if _curates(directory, person, each.audience, each.owner, each.scope)
    ]


def draftings(store: Store, person: Person) -> list[Drafting]:
    """Return what was drafted of topics and articles that are this person's, the latest first."""
    return _theirs(store, person, store.draftings.all())


def draftings_of(store: Store, person: Person, article: str) -> list[Drafting]:
    """Return what was drafted as this article, if it is theirs to work on, the latest first."""
    return _theirs(store, person, store.draftings.of_article(article))


def proposals(store: Store, person: Person) -> list[Drafting]:
    """Return those that propose something that is still open, to articles that are theirs."""
    return _theirs(store, person, store.draftings.proposed())


def drafting(store: Store, person: Person, subject: str) -> Drafting | None:
    """Return the drafting of that subject if its article or topic is this person's; else None."""
    found = store.draftings.get(subject)
    return next(iter(_theirs(store, person, [found])), None) if found else None


def _theirs(store: Store, person: Person, made: list[Drafting]) -> list[Drafting]:
    """Return those whose article the person works on, or whose topic they look after."""
    if person.sees_all or not made:
        return made
    directory = store.directory.load()
    lines = store.articles.lines({each.article for each in made if each.article})
    articles = {
        each.number
        for each in lines
        if _curates(directory, person, each.audience, each.owner, each.scope)
    }
    alone = {each.topic for each in made if each.topic is not None and not each.article}
    topics = store.topics.asked_about(alone, places_of_topics(store, person)) if alone else set()

    def seen(each: Drafting) -> bool:
        return each.article in articles if each.article else each.topic in topics

    return [each for each in made if seen(each)]


def _curates(
    directory: Directory, person: Person, seen_by: Audience, owner: str, scope: Sequence[str]
) -> bool:
    if person.sees_all:
        return True
    if not (person.roles & LOOKS_AFTER and person.may_see(seen_by)):
        return False
    return not scope or owner in person.teams or _meets(scope, directory.owned_by(person))


def _meets(scope: Iterable[str], own: Sequence[str]) -> bool:
    return any(within(one, other) or within(other, one) for one in scope for other in own)
