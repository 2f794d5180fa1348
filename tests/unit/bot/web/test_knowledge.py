"""An article to read: who gets the page and the sheet, and what stands on them."""

from datetime import timedelta

import pytest

from bot import articles
from knowledge.model import Person
from tests.curated_plant import a_body, drafted, revised, sources_of, validated, with_sop
from tests.reviewed_plant import ADMIN, ENGINEER, OTHER_LINE, REVIEWING
from tests.small_plant import NOW, OPERATOR, STRANGER
from tests.unit.bot.web.conftest import Face

QUESTION = "How long do I wait after cleaning the sensor?"


@pytest.fixture
def knowing(face: Face) -> Face:
    """A site whose plant has one validated article."""
    face.services.store.directory.replace(REVIEWING)
    with_sop(face.plant)
    validated(face.plant, a_body(conditions="new <lots>"))
    return face


def test_an_article_is_read_with_its_standing_and_all_it_rests_on(knowing: Face) -> None:
    knowing.clock.now = NOW + timedelta(days=3)
    page = knowing.visitor().get("/knowledge/KB-1")
    assert page.status_code == 200
    for words in (
        "KB-1 · version 1",
        "How long to wait after cleaning",
        "validated 3 days ago by an engineer of Line 4",
        "Wait 5 min after cleaning the sensor.",
        "Reason why",
        "Otherwise the reading is 0.4 % too low.",
        "new &lt;lots&gt;",
        "Line 4, Drum 2",
        "Engineering, Line 4",
        "[S1] SOP-114 rev C, 6.2",
        QUESTION,
    ):
        assert words in page.text, words
    assert "What was done with it" not in page.text
    assert "Written by" in knowing.visitor(ADMIN).get("/knowledge/kb-1").text


@pytest.mark.parametrize("person", [STRANGER, OTHER_LINE])
def test_nobody_reads_an_article_that_is_not_for_them(knowing: Face, person: Person) -> None:
    page = knowing.visitor(person).get("/knowledge/KB-1")
    assert page.status_code == 404
    assert "There is no article KB-1 that you may see." in page.text


def test_what_is_in_progress_is_read_by_who_works_on_it(knowing: Face) -> None:
    one = drafted(knowing.plant)
    assert knowing.visitor().get(f"/knowledge/{one.number}").status_code == 404
    page = knowing.visitor(ENGINEER).get(f"/knowledge/{one.number}")
    assert "in progress, in no answer" in page.text


def test_it_says_what_changed_under_it(knowing: Face) -> None:
    revised(knowing.plant)
    told = "To be looked at again: built on SOP-114 rev C, which rev D replaced"
    assert told in knowing.visitor().get("/knowledge/KB-1").text


def test_a_citation_opens_the_article_of_today_and_then_says_that_it_is_gone(
    knowing: Face,
) -> None:
    question = knowing.asked(QUESTION)
    where = {"question": question}
    sheet = knowing.page().get("/evidence/K1", params=where).text
    assert 'href="/knowledge/KB-1"' in sheet
    assert "version 1 " not in sheet
    sources = sources_of(knowing.plant)
    articles.edit(sources, ENGINEER, "KB-1", a_body(title="Waiting"), now=NOW)
    sheet = knowing.page().get("/evidence/K1", params=where).text
    assert "The answer cited version 1; version 2 holds now." in sheet
    assert "Waiting" in sheet
    articles.unpublish(sources, ADMIN, "KB-1", reason="wrong", now=NOW)
    gone = knowing.page().get("/evidence/K1", params=where)
    assert gone.status_code == 404
    assert "KB-1 is no longer there" in gone.text


def test_a_conversation_shows_the_standing_beside_the_quoted_words(knowing: Face) -> None:
    knowing.asked(QUESTION)
    page = knowing.visitor().get("/").text
    assert "KB-1 version 1, How long to wait after cleaning, validated 0 s ago" in page
    articles.unpublish(sources_of(knowing.plant), ADMIN, "KB-1", reason="wrong", now=NOW)
    page = knowing.visitor().get("/").text
    assert "Otherwise the reading is 0.4 % too low.\n" not in page
    assert "Article KB-1, on which this rested, was withdrawn on" in page
    assert "KB-1 version 1" not in page
    assert OPERATOR.name in page
