"""A passage among its neighbours, and what is said of an old revision."""

from dataclasses import replace
from datetime import date

from bot.shown.passages import pieces, standing
from knowledge.model import Passage, Revision, RevisionStatus
from tests.small_plant import NOW

REVISION = Revision(
    "SOP-1-B", "SOP-1", "Drums", "B", RevisionStatus.APPROVED, "a.md", "h", NOW, date(2026, 1, 5)
)


def passage(ordinal: int, *heading_path: str) -> Passage:
    return Passage(f"p{ordinal}", "SOP-1-B", ordinal, heading_path, "", None, f"Text {ordinal}.")


def test_the_cited_passage_stands_among_its_neighbours() -> None:
    everything = [passage(i, "6 Drums", f"6.{i // 2}") for i in range(8)]
    found = pieces(everything, everything[4], 2)
    assert [each.passage.ordinal for each in found] == [2, 3, 4, 5, 6]
    assert [each.cited for each in found] == [False, False, True, False, False]
    assert [each.headings for each in found][:2] == [("6 Drums", "6.1"), ()]


def test_at_the_beginning_and_end_there_is_just_less() -> None:
    everything = [passage(i) for i in range(3)]
    assert len(pieces(everything, everything[0], 2)) == 3
    assert len(pieces(everything, everything[2], 200)) == 3


def test_a_passage_without_its_document_still_opens() -> None:
    (only,) = pieces([], passage(1, "6"), 2)
    assert only.cited


def test_an_old_revision_names_the_one_in_force() -> None:
    on = NOW.date()
    newer = replace(REVISION, id="SOP-1-C", revision="C")
    assert standing(REVISION, REVISION, on=on) == ""
    assert "revision C" in standing(REVISION, newer, on=on)
    coming = replace(REVISION, effective_from=date(2027, 1, 1))
    assert "not in force yet" in standing(coming, None, on=on)
    withdrawn = replace(REVISION, status=RevisionStatus.WITHDRAWN)
    assert "withdrawn" in standing(withdrawn, None, on=on)
