"""What a store promises about experts."""

from dataclasses import replace
from datetime import time, timedelta

from knowledge.model import AskingState, Expert, ExpertAsking, ExpertReply, QuietHours
from knowledge.store import Store, Turn
from tests.contracts.gaps_contract import LINE_4, file
from tests.contracts.store_samples import NOW


def replied(gap: str, key: str = "r1", **facts: object) -> ExpertReply:
    given = {"question": "", "asset": "", "person_id": "p-2", "text": "Ask HR.", "at": NOW}
    return ExpertReply(key, gap, **{**given, **facts})  # type: ignore[arg-type]


def turn(store: Store, key: str, person_id: str) -> None:
    """Keep the turn in which somebody asked in vain."""
    store.conversations.save(Turn(key, "c", person_id, "how do I book it?", NOW))


class ExpertsContract:
    """The part of the store contract that is about experts."""

    def test_expert_is_willing_with_their_quiet_hours_until_they_leave(self, store: Store) -> None:
        quiet = QuietHours(time(22), time(6))
        store.experts.join(Expert("p-2", NOW, quiet))
        store.experts.join(Expert("p-1", NOW))
        assert store.experts.willing() == [Expert("p-1", NOW), Expert("p-2", NOW, quiet)]
        store.experts.join(Expert("p-2", NOW + timedelta(days=1)))
        assert store.experts.willing()[1] == Expert("p-2", NOW)
        store.experts.leave("p-1")
        assert [each.person_id for each in store.experts.willing()] == ["p-2"]

    def test_nobody_has_more_open_questions_than_most(self, store: Store) -> None:
        one, two = file(store, "t1"), file(store, "t2", same_as="other")
        assert store.experts.ask(one, "p-2", at=NOW, most=1)
        assert not store.experts.ask(two, "p-2", at=NOW, most=1)
        assert store.experts.ask(two, "p-2", at=NOW, most=2)
        assert not store.experts.ask(two, "p-2", at=NOW, most=9)
        assert [each.gap for each in store.experts.open_for("p-2")] == [one, two]

    def test_question_closes_once_for_each_person(self, store: Store) -> None:
        gap = file(store, "t1")
        store.experts.ask(gap, "p-2", at=NOW, most=1)
        assert store.experts.close(gap, "p-2", AskingState.DECLINED)
        assert not store.experts.close(gap, "p-2", AskingState.ANSWERED)
        assert store.experts.askings() == [ExpertAsking(gap, "p-2", NOW, AskingState.DECLINED)]

    def test_leaving_declines_what_is_open(self, store: Store) -> None:
        gap = file(store, "t1")
        store.experts.ask(gap, "p-2", at=NOW, most=1)
        store.experts.leave("p-2")
        assert [each.state for each in store.experts.askings()] == [AskingState.DECLINED]

    def test_first_reply_settles_the_question_for_the_others(self, store: Store) -> None:
        gap = file(store, "t1")
        for person in ("p-2", "p-3"):
            store.experts.ask(gap, person, at=NOW, most=1)
        kept = store.experts.reply(replied(gap, unnamed=True))
        assert (kept.question, kept.asset) == ("how do I book a forklift course?", LINE_4)
        assert kept.unnamed
        assert store.experts.reply(replied(gap, text="Other words")) == kept
        states = {each.person_id: each.state for each in store.experts.askings()}
        assert states == {"p-2": AskingState.ANSWERED, "p-3": AskingState.SETTLED}
        assert store.experts.replies([gap]) == store.experts.replies() == [kept]
        assert store.experts.replies(["other"]) == []

    def test_everybody_who_asked_waits_for_the_first_reply(self, store: Store) -> None:
        gap = file(store, "t1")
        for key, person in (("t1", "p-7"), ("t2", "p-8")):
            turn(store, key, person)
            store.experts.wait(gap, key)
            store.experts.wait(gap, key)
        assert store.experts.waiting(gap) == {"t1": "p-7", "t2": "p-8"}
        assert store.experts.awaited() == []
        kept = store.experts.reply(replied(gap))
        store.experts.reply(replied(gap, "r2", text="Later words"))
        (mine,) = store.experts.awaited(person_id="p-7")
        assert (mine.turn, mine.question, mine.reply) == ("t1", "how do I book it?", kept)
        assert len(store.experts.awaited(gap=gap)) == 2
        assert [each.key for each in store.experts.replies_to(["t2", "t9"])] == ["r1", "r2"]
        assert store.experts.replies_to([]) == store.experts.replies_to(["t9"]) == []

    def test_reply_is_told_once_and_its_help_is_noted(self, store: Store) -> None:
        gap = file(store, "t1")
        turn(store, "t1", "p-7")
        store.experts.wait(gap, "t1")
        store.experts.reply(replied(gap))
        store.experts.note_told("t1", at=NOW)
        store.experts.note_told("t1", at=NOW + timedelta(days=1))
        store.experts.note_helped("t1", True)
        assert store.experts.awaited(untold=True) == []
        (told,) = store.experts.awaited(person_id="p-7")
        assert (told.told_at, told.helped) == (NOW, True)

    def test_reply_about_hazardous_work_is_for_nobody_who_asked(self, store: Store) -> None:
        gap = file(store, "t1")
        turn(store, "t1", "p-7")
        store.experts.wait(gap, "t1")
        store.experts.reply(replied(gap, routed=True))
        assert store.experts.awaited() == []
        later = store.experts.reply(replied(gap, "r2"))
        assert [each.reply for each in store.experts.awaited()] == [later]

    def test_reply_says_what_it_was_last_put_as_and_is_told_anew(self, store: Store) -> None:
        gap = file(store, "t1")
        turn(store, "t1", "p-7")
        store.experts.wait(gap, "t1")
        kept = store.experts.reply(replied(gap))
        store.experts.note_told("t1", at=NOW)
        store.experts.note_helped("t1", True)
        later = replace(kept, text="Ask Eva.", unnamed=True, at=NOW + timedelta(hours=1))
        assert store.experts.reword(later)
        assert not store.experts.reword(replace(later, text="Ask HR.", at=NOW))
        assert store.experts.own_reply(gap, "p-2") == later
        (told,) = store.experts.awaited(untold=True)
        assert (told.reply, told.helped) == (later, None)
        other = store.experts.reply(replied(gap, "r2", person_id="p-3"))
        store.experts.note_told("t1", at=NOW)
        assert store.experts.reword(replace(other, text="Me.", at=NOW + timedelta(hours=2)))
        assert store.experts.awaited(untold=True) == []

    def test_what_is_taken_back_is_gone_and_its_number_is_not_given_again(
        self, store: Store
    ) -> None:
        gap = file(store, "t1")
        turn(store, "t1", "p-7")
        store.experts.wait(gap, "t1")
        store.experts.ask(gap, "p-2", at=NOW, most=1)
        kept = store.experts.reply(replied(gap))
        store.experts.note_told("t1", at=NOW)
        store.experts.take_back(kept)
        store.experts.take_back(kept)
        assert store.experts.replies() == store.experts.awaited() == []
        assert store.experts.own_reply(gap, "p-2") is None
        assert not store.experts.reword(replace(kept, at=NOW + timedelta(hours=1)))
        assert [each.gap for each in store.experts.open_for("p-2")] == [gap]
        again = store.experts.reply(replied(gap, text="Ask Eva."))
        assert again.number > kept.number
        (told,) = store.experts.awaited(untold=True)
        assert told.reply == again

    def test_conversation_knows_what_is_waited_for_in_it(self, store: Store) -> None:
        gap, later = file(store, "t1"), file(store, "t2", same_as="other")
        for key, one in (("t1", gap), ("t2", later)):
            turn(store, key, "p-7")
            store.experts.wait(one, key)
        assert store.experts.waited_for_in("c") == [later, gap]
        assert store.experts.waited_for_in("d") == []
