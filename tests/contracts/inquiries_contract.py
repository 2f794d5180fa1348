"""What a store promises about inquiries."""

from datetime import timedelta

from knowledge.model import Inquiry, InquiryState
from knowledge.store import Store
from tests.contracts.store_samples import DRUM_2, NOW

WEEK = timedelta(days=7)
ONE = Inquiry("overrides", DRUM_2, "R-1", NOW - WEEK, NOW, "seasoning lot is new")


def ask(store: Store, cluster: str, *people: str, budget: int = 1) -> int:
    """Ask about a cluster; the week and the month before are over for it."""
    month = NOW - timedelta(days=30)
    given = {"people": people, "budget": budget, "week": NOW - WEEK, "again": month}
    return store.inquiries.ask(ONE, cluster=cluster, **given)  # type: ignore[arg-type]


class InquiriesContract:
    """The part of the store contract that is about inquiries."""

    def test_inquiry_comes_back_to_each_who_is_asked_until_it_is_closed(self, store: Store) -> None:
        assert ask(store, "a", "p-1", "p-2") == 2
        (mine,) = store.inquiries.open_for("p-1", since=NOW - WEEK)
        assert (mine.common, mine.decision_id, mine.state) == (
            ONE.common,
            "R-1",
            InquiryState.OPEN,
        )
        assert store.inquiries.close(mine.number, "p-1", InquiryState.ANSWERED)
        assert not store.inquiries.close(mine.number, "p-1", InquiryState.DECLINED)
        assert not store.inquiries.close(mine.number, "p-3", InquiryState.ANSWERED)
        assert store.inquiries.open_for("p-1", since=NOW - WEEK) == []
        assert len(store.inquiries.open_for("p-2", since=NOW - WEEK)) == 1
        assert store.inquiries.open_for("p-2", since=NOW + WEEK) == []

    def test_who_is_asked_what_is_listed_until_it_is_closed_or_too_old(self, store: Store) -> None:
        ask(store, "a", "p-1", "p-2")
        (mine,) = store.inquiries.open_for("p-1", since=NOW - WEEK)
        listed = [(mine.number, "p-1"), (mine.number, "p-2")]
        assert store.inquiries.all_open(since=NOW - WEEK) == listed
        store.inquiries.close(mine.number, "p-1", InquiryState.DECLINED)
        assert store.inquiries.all_open(since=NOW - WEEK) == listed[1:]
        assert store.inquiries.all_open(since=NOW + WEEK) == []

    def test_same_matter_is_asked_once_and_nobody_beyond_their_budget(self, store: Store) -> None:
        assert ask(store, "a", "p-1") == 1
        assert ask(store, "a", "p-2") == 0
        assert ask(store, "b", "p-1", "p-2") == 1
        assert ask(store, "c", "p-1", "p-2") == 0
        assert ask(store, "c", "p-1", "p-2", budget=2) == 2

    def test_who_left_is_asked_nothing_until_they_come_back(self, store: Store) -> None:
        ask(store, "a", "p-1")
        for _ in range(2):
            store.inquiries.leave("p-1", at=NOW)
        assert store.inquiries.has_left("p-1")
        assert store.inquiries.open_for("p-1", since=NOW - WEEK) == []
        assert ask(store, "b", "p-1", budget=9) == 0
        store.inquiries.come_back("p-1")
        assert not store.inquiries.has_left("p-1")
        assert ask(store, "b", "p-1", budget=9) == 1
