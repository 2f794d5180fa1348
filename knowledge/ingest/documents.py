"""Documents into the store: what is new or changed is read, the rest is left alone.

Knows when a file needs work, which document it is, who may see it and what to report. Each file
is a transaction of its own, so that a run cut off anywhere goes on where it stopped. Does not
know formats (``reading``), document control between revisions (the store) or how search works.
"""

import hashlib
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Protocol

from knowledge.hygiene import one_line
from knowledge.ingest.blocks import UnreadableDocument
from knowledge.ingest.control import BadControl, Control, fields_of, merged, read_control
from knowledge.ingest.document_report import DocumentReport, FileOutcome, FileReport
from knowledge.ingest.encodings import decode
from knowledge.ingest.folders import Discovery, Found, discover
from knowledge.ingest.known import Known, said
from knowledge.ingest.passages import split
from knowledge.ingest.reading import NOTHING_TO_CITE, ReadDocument, read_document
from knowledge.model import NOBODY, Audience, Passage, Revision, RevisionStatus
from knowledge.store import FileRecord, NotStorable, Store
from knowledge.tongue import language_of_document

SYNCHRONISE_EVERY = 500
SHARE_NEW = 10
_TELLING_BLOCKS = 40
"""Search follows when so many passages, or one to ``SHARE_NEW`` held, are new: it looks at all
of them each time, so at 100,000 every 500 would take a third of the time of embedding."""
_AUDIENCE_NAMED = "audience named when it was ingested"
_NO_AUDIENCE = "names no audience, and none was given"
_NEVER_UNCHANGED = ""  # as content hash: the verdict hangs on other files, so look again

Progress = Callable[[str, int, int], None]
"""Told what is being done, how many are done, and of how many."""


class Synchroniser(Protocol):
    """The part of search that ingest needs: make the indexes equal to the store."""

    def synchronise(self, progress: Progress | None = None) -> object:
        """Add, remove and repair what differs."""


def ingest_documents(
    paths: Sequence[Path],
    *,
    audience: Audience | None,
    store: Store,
    search: Synchroniser,
    now: datetime,
    progress: Progress | None = None,
) -> DocumentReport:
    """Ingest files and folders; ``audience`` is for those that name none.

    Nothing is dropped silently: every file is ingested, unchanged, kept for nobody, refused or
    skipped with its reason. Files gone from a folder that was named are withdrawn. ``now`` has a
    zone. Errors of the store itself are raised.
    """
    started = time.monotonic()
    discovery = discover(paths)
    superseded = store.documents.settle(on=now.date())
    run = _Run(audience, store, search, now, progress or _silent)
    run.superseded += superseded
    vanished = run.vanished_from(discovery)
    for done, found in enumerate(discovery.files):
        run.file(found, done, len(discovery.files))
    run.withdraw(vanished)
    search.synchronise(progress)
    problems = [
        FileReport(str(path), FileOutcome.REFUSED, reason) for path, reason in discovery.problems
    ]
    return run.report(
        problems,
        skipped=[(str(path), reason) for path, reason in discovery.skipped],
        vanished=tuple(vanished),
        seconds=time.monotonic() - started,
    )


def _silent(what: str, done: int, total: int) -> None:
    """Tell nobody."""


