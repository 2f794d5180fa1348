"""The sample plant's procedures: control facts, sections, and what the recommenders cite."""

import re
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

import examples.plant
from examples.plant.advice import Document
from examples.plant.advisors import boiler, sealing, seasoning
from examples.plant.units import ASSETS

PLANT = Path(examples.plant.__file__).parent
SOPS = PLANT / "sops"
REQUIRED = {
    "number",
    "title",
    "revision",
    "status",
    "effective_from",
    "review_due",
    "owner",
    "scope",
    "audience",
    "class",
}
TODAY = date(2026, 11, 20)
CONSULTED = sorted(
    {
        document
        for advisor in (
            seasoning.ADVISOR,
            sealing.ADVISOR,
            sealing.RIVERSIDE_ADVISOR,
            boiler.ADVISOR,
        )
        for policy in advisor.policies
        for move in policy.moves
        for document in move.documents
    },
    key=str,
)


@cache
def procedures() -> dict[tuple[str, str], tuple[dict[str, Any], str]]:
    """Control facts and Markdown text by number and revision; both made documents included."""
    found = {}
    for path in sorted(SOPS.glob("*.md")):
        _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
        facts = yaml.safe_load(front)
        found[facts["number"], facts["revision"]] = (facts, body)
    for path in sorted(SOPS.glob("*.meta.yaml")):
        facts = yaml.safe_load(path.read_text(encoding="utf-8"))
        stem = path.name.removesuffix(".meta.yaml")
        body = (PLANT / "manuscripts" / f"{stem}.md").read_text(encoding="utf-8")
        found[facts["number"], facts["revision"]] = (facts, body)
    return found


def section(body: str, number: str) -> str:
    """The text under a numbered heading, up to the next heading of its level or above."""
    match = re.search(rf"^(#+) {re.escape(number)} .*$", body, re.MULTILINE)
    assert match, f"no section {number}"
    rest = body[match.end() :]
    end = re.search(rf"^#{{1,{len(match[1])}}} ", rest, re.MULTILINE)
    return rest[: end.start()] if end else rest


def test_every_file_is_a_procedure_with_its_facts() -> None:
    files = [path for path in SOPS.iterdir() if not path.name.endswith(".meta.yaml")]
    assert len(files) == len(procedures()) == 17
    assert Counter(path.suffix for path in files) == {".md": 15, ".docx": 1, ".pdf": 1}


def test_control_facts_are_complete_and_in_the_files_name() -> None:
    names = {path.name for path in SOPS.iterdir()}
    for (number, revision), (facts, _) in procedures().items():
        assert set(facts) >= REQUIRED
        assert set(facts) - REQUIRED <= {"supersedes"}
        assert facts["review_due"] > facts["effective_from"]
        assert any(name.startswith(f"{number}-{revision}-") for name in names)


def test_each_number_has_exactly_one_approved_effective_revision() -> None:
    approved = Counter(
        number
        for (number, _), (facts, _) in procedures().items()
        if facts["status"] == "approved" and facts["effective_from"] <= TODAY
    )
    assert set(approved) == {number for number, _ in procedures()}
    assert set(approved.values()) == {1}


def test_a_superseded_revision_is_named_by_its_successor() -> None:
    superseded = [
        key for key, (facts, _) in procedures().items() if facts["status"] == "superseded"
    ]
    assert superseded == [("SOP-114", "B"), ("SOP-211", "B")]
    for number, revision in superseded:
        current = [f for (n, _), (f, _) in procedures().items() if n == number]
        assert revision in {facts.get("supersedes") for facts in current}


def test_one_procedure_is_for_certified_people_and_one_for_one_team() -> None:
    certified = [n for (n, _), (f, _) in procedures().items() if f["class"] != "standard"]
    assert certified == ["SOP-140"]
    narrow = [
        n
        for (n, _), (f, _) in procedures().items()
        if isinstance(f["audience"], list) and len(f["audience"]) == 1
    ]
    assert narrow == ["SOP-402"]


def test_audiences_are_teams_and_scopes_are_assets_of_the_directory() -> None:
    directory = yaml.safe_load((PLANT / "people.yaml").read_text(encoding="utf-8"))
    teams = {team["id"] for team in directory["teams"]}
    assets = {asset["path"] for asset in directory["assets"]}
    for facts, _ in procedures().values():
        audience = facts["audience"]
        assert audience == "everyone" or set(audience) <= teams
        assert set(facts["scope"]) <= assets


@pytest.mark.parametrize("document", CONSULTED, ids=lambda d: f"{d.id}-{d.revision}-{d.section}")
def test_a_consulted_document_exists_with_that_revision_and_section(document: Document) -> None:
    _, body = procedures()[document.id, document.revision]
    assert section(body, document.section).strip()


def test_references_between_procedures_lead_somewhere() -> None:
    current = {n: b for (n, _), (f, b) in procedures().items() if f["status"] == "approved"}
    for _, body in procedures().values():
        for number, place in re.findall(r"(SOP-\d+)(?: section (\d+(?:\.\d+)?))?", body):
            assert number in current
            if place:
                section(current[number], place)


def test_the_old_limits_differ_from_the_new_ones() -> None:
    old, new = (section(procedures()["SOP-114", r][1], "6.2") for r in "BC")
    assert "34 rpm" in old
    assert "34 rpm" not in new
    assert "36 rpm" in new
    old, new = (section(procedures()["SOP-211", r][1], "5.1") for r in "BC")
    assert "148 °C" in old
    assert "142 °C" in new


def test_a_procedure_contradicts_the_seasoning_optimizer() -> None:
    text = section(procedures()["SOP-118", "A"][1], "3.1")
    assert "Do not run the drum below 40 rpm" in text
    assert seasoning.SLOWER_DRUM.limit < 40


def test_the_advisors_limits_are_those_of_the_procedures_they_cite() -> None:
    assert f"{seasoning.SLOWER_DRUM.limit} rpm" in section(procedures()["SOP-114", "C"][1], "6.2")
    oil = section(procedures()["SOP-117", "B"][1], "4")
    assert f"| {seasoning.LESS_OIL.limit} | 24 | {seasoning.MORE_OIL.limit} |" in oil
    assert f"{sealing.HOTTER.limit} °C" in section(procedures()["SOP-211", "C"][1], "5.1")
    assert f"{boiler.MORE_BLOWDOWN.limit} %" in section(procedures()["SOP-301", "D"][1], "4.2")


def test_every_unit_is_in_the_scope_of_a_procedure() -> None:
    scopes = {prefix for facts, _ in procedures().values() for prefix in facts["scope"]} - {
        "northfield"
    }
    for asset in ASSETS:
        assert any(asset.startswith(prefix + "/") for prefix in scopes)
