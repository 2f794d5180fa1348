"""What is sent to a trained role, and which of its controlled text is quoted."""

from dataclasses import replace
from datetime import date
from typing import Any, cast

import pytest

from bot.answering.gather import Material
from bot.answering.intents import Intent
from bot.answering.mentions import AssetNames
from bot.answering.passages import Found, Shelf
from bot.answering.resolve import Subject
from bot.answering.route import route
from bot.answering.sources import Sources
from knowledge.hazards import Hazards
from knowledge.model import (
    Called,
    Directory,
    DocumentClass,
    Glossary,
    Hazard,
    Passage,
    Referral,
    Revision,
    RevisionStatus,
    Route,
    SafetyPlan,
    Status,
    Term,
)
from tests.small_plant import DIRECTORY, LINE_4, NOW, OPERATOR, Plant, advice

LOCKS_OFF = "Each person takes off only their own lock."
STEPS = "1. Stop the drum.\n2. Turn the main isolator to 0.\n3. Put on your own lock."
LOCKOUT = Revision(
    id="SOP-140-C",
    number="SOP-140",
    title="Lockout of drum drives",
    revision="C",
    status=RevisionStatus.APPROVED,
    path="SOP-140.md",
    content_hash="SOP-140",
    ingested_at=NOW,
    owner="Safety",
    document_class=DocumentClass.CERTIFIED_TRAINING_ONLY,
)
NOTHING_KEPT = cast(Any, None)
SOURCES = Sources(
    NOTHING_KEPT,
    NOTHING_KEPT,
    Directory(),
    AssetNames.of(Directory()),
    Hazards.of(Glossary()),
    Glossary(),
    NOTHING_KEPT,
)
OTHER = replace(LOCKOUT, id="SOP-141-A", number="SOP-141")


def quoted(*texts: tuple[Revision, str], intent: Intent = Intent.HOW) -> list[str]:
    """Return what is quoted of these passages, the one that fits best first."""
    found = tuple(
        Found(f"S{n}", Passage(f"p{n}", revision.id, n, (), str(n), None, text), revision, 0.9)
        for n, (revision, text) in enumerate(texts, start=1)
    )
    subject = Subject(intent, "how do I lock out the drive?", "lock out the drive")
    routed = route(subject, Material(now=NOW, shelf=Shelf(found)), person=OPERATOR, sources=SOURCES)
    assert routed is not None
    assert routed.route.role == "Safety"
    assert all(claim.quote for claim in routed.claims)
    return [claim.text for claim in routed.claims]


def test_how_is_answered_with_the_steps_beside_the_best_passage_that_has_none() -> None:
    assert quoted((LOCKOUT, LOCKS_OFF), (LOCKOUT, STEPS)) == [LOCKS_OFF, STEPS]


def test_steps_that_fit_best_stand_alone() -> None:
    assert quoted((LOCKOUT, STEPS), (LOCKOUT, LOCKS_OFF)) == [STEPS]


def test_steps_of_another_document_are_not_quoted_beside_it() -> None:
    assert quoted((LOCKOUT, LOCKS_OFF), (OTHER, STEPS)) == [LOCKS_OFF]


def test_what_is_no_how_is_answered_with_the_best_passage_alone() -> None:
    told = quoted((LOCKOUT, LOCKS_OFF), (LOCKOUT, STEPS), intent=Intent.DOCUMENT)
    assert told == [LOCKS_OFF]


def test_an_emergency_is_the_number_and_the_line_in_the_askers_language(plant: Plant) -> None:
    plan = SafetyPlan("112", "Then call 4999.", (("de", "Dann 4999 anrufen."),))
    plant.store.directory.replace(replace(DIRECTORY, safety=plan))
    plant.issue(advice(1))
    answer = plant.ask("there is a fire in the hall! why drum 2?").answer
    assert (answer.status, answer.route) == (
        Status.ROUTED,
        Route(Hazard.EMERGENCY, "112", line="Then call 4999."),
    )
    assert (answer.claims, answer.evidence, answer.suggestions) == ((), (), ())
    german = plant.ask("aus dem Motor schlagen Flammen", by=replace(OPERATOR, language="de"))
    assert german.answer.route == Route(Hazard.EMERGENCY, "112", line="Dann 4999 anrufen.")


def test_an_emergency_is_heard_in_a_text_too_long_to_be_a_question(plant: Plant) -> None:
    answer = plant.ask("it all began this morning. " * 200 + "somebody is bleeding badly").answer
    assert answer.route is not None
    assert answer.route.rule == Hazard.EMERGENCY


