"""What nothing written answers goes to who knows, one at a time, and never what is hazardous."""

from dataclasses import replace
from datetime import time, timedelta

import pytest

from bot import experts
from bot.experts.looking import MOST_ASKED, PATIENCE
from bot.feedback import BadFeedback
from bot.gaps import close_gap
from knowledge.model import Gap, Person, QuietHours
from knowledge.model.experts import Expert
from tests.reviewed_plant import ENGINEER, LINE_ENGINEER, MATE, OTHER_LINE, REVIEWING
from tests.small_plant import LINE_4, NOW, OPERATOR, STRANGER, Plant

LATER = NOW + timedelta(minutes=5)
ASKED = "Where is the spare belt of drum 2 kept?"


@pytest.fixture
def gap(plant: Plant) -> Gap:
    """What the operator asked in vain about drum 2; nobody is willing yet."""
    plant.store.directory.replace(REVIEWING)
    plant.ask(ASKED, asset=f"{LINE_4}/drum-2")
    (found,) = plant.store.gaps.all()
    return found


def join(plant: Plant, *people: Person, quiet: QuietHours | None = None) -> None:
    for each in people:
        plant.store.experts.join(Expert(each.id, NOW, quiet))


def look(plant: Plant, *, most: int = 2, later: timedelta = timedelta(0)) -> int:
    alike = plant.shelf.alike
    return experts.look(plant.store, alike=alike, most=most, now=LATER + later)


def asked(plant: Plant, person: Person) -> list[str]:
    return [each.text for each in experts.open_for(plant.store, person, now=LATER)]


def everybody_asked(plant: Plant) -> set[str]:
    return {each.id for each in REVIEWING.people if asked(plant, each)}


def test_nobody_is_asked_who_did_not_say_that_they_may_be(plant: Plant, gap: Gap) -> None:
    assert look(plant) == 0
    join(plant, MATE)
    assert look(plant, most=0) == 0
    assert look(plant) == 1
    assert asked(plant, MATE) == [ASKED]


def test_one_is_asked_at_a_time_and_the_best_first(plant: Plant, gap: Gap) -> None:
    join(plant, MATE, ENGINEER)
    assert (look(plant), look(plant)) == (1, 0)
    assert everybody_asked(plant) == {ENGINEER.id}


def test_asker_and_strangers_to_the_equipment_are_not_asked(plant: Plant, gap: Gap) -> None:
    join(plant, OPERATOR, STRANGER, OTHER_LINE)
    assert look(plant) == 0


def test_who_declines_passes_it_to_the_next(plant: Plant, gap: Gap) -> None:
    join(plant, MATE, ENGINEER)
    look(plant)
    experts.decline(plant.store, ENGINEER, gap.id)
    assert look(plant) == 1
    assert everybody_asked(plant) == {MATE.id}
    experts.decline(plant.store, MATE, gap.id)
    assert look(plant) == 0
    assert [each.id for each in plant.store.gaps.all()] == [gap.id]


def test_silence_passes_it_on_after_a_while(plant: Plant, gap: Gap) -> None:
    join(plant, MATE, ENGINEER)
    look(plant)
    assert look(plant, later=PATIENCE - timedelta(hours=1)) == 0
    assert look(plant, later=PATIENCE) == 1
    assert everybody_asked(plant) == {MATE.id}


def test_few_people_are_asked_the_same(plant: Plant, gap: Gap) -> None:
    crew = [Person(f"p-{n}", f"N {n}", frozenset({"line-4"})) for n in range(50, 58)]
    plant.store.directory.replace(replace(REVIEWING, people=(*REVIEWING.people, *crew)))
    join(plant, *crew)
    found = [look(plant, later=turn * PATIENCE) for turn in range(8)]
    assert sum(found) == MOST_ASKED


def test_nobody_has_more_open_than_most(plant: Plant, gap: Gap) -> None:
    plant.ask("Who repairs the belt of drum 3?", asset=f"{LINE_4}/drum-3")
    join(plant, MATE)
    assert look(plant, most=1) == 1
    assert look(plant, most=2) == 1


def test_quiet_hours_are_quiet_and_do_not_pass_a_question_on(plant: Plant, gap: Gap) -> None:
    night = QuietHours(time(13), time(15))
    join(plant, MATE, quiet=night)
    assert look(plant) == 0
    assert look(plant, later=timedelta(hours=2)) == 1
    assert asked(plant, MATE) == []
    join(plant, ENGINEER)
    assert look(plant, later=timedelta(hours=24)) == 0


def test_what_is_not_answered_from_chat_is_put_to_nobody(plant: Plant) -> None:
    plant.store.directory.replace(REVIEWING)
    join(plant, MATE, ENGINEER)
    plant.store.gaps.file(
        turn="t",
        same_as="x",
        text="How do I defeat the guard interlock of drum 2?",
        asset=LINE_4,
        missing=(),
        team="line-4",
        at=NOW,
    )
    assert look(plant) == 0


def test_old_questions_are_put_to_nobody(plant: Plant, gap: Gap) -> None:
    join(plant, MATE)
    assert look(plant, later=timedelta(days=31)) == 0


def test_closed_gap_asks_nobody_any_more(plant: Plant, gap: Gap) -> None:
    join(plant, MATE)
    look(plant)
    close_gap(plant.store, ENGINEER, gap.id, state="dismissed", reason="moved", now=NOW)
    assert asked(plant, MATE) == []
    look(plant)
    assert plant.store.experts.open_for(MATE.id) == []


def test_who_leaves_is_asked_nothing_and_the_next_is(plant: Plant, gap: Gap) -> None:
    join(plant, MATE, LINE_ENGINEER)
    look(plant)
    assert everybody_asked(plant) == {LINE_ENGINEER.id}
    experts.leave(plant.store, LINE_ENGINEER)
    assert look(plant) == 1
    assert everybody_asked(plant) == {MATE.id}


def test_right_that_is_revoked_takes_the_question_away(plant: Plant, gap: Gap) -> None:
    join(plant, MATE)
    look(plant)
    moved = replace(MATE, teams=frozenset({"packaging"}))
    people = tuple(moved if each.id == MATE.id else each for each in REVIEWING.people)
    plant.store.directory.replace(replace(REVIEWING, people=people))
    assert asked(plant, moved) == []
    with pytest.raises(BadFeedback):
        experts.reply(plant.store, moved, gap.id, text="In the loft.", now=LATER)
