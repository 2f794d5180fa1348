"""How corrections read: the order of the queue, who is named to whom, every step in words."""

from bot.corrections import Vouched, accept, heard, queue, reject, told
from bot.corrections.telling import MOST_SIMILAR
from knowledge.model import Person
from tests.reviewed_plant import ENGINEER, MATE, STRANGE_ENGINEER, SUPERVISING, Say
from tests.small_plant import NOW, OPERATOR, Plant


def listed(plant: Plant, reader: Person = ENGINEER, *, finished: bool = False) -> list[int]:
    found = queue(plant.store, reader, alike=plant.shelf.alike, now=NOW, finished=finished)
    return [each.number for each in found]


def accepted(plant: Plant, number: int) -> None:
    accept(plant.store, ENGINEER, number, reason="seen it", vouched=Vouched(), now=NOW)


def test_what_waits_comes_first_and_of_that_the_most_used_then_the_oldest(
    reviewing: Plant, say: Say
) -> None:
    one, two, three = say(), say("Wipe it."), say("Only on drum 3.", question="How do I do it?")
    accepted(reviewing, one.number)
    reviewing.ask("Why?", by=MATE, decision_id="R-2026-000001")  # shows one and two
    four = say("Dry it.")
    reject(reviewing.store, ENGINEER, four.number, reason="no", now=NOW)
    assert listed(reviewing) == [two.number, three.number, one.number]
    assert listed(reviewing, finished=True)[-1] == four.number
    assert listed(reviewing, STRANGE_ENGINEER) == []
    assert listed(reviewing, OPERATOR) == []


def test_a_reviewer_is_told_what_is_similar_and_what_cannot_hold_with_it(
    reviewing: Plant, say: Say
) -> None:
    one, other = say("Go to 36 rpm."), say("Go to 38 rpm.", by=MATE)
    for place in range(MOST_SIMILAR):
        say(f"Look at it {'again ' * place}first.")
    shown = {
        each.number: each
        for each in queue(reviewing.store, ENGINEER, alike=reviewing.shelf.alike, now=NOW)
    }
    assert len(shown[one.number].similar) == MOST_SIMILAR
    assert shown[other.number + 1].disputed == ()
    few = queue(reviewing.store, ENGINEER, alike=reviewing.shelf.alike, now=NOW, limit=1)
    assert [bool(each.similar) for each in few[:2]] == [True, False]


def test_steps_say_what_who_and_why_and_a_reviewer_is_a_role_and_a_team(
    reviewing: Plant, say: Say
) -> None:
    one = say()
    accepted(reviewing, one.number)
    after = reviewing.store.corrections.get(one.number)
    assert after is not None
    directory = reviewing.store.directory.load()

    def lines(reader: Person) -> list[str]:
        return [line.text for line in told(after, reader=reader, directory=directory).lines]

    assert lines(OPERATOR) == [
        "Said by you",
        "Stands in answers of the same team, as unreviewed",
        "Accepted by an engineer of Engineering, as evidence in answers: “seen it”",
        "Applied",
    ]
    assert lines(ENGINEER)[0] == "Said by Amara of Line 4"
    assert lines(ENGINEER)[2].startswith("Accepted by you")
    assert lines(MATE)[0] == "Said by somebody of Line 4"
    assert lines(SUPERVISING)[0] == "Said by somebody of Line 4"


def test_what_is_said_again_of_another_answer_is_heard_as_said_before(
    reviewing: Plant, say: Say
) -> None:
    one = say()
    again = say(key="another", rationale="I have seen it again.")
    assert again.number == one.number
    assert heard(one, question_id=one.said.target_id).startswith("Thank you. From now on")
    said = heard(again, question_id="another answer")
    assert said.startswith(f"You have said so before: it is number {one.number}. Thank you.")


def test_the_author_and_the_reviewer_are_told_why_it_stands_in_no_answer(
    reviewing: Plant, say: Say
) -> None:
    one = say("Bypass the guard.")
    assert one.routed
    why = "it touches bypassing or switching off a safety system, and so stands in no answer"
    assert why in heard(one, question_id=one.said.target_id)
    shown = told(one, reader=ENGINEER, directory=reviewing.store.directory.load())
    assert shown.lines[0].text.startswith("Said by Amara of Line 4. With “")
    assert why in shown.lines[0].text
