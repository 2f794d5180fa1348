"""An article as evidence: who vouches for it, and what has changed under it, in words.

Knows how an article is told wherever it is cited, today. Does not know how it is found, nor who may
see it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.speech import mark, tr
from knowledge.curation.rechecking import Change, ChangeKind, changes
from knowledge.model import WITHDRAWS, Article, ArticleAct, Evidence, EvidenceKind, Viewer
from knowledge.store import Store

_CHANGED = {
    ChangeKind.REPLACED: mark("built on {document} rev {revision}, which rev {now} replaced"),
    ChangeKind.GONE: mark("built on {document} rev {revision}, which is no longer in force"),
    ChangeKind.CERTIFIED: mark(
        "built on {document} rev {revision}, which is only for people with certified training"
    ),
    ChangeKind.TAKEN_BACK: mark("built on correction {document}, which no longer holds"),
    ChangeKind.OVERDUE: mark("its review was due on {day}"),
}


@dataclass(frozen=True)
class Curated:
    """How an article stands today: when somebody vouched for it, and why to look at it again.

    ``for_chat``: it rests on nothing that is shown only where a matter is routed.
    """

    validated_at: datetime | None = None
    flagged: str = ""
    for_chat: bool = True


def curated(store: Store, numbers: Iterable[str], *, now: datetime) -> dict[str, Curated]:
    """Return how these articles stand, by number; those that are gone are absent."""
    wanted = set(numbers)
    found = store.articles.of_numbers(wanted) if wanted else {}
    return {number: _curated(store, each, now) for number, each in found.items() if each.published}


def _curated(store: Store, article: Article, now: datetime) -> Curated:
    found = changes(store, article, now=now)
    certified = any(each.kind is ChangeKind.CERTIFIED for each in found)
    return Curated(article.validated_at, "; ".join(map(told, found)), not certified)


def flag_of(store: Store, article: Article, *, now: datetime) -> str:
    """Return why the article is to be looked at again, "" when nothing has changed under it."""
    return "; ".join(map(told, changes(store, article, now=now)))


def told(change: Change) -> str:
    """Return a change in words, to stand behind the article's number."""
    day = change.day.isoformat() if change.day else ""
    return tr(
        _CHANGED[change.kind],
        document=change.what,
        revision=change.revision,
        now=change.now,
        day=day,
    )


def since_then(store: Store, evidence: Iterable[Evidence], *, at: datetime) -> tuple[Evidence, ...]:
    """Return what an answer of ``at`` cites, its articles as they stand since.

    The time of an article's last step is the latest that is known: what has changed under it was
    found by then.
    """
    cited = tuple(evidence)
    numbers = {each.document for each in cited if each.kind is EvidenceKind.ARTICLE}
    found = store.articles.of_numbers(numbers) if numbers else {}
    return tuple(
        _since(each, found[each.document], store, at) if each.document in found else each
        for each in cited
    )


def _since(evidence: Evidence, article: Article, store: Store, at: datetime) -> Evidence:
    flag = flag_of(store, article, now=max(at, article.last.at))
    if evidence.revision != str(article.version):
        newer = tr("version {version} holds now", version=article.version)
        return replace(evidence, flagged="; ".join(filter(None, (newer, flag))))
    vouched = article.validated_at and min(article.validated_at, at)
    return as_it_stands(evidence, Curated(vouched, flag))


def withdrawn(store: Store, reader: Viewer, evidence: Iterable[Evidence]) -> dict[str, str]:
    """Return, by label, what to say of articles among this that are in no answer any more.

    Of an article that the reader might never see nothing is said, not even that it is gone.
    """
    cited = {each.label: each.document for each in evidence if each.kind is EvidenceKind.ARTICLE}
    found = store.articles.of_numbers(cited.values()) if cited else {}
    gone = {
        number: _withdrawn(each)
        for number, each in found.items()
        if not each.published and reader.may_see(each.body.audience)
    }
    return {label: gone[number] for label, number in cited.items() if number in gone}


def _withdrawn(article: Article) -> str:
    last = next(step for step in reversed(article.steps) if step.act in WITHDRAWS)
    day, number = last.at.date().isoformat(), article.number
    if last.act is ArticleAct.MERGED:
        other = last.reason.partition(":")[0]
        return tr(
            "Article {number}, on which this rested, was withdrawn on {day}: see {other}.",
            number=number,
            day=day,
            other=other,
        )
    return tr(
        "Article {number}, on which this rested, was withdrawn on {day}.", number=number, day=day
    )


def as_it_stands(evidence: Evidence, today: Curated | None) -> Evidence:
    """Return the evidence with the article's standing of today; what is no article as it is."""
    if evidence.kind is not EvidenceKind.ARTICLE or today is None:
        return evidence
    return replace(
        evidence,
        at=today.validated_at or evidence.at,
        controlled=today.validated_at is not None,
        flagged=today.flagged,
    )