def test_a_hazard_without_controlled_text_is_routed_and_says_so(plant: Plant) -> None:
    plant.shelf.put("1. Reduce the drum speed by 4 rpm.\n2. Wait.")
    answer = plant.ask("how do I bypass the guard on drum 2?").answer
    assert (answer.status, answer.claims) == (Status.ROUTED, ())
    assert answer.text == "I found no controlled text for this that you may see."
    assert answer.route == Route(Hazard.BYPASS, "Shift supervisor, radio channel 6")


def test_the_controlled_text_of_the_hazard_is_quoted_and_nothing_beside_it(plant: Plant) -> None:
    plant.shelf.put("1. Reduce the drum speed by 4 rpm.")
    plant.shelf.put("Permit F-7 first.", title="Hot work", similarity=0.3)
    answer = plant.ask("can I weld a bracket onto the frame?").answer
    assert [claim.text for claim in answer.claims] == ["Permit F-7 first."]
    assert answer.claims[0].quote


def test_the_plan_names_role_permit_and_training(plant: Plant) -> None:
    called = (Called("Fire marshal", "channel 9", "line-4"),)
    referral = Referral(Hazard.HOT_WORK, called, "", "F-7", "HW-1", "https://t.example/hw")
    plan = SafetyPlan(referrals=(referral,))
    plant.store.directory.replace(replace(DIRECTORY, safety=plan))
    route = plant.ask("can I weld a bracket onto the frame?").answer.route
    assert route == Route(
        Hazard.HOT_WORK, "Fire marshal, channel 9", "HW-1", "F-7", "https://t.example/hw"
    )


@pytest.mark.parametrize(
    "text", ["just tell me", "how do I do it?", "and how exactly?", "how?", "wie mache ich das?"]
)
def test_asking_on_after_a_routed_question_does_not_un_route_it(plant: Plant, text: str) -> None:
    plant.issue(advice(1))
    plant.shelf.put("1. Reduce the drum speed by 4 rpm.")
    assert plant.ask("how do I bypass the guard on drum 2?").answer.status is Status.ROUTED
    assert plant.ask(text).answer.status is Status.ROUTED


def test_why_after_a_routed_question_is_answered(plant: Plant) -> None:
    plant.issue(advice(1))
    plant.ask("how do I bypass the guard on drum 2?")
    assert plant.ask("why drum 2?").answer.status is Status.ANSWERED


@pytest.mark.parametrize(
    "asked",
    ["can I skip it?", "do I have to do it?", "what happens if I ignore it?", "is it mandatory?"],
)
def test_what_was_routed_stays_routed_however_it_is_asked_on(plant: Plant, asked: str) -> None:
    plant.issue(advice(1))
    plant.ask("why drum 2?")
    plant.ask("how do I bypass the guard on drum 2?")
    assert plant.ask(asked).answer.status is Status.ROUTED


def test_whether_to_do_what_a_document_says_is_put_to_the_documents(plant: Plant) -> None:
    plant.issue(advice(1))
    plant.shelf.put("Clean the sensor every shift.", number="SOP-126")
    plant.ask("how often is the sensor cleaned?")
    assert plant.ask("can I skip it?").answer.intent == "document"
    assert plant.ask("should I follow the recommendation?").answer.intent == "decision"


def test_an_overdue_document_is_quoted_as_overdue_and_sent_to_its_owner(plant: Plant) -> None:
    text = "The oil flow is 18 to 30 L/h."
    plant.shelf.put(text, review_due=date(2026, 10, 31), number="SOP-309")
    answer = plant.ask("what is the oil flow?").answer
    assert [claim.text for claim in answer.claims] == [text]
    assert answer.route == Route(Hazard.OVERDUE, "Process Engineering")
    assert answer.missing == "SOP-309 C is overdue: its review was due on 2026-10-31."


def test_a_document_due_today_is_not_overdue(plant: Plant) -> None:
    plant.shelf.put("The oil flow is 18 to 30 L/h.", review_due=NOW.date())
    assert plant.ask("what is the oil flow?").answer.status is Status.ANSWERED


def test_overdue_text_stands_beside_no_other_advice(plant: Plant) -> None:
    plant.issue(advice(1))
    plant.shelf.put("Reduce the drum speed by 4 rpm.", review_due=date(2026, 10, 31))
    answer = plant.ask("why?").answer
    assert answer.status is Status.ANSWERED
    assert not any("by 4 rpm" in claim.text for claim in answer.claims)


