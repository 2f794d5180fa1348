"""Documents: what binds, and who sees a revision."""

from collections.abc import Sequence
from datetime import date

from knowledge.model import Passage, Revision, Viewer
from knowledge.store import Store


def may_see_revision(viewer: Viewer, revision: Revision) -> bool:
    """Whether the document is visible to the viewer; without an audience it is to nobody."""
    return viewer.may_see(revision.audience)


def binding(
    store: Store, viewer: Viewer, ids: Sequence[str], *, on: date
) -> dict[str, tuple[Passage, Revision]]:
    """Return those of the passages that bind on that day and that the viewer may see, by id."""
    found = store.documents.passages(ids, on=on)
    return {key: pair for key, pair in found.items() if may_see_revision(viewer, pair[1])}


def section(
    store: Store, viewer: Viewer, number: str, place: str, *, on: date
) -> list[tuple[Passage, Revision]]:
    """Return the passages of a document's section ("6.2"), if it binds then and is visible."""
    found = store.documents.sections(number, place, on=on)
    return [pair for pair in found if may_see_revision(viewer, pair[1])]


def passage(store: Store, viewer: Viewer, passage_id: str) -> tuple[Passage, Revision] | None:
    """Return a passage whatever its revision's status, to open an old citation; or None."""
    found = store.documents.passage(passage_id)
    return found if found is not None and may_see_revision(viewer, found[1]) else None


def whole(store: Store, viewer: Viewer, revision: Revision) -> list[Passage]:
    """Return all passages of a revision in order; none if the viewer may not see it."""
    if not may_see_revision(viewer, revision):
        return []
    return store.documents.neighbours(revision.id)


def in_force(store: Store, viewer: Viewer, number: str, *, on: date) -> Revision | None:
    """Return the revision of the number that binds on that day, if the viewer may see it."""
    found = store.documents.revision_of(number, on=on)
    return found if found is not None and may_see_revision(viewer, found) else None
