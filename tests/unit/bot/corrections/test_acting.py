"""Deciding on a correction: who may, what it needs, and that the first one decides."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.corrections import Vouched, accept, done, reject, roll_back, settle, withdraw
from bot.feedback import BadFeedback
from bot.services import LOCAL_ADMIN
from knowledge.model import Correction, Life, Person, Standing, Use
from tests.reviewed_plant import (
    ADMIN,
    DRUM_2,
    ENGINEER,
    LINE_ENGINEER,
    MATE,
    STRANGE_ENGINEER,
    TWICE,
    Say,
)
from tests.small_plant import LINE_4, NOW, OPERATOR, Plant


def accepted(
    plant: Plant, one: Correction, by: Person = ENGINEER, *, reason: str = "seen it", **how: Any
) -> Correction:
    return accept(plant.store, by, one.number, reason=reason, vouched=Vouched(**how), now=NOW)


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(BadFeedback) as bad:
        act()
    return bad.value.field


def test_accepted_as_evidence_it_stands_with_who_vouched_and_why(
    reviewing: Plant, say: Say
) -> None:
    after = accepted(reviewing, say())
    assert (after.state, after.standing(NOW)) == (Life.APPLIED, Standing.REVIEWED)
    step = after.accepted
    assert step is not None
    assert (step.by, step.role, step.team) == ("p-16", "engineer", "engineering")
    assert (step.reason, step.scope) == ("seen it", DRUM_2)
    assert reviewing.store.corrections.get(after.number) == after


@pytest.mark.parametrize("person", [OPERATOR, TWICE, MATE, STRANGE_ENGINEER, LOCAL_ADMIN])
def test_neither_the_author_under_any_name_nor_who_does_not_look_after_it_decides(
    reviewing: Plant, say: Say, person: Person
) -> None:
    one = say()
    for act in (accepted, lambda *a: reject(a[0].store, a[2], a[1].number, reason="no", now=NOW)):
        assert refused(lambda act=act: act(reviewing, one, person)) in ("number", "person")
    assert reviewing.store.corrections.get(one.number) == one


def test_an_engineer_who_wrote_it_does_not_decide_on_it(reviewing: Plant, say: Say) -> None:
    one = say(by=LINE_ENGINEER)
    assert refused(lambda: accepted(reviewing, one, LINE_ENGINEER)) == "number"
    assert accepted(reviewing, one, ADMIN).state is Life.APPLIED


def test_of_two_reviewers_the_first_one_has_decided(reviewing: Plant, say: Say) -> None:
    one = say()
    reject(reviewing.store, ENGINEER, one.number, reason="the sensor is new", now=NOW)
    assert refused(lambda: accepted(reviewing, one, ADMIN)) == "number"


@pytest.mark.parametrize("reason", ["", "  ", "\u200b", "x" * 1001])
def test_deciding_says_why(reviewing: Plant, say: Say, reason: str) -> None:
    one = say()
    assert refused(lambda: accepted(reviewing, one, reason=reason)) == "reason"
    assert (
        refused(lambda: reject(reviewing.store, ENGINEER, one.number, reason=reason, now=NOW))
        == "reason"
    )


def test_nobody_vouches_for_equipment_that_is_not_theirs(reviewing: Plant, say: Say) -> None:
    one = say()
    assert (
        refused(lambda: accepted(reviewing, one, LINE_ENGINEER, scope="northfield/snacks"))
        == "scope"
    )
    assert refused(lambda: accepted(reviewing, one, scope="not a path!")) == "scope"
    assert accepted(reviewing, one, LINE_ENGINEER, scope=LINE_4).scope == LINE_4


def test_a_correction_for_all_equipment_is_narrowed_unless_an_admin_accepts_it(
    reviewing: Plant, say: Say
) -> None:
    assert accepted(reviewing, say(scope=None)).scope == DRUM_2
    assert accepted(reviewing, say("Wait.", scope=None), ADMIN).scope is None


def test_a_change_request_names_its_document_and_is_applied_when_it_is_done(
    reviewing: Plant, say: Say
) -> None:
    one = say()
    assert refused(lambda: accepted(reviewing, one, use=Use.CHANGE_REQUEST)) == "document"
    asked = accepted(reviewing, one, use=Use.CHANGE_REQUEST, document="SOP-114")
    assert (asked.state, asked.standing(NOW)) == (Life.ACCEPTED, None)
    after = done(reviewing.store, ENGINEER, one.number, reason="SOP-114 rev D says it", now=NOW)
    assert (after.state, after.standing(NOW)) == (Life.APPLIED, None)


def test_what_was_accepted_wrongly_is_rolled_back_and_gone(reviewing: Plant, say: Say) -> None:
    one = accepted(reviewing, say())
    after = roll_back(reviewing.store, ADMIN, one.number, reason="it was the belt", now=NOW)
    assert (after.state, after.standing(NOW)) == (Life.ROLLED_BACK, None)
    assert [step.kind for step in after.steps] == [
        "recorded", "provisional", "accepted", "applied", "rolled_back",
    ]  # fmt: skip


def test_only_the_author_withdraws_and_whenever_they_like(reviewing: Plant, say: Say) -> None:
    one = accepted(reviewing, say())
    for person in (MATE, ENGINEER):
        assert refused(lambda p=person: withdraw(reviewing.store, p, one.number, now=NOW))
    after = withdraw(reviewing.store, OPERATOR, one.number, now=NOW)
    assert after.state is Life.WITHDRAWN
    assert refused(lambda: withdraw(reviewing.store, OPERATOR, one.number, now=NOW)) == "number"


def test_settling_accepts_one_and_ends_the_other_or_does_nothing(
    reviewing: Plant, say: Say
) -> None:
    one, other = say("Go to 36 rpm."), say("Go to 38 rpm.", by=MATE)

    def settled(by: Person = ENGINEER) -> Correction:
        return settle(
            reviewing.store,
            by,
            one.number,
            over=other.number,
            reason="measured",
            vouched=Vouched(),
            now=NOW,
        )

    assert refused(lambda: settled(OPERATOR)) == "number"
    assert settled().standing(NOW) is Standing.REVIEWED
    ended = reviewing.store.corrections.get(other.number)
    assert ended is not None
    assert (ended.state, ended.last.other) == (Life.SUPERSEDED, one.number)
    assert refused(settled) == "number"


def test_a_day_that_is_over_is_no_end(reviewing: Plant, say: Say) -> None:
    one = say()
    assert refused(lambda: accepted(reviewing, one, until=NOW - timedelta(days=1))) == "until"


def test_a_hazard_in_what_was_said_never_becomes_evidence(reviewing: Plant, say: Say) -> None:
    one = say("Jumper the interlock, that works.")
    assert (one.state, one.standing(NOW)) == (Life.RECORDED, None)
    assert refused(lambda: accepted(reviewing, one)) == "use"
    assert accepted(reviewing, one, use=Use.NOTE).standing(NOW) is None
