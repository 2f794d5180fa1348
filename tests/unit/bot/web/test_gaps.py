"""The page of questions without an answer: who sees it, what it shows, and its two buttons."""

from dataclasses import replace

import pytest

from knowledge.model import Person, Role
from tests.small_plant import DIRECTORY, OPERATOR, STRANGER
from tests.unit.bot.web.conftest import Face

ENGINEER = Person("p-7", "Ingrid", frozenset({"line-4"}), frozenset({Role.ENGINEER}))
LICENCE = "which forklift licence do I need?"


@pytest.fixture
def gap(face: Face) -> str:
    """A gap that Amara's question left; its id."""
    store = face.services.store
    store.directory.replace(replace(DIRECTORY, people=(*DIRECTORY.people, ENGINEER)))
    face.asked(LICENCE)
    return store.gaps.all()[0].id


def test_engineer_sees_what_was_asked_how_often_and_by_which_team(face: Face, gap: str) -> None:
    shown = face.visitor(ENGINEER).get("/gaps").text
    assert LICENCE in shown
    assert f'id="gap-{gap}"' in shown
    for told in ("1 time", "Line 4", "20 Nov 2026"):
        assert told in shown
    assert OPERATOR.name not in shown
    assert OPERATOR.id not in shown
    assert "14:10" not in shown


@pytest.mark.usefixtures("gap")
def test_question_in_another_language_stands_in_english_words_too(face: Face) -> None:
    face.asked("Wo liegt der Riemen für die Trommel?")
    shown = face.visitor(ENGINEER).get("/gaps").text
    assert "Wo liegt der Riemen" in shown
    assert shown.count("Read as: ") == 1
    assert "belt" in shown


@pytest.mark.usefixtures("gap")
@pytest.mark.parametrize("person", [OPERATOR, STRANGER])
def test_operator_is_told_whom_the_page_is_for(face: Face, person: Person) -> None:
    told = face.visitor(person).get("/gaps")
    assert told.status_code == 403
    assert "engineers and admins" in told.text
    assert LICENCE not in told.text


@pytest.mark.usefixtures("gap")
def test_header_leads_there_for_engineers_only(face: Face) -> None:
    assert 'href="/curation"' in face.visitor(ENGINEER).get("/").text
    assert 'href="/gaps"' in face.visitor(ENGINEER).get("/curation").text
    assert 'href="/curation"' not in face.visitor().get("/").text


def test_asked_again_it_says_that_it_is_still_open_then_what_answers_it(
    face: Face, gap: str
) -> None:
    page = face.visitor(ENGINEER)
    assert "Still without an answer." in page.post("/gaps/again", data={"id": gap}).text
    face.plant.shelf.put("You need the forklift licence F1.", number="SOP-150")
    told = page.post("/gaps/again", data={"id": gap}).text
    assert "Now answered: SOP-150 rev C, 6.2" in told
    assert len(face.services.store.gaps.all()) == 1


def test_answer_that_the_askers_may_not_see_is_named_as_such(face: Face, gap: str) -> None:
    both = replace(ENGINEER, teams=frozenset({"line-4", "packaging"}))
    face.services.store.directory.replace(replace(DIRECTORY, people=(both,)))
    face.plant.shelf.put(
        "You need the forklift licence F1.", number="SOP-150", audience=frozenset({"packaging"})
    )
    told = face.visitor(both).post("/gaps/again", data={"id": gap}).text
    assert "You find it in SOP-150 rev C, 6.2. Still without an answer: Line 4." in told


def test_closed_gap_leaves_the_list_with_its_reason(face: Face, gap: str) -> None:
    page = face.visitor(ENGINEER)
    form = {"id": gap, "state": "dismissed", "reason": "not our matter"}
    assert page.post("/gaps/close", data=form).headers["location"] == "/gaps"
    shown = page.get("/gaps").text
    assert f'id="gap-{gap}"' not in shown
    assert "not our matter" in shown


def test_closing_without_a_reason_is_refused_with_the_remedy(face: Face, gap: str) -> None:
    form = {"id": gap, "state": "answered", "reason": " "}
    told = face.visitor(ENGINEER).post("/gaps/close", data=form)
    assert told.status_code == 422
    assert "say why in a sentence" in told.text


def test_gap_of_another_team_is_not_asked_again(face: Face, gap: str) -> None:
    other = replace(ENGINEER, teams=frozenset({"packaging"}))
    face.services.store.directory.replace(replace(DIRECTORY, people=(other,)))
    assert face.visitor(other).post("/gaps/again", data={"id": gap}).status_code == 404


@pytest.mark.usefixtures("gap")
def test_words_of_a_question_stay_words(face: Face) -> None:
    face.asked("which <b>crane</b> licence <script>do</script> I need?")
    shown = face.visitor(ENGINEER).get("/gaps").text
    assert "<b>crane" not in shown
    assert "<script>do" not in shown
