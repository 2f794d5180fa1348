"""Receipts: what is new to a contributor, once; their own and nobody else's."""

from bot.corrections import Vouched, accept, receipts, tell, unread, withdraw
from tests.reviewed_plant import ENGINEER, MATE, Say
from tests.small_plant import NOW, OPERATOR, Plant


def test_what_somebody_else_did_is_new_until_it_was_told(reviewing: Plant, say: Say) -> None:
    one, two = say(), say("Wait for the lab.")
    assert unread(reviewing.store, OPERATOR) == 0
    accept(reviewing.store, ENGINEER, one.number, reason="seen it", vouched=Vouched(), now=NOW)
    assert (unread(reviewing.store, OPERATOR), unread(reviewing.store, MATE)) == (1, 0)
    shown = receipts(reviewing.store, OPERATOR, now=NOW)
    assert [(each.told.number, each.new) for each in shown] == [
        (one.number, True),
        (two.number, False),
    ]
    tell(reviewing.store, shown)
    assert unread(reviewing.store, OPERATOR) == 0
    withdraw(reviewing.store, OPERATOR, two.number, now=NOW)
    assert unread(reviewing.store, OPERATOR) == 0


def test_what_comes_while_it_is_read_is_still_new(reviewing: Plant, say: Say) -> None:
    one = say()
    accept(reviewing.store, ENGINEER, one.number, reason="seen it", vouched=Vouched(), now=NOW)
    shown = receipts(reviewing.store, OPERATOR, now=NOW)
    before = reviewing.store.corrections.get(one.number)
    assert before is not None
    from bot.corrections import roll_back

    roll_back(reviewing.store, ENGINEER, one.number, reason="it was the belt", now=NOW)
    tell(reviewing.store, shown)
    assert unread(reviewing.store, OPERATOR) == 1


def test_it_says_where_it_stood_and_only_to_its_author(reviewing: Plant, say: Say) -> None:
    say()
    for _ in range(2):
        reviewing.ask("Why?", by=MATE, decision_id="R-2026-000001")
    (one,) = receipts(reviewing.store, OPERATOR, now=NOW)
    assert one.used == "2 answers on Line 4, Drum 2 this week"
    assert receipts(reviewing.store, MATE, now=NOW) == []
