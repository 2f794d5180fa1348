"""The rules an answer keeps, asked of the assistant as a person would."""

from dataclasses import replace
from datetime import timedelta

import pytest

from knowledge.model import (
    ClaimKind,
    ConsultedDocument,
    Decision,
    DecisionKind,
    Glossary,
    Outcome,
    OutcomeResult,
    RevisionStatus,
    SetPoint,
    Status,
    Term,
)
from tests.small_plant import LINE_4, NOW, OPERATOR, STRANGER, Plant, advice


def texts(reply: object, kind: ClaimKind | None = None) -> list[str]:
    claims = reply.answer.claims  # type: ignore[attr-defined]
    return [claim.text for claim in claims if kind in (None, claim.kind)]


def test_first_sentence_of_why_is_the_rule_with_the_values_that_made_it_fire(plant: Plant) -> None:
    plant.issue(advice(1))
    first = texts(plant.ask("why?"))[0]
    assert first == (
        "Because product moisture is 3.4 % (over 2.9 %) and drum speed is 42 rpm (over 40 rpm), "
        "rule SEAS-07 fired."
    )


def test_factors_come_heaviest_first_with_value_and_direction(plant: Plant) -> None:
    plant.issue(advice(1))
    moisture, speed, humidity = texts(plant.ask("why?"), ClaimKind.FACTOR)[:3]
    assert moisture == (
        "Product moisture (3.4 %): pushed up the probability of over-seasoning (+0.31)."
    )
    assert speed == "Drum speed (42 rpm): pushed up (+0.05)."
    assert humidity == "Ambient humidity (48 %): pulled down (−0.03)."


def test_without_rules_the_heaviest_factor_is_the_reason_and_is_said_once(plant: Plant) -> None:
    plant.issue(advice(1, rules_fired=()))
    told = texts(plant.ask("why?"))
    assert told[0].startswith("Mainly because of product moisture (3.4 %)")
    assert sum("Product moisture (3.4 %):" in text for text in told) == 0


def test_log_without_reason_is_said_to_have_none(plant: Plant) -> None:
    plant.issue(advice(1, rules_fired=(), explanation=None))
    reply = plant.ask("why?")
    assert "logged no reason" in texts(reply)[0]
    assert "Ask Shift supervisor, radio channel 6." in reply.answer.missing


def test_doubtful_input_is_called_out(plant: Plant) -> None:
    plant.issue(advice(1))
    assert texts(plant.ask("why?"), ClaimKind.QUALITY) == [
        "Caution: ambient humidity (48 %) is marked uncertain."
    ]


def test_ambiguous_question_lists_candidates_newest_first(plant: Plant) -> None:
    plant.issue(advice(1, drum=2, minutes_ago=9), advice(2, drum=3, minutes_ago=3))
    answer = plant.ask("why?").answer
    assert answer.status is Status.ASK_BACK
    assert [each.asset_name for each in answer.candidates] == ["Line 4, Drum 3", "Line 4, Drum 2"]


def test_naming_the_equipment_answers_the_question_that_was_asked_back(plant: Plant) -> None:
    plant.issue(advice(1, drum=2), advice(2, drum=3))
    plant.ask("what would have to change?")
    answer = plant.ask("drum 3").answer
    assert (answer.decision_id, answer.intent) == ("R-2026-000002", "what_would_change")


def test_follow_up_keeps_its_subject(plant: Plant) -> None:
    plant.issue(advice(1, drum=2), advice(2, drum=3))
    plant.ask("why drum 2?")
    assert plant.ask("why that much?").answer.decision_id == "R-2026-000001"
    assert plant.ask("is it still valid?").answer.decision_id == "R-2026-000001"


def test_and_drum_3_asks_the_same_of_another(plant: Plant) -> None:
    plant.issue(advice(1, drum=2), advice(2, drum=3))
    plant.ask("what would have to change on drum 2?")
    answer = plant.ask("and drum 3?").answer
    assert (answer.decision_id, answer.intent) == ("R-2026-000002", "what_would_change")


