"""The sheet opens the exact place for whoever may see it, and says when it is old."""

from dataclasses import replace
from datetime import date

from bot.web.sheets import pieces, standing
from knowledge.model import Passage, Revision, RevisionStatus
from tests.small_plant import NOW, STRANGER, advice
from tests.unit.bot.web.conftest import Face

REVISION = Revision(
    "SOP-1-B", "SOP-1", "Drums", "B", RevisionStatus.APPROVED, "a.md", "h", NOW, date(2026, 1, 5)
)


def passage(ordinal: int, *heading_path: str) -> Passage:
    return Passage(f"p{ordinal}", "SOP-1-B", ordinal, heading_path, "", None, f"Text {ordinal}.")


def asked_about_speed(face: Face) -> str:
    face.plant.issue(advice(1))
    face.plant.shelf.put("Lower the drum speed in steps of 2 rpm.", review_due=date(2027, 3, 2))
    return face.asked("How do I do it?", decision_id="R-2026-000001")


def test_a_citation_opens_the_exact_place(face: Face) -> None:
    question = asked_about_speed(face)
    text = face.page().get("/evidence/S1", params={"question": question}).text
    for words in (
        "Controlled document",
        "SOP-114 Seasoning control",
        "C, approved",
        "6 Controlling over-seasoning › 6.2 Drum speed",
        "2 Mar 2026",
        "2 Mar 2027",
        "Process Engineering",
        "Cited here",
        "Lower the drum speed in steps of 2 rpm.",
    ):
        assert words in text, words


def test_an_uncontrolled_document_is_called_so(face: Face) -> None:
    face.plant.issue(advice(1))
    face.plant.shelf.put(
        "Lower the drum speed in steps.", status=RevisionStatus.UNCONTROLLED, effective_from=None
    )
    question = face.asked("How do I do it?", decision_id="R-2026-000001")
    text = face.page().get("/evidence/S1", params={"question": question}).text
    assert "Uncontrolled document" in text


def test_a_log_opens_as_a_readable_page(face: Face) -> None:
    question = asked_about_speed(face)
    face.plant.issue(advice(5, explanation=None, rules_fired=()))
    text = face.page().get("/logs/R-2026-000001").text
    for words in ("3.4 %", "uncertain", "SEAS-07", "over 2.9 %", "loses 6 t per shift", "3.2.1"):
        assert words in text, words
    assert question
    assert "logged no reason" in face.page().get("/logs/R-2026-000005").text


def test_without_scripts_a_citation_is_a_page_of_its_own(face: Face) -> None:
    question = asked_about_speed(face)
    page = face.visitor().get("/evidence/S1", params={"question": question})
    assert page.text.startswith("<!doctype html>")
    assert "Cited here" in page.text


def test_nobody_opens_the_sources_of_anothers_answer_or_log(face: Face) -> None:
    question = asked_about_speed(face)
    stranger = face.page(STRANGER)
    assert stranger.get("/evidence/S1", params={"question": question}).status_code == 404
    assert stranger.get("/logs/R-2026-000001").status_code == 404


def test_a_label_or_answer_that_is_not_there_gets_a_sentence(face: Face) -> None:
    question = asked_about_speed(face)
    for path in ("/evidence/S9", "/evidence/R1"):
        refused = face.page().get(path, params={"question": question if "9" in path else "none"})
        assert refused.status_code == 404
        assert "There is no source" in refused.text


def test_a_document_no_longer_shown_to_the_team_does_not_open(face: Face) -> None:
    question = asked_about_speed(face)
    face.plant.store.documents.set_audience("SOP-114", frozenset({"packaging"}))
    refused = face.page().get("/evidence/S1", params={"question": question})
    assert refused.status_code == 404
    assert "no longer shown to your team" in refused.text
    assert "steps of 2 rpm" not in refused.text


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


def test_a_kept_turn_shows_nothing_of_a_document_that_was_closed_since(face: Face) -> None:
    face.plant.issue(advice(1))
    face.plant.shelf.put("Set the drum to 38 rpm when moisture is over 2.9 %.")
    face.asked()
    before = face.visitor().get("/").text
    assert "Set the drum to 38 rpm" in before
    face.plant.store.documents.set_audience("SOP-114", frozenset({"packaging"}))
    after = face.visitor().get("/").text
    assert "Set the drum to 38 rpm" not in after
    assert "Part of this answer is not shown" in after
