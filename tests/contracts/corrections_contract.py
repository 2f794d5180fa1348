"""What a store promises about corrections; part of the contract in ``test_store``."""

from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.curation.living import Living
from knowledge.model import (
    Assessment,
    AssessmentTarget,
    BadStep,
    Basis,
    Correction,
    Life,
    LifeStep,
    Matter,
    ReasonClass,
    Use,
    recorded,
)
from knowledge.store import NotStorable, Store, Turn
from tests.contracts.store_samples import DRUM_2, DRUM_3, NOW, ON_ONE_STORE

_unique = count()
LATER = NOW + timedelta(days=1)
ACCEPTED = LifeStep(
    Life.ACCEPTED,
    LATER,
    "p-9",
    "seen it myself",
    "engineer",
    "process",
    Use.EVIDENCE,
    DRUM_2,
    NOW + timedelta(days=90),
    "SOP-114",
)
APPLIED = LifeStep(Life.APPLIED, LATER, "p-9")
REJECTED = LifeStep(Life.REJECTED, LATER, "p-8", "the sensor was changed")
WITHDRAWN = LifeStep(Life.WITHDRAWN, LATER, "p-1")


def correction(**changes: Any) -> Correction:
    number = next(_unique)
    facts: dict[str, Any] = {
        "key": f"c-{number}",
        "by": "p-1",
        "text": f"clean the sensor {number} times",
        "question": "why?",
        "asset": DRUM_2,
        "team": "line-4",
        "routed": False,
        "unnamed": True,
        "until": NOW + timedelta(days=180),
        "at": NOW,
        **changes,
    }
    said = Assessment(
        facts["key"],
        AssessmentTarget.ANSWER,
        f"q-{number}",
        facts["by"],
        facts["at"],
        expectation=facts["text"],
        rationale="it reads low",
        reason_class=ReasonClass.INFORMATION,
        scope=DRUM_2,
        confidence=3,
    )
    return recorded(
        said,
        Matter(facts["question"], "why", "drum speed-", facts["asset"], "R-1"),
        team=facts["team"],
        routed=facts["routed"],
        unnamed=facts["unnamed"],
        until=facts["until"],
        basis=(Basis("SOP-114", "C", "sop-114-c-7"),),
    )


def stepped(store: Store, one: Correction, *steps: LifeStep) -> Correction:
    after = store.corrections.append([(one, steps)])
    assert after is not None
    return after[0]


