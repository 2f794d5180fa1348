"""Taking back what ranking learned: for admins, one thing at a time, with a reason."""

from dataclasses import replace
from typing import Any, cast

import pytest

from bot.commands.call import Call
from bot.commands.learning import learning, rollback_learning
from bot.feedback import BadFeedback, judge
from bot.owner import Result
from bot.services import Services
from tests.small_plant import NOW, OPERATOR, Plant


class _Local:
    """The services a command needs here: the store, and who acts."""

    def __init__(self, plant: Plant) -> None:
        self.store = plant.store

    def person(self, person_id: str | None) -> Any:
        from knowledge.model import INSTALLATION_ADMIN, Person

        if person_id is None:
            return Person(INSTALLATION_ADMIN, "Admin", sees_all=True)
        return self.store.directory.load().person(person_id)


def call(plant: Plant, **params: Any) -> Call:
    return Call(cast("Services", _Local(plant)), params, lambda *_: None, NOW)


def taken_back(plant: Plant, **params: Any) -> Result:
    return rollback_learning(call(plant, **{"reason": "wrong documents", **params}))


@pytest.fixture
def judged(plant: Plant) -> Plant:
    asked = plant.ask("How do I clean the sensor?")
    judge(
        plant.store,
        key="k",
        person=OPERATOR,
        question_id=asked.question_id,
        judgement="right",
        now=NOW,
    )
    return plant


def test_what_one_author_judged_is_taken_back_and_listed(judged: Plant) -> None:
    assert learning(call(judged)) == {"judgements": 1, "batches": [], "rollbacks": []}
    done = taken_back(judged, author=OPERATOR.id)
    assert (done["kind"], done["value"], done["taken"]) == ("author", OPERATOR.id, 1)
    assert learning(call(judged)) == {"judgements": 0, "batches": [], "rollbacks": [done]}


def test_a_batch_is_listed_until_it_is_taken_back(judged: Plant) -> None:
    (one,) = judged.store.confirmations.holding()
    judged.store.confirmations.add([replace(one, key="elsewhere", batch="helpdesk")])
    assert learning(call(judged))["batches"] == [{"name": "helpdesk", "judgements": 1}]
    assert taken_back(judged, batch="helpdesk")["taken"] == 1
    assert learning(call(judged))["batches"] == []
    with pytest.raises(BadFeedback, match="nothing that counts is of it"):
        taken_back(judged, batch="helpdesk")


@pytest.mark.parametrize(
    ("params", "field"),
    [
        ({}, "rollback"),
        ({"author": "p-1", "batch": "b"}, "rollback"),
        ({"author": "p-1", "reason": " "}, "reason"),
        ({"since": "yesterday"}, "since"),
        ({"since": "2026-11-20T06:00:00"}, "since"),
        ({"author": "p-1", "person": "p-1"}, "person"),
        ({"author": "p-7"}, "author"),
        ({"batch": "no-such"}, "batch"),
        ({"since": "2027-11-20T06:00:00Z"}, "since"),
    ],
)
def test_what_is_missing_or_wrong_is_named(
    judged: Plant, params: dict[str, str], field: str
) -> None:
    with pytest.raises(BadFeedback) as refused:
        taken_back(judged, **params)
    assert refused.value.field == field
    assert len(judged.store.confirmations.holding()) == 1


def test_everything_since_a_time_is_taken_back(judged: Plant) -> None:
    assert taken_back(judged, since=NOW.isoformat())["taken"] == 1
