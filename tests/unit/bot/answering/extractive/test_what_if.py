"""A what-if is answered by the recommender itself, else by its rules, and every claim holds."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.extractive import ExtractiveComposer
from bot.answering.extractive.what_if import holds
from bot.messages import Reply
from bot.recommender.what_if import Ask, NotSaid, WouldAdvise
from examples.plant.rules import compare
from knowledge.model import (
    Condition,
    Measurement,
    Operator,
    Recommendation,
    Rule,
    Status,
)
from tests.small_plant import NOW, OPERATOR, STRANGER, Plant, advice

PlantOf = Callable[[ExtractiveComposer], Plant]
QUESTION = "And if moisture were 2.8 %?"


def lesser(one: Recommendation, assumed: Sequence[Measurement]) -> WouldAdvise:
    """A recommender that would then reduce the oil flow, by another rule."""
    by_name = {each.name: each for each in assumed}
    told = replace(
        one,
        action="Reduce oil flow from 27 to 24 L/h",
        inputs=tuple(by_name.get(each.name, each) for each in one.inputs),
        rules_fired=(Rule("SEAS-18", "1", "oil flow > 26 L/h"),),
        expected_effect="seasoning giveaway -1.5 %",
    )
    return WouldAdvise(tuple(assumed), told, NOW)


def failing(why: NotSaid) -> Ask:
    def ask(_one: Recommendation, _assumed: Sequence[Measurement]) -> WouldAdvise:
        raise why

    return ask


def asked(plant_of: PlantOf, ask: Ask | None, text: str = QUESTION) -> Reply:
    plant = plant_of(ExtractiveComposer(ask=ask) if ask else ExtractiveComposer())
    plant.issue(advice(1))
    return plant.ask(text, decision_id="R-2026-000001")


def test_live_answer_is_cited_as_such(plant_of: PlantOf) -> None:
    told = asked(plant_of, lesser).answer
    assert told.status is Status.ANSWERED
    assert "would advise “Reduce oil flow from 27 to 24 L/h”" in told.text
    assert "Rule “SEAS-18” fires then: “oil flow > 26 L/h”" in told.text
    assert "SEAS-07 does not fire then" in told.text
    live = next(each for each in told.evidence if each.heading_path)
    assert live.heading_path == (
        "the recommender, asked live at 14:10 with product moisture 2.8 %",
    )
    assert told.claims[0].citations == (live.label,)
    assert "Input: product moisture = 2.8 %" in live.text


def test_nothing_to_advise_is_said(plant_of: PlantOf) -> None:
    told = asked(plant_of, lambda _, assumed: WouldAdvise(tuple(assumed), None, NOW)).answer
    assert "would advise nothing" in told.text


def test_same_advice_is_said_to_be_the_same(plant_of: PlantOf) -> None:
    told = asked(plant_of, lambda one, assumed: WouldAdvise(tuple(assumed), one, NOW)).answer
    assert "would still advise" in told.text


@pytest.mark.parametrize(
    ("why", "note"),
    [
        (NotSaid("refused", refused="drum 2 is being cleaned"), "drum 2 is being cleaned"),
        (NotSaid("no answer within 3 s"), "gave no usable answer in time"),
    ],
)
def test_without_a_live_answer_the_rules_are_tried_and_that_is_said(
    plant_of: PlantOf, why: NotSaid, note: str
) -> None:
    told = asked(plant_of, failing(why)).answer
    assert note in told.note
    assert "SEAS-07 would not fire with what you name: it needs product moisture over 2.9 %" in (
        told.text
    )
    assert "2.8" not in told.text, "what the asker says is never evidence"


def test_recommender_that_takes_no_questions_is_not_mentioned(plant_of: PlantOf) -> None:
    told = asked(plant_of, None).answer
    assert told.note == ""
    assert "would not fire" in told.text


def test_value_that_keeps_a_rule_firing_is_told_so(plant_of: PlantOf) -> None:
    assert "would still fire" in asked(plant_of, None, "And if moisture were 3.2 %?").answer.text


def test_question_without_a_value_is_answered_as_before(plant_of: PlantOf) -> None:
    told = asked(plant_of, lesser, "What would have to change?").answer
    assert "one of these is enough" in told.text
    assert not any(each.heading_path for each in told.evidence)


def test_live_answer_stays_with_those_who_may_see_the_recommendation(plant_of: PlantOf) -> None:
    plant = plant_of(ExtractiveComposer(ask=lesser))
    plant.issue(advice(1))
    plant.ask(QUESTION, decision_id="R-2026-000001", key="kept")
    turn = plant.store.conversations.get("kept")
    assert turn is not None
    assert "oil flow" in plant.assistant.kept(turn, reader=OPERATOR).answer.text
    hidden = plant.assistant.kept(turn, reader=STRANGER).answer
    assert "oil flow" not in hidden.text
    assert hidden.evidence == ()


_NUMBERS = st.integers(-5, 5).map(lambda n: n / 2)


@given(_NUMBERS, st.sampled_from([">", ">=", "<", "<=", "==", "!="]), _NUMBERS)
def test_condition_holds_as_the_recommender_compares(
    value: float, operator: str, wanted: float
) -> None:
    from decimal import Decimal

    ours = holds(Condition("x", Operator(operator), wanted), Measurement("x", value))
    assert ours is compare(Decimal(str(value)), operator, Decimal(str(wanted)))


@given(_NUMBERS, _NUMBERS, _NUMBERS)
def test_bounds_of_between_are_included(value: float, low: float, high: float) -> None:
    condition = Condition("x", Operator.BETWEEN, (low, high))
    assert holds(condition, Measurement("x", value)) is (low <= value <= high)
