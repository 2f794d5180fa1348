"""The sample plant's directory: two sites, seven teams, made-up people, every asset owned."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

import examples.plant
from examples.plant.units import ASSETS
from knowledge.ingest.directory import read_directory
from knowledge.model import Hazard


@pytest.fixture(scope="module")
def directory() -> dict[str, Any]:
    path = Path(examples.plant.__file__).parent / "people.yaml"
    loaded: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


def within(path: str, prefix: str) -> bool:
    return path == prefix or path.startswith(prefix + "/")


def test_there_are_two_sites_and_seven_teams(directory: dict[str, Any]) -> None:
    sites = [a["path"] for a in directory["assets"] if a["path"].count("/") == 1]
    assert len(sites) == 2
    assert len(directory["teams"]) == 7
    for site in sites:
        assert any(within(owned, site) for t in directory["teams"] for owned in t["owns"])


def test_every_asset_of_every_level_has_a_name_and_so_have_its_parents(
    directory: dict[str, Any],
) -> None:
    paths = [asset["path"] for asset in directory["assets"]]
    assert len(set(paths)) == len(paths)
    for path in paths:
        assert "/" not in path or path.rpartition("/")[0] in paths


def test_every_unit_is_named_and_owned_by_a_working_team(directory: dict[str, Any]) -> None:
    paths = {asset["path"] for asset in directory["assets"]}
    teams = [team for team in directory["teams"] if team["id"] != "process-engineering"]
    for asset in ASSETS:
        assert asset in paths
        assert sum(within(asset, p) for team in teams for p in team["owns"]) == 1


def test_people_are_pseudonymous_ids_of_known_teams_and_roles(directory: dict[str, Any]) -> None:
    teams = {team["id"] for team in directory["teams"]}
    people = directory["people"]
    assert len({person["id"] for person in people}) == len(people) >= 16
    for person in people:
        assert re.fullmatch(r"p-\d{3}", person["id"])
        assert person["team"] in teams
        assert set(person["roles"]) <= {"operator", "supervisor", "engineer", "admin"}
    roles = {role for person in people for role in person["roles"]}
    assert roles == {"operator", "supervisor", "engineer", "admin"}


def test_a_working_team_has_operators(directory: dict[str, Any]) -> None:
    for team in directory["teams"]:
        members = [p for p in directory["people"] if p["team"] == team["id"]]
        assert len(members) >= 2
        if team["id"] != "process-engineering":
            assert any("operator" in person["roles"] for person in members)


def test_every_unit_has_somebody_to_ask_nearer_than_the_company(directory: dict[str, Any]) -> None:
    for asset in ASSETS:
        near = [c for c in directory["contacts"] if within(asset, c["asset"]) and "/" in c["asset"]]
        assert near
        assert all(contact["role"] and contact["how"] for contact in near)


def test_a_contact_by_name_is_a_person_of_that_team(directory: dict[str, Any]) -> None:
    members = {(person["name"], person["team"]) for person in directory["people"]}
    for contact in directory["contacts"]:
        assert "name" not in contact or (contact["name"], contact["team"]) in members


def test_every_hazard_on_both_sites_has_roles_of_teams_with_people() -> None:
    plant = read_directory(Path(examples.plant.__file__).parent / "people.yaml")
    staffed = {team for person in plant.people for team in person.teams}
    assert plant.safety.emergency_number == "112"
    for hazard in set(Hazard) - {Hazard.EMERGENCY}:
        for site in ("northfield/snacks", "northfield/riverside"):
            referral = plant.safety.referral(hazard, f"{site}/packaging")
            assert referral is not None
            assert referral.asset == site, hazard
            assert len(referral.called) == 2
            assert {each.team for each in referral.called} <= staffed