def test_words_beat_the_click_and_the_click_beats_the_conversation(plant: Plant) -> None:
    plant.issue(advice(1, drum=2), advice(2, drum=3))
    plant.ask("why drum 2?")
    assert plant.ask("why?", decision_id="R-2026-000002").answer.decision_id == "R-2026-000002"
    named = plant.ask("why drum 2?", decision_id="R-2026-000002")
    assert named.answer.decision_id == "R-2026-000001"


def test_recommendation_of_another_teams_asset_is_not_seen(plant: Plant) -> None:
    plant.issue(advice(1))
    for text in ("why?", "why R-2026-000001?", "why drum 2?", "what is open?"):
        answer = plant.ask(text, by=STRANGER, conversation=text).answer
        assert answer.decision_id is None
        assert answer.candidates == ()
        assert "38" not in answer.text
    pointed = plant.ask("why?", by=STRANGER, conversation="x", decision_id="R-2026-000001")
    assert pointed.answer.recommendation is None


def test_decided_and_expired_ones_do_not_make_a_question_ambiguous(plant: Plant) -> None:
    plant.issue(advice(1, drum=2), advice(2, drum=3, minutes_ago=40), advice(3, drum=3))
    decided = Decision("R-2026-000003", DecisionKind.ACCEPTED, NOW)
    plant.store.recommendations.add_decision(decided, "hmi", "d1", "d1")
    assert plant.ask("why?").answer.decision_id == "R-2026-000001"


def test_a_replaced_one_is_not_meant_whether_or_not_the_newer_is_decided(plant: Plant) -> None:
    plant.issue(advice(1), advice(2, minutes_ago=1), advice(3, drum=3))
    decided = Decision("R-2026-000002", DecisionKind.ACCEPTED, NOW)
    plant.store.recommendations.add_decision(decided, "hmi", "d1", "d1")
    assert plant.ask("why?").answer.decision_id == "R-2026-000003"


def test_two_open_ones_of_one_machine_on_other_settings_are_both_listed(plant: Plant) -> None:
    oil = (SetPoint("oil flow setpoint", 27, "L/h", 24),)
    more = "Raise oil flow from 24 to 27 L/h"
    plant.issue(advice(1), advice(2, minutes_ago=1, action=more, outcomes=oil))
    listed = plant.ask("why drum 2?").answer.candidates
    assert [each.decision_id for each in listed] == ["R-2026-000002", "R-2026-000001"]


def test_what_a_factor_has_to_do_with_it_is_a_why_about_what_was_talked_about(
    plant: Plant,
) -> None:
    plant.issue(advice(1), advice(2, drum=3))
    plant.ask("why drum 2?")
    told = plant.ask("what does moisture have to do with it?").answer
    assert (told.decision_id, told.status) == ("R-2026-000001", Status.ANSWERED)
    assert plant.ask("and drum 3?").answer.decision_id == "R-2026-000002"


def test_considered_alternative_is_told_with_its_reason(plant: Plant) -> None:
    plant.issue(advice(1))
    first = texts(plant.ask("why not slow the line speed instead?"))[0]
    assert "“Reduce line speed to 88 %” (score 0.41)" in first
    assert "loses 6 t per shift" in first


def test_alternative_that_was_not_considered_is_said_to_be_unknown(plant: Plant) -> None:
    plant.issue(advice(1))
    reply = plant.ask("why not change the seasoning supplier instead?")
    assert "does not say that it considered this" in texts(reply)[0]
    assert reply.answer.missing


@pytest.mark.parametrize("asked", ["What else did it consider?", "any other options?"])
def test_everything_else_is_listed_without_a_word_about_what_is_not_in_the_log(
    plant: Plant, asked: str
) -> None:
    plant.issue(advice(1))
    reply = plant.ask(asked)
    assert texts(reply)[0].startswith("Not chosen: “reduce line speed to 88 %”")
    assert not reply.answer.missing


def test_why_says_among_its_details_what_would_change_the_decision(plant: Plant) -> None:
    plant.issue(advice(1))
    asked = plant.ask("what would have to change?").answer.claims[0]
    held_back = [claim for claim in plant.ask("why?").answer.claims if claim.detail]
    assert asked.text in [claim.text for claim in held_back]


