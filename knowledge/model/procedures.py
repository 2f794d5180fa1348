"""Procedures, their revisions and passages: controlled documents and their citable pieces.

Knows what binds and when. Does not know file formats (``knowledge.ingest``).
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from knowledge.model.assets import within
from knowledge.model.directory import NOBODY, Audience


class RevisionStatus(StrEnum):
    """Where a revision stands in document control."""

    DRAFT = "draft"
    APPROVED = "approved"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    UNCONTROLLED = "uncontrolled"


class DocumentClass(StrEnum):
    """How a document may be used in an answer; an article is one that no file can be."""

    STANDARD = "standard"
    CERTIFIED_TRAINING_ONLY = "certified-training-only"
    ARTICLE = "article"


@dataclass(frozen=True)
class Procedure:
    """A document by its number (or, without control facts, by its path)."""

    number: str
    title: str


@dataclass(frozen=True)
class Revision:
    """One revision of a procedure, as ingested from one file.

    ``id`` is stable for (number, revision, content hash). ``audience`` empty: visible to nobody.
    ``scope``: asset prefixes; empty means all assets. ``path``: the file it came from.
    ``language``: a code such as "en", or "" when it is not known.
    """

    id: str
    number: str
    title: str
    revision: str
    status: RevisionStatus
    path: str
    content_hash: str
    ingested_at: datetime
    effective_from: date | None = None
    review_due: date | None = None
    owner: str = ""
    scope: tuple[str, ...] = ()
    audience: Audience = NOBODY
    document_class: DocumentClass = DocumentClass.STANDARD
    supersedes: str = ""
    language: str = ""

    @property
    def controlled(self) -> bool:
        """Whether the document carried control facts."""
        return self.status is not RevisionStatus.UNCONTROLLED

    def binds(self, on: date) -> bool:
        """Whether the revision may be evidence on that day."""
        if self.status is RevisionStatus.UNCONTROLLED:
            return True
        return self.status is RevisionStatus.APPROVED and (
            self.effective_from is None or self.effective_from <= on
        )

    @property
    def is_article(self) -> bool:
        """Whether it is a version of a knowledge article."""
        return self.document_class is DocumentClass.ARTICLE

    def overdue(self, on: date) -> bool:
        """Whether its review was due before that day; an article says so and is told still."""
        return not self.is_article and self.review_due is not None and self.review_due < on

    def covers(self, asset: str | None) -> bool:
        """Whether the asset is in scope; without asset or without scope everything is."""
        if asset is None or not self.scope:
            return True
        return any(within(asset, prefix) or within(prefix, asset) for prefix in self.scope)


@dataclass(frozen=True)
class Passage:
    """A citable piece of a revision.

    ``id`` is stable while its revision, place and text are. ``heading_path`` from the outside in,
    ``section`` the number of the nearest numbered heading ("6.2") or "". ``page`` counts from 1;
    None where the format has no pages. ``ordinal`` is its place in the document, from 0.
    """

    id: str
    revision_id: str
    ordinal: int
    heading_path: tuple[str, ...]
    section: str
    page: int | None
    text: str
