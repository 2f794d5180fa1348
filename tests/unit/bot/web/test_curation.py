"""The list of what there is to do, and whose it is."""

from dataclasses import asdict

import pytest

from knowledge.model import Person
from tests.curated_plant import drafted, revised, validated
from tests.reviewed_plant import ENGINEER, STRANGE_ENGINEER
from tests.small_plant import OPERATOR
from tests.unit.bot.web.conftest import Face


def test_what_there_is_to_do_stands_with_its_kind_and_leads_there(console: Face) -> None:
    one = drafted(console.plant)
    shown = console.visitor(ENGINEER).get("/curation").text
    assert one.body.title in shown
    assert "Draft (1)" in shown
    assert f'href="/curation/articles/{one.number}"' in shown
    assert one.body.title not in console.visitor(ENGINEER).get("/curation?kind=gap").text


def test_an_article_built_on_another_revision_is_to_be_looked_at_again(console: Face) -> None:
    one = validated(console.plant)
    revised(console.plant, "Wait 8 min after cleaning the sensor.")
    from bot import articles

    articles.keep_up(console.services.store, now=console.clock.now)
    page = console.visitor(ENGINEER)
    assert "To be looked at again (1)" in page.get("/curation").text
    shown = page.get(f"/curation/articles/{one.number}").text
    assert "Revision D is in force. There it says:" in shown
    assert "Wait 8 min" in shown


@pytest.mark.parametrize("address", ["/curation", "/curation/articles", "/curation/articles/KB-1"])
def test_operators_are_told_whom_it_is_for(console: Face, address: str) -> None:
    drafted(console.plant)
    told = console.visitor(OPERATOR).get(address)
    assert told.status_code == 403
    assert "engineers and admins" in told.text


def test_an_article_of_others_equipment_is_not_to_be_found(console: Face) -> None:
    one = drafted(console.plant)
    told = console.visitor(STRANGE_ENGINEER).get(f"/curation/articles/{one.number}")
    assert told.status_code == 404
    assert one.body.title not in told.text


def test_an_empty_list_says_what_will_be_there(console: Face) -> None:
    somebody = Person(**{**asdict(ENGINEER), "known_as": ()})
    assert "Nothing to do." in console.visitor(somebody).get("/curation").text
