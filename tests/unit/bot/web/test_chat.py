"""The chat page: what it shows to whom, asking once, and that every text stays inert."""

from datetime import timedelta

import pytest

from bot.web.keys import act_key
from knowledge.model import Alternative, Decision, DecisionKind
from tests.small_plant import NOW, OPERATOR, STRANGER, advice
from tests.unit.bot.web.conftest import Face, FaceOf

HOSTILE = '<script>alert(1)</script><img src=x onerror="a"> [x](javascript:a) \u202egnp.exe'


def test_a_demo_visitor_without_a_name_is_asked_who_they_are(face: Face) -> None:
    found = face.visitor(None).get("/")
    assert (found.status_code, found.headers["location"]) == (303, "/who")
    piece = face.visitor(None, **{"HX-Request": "true"}).get("/strip")
    assert piece.headers["hx-redirect"] == "/who"


def test_an_empty_page_says_what_will_be_there_and_how_to_get_it(face: Face) -> None:
    text = face.visitor().get("/").text
    assert "No recommendation yet." in text
    assert "tandem ingest recommendations" in text
    assert "Ask why something is recommended." in text


def test_the_strip_shows_the_equipment_of_the_own_team_newest_first(face: Face) -> None:
    face.plant.issue(advice(1, minutes_ago=9), advice(2, drum=3, minutes_ago=3))
    text = face.visitor().get("/").text
    assert text.index("card-R-2026-000002") < text.index("card-R-2026-000001")
    assert "Line 4, Drum 3" in text
    assert "R-2026" not in face.visitor(STRANGER).get("/").text


def test_the_strip_tells_state_in_words_and_time_left_only_while_open(face: Face) -> None:
    face.plant.issue(advice(1), advice(2, drum=3, minutes_ago=30), advice(3, minutes_ago=60))
    decided = Decision("R-2026-000003", DecisionKind.OVERRIDDEN, NOW - timedelta(minutes=50))
    face.plant.store.recommendations.add_decision(decided, "s", "e", "f")
    text = face.page().get("/strip").text
    for words in ("wants a decision", "8 min left", "expired", "overridden"):
        assert words in text
    assert text.count("left</time>") == 1


def test_a_long_action_says_more_and_the_subject_shows_it_whole(face: Face) -> None:
    action = "Reduce the drum speed " + "slowly " * 40
    face.plant.issue(advice(1, action=action.strip()))
    assert "more</span>" in face.page().get("/strip").text
    assert action.strip() in face.page().get("/about/R-2026-000001").text


def test_many_recommendations_are_counted_off_and_older_ones_are_a_button_away(
    face: Face,
) -> None:
    face.plant.issue(*(advice(number, minutes_ago=number) for number in range(1, 41)))
    first = face.page().get("/strip").text
    assert first.count("data-card=") == 30
    assert "/strip?limit=90" in first
    assert face.page().get("/strip?limit=90").text.count("data-card=") == 40


def test_choosing_a_recommendation_makes_it_the_subject_with_its_set_points(face: Face) -> None:
    face.plant.issue(advice(1))
    text = face.page().get("/about/R-2026-000001").text
    for words in (
        "42 rpm",
        "38 rpm",
        "fairly sure (81\u00a0%)",
        "8 min left",
        "Accept",
        "Override",
    ):
        assert words in text, words
    assert 'hx-swap-oob="true"' in text  # the input below follows
    assert face.visitor().get("/about/R-2026-000001").headers["location"] == "/?about=R-2026-000001"


def test_only_questions_that_the_log_can_answer_are_suggested(face: Face) -> None:
    face.plant.issue(advice(1), advice(2, drum=3, rules_fired=(), alternatives=(), expires_at=None))
    full = face.page().get("/about/R-2026-000001").text
    bare = face.page().get("/about/R-2026-000002").text
    for question in ("What would have to change?", "What else did it consider?", "still valid"):
        assert question in full
        assert question not in bare
    assert "Why?" in bare


@pytest.mark.parametrize("decision_id", ["R-2026-000001", "R-none", "a/b?c"])
def test_a_subject_that_is_hidden_or_unknown_is_said_to_be_so(face: Face, decision_id: str) -> None:
    face.plant.issue(advice(1))
    text = face.visitor(STRANGER).get("/", params={"about": decision_id}).text
    assert f"There is no recommendation {decision_id} that you may see" in text
    assert "Reduce drum speed" not in text


def test_a_question_is_answered_with_sources_and_buttons(face: Face) -> None:
    face.plant.issue(advice(1))
    face.plant.shelf.put("Lower the drum speed in steps of 2 rpm.")
    told = face.page().post(
        "/ask", data={"key": "k", "text": "Why?", "decision_id": "R-2026-000001"}
    )
    for words in (
        "[R1]",
        "SEAS-07",
        "product moisture",
        "Right",
        "Unclear",
        "Not right",
        "Sources",
    ):
        assert words in told.text, words
    assert 'class="up"' in told.text
    assert 'class="down"' in told.text


def test_two_clicks_are_one_question_and_another_button_is_another(face: Face) -> None:
    face.plant.issue(advice(1))
    for text in ("Why?", "Why?", "Is it still valid?"):
        face.page().post("/ask", data={"key": "k", "text": text, "decision_id": "R-2026-000001"})
    kept = face.services.store.conversations.last("web:p-1", 9)
    assert [turn.text for turn in kept] == ["Is it still valid?", "Why?"]


