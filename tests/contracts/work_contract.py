"""What a store promises about happenings and deliveries; part of the contract in ``test_store``."""

from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any

import pytest

from knowledge.model import Delivery, DeliveryState, Happening, WorkState
from knowledge.store import NotStorable, Store
from tests.contracts.store_samples import NOW

_unique = count()
SOON = NOW + timedelta(seconds=4)


def happening(**changes: Any) -> Happening:
    told: dict[str, Any] = {
        "name": "greet",
        "key": f"k-{next(_unique)}",
        "at": NOW,
        "by": "U1",
        "payload": {"text": "why?"},
    }
    return Happening(**(told | changes))


def delivery(**changes: Any) -> Delivery:
    told: dict[str, Any] = {
        "key": f"d-{next(_unique)}",
        "channel": "slack",
        "lane": "slack/T1/C1",
        "address": {"channel": "C1", "thread": "17.01"},
        "about": "turn-1",
        "at": NOW,
    }
    return Delivery(**(told | changes))


class WorkContract:
    """The inbox and the deliveries."""

    def test_a_happening_counts_once_whatever_its_envelope_says(self, store: Store) -> None:
        one = happening()
        again = happening(key=one.key, at=SOON, by="U2", payload={"text": "other"})
        assert [store.inbox.receive(each) for each in (one, again)] == [True, False]
        assert store.inbox.get(one.name, one.key) == one
        assert store.inbox.receive(happening(name="another", key=one.key))
        assert store.inbox.get("greet", "nothing") is None
        assert store.inbox.knows("another")
        assert not store.inbox.knows("nothing")

    def test_a_payload_that_would_not_come_back_is_refused(self, store: Store) -> None:
        with pytest.raises(NotStorable, match="finite"):
            store.inbox.receive(happening(payload={"size": float("nan")}))
        with pytest.raises(NotStorable, match="zone"):
            store.inbox.receive(happening(at=NOW.replace(tzinfo=None)))

    def test_work_is_begun_put_off_and_finished(self, store: Store) -> None:
        one = happening()
        store.inbox.receive(one)
        begun = store.inbox.begin(one.name, one.key)
        assert begun is not None
        assert (begun.state, begun.begun, begun.ended) == (WorkState.STARTED, 1, 0)
        assert store.inbox.waiting(NOW) == []
        store.inbox.put_off(one.name, one.key, until=SOON, reference="ab12")
        assert store.inbox.waiting(NOW) == []
        (due,) = store.inbox.waiting(SOON)
        assert (due.state, due.ended, due.reference) == (WorkState.RECEIVED, 1, "ab12")
        assert store.inbox.unfinished() == [due]
        assert store.inbox.oldest_unfinished() == NOW
        store.inbox.finish(one.name, one.key)
        assert store.inbox.begin(one.name, one.key) is None
        assert store.inbox.unfinished() == []
        assert store.inbox.oldest_unfinished() is None
        assert store.inbox.counts() == {WorkState.DONE: 1}

    def test_what_is_given_up_is_listed_until_it_is_taken_up_again(self, store: Store) -> None:
        first, second = happening(), happening()
        for one in (first, second):
            store.inbox.receive(one)
            store.inbox.fail(one.name, one.key, reference=f"ref-{one.key}")
        failed = store.inbox.failed(10)
        assert [each.key for each in failed] == [second.key, first.key]
        assert failed[0].reference == f"ref-{second.key}"
        store.inbox.finish(first.name, first.key)  # too late: it stays given up
        assert store.inbox.try_again(first.name, first.key, now=SOON)
        assert not store.inbox.try_again(first.name, first.key, now=SOON)
        (waiting,) = store.inbox.waiting(SOON)
        assert (waiting.key, waiting.at, waiting.begun, waiting.ended) == (first.key, SOON, 0, 2)

    def test_who_and_what_can_be_erased_and_the_key_is_still_known(self, store: Store) -> None:
        mine, theirs = happening(), happening(by="U2")
        store.inbox.receive(mine)
        store.inbox.receive(theirs)
        assert store.inbox.forget("U1") == 1
        erased = store.inbox.get(mine.name, mine.key)
        assert erased is not None
        assert (erased.by, erased.payload) == ("", {})
        assert not store.inbox.receive(mine)
        assert store.inbox.get(theirs.name, theirs.key) == theirs

    def test_only_what_is_finished_and_old_is_emptied(self, store: Store) -> None:
        old, open_one, new = happening(), happening(), happening(at=SOON)
        for one in (old, open_one, new):
            store.inbox.receive(one)
        for one in (old, new):
            store.inbox.finish(one.name, one.key)
        assert store.inbox.empty(SOON) == 1
        assert store.inbox.empty(SOON) == 0
        kept = [store.inbox.get(one.name, one.key) for one in (old, open_one, new)]
        assert [bool(each and each.payload) for each in kept] == [False, True, True]

    def test_only_what_is_finished_and_very_old_is_dropped(self, store: Store) -> None:
        old, open_one = happening(), happening()
        store.inbox.receive(old)
        store.inbox.receive(open_one)
        store.inbox.finish(old.name, old.key)
        assert store.inbox.drop(SOON) == 1
        assert store.inbox.get(old.name, old.key) is None
        assert store.inbox.unfinished() == [open_one]

    def test_a_message_is_tried_and_arrives_once(self, store: Store) -> None:
        one = delivery()
        assert store.deliveries.try_now(one, now=NOW) == one
        before = store.deliveries.try_now(one, now=SOON)
        assert (before.state, before.tries, before.tried_at) == (DeliveryState.SENDING, 1, NOW)
        sent = store.deliveries.sent(one.key, external="17.02")
        assert (sent.state, sent.tries, sent.external) == (DeliveryState.SENT, 2, "17.02")
        assert store.deliveries.try_now(one, now=SOON) == sent
        assert store.deliveries.fail(one.key, reason="too late") == sent
        assert store.deliveries.get(one.key) == sent
        assert store.deliveries.sent_as("slack", "17.02") == sent
        assert store.deliveries.sent_as("webhook", "17.02") is None

    def test_a_message_that_is_tried_elsewhere_is_looked_up_there_from_then_on(
        self, store: Store
    ) -> None:
        one = delivery()
        store.deliveries.try_now(one, now=NOW)
        moved = replace(one, address={"channel": "D1"})
        assert store.deliveries.try_now(moved, now=NOW).address == one.address
        assert store.deliveries.try_now(one, now=NOW).address == moved.address
        store.deliveries.sent(one.key, external="17.02")
        store.deliveries.try_now(moved, now=SOON)
        kept = store.deliveries.get(one.key)
        assert kept is not None
        assert kept.address == one.address

    def test_messages_that_belong_together_tell_what_became_of_each(self, store: Store) -> None:
        one, two, three = [delivery(about="digest-1") for _ in range(3)]
        assert store.deliveries.intend(one) == one
        assert store.deliveries.intend(one) == one
        store.deliveries.try_now(two, now=NOW)
        store.deliveries.fail(two.key, reason="channel_not_found")
        store.deliveries.try_now(three, now=NOW)
        store.deliveries.not_sent(three.key, reason="wait 30 s")
        states = [(each.key, each.state) for each in store.deliveries.about("digest-1")]
        assert states == [(one.key, "intended"), (two.key, "failed"), (three.key, "intended")]
        assert [each.key for each in store.deliveries.unfinished()] == [one.key, three.key]
        counts = store.deliveries.counts()
        assert counts == {DeliveryState.INTENDED: 2, DeliveryState.FAILED: 1}