def test_counterfactual_comes_from_conditions_one_of_which_is_enough(plant: Plant) -> None:
    plant.issue(advice(1))
    assert texts(plant.ask("what would have to change?"))[0] == (
        "Rule SEAS-07 would not fire with product moisture at 2.9 % or lower (it was 3.4 %) or "
        "drum speed at 40 rpm or lower (it was 42 rpm); one of these is enough."
    )


def test_counterfactual_is_never_made_from_contributions(plant: Plant) -> None:
    plant.issue(advice(1, rules_fired=()))
    reply = plant.ask("what would have to change?")
    assert texts(reply)[0].startswith("I cannot say: no rule with conditions fired")


def test_last_time_tells_decision_reason_and_result_and_names_nobody(plant: Plant) -> None:
    plant.issue(advice(1, minutes_ago=2 * 24 * 60), advice(2))
    decision = Decision(
        "R-2026-000001",
        DecisionKind.OVERRIDDEN,
        NOW - timedelta(days=2),
        by="p-1",
        reason_class="information",
        rationale="New supplier lot",
        action_taken="Left at 42 rpm",
    )
    plant.store.recommendations.add_decision(decision, "hmi", "d1", "d1")
    outcome = Outcome("R-2026-000001", OutcomeResult.BETTER, NOW - timedelta(days=2))
    plant.store.recommendations.add_outcome(outcome, "lab", "o1", "o1")
    told = " ".join(texts(plant.ask("what happened last time?", decision_id="R-2026-000002")))
    assert "Last time was 2 days ago" in told
    assert "it was overridden; the result was better" in told
    assert "“New supplier lot”" in told
    assert "p-1" not in told


@pytest.mark.parametrize(
    ("minutes_ago", "start"), [(7, "Yes, it expires in 8 min"), (30, "No: it expired 15 min ago")]
)
def test_validity_tells_the_time_left_or_since(plant: Plant, minutes_ago: int, start: str) -> None:
    plant.issue(advice(1, minutes_ago=minutes_ago))
    assert texts(plant.ask("is it still valid?"))[0].startswith(start)


@pytest.mark.parametrize(
    "text",
    [
        "hi, heating cartridge gone?",
        "how long for the seal jaw to turn over",
        "is 7.5 % moisture still ok",
        "quanto tempo a espuma deve ficar na tampa",
    ],
)
def test_words_of_validity_about_another_matter_tell_nothing_of_a_recommendation(
    plant: Plant, text: str
) -> None:
    plant.issue(advice(1))
    assert plant.ask(text).answer.status is Status.ABSTAINED


@pytest.mark.parametrize(
    "text", ["still ok?", "is the advice for drum 2 still good?", "is 38 rpm still ok?", "over?"]
)
def test_validity_of_the_recommendation_is_still_told(plant: Plant, text: str) -> None:
    plant.issue(advice(1))
    assert texts(plant.ask(text))[0].startswith("Yes, it expires")


def test_procedure_is_quoted_word_for_word_with_its_place(plant: Plant) -> None:
    plant.issue(advice(1))
    plant.shelf.put(
        "1. Reduce the drum speed by not more than 4 rpm in one step.\n2. Wait 10 minutes."
    )
    reply = plant.ask("how do I do it?")
    quoted = [claim for claim in reply.answer.claims if claim.quote]
    assert quoted[0].text.endswith("2. Wait 10 minutes.")
    cited = next(e for e in reply.answer.evidence if e.label == quoted[0].citations[0])
    assert (cited.document, cited.revision, cited.section) == ("SOP-114", "C", "6.2")


def test_procedure_and_recommendation_in_conflict_are_both_shown(plant: Plant) -> None:
    plant.issue(advice(1))
    plant.shelf.put("Do not run the drum below 40 rpm.")
    conflict = [c for c in plant.ask("why?").answer.claims if c.kind is ClaimKind.CONFLICT]
    assert "the recommendation sets drum speed setpoint to 38 rpm" in conflict[0].text
    assert conflict[1].quote
    assert conflict[1].text == "Do not run the drum below 40 rpm."


