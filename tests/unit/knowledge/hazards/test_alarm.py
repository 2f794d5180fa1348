"""Emergencies in words that no list knows: heard by how they read and by what they mean."""

import numpy as np
import pytest

from knowledge.hazards.alarm import Alarm, Danger, trained_alarm
from knowledge.index import Vector
from knowledge.index.export import ensure
from knowledge.index.onnx import OnnxEmbedder, default_directory
from knowledge.index.remembering import RememberingEmbedder


@pytest.fixture(scope="module")
def embedder() -> RememberingEmbedder:
    return RememberingEmbedder(OnnxEmbedder(ensure(default_directory())))


@pytest.fixture(scope="module")
def alarm() -> Alarm:
    return trained_alarm()


def vector_of(embedder: RememberingEmbedder, text: str) -> Vector:
    row: Vector = embedder.embed([text])[0]
    return row


def test_the_weights_are_those_of_the_embedder_that_is_shipped(
    alarm: Alarm, embedder: RememberingEmbedder
) -> None:
    assert alarm.model == embedder.name
    assert alarm.meaning.shape == (embedder.dimensions,)
    assert alarm.likely < alarm.certain


@pytest.mark.parametrize(
    "text",
    [
        "his face is all blistered from the fryer",
        "the apprentice swallowed cleaning stuff and turns grey",
        "a colleague lies under the pallet and does not answer",
    ],
)
def test_what_means_an_emergency_is_heard(
    text: str, alarm: Alarm, embedder: RememberingEmbedder
) -> None:
    assert alarm.heard(text, vector_of(embedder, text)) is not None


@pytest.mark.parametrize(
    "text",
    [
        "what is the limit for product moisture?",
        "how do I clean the moisture sensor?",
        "sealer 2 down again",
        "the seasoning is too low on one side",
        "who do I call about boiler 1?",
        "",
        "🙂",
    ],
)
def test_what_is_ordinary_trouble_is_not(
    text: str, alarm: Alarm, embedder: RememberingEmbedder
) -> None:
    assert alarm.heard(text, vector_of(embedder, text or "-")) is None


def test_what_counts_is_certain_from_a_higher_sum_on() -> None:
    runs = np.zeros(2**18, dtype=np.int8)
    alarm = Alarm("m", runs, np.ones(2, dtype=np.float32), 0.0, likely=1.0, certain=2.0)
    heard = [alarm.heard("word", np.array([each, 0.0])) for each in (0.5, 1.5, 2.5)]
    assert heard == [None, Danger.LIKELY, Danger.CERTAIN]
