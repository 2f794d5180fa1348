"""What is said when a question may tell of an emergency in words that no list knows."""

import numpy as np
import pytest

from knowledge.hazards.alarm import Danger
from knowledge.model import Hazard, Status
from tests.small_plant import Plant, advice

DANGER = "If somebody is hurt or in danger, call "


@pytest.fixture
def heard(plant: Plant, monkeypatch: pytest.MonkeyPatch) -> list[Danger | None]:
    """Say what is heard: the first of the list."""
    told: list[Danger | None] = [None]

    class Heard:
        model = "any"

        def heard(self, _text: str, _vector: object) -> Danger | None:
            return told[0]

    monkeypatch.setattr("bot.answering.danger.trained_alarm", Heard)
    plant.shelf.vector = np.zeros(1, dtype=np.float32)
    return told


def test_what_is_certain_gets_the_number_and_the_line_alone(
    plant: Plant, heard: list[Danger | None]
) -> None:
    heard[0] = Danger.CERTAIN
    answer = plant.ask("the moisture sensor has him").answer
    assert answer.route is not None
    assert answer.route.rule is Hazard.EMERGENCY
    assert not answer.claims


def test_what_is_likely_is_answered_with_the_number_first(
    plant: Plant, heard: list[Danger | None]
) -> None:
    plant.shelf.put("Clean the moisture sensor with a dry cloth.")
    heard[0] = Danger.LIKELY
    answer = plant.ask("how do I clean the moisture sensor?").answer
    assert answer.status is Status.ANSWERED
    assert answer.doubt.startswith(DANGER)


def test_what_is_likely_and_unknown_says_the_number_first_and_files_nothing(
    plant: Plant, heard: list[Danger | None]
) -> None:
    heard[0] = Danger.LIKELY
    answer = plant.ask("the unicorn sits on his chest").answer
    assert answer.text.startswith(DANGER)
    assert answer.lack is None


def test_who_asks_about_a_recommendation_tells_of_no_emergency(
    plant: Plant, heard: list[Danger | None]
) -> None:
    plant.issue(advice(1))
    heard[0] = Danger.CERTAIN
    assert plant.ask("why?").answer.route is None


def test_what_is_known_to_be_another_hazard_stays_that(
    plant: Plant, heard: list[Danger | None]
) -> None:
    heard[0] = Danger.CERTAIN
    route = plant.ask("how do I bypass the guard?").answer.route
    assert route is not None
    assert route.rule is Hazard.BYPASS


@pytest.mark.parametrize(
    "text",
    [
        "tell the supervisor that joe is off the ladder and has gone grey",
        "who can help, Kofi lies there",
        "what is open? Kofi lies there",
        "done, Kofi SEAS-07 lies there",
    ],
)
def test_whatever_else_it_reads_like_an_emergency_is_heard(
    plant: Plant, heard: list[Danger | None], text: str
) -> None:
    plant.issue(advice(1))
    plant.ask("why drum 2?")
    heard[0] = Danger.CERTAIN
    route = plant.ask(text).answer.route
    assert route is not None
    assert route.rule is Hazard.EMERGENCY


def test_what_is_likely_and_routed_names_the_number_too(
    plant: Plant, heard: list[Danger | None]
) -> None:
    plant.shelf.certified("Turn the main isolator to 0.")
    heard[0] = Danger.LIKELY
    answer = plant.ask("joe squashed at the main isolator").answer
    assert answer.status is Status.ROUTED
    assert answer.missing.startswith(DANGER)


def test_a_long_text_has_no_one_meaning(plant: Plant, heard: list[Danger | None]) -> None:
    heard[0] = Danger.CERTAIN
    assert plant.ask("the moisture sensor reads low. " * 20).answer.route is None


def test_with_another_embedder_nothing_is_heard(plant: Plant) -> None:
    assert plant.shelf.vector is None
    assert plant.ask("his face is all blistered from the fryer").answer.route is None