def test_the_conversation_is_there_after_a_reload_and_only_for_its_person(face: Face) -> None:
    face.plant.issue(advice(1))
    question = face.asked("Why is that?", decision_id="R-2026-000001")
    mine = face.visitor().get("/").text
    assert "Why is that?" in mine
    assert "SEAS-07" in mine
    assert f'value="{question}"' in mine
    mate = face.plant.store.directory.load().people[1]
    assert "Why is that?" not in face.visitor(mate).get("/").text


def test_a_reload_goes_on_with_the_last_subject(face: Face) -> None:
    face.plant.issue(advice(1), advice(2, drum=3))
    face.asked("Why?", decision_id="R-2026-000001")
    assert 'data-decision="R-2026-000001"' in face.visitor().get("/").text


def test_a_long_conversation_shows_its_end_and_a_way_back(face: Face) -> None:
    for number in range(22):
        face.clock.now = NOW + timedelta(seconds=number)
        face.asked(f"Question number {number}.")
    page = face.visitor().get("/").text
    assert "Question number 21." in page
    assert "Question number 1." not in page
    assert "/?turns=80" in page
    assert "Question number 1." in face.visitor().get("/?turns=80").text


def test_without_scripts_a_question_comes_back_as_a_page(face: Face) -> None:
    face.plant.issue(advice(1))
    sent = face.visitor().post(
        "/ask", data={"key": "k", "text": "Why?", "decision_id": "R-2026-000001"}
    )
    assert (sent.status_code, sent.headers["location"]) == (303, "/?about=R-2026-000001")


def test_candidates_are_buttons_that_ask_the_same_about_one(face: Face) -> None:
    face.plant.issue(advice(1), advice(2, drum=3))
    told = face.page().post("/ask", data={"key": "k", "text": "is it still valid?"}).text
    assert told.count('name="decision_id" value="R-2026-0000') >= 2
    assert 'name="text" value="is it still valid?"' in told


def test_a_certified_matter_shows_whom_to_call_and_the_text_verbatim(face: Face) -> None:
    face.plant.shelf.certified("Lock the isolator. Hang your own tag.")
    told = face.page().post("/ask", data={"key": "k", "text": "How do I lock out the drum drive?"})
    assert "Not answered from chat: lockout/tagout." in told.text
    assert "Shift supervisor" in told.text
    assert "Lock the isolator. Hang your own tag." in told.text


def test_what_is_not_known_says_whom_to_ask(face: Face) -> None:
    told = face.page().post("/ask", data={"key": "k", "text": "What is the colour of the roof?"})
    assert 'class="missing"' in told.text
    assert "Shift supervisor" in told.text


def test_texts_from_logs_procedures_and_chat_stay_inert(face: Face) -> None:
    other = Alternative(HOSTILE, 0.1, HOSTILE)
    face.plant.issue(advice(1, action=HOSTILE, expected_effect=HOSTILE, alternatives=(other,)))
    face.plant.shelf.put(f"Drum speed {HOSTILE}")
    face.asked(f"Why drum speed? {HOSTILE}", decision_id="R-2026-000001")
    pages = [
        face.visitor().get("/?about=R-2026-000001").text,
        face.visitor().get("/logs/R-2026-000001").text,
    ]
    for text in pages:
        assert "<script>alert" not in text
        assert "<img" not in text
        assert 'href="javascript' not in text
        assert "\u202e" not in text  # nothing turns the reading direction
        assert "&lt;script&gt;alert(1)" in text


@pytest.mark.parametrize("text", ["x" * 20_000, "🛠️🔥", "@tandem", "   "])
def test_odd_questions_get_an_answer_and_not_an_error(face: Face, text: str) -> None:
    told = face.page().post("/ask", data={"key": "k", "text": text})
    assert told.status_code == 200
    assert 'class="turn"' in told.text


def test_a_form_without_key_is_refused_with_a_remedy(face: Face) -> None:
    refused = face.page().post("/ask", data={"text": "Why?"})
    assert refused.status_code == 422
    assert refused.headers["hx-retarget"] == "#notice"
    assert "reload the page" in refused.text


def test_an_act_is_named_by_its_form_and_what_was_done() -> None:
    assert act_key("k", "a") == act_key("k", "a")
    assert (
        len({act_key("k", "a"), act_key("k", "b"), act_key("j", "a"), act_key("k", "a", "")}) == 4
    )


def test_the_theme_is_drawn_by_the_server_and_only_a_known_one(face: Face) -> None:
    browser = face.visitor(OPERATOR)
    browser.cookies.set("tandem_theme", "dark")
    assert '<html lang="en" data-theme="dark">' in browser.get("/").text
    odd = face.visitor(OPERATOR)
    odd.cookies.set("tandem_theme", "pink")
    assert '<html lang="en">' in odd.get("/").text


def test_a_page_listens_for_claims_only_where_a_model_may_take_its_time(face_of: FaceOf) -> None:
    assert "data-tells" not in face_of().visitor().get("/").text
    assert "data-tells" in face_of(model="ollama:any").visitor().get("/").text
