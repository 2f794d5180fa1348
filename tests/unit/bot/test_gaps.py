"""What is filed for the engineers, what is not, and who may see and close it."""

from dataclasses import replace

import pytest

from bot.feedback import BadFeedback
from bot.gaps import ask_again, close_gap
from knowledge import access
from knowledge.model import Answer, Evidence, EvidenceKind, Gap, Lack, Person, Role, Status
from tests.small_plant import LINE_4, NOW, OPERATOR, Plant

ENGINEER = Person("p-9", "Ingrid", frozenset({"line-4"}), frozenset({Role.ENGINEER}))
ELSEWHERE = replace(ENGINEER, teams=frozenset({"packaging"}))
LICENCE = "which forklift licence do I need?"


def gaps(plant: Plant, person: Person = ENGINEER) -> list[Gap]:
    return access.gaps(plant.store, person)


def ask_in_vain(plant: Plant, text: str = LICENCE, **pointing: str) -> Answer:
    plant.shelf.hits.clear()
    return plant.ask(text, **pointing).answer


def test_question_without_an_answer_is_filed_and_the_asker_is_told(plant: Plant) -> None:
    told = ask_in_vain(plant)
    assert told.status is Status.ABSTAINED
    assert told.missing.endswith("I have noted this for the process engineers.")
    (gap,) = gaps(plant)
    assert (gap.text, gap.asset, gap.asked, gap.teams) == (LICENCE, LINE_4, 1, ("line-4",))


def test_same_question_in_other_words_of_no_content_is_one_gap(plant: Plant) -> None:
    ask_in_vain(plant)
    ask_in_vain(plant, "Which licence for the forklift, please?")
    assert [gap.asked for gap in gaps(plant)] == [2]


def test_repeated_delivery_files_once(plant: Plant) -> None:
    first = ask_in_vain(plant, key="k-7")
    assert ask_in_vain(plant, key="k-7").missing == first.missing
    assert [gap.asked for gap in gaps(plant)] == [1]


def test_gap_names_nobody(plant: Plant) -> None:
    ask_in_vain(plant)
    assert OPERATOR.id not in repr(gaps(plant))
    assert OPERATOR.name not in repr(gaps(plant))


def test_what_is_asked_about_people_is_filed_without_them(plant: Plant) -> None:
    ask_in_vain(plant, f"may {OPERATOR.name} at +49 170 5551234 lend me a forklift licence?")
    (gap,) = gaps(plant)
    assert OPERATOR.name not in repr(gap)
    assert "555" not in repr(gap)
    assert "forklift licence" in gap.text


@pytest.mark.parametrize("text", ["what's open?", "hi", "why R-2026-999999?"])
def test_nothing_to_tell_is_no_gap(plant: Plant, text: str) -> None:
    ask_in_vain(plant, text)
    assert gaps(plant) == []


@pytest.mark.parametrize(
    ("person", "seen"),
    [(ENGINEER, 1), (OPERATOR, 0), (ELSEWHERE, 0), (replace(OPERATOR, sees_all=True), 1)],
)
def test_gaps_are_for_the_engineers_of_the_equipment(
    plant: Plant, person: Person, seen: int
) -> None:
    ask_in_vain(plant)
    assert len(gaps(plant, person)) == seen


def test_aside_leaves_neither_turn_nor_gap(plant: Plant) -> None:
    found = plant.assistant.aside(OPERATOR, LICENCE, now=NOW)
    assert found.status is Status.ABSTAINED
    assert gaps(plant) == []


def test_gap_is_closed_with_a_reason(plant: Plant) -> None:
    ask_in_vain(plant)
    gap = gaps(plant)[0].id
    closed = close_gap(
        plant.store, ENGINEER, gap, state="answered", reason=" SOP-150 rev A ", now=NOW
    )
    assert (closed.state, closed.reason, closed.closed_at) == ("answered", "SOP-150 rev A", NOW)


@pytest.mark.parametrize(
    ("person", "state", "reason", "named"),
    [
        (OPERATOR, "answered", "x", "gap"),
        (ELSEWHERE, "answered", "x", "gap"),
        (ENGINEER, "open", "x", "state"),
        (ENGINEER, "dismissed", "  ", "reason"),
    ],
)
def test_gap_is_not_closed_by_others_or_without_a_reason(
    plant: Plant, person: Person, state: str, reason: str, named: str
) -> None:
    ask_in_vain(plant)
    gap = gaps(plant)[0]
    with pytest.raises(BadFeedback, match=f"^{named} is"):
        close_gap(plant.store, person, gap.id, state=state, reason=reason, now=NOW)
    assert gaps(plant) == [gap]


FOUND = Answer(
    Status.ANSWERED,
    "Ask the training office.",
    evidence=(Evidence("S1", EvidenceKind.PASSAGE, "…", "p", "SOP-150"),),
)
NOTHING = Answer(Status.ABSTAINED, "I do not know.", lack=Lack(LICENCE))


def gap_of(plant: Plant) -> Gap:
    ask_in_vain(plant)
    return replace(gaps(plant)[0], teams=("line-4", "packaging"))


def test_question_asked_again_says_what_answers_it_now(plant: Plant) -> None:
    again = ask_again(gap_of(plant), ENGINEER, lambda _: FOUND)
    assert again.answered
    assert [each.document for each in again.evidence] == ["SOP-150"]


def test_question_is_answered_only_when_every_team_that_asked_gets_the_answer(
    plant: Plant,
) -> None:
    gap = gap_of(plant)
    again = ask_again(gap, ENGINEER, lambda who: FOUND if "line-4" in who.teams else NOTHING)
    assert (again.answered, again.without) == (False, ("packaging",))


def test_question_still_without_an_answer_shows_nothing(plant: Plant) -> None:
    again = ask_again(gap_of(plant), ENGINEER, lambda _: NOTHING)
    assert (again.answered, again.evidence) == (False, ())


def test_answer_in_part_is_no_answer(plant: Plant) -> None:
    in_part = replace(FOUND, lack=Lack(LICENCE))
    assert not ask_again(gap_of(plant), ENGINEER, lambda _: in_part).answered
