"""A kept answer as its reader may see it today; an answer for a channel as all may see it."""

from dataclasses import replace

from bot.channels.terminal import TerminalChannel
from knowledge.model import Person, Status
from tests.small_plant import DIRECTORY, OPERATOR, STRANGER, Plant, advice

SAID = "Set the drum to 38 rpm when moisture is over 2.9 %."
TRAINEE = Person("p-3", "Jo", frozenset({"line-4"}))


def again(plant: Plant, key: str = "k1", *, by: Person = OPERATOR) -> str:
    """Return the kept answer to that question as the terminal shows it now."""
    turn = plant.store.conversations.get(key)
    assert turn is not None
    return TerminalChannel(more=True).render(plant.assistant.kept(turn, reader=by))


def asked(plant: Plant) -> str:
    plant.issue(advice(1))
    plant.shelf.put(SAID)
    plant.ask("Why?", key="k1")
    return again(plant)


def test_with_the_same_rights_a_kept_answer_is_as_it_was(plant: Plant) -> None:
    assert SAID in asked(plant)
    assert again(plant) == again(plant)


def test_what_rests_on_a_document_that_was_closed_is_withheld_with_the_reason(plant: Plant) -> None:
    asked(plant)
    plant.store.documents.set_audience("SOP-114", frozenset({"packaging"}))
    shown = again(plant)
    assert SAID not in shown
    assert "SOP-114" not in shown
    assert "rule SEAS-07 fired" in shown
    assert "Part of this answer is not shown" in shown


def test_what_rests_on_a_log_of_another_teams_asset_is_withheld(plant: Plant) -> None:
    asked(plant)
    owned = replace(DIRECTORY.teams[0], owns=())
    plant.store.directory.replace(replace(DIRECTORY, teams=(owned, DIRECTORY.teams[1])))
    shown = again(plant)
    assert "SEAS-07" not in shown
    assert "42" not in shown
    assert SAID in shown


def test_when_nothing_is_left_the_answer_says_so_and_points_nowhere(plant: Plant) -> None:
    asked(plant)
    shown = again(plant, by=STRANGER)
    assert shown.startswith("This answer is not shown")
    assert "drum" not in shown.casefold()


def test_candidates_of_closed_equipment_are_no_longer_offered(plant: Plant) -> None:
    plant.issue(advice(1), advice(2, drum=3))
    assert plant.ask("Why?", key="k1").answer.status is Status.ASK_BACK
    assert "R-2026-000001" in again(plant)
    assert "R-2026-" not in again(plant, by=STRANGER)


def test_a_reply_to_a_channel_uses_only_what_every_member_may_see(plant: Plant) -> None:
    plant.issue(advice(1))
    plant.shelf.put(SAID)
    alone = plant.ask("Why R-2026-000001?", beside=(TRAINEE,))  # type: ignore[arg-type]
    assert alone.answer.decision_id == "R-2026-000001"
    mixed = plant.ask("Why R-2026-000001?", beside=(STRANGER,))  # type: ignore[arg-type]
    assert mixed.answer.status is Status.ABSTAINED
    assert mixed.answer.evidence == ()
    words = plant.ask("What drum speed at high moisture?", beside=(STRANGER,))  # type: ignore[arg-type]
    assert SAID not in words.answer.text


def test_an_earlier_turn_in_a_channel_does_not_carry_what_a_new_member_may_not_see(
    plant: Plant,
) -> None:
    plant.issue(advice(1))
    plant.ask("Why?")
    later = plant.ask("Is it still valid?", beside=(STRANGER,))  # type: ignore[arg-type]
    assert later.answer.decision_id is None
    assert later.answer.evidence == ()
