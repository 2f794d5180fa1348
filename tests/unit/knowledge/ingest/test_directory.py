"""The directory file: what it gives and what it refuses."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.ingest.directory import BadDirectory, read_directory
from knowledge.model import AssetName, Contact, Person, Role, Team

WHOLE = """
assets:
  - {path: north/line-4/drum-2, name: Drum 2, aliases: [D2, drum two]}
teams:
  - {id: line-4, name: Line 4, owns: [north/line-4]}
  - {id: quality, name: Quality}
people:
  - {id: p-001, name: Trần Thị Linh, team: line-4, roles: [operator, supervisor], language: vi}
  - {id: p-002, name: Kofi Boateng, teams: [line-4, quality]}
  - {id: p-003, name: Guest}
contacts:
  - {asset: north, role: Process engineer, name: Ingrid Sørensen, team: quality, how: channel 3}
"""


def directory_file(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "people.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_everything_in_the_file_is_read(tmp_path: Path) -> None:
    found = read_directory(directory_file(tmp_path, WHOLE))
    assert found.assets == (AssetName("north/line-4/drum-2", "Drum 2", ("D2", "drum two")),)
    assert found.teams == (Team("line-4", "Line 4", ("north/line-4",)), Team("quality", "Quality"))
    both = frozenset({Role.OPERATOR, Role.SUPERVISOR})
    assert found.people == (
        Person("p-001", "Trần Thị Linh", frozenset({"line-4"}), both, "vi"),
        Person("p-002", "Kofi Boateng", frozenset({"line-4", "quality"})),
        Person("p-003", "Guest"),
    )
    assert found.contacts == (Contact("north", "Process engineer (Ingrid Sørensen)", "channel 3"),)


def test_nobody_becomes_the_installations_admin_through_the_file(tmp_path: Path) -> None:
    text = "people: [{id: p-1, name: A, roles: [admin]}]"
    assert not read_directory(directory_file(tmp_path, text)).people[0].sees_all
    with pytest.raises(BadDirectory, match="sees_all"):
        read_directory(directory_file(tmp_path, "people: [{id: p-1, name: A, sees_all: true}]"))


@pytest.mark.parametrize(
    ("text", "field", "said"),
    [
        ("teams: [{id: a, name: A}, {id: A, name: B}]", "teams[1].id", "teams[0] has it"),
        ("people: [{id: p, name: A}, {id: p, name: B}]", "people[1].id", "people[0] has it"),
        ("assets: [{path: a, name: A}, {path: a, name: B}]", "assets[1].path", "given once"),
        ("people: [{id: p, name: A, team: line-4}]", "people[0].team", "id of a team"),
        (
            "teams: [{id: line-4, name: L}]\npeople: [{id: p, name: A, teams: [lin-4]}]",
            "people[0].teams[0]",
            "did you mean line-4?",
        ),
        ("contacts: [{asset: a, role: R, team: x}]", "contacts[0].team", "id of a team"),
        ("contacts: [{asset: a b, role: R}]", "contacts[0].asset", "asset path"),
        ("people: [{id: p, name: A, roles: [boss]}]", "people[0].roles[0]", "one of operator"),
        ("people: [{id: p, name: A, roles: boss}]", "people[0].roles", "must be a list"),
        ("people: [{id: a@b.example, name: A}]", "people[0].id", "pseudonymous"),
        ("people: [{id: 7, name: A}]", "people[0].id", "in quotes"),
        ("people: [{id: p}]", "people[0].name", "is missing"),
        ("teams: [{id: a, name: A, owns: [x//y]}]", "teams[0].owns[0]", "asset path"),
        ("teams: [{id: a, name: A, own: [x]}]", "teams[0].own", "did you mean owns?"),
        ("teams: [{id: Everyone, name: A}]", "teams[0].id", "reserved"),
        ("teams: {id: a}", "teams", "must be a list"),
        ("team: []", "team", "did you mean teams?"),
        ("- a", "directory", "must be an object"),
        (
            "teams: [{id: t, name: T}]\npeople: [{id: p, name: A, team: t, teams: [t]}]",
            "people[0].teams",
            "keep one",
        ),
        ("teams: []\nteams: []", "line 2, column 1", "given twice"),
        ("teams: [", "line 1, column 9", "expected the node content"),
        ("x: !!python/object/apply:os.system [ls]", "line 1, column 4", "could not determine"),
        ("", "file", "is empty"),
    ],
)
def test_a_bad_directory_is_refused_with_file_field_and_remedy(
    tmp_path: Path, text: str, field: str, said: str
) -> None:
    path = directory_file(tmp_path, text)
    with pytest.raises(BadDirectory) as refused:
        read_directory(path)
    assert refused.value.field == field
    assert refused.value.file == str(path)
    assert str(refused.value).startswith(f"{path}: ")
    assert said in str(refused.value)
    assert refused.value.remedy in str(refused.value)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadDirectory, match="no such file"):
        read_directory(tmp_path / "absent.yaml")
    latin = tmp_path / "latin.yaml"
    latin.write_bytes(b"people: [{id: p, name: S\xf8ren}]")
    with pytest.raises(BadDirectory, match="UTF-8"):
        read_directory(latin)


def test_the_sample_plants_directory_is_valid() -> None:
    found = read_directory(Path(__file__).parents[4] / "examples" / "plant" / "people.yaml")
    assert len(found.teams) == 7
    for person in found.people:
        assert found.owned_by(person)


@settings(max_examples=60)
@given(st.text(max_size=80))
def test_any_text_gives_a_directory_or_a_sentence(tmp_path_factory, text: str) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        said = str(read_directory(path))
    except BadDirectory as refused:
        said = str(refused)
    assert said.startswith((str(path), "Directory("))
