"""What a store promises about requests; part of the contract in ``test_store``."""

from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.model import Called, Hazard, Request, RequestState, Step, StepKind
from knowledge.store import Store
from tests.contracts.store_samples import DRUM_2, NOW, ON_ONE_STORE

_unique = count()
CALLED = (Called("Maintenance", "channel 2", "maintenance"), Called("Duty engineer"))
TAKEN = Step(StepKind.TAKEN, NOW + timedelta(minutes=1), "p-9", "Maintenance", "maintenance")
CLOSED = Step(StepKind.CLOSED, NOW + timedelta(minutes=2), "p-9")
WITHDRAWN = Step(StepKind.WITHDRAWN, NOW + timedelta(minutes=1), "p-1")
ESCALATED = Step(StepKind.ESCALATED, NOW + timedelta(minutes=10), role="Duty engineer")


def request(**changes: Any) -> Request:
    number = next(_unique)
    told: dict[str, Any] = {
        "key": f"k-{number}",
        "question_id": f"q-{number}",
        "hazard": Hazard.LOCKOUT,
        "asset": DRUM_2,
        "asker": "p-1",
        "called": CALLED,
        "now": NOW,
    }
    return Request.opened(**(told | changes))


def added(store: Store, one: Request, step: Step) -> Request:
    after = store.requests.append(one, step)
    assert after is not None
    return after


class RequestsContract:
    """Requests and their steps."""

    def test_a_request_comes_back_with_its_steps(self, store: Store) -> None:
        one = store.requests.open(request(asset=None))
        assert one.number > 0
        assert [step.kind for step in one.steps] == ["opened", "called"]
        assert (one.called, one.asset, one.opened_at) == (CALLED, None, NOW)
        taken = added(store, one, TAKEN)
        assert store.requests.get(one.number) == taken
        assert taken.steps == (*one.steps, TAKEN)
        assert store.requests.get(one.number + 1) is None
        assert store.requests.get(10**30) is None

    def test_the_same_key_opens_one_request_and_keeps_its_steps(self, store: Store) -> None:
        new = request()
        first = added(store, store.requests.open(new), TAKEN)
        assert store.requests.open(new) == first

    def test_one_answer_has_one_unfinished_request(self, store: Store) -> None:
        first = store.requests.open(request(question_id="q"))
        assert store.requests.open(request(question_id="q")) == first
        added(store, first, WITHDRAWN)
        again = store.requests.open(request(question_id="q"))
        assert again.number > first.number
        assert store.requests.after_answer("q") == again
        assert store.requests.after_answer("another") is None

    def test_of_two_steps_for_one_place_the_first_stays(self, store: Store) -> None:
        one = store.requests.open(request())
        added(store, one, ESCALATED)
        assert store.requests.append(one, TAKEN) is None
        now = store.requests.get(one.number)
        assert now is not None
        assert now.steps[-1] == ESCALATED

    def test_what_cannot_follow_is_refused(self, store: Store) -> None:
        one = added(store, store.requests.open(request()), WITHDRAWN)
        with pytest.raises(ValueError, match="taken cannot follow withdrawn"):
            store.requests.append(one, TAKEN)
        assert store.requests.get(one.number) == one

    def test_lists_hold_what_is_unfinished_and_the_latest(self, store: Store) -> None:
        waiting, taken, closed, withdrawn = [
            store.requests.open(request(asker=f"p-{each}")) for each in range(4)
        ]
        taken = added(store, taken, TAKEN)
        closed = added(store, added(store, closed, TAKEN), CLOSED)
        withdrawn = added(store, withdrawn, WITHDRAWN)
        assert store.requests.unfinished() == [waiting, taken]
        assert store.requests.latest(3) == [withdrawn, closed, taken]

    @ON_ONE_STORE
    @given(
        steps=st.lists(
            st.tuples(st.sampled_from(list(StepKind)), st.booleans()), min_size=1, max_size=8
        )
    )
    def test_whatever_is_tried_in_whatever_order_the_record_stays_in_order(
        self, store: Store, steps: list[tuple[StepKind, bool]]
    ) -> None:
        """Each step is tried on what is there now, or on what was read at first."""
        first = store.requests.open(request())
        now = first
        for kind, stale in steps:
            step = Step(kind, NOW, "p-9")
            try:
                after = store.requests.append(first if stale else now, step)
            except ValueError:
                after = None
            assert after is None or after.steps[:-1] == now.steps
            now = after or now
            assert store.requests.get(first.number) == now
        kinds = [step.kind for step in now.steps]
        assert kinds.count(StepKind.TAKEN) <= 1
        listed = now in store.requests.unfinished()
        assert listed == (now.state in (RequestState.OPEN, RequestState.TAKEN))
