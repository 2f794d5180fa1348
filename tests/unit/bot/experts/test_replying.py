"""A reply reaches who asked, with a name only if its author wants that, marked as unvalidated."""

from datetime import timedelta

import pytest

from bot import experts
from bot.feedback import BadFeedback
from knowledge.model import Gap, Person, QuietHours
from tests.reviewed_plant import ENGINEER, MATE, OTHER_LINE, REVIEWING
from tests.small_plant import LINE_4, NOW, OPERATOR, STRANGER, Plant

LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def gap(plant: Plant) -> Gap:
    """What the operator asked in vain, put to their mate."""
    plant.store.directory.replace(REVIEWING)
    plant.ask("Where is the spare belt of drum 2 kept?", asset=f"{LINE_4}/drum-2")
    experts.join(plant.store, MATE, now=NOW)
    experts.look(plant.store, alike=plant.shelf.alike, most=2, now=LATER)
    (found,) = plant.store.gaps.all()
    return found


def reply(plant: Plant, gap: Gap, text: str = "In the loft.", **facts: object) -> None:
    experts.reply(plant.store, MATE, gap.id, text=text, now=LATER, **facts)  # type: ignore[arg-type]


def test_asker_is_told_by_whom_and_that_nobody_validated_it(plant: Plant, gap: Gap) -> None:
    assert experts.news(plant.store, OPERATOR) == []
    reply(plant, gap)
    (told,) = experts.news(plant.store, OPERATOR)
    assert told.lead == "Answered by Mateusz, not yet validated"
    assert (told.question, told.text) == (gap.text, "In the loft.")
    assert experts.news(plant.store, STRANGER) == []
    assert experts.open_for(plant.store, MATE, now=LATER) == []


def test_name_is_told_only_if_its_author_wants_it(plant: Plant, gap: Gap) -> None:
    reply(plant, gap, unnamed=True)
    (told,) = experts.news(plant.store, OPERATOR)
    assert told.lead == "Answered by a colleague of Line 4, not yet validated"
    assert "Mateusz" not in repr(told)


def test_second_reply_with_the_same_key_changes_nothing(plant: Plant, gap: Gap) -> None:
    reply(plant, gap)
    with pytest.raises(BadFeedback):
        reply(plant, gap, "Elsewhere.")
    assert [each.text for each in plant.store.experts.replies()] == ["In the loft."]


def test_reply_about_hazardous_work_is_kept_and_told_to_nobody(plant: Plant, gap: Gap) -> None:
    reply(plant, gap, "Defeat the guard interlock and reach in.")
    assert experts.news(plant.store, OPERATOR) == []
    assert [each.routed for each in plant.store.experts.replies()] == [True]


def test_engineers_of_the_equipment_may_reply_without_being_asked(plant: Plant, gap: Gap) -> None:
    experts.reply(plant.store, ENGINEER, gap.id, text="In the loft.", now=LATER)
    assert len(experts.news(plant.store, OPERATOR)) == 1


@pytest.mark.parametrize("person", [OTHER_LINE, STRANGER, OPERATOR])
def test_others_may_neither_reply_nor_pass_on(plant: Plant, gap: Gap, person: object) -> None:
    with pytest.raises(BadFeedback, match="not open for you"):
        experts.reply(plant.store, person, gap.id, text="x", now=LATER)  # type: ignore[arg-type]
    with pytest.raises(BadFeedback, match="not open for you"):
        experts.decline(plant.store, person, gap.id)  # type: ignore[arg-type]


def test_empty_reply_is_refused(plant: Plant, gap: Gap) -> None:
    with pytest.raises(BadFeedback, match="what you know"):
        reply(plant, gap, "  ")


def test_put_away_reply_is_not_told_again(plant: Plant, gap: Gap) -> None:
    reply(plant, gap)
    (told,) = experts.news(plant.store, OPERATOR)
    experts.helped(plant.store, OPERATOR, told.turn, True, now=LATER)
    assert experts.news(plant.store, OPERATOR) == []
    with pytest.raises(BadFeedback):
        experts.seen(plant.store, STRANGER, told.turn, now=LATER)


def test_who_helped_is_asked_first_next_time(plant: Plant, gap: Gap) -> None:
    reply(plant, gap)
    (told,) = experts.news(plant.store, OPERATOR)
    experts.helped(plant.store, OPERATOR, told.turn, True, now=LATER)
    experts.join(plant.store, ENGINEER, now=NOW)
    plant.ask("Where is the spare belt of drum 2 stored?", asset=f"{LINE_4}/drum-2")
    experts.look(plant.store, alike=plant.shelf.alike, most=2, now=LATER)
    assert experts.open_for(plant.store, MATE, now=LATER)
    assert not experts.open_for(plant.store, ENGINEER, now=LATER)


def test_hours_are_both_or_none(plant: Plant) -> None:
    experts.join(plant.store, MATE, quiet=("22:00", "06:00"), now=NOW)
    assert isinstance(experts.willing_hours(plant.store, MATE), QuietHours)
    for bad in (("22:00", ""), ("late", "early")):
        with pytest.raises(BadFeedback, match="22:00 and 06:00"):
            experts.join(plant.store, MATE, quiet=bad, now=NOW)
    experts.leave(plant.store, MATE)
    assert not experts.is_willing(plant.store, MATE)


def test_who_may_be_asked_may_say_what_they_know_unasked(plant: Plant, gap: Gap) -> None:
    where = plant.store.conversations.get(next(iter(plant.store.experts.waiting(gap.id))))
    assert where is not None
    spot = where.conversation_id

    def offered(person: Person) -> bool:
        return experts.offered_in(plant.store, person, spot, now=LATER) is not None

    assert [offered(each) for each in (MATE, ENGINEER, OPERATOR, OTHER_LINE)] == [
        *(True, False, False, False)
    ]
    for each in (OPERATOR, OTHER_LINE):
        experts.join(plant.store, each, now=NOW)
    assert not offered(OPERATOR)  # their own question
    assert not offered(OTHER_LINE)  # not their equipment
    experts.join(plant.store, ENGINEER, quiet=("13:00", "15:00"), now=NOW)
    assert not offered(ENGINEER)
    experts.join(plant.store, ENGINEER, now=NOW)
    assert offered(ENGINEER)
    assert experts.offered_in(plant.store, ENGINEER, "elsewhere", now=LATER) is None
    experts.reply(plant.store, ENGINEER, gap.id, text="In the loft.", now=LATER)
    assert not offered(MATE)
    assert len(experts.news(plant.store, OPERATOR)) == 1


def test_cry_for_help_is_nobodys_answer(plant: Plant) -> None:
    assert experts.is_emergency(plant.store, "Fire on line 4!")
    assert not experts.is_emergency(plant.store, "In the loft.")


def test_question_in_another_language_stands_in_english_words_too(plant: Plant) -> None:
    plant.store.directory.replace(REVIEWING)
    plant.ask("Wo liegt der Riemen für die Trommel?", asset=f"{LINE_4}/drum-2")
    experts.join(plant.store, MATE, now=NOW)
    experts.look(plant.store, alike=plant.shelf.alike, most=2, now=LATER)
    (asked,) = experts.open_for(plant.store, MATE, now=LATER)
    assert asked.text.startswith("Wo liegt")
    assert "belt" in asked.read_as