def test_limit_under_a_condition_counts_only_when_its_procedure_names_what_was_logged(
    plant: Plant,
) -> None:
    said = "Do not run the drum below 40 rpm with Kettle Thick Cut."
    kettle = replace(advice(1).inputs[0], name="product", value="Kettle Thick Cut", unit="")
    flat = replace(kettle, value="Flat Salt")
    plant.shelf.put(said)
    plant.issue(
        advice(1, drum=2, inputs=(*advice(1).inputs, flat)),
        advice(2, drum=3, inputs=(*advice(1).inputs, kettle)),
    )
    for drum, expected in ((2, 0), (3, 2)):
        claims = plant.ask(f"why drum {drum}?").answer.claims
        assert sum(claim.kind is ClaimKind.CONFLICT for claim in claims) == expected


def test_limit_that_is_kept_is_no_conflict(plant: Plant) -> None:
    plant.issue(advice(1))
    plant.shelf.put("Do not run the drum below 36 rpm. Keep it between 36 and 46 rpm.")
    assert texts(plant.ask("why?"), ClaimKind.CONFLICT) == []


def test_certified_training_only_is_quoted_and_sent_to_a_role(plant: Plant) -> None:
    plant.shelf.certified("Isolate the drive and hang your own lock.")
    answer = plant.ask("how do I lock out the drum drive?").answer
    assert answer.status is Status.ROUTED
    assert [claim.text for claim in answer.claims] == ["Isolate the drive and hang your own lock."]
    assert answer.route is not None
    assert answer.route.role == "Shift supervisor, radio channel 6"


def test_why_about_the_same_equipment_is_still_answered_without_certified_text(
    plant: Plant,
) -> None:
    plant.issue(advice(1))
    plant.shelf.certified("Isolate the drive and hang your own lock.")
    reply = plant.ask("why?")
    assert reply.answer.status is Status.ANSWERED
    assert not any("Isolate" in text for text in texts(reply))


def test_question_nobody_wrote_about_is_answered_with_what_is_missing_and_whom_to_ask(
    plant: Plant,
) -> None:
    plant.shelf.put("Clean the oven every Friday.", similarity=0.1)
    answer = plant.ask("which forklift licence do I need?").answer
    assert answer.status is Status.ABSTAINED
    assert "No procedure that you may see" in answer.text
    assert "Shift supervisor" in answer.missing


def test_general_why_goes_to_the_procedures(plant: Plant) -> None:
    plant.issue(advice(1))
    plant.shelf.put("Blow down the boiler to keep the dissolved solids low.")
    reply = plant.ask("why do we blow down the boiler?")
    assert reply.answer.intent == "document"
    assert "dissolved solids" in texts(reply)[0]


@pytest.mark.parametrize("text", ["", "🙂🙂🙂🙂", "@tandem", "<@U1>", "?"])
def test_message_without_words_is_answered_politely(plant: Plant, text: str) -> None:
    answer = plant.ask(text).answer
    assert answer.status is Status.ASK_BACK
    assert answer.suggestions


def test_very_long_text_is_answered_with_its_limit(plant: Plant) -> None:
    answer = plant.ask("why " * 5_000).answer
    assert answer.status is Status.ASK_BACK
    assert "20,000 characters" in answer.text


def test_unknown_decision_id_is_named(plant: Plant) -> None:
    answer = plant.ask("why R-2026-999999?").answer
    assert answer.status is Status.ABSTAINED
    assert "R-2026-999999" in answer.text


def test_same_key_again_gives_the_first_answer(plant: Plant) -> None:
    plant.issue(advice(1))
    first = plant.ask("why?", key="once")
    plant.issue(advice(2, drum=3))
    again = plant.ask("why?", key="once")
    assert again.answer == first.answer


def test_persons_own_claim_is_never_evidence(plant: Plant) -> None:
    plant.issue(advice(1))
    reply = plant.ask("why, when moisture is 9.9 % on drum 2?")
    assert not any("9.9" in text for text in texts(reply))
    assert reply.answer.asset == f"{LINE_4}/drum-2"


def test_what_is_open_lists_all_also_in_the_middle_of_a_conversation(plant: Plant) -> None:
    plant.issue(advice(1, drum=2), advice(2, drum=3))
    plant.ask("why drum 2?")
    assert len(plant.ask("what is open?").answer.claims) == 2


