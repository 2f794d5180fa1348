"""The month: as many as promised, the same for the same seed, asked by people at work."""

import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import pytest

from examples.plant.history import history
from examples.plant.month.month import QUESTIONS, Asked, month
from examples.plant.month.places import owned
from examples.plant.month.staff import directory, members
from examples.plant.month.subjects import DAYS, subjects

UNTIL = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)


@cache
def past() -> tuple[dict[str, Any], ...]:
    return tuple(history(UNTIL, DAYS, 1))


@cache
def lived(part: int | None = None) -> tuple[Asked, ...]:
    return tuple(month(UNTIL, past(), seed=1, part=part))


def by_topic() -> dict[str, list[Asked]]:
    found: dict[str, list[Asked]] = {}
    for asked in lived():
        if asked.topic:
            found.setdefault(asked.topic, []).append(asked)
    return found


def test_two_thousand_questions_in_thirty_days_oldest_first_each_with_its_own_id() -> None:
    times = [datetime.fromisoformat(each.at) for each in lived()]
    assert len(times) == QUESTIONS
    assert times == sorted(times)
    assert UNTIL - timedelta(days=DAYS) <= times[0]
    assert times[-1] <= UNTIL
    assert len({each.id for each in lived()}) == QUESTIONS


def test_nobody_asks_later_than_the_month_ends() -> None:
    until = UNTIL.replace(hour=6, minute=46, second=10)  # a minute after a recommendation
    asked = month(until, list(history(until, DAYS, 1)), seed=1)
    assert max(datetime.fromisoformat(each.at) for each in asked) == until


def test_the_same_arguments_give_the_same_month_and_another_seed_another() -> None:
    assert tuple(month(UNTIL, past(), seed=1, part=0)) == lived(0)
    assert month(UNTIL, past(), seed=2, part=0) != list(lived(0))


def test_every_subject_recurs_by_the_plants_rule_and_few_come_often() -> None:
    topics = by_topic()
    assert set(topics) == {each.id for each in subjects()}
    for asked in topics.values():
        assert len({a.person for a in asked}) >= 3 or len({a.team for a in asked}) >= 2
    sizes = sorted((len(asked) for asked in topics.values()), reverse=True)
    assert sizes[0] >= 60
    assert sum(size <= 6 for size in sizes) >= 15


def test_a_sixth_is_asked_once_or_is_no_question() -> None:
    kinds = Counter(each.kind for each in lived())
    assert 0.15 <= 1 - kinds["recurring"] / QUESTIONS <= 0.20
    once = [each.label for each in lived() if each.kind == "one-off"]
    assert len(once) == len(set(once)) > 150
    assert all(each.topic is None for each in lived() if each.kind != "recurring")


def test_a_subject_is_asked_in_many_wordings_and_languages() -> None:
    for topic, asked in by_topic().items():
        texts = {each.text for each in asked}
        assert len(texts) >= min(3, len(asked)), topic
        assert len(asked) < 20 or len(texts) >= 0.5 * len(asked), topic
    spoken = {each.language for each in lived() if each.kind == "recurring"}
    assert spoken == {"en", "de", "es", "pl", "pt", "tr", "vi", "zh"}


def test_who_asks_is_in_the_directory_and_on_shift() -> None:
    staff = {each.id: each for each in members(directory()["people"])}
    for asked in lived():
        member = staff[asked.person]
        assert member.team == asked.team
        early = datetime.fromisoformat(asked.at) - timedelta(minutes=10)
        assert member.on_shift(datetime.fromisoformat(asked.at)) or member.on_shift(early)


def test_a_recommendation_is_asked_about_after_it_was_issued_by_a_team_that_sees_it() -> None:
    issued = {
        event["data"]["decision_id"]: event for event in past() if event["type"].endswith(".issued")
    }
    owns = {team["id"]: team["owns"] for team in directory()["teams"]}
    asked_about = [each for each in lived() if each.decision_id]
    assert len(asked_about) > 50
    for asked in asked_about:
        event = issued[asked.decision_id]
        assert datetime.fromisoformat(event["time"]) < datetime.fromisoformat(asked.at)
        assert asked.asset == event["subject"]
        assert owned(event["subject"], owns[asked.team])


def test_experts_answer_what_no_document_does_and_the_plant_corrects_what_is_wrong() -> None:
    unwritten = {each.id for each in subjects() if each.expert}
    answered = {each.topic for each in lived() if each.replies}
    assert answered <= unwritten
    assert len(answered) >= 0.8 * len(unwritten)
    assert any(each.correction for each in lived())
    assert {each.judgement for each in lived()} == {"right", "not_right", None}


def test_the_halves_share_no_subject_and_no_question_that_is_asked_once() -> None:
    one, other = lived(0), lived(1)
    assert len(one) == len(other) == QUESTIONS // 2
    topics = [{each.topic for each in half if each.topic} for half in (one, other)]
    assert not topics[0] & topics[1]


def test_a_line_of_the_file_is_json_with_what_eval_topics_reads() -> None:
    line = json.loads(json.dumps(lived()[0].to_json()))
    assert line["text"]
    assert line["label"]


def test_a_time_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        month(UNTIL.replace(tzinfo=None), [])
