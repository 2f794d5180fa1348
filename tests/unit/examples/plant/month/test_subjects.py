"""The wordings: everyone usable, nothing said twice for two subjects, mistakes named."""

from pathlib import Path

import pytest

from examples.plant.month.places import PLACES
from examples.plant.month.staff import directory
from examples.plant.month.subjects import noise, one_offs, subjects


def test_no_wording_belongs_to_two_subjects() -> None:
    seen: dict[str, str] = {}
    for subject in subjects():
        for said in subject.wordings.values():
            for text in said:
                assert seen.setdefault(text.casefold(), subject.id) == subject.id


def test_what_is_asked_once_is_no_wording_of_a_subject() -> None:
    known = {text for each in subjects() for said in each.wordings.values() for text in said}
    once = [each.text for each in one_offs()]
    assert not known & set(once)
    assert len(once) == len(set(once))


def test_places_teams_and_experts_are_those_of_the_plant() -> None:
    whole = directory()
    teams = {team["id"] for team in whole["teams"]}
    people = {person["id"] for person in whole["people"]}
    for subject in subjects():
        assert subject.at in PLACES
        assert set(subject.teams) <= teams
        assert not subject.expert or subject.expert in people
        assert subject.document or subject.expert, f"{subject.id}: nobody knows the answer"
    assert {each.team for each in one_offs()} <= teams


def test_noise_is_what_everybody_types() -> None:
    assert {each.id for each in noise()} == {"greeting", "thanks", "test", "bare"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a:\n  title: A\n", "subject a has no English wordings"),
        ("a:\n  asks: 3\n  en: |\n    how\n", "subject a: .*asks"),
    ],
)
def test_a_mistake_names_the_subject(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "some.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=said):
        subjects(tmp_path)
