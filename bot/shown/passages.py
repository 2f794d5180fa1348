"""A passage among its neighbours, and what its revision's standing is.

Knows documents as they are read. Does not know HTML, nor who may read what.
"""

from dataclasses import dataclass
from datetime import date

from bot.shown.enums import said
from bot.speech import tr
from knowledge.model import Passage, Revision


@dataclass(frozen=True)
class Piece:
    """A passage in its document; ``cited`` is the one to look at, ``headings`` are new here."""

    passage: Passage
    cited: bool
    headings: tuple[str, ...]


def pieces(everything: list[Passage], cited: Passage, around: int) -> list[Piece]:
    """Return the cited passage with up to ``around`` passages before and after it."""
    place = next((i for i, each in enumerate(everything) if each.id == cited.id), None)
    if place is None:
        return [Piece(cited, cited=True, headings=cited.heading_path)]
    start = max(0, place - around)
    found: list[Piece] = []
    above: tuple[str, ...] = ()
    for each in everything[start : place + around + 1]:
        headings = each.heading_path if each.heading_path != above else ()
        found.append(Piece(each, cited=each.id == cited.id, headings=headings))
        above = each.heading_path
    return found


def standing(revision: Revision, binding: Revision | None, *, on: date) -> str:
    """Return what the reader must know of the revision's standing, or "" when it binds."""
    if binding is not None and binding.id == revision.id:
        return ""
    if binding is not None:
        return tr(
            "This is not the revision in force. In force is {document} revision {revision}.",
            document=binding.number,
            revision=binding.revision,
        )
    if revision.effective_from is not None and revision.effective_from > on:
        return tr("This revision is not in force yet.")
    return tr("This revision is no longer in force: it is {status}.", status=said(revision.status))
