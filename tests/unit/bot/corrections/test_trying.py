"""Advice that goes wrong when it is acted on goes back to review; what went well stays."""

from datetime import timedelta

import pytest

from bot.corrections import Vouched, accept
from bot.corrections.trying import hold_against_results
from knowledge.model import (
    Correction,
    Decision,
    DecisionKind,
    Life,
    Outcome,
    OutcomeResult,
    Standing,
)
from tests.reviewed_plant import ENGINEER, Say
from tests.small_plant import NOW, OPERATOR, Plant, advice

BETTER, WORSE = OutcomeResult.BETTER, OutcomeResult.WORSE
LATER = NOW + timedelta(hours=3)


def decided(plant: Plant, number: int, kind: DecisionKind, result: OutcomeResult) -> None:
    """Decide on the recommendation of that number, with what came of it."""
    decision_id = f"R-2026-{number:06d}"
    if plant.store.recommendations.get(decision_id) is None:
        plant.issue(advice(number))
    at, store = NOW + timedelta(hours=1), plant.store.recommendations
    store.add_decision(Decision(decision_id, kind, at, OPERATOR.id), "hmi", f"d{number}", "f")
    store.add_outcome(Outcome(decision_id, result, LATER), "historian", f"o{number}", "f")


def usual(plant: Plant, result: OutcomeResult) -> None:
    for number in range(50, 56):
        decided(plant, number, DecisionKind.ACCEPTED, result)


def acted_on(plant: Plant, result: OutcomeResult) -> None:
    """Two operators override: the recommendation itself, and another whose answer showed it."""
    plant.issue(advice(4))
    plant.ask("Why?", decision_id="R-2026-000004", conversation="another")
    for number in (1, 4):
        decided(plant, number, DecisionKind.OVERRIDDEN, result)


def now_of(plant: Plant, one: Correction) -> Correction:
    found = plant.store.corrections.get(one.number)
    assert found is not None
    return found


def accepted(plant: Plant, say: Say) -> Correction:
    one = say("Leave it at 42 rpm.")
    return accept(plant.store, ENGINEER, one.number, reason="x", vouched=Vouched(), now=NOW)


def test_bad_results_send_it_back_once_and_it_counts_less(reviewing: Plant, say: Say) -> None:
    one = accepted(reviewing, say)
    assert one.standing(NOW) is Standing.REVIEWED
    usual(reviewing, BETTER)
    acted_on(reviewing, WORSE)
    assert hold_against_results(reviewing.store, now=LATER) == 1
    back = now_of(reviewing, one)
    assert back.state is Life.RETURNED
    assert back.standing(NOW) is Standing.UNREVIEWED
    assert not any(character.isdigit() for character in back.last.reason), "few people: no numbers"
    assert hold_against_results(reviewing.store, now=LATER) == 0


def test_what_a_person_vouched_for_anew_starts_anew(reviewing: Plant, say: Say) -> None:
    one = accepted(reviewing, say)
    usual(reviewing, BETTER)
    acted_on(reviewing, WORSE)
    hold_against_results(reviewing.store, now=LATER)
    accept(reviewing.store, ENGINEER, one.number, reason="seen", vouched=Vouched(), now=LATER)
    assert hold_against_results(reviewing.store, now=LATER) == 0


@pytest.mark.parametrize(
    ("followed", "instead"), [(BETTER, BETTER), (WORSE, BETTER), (WORSE, WORSE)]
)
def test_what_went_as_well_or_better_stays(
    reviewing: Plant, say: Say, followed: OutcomeResult, instead: OutcomeResult
) -> None:
    one = accepted(reviewing, say)
    usual(reviewing, followed)
    acted_on(reviewing, instead)
    assert hold_against_results(reviewing.store, now=LATER) == 0
    assert now_of(reviewing, one).state is Life.APPLIED


def test_one_bad_result_is_not_enough(reviewing: Plant, say: Say) -> None:
    accepted(reviewing, say)
    usual(reviewing, BETTER)
    decided(reviewing, 1, DecisionKind.OVERRIDDEN, WORSE)
    assert hold_against_results(reviewing.store, now=LATER) == 0


def test_overrides_of_what_did_not_show_it_are_not_its_fault(reviewing: Plant, say: Say) -> None:
    accepted(reviewing, say)
    usual(reviewing, BETTER)
    for number in (7, 8, 9):
        decided(reviewing, number, DecisionKind.OVERRIDDEN, WORSE)
    assert hold_against_results(reviewing.store, now=LATER) == 0
