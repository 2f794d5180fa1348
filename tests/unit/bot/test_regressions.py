"""Cases from people: an accepted correction's question is asked again, and what broke is said."""

from datetime import UTC, datetime, timedelta

from bot.corrections import Vouched, accept, done, roll_back
from bot.regressions import Case, replay, replaying
from knowledge.model import Correction, Happening, SetPoint, Use
from tests.reviewed_plant import ENGINEER, Say
from tests.small_plant import NOW, Plant, advice

LOWEST = "What is the lowest drum speed?"


def accepted(plant: Plant, one: Correction, **how: object) -> Correction:
    vouched = Vouched(**how)  # type: ignore[arg-type]
    return accept(plant.store, ENGINEER, one.number, reason="seen it", vouched=vouched, now=NOW)


def replayed(plant: Plant) -> list[Case]:
    return replay(plant.store, plant.assistant, now=NOW)


def why(plant: Plant) -> list[str]:
    return [each.broken for each in replayed(plant)]


def test_a_case_holds_while_its_evidence_stands_in_the_answer(reviewing: Plant, say: Say) -> None:
    say("Wait for the lab.")  # in review: no case yet
    one = accepted(reviewing, say())
    assert why(reviewing) == [""]
    assert reviewing.store.corrections.checks()[one.number].broken == ""


def test_asking_again_keeps_no_turn_and_counts_no_use(reviewing: Plant, say: Say) -> None:
    one = accepted(reviewing, say())
    replayed(reviewing)
    since = NOW - timedelta(days=1)
    assert reviewing.store.corrections.uses([one.number], since=since) == {}


def test_what_crowds_the_evidence_out_breaks_the_case(reviewing: Plant, say: Say) -> None:
    first = accepted(reviewing, say())
    for text in ("Wipe it.", "Dry it.", "Look at it."):
        accepted(reviewing, say(text, now=NOW + timedelta(minutes=1)))
    broken = {each.correction.number: each.broken for each in replayed(reviewing)}
    assert broken.pop(first.number) == "the correction does not stand in the answer"
    assert set(broken.values()) == {""}


def test_the_confirmed_document_stays_in_first_place(reviewing: Plant, say: Say) -> None:
    reviewing.shelf.put("Never go below 36 rpm.")
    accepted(reviewing, say("Kettle cut needs 40 rpm.", question=LOWEST), document="sop-114")
    assert why(reviewing) == [""]
    reviewing.shelf.hits.clear()
    reviewing.shelf.put("The lowest drum speed is 20 rpm.", number="SOP-900")
    (broken,) = why(reviewing)
    assert broken.startswith("sop-114 is not in first place: SOP-900 rev C, 6.2 is")


def test_an_answer_that_is_none_any_more_breaks_the_case(reviewing: Plant, say: Say) -> None:
    accepted(reviewing, say(), use=Use.NOTE)
    assert why(reviewing) == [""]
    reviewing.store.directory.replace(
        reviewing.store.directory.load().__class__()  # nobody owns the line any more
    )
    (broken,) = why(reviewing)
    assert broken.startswith("it is not answered: ")


def test_a_change_that_is_asked_for_is_a_case_once_it_is_in_the_document(
    reviewing: Plant, say: Say
) -> None:
    reviewing.shelf.put("Never go below 36 rpm.")
    one = say("Kettle cut needs 40 rpm.", question=LOWEST)
    accepted(reviewing, one, use=Use.CHANGE_REQUEST, document="SOP-114")
    assert replayed(reviewing) == []
    done(reviewing.store, ENGINEER, one.number, reason="SOP-114 rev D", now=NOW)
    assert why(reviewing) == [""]


def test_what_was_taken_back_is_no_case(reviewing: Plant, say: Say) -> None:
    one = accepted(reviewing, say())
    roll_back(reviewing.store, ENGINEER, one.number, reason="it was the belt", now=NOW)
    assert replayed(reviewing) == []


def test_a_matter_that_is_not_for_chat_must_stay_routed(reviewing: Plant, say: Say) -> None:
    reviewing.shelf.certified("1. Turn the isolator to 0.")
    accepted(reviewing, say("Pull the plug.", question="How do I lock out drum 2?"), use=Use.NOTE)
    assert why(reviewing) == [""]


def test_cases_are_asked_by_themselves_after_a_start_a_change_and_each_day(
    reviewing: Plant, say: Say
) -> None:
    reviewing.shelf.put("Never go below 36 rpm.")
    one = accepted(reviewing, say("Kettle cut needs 40 rpm.", question=LOWEST), document="sop-114")
    job = replaying(reviewing.store, reviewing.assistant, zone=UTC)

    def asked(at: datetime) -> bool:
        job.work(Happening("regressions.ask", at.isoformat(), at))
        return reviewing.store.corrections.checks()[one.number].at == at

    later = NOW + timedelta(minutes=10)
    assert asked(NOW), "a prompt or a model may have changed"
    assert not asked(later)
    reviewing.shelf.hits.clear()
    reviewing.shelf.put("The lowest drum speed is 20 rpm.", number="SOP-900")
    assert asked(later + timedelta(minutes=10))
    assert reviewing.store.corrections.checks()[one.number].broken
    assert not asked(later + timedelta(minutes=20))
    assert asked(NOW + timedelta(days=1))


def test_a_newer_recommendation_of_the_same_equipment_breaks_nothing(
    reviewing: Plant, say: Say
) -> None:
    one = accepted(reviewing, say(question="Why does drum 2 on line 4 want another speed?"))
    assert one.matter.decision_id == "R-2026-000001"
    later = NOW + timedelta(minutes=40)
    feeder = SetPoint("scarf feeder rate", 95, "%", 100)
    reviewing.issue(
        advice(9, minutes_ago=-39, action="Reduce scarf feeder rate", outcomes=(feeder,))
    )
    (case,) = replay(reviewing.store, reviewing.assistant, now=later)
    assert case.broken == ""
