"""What the store knows already: files, revisions, and which names and numbers are taken.

Knows how to tell documents apart. Does not write, and does not read files.
"""

from collections import defaultdict
from collections.abc import Iterable

from knowledge.ingest.folders import Found
from knowledge.model import Audience, Revision
from knowledge.store import FileRecord, Store


class Known:
    """The state of the store at the start of a run, kept up with what the run adds.

    Revisions are read when first needed: an unchanged folder needs none of them.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self.records: dict[str, FileRecord] = store.documents.files()
        self.gone: frozenset[str] = frozenset()
        self._by_id: dict[str, Revision] | None = None
        self._by_number: dict[tuple[str, str], list[Revision]] = defaultdict(list)
        self._paths: dict[str, set[str]] = defaultdict(set)

    @property
    def revisions(self) -> dict[str, Revision]:
        """All revisions by id."""
        if self._by_id is None:
            self._by_id = {rev.id: rev for rev in self._store.documents.revisions()}
            for revision in self._by_id.values():
                self._index(revision)
        return self._by_id

    def add(self, revision: Revision, record: FileRecord) -> None:
        """Count in what was just saved."""
        self.revisions[revision.id] = revision
        self.records[record.path] = record
        self._index(revision)

    def earlier(self, path: str) -> Revision | None:
        """Return the revision that came from that file before, or None."""
        record = self.records.get(path)
        return self.revisions.get(record.revision_id or "") if record is not None else None

    def holder(self, number: str, label: str, path: str) -> Revision | None:
        """Return the revision of that number and label that another existing file holds."""
        rivals = self._by_number[_key(number, label)] if self.revisions else []
        for other in rivals:
            record = self.records.get(other.path)
            held = record is not None and record.revision_id == other.id
            if held and other.path != path and other.path not in self.gone:
                return other
        return None

    def name(self, found: Found) -> str:
        """Return the name of a document without number: its path from the folder that was named.

        A document keeps its name. As much of the path is added as tells it from others.
        """
        path = str(found.path)
        earlier = self.earlier(path)
        if earlier is not None and not earlier.controlled:
            return earlier.number
        parts = found.path.parts
        start = max(len(found.root.parts) - 1, 1)
        while start > 1 and self._paths["/".join(parts[start:])] - {path}:
            start -= 1
        return "/".join(parts[start:])

    def names(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Return what people call these revisions, each once."""
        return tuple(dict.fromkeys(said(self.revisions[key]) for key in ids))

    def audience(self, record: FileRecord) -> Audience | None:
        """Return who may see what came from a file; None when another file holds it."""
        revision = self.revisions.get(record.revision_id or "")
        return revision.audience if revision is not None and revision.path == record.path else None

    def _index(self, revision: Revision) -> None:
        self._by_number[_key(revision.number, revision.revision)].append(revision)
        self._paths[revision.number].add(revision.path)


def said(revision: Revision) -> str:
    """Return what people call a revision: "SOP-114 rev C"."""
    return f"{revision.number} rev {revision.revision}" if revision.revision else revision.number


def _key(number: str, label: str) -> tuple[str, str]:
    return number.casefold(), label.casefold()