def test_thanks_in_a_conversation_is_no_question(plant: Plant) -> None:
    plant.issue(advice(1))
    plant.ask("why?")
    assert plant.ask("thanks").answer.status is Status.ASK_BACK
    assert plant.ask("🙂", decision_id="R-2026-000001").answer.status is Status.ASK_BACK


def test_how_to_do_something_else_with_the_same_machine_is_not_the_recommended_action(
    plant: Plant,
) -> None:
    plant.issue(advice(1))
    plant.shelf.put("Vacuum the drum from the top down.")
    plant.ask("why drum 2?")
    reply = plant.ask("how do I clean drum 2?")
    assert reply.answer.recommendation is None
    assert texts(reply) == ["Vacuum the drum from the top down."]


def test_why_with_words_nobody_wrote_about_falls_back_to_the_recommendation(plant: Plant) -> None:
    plant.issue(advice(1))
    answer = plant.ask("why is that stupid computer bothering me").answer
    assert answer.decision_id == "R-2026-000001"


def test_named_asset_limits_what_may_be_meant(plant: Plant) -> None:
    plant.issue(advice(1, drum=2), advice(2, drum=3))
    answer = plant.ask("why?", asset=f"{LINE_4}/drum-3").answer
    assert answer.decision_id == "R-2026-000002"


def test_long_list_of_candidates_says_how_many_it_leaves_out(plant: Plant) -> None:
    plant.issue(*(advice(n, drum=n) for n in range(1, 10)))
    answer = plant.ask("why?").answer
    assert len(answer.candidates) == 6
    assert "newest 6 of 9" in answer.text


def test_section_that_is_named_is_quoted(plant: Plant) -> None:
    plant.shelf.put("Keep the bed between 35 % and 65 %.", number="SOP-114", section="6.4")
    plant.shelf.hits.clear()
    assert texts(plant.ask("what does SOP-114 section 6.4 say?")) == [
        "Keep the bed between 35 % and 65 %."
    ]


def test_how_prefers_the_steps_whose_heading_names_what_is_to_be_done(plant: Plant) -> None:
    document: dict[str, object] = {"number": "SOP-126"}
    plant.shelf.put("The window fouls.", section="1", **document)
    first = plant.shelf.hits[0]
    steps = replace(
        first.passage, id="p2", heading_path=("5 Cleaning the window",), text="1. Hold.\n2. Wipe."
    )
    plant.shelf.hits.append(replace(first, passage=steps, similarity=0.5))
    quoted = plant.ask("how do I clean the window?").answer.claims
    assert quoted[0].text == "1. Hold.\n2. Wipe."


def test_how_prefers_steps_to_what_is_named_as_well_but_tells_none(plant: Plant) -> None:
    plant.shelf.put("Measure a hand sample every half hour.", number="SOP-126", section="6")
    told = plant.shelf.hits[0]
    plant.shelf.hits[0] = replace(
        told, passage=replace(told.passage, heading_path=("6 While a sensor is not to be trusted",))
    )
    steps = replace(
        told.passage, id="p2", heading_path=("5 Cleaning the window",), text="1. Hold.\n2. Wipe."
    )
    plant.shelf.hits.append(replace(told, passage=steps, similarity=0.5))
    quoted = plant.ask("how do I clean the sensor?").answer.claims
    assert quoted[0].text == "1. Hold.\n2. Wipe."


def test_how_to_do_something_else_is_told_in_another_language_too(plant: Plant) -> None:
    plant.issue(advice(1))
    plant.store.glossary.replace(Glossary((Term("wilgotności", "moisture", "pl"),)))
    plant.shelf.put("1. Wipe the window of the moisture sensor.")
    polish = replace(OPERATOR, language="pl")
    plant.ask("dlaczego bęben 2?", by=polish)
    reply = plant.ask("jak wyczyścić czujnik wilgotności", by=polish)
    assert reply.answer.recommendation is None


