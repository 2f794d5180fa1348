"""The judge that is shipped, and what its numbers mean."""

import json

import pytest

from knowledge.answerability.features import features
from knowledge.answerability.judge import WEIGHTS, chances, from_json, trained
from knowledge.answerability.seeing import Asked, Look, Seen

COVERED = ("covered", "together", "lead_covered", "shown_covered")


def test_even_odds_are_half_a_chance() -> None:
    told = chances([0.0, 0.0])
    assert told.neither == pytest.approx(0.5)
    assert told.unanswerable == told.underspecified == pytest.approx(0.25)


def test_certainty_stays_a_number() -> None:
    told = chances([1e9, -1e9])
    assert 0 <= told.neither < 1e-9
    assert told.unanswerable + told.underspecified + told.neither == pytest.approx(1.0)


def test_shipped_weights_are_for_the_features_there_are_and_say_where_they_are_from() -> None:
    seen = (Seen("p", "D", "T", "words", 0.5, 1.0),)
    found = features(
        Look(Asked("words", "words"), seen, seen), lambda terms: dict.fromkeys(terms, 1.0)
    )
    assert set(trained().names) == set(found)
    assert "MT-RAG" in json.loads(WEIGHTS.read_text())["trained_on"]


def test_judge_is_written_as_it_is_read() -> None:
    facts = json.loads(WEIGHTS.read_text())
    written = from_json(facts).to_json()
    assert written == {key: facts[key] for key in written}


def test_nearer_and_better_covered_is_more_answerable() -> None:
    judge = trained()
    usual = dict(zip(judge.names, judge.means.tolist(), strict=True))
    near = usual | dict.fromkeys(("best", "lead_similarity"), 0.9) | dict.fromkeys(COVERED, 1.0)
    far = usual | dict.fromkeys(("best", "lead_similarity"), 0.2) | dict.fromkeys(COVERED, 0.1)
    assert judge.chances(near).neither > 0.8
    assert judge.chances(far).unanswerable > 0.5
