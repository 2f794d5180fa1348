"""Passages for a question: the places that are named, then what the search finds.

Knows what the log consulted, what the question names ("SOP-114 section 6.2"), who may see what,
and which revision binds. Judges nothing: whether a passage answers is the composer's matter.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.answering.cited import told_of
from bot.answering.curated import Curated, as_it_stands, curated
from bot.answering.intents import DOCUMENT_INTENTS, EXPLAINING_INTENTS, Intent
from bot.answering.lookup import FOUND, looked_up
from bot.answering.numbered import asks_for_it, asks_only_what_changed, documents_named
from bot.answering.resolve import Subject
from bot.answering.rows import LIKE_A_ROW, RowsAsked, rows_asked, words_for_a_row
from bot.answering.sources import Sources
from bot.speech import tr
from knowledge import access
from knowledge.answerability import Look
from knowledge.model import (
    Backing,
    ConsultedDocument,
    DocumentClass,
    Evidence,
    EvidenceKind,
    Passage,
    Recommendation,
    Revision,
    Viewer,
)
from knowledge.search import Hit
from knowledge.store import Store
from knowledge.tables import TableRow

SHOWN = 3
WIDE = 60
_LISTS_WHAT = re.compile(
    r"\b(products?|recipes?|materials?|films?)\b.*\bappl|\bapplies to\b", re.IGNORECASE
)
_ABOUT_THE_DOCUMENT = re.compile(
    r"\b(purpose|scope|responsibilit|history|records?|definitions|references)", re.IGNORECASE
)
_WHAT_CHANGED = re.compile(
    r"\b(history|changes|change log|revision record|revisionen|änderung\w*|historial|cambios"
    r"|histórico|alterações|zmian\w*|değişiklik\w*|lịch sử)\b|修订|变更",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Found:
    """A passage with its label and how well it fits; ``consulted``: its place was named.

    ``backing``: who confirmed it for questions like this one. ``curated``: how it stands, if it is
    an article.
    """

    label: str
    passage: Passage
    revision: Revision
    similarity: float = 0.0
    consulted: bool = False
    backing: Backing | None = None
    curated: Curated | None = None

    @property
    def vouched_for(self) -> bool:
        """Whether document control or a curator stands behind it, and nothing has changed since."""
        return self.revision.controlled and not (self.curated and self.curated.flagged)

    @property
    def certified_only(self) -> bool:
        """Whether the document may only be followed by people with certified training."""
        return self.revision.document_class is DocumentClass.CERTIFIED_TRAINING_ONLY

    def is_for_chat(self, on: date) -> bool:
        """Whether it may be shown beside other advice: not for certified people, not overdue."""
        return not self.certified_only and not self.revision.overdue(on)


@dataclass(frozen=True)
class Shelf:
    """What stands ready for an answer.

    ``outdated`` are documents that the log consulted in another revision than the one that binds
    now; ``naming`` the ids of revisions that name something the log saw as text, such as the
    product; ``elsewhere`` of those that list what they apply to without it; ``contents`` the other
    sections of the best document, as they can be asked for; ``unknown`` what was named in vain;
    ``looks`` what the search found for the question, part by part, as the judge sees it; ``rows``
    those of tables that are asked for.
    """

    found: tuple[Found, ...] = ()
    outdated: tuple[tuple[ConsultedDocument, Revision], ...] = ()
    naming: frozenset[str] = frozenset()
    elsewhere: frozenset[str] = frozenset()
    contents: tuple[str, ...] = ()
    unknown: str = ""
    looks: tuple[Look, ...] = ()
    rows: tuple[RowsAsked, ...] = ()

    @property
    def with_rows(self) -> list[Found]:
        """The passages with rows that are asked for."""
        return [each for each in self.found if self.rows_in(each)]

    def rows_in(self, found: Found) -> tuple[TableRow, ...]:
        """Return the rows of the passage that are asked for."""
        asked = (each.rows for each in self.rows if each.passage_id == found.passage.id)
        return next(asked, ())


def find_passages(subject: Subject, *, person: Viewer, sources: Sources, now: datetime) -> Shelf:
    """Return the passages that this question may be answered from, the named places first."""
    store, one = sources.store, subject.recommendation
    asked_for = documents_named(subject.text)
    if asked_for and subject.intent in DOCUMENT_INTENTS:
        shelf = _asked_for(asked_for, subject, person, sources, now)
        if shelf is not None:
            return shelf
    named = one.documents if one and subject.intent is not Intent.DOCUMENT else ()
    stated = _stated(named, subject, person, store, now.date())
    known = {passage.id for passage, _ in stated}
    found = [Found("", passage, revision, 1.0, True) for passage, revision in stated]
    looks: tuple[Look, ...] = ()
    if subject.intent in DOCUMENT_INTENTS or subject.intent in EXPLAINING_INTENTS:
        hits, looks = looked_up(subject, person=person, sources=sources, now=now)
        found += [_as_found(hit) for hit in hits if hit.passage.id not in known]
    rows, holding = _rows(subject, person, sources, now)
    held = {each.passage.id for each in found}
    found += [each for each in holding if each.passage.id not in held]
    labelled = _labelled(found, store, now)
    on = now.date()
    told = {each.passage.id for each in labelled if each.vouched_for and each.is_for_chat(on)}
    naming, elsewhere = _naming(one, labelled, person, store)
    return Shelf(
        labelled,
        _outdated(named, [revision for _, revision in stated]),
        naming,
        elsewhere,
        _contents(labelled, person, store) if subject.intent in DOCUMENT_INTENTS else (),
        looks=looks,
        rows=tuple(each for each in rows if each.passage_id in told),
    )


def _rows(
    subject: Subject, person: Viewer, sources: Sources, now: datetime
) -> tuple[tuple[RowsAsked, ...], list[Found]]:
    """Return the rows of tables that are asked for, and the passages they stand in."""
    question = words_for_a_row(subject.english or subject.search_text, last=subject.text)
    if subject.intent is not Intent.DOCUMENT or not question:
        return (), []
    text = f"{question} {LIKE_A_ROW}"
    hits = sources.search.find(text, person=person, asset=subject.asset, now=now, k=FOUND)
    rows = rows_asked(question, [(hit.passage, hit.revision) for hit in hits])
    ids = {each.passage_id for each in rows}
    return rows, [_as_found(hit) for hit in hits if hit.passage.id in ids]


def _as_found(hit: Hit) -> Found:
    return Found("", hit.passage, hit.revision, hit.similarity, backing=hit.backing)


def _asked_for(
    documents: Sequence[ConsultedDocument],
    subject: Subject,
    person: Viewer,
    sources: Sources,
    now: datetime,
) -> Shelf | None:
    """Return the named sections; of a document named without one, what fits the question best.

    One that is asked for itself is shown from its beginning. None when no document is numbered
    that way here: "PT-100" is a sensor, not a document.
    """
    store = sources.store
    found = _stated(documents, subject, person, store, now.date())
    if not found and asks_for_it(subject.text, documents):
        found = _beginning(documents[0].id, person, store, now.date())
    if not found:
        wanted = {document.id for document in documents if not document.section}
        hits = sources.search.find(subject.search_text, person=person, asset=None, now=now, k=WIDE)
        of_them = [(hit.passage, hit.revision) for hit in hits if hit.revision.number in wanted]
        if asks_only_what_changed(subject.english or subject.text, documents):
            of_them = [pair for pair in of_them if _tells_what_changed(pair[0])] or of_them
        found = of_them[:SHOWN]
        if not found and not _series(documents) & _series(hit.revision for hit in hits):
            return None
    taken = [Found("", passage, revision, 1.0, True) for passage, revision in found]
    labelled = _labelled(taken, store, now)
    unknown = "" if labelled else ", ".join(f"{d.id} {d.section}".strip() for d in documents)
    return Shelf(labelled, contents=_contents(labelled, person, store), unknown=unknown)


def _beginning(
    number: str, person: Viewer, store: Store, today: date
) -> list[tuple[Passage, Revision]]:
    """Return the first passages of the document that binds now, if it is visible."""
    revision = access.in_force(store, person, number, on=today)
    if revision is None:
        return []
    return [(each, revision) for each in access.whole(store, person, revision)[:SHOWN]]


def _tells_what_changed(passage: Passage) -> bool:
    return _WHAT_CHANGED.search(" ".join(passage.heading_path[-1:])) is not None


def first_of_each(found: Iterable[Found]) -> list[Found]:
    """Return the best passage of each document, the best document first."""
    best: dict[str, Found] = {}
    for each in found:
        best.setdefault(each.revision.id, each)
    return list(best.values())


def _series(documents: Iterable[ConsultedDocument | Revision]) -> frozenset[str]:
    """Return how documents are numbered: "sop" of SOP-114."""
    numbers = (
        each.id if isinstance(each, ConsultedDocument) else each.number for each in documents
    )
    return frozenset(number.partition("-")[0].casefold() for number in numbers)


def _labelled(found: Sequence[Found], store: Store, now: datetime) -> tuple[Found, ...]:
    """Return what was found under labels, articles with how they stand today.

    One that rests on what is not for chat by now is left out.
    """
    numbers = {each.revision.number for each in found if each.revision.is_article}
    standing = curated(store, numbers, now=now)
    told = [replace(each, curated=standing.get(each.revision.number)) for each in found]
    kept = (each for each in told if each.curated is None or each.curated.for_chat)
    return tuple(
        replace(each, label=f"{'K' if each.curated else 'S'}{number}")
        for number, each in enumerate(kept, start=1)
    )


def _stated(
    documents: Sequence[ConsultedDocument],
    subject: Subject,
    person: Viewer,
    store: Store,
    today: date,
) -> list[tuple[Passage, Revision]]:
    """Return the passages at the places named, in the revision that binds now and if visible."""
    found: dict[str, tuple[Passage, Revision]] = {}
    for document in documents:
        places = access.section(store, person, document.id, document.section, on=today)
        for passage, revision in places:
            if revision.covers(subject.asset):
                found[passage.id] = (passage, revision)
    return list(found.values())


def _outdated(
    documents: Sequence[ConsultedDocument], current: Sequence[Revision]
) -> tuple[tuple[ConsultedDocument, Revision], ...]:
    """Pair each document that was consulted in another revision with the one in force."""
    by_number = {revision.number: revision for revision in current}
    pairs = {
        (document.id, document.revision): (document, now)
        for document in documents
        for now in [by_number.get(document.id)]
        if now is not None and document.revision and now.revision != document.revision
    }
    return tuple(pairs.values())


def _contents(found: Sequence[Found], person: Viewer, store: Store) -> tuple[str, ...]:
    if not found:
        return ()
    first, shown = found[0], {each.passage.id for each in found[:SHOWN]}
    places = {
        each.section: each.heading_path[-1]
        for each in access.whole(store, person, first.revision)
        if each.section and each.heading_path and each.id not in shown
        if not _ABOUT_THE_DOCUMENT.search(each.heading_path[-1])
    }
    number = first.revision.number
    return tuple(
        tr("{document} section {heading}", document=number, heading=heading)
        for heading in places.values()
    )


def _naming(
    one: Recommendation | None, passages: Sequence[Found], person: Viewer, store: Store
) -> tuple[frozenset[str], frozenset[str]]:
    """Return the revisions that name what was logged, and those that list other things only."""
    seen = (
        [each.value.casefold() for each in one.inputs if isinstance(each.value, str)] if one else []
    )
    naming, elsewhere = set(), set()
    revisions = {each.revision.id: each.revision for each in passages} if seen else {}
    for revision_id, revision in revisions.items():
        pieces = access.whole(store, person, revision)
        if any(name in each.text.casefold() for name in seen for each in pieces):
            naming.add(revision_id)
        elif any(_LISTS_WHAT.search(" ".join(each.heading_path)) for each in pieces):
            elsewhere.add(revision_id)
    return frozenset(naming), frozenset(elsewhere)


def passage_evidence(found: Found) -> Evidence:
    """Return the passage as evidence under its label; of an article what it says, not was asked."""
    passage, revision = found.passage, found.revision
    evidence = Evidence(
        label=found.label,
        kind=EvidenceKind.ARTICLE if revision.is_article else EvidenceKind.PASSAGE,
        text=passage.text,
        source_id=passage.id,
        document=revision.number,
        title=revision.title,
        revision=revision.revision,
        section=passage.section,
        heading_path=() if revision.is_article else passage.heading_path,
        page=passage.page,
        effective_from=revision.effective_from,
        review_due=revision.review_due,
        at=revision.ingested_at,
        controlled=revision.controlled,
        owner=revision.owner,
        language=revision.language,
        backing=told_of(found.backing),
    )
    return as_it_stands(evidence, found.curated)
