"""The sheet opens the exact place for whoever may see it, and says when it is old."""

from datetime import date

from knowledge.model import RevisionStatus
from tests.small_plant import STRANGER, advice
from tests.unit.bot.web.conftest import Face


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
