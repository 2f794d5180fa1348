"""What is watched of recommendations, and what the API tells of them."""

from bot.shown.cards import card_of
from bot.web.cards import card_json, seen_now
from knowledge.model import Decision, DecisionKind
from tests.small_plant import NOW, OPERATOR, Plant, advice


def test_the_watcher_sees_everything_newest_first(plant: Plant) -> None:
    plant.issue(advice(1), advice(2, minutes_ago=1, asset="northfield/p/sealer-1"))
    assert list(seen_now(plant.store, now=NOW)) == ["R-2026-000002", "R-2026-000001"]


def test_the_api_tells_no_person(plant: Plant) -> None:
    plant.issue(advice(1))
    decided = Decision("R-2026-000001", DecisionKind.ACCEPTED, NOW, "p-1")
    plant.store.recommendations.add_decision(decided, "s", "a", "a")
    card = card_of(plant.store, OPERATOR, "R-2026-000001", now=NOW)
    assert card is not None
    told = card_json(card)
    assert told["state"] == "accepted"
    assert "p-1" not in str(told)
