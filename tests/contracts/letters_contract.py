"""What a store promises about letters."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from knowledge.model import (
    OWN_SOURCE,
    Assessment,
    AssessmentTarget,
    Correction,
    Decision,
    DecisionKind,
    Judgement,
    LetterState,
    Life,
    LifeStep,
    Outcome,
    OutcomeResult,
    Review,
)
from knowledge.store import Store, Turn
from tests.contracts.corrections_contract import (
    ACCEPTED,
    APPLIED,
    REJECTED,
    WITHDRAWN,
    correction,
    stepped,
)
from tests.contracts.store_samples import DRUM_2, NOW, recommendation

MINUTE = timedelta(minutes=1)


def decided(store: Store, number: int, *, source: str = OWN_SOURCE) -> Decision:
    """Keep a decision on the recommendation of that number."""
    made = Decision(
        f"R-{number}", DecisionKind.OVERRIDDEN, NOW, "p-1", "information", "new lot", "40 rpm"
    )
    store.recommendations.add_decision(made, source, f"d{number}", "f")
    return made


def corrected(store: Store, *, turn: str, decision_id: str | None, **changes: Any) -> Correction:
    """Keep that somebody found an answer not right, and what is right instead."""
    store.conversations.save(Turn(turn, "c", "p-1", "why?", NOW, decision_id=decision_id))
    new = correction(**changes)
    judged = Assessment(
        f"judged {turn}", AssessmentTarget.ANSWER, turn, "p-1", NOW, Judgement.NOT_RIGHT
    )
    store.assessments.save(judged)
    said = replace(new.said, target_id=turn)
    matter = replace(new.matter, decision_id=decision_id)
    return store.corrections.record(replace(new, said=said, matter=matter))


class LettersContract:
    """The part of the store contract that is about letters."""

    def test_what_became_of_a_correction_follows_what_was_said(self, store: Store) -> None:
        accepted = corrected(store, turn="t1", decision_id="R-1", unnamed=False)
        stepped(store, accepted, ACCEPTED, APPLIED)
        other = corrected(store, turn="t2", decision_id="R-1", unnamed=False)
        ended = LifeStep(Life.SUPERSEDED, REJECTED.at, "p-9", "measured", other=accepted.number)
        stepped(store, other, ended)
        store.letters.file(now=NOW)
        assert store.letters.file(now=NOW) == 0
        found = store.letters.since(None)
        said = {each.carried.key: each.id for each in found if isinstance(each.carried, Assessment)}
        reviews = [each for each in found if isinstance(each.carried, Review)]
        first, second = said[accepted.said.key], said[other.said.key]
        assert [each.carried for each in reviews] == [
            Review(first, ACCEPTED),
            Review(first, APPLIED),
            Review(second, ended, instead=first),
        ]
        assert [each.about for each in found] == ["R-1"] * 7
        assert [each.asset for each in reviews] == [DRUM_2] * 3
        assert found[-3:] == reviews, "in the order of their decision, after what was said"

    def test_who_contributes_without_a_name_is_told_by_nothing_in_a_letter(
        self, store: Store
    ) -> None:
        of_log = corrected(store, turn="web:p-1:1", decision_id="R-1", unnamed=True)
        of_document = corrected(store, turn="web:p-1:2", decision_id=None, unnamed=True)
        for each in (of_log, of_document):
            stepped(store, each, WITHDRAWN)
        corrected(store, turn="web:p-1:3", decision_id=None, unnamed=False)
        store.letters.file(now=NOW)
        *unnamed, named_judgement, named = [
            each for each in store.letters.since(None) if isinstance(each.carried, Assessment)
        ]
        for each in unnamed:
            assert isinstance(each.carried, Assessment)
            assert (each.carried.person_id, each.carried.target_id) == ("", "")
        assert [each.about for each in unnamed] == ["R-1", "R-1", "", ""]
        withdrawn = [each for each in store.letters.since(None) if isinstance(each.carried, Review)]
        assert [each.about for each in withdrawn] == ["R-1", ""]
        for each in (named_judgement, named):
            assert isinstance(each.carried, Assessment)
            assert (each.carried.person_id, each.about) == ("p-1", "web:p-1:3")

    def test_each_record_that_people_gave_gets_one_letter(self, store: Store) -> None:
        store.recommendations.add(recommendation(1), {}, "f")
        made = decided(store, 1)
        decided(store, 2, source="plant/hmi")
        said = Assessment(
            "a1", AssessmentTarget.ANSWER, "t1", "p-1", NOW, Judgement.RIGHT, scope=DRUM_2
        )
        store.conversations.save(Turn("t1", "c", "p-1", "why?", NOW, decision_id="R-1"))
        store.assessments.save(said)
        told = Outcome(
            "R-1", OutcomeResult.BETTER, NOW + MINUTE, note="no broken slices", told=True
        )
        store.recommendations.add_outcome(told, OWN_SOURCE, "o1", "f")
        store.recommendations.add_outcome(told, "plant/historian", "o2", "f")
        assert (store.letters.file(now=NOW), store.letters.file(now=NOW)) == (3, 0)
        found = store.letters.since(None)
        assert [each.carried for each in found] == [said, made, told]
        assert [each.about for each in found] == ["R-1"] * 3
        assert [each.asset for each in found] == [DRUM_2] * 3
        assert len({each.id for each in found}) == 3
        assert store.letters.since(NOW + MINUTE) == found[2:]
        assert store.letters.counts() == {"waiting": 3, "delivered": 0, "dead": 0, "dropped": 0}

    def test_more_records_than_one_batch_get_their_letters_in_order(self, store: Store) -> None:
        for number in range(510):
            decided(store, number)
        assert store.letters.file(now=NOW) == 510
        assert [each.about for each in store.letters.since(None)] == [f"R-{n}" for n in range(510)]

    def test_letters_about_one_decision_are_due_one_after_the_other(self, store: Store) -> None:
        decided(store, 1)
        told = Outcome("R-1", OutcomeResult.SAME, NOW, told=True)
        store.recommendations.add_outcome(told, OWN_SOURCE, "o1", "f")
        decided(store, 2)
        store.letters.file(now=NOW)
        assert store.letters.due(now=NOW - MINUTE, limit=9) == []
        first, other = store.letters.due(now=NOW, limit=9)
        assert (first.about, other.about) == ("R-1", "R-2")
        store.letters.give_up(first, at=NOW, trouble="HTTP 422")
        store.letters.delivered(other, at=NOW)
        assert store.letters.due(now=NOW, limit=9) == []
        assert [each.trouble for each in store.letters.in_state(LetterState.DEAD)] == ["HTTP 422"]
        assert store.letters.drop(first.id, now=NOW)
        assert [each.carried for each in store.letters.due(now=NOW, limit=9)] == [told]

    def test_claimed_letter_is_not_due_and_not_claimed_twice(self, store: Store) -> None:
        decided(store, 1)
        store.letters.file(now=NOW)
        (letter,) = store.letters.due(now=NOW, limit=9)
        assert store.letters.claim(letter, until=NOW + MINUTE)
        assert not store.letters.claim(letter, until=NOW + MINUTE)
        assert store.letters.due(now=NOW, limit=9) == []
        (again,) = store.letters.due(now=NOW + MINUTE, limit=9)
        assert (again.id, again.attempts) == (letter.id, 1)

    def test_rest_moves_what_is_due_earlier_and_nothing_else(self, store: Store) -> None:
        decided(store, 1)
        decided(store, 2)
        store.letters.file(now=NOW)
        late, soon = store.letters.due(now=NOW, limit=9)
        store.letters.put_off(late, until=NOW + 9 * MINUTE, trouble="HTTP 500")
        store.letters.rest(until=NOW + MINUTE)
        assert store.letters.due(now=NOW, limit=9) == []
        assert [each.id for each in store.letters.due(now=NOW + MINUTE, limit=9)] == [soon.id]
