"""What has changed under an article since it was written: why it is to be looked at again.

Knows it from the store as it is today, so that an article says so from the moment on. Does not
know words for people, nor what is done about it (``bot.articles``).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from knowledge.model import (
    Article,
    Correction,
    DocumentClass,
    Revision,
    Source,
    SourceKind,
)
from knowledge.store import Store


class ChangeKind(StrEnum):
    """What can happen to something that an article rests on, or to the article itself.

    After ``certified`` it is only for people with certified training: no article may rest on it.
    """

    REPLACED = "replaced"
    GONE = "gone"
    CERTIFIED = "certified"
    TAKEN_BACK = "taken_back"
    OVERDUE = "overdue"


@dataclass(frozen=True)
class Change:
    """One change: of ``what`` ("SOP-114", "C-12", "KB-3"), from which revision, to which.

    ``day`` is when the article's own review was due.
    """

    kind: ChangeKind
    what: str = ""
    revision: str = ""
    now: str = ""
    day: date | None = None


def changes(store: Store, article: Article, *, now: datetime) -> list[Change]:
    """Return what has changed under the article, in the order of its sources, each once."""
    sources = article.body.sources
    found = [
        *_documents(store, sources, now.date()),
        *_said(store, sources, now),
        *_overdue(article, now.date()),
    ]
    return list(dict.fromkeys(found))


def holds(correction: Correction, *, now: datetime) -> bool:
    """Whether an article may rest on the correction: it was accepted, and that lasts."""
    until = correction.expires_at
    lasts = until is None or until > now
    return correction.accepted is not None and lasts and not correction.routed


def _documents(store: Store, sources: Sequence[Source], on: date) -> Iterator[Change]:
    """Give the changes of documents and of articles: both have numbers and revisions."""
    in_force: dict[str, Revision | None] = {}
    for each in sources:
        if each.kind not in (SourceKind.PASSAGE, SourceKind.ARTICLE):
            continue
        if each.document not in in_force:
            in_force[each.document] = store.documents.revision_of(each.document, on=on)
        today = in_force[each.document]
        if today is None:
            yield Change(ChangeKind.GONE, each.document, each.revision)
        elif today.document_class is DocumentClass.CERTIFIED_TRAINING_ONLY:
            yield Change(ChangeKind.CERTIFIED, each.document, today.revision)
        elif today.revision != each.revision:
            yield Change(ChangeKind.REPLACED, each.document, each.revision, today.revision)


def _said(store: Store, sources: Sequence[Source], now: datetime) -> Iterator[Change]:
    numbers = [int(each.source_id) for each in sources if each.kind is SourceKind.CORRECTION]
    found = store.corrections.of_numbers(numbers) if numbers else {}
    for number in numbers:
        if number not in found or not holds(found[number], now=now):
            yield Change(ChangeKind.TAKEN_BACK, f"C-{number}")


def _overdue(article: Article, on: date) -> Iterator[Change]:
    due = article.body.review_by
    if due is not None and due < on:
        yield Change(ChangeKind.OVERDUE, day=due)
