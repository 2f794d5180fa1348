"""Looking where validated articles help: offers made, held back or withdrawn, once each.

Knows when: as soon as an article is validated, and once a day for what has changed since. Does not
know how likeness is judged (``knowledge.curation.transfer``) or how people are told.
"""

import logging
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from zoneinfo import ZoneInfo

from bot.jobs import Job
from bot.jobs.schedules import Daily
from bot.speech import ENGLISH, speaking, tr
from bot.transfers.asking import asked_by, matter_of
from bot.transfers.figures import known_assets, works_of
from knowledge.curation.transfer import (
    Insight,
    Likely,
    Work,
    insight_of,
    likely,
    origin_of,
    proof,
)
from knowledge.learning.floor import Floor
from knowledge.model import (
    EVERYONE,
    TAKEN_UP,
    UNDECIDED,
    Article,
    ArticleState,
    Audience,
    Correction,
    Directory,
    Happening,
    Source,
    SourceKind,
    Subscription,
    Transfer,
    TransferAct,
    TransferStep,
    shared_audience,
)
from knowledge.store import Store

NAME = "transfers.look"
_DAILY = "transfers.daily"
_AT = time(5, 40)
_GOES = UNDECIDED | TAKEN_UP | {TransferAct.HELD}
"""What ends when its article is withdrawn."""
_log = logging.getLogger("tandem.transfers")


def looking(store: Store, *, zone: ZoneInfo) -> list[Job]:
    """Return the jobs that look where articles help: one of them, and all each morning."""

    def one(happening: Happening) -> None:
        look(store, [happening.payload["article"]], now=happening.at)

    def every(morning: Happening) -> None:
        look(store, now=morning.at)

    return [Job(NAME, one), Job(_DAILY, every, schedule=Daily(_AT, zone))]


def wanted(article: Article) -> Happening:
    """Return what is to be kept when an article was validated or withdrawn: it is looked at."""
    last = article.steps[-1]
    key = f"{article.number}:{len(article.steps)}"
    return Happening(NAME, key, last.at, payload={"article": article.number})


def look(store: Store, numbers: Collection[str] | None = None, *, now: datetime) -> int:
    """Offer what helps elsewhere; return how many steps were taken. None looks at all articles.

    Doing it again changes nothing.
    """
    if numbers is None:
        articles = store.articles.all([ArticleState.VALIDATED])
        known = store.transfers.in_states(_GOES)
    else:
        found = store.articles.of_numbers(numbers).values()
        articles = [each for each in found if each.validated_at is not None]
        known = store.transfers.of_articles(numbers)
    taken = _withdraw(store, known, now)
    if articles:
        taken += _Look(store, now).at(articles)
    return taken


def _withdraw(store: Store, known: Iterable[Transfer], now: datetime) -> int:
    """End what was offered of articles that are not published any more."""
    going = [each for each in known if each.state in _GOES]
    published = store.articles.audiences(each.article for each in going)
    with speaking(ENGLISH):  # kept for all readers
        reason = tr("the article was withdrawn")
    step = TransferStep(TransferAct.WITHDRAWN, now, reason=reason)
    return sum(
        _stepped(store, each, step)
        for each in going
        if each.article not in published and each.state is not TransferAct.ADAPTED
    )


