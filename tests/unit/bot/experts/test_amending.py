"""An author puts their reply otherwise or takes it back, until somebody has worked with it."""

from datetime import timedelta

import pytest

from bot import experts
from bot.articles import edit
from bot.drafts import look
from bot.feedback import BadFeedback
from knowledge.model import AskingState, DraftOutcome, Gap, Recurring
from tests.curated_plant import sources_of
from tests.reviewed_plant import ENGINEER, MATE
from tests.small_plant import OPERATOR, STRANGER, Plant
from tests.unit.bot.experts.test_replying import LATER, gap, reply

__all__ = ["gap"]
LATER_STILL = LATER + timedelta(minutes=5)
LOFT = "The spare belt of drum 2 is kept in the loft."


def reword(plant: Plant, gap: Gap, text: str, **facts: object) -> None:
    experts.reword(plant.store, MATE, gap.id, **{"text": text, "now": LATER_STILL, **facts})  # type: ignore[arg-type]


def draft(plant: Plant) -> list[DraftOutcome]:
    made = look(sources_of(plant), rule=Recurring(3, 2), now=LATER_STILL + timedelta(hours=1))
    return [each.outcome for each in made]


def test_asker_is_told_the_new_words_anew(plant: Plant, gap: Gap) -> None:
    reply(plant, gap, LOFT)
    (told,) = experts.news(plant.store, OPERATOR)
    experts.seen(plant.store, OPERATOR, told.turn, now=LATER)
    reword(plant, gap, "In the attic.", unnamed=True)
    (again,) = experts.news(plant.store, OPERATOR)
    assert (again.turn, again.text) == (told.turn, "In the attic.")
    assert again.lead == "Answered by a colleague of Line 4, not yet validated"


def test_the_same_words_again_tell_nobody_anew(plant: Plant, gap: Gap) -> None:
    reply(plant, gap, LOFT)
    (told,) = experts.news(plant.store, OPERATOR)
    experts.seen(plant.store, OPERATOR, told.turn, now=LATER)
    reword(plant, gap, LOFT)
    assert experts.news(plant.store, OPERATOR) == []


def test_older_words_do_not_overtake_newer_ones(plant: Plant, gap: Gap) -> None:
    reply(plant, gap, LOFT)
    reword(plant, gap, "In the attic.")
    reword(plant, gap, "In the cellar.", now=LATER + timedelta(minutes=1))
    assert [each.text for each in plant.store.experts.replies()] == ["In the attic."]


def test_reworded_into_hazardous_work_it_is_told_to_nobody(plant: Plant, gap: Gap) -> None:
    reply(plant, gap, LOFT)
    reword(plant, gap, "Defeat the guard interlock and reach in.")
    assert experts.news(plant.store, OPERATOR) == []


def test_taken_back_it_is_gone_and_the_question_is_open_again(plant: Plant, gap: Gap) -> None:
    reply(plant, gap, LOFT)
    for _ in range(2):
        experts.take_back(plant.store, MATE, gap.id, now=LATER_STILL)
    assert experts.own(plant.store, MATE, gap.id) is None
    assert experts.news(plant.store, OPERATOR) == []
    assert [each.gap for each in experts.all_open(plant.store, MATE)] == [gap.id]
    reply(plant, gap, "In the attic.")
    (told,) = experts.news(plant.store, OPERATOR)
    assert told.text == "In the attic."
    assert [each.state for each in plant.store.experts.askings()] == [AskingState.ANSWERED]


@pytest.mark.parametrize("person", [ENGINEER, STRANGER])
def test_nobody_else_changes_it(plant: Plant, gap: Gap, person: object) -> None:
    reply(plant, gap, LOFT)
    with pytest.raises(BadFeedback, match="not answered"):
        experts.reword(plant.store, person, gap.id, text="x", now=LATER)  # type: ignore[arg-type]
    experts.take_back(plant.store, person, gap.id, now=LATER)  # type: ignore[arg-type]
    assert [each.text for each in plant.store.experts.replies()] == [LOFT]


def test_draft_that_nobody_touched_goes_with_it_and_comes_back(plant: Plant, gap: Gap) -> None:
    reply(plant, gap, LOFT)
    assert draft(plant) == [DraftOutcome.DRAFTED]
    experts.take_back(plant.store, MATE, gap.id, now=LATER_STILL)
    (gone,) = plant.store.articles.all()
    assert gone.state.value == "archived"
    assert not any(step.by for step in gone.steps)
    assert draft(plant) == []
    reply(plant, gap, "The spare belt of drum 2 is kept in the attic.")
    reword(plant, gap, "The spare belt of drum 2 is kept in the attic, on the left.")
    assert draft(plant) == [DraftOutcome.RENEWED]
    (back,) = plant.store.articles.all()
    assert (back.number, back.state.value) == (gone.number, "wip")
    assert "attic" in repr(back.body)
    assert "loft" not in repr(back.body)


def test_what_an_engineer_worked_with_stays(plant: Plant, gap: Gap) -> None:
    reply(plant, gap, LOFT)
    draft(plant)
    (one,) = plant.store.articles.all()
    edit(sources_of(plant), ENGINEER, one.number, one.body, now=LATER_STILL)
    with pytest.raises(BadFeedback, match="engineers have worked"):
        reword(plant, gap, "In the attic.")
    with pytest.raises(BadFeedback, match="engineers have worked"):
        experts.take_back(plant.store, MATE, gap.id, now=LATER_STILL)
    assert [each.text for each in plant.store.experts.replies()] == [LOFT]