@dataclass
class _Run:
    """One run over files: what the store knows, and what has been done so far."""

    audience: Audience | None
    store: Store
    search: Synchroniser
    now: datetime
    progress: Progress
    files: list[FileReport] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    unchanged: int = 0
    superseded: list[str] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    unknown: Counter[str] = field(default_factory=Counter)
    unsynchronised: int = 0

    def __post_init__(self) -> None:
        self.known = Known(self.store)
        self.held = int(str(self.store.documents.counts()["passages"]))
        self.records = self.known.records

    def vanished_from(self, discovery: Discovery) -> list[str]:
        """Return the recorded files that are gone from the folders that were named.

        A folder without any document, from which documents came, is rather a share that is not
        mounted: it is a problem, and nothing is withdrawn.
        """
        present = {str(found.path) for found in discovery.files}
        unseen = [str(path) for path, _ in discovery.problems]
        gone: set[str] = set()
        for folder in discovery.folders:
            recorded = {path for path in self.records if _below(path, str(folder))}
            missing = {
                path
                for path in recorded - present
                if not any(path == place or _below(path, place) for place in unseen)
            }
            if missing and not any(_below(path, str(folder)) for path in present):
                discovery.problems.append((folder, _empty_folder(len(missing))))
            else:
                gone |= missing
        self.known.gone = frozenset(gone)
        return sorted(gone)

    def file(self, found: Found, done: int, total: int) -> None:
        """Do what one file needs."""
        path = str(found.path)
        record = self.records.get(path)
        if record is not None and _same_look(record, found):
            self.leave(record)
            return
        self.progress(found.path.name, done, total)
        try:
            data = found.path.read_bytes()
            beside = found.sidecar.read_bytes() if found.sidecar is not None else b""
        except OSError as bad:
            reason = f"cannot be read ({bad.strerror}); check its permissions and the disk"
            self.files.append(FileReport(path, FileOutcome.REFUSED, reason))
            return
        digest = hashlib.sha256(data + b"\x00" + beside if beside else data).hexdigest()
        if record is not None and record.content_hash == digest:
            self.store.documents.touch(path, size=found.size, mtime_ns=found.mtime_ns)
            self.leave(record)
            return

        def pages(page: int, of: int) -> None:
            self.progress(f"{found.path.name}, page {page} of {of}", done, total)

        try:
            document = read_document(found.path.suffix.lower(), data, progress=pages)
            raw = fields_of(decode(beside)[0], "the sidecar") if beside else {}
            control = read_control(merged(document.front, raw))
            self.take(found, digest, document, control)
        except (UnreadableDocument, BadControl, NotStorable) as bad:
            self.refuse(found, digest, str(bad))

    def leave(self, record: FileRecord) -> None:
        """Count an unchanged file; name who may see it if that is what is new."""
        if record.note == NOTHING_TO_CITE:
            self.skipped.append((record.path, record.note))
            return
        if record.state == "refused":
            self.files.append(FileReport(record.path, FileOutcome.REFUSED, record.note))
            return
        self.unchanged += 1
        named = record.state == "kept" or record.note == _AUDIENCE_NAMED
        if named and self.audience is not None and self.open_to(record, self.audience):
            self.files.append(FileReport(record.path, FileOutcome.OPENED))
        elif record.state == "kept":
            self.files.append(FileReport(record.path, FileOutcome.KEPT, _NO_AUDIENCE))

    def open_to(self, record: FileRecord, audience: Audience) -> bool:
        """Give an unchanged file the audience that was named; False if it has it already."""
        if self.known.audience(record) in (None, audience):
            return False
        self.store.documents.set_audience(record.path, audience)
        state = "ingested" if audience else "kept"
        self.store.documents.note_file(replace(record, state=state, note=_AUDIENCE_NAMED))
        return True

    def refuse(self, found: Found, digest: str, reason: str) -> None:
        """Note a file that cannot be taken; what came from it earlier stays in force."""
        earlier = self.records.get(str(found.path))
        revision_id = earlier.revision_id if earlier is not None else None
        if revision_id is not None:
            reason += " (the text ingested from it earlier stays in force)"
        path = str(found.path)
        self.store.documents.note_file(
            FileRecord(path, found.size, found.mtime_ns, digest, "refused", reason, revision_id)
        )
        if reason == NOTHING_TO_CITE:
            self.skipped.append((path, reason))
        else:
            self.files.append(FileReport(path, FileOutcome.REFUSED, reason))

    def take(self, found: Found, digest: str, document: ReadDocument, control: Control) -> None:
        """Store a file's revision with its passages."""
        path = str(found.path)
        number = control.number or self.known.name(found)
        if self.store.articles.get(number) is not None:
            self.refuse(found, _NEVER_UNCHANGED, _an_article(number))
            return
        holder = self.known.holder(number, control.revision, path) if control.number else None
        if holder is not None and holder.content_hash != digest:
            self.refuse(found, _NEVER_UNCHANGED, _two_files(number, control.revision, holder))
            return
        audience, named = self.audience_of(path, control)
        revision = self.revision(found, digest, document, control, number, audience)
        state = "ingested" if audience else "kept"
        note = _AUDIENCE_NAMED if named else ""
        record = FileRecord(path, found.size, found.mtime_ns, digest, state, note, revision.id)
        if holder is not None:
            self.store.documents.note_file(record)
            reason = f"has the same content as {holder.path}"
            self.files.append(FileReport(path, FileOutcome.COPY, reason, number))
            return
        passages = split(
            document.blocks, revision_id=revision.id, title=revision.title, number=number
        )
        self.save(revision, passages, record, (*document.notes, *self.notes_on(control, audience)))
        self.unknown.update(control.unknown)

    def save(
        self,
        revision: Revision,
        passages: Sequence[Passage],
        record: FileRecord,
        notes: tuple[str, ...],
    ) -> None:
        """Write a revision and report it; let search follow every now and then."""
        earlier = self.known.earlier(record.path)
        saved = self.store.documents.save(revision, passages, record)
        self.known.add(revision, record)
        self.superseded += saved.superseded
        self.withdrawn += saved.withdrawn
        replaces = earlier is not None and earlier.id != revision.id
        outcome = FileOutcome.REPLACED if replaces else FileOutcome.INGESTED
        if not revision.audience:
            outcome = FileOutcome.KEPT
        reason = _NO_AUDIENCE if outcome is FileOutcome.KEPT else ""
        name = said(revision)
        self.files.append(FileReport(record.path, outcome, reason, name, len(passages), notes))
        self.held += len(passages)
        self.unsynchronised += len(passages)
        if self.unsynchronised >= max(SYNCHRONISE_EVERY, self.held // SHARE_NEW):
            self.search.synchronise(self.progress)
            self.unsynchronised = 0

    def revision(
        self,
        found: Found,
        digest: str,
        document: ReadDocument,
        control: Control,
        number: str,
        audience: Audience,
    ) -> Revision:
        """Return the file as a revision; its id says number, revision and content."""
        key = "\x1f".join([number, control.revision, digest])
        own_title = document.title.removeprefix(control.number).lstrip(" :.–—-")
        return Revision(
            id=hashlib.sha256(key.encode()).hexdigest()[:24],
            number=number,
            title=one_line(control.title or own_title or found.path.stem),
            revision=control.revision,
            status=control.status,
            path=str(found.path),
            content_hash=digest,
            ingested_at=self.now,
            effective_from=control.effective_from,
            review_due=control.review_due,
            owner=control.owner,
            scope=control.scope,
            audience=audience,
            document_class=control.document_class,
            supersedes=control.supersedes,
            language=control.language or language_of_document(_beginning(document)),
        )

    def audience_of(self, path: str, control: Control) -> tuple[Audience, bool]:
        """Return who may see the file, and whether a person said so rather than the file.

        A changed file keeps the audience that was named for it before.
        """
        if control.audience is not None:
            return control.audience, False
        if self.audience is not None:
            return self.audience, True
        record = self.records.get(path)
        if record is not None and record.note == _AUDIENCE_NAMED:
            earlier = self.known.earlier(path)
            if earlier is not None:
                return earlier.audience, True
        return NOBODY, False

    def notes_on(self, control: Control, audience: Audience) -> Iterable[str]:
        """Say what is odd about control facts but no reason to refuse them."""
        if control.status is RevisionStatus.APPROVED and control.effective_from is None:
            yield "is approved without effective_from and binds from the first day on"
        teams = {team.id for team in self.store.directory.load().teams}
        unknown = audience - teams - {"everyone"}
        if unknown:
            yield (
                f"audience names {', '.join(sorted(unknown))}, which the directory does not know"
            )

    def withdraw(self, vanished: Sequence[str]) -> None:
        """Withdraw what came from files that are gone."""
        if vanished:
            self.withdrawn += self.store.documents.forget(vanished)

    def report(
        self,
        problems: list[FileReport],
        *,
        skipped: list[tuple[str, str]],
        vanished: tuple[str, ...],
        seconds: float,
    ) -> DocumentReport:
        """Return the report of the whole run."""
        return DocumentReport(
            files=tuple(sorted([*self.files, *problems], key=lambda file: file.path)),
            unchanged=self.unchanged,
            skipped=tuple(sorted([*skipped, *self.skipped])),
            vanished=vanished,
            superseded=self.known.names(self.superseded),
            withdrawn=self.known.names(self.withdrawn),
            unknown_fields=self.unknown,
            seconds=seconds,
        )


def _same_look(record: FileRecord, found: Found) -> bool:
    looked = record.content_hash != _NEVER_UNCHANGED
    return looked and (record.size, record.mtime_ns) == (found.size, found.mtime_ns)


def _below(path: str, folder: str) -> bool:
    return path.startswith(folder.rstrip("/") + "/")


def _an_article(number: str) -> str:
    return (
        f"number is {number}, which is a knowledge article here; give the document another number, "
        "or change the article (tandem kb import FOLDER)"
    )


def _two_files(number: str, revision: str, holder: Revision) -> str:
    return (
        f"is {number} rev {revision}, which {holder.path} already is, with other content; give "
        "one of them another revision or remove it"
    )


def _empty_folder(count: int) -> str:
    return (
        f"holds no document any more, but {count} came from it: is a share not mounted? Nothing "
        "was withdrawn; if they are really gone, name the folder above it"
    )


def _beginning(document: ReadDocument) -> str:
    """Return enough of the document's running text to tell its language by."""
    return "\n".join(block.text for block in document.blocks[:_TELLING_BLOCKS])
