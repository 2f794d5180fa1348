"""An article is written, checked and decided on."""

from bot.curating import fields_of
from knowledge.model import ArticleState
from tests.curated_plant import drafted, published
from tests.reviewed_plant import ENGINEER, LINE_ENGINEER
from tests.unit.bot.web.conftest import Face


def form(console: Face, number: str, **changes: str) -> dict[str, str]:
    one = console.services.store.articles.get(number)
    assert one is not None
    return {**fields_of(one), "reason": "", "look_for": "", "add": "", **changes}


def test_a_check_keeps_nothing_and_names_the_sentence_that_does_not_hold(console: Face) -> None:
    one = drafted(console.plant)
    sent = form(console, one.number, answer="Wait 9 min after cleaning the sensor. [S1]")
    told = console.visitor(ENGINEER).post("/curation/articles/check", data=sent).text
    assert "It cannot be kept yet" in told
    assert "Wait 9 min" in told
    assert console.services.store.articles.get(one.number) == one


def test_a_kept_edit_is_the_next_version_and_the_old_one_can_be_compared(console: Face) -> None:
    one = drafted(console.plant)
    page = console.visitor(ENGINEER)
    sent = form(console, one.number, title="Waiting after cleaning", reason="shorter")
    assert page.post("/curation/articles", data=sent).status_code == 303
    now = console.services.store.articles.get(one.number)
    assert now is not None
    assert (now.version, now.body.title) == (2, "Waiting after cleaning")
    compared = page.get(f"/curation/articles/{one.number}?compare=1").text
    assert "-# How long to wait after cleaning" in compared
    assert "+# Waiting after cleaning" in compared


def test_an_edit_over_somebody_elses_is_refused_and_what_was_typed_stays(console: Face) -> None:
    one = drafted(console.plant)
    stale = form(console, one.number, title="Mine")
    page = console.visitor(ENGINEER)
    page.post("/curation/articles", data=form(console, one.number, title="Theirs"))
    told = page.post("/curation/articles", data=stale)
    assert told.status_code == 422
    assert 'value="Mine"' in told.text


def test_a_place_that_is_found_becomes_a_source_under_the_next_label(console: Face) -> None:
    second = console.plant.shelf.put(
        "Use the blue cloth.", audience=frozenset({"line-4", "engineering"}), number="SOP-126"
    )
    one = drafted(console.plant)
    page = console.visitor(ENGINEER)
    looked = page.post(
        "/curation/articles/check", data=form(console, one.number, look_for="which cloth?")
    ).text
    assert f'name="add" value="{second}"' in looked
    added = page.post("/curation/articles/check", data=form(console, one.number, add=second)).text
    assert f"S2 passage {second}" in added


def test_a_new_article_is_written_from_nothing(console: Face) -> None:
    page = console.visitor(ENGINEER)
    assert "It cannot be kept" not in page.get("/curation/articles").text
    one = drafted(console.plant)
    sent = form(console, one.number, title="Another one") | {"number": "", "version": ""}
    told = page.post("/curation/articles", data=sent)
    assert told.headers["location"] == "/curation/articles/KB-2?done=saved"


def test_whoever_wrote_it_does_not_validate_it_and_somebody_else_does(console: Face) -> None:
    one = published(console.plant)
    act = {**dict.fromkeys(("reason", "version", "into", "review_by"), ""), "number": one.number}
    author, other = console.visitor(ENGINEER), console.visitor(LINE_ENGINEER)
    shown = author.get(f"/curation/articles/{one.number}").text
    assert "somebody else validates it" in shown
    refused = author.post("/curation/articles/act", data={**act, "act": "validate"})
    assert refused.status_code == 422
    other.post("/curation/articles/act", data={**act, "act": "validate"})
    now = console.services.store.articles.get(one.number)
    assert now is not None
    assert now.state is ArticleState.VALIDATED


def test_taking_an_article_away_wants_a_reason(console: Face) -> None:
    one = published(console.plant)
    sent = {"act": "unpublish", "number": one.number, "reason": " "}
    told = console.visitor(ENGINEER).post("/curation/articles/act", data=sent)
    assert told.status_code == 422
    assert "Take it out of answers" in told.text