def test_follow_up_to_the_documents_is_searched_with_the_question_before(
    plant: Plant, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant.shelf.put("1. Wipe the window.")
    asked: list[str] = []
    find = plant.shelf.find
    monkeypatch.setattr(
        plant.shelf, "find", lambda text, **more: asked.append(text) or find(text, **more)
    )
    plant.ask("how do I check the moisture sensor?")
    plant.ask("how do I clean it?")
    assert asked[-1].startswith("how do I check the moisture sensor? how do I clean it?")


def test_step_limit_for_the_other_direction_is_no_conflict(plant: Plant) -> None:
    plant.issue(advice(1))
    plant.shelf.put("Raise the drum speed by not more than 2 rpm in one step.")
    assert texts(plant.ask("why?"), ClaimKind.CONFLICT) == []


def test_conflict_is_said_before_the_steps(plant: Plant) -> None:
    plant.issue(advice(1))
    plant.shelf.put("1. Slow the drum.\n2. Wait.\nDo not run the drum below 40 rpm.")
    assert plant.ask("how do I do it?").answer.claims[0].kind is ClaimKind.CONFLICT


def test_document_that_is_named_but_not_visible_is_not_answered_from_another(plant: Plant) -> None:
    plant.shelf.put("Keep the bed between 35 % and 65 %.")
    answer = plant.ask("what does SOP-402 section 3 say?").answer
    assert answer.status is Status.ABSTAINED
    assert "No document SOP-402 3 is in force that you may see" in answer.text


def test_whether_to_follow_it_is_for_who_asks_to_decide(plant: Plant) -> None:
    plant.issue(advice(1))
    told = texts(plant.ask("do I have to do it?"))
    assert told[0] == "It is advice and you decide: accept it, or override it and say why."
    assert told[1].startswith("It expires in ")
    assert "confidence" in told[2]


def test_what_is_decided_or_over_is_no_longer_to_be_decided(plant: Plant) -> None:
    plant.issue(advice(1, expires_at=NOW - timedelta(minutes=3)))
    assert texts(plant.ask("should I do it?"))[0].startswith("No: it expired 3 min ago")
    decided = Decision("R-2026-000001", DecisionKind.OVERRIDDEN, NOW)
    plant.store.recommendations.add_decision(decided, "hmi", "d1", "d1")
    assert texts(plant.ask("can I ignore it?"))[0].startswith("No longer open: it was overridden")


@pytest.mark.parametrize(
    ("decision", "said"),
    [
        (DecisionKind.ACCEPTED, "turned out better"),
        (DecisionKind.OVERRIDDEN, "was not followed, and it turned out better"),
        (DecisionKind.EXPIRED, "was not followed, and it turned out better"),
    ],
)
def test_what_came_of_doing_otherwise_does_not_speak_for_the_recommendation(
    plant: Plant, decision: DecisionKind, said: str
) -> None:
    plant.issue(advice(1, minutes_ago=2000), advice(2))
    before = "R-2026-000001"
    decided = Decision(before, decision, NOW - timedelta(days=1))
    plant.store.recommendations.add_decision(decided, "hmi", "d1", "d1")
    outcome = Outcome(before, OutcomeResult.BETTER, NOW - timedelta(hours=20))
    plant.store.recommendations.add_outcome(outcome, "hmi", "o1", "o1")
    for question in ("how sure are you?", "should I do it?", "what will it bring?"):
        told = texts(plant.ask(question), ClaimKind.HISTORY)
        assert told == [f"A similar one 33 h ago {said}."]


def test_a_conflict_with_a_procedure_comes_before_who_decides(plant: Plant) -> None:
    plant.shelf.put("Do not run drum speed below 40 rpm.", number="SOP-118")
    plant.issue(advice(1, documents=(ConsultedDocument("SOP-118", "C", "6.2"),)))
    told = plant.ask("should I do it or not?").answer.claims
    assert [claim.kind for claim in told[:2]] == [ClaimKind.CONFLICT, ClaimKind.CONFLICT]


def test_a_conflict_found_by_search_comes_before_who_decides(plant: Plant) -> None:
    plant.shelf.put("Do not run drum speed below 40 rpm.", number="SOP-118")
    plant.issue(advice(1))
    assert plant.ask("should I do it?").answer.claims[0].kind is ClaimKind.CONFLICT


def test_where_it_comes_from_is_the_recommender_and_its_version(plant: Plant) -> None:
    plant.issue(advice(1))
    assert texts(plant.ask("who made this recommendation?"))[0] == (
        "The recommender seasoning-optimizer 3.2.1 issued it 7 min ago."
    )


def test_when_something_was_done_is_not_answered_from_a_procedure(plant: Plant) -> None:
    plant.shelf.put("Clean the moisture sensor every shift.", number="SOP-126", similarity=0.9)
    told = plant.ask("when was the moisture sensor last cleaned?").answer
    assert told.status is Status.ABSTAINED
    assert "When it was done, and by whom, is not kept here." in told.text
    assert plant.ask("when do I clean the moisture sensor?").answer.status is Status.ANSWERED


def test_what_changed_in_a_document_is_its_history_of_revisions(plant: Plant) -> None:
    plant.shelf.put("It applies to drums 1 to 3.", number="SOP-114")
    told = plant.ask("what's new in SOP-114?").answer
    assert (told.intent, told.claims[0].citations) == ("document", ("S1",))


def test_uncontrolled_text_never_comes_before_a_controlled_one(plant: Plant) -> None:
    plant.shelf.put(
        "The lowest drum speed is 20 rpm.", number="note.md", status=RevisionStatus.UNCONTROLLED
    )
    plant.shelf.put("The lowest drum speed is 36 rpm.", number="SOP-114")
    assert "36 rpm" in texts(plant.ask("what is the lowest drum speed?"))[0]


def test_certified_text_near_the_top_routes_even_when_another_passage_fits_better(
    plant: Plant,
) -> None:
    plant.shelf.put("Clean the sensor by hand.", similarity=0.70)
    plant.shelf.certified("Hang your own lock before you reach in.")
    assert plant.ask("how do I clean the flights by hand?").answer.status is Status.ROUTED


def test_thanks_keeps_what_the_conversation_was_about(plant: Plant) -> None:
    plant.issue(advice(1, drum=2), advice(2, drum=3))
    plant.ask("why drum 2?")
    plant.ask("thanks")
    assert plant.ask("is it still valid?").answer.decision_id == "R-2026-000001"


@pytest.mark.parametrize("text", ["what does SEAS-07 say?", "what is rule seas-07", "SEAS-07"])
def test_a_rule_that_is_named_is_told_by_what_it_fired_for(plant: Plant, text: str) -> None:
    plant.issue(advice(1, drum=2), advice(2, drum=3, minutes_ago=3, rules_fired=()))
    reply = plant.ask(text)
    assert texts(reply)[0].endswith("rule SEAS-07 fired.")
    assert reply.answer.decision_id == "R-2026-000001"


@pytest.mark.parametrize(
    "text",
    ["who do I ask about SEAS-07?", "what is open for SEAS-07?", "how do I clean it, SEAS-07?"],
)
def test_a_rule_does_not_change_what_else_is_asked(plant: Plant, text: str) -> None:
    plant.issue(advice(1))
    assert plant.ask(text).answer.intent != "why"


def test_a_decision_or_machine_that_is_named_comes_before_a_rule(plant: Plant) -> None:
    plant.issue(advice(1, drum=2, minutes_ago=9), advice(2, drum=3, minutes_ago=3))
    named = plant.ask("why did R-2026-000001 fire SEAS-07?").answer
    assert named.decision_id == "R-2026-000001"
    of_drum_2 = plant.ask("what does SEAS-07 say on drum 2?").answer
    assert of_drum_2.decision_id == "R-2026-000001"


def test_a_rule_that_never_fired_is_not_known(plant: Plant) -> None:
    plant.issue(advice(1))
    assert plant.ask("what does SEAS-99 say?").answer.status is Status.ABSTAINED


def test_a_document_that_is_numbered_like_a_rule_stays_a_document(plant: Plant) -> None:
    plant.issue(advice(1))
    plant.shelf.put("Lower the drum speed.", number="SEAS-07")
    assert plant.ask("what does SEAS-07 say?").answer.recommendation is None
