"""Names of people elsewhere: read, in their form, and never two people's."""

from pathlib import Path

import pytest

from knowledge.ingest.directory import BadDirectory, read_directory
from knowledge.model import Directory, KnownAs, Person, Place

GUID = "0f8fad5b-d9cb-469f-a165-70867728950e"


def read(tmp_path: Path, *people: str) -> Directory:
    path = tmp_path / "people.yaml"
    path.write_text("people:\n" + "".join(f"  - {{{each}}}\n" for each in people))
    return read_directory(path)


def test_a_place_has_one_name_or_several(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        f"id: p-1, name: A, identities: {{slack: U123@T1, teams: {GUID}, "
        "login: [amara, a.okonkwo], oidc: amara@plant.example}",
        "id: p-2, name: B",
    )
    assert found.people[0].known_as == (
        KnownAs(Place.SLACK, "U123@T1"),
        KnownAs(Place.TEAMS, GUID),
        KnownAs(Place.OIDC, "amara@plant.example"),
        KnownAs(Place.LOGIN, "amara"),
        KnownAs(Place.LOGIN, "a.okonkwo"),
    )
    assert found.people[1].known_as == ()


@pytest.mark.parametrize(
    ("identities", "field", "said"),
    [
        ("{slack: U123}", "slack", "U012AB3CD@T0123ABCD"),
        ("{slack: amara}", "slack", "member id"),
        ("{teams: amara@plant.example}", "teams", "object id"),
        ("{oidc: 'two words'}", "oidc", "without blanks"),
        ("{login: 'a b'}", "login", "letters, digits"),
        ("{login: [ok, '']}", "login[1]", "not empty"),
        ("{login: 7}", "login", "must be a list"),
        ("{slak: U1@T1}", "slak", "one of the places slack, teams, oidc, login"),
        ("amara", "", "must be an object"),
    ],
)
def test_a_name_that_cannot_be_one_is_refused_with_its_form(
    tmp_path: Path, identities: str, field: str, said: str
) -> None:
    with pytest.raises(BadDirectory) as refused:
        read(tmp_path, f"id: p-1, name: A, identities: {identities}")
    assert refused.value.field == f"people[0].identities.{field}".rstrip(".")
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("login: amara", "login: AMARA"),
        ("oidc: a@plant.example", "oidc: A@Plant.example"),
        ("oidc: sub-1", "oidc: SUB-1"),
        ("slack: U1@T1", "slack: U1@T1"),
        ("login: x", "login: p-1"),
        ("login: x", "oidc: p-1"),
    ],
)
def test_a_name_is_one_persons(tmp_path: Path, one: str, other: str) -> None:
    people = (
        f"id: p-1, name: A, identities: {{{one}}}",
        f"id: p-2, name: B, identities: {{{other}}}",
    )
    with pytest.raises(BadDirectory, match=r"people\[1\]\.identities\.\w+ is") as refused:
        read(tmp_path, *people)
    assert "one person's" in str(refused.value) or "another person" in str(refused.value)


def test_the_same_name_in_two_places_and_ones_own_id_are_fine(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "id: p-1, name: A, identities: {login: [p-1, amara], oidc: amara}",
        "id: p-2, name: B, identities: {login: bo}",
    )
    assert len(found.people) == 2


def test_the_installations_own_id_is_nobody_elses(tmp_path: Path) -> None:
    for name in ("local-admin", "Local-Admin"):
        with pytest.raises(BadDirectory, match="reserved"):
            read(tmp_path, f"id: {name}, name: A")
        with pytest.raises(BadDirectory, match="reserved"):
            read(tmp_path, f"id: p-1, name: A, identities: {{login: {name}}}")


def test_a_person_is_found_by_their_name_in_a_place() -> None:
    amara = Person(
        "p-1",
        "Amara",
        known_as=(
            KnownAs(Place.LOGIN, "Amara"),
            KnownAs(Place.OIDC, "Sub-1"),
            KnownAs(Place.OIDC, "Amara@plant.example"),
            KnownAs(Place.SLACK, "U1@T1"),
        ),
    )
    directory = Directory(people=(amara, Person("p-2", "Bo")))
    for place, name in [
        (Place.LOGIN, "aMARA"),
        (Place.OIDC, "Sub-1"),
        (Place.OIDC, "amara@PLANT.example"),
        (Place.SLACK, "U1@T1"),
    ]:
        assert directory.person_of(place, name) is amara
        assert directory.signing_in_as(place, name) is amara
    for place, name in [(Place.OIDC, "sub-1"), (Place.SLACK, "Amara"), (Place.LOGIN, "p-1")]:
        assert directory.person_of(place, name) is None
    assert directory.signing_in_as(Place.LOGIN, "p-1") is amara
    assert directory.signing_in_as(Place.LOGIN, "p-3") is None
