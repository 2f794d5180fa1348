"""What a store promises about what people confirmed; part of the contract in ``test_store``."""

from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any

from knowledge.model import (
    Assessment,
    AssessmentTarget,
    CitedPlace,
    Confirmation,
    Judgement,
    Rollback,
    RollbackKind,
)
from knowledge.store import Store
from tests.contracts.store_samples import NOW, pieces, put, revision

_unique = count()


def confirmation(**changes: Any) -> Confirmation:
    number = next(_unique)
    one = Confirmation(
        key=f"judged-{number}",
        turn=f"asked-{number}",
        question="why is the drum slower?",
        person_id="p-1",
        teams=frozenset({"line-3", "line-4"}),
        sign=1,
        places=(CitedPlace("sop-114", "6.2", "abc"), CitedPlace("sop-200")),
        at=NOW,
    )
    return replace(one, **changes)


def rollback(kind: RollbackKind, value: str) -> Rollback:
    return Rollback(kind, value, "p-9", "only tried the buttons", NOW)


class ConfirmationsContract:
    """The part of the store contract that is about what people confirmed."""

    def test_a_confirmation_comes_back_as_it_was_kept(self, store: Store) -> None:
        one = confirmation(vouched=True, batch="import")
        store.confirmations.add([one])
        (kept,) = store.confirmations.holding()
        assert replace(kept, number=0) == one

    def test_of_one_key_the_first_confirmation_stays(self, store: Store) -> None:
        one = confirmation()
        store.confirmations.add([one, replace(one, sign=-1)])
        store.confirmations.add([replace(one, sign=-1)])
        assert [each.sign for each in store.confirmations.holding()] == [1]

    def test_keys_are_known_also_when_what_they_kept_was_taken_back(self, store: Store) -> None:
        one, other = confirmation(batch="b-1"), confirmation()
        store.confirmations.add([one, other])
        store.confirmations.roll_back(rollback(RollbackKind.BATCH, "b-1"), "b-1")
        assert store.confirmations.known([one.key, other.key, "new"]) == {one.key, other.key}
        assert store.confirmations.known([]) == set()

    def test_confirmations_come_in_order_of_arrival_from_a_number_on(self, store: Store) -> None:
        some = [confirmation() for _ in range(3)]
        store.confirmations.add(some)
        first, *rest = store.confirmations.holding()
        after = store.confirmations.holding(after=first.number)
        assert [each.key for each in after] == [each.key for each in rest]
        assert [each.key for each in (first, *rest)] == [each.key for each in some]

    def test_the_state_tells_whether_anything_changed(self, store: Store) -> None:
        states = [store.confirmations.state()]
        store.confirmations.add([confirmation()])
        states.append(store.confirmations.state())
        store.confirmations.roll_back(rollback(RollbackKind.AUTHOR, "p-1"), "p-1")
        states.append(store.confirmations.state())
        assert len(set(states)) == 3
        assert store.confirmations.state() == states[-1]

    def test_what_is_taken_back_counts_no_longer_and_is_told_with_why(self, store: Store) -> None:
        soon = NOW + timedelta(hours=1)
        mine, batch = confirmation(person_id="p-7"), confirmation(batch="b")
        late, rest = confirmation(at=soon), confirmation()
        store.confirmations.add([mine, batch, late, rest])
        for kind, value, common in (
            (RollbackKind.AUTHOR, "p-7", "p-7"),
            (RollbackKind.BATCH, "b", "b"),
            (RollbackKind.SINCE, soon.isoformat(), soon),
        ):
            assert store.confirmations.holds(kind, common)
            assert store.confirmations.roll_back(rollback(kind, value), common).taken == 1
            assert not store.confirmations.holds(kind, common)
        assert [each.key for each in store.confirmations.holding()] == [rest.key]
        told = store.confirmations.rollbacks()
        assert [(each.value, each.taken) for each in told] == [
            ("p-7", 1),
            ("b", 1),
            (soon.isoformat(), 1),
        ]
        assert {(each.by, each.reason) for each in told} == {("p-9", "only tried the buttons")}

    def test_judgements_of_answers_that_were_not_learnt_are_found(self, store: Store) -> None:
        judged = [
            Assessment(f"k-{each}", AssessmentTarget.ANSWER, "t", "p-1", NOW, Judgement.RIGHT)
            for each in range(2)
        ]
        for each in judged:
            store.assessments.save(each)
        store.confirmations.add([confirmation(key="k-0")])
        assert store.confirmations.unlearnt() == judged[1:]

    def test_places_of_documents_are_told_by_number_in_any_case(self, store: Store) -> None:
        one = revision()
        put(store, one)
        found = store.confirmations.places([one.number.upper(), "NO-SUCH"])
        assert list(found) == [one.number.casefold()]
        ((passage_id, place), *_) = found[one.number.casefold()]
        first = pieces(one)[0]
        assert passage_id == first.id
        assert place.section == first.section
