"""Letters arrive, in the order of their decision, however the receiver behaves."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.feedback import decide, scoped_key
from bot.recommender.envelopes import event_of
from bot.recommender.webhook import WAITS, Webhook
from knowledge.model import (
    OWN_SOURCE,
    Assessment,
    AssessmentTarget,
    Decision,
    DecisionKind,
    Judgement,
    LetterState,
    Outcome,
    OutcomeResult,
)
from knowledge.store import Store
from tests.receiver import CUT, HANG, Receiver, receiver
from tests.small_plant import DIRECTORY, NOW, OPERATOR, advice

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


@dataclass
class Sending:
    """A store, a receiver, and a clock that a test moves."""

    store: Store
    owner: Receiver
    now: datetime = NOW
    url: str = ""

    def deliver(self, *, after: timedelta = timedelta(), seconds: float = 5) -> int:
        self.now += after
        hook = Webhook(self.url or self.owner.url, SECRET, seconds, lambda: self.now)
        return hook.deliver(self.store)

    def override(self, number: int) -> str:
        """Let the operator override a new recommendation; return its decision id."""
        one = advice(number)
        self.store.recommendations.add(one, {}, str(number))
        decide(
            self.store,
            key=f"k{number}",
            person=OPERATOR,
            decision_id=one.decision_id,
            decision="overridden",
            reason_class="information",
            rationale="new lot",
            now=NOW,
        )
        return one.decision_id

    def tell(self, decision_id: str, result: OutcomeResult = OutcomeResult.BETTER) -> None:
        outcome = Outcome(decision_id, result, self.now, told=True)
        key = scoped_key("outcome", OPERATOR, decision_id)
        self.store.recommendations.add_outcome(outcome, OWN_SOURCE, key, result)

    def dead(self) -> list[str]:
        return [each.trouble for each in self.store.letters.in_state(LetterState.DEAD)]


@pytest.fixture
def sending(tmp_path: Path) -> Iterator[Sending]:
    with Store.open(f"sqlite:///{tmp_path / 'tandem.db'}") as store, receiver() as owner:
        store.directory.replace(DIRECTORY)
        yield Sending(store, owner)


def test_what_people_said_arrives_signed_and_as_it_is_exported(sending: Sending) -> None:
    decision_id = sending.override(1)
    sending.tell(decision_id)
    assert sending.deliver() == 2
    sent = [json.loads(each.body) for each in sending.owner.received]
    exported = [event_of(each, sending.store.uid) for each in sending.store.letters.since(None)]
    assert sent == exported
    assert [each["type"].rsplit(".", 1)[1] for each in sent] == ["decided", "outcome"]
    assert sending.owner.ids == [each["id"] for each in exported]
    assert sent[0]["data"]["by"] == "p-1"
    assert "p-1" not in sent[0]["id"]


def test_nothing_is_sent_twice_once_it_arrived(sending: Sending) -> None:
    sending.override(1)
    assert (sending.deliver(), sending.deliver(after=timedelta(days=1))) == (1, 0)
    assert len(sending.owner.received) == 1


def test_what_a_machine_sent_is_not_sent_back(sending: Sending) -> None:
    made = Decision("R-1", DecisionKind.ACCEPTED, NOW, "p-1")
    sending.store.recommendations.add_decision(made, "plant/hmi", "e1", "f")
    measured = Outcome("R-1", OutcomeResult.WORSE, NOW)
    sending.store.recommendations.add_outcome(measured, "plant/historian", "e2", "f")
    assert sending.deliver() == 0


def test_assessment_of_an_answer_is_sent_with_its_target(sending: Sending) -> None:
    said = Assessment("a", AssessmentTarget.ANSWER, "turn", "p-1", NOW, Judgement.RIGHT)
    sending.store.assessments.save(said)
    assert sending.deliver() == 1
    assert json.loads(sending.owner.received[0].body)["data"]["feedback"] == "right"


@pytest.mark.parametrize("misdeed", [500, 401, 404, 302, CUT, HANG, (429, "1"), (503, "soon")])
def test_letter_that_did_not_arrive_is_sent_again_later_with_the_same_id_and_body(
    sending: Sending, misdeed: object
) -> None:
    sending.override(1)
    sending.owner.plan.append(misdeed)
    assert sending.deliver(seconds=0.3) == 0
    assert sending.deliver() == 0, "not before it is due"
    assert sending.deliver(after=WAITS[0]) == 1
    first, second = sending.owner.received
    assert first.body == second.body
    assert first.headers["webhook-id"] == second.headers["webhook-id"]


def test_waits_grow_and_a_letter_is_given_up_after_the_last(sending: Sending) -> None:
    sending.override(1)
    sending.owner.plan.extend([500] * (len(WAITS) + 1))
    for wait in (timedelta(), *WAITS):
        assert sending.deliver(after=wait - timedelta(seconds=1) if wait else wait) == 0
        sending.deliver(after=timedelta(seconds=1) if wait else wait)
    assert len(sending.owner.received) == len(WAITS) + 1
    assert sending.dead() == ["HTTP 500"]
    assert sending.deliver(after=timedelta(days=9)) == 0


def test_retry_after_is_kept_also_by_the_other_letters(sending: Sending) -> None:
    sending.override(1)
    sending.override(2)
    sending.owner.plan.append((429, "3600"))
    sending.deliver()
    assert sending.deliver(after=timedelta(seconds=3599)) == 0
    assert len(sending.owner.received) == 1
    assert sending.deliver(after=timedelta(seconds=1)) == 2


def test_retry_after_as_a_date_counts_and_nobody_may_ask_for_more_than_a_day(
    sending: Sending,
) -> None:
    sending.override(1)
    sending.owner.plan.extend([(503, "Fri, 20 Nov 2026 14:20:00 GMT"), (429, "9" * 30)])
    sending.deliver()
    assert sending.deliver(after=timedelta(minutes=9)) == 0
    assert sending.deliver(after=timedelta(minutes=1)) == 0
    assert len(sending.owner.received) == 2
    assert sending.deliver(after=timedelta(days=1)) == 1


def test_letter_that_fails_holds_back_only_those_about_its_own_decision(sending: Sending) -> None:
    first = sending.override(1)
    sending.owner.plan.append(500)
    sending.deliver()
    sending.tell(first)
    second = sending.override(2)
    assert sending.deliver() == 1
    assert sending.deliver(after=WAITS[0]) == 2
    sent = [json.loads(each.body)["data"] for each in sending.owner.received]
    assert [each["decision_id"] for each in sent] == [first, second, first, first]
    assert [each.get("result") for each in sent] == [None, None, None, "better"]


def test_refused_letter_is_given_up_and_holds_back_what_follows_until_it_is_dropped(
    sending: Sending,
) -> None:
    decision_id = sending.override(1)
    sending.owner.plan.append(422)
    sending.tell(decision_id)
    other = sending.override(2)
    assert sending.deliver() == 1
    assert json.loads(sending.owner.received[-1].body)["data"]["decision_id"] == other
    (dead,) = sending.store.letters.in_state(LetterState.DEAD)
    assert dead.trouble == "HTTP 422"
    assert sending.store.letters.drop(dead.id, now=sending.now)
    assert sending.deliver() == 1
    assert json.loads(sending.owner.received[-1].body)["data"]["result"] == "better"


def test_dead_letter_that_is_sent_again_goes_before_what_it_held_back(sending: Sending) -> None:
    decision_id = sending.override(1)
    sending.owner.plan.append(400)
    sending.tell(decision_id)
    sending.deliver()
    (dead,) = sending.store.letters.in_state(LetterState.DEAD)
    assert sending.store.letters.resend(dead.id, now=sending.now)
    assert not sending.store.letters.resend("nothing", now=sending.now)
    assert sending.deliver() == 2
    kinds = [json.loads(each.body)["type"].rsplit(".", 1)[1] for each in sending.owner.received]
    assert kinds == ["decided", "decided", "outcome"]


def test_nobody_there_costs_one_attempt_a_round_however_many_wait(sending: Sending) -> None:
    with receiver() as gone:
        sending.url = gone.url
    for number in range(1, 6):
        sending.override(number)
    sending.deliver()
    counted = [each.attempts for each in sending.store.letters.in_state(LetterState.WAITING)]
    assert sorted(counted) == [0, 0, 0, 0, 1]
    sending.url = ""
    assert sending.deliver(after=WAITS[0]) == 5


def test_letter_taken_out_by_one_process_is_left_alone_by_another(sending: Sending) -> None:
    sending.override(1)
    sending.store.letters.file(now=NOW)
    (letter,) = sending.store.letters.due(now=NOW, limit=9)
    assert sending.store.letters.claim(letter, until=NOW + timedelta(seconds=15))
    assert not sending.store.letters.claim(letter, until=NOW + timedelta(seconds=15))
    assert sending.deliver() == 0
    assert sending.deliver(after=timedelta(seconds=15)) == 1, "that process was killed"


def test_time_of_the_signature_is_the_time_of_the_attempt(sending: Sending) -> None:
    sending.override(1)
    sending.owner.plan.append(500)
    sending.deliver()
    sending.deliver(after=timedelta(minutes=10))
    stamps = [int(each.headers["webhook-timestamp"]) for each in sending.owner.received]
    assert stamps[1] - stamps[0] == 600
    assert datetime.fromtimestamp(stamps[0], UTC) == NOW.replace(microsecond=0)
