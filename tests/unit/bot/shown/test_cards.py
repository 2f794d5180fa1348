"""What became of a recommendation, in a state and in words."""

from datetime import timedelta

import pytest

from bot.shown.cards import Card, card_of, recent_cards
from knowledge.model import Decision, DecisionKind, Outcome, OutcomeResult
from tests.small_plant import NOW, OPERATOR, STRANGER, Plant, advice


def card(plant: Plant, **changes: object) -> Card:
    plant.issue(advice(1, **changes))
    found = card_of(plant.store, OPERATOR, "R-2026-000001", now=NOW)
    assert found is not None
    return found


def test_open_until_it_expires(plant: Plant) -> None:
    assert card(plant).wants_decision
    later = card_of(plant.store, OPERATOR, "R-2026-000001", now=NOW + timedelta(hours=1))
    assert later is not None
    assert (later.state, later.wants_decision) == ("expired", False)


def test_without_expiry_it_stays_open(plant: Plant) -> None:
    assert card(plant, expires_at=None, minutes_ago=9_999).state == "open"


def test_one_that_a_newer_one_replaced_wants_no_decision_and_names_it(plant: Plant) -> None:
    plant.issue(advice(1), advice(2, minutes_ago=1))
    newer, older = recent_cards(plant.store, OPERATOR, limit=9, now=NOW)
    assert (newer.state, older.state) == ("open", "replaced")
    assert older.is_over
    assert not older.wants_decision
    found = card_of(plant.store, OPERATOR, "R-2026-000001", now=NOW)
    assert found is not None
    assert found.state_text == "replaced by a newer one"
    assert found.replaced_by == newer.recommendation


def test_what_was_decided_or_expired_stays_so_whatever_came_later(plant: Plant) -> None:
    decided = Decision("R-2026-000001", DecisionKind.ACCEPTED, NOW, "p-1")
    plant.store.recommendations.add_decision(decided, "s", "a", "a")
    plant.issue(advice(1), advice(2, minutes_ago=40), advice(3, minutes_ago=1))
    cards = recent_cards(plant.store, OPERATOR, limit=9, now=NOW)
    assert [each.state for each in cards] == ["open", "accepted", "expired"]


def test_the_latest_decision_counts_and_its_result_is_told(plant: Plant) -> None:
    for name, kind, minutes in (("b", DecisionKind.OVERRIDDEN, 1), ("a", DecisionKind.ACCEPTED, 3)):
        decided = Decision("R-2026-000001", kind, NOW - timedelta(minutes=minutes), "p-1")
        plant.store.recommendations.add_decision(decided, "s", name, name)
    worked = Outcome("R-2026-000001", OutcomeResult.WORSE, NOW)
    plant.store.recommendations.add_outcome(worked, "s", "o", "o")
    found = card(plant)
    assert (found.state, found.state_text) == ("overridden", "overridden, result worse")
    assert found.by_reader
    other = card_of(plant.store, STRANGER, "R-2026-000001", now=NOW)
    assert other is None


@pytest.mark.parametrize(
    ("confidence", "words"),
    [(0.95, "very sure"), (0.81, "fairly sure"), (0.6, "not very sure"), (0.0, "unsure")],
)
def test_confidence_is_said_in_words_with_its_figure(
    plant: Plant, confidence: float, words: str
) -> None:
    found = card(plant, confidence=confidence)
    assert found.confidence_text == f"{words} ({confidence * 100:.0f}\u00a0%)"


def test_no_confidence_is_said_as_such(plant: Plant) -> None:
    assert card(plant, confidence=None).confidence_text == "no confidence logged"


def test_people_without_equipment_see_nothing(plant: Plant) -> None:
    plant.issue(advice(1))
    assert recent_cards(plant.store, STRANGER, limit=9, now=NOW) == []
