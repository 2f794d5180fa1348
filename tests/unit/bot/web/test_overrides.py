"""The page of overrides: whom it is for, what it says, and what it never says."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from knowledge.model import (
    Decision,
    DecisionKind,
    Measurement,
    Outcome,
    OutcomeResult,
    Person,
    Role,
)
from tests.small_plant import DIRECTORY, NOW, OPERATOR, STRANGER, advice
from tests.unit.bot.web.conftest import Face

ENGINEER = Person("p-7", "Ingrid", frozenset({"line-4"}), frozenset({Role.ENGINEER}))


def decided(
    face: Face, number: int, *, lot: str, by: str, over: bool, result: OutcomeResult | None
) -> None:
    """Issue a recommendation and decide on it, with the lot that was on then."""
    one = advice(number, minutes_ago=60 + number)
    face.plant.issue(replace(one, inputs=(*one.inputs, Measurement("seasoning lot", lot))))
    store, at = face.services.store.recommendations, NOW - timedelta(minutes=50)
    kind = DecisionKind.OVERRIDDEN if over else DecisionKind.ACCEPTED
    made = Decision(one.decision_id, kind, at, by, "information" * over, "new lot" * over)
    store.add_decision(made, "hmi", f"d{number}", "f")
    if result:
        store.add_outcome(Outcome(one.decision_id, result, NOW), "historian", f"o{number}", "f")


def scene(face: Face, people: Sequence[str]) -> None:
    """Ten overrides with new lots that went well, and nine followed ones that did not."""
    directory = replace(DIRECTORY, people=(*DIRECTORY.people, ENGINEER))
    face.services.store.directory.replace(directory)
    for number in range(10):
        by = people[number % len(people)]
        decided(face, number, lot="new", by=by, over=True, result=OutcomeResult.BETTER)
    for number in range(20, 29):
        decided(face, number, lot="old", by="p-1", over=False, result=OutcomeResult.WORSE)


@pytest.mark.parametrize("person", [OPERATOR, STRANGER])
def test_page_and_api_are_for_engineers(face: Face, person: Person) -> None:
    for address in ("/overrides", "/api/overrides"):
        told = face.visitor(person).get(address)
        assert told.status_code == 403
        assert "engineers and admins" in told.text


def test_pattern_says_where_what_they_share_and_how_they_went(face: Face) -> None:
    scene(face, [f"w-{n}" for n in range(5)])
    shown = face.visitor(ENGINEER).get("/overrides").text
    for said in ("SEAS-07", "Drum 2", "seasoning lot is new", "10 times, followed 9", "right 10"):
        assert said in shown
    assert "w-1" not in shown


def test_below_the_floor_only_facts_about_equipment_are_shown(face: Face) -> None:
    scene(face, ["w-1", "w-2"])
    shown = face.visitor(ENGINEER).get("/overrides").text
    assert "seasoning lot is new" in shown
    assert "too few people" in shown
    assert "10 times" not in shown
    told: dict[str, Any] = face.visitor(ENGINEER).get("/api/overrides").json()
    (pattern,) = told["patterns"]
    assert pattern["counts"] is None
    assert "w-1" not in repr(told)


def test_empty_page_says_what_will_be_there(face: Face) -> None:
    directory = replace(DIRECTORY, people=(*DIRECTORY.people, ENGINEER))
    face.services.store.directory.replace(directory)
    assert "three times or more" in face.visitor(ENGINEER).get("/overrides").text
