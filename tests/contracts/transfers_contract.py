"""What a store promises about transfers; part of the contract in ``test_store``."""

from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.model import (
    BadTransfer,
    Interest,
    Reason,
    Subscription,
    Transfer,
    TransferAct,
    TransferBasis,
    TransferStep,
)
from knowledge.store import Store
from tests.contracts.store_samples import NOW, ON_ONE_STORE

_unique = count()
LATER = NOW + timedelta(days=1)
REASONS = (
    Reason(TransferBasis.EQUIPMENT, "drum", 3),
    Reason(TransferBasis.CONDITION, "Kettle Thick Cut Vinegar", 12, 40),
)
PROOF = (Reason(TransferBasis.OVERRIDES, "Reduce drum speed", 7, 9),)
ADOPTED = TransferStep(TransferAct.ADOPTED, LATER, "p-8", "", "supervisor")
ADAPTED = TransferStep(TransferAct.ADAPTED, LATER, "p-8", "ours is smaller", "engineer", "KB-13")


def transfer(team: str = "line-3", *, article: str = "", version: int = 1) -> Transfer:
    number = article or f"KB-{next(_unique)}"
    offered = (TransferStep(TransferAct.OFFERED, NOW),)
    return Transfer(number, version, team, "line-4", REASONS, offered, proof=PROOF)


class TransfersContract:
    """The part of the store contract that is about transfers."""

    def test_transfer_comes_back_as_it_was_offered(self, store: Store) -> None:
        one = transfer()
        kept = store.transfers.offer(one)
        assert kept.number > 0
        assert replace(kept, number=0) == one
        assert store.transfers.get(kept.number) == kept
        assert store.transfers.get(0) is None
        assert store.transfers.get(2**70) is None

    def test_new_version_changes_the_offer_and_does_not_repeat_it(self, store: Store) -> None:
        first = store.transfers.offer(transfer())
        adopted = store.transfers.append(first, ADOPTED)
        assert adopted is not None
        newer = replace(transfer(article=first.article), version=2, reasons=REASONS[:1], proof=())
        again = store.transfers.offer(newer)
        assert again == replace(adopted, version=2, reasons=REASONS[:1], proof=())
        other = store.transfers.offer(transfer("packing", article=first.article))
        assert store.transfers.of_articles([first.article]) == [again, other]

    def test_steps_are_only_added_and_of_two_the_first_one_stays(self, store: Store) -> None:
        one = store.transfers.offer(transfer())
        after = store.transfers.append(one, ADAPTED)
        assert after is not None
        assert after.last == ADAPTED
        assert store.transfers.append(one, ADOPTED) is None
        assert store.transfers.get(one.number) == after
        with pytest.raises(BadTransfer):
            store.transfers.append(after, TransferStep(TransferAct.SEEN, LATER))
        unknown = replace(one, number=one.number + 100_000)
        assert store.transfers.append(unknown, ADOPTED) is None

    def test_transfers_are_found_by_team_origin_and_state(self, store: Store) -> None:
        one = store.transfers.offer(transfer("packing"))
        held = TransferStep(TransferAct.HELD, NOW, reason="SOP-118")
        two = store.transfers.offer(replace(transfer("utilities"), steps=(held,), origin="packing"))
        assert store.transfers.of_numbers([one.number, 2**40]) == {one.number: one}
        lines = store.transfers.lines
        assert {one.number, two.number} <= {e.number for e in lines(teams=["packing", "utilities"])}
        assert lines(teams=[]) == lines(origins=[]) == lines(states=[]) == []
        offered = lines(teams=["utilities"], states=[TransferAct.OFFERED])
        assert two.number not in {each.number for each in offered}
        assert two.number in {each.number for each in lines(origins=["packing"])}
        assert one.number not in {each.number for each in lines(origins=["packing"])}
        assert store.transfers.in_states([TransferAct.HELD])[-1:] == [two]
        assert two not in store.transfers.in_states([TransferAct.OFFERED])
        assert one in store.transfers.moved(since=NOW)
        assert one not in store.transfers.moved(since=NOW + timedelta(seconds=1))
        assert store.transfers.append(one, replace(ADOPTED, at=LATER + timedelta(days=9)))
        first, second = store.transfers.lines()[:2]
        assert (first.article, first.team, first.state) == (
            one.article,
            "packing",
            TransferAct.ADOPTED,
        )
        assert first.moved_at > second.moved_at

    def test_finder_sees_where_it_went_and_what_is_new(self, store: Store) -> None:
        one = store.transfers.offer(transfer(), finders=["p-1", "p-2", "p-1"])
        store.transfers.offer(one, finders=["p-2"])
        assert store.transfers.of_finder("p-1")[-1] == (one, 1)
        assert store.transfers.of_finder("p-nobody") == []
        assert store.transfers.finders([one.number]) == {one.number: ("p-1", "p-2")}
        after = store.transfers.append(one, ADOPTED)
        assert after is not None
        assert store.transfers.of_finder("p-1")[-1] == (after, 1)
        store.transfers.note_told("p-1", [after])
        store.transfers.note_told("p-1", [one])  # a page that was drawn before tells no less
        assert store.transfers.of_finder("p-1")[-1] == (after, 2)
        assert store.transfers.of_finder("p-2")[-1] == (after, 1)

    def test_subscription_is_kept_once_until_it_is_taken_back(self, store: Store) -> None:
        wanted = Subscription(Interest.WORD, "gearbox", team="maintenance")
        mine = Subscription(Interest.EQUIPMENT, "drum", person="p-9")
        for each in (wanted, wanted, mine):
            store.transfers.subscribe(each, at=NOW)
        kept = store.transfers.subscriptions()
        assert [replace(each, number=0) for each in kept] == [wanted, mine]
        store.transfers.unsubscribe(kept[0].number)
        store.transfers.unsubscribe(kept[0].number)
        assert store.transfers.subscriptions() == kept[1:]
        store.transfers.unsubscribe(kept[1].number)

    @ON_ONE_STORE
    @given(acts=st.lists(st.sampled_from(list(TransferAct)), max_size=8))
    def test_what_is_kept_is_what_the_steps_make_of_it(
        self, store: Store, acts: list[TransferAct]
    ) -> None:
        kept = expected = store.transfers.offer(transfer())
        for act in acts:
            step = TransferStep(act, LATER, "p-1", "because")
            try:
                expected = expected.then(step)
            except BadTransfer:
                continue
            taken = store.transfers.append(kept, step)
            assert taken is not None
            kept = taken
        assert store.transfers.get(kept.number) == expected
        assert expected in store.transfers.in_states([expected.state])
