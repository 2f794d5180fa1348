"""Procedures: their files, revisions and passages, and which of them bind on a day.

Knows document control over all files together. Does not know file formats, search or people:
audiences are stored and given back, and asking who may see what is the caller's matter.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from knowledge.model import (
    Audience,
    Passage,
    Revision,
    RevisionStatus,
    audience_key,
)
from knowledge.store import document_queries as queries
from knowledge.store.database import Database
from knowledge.store.document_rows import pairs, passage_of, revision_of
from knowledge.store.editions import fit_audiences
from knowledge.store.revising import (
    moved,
    retire,
    retire_earlier,
    settle,
    write_passages,
    write_revision,
)
from knowledge.store.schema import files


@dataclass(frozen=True)
class FileRecord:
    """A file as seen last. ``state``: ingested, kept (visible to nobody) or refused (``note``)."""

    path: str
    size: int
    mtime_ns: int
    content_hash: str
    state: str
    note: str = ""
    revision_id: str | None = None


@dataclass(frozen=True)
class IndexEntry:
    """What search holds of a passage. ``text`` is what is embedded and word-indexed."""

    passage_id: str
    audience_key: str
    text: str


@dataclass(frozen=True)
class Saved:
    """What a save did: whether the revision is new, and the ids it put out of force."""

    new: bool
    superseded: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()


def indexed_text(title: str, heading_path: Sequence[str], text: str) -> str:
    """Return title, headings and text: a passage that says "set it to 38" is found by its place."""
    places = [title, *(heading for heading in heading_path if heading != title)]
    return "\n".join([*(place for place in places if place), text])


class Documents:
    """All documents."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, revision: Revision, passages: Sequence[Passage], file: FileRecord) -> Saved:
        """Keep a revision with its passages and its file, in one transaction.

        The same revision again changes only what its file says differently. What came from the
        same path before is retired. Approved revisions of the number give way as document control
        says, in whatever order files come. Raises ``ValueError`` for another revision's passage.
        """
        for passage in passages:
            if passage.revision_id != revision.id:
                raise ValueError(f"passage {passage.id} is of revision {passage.revision_id}")
        on = revision.ingested_at.date()
        with self._database.writing("documents") as connection:
            new = write_revision(self._database, connection, revision)
            write_passages(connection, revision.id, passages)
            left = retire_earlier(connection, revision, on)
            self._write_file(connection, file)
            superseded = left[RevisionStatus.SUPERSEDED]
            if revision.status is RevisionStatus.APPROVED:
                superseded += settle(connection, {revision.number, revision.supersedes}, on)
            fit_audiences(connection, {revision.number.casefold()})
        return Saved(new, tuple(superseded), tuple(left[RevisionStatus.WITHDRAWN]))

    def _write_file(self, connection: Connection, file: FileRecord) -> None:
        values = dict(vars(file))
        connection.execute(
            self._database.insert(files)
            .values(values)
            .on_conflict_do_update(index_elements=["path"], set_=values)
        )

    def note_file(self, file: FileRecord) -> None:
        """Note a file that was refused or kept aside; what came from it earlier stays."""
        with self._database.writing("documents") as connection:
            self._write_file(connection, file)

    def touch(self, path: str, *, size: int, mtime_ns: int) -> None:
        """Note a file's new size and time when its content is the same."""
        values = {"at": path, "new_size": size, "new_mtime_ns": mtime_ns}
        with self._database.writing() as connection:
            connection.execute(queries.TOUCH, values)

    def files(self, root: str = "") -> dict[str, FileRecord]:
        """Return the files at or below a path, by path; without one, all."""
        with self._database.reading() as connection:
            if root:
                rows = connection.execute(queries.FILES_BELOW, {"root": root, **_below(root, "/")})
            else:
                rows = connection.execute(queries.FILES)
            return {row.path: FileRecord(*row) for row in rows}

    def forget(self, paths: Iterable[str]) -> list[str]:
        """Withdraw what came from files that vanished; return the ids of the revisions.

        They stay in the history. A revision that another file holds too stays in force. What a
        vanished revision superseded stays superseded: a missing file reinstates nothing.
        """
        withdrawn: list[str] = []
        with self._database.writing("documents") as connection:
            for path in paths:
                withdrawn += _forget(connection, path)
        return withdrawn

    def set_audience(self, name: str, audience: Audience) -> int:
        """Say who may see the documents of a number, a file or a folder; return how many.

        Articles that rest on them are seen by no more people from then on.
        """
        with self._database.writing("documents") as connection:
            values = {"number_key": name.casefold(), "name": name, **_below(name, "/")}
            ids = connection.scalars(queries.NAMED, values).all()
            if ids:
                whom = {"new_audience": sorted(audience), "new_key": audience_key(audience)}
                connection.execute(queries.SET_AUDIENCE, {"ids": ids, **whom})
                state = "ingested" if audience else "kept"
                connection.execute(queries.SET_FILE_STATE, {"ids": ids, "new_state": state})
                fit_audiences(connection, connection.scalars(queries.KEYS_OF, {"ids": ids}))
        return len(ids)

    def settle(self, *, on: date) -> list[str]:
        """Mark as superseded what newer revisions replaced by taking effect until that day.

        Answers do not wait for it: ``passages`` asks for the day. Returns the revisions' ids.
        """
        with self._database.writing("documents") as connection:
            numbers = set(connection.scalars(queries.APPROVED))
            return settle(connection, numbers, on) if numbers else []

    def passages(self, ids: Sequence[str], *, on: date) -> dict[str, tuple[Passage, Revision]]:
        """Return these passages by id, but only of revisions that bind on that day (today).

        Binding: approved, effective, and the newest effective of its number; or uncontrolled.
        Any audience.
        """
        with self._database.reading() as connection:
            rows = connection.execute(queries.BINDING_PASSAGES, {"ids": list(ids), "on": on}).all()
        return {passage.id: (passage, revision) for passage, revision in pairs(rows)}

    def passage(self, passage_id: str) -> tuple[Passage, Revision] | None:
        """Return a passage whatever its revision's status, to open an old citation; or None."""
        with self._database.reading() as connection:
            rows = connection.execute(queries.ANY_PASSAGE, {"id": passage_id}).all()
        return next(pairs(rows), None)

    def audiences(self, ids: Sequence[str]) -> dict[str, Audience]:
        """Return who may see each passage, whatever its revision's status; unknown ids are absent.

        If several revisions have the passage, one that is in force counts, as in ``passage``.
        """
        with self._database.reading() as connection:
            rows = connection.execute(queries.AUDIENCES, {"ids": list(ids)})
            return {key: frozenset(audience) for key, audience in rows}

    def neighbours(self, revision_id: str) -> list[Passage]:
        """Return all passages of a revision in order."""
        with self._database.reading() as connection:
            rows = connection.execute(queries.PASSAGES_OF, {"revision_id": revision_id}).all()
        return [passage_of(row) for row in rows]

    def indexable(self) -> Iterator[IndexEntry]:
        """Give what search should hold, from one state of the store, without loading it all."""
        with self._database.reading() as connection:
            streaming = connection.execution_options(yield_per=1000)
            with streaming.execute(queries.INDEXABLE) as rows:
                for key, audience, title, headings, text in rows:
                    yield IndexEntry(key, audience, indexed_text(title, headings, text))

    def revision_of(self, number: str, *, on: date) -> Revision | None:
        """Return the revision of that number (in any case) that binds on that day, or None."""
        values = {"number": number, "number_key": number.casefold(), "on": on}
        with self._database.reading() as connection:
            row = connection.execute(queries.BINDING_REVISION, values).one_or_none()
        return None if row is None else revision_of(row)

    def sections(self, number: str, section: str, *, on: date) -> list[tuple[Passage, Revision]]:
        """Return the passages of a section ("6.2") and below it ("6.2.1") of what binds then."""
        revision = self.revision_of(number, on=on)
        if revision is None:
            return []
        values = {"revision_id": revision.id, "section": section, **_below(section, ".")}
        with self._database.reading() as connection:
            rows = connection.execute(queries.SECTION_OF, values).all()
        return [(passage_of(row), revision) for row in rows]

    def revisions(self) -> list[Revision]:
        """Return all revisions, also those out of force, by number, oldest first."""
        with self._database.reading() as connection:
            return [revision_of(row) for row in connection.execute(queries.REVISIONS)]

    def languages(self) -> frozenset[str]:
        """Return the languages that documents are in, those out of force too; "": not told."""
        with self._database.reading() as connection:
            found = connection.execute(queries.LANGUAGES).scalars()
            return frozenset(found)

    def counts(self) -> dict[str, dict[str, int] | int]:
        """Return how many files there are by state, revisions by status, and passages."""
        with self._database.reading() as connection:
            states = connection.execute(queries.COUNT_FILES).all()
            statuses = connection.execute(queries.COUNT_REVISIONS).all()
            pieces = connection.scalar(queries.COUNT_PASSAGES)
        return {
            "files": dict(map(tuple, states)),
            "revisions": dict(map(tuple, statuses)),
            "passages": pieces or 0,
        }


def _below(name: str, separator: str) -> dict[str, Any]:
    """Return the parameters that match what stands below a folder or section."""
    below = name.rstrip(separator) + separator
    return {"below": below, "length": len(below)}


def _forget(connection: Connection, path: str) -> list[str]:
    withdrawn = []
    for row in connection.execute(queries.REVISIONS_AT, {"at": path}).all():
        if moved(connection, row.id, path):
            continue
        superseded = row.status == RevisionStatus.SUPERSEDED
        kept = RevisionStatus.SUPERSEDED if superseded else RevisionStatus.WITHDRAWN
        retire(connection, row.id, kept, "vanished")
        if not superseded:
            withdrawn.append(row.id)
    connection.execute(queries.DELETE_FILE, {"at": path})
    return withdrawn