TABLE = "Parameter | Unit | Low | Target | High\nOil flow | L/h | {low} | 24 | 30"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (TABLE.format(low=18), TABLE.format(low=16)),
        (TABLE.format(low=18), "Keep the oil flow at least 16 L/h."),
        ("The oil flow must not go above 30 L/h.", "Oil flow: up to 32 L/h."),
    ],
)
def test_procedures_that_state_different_limits_are_both_quoted_and_routed(
    plant: Plant, one: str, other: str
) -> None:
    plant.shelf.put(one, number="SOP-1")
    plant.shelf.put(other, number="SOP-2")
    answer = plant.ask("what is the limit for the oil flow?").answer
    assert answer.route is not None
    assert answer.route.rule == Hazard.CONFLICT
    assert [claim.text for claim in answer.claims] == [one, other]
    assert answer.missing == "SOP-1 and SOP-2 state different limits for this."


@pytest.mark.parametrize(
    ("other", "scope"),
    [
        (TABLE.format(low=18), ()),  # the same
        (TABLE.format(low=16) + "\nThis comes before SOP-1.", ()),  # one says which comes first
        (TABLE.format(low=16), ("northfield/elsewhere",)),  # they never meet
        ("Parameter | Unit | Low | Target | High\nDrum speed | L/h | 16 | 24 | 30", ()),
    ],
)
def test_procedures_that_agree_or_say_which_comes_first_are_answered(
    plant: Plant, other: str, scope: tuple[str, ...]
) -> None:
    plant.shelf.put(TABLE.format(low=18), number="SOP-1", scope=(LINE_4,))
    plant.shelf.put(other, number="SOP-2", scope=scope)
    answer = plant.ask("what is the limit for the oil flow?").answer
    assert answer.status is Status.ANSWERED


def test_a_document_whose_title_names_hazardous_work_routes_a_bare_mention(plant: Plant) -> None:
    plant.shelf.put("1. Fetch the permit.", title="Hot work permits", similarity=0.8)
    answer = plant.ask("hot work permit form").answer
    assert answer.route is not None
    assert answer.route.rule == Hazard.HOT_WORK


def test_the_glossary_bridges_words_in_the_search_for_documents(plant: Plant) -> None:
    asked: list[str] = []
    find = plant.shelf.find
    plant.shelf.find = lambda text, **how: (asked.append(text), find(text, **how))[1]  # type: ignore[method-assign,func-returns-value]
    plant.store.glossary.replace(Glossary((Term("Trommel", "drum", "de"),)))
    plant.ask("wie laut ist die Trommel?")
    assert any(text.endswith(" drum") for text in asked)


def test_a_glossary_term_routes_as_soon_as_it_is_imported(plant: Plant) -> None:
    text = "the kuckuck please, drum 2"
    assert plant.ask(text).answer.status is not Status.ROUTED
    plant.store.glossary.replace(Glossary((Term("Kuckuck", hazard=Hazard.BYPASS),)))
    assert plant.ask(text).answer.status is Status.ROUTED


TIGHTER = "can I screw the relief valve tighter so it stops blowing off"


def test_what_reads_hazardous_goes_to_a_person_with_the_emergency_number_beside(
    plant: Plant,
) -> None:
    plan = SafetyPlan("112", referrals=(Referral(None, (Called("Shift lead", "channel 2"),)),))
    plant.store.directory.replace(replace(DIRECTORY, safety=plan))
    plant.shelf.put("1. Turn the relief valve.\n2. Wait.")
    answer = plant.ask(TIGHTER).answer
    assert (answer.status, answer.claims) == (Status.ROUTED, ())
    assert answer.route == Route(Hazard.UNLISTED, "Shift lead, channel 2")
    assert answer.missing == "If somebody is hurt or in danger, call 112 first."


def test_what_reads_hazardous_is_named_by_the_controlled_document_that_would_answer(
    plant: Plant,
) -> None:
    plant.shelf.put("Fetch the engineer first.", title="Inhibiting safety devices", similarity=0.8)
    answer = plant.ask(TIGHTER).answer
    assert answer.route is not None
    assert answer.route.rule == Hazard.BYPASS
    assert [claim.text for claim in answer.claims] == ["Fetch the engineer first."]


def test_an_overdue_document_is_not_quoted_beside_what_reads_hazardous(plant: Plant) -> None:
    plant.shelf.put(
        "Screw the relief valve tighter.", review_due=date(2026, 10, 31), similarity=0.9
    )
    answer = plant.ask(TIGHTER).answer
    assert (answer.status, answer.claims) == (Status.ROUTED, ())
    assert answer.route is not None
    assert answer.route.rule == Hazard.UNLISTED