class CorrectionsContract:
    """Corrections, their steps and uses."""

    def test_a_correction_comes_back_with_its_assessment_and_steps(self, store: Store) -> None:
        new = correction()
        kept = store.corrections.record(new)
        assert kept.number > 0
        assert (kept.said, kept.matter, kept.basis) == (new.said, new.matter, new.basis)
        assert [step.kind for step in kept.steps] == ["recorded", "provisional"]
        assert (kept.team, kept.unnamed, kept.until) == ("line-4", True, new.until)
        after = stepped(store, kept, ACCEPTED, APPLIED)
        assert store.corrections.get(kept.number) == after
        assert after.steps[2:] == (ACCEPTED, APPLIED)
        assert store.corrections.get(kept.number + 1) is None
        assert store.corrections.get(10**30) is None
        assert store.corrections.of_key(new.said.key) == after
        assert store.assessments.since(None) == [new.said]

    def test_what_cannot_be_kept_leaves_nothing_of_it(self, store: Store) -> None:
        with pytest.raises(NotStorable, match="zone"):
            store.corrections.record(correction(until=NOW.replace(tzinfo=None)))
        assert store.assessments.since(None) == []
        assert store.corrections.all() == []

    def test_one_persons_same_judgement_twice_is_one_while_it_lasts(self, store: Store) -> None:
        first = store.corrections.record(correction(text="Wait for the lab."))
        again = store.corrections.record(correction(text=" wait  for the LAB"))
        assert again.number == first.number
        another = store.corrections.record(correction(text="Wait for the lab.", by="p-2"))
        elsewhere = store.corrections.record(correction(text="Wait for the lab.", asset=DRUM_3))
        assert len({first.number, another.number, elsewhere.number}) == 3
        stepped(store, first, WITHDRAWN)
        assert store.corrections.record(correction(text="Wait for the lab.")).number != first.number

    def test_the_same_key_is_one_whatever_became_of_it(self, store: Store) -> None:
        new = correction()
        gone = stepped(store, store.corrections.record(new), WITHDRAWN)
        assert store.corrections.record(new) == gone

    def test_of_two_who_decide_the_first_one_has_decided(self, store: Store) -> None:
        one = store.corrections.record(correction())
        decided = stepped(store, one, ACCEPTED)
        assert store.corrections.append([(one, [REJECTED])]) is None
        assert store.corrections.get(one.number) == decided

    def test_steps_of_several_are_taken_all_or_none(self, store: Store) -> None:
        one, other = (store.corrections.record(correction()) for _ in range(2))
        stale = other
        other = stepped(store, other, REJECTED)
        assert store.corrections.append([(one, [ACCEPTED]), (stale, [WITHDRAWN])]) is None
        assert store.corrections.get(one.number) == one
        assert store.corrections.get(other.number) == other

    def test_a_step_that_cannot_follow_changes_nothing(self, store: Store) -> None:
        one = store.corrections.record(correction())
        with pytest.raises(BadStep):
            store.corrections.append([(one, [APPLIED])])
        assert store.corrections.get(one.number) == one

    @ON_ONE_STORE
    @given(steps=st.lists(st.sampled_from([ACCEPTED, APPLIED, REJECTED, WITHDRAWN]), max_size=8))
    def test_no_order_of_acts_loses_a_step(self, store: Store, steps: list[LifeStep]) -> None:
        one = store.corrections.record(correction())
        for step in steps:
            before = store.corrections.get(one.number)
            assert before is not None
            try:
                store.corrections.append([(one, [step])])
            except BadStep:
                continue
            after = store.corrections.get(one.number)
            assert after is not None
            assert after.steps[: len(before.steps)] == before.steps
            one = after

    def test_lists_hold_what_they_say(self, store: Store) -> None:
        provisional = store.corrections.record(correction())
        held = store.corrections.record(correction(routed=True))
        applied = stepped(store, store.corrections.record(correction()), ACCEPTED, APPLIED)
        accepted = stepped(store, store.corrections.record(correction()), ACCEPTED)
        gone = stepped(store, store.corrections.record(correction(by="p-2")), REJECTED)
        assert store.corrections.unfinished() == [provisional, held, applied, accepted]
        assert store.corrections.all() == [provisional, held, applied, accepted, gone]
        assert store.corrections.by_author("p-1") == [accepted, applied, held, provisional]
        assert store.corrections.of_numbers([gone.number, 9999]) == {gone.number: gone}
        assert store.corrections.of_numbers([]) == {}

    def test_what_changed_is_told_by_the_number_of_its_last_step(self, store: Store) -> None:
        assert store.corrections.last_step() == 0
        one = store.corrections.record(correction())
        first = store.corrections.last_step()
        other = store.corrections.record(correction())
        assert store.corrections.changed(since=0) == [one, other]
        assert store.corrections.changed(since=first) == [other]
        one = stepped(store, one, ACCEPTED, APPLIED)
        assert store.corrections.changed(since=first) == [one, other]
        assert store.corrections.changed(since=store.corrections.last_step()) == []

    def test_what_is_held_in_memory_equals_the_store(self, store: Store) -> None:
        living = Living(store)
        line = DRUM_2.rpartition("/")[0]

        def numbers(asset: str | None, moves: str = "drum speed-") -> list[int]:
            return [each.number for each in living.of(moves=moves, asset=asset)]

        assert numbers(None) == []
        one = store.corrections.record(correction())
        store.corrections.record(correction(routed=True))
        assert (numbers(None), numbers(DRUM_2)) == ([one.number], [one.number])
        assert (numbers(DRUM_3), numbers(DRUM_2, "")) == ([], [])
        one = stepped(store, one, replace(ACCEPTED, scope=line), APPLIED)
        assert numbers(DRUM_3) == [one.number]
        assert living.of(moves="drum speed-", asset=DRUM_3) == [one]
        one = stepped(store, one, LifeStep(Life.RETURNED, LATER, reason="a new revision"))
        assert (numbers(DRUM_3), numbers(DRUM_2)) == ([], [one.number])
        stepped(store, one, REJECTED)
        assert numbers(None) == []

    def test_the_author_is_told_what_others_did_and_once(self, store: Store) -> None:
        one = store.corrections.record(correction())
        own = store.corrections.record(correction())
        stepped(store, own, WITHDRAWN)
        assert store.corrections.untold() == []
        one = stepped(store, one, ACCEPTED)
        assert store.corrections.untold() == [one]
        later = stepped(store, one, APPLIED)
        store.corrections.note_told([one])
        (untold,) = store.corrections.untold()
        assert (untold.number, untold.told) == (one.number, 3)
        store.corrections.note_told([later])
        store.corrections.note_told([one])
        assert store.corrections.untold() == []

    def test_answers_in_which_it_stood_are_counted_once_each_by_asset(self, store: Store) -> None:
        one = store.corrections.record(correction())
        evidence = [
            {"kind": "correction", "source_id": str(one.number)},
            {"kind": "passage", "source_id": "sop-114-c-7"},
        ]
        for key, asset in (("t1", DRUM_2), ("t2", DRUM_2), ("t2", DRUM_2), ("t3", None)):
            answer = {"evidence": evidence * 2}
            store.conversations.save(Turn(key, "c", "p-3", "why?", NOW, asset=asset, answer=answer))
        assert store.corrections.uses([one.number, 77], since=NOW) == {
            one.number: {DRUM_2: 2, "": 1}
        }
        assert store.corrections.uses([one.number], since=LATER) == {}
        assert store.corrections.uses([], since=NOW) == {}

    def test_what_a_regression_case_said_last_is_kept(self, store: Store) -> None:
        one = store.corrections.record(correction())
        assert store.corrections.checks() == {}
        store.corrections.note_check(one.number, at=NOW, broken="it is not in the answer")
        store.corrections.note_check(one.number, at=LATER, broken="")
        (check,) = store.corrections.checks().values()
        assert (check.at, check.broken) == (LATER, "")