@dataclass
class _Look:
    """One look: what is known of all teams, read once."""

    store: Store
    now: datetime

    def __post_init__(self) -> None:
        self.directory: Directory = self.store.directory.load()
        self.known = known_assets(self.directory)
        self.in_force: dict[str, Audience] = {}
        self.subscriptions: Sequence[Subscription] = self.store.transfers.subscriptions()

    def at(self, articles: Sequence[Article]) -> int:
        """Look at these validated articles; return how many steps were taken."""
        articles = [self._of_living_topic(each) for each in articles]
        topics = {each.topic for each in articles if each.topic is not None}
        asked = asked_by(self.store, topics, now=self.now)
        self.asked = Counter[int]()
        for counts in asked.values():
            self.asked.update(counts)
        works = works_of(self.store, self.directory, asked=asked, floor=Floor(), now=self.now)
        known: dict[tuple[str, str], Transfer] = {
            (each.article, each.team): each
            for each in self.store.transfers.of_articles(each.number for each in articles)
        }
        return sum(self._look(each, works, known) for each in articles)

    def _look(
        self,
        article: Article,
        works: Mapping[str, Work],
        known: Mapping[tuple[str, str], Transfer],
    ) -> int:
        corrections = self._corrections(article)
        insight = self._insight(article, corrections)
        told = proof(insight, works[insight.origin]) if insight.origin in works else ()
        finders = {article.finder, *(each.author for each in corrections)} - {""}
        helped = likely(
            insight,
            works.values(),
            directory=self.directory,
            subscriptions=self.subscriptions,
        )
        taken = 0
        for each in helped:
            step = self._first(each)
            offer = Transfer(
                *(article.number, article.version, each.team, insight.origin, each.reasons),
                (step,),
                proof=told,
            )
            taken += self._offer(offer, known.get((article.number, each.team)), finders)
        return taken

    def _first(self, one: Likely) -> TransferStep:
        if one.hidden:
            return TransferStep(TransferAct.HELD, self.now, reason=", ".join(one.hidden))
        return TransferStep(TransferAct.OFFERED, self.now)

    def _offer(self, offer: Transfer, before: Transfer | None, finders: Collection[str]) -> int:
        """Make the offer, or bring the one that is there up to date; return the steps taken."""
        if before is None:
            kept = self.store.transfers.offer(offer, finders=finders)
            _log.info("article %s for %s: %s", kept.article, kept.team, kept.state.value)
            return 1
        if _figures(offer) != _figures(before) and before.state is not TransferAct.REJECTED:
            before = self.store.transfers.offer(offer, finders=finders)
        step = offer.last
        if before.state in (TransferAct.HELD, TransferAct.WITHDRAWN):
            if (before.state, before.last.reason) == (step.act, step.reason):
                return 0
            return _stepped(self.store, before, step)
        if before.open and step.act is TransferAct.HELD:
            with speaking(ENGLISH):  # kept for all readers
                reason = tr("the team may not see {documents} any more", documents=step.reason)
            gone = TransferStep(TransferAct.WITHDRAWN, self.now, reason=reason)
            return _stepped(self.store, before, gone)
        return 0

    def _insight(self, article: Article, corrections: Sequence[Correction]) -> Insight:
        moves, places = matter_of(self.store, article.topic)
        said_by = [each.team for each in corrections]
        today = self._as_of_today(article)
        return insight_of(
            today,
            origin=origin_of(article, self.directory, said_by=said_by),
            known=self.known,
            about=places,
            moves=[*moves, *(each.matter.moves for each in corrections)],
            asked=self.asked[article.topic] if article.topic is not None else 0,
        )

    def _of_living_topic(self, article: Article) -> Article:
        """Return the article with the topic that its own one went into, where it was merged."""
        if article.topic is None:
            return article
        return replace(article, topic=self.store.topics.leads_to(article.topic))

    def _corrections(self, article: Article) -> list[Correction]:
        numbers = [
            int(each.source_id)
            for each in article.body.sources
            if each.kind is SourceKind.CORRECTION and each.source_id.isdecimal()
        ]
        found = self.store.corrections.of_numbers(numbers) if numbers else {}
        return list(found.values())

    def _as_of_today(self, article: Article) -> Article:
        """Return the article with its sources' audiences of today, to name what is kept."""
        passages = [e.source_id for e in article.body.sources if e.kind is SourceKind.PASSAGE]
        audiences = self.store.documents.audiences(passages) if passages else {}

        def today(source: Source) -> Source:
            then = audiences.get(source.source_id, source.audience)
            return replace(source, audience=shared_audience([then, self._in_force(source)]))

        sources = tuple(map(today, article.body.sources))
        return replace(article, body=replace(article.body, sources=sources))

    def _in_force(self, source: Source) -> Audience:
        """Return who may see the revision of the source's document that binds today."""
        number = source.document if source.kind is SourceKind.PASSAGE else ""
        if number not in self.in_force:
            found = self.store.documents.revision_of(number, on=self.now.date()) if number else None
            self.in_force[number] = found.audience if found else EVERYONE
        return self.in_force[number]


def _figures(one: Transfer) -> tuple[object, ...]:
    return (one.version, one.reasons, one.proof)


def _stepped(store: Store, one: Transfer, step: TransferStep) -> int:
    taken = store.transfers.append(one, step)
    if taken is not None:
        _log.info("article %s for %s: %s", one.article, one.team, step.act.value)
    return int(taken is not None)
