"""What a store promises about gaps."""

from datetime import timedelta

import pytest

from knowledge.model import Gap, GapState
from knowledge.store import NotStorable, Store
from tests.contracts.store_samples import NOW

LINE_4 = "northfield/snacks/seasoning/line-4"


def file(store: Store, turn: str, **given: object) -> str:
    """File one asking; what is not given is about a forklift course on Line 4."""
    facts = {
        "same_as": f"{LINE_4}|course forklift",
        "text": "how do I book a forklift course?",
        "asset": LINE_4,
        "missing": ("forklift course",),
        "team": "seasoning-line-4",
        "at": NOW,
    }
    return store.gaps.file(turn=turn, **{**facts, **given})  # type: ignore[arg-type]


class GapsContract:
    """The part of the store contract that is about gaps."""

    def test_gap_comes_back_with_what_was_missing(self, store: Store) -> None:
        gap = file(store, "t1")
        assert store.gaps.all() == [
            Gap(
                id=gap,
                text="how do I book a forklift course?",
                asset=LINE_4,
                missing=("forklift course",),
                first_asked=NOW,
                last_asked=NOW,
                asked=1,
                teams=("seasoning-line-4",),
            )
        ]

    def test_same_question_is_one_gap_that_counts_times_and_teams(self, store: Store) -> None:
        later = NOW + timedelta(hours=3)
        first = file(store, "t1")
        assert file(store, "t2", text="forklift course?", at=later, team="packaging") == first
        (gap,) = store.gaps.all()
        assert (gap.text, gap.asked) == ("how do I book a forklift course?", 2)
        assert gap.teams == ("packaging", "seasoning-line-4")
        assert (gap.first_asked, gap.last_asked) == (NOW, later)

    def test_turn_counts_once_however_often_it_is_delivered(self, store: Store) -> None:
        assert file(store, "t1") == file(store, "t1") == file(store, "t1", same_as="other words")
        assert [gap.asked for gap in store.gaps.all()] == [1]

    def test_gap_names_no_person_and_not_the_turn(self, store: Store) -> None:
        file(store, "web:p-001:7")
        assert "p-001" not in repr(store.gaps.all())

    def test_most_asked_open_gap_comes_first(self, store: Store) -> None:
        file(store, "t1", same_as="a", text="a?")
        file(store, "t2", same_as="b", text="b?")
        file(store, "t3", same_as="b", text="b?")
        closed = file(store, "t4", same_as="c", text="c?")
        file(store, "t5", same_as="c", text="c?")
        store.gaps.close(closed, state=GapState.DISMISSED, reason="not ours", at=NOW)
        assert [gap.text for gap in store.gaps.all()] == ["b?", "a?", "c?"]

    def test_closed_gap_keeps_its_reason_and_time(self, store: Store) -> None:
        gap = file(store, "t1")
        assert store.gaps.close(gap, state=GapState.ANSWERED, reason="SOP-150 rev A", at=NOW)
        (back,) = store.gaps.all()
        assert (back.state, back.reason, back.closed_at) == ("answered", "SOP-150 rev A", NOW)

    @pytest.mark.parametrize(
        ("state", "then"), [(GapState.ANSWERED, "open"), (GapState.DISMISSED, "dismissed")]
    )
    def test_answered_gap_that_is_asked_again_in_vain_is_open_again(
        self, store: Store, state: GapState, then: str
    ) -> None:
        gap = file(store, "t1")
        store.gaps.close(gap, state=state, reason="why", at=NOW)
        file(store, "t2")
        assert [(each.state, each.asked) for each in store.gaps.all()] == [(then, 2)]

    def test_unknown_gap_is_not_closed(self, store: Store) -> None:
        assert not store.gaps.close("nothing", state=GapState.ANSWERED, reason="x", at=NOW)

    def test_asking_without_a_zone_is_refused_and_leaves_nothing(self, store: Store) -> None:
        with pytest.raises(NotStorable, match="zone"):
            file(store, "t1", at=NOW.replace(tzinfo=None))
        assert store.gaps.all() == []
