"""What there is to do for who curates: drafts, proposals, articles to look at again, gaps, topics.

Knows what is whose to do, and that what does the most good comes first. Does not know pages, or
how any of it is done.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from itertools import combinations

from knowledge import access
from knowledge.curation.disagreement import disagree
from knowledge.curation.worth import Need
from knowledge.model import (
    PUBLISHED,
    ArticleState,
    GapState,
    Person,
    Recurring,
    Topic,
)
from knowledge.store import ArticleLine, Store

MOST_TOPICS = 200
"""So many recurring topics are looked at; those of less worth come up when these are done."""
_LEAST = Need(askers=1, asked=1)
"""What it is worth to mend what nobody was counted to ask."""


class Kind(StrEnum):
    """What is to be done."""

    CONFLICT = "conflict"
    RECHECK = "recheck"
    PROPOSAL = "proposal"
    DRAFT = "draft"
    UNVALIDATED = "unvalidated"
    TOPIC = "topic"
    GAP = "gap"


@dataclass(frozen=True)
class Task:
    """One thing to do: about which article ("KB-12"), topic (its id) or gap (its id).

    ``why`` says what is the matter where the kind does not; ``other`` is the article that an
    article is in conflict with. ``subject`` names what is proposed, ``topic`` is the one without
    an article.
    """

    kind: Kind
    about: str
    title: str
    at: datetime
    need: Need = _LEAST
    why: str = ""
    other: str = ""
    subject: str = ""
    topic: Topic | None = None
    teams: tuple[str, ...] = ()
    assets: tuple[str, ...] = ()


def worklist(store: Store, person: Person, *, rule: Recurring, now: datetime) -> list[Task]:
    """Return everything that this engineer or admin could do, what does the most good first."""
    if not access.cares_for_equipment(person):
        return []
    page = access.worthwhile(store, person, rule=rule, limit=MOST_TOPICS)
    topics = {each.id: each for each in page}
    lines = access.curated(store, person)
    tasks = [
        *_articles(lines, topics, now.date()),
        *_conflicts(store, lines, topics),
        *_proposals(store, person, topics),
        *_unwritten(store, topics, lines),
        *_gaps(store, person),
    ]
    places = list(Kind)
    return sorted(tasks, key=lambda each: (-each.need.worth, places.index(each.kind), each.at))


def need_of(topic: Topic | None) -> Need:
    """Return who asks for a topic, and how they fared."""
    if topic is None:
        return _LEAST
    return Need(topic.people, topic.asked, topic.unanswered, topic.not_right)


def _articles(lines: list[ArticleLine], topics: Mapping[int, Topic], today: date) -> Iterator[Task]:
    """Give the articles that are in progress, not validated, or to be looked at again."""
    for line in lines:
        overdue = line.review_by is not None and line.review_by < today
        if line.state in PUBLISHED and (line.flagged or overdue):
            yield _article(Kind.RECHECK, line, topics, line.flagged)
        elif line.state is ArticleState.WIP:
            yield _article(Kind.DRAFT, line, topics)
        elif line.state is ArticleState.NOT_VALIDATED:
            yield _article(Kind.UNVALIDATED, line, topics)


def _article(kind: Kind, line: ArticleLine, topics: Mapping[int, Topic], why: str = "") -> Task:
    topic = topics.get(line.topic) if line.topic is not None else None
    return Task(
        kind,
        line.number,
        line.title,
        line.changed_at,
        need_of(topic),
        why,
        teams=topic.teams if topic else (),
        assets=line.scope,
    )


def _conflicts(
    store: Store, lines: list[ArticleLine], topics: Mapping[int, Topic]
) -> Iterator[Task]:
    """Give the pairs of published articles that answer one topic and cannot both hold."""
    of_topic: dict[int, list[ArticleLine]] = {}
    for line in lines:
        if line.topic is not None and line.state in PUBLISHED:
            of_topic.setdefault(line.topic, []).append(line)
    several = {topic: some for topic, some in of_topic.items() if len(some) > 1}
    whole = store.articles.of_numbers(each.number for some in several.values() for each in some)
    for some in several.values():
        for one, other in combinations(some, 2):
            said = [[each.text for each in whole[n.number].body.statements] for n in (one, other)]
            if any(disagree(this, that) for this in said[0] for that in said[1]):
                yield replace(_article(Kind.CONFLICT, one, topics), other=other.number)


def _proposals(store: Store, person: Person, topics: Mapping[int, Topic]) -> Iterator[Task]:
    for each in access.proposals(store, person):
        if each.proposal is not None:
            topic = topics.get(each.topic) if each.topic is not None else None
            title = each.proposal.body.title
            yield Task(
                Kind.PROPOSAL, each.article, title, each.at, need_of(topic), subject=each.subject
            )


def _unwritten(
    store: Store, topics: Mapping[int, Topic], lines: list[ArticleLine]
) -> Iterator[Task]:
    """Give the recurring topics that no article answers; routed ones are no article's matter."""
    written, numbers = {line.topic for line in lines}, {line.number for line in lines}
    drafted = store.draftings.of_topics(topics)
    for topic in topics.values():
        if topic.id in written or drafted.get(topic.id) in numbers:
            continue
        if topic.routed * 2 < topic.asked:
            need = need_of(topic)
            yield Task(
                Kind.TOPIC,
                str(topic.id),
                topic.title,
                topic.last_asked,
                need,
                topic=topic,
                teams=topic.teams,
                assets=topic.assets,
            )


def _gaps(store: Store, person: Person) -> Iterator[Task]:
    """Give the gaps that were asked more than once; all of them have a page of their own."""
    for gap in access.gaps(store, person):
        if gap.state is GapState.OPEN and gap.asked > 1:
            need = Need(max(1, len(gap.teams)), gap.asked, unanswered=gap.asked)
            place = (gap.asset,) if gap.asset else ()
            yield Task(
                Kind.GAP, gap.id, gap.text, gap.last_asked, need, teams=gap.teams, assets=place
            )
