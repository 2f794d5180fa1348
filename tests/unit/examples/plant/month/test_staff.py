"""The staff: one directory that Tandem reads, three shifts that are never empty."""

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import yaml

from examples.plant.month.staff import directory, members, someone
from knowledge.ingest.directory import read_directory

MONDAY = datetime(2026, 11, 2, tzinfo=UTC)


def test_the_directory_with_all_people_is_one_that_tandem_reads(tmp_path: Path) -> None:
    path = tmp_path / "people.yaml"
    path.write_text(yaml.safe_dump(directory(), allow_unicode=True), encoding="utf-8")
    read = read_directory(path)
    assert len(read.people) == 60
    assert all(person.teams for person in read.people)


def test_at_any_hour_of_any_day_somebody_of_the_working_teams_is_there() -> None:
    staff = members(directory()["people"])
    for team in ("seasoning-line-3", "seasoning-line-4", "packaging", "utilities"):
        for hour in range(24 * 21):
            at = MONDAY + timedelta(hours=hour)
            assert someone(staff, team, at, random.Random(1)) is not None, (team, at)


def test_nobody_works_two_shifts_a_day() -> None:
    for member in members(directory()["people"]):
        hours = [MONDAY + timedelta(minutes=each) for each in range(0, 24 * 60, 10)]
        assert sum(member.on_shift(at) for at in hours) <= 6 * 10 + 2


def test_who_works_by_day_is_not_there_at_night_or_on_sunday() -> None:
    engineer = next(each for each in members(directory()["people"]) if each.id == "p-016")
    assert engineer.on_shift(MONDAY.replace(hour=9))
    assert not engineer.on_shift(MONDAY.replace(hour=23))
    assert not engineer.on_shift(MONDAY.replace(hour=9) - timedelta(days=1))
