"""The page of a topic: how it was asked, and what engineers do to it."""

import re
from dataclasses import replace

import pytest

from knowledge.curation.topics.mining import Mining
from knowledge.model import Drafting, DraftOutcome, Proposal, ProposalState, Recurring
from tests.curated_plant import a_body, drafted, with_sop
from tests.reviewed_plant import ENGINEER, LINE_ENGINEER, MATE, REVIEWING, STRANGE_ENGINEER
from tests.small_plant import LINE_4, NOW, OPERATOR, Plant
from tests.topics import Words, anything, ask
from tests.unit.bot.web.conftest import Face, FaceOf

SALT = ("how much salt goes on", "how much salt goes in", "how much salt goes out")
CLOTH = ("which cloth wipes glass", "which cloth wipes steel")


@pytest.fixture
def topical(face_of: FaceOf, plant: Plant) -> Face:
    mining = Mining(store=plant.store, embedder=Words(), is_question=anything)
    face = face_of(mining=mining)
    plant.store.directory.replace(REVIEWING)
    people = (OPERATOR, MATE, LINE_ENGINEER)
    for words in (SALT, CLOTH):
        for place, text in enumerate(words * 2):
            ask(plant.store, text, people[place % 3], asset=f"{LINE_4}/drum-2")
    mining.catch_up()
    return face


def topics(face: Face) -> list[int]:
    return [each.id for each in face.services.store.topics.all(rule=Recurring())]


def test_a_recurring_topic_without_an_article_is_in_the_list_and_leads_to_writing(
    topical: Face,
) -> None:
    page = topical.visitor(ENGINEER)
    shown = page.get("/curation?kind=topic").text
    one = topics(topical)[0]
    assert f'href="/curation/topics/{one}"' in shown
    told = page.get(f"/curation/topics/{one}").text
    assert f'href="/curation/articles?topic={one}"' in told
    assert OPERATOR.name not in told
    written = page.get(f"/curation/articles?topic={one}").text
    assert "How much salt goes" in written or "Which cloth wipes" in written


def test_a_topic_that_another_article_answers_is_not_to_be_written_and_leads_there(
    topical: Face,
) -> None:
    one, page = topics(topical)[0], topical.visitor(ENGINEER)
    with_sop(topical.plant)
    article = drafted(topical.plant).number
    made = Drafting(f"topic-{one}", "", NOW, DraftOutcome.PROPOSED, one, article=article)
    topical.plant.store.draftings.note(made)
    assert f'href="/curation/topics/{one}"' not in page.get("/curation?kind=topic").text
    shown = page.get(f"/curation/topics/{one}").text
    assert f'href="/curation/articles/{article}"' in shown
    declined = replace(made, proposal=Proposal(a_body(), 1, ProposalState.DECLINED))
    topical.plant.store.draftings.note(declined)
    assert f'href="/curation/topics/{one}"' in page.get("/curation?kind=topic").text


def test_topics_of_others_equipment_are_not_there(topical: Face) -> None:
    one = topics(topical)[0]
    assert topical.visitor(STRANGE_ENGINEER).get(f"/curation/topics/{one}").status_code == 404
    assert topical.visitor(OPERATOR).get(f"/curation/topics/{one}").status_code == 403


def test_a_name_is_given_and_taken_away(topical: Face) -> None:
    one, page = topics(topical)[0], topical.visitor(ENGINEER)
    sent = {"act": "rename", "name": "Salt dose"}
    assert page.post(f"/curation/topics/{one}", data=sent).status_code == 303
    assert "<h1>“Salt dose”</h1>" in page.get(f"/curation/topics/{one}").text
    page.post(f"/curation/topics/{one}", data={**sent, "name": ""})
    assert "<h1>“Salt dose”</h1>" not in page.get(f"/curation/topics/{one}").text


def test_one_is_made_of_two_and_the_old_address_leads_there(topical: Face) -> None:
    one, other = topics(topical)[:2]
    page = topical.visitor(ENGINEER)
    sent = {"act": "merge", "other": str(other), "reason": "one matter"}
    assert page.post(f"/curation/topics/{one}", data=sent).status_code == 303
    assert page.get(f"/curation/topics/{other}").headers["location"] == f"/curation/topics/{one}"


def test_other_topics_are_offered_as_the_same_when_asked_for(topical: Face) -> None:
    one, other = topics(topical)[:2]
    page = topical.visitor(ENGINEER)
    offered = re.findall(
        r'name="other" value="(\d+)"', page.get(f"/curation/topics/{one}?near=1").text
    )
    assert offered == [str(other)]
    assert 'name="other"' not in page.get(f"/curation/topics/{one}").text


def test_merging_without_a_reason_is_refused_and_keeps_what_was_typed(topical: Face) -> None:
    one, other = topics(topical)[:2]
    sent = {"act": "merge", "another": str(other), "reason": ""}
    told = topical.visitor(ENGINEER).post(f"/curation/topics/{one}", data=sent)
    assert told.status_code == 422
    assert f'value="{other}"' in told.text


def test_ticked_wordings_become_a_topic_of_their_own(topical: Face) -> None:
    one, other = topics(topical)[:2]
    page = topical.visitor(ENGINEER)
    page.post(f"/curation/topics/{one}", data={"act": "merge", "other": str(other), "reason": "x"})
    shown = page.get(f"/curation/topics/{one}").text
    ticks = re.findall(r'name="(w\d+)"[^>]*> “which cloth', shown)
    assert ticks
    sent = {"act": "split", "reason": "another thing", **dict.fromkeys(ticks, "1")}
    done = page.post(f"/curation/topics/{one}", data=sent)
    assert done.status_code == 303, done.text
    assert done.headers["location"] != f"/curation/topics/{one}"
    assert "which cloth" not in page.get(f"/curation/topics/{one}").text


def test_it_says_why_a_wording_belongs_here(topical: Face) -> None:
    one, page = topics(topical)[0], topical.visitor(ENGINEER)
    asked = re.findall(r"\?why=(\d+)", page.get(f"/curation/topics/{one}").text)
    if not asked:
        pytest.fail("the topic has one wording only: choose others for this test")
    told = page.get(f"/curation/topics/{one}?why={asked[0]}").text
    assert 'role="status"' in told
