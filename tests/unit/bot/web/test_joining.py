"""One-time links: they set a password once, for whom they were made, if it is a good one."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.accounts import first_admin_link, password_link
from knowledge.model import Directory
from tests.small_plant import DIRECTORY, OPERATOR
from tests.unit.bot.web.conftest import ELSEWHERE, Face, FaceOf
from tests.unit.bot.web.signing_in import (
    PASSWORD,
    browser,
    send,
    signed_in,
    token_in,
    with_account,
    with_admin,
)

GOOD = {"password": PASSWORD, "again": PASSWORD}


@pytest.fixture
def plant_face(face_of: FaceOf) -> Face:
    return face_of(demo=False)


def test_the_first_admin_may_be_the_installations_own(plant_face: Face) -> None:
    admin = with_admin(plant_face)
    page = admin.get("/account")
    assert "Local admin" in page.text
    assert signed_in(plant_face, "local-admin").get("/").status_code == 200


def test_the_first_admin_may_be_a_person_of_the_directory_and_is_an_admin_then(
    plant_face: Face,
) -> None:
    admin = with_admin(plant_face, person="p-1")
    text = admin.get("/account").text
    assert "Amara" in text
    assert "admin, operator" in text
    assert plant_face.services.store.accounts.any_admin()


def test_a_link_works_from_another_machine_before_anybody_can_sign_in(plant_face: Face) -> None:
    link = first_admin_link(plant_face.services, now=plant_face.clock())
    visitor = browser(plant_face, client=ELSEWHERE)
    assert send(visitor, f"/join/{link.code}", **GOOD).status_code == 303
    assert visitor.get("/").status_code == 200


def test_a_code_may_be_typed_in_any_spelling(plant_face: Face) -> None:
    link = password_link(plant_face.services, OPERATOR, now=plant_face.clock())
    visitor = browser(plant_face)
    typed = visitor.get("/join", params={"code": f" {link.code.lower().replace('-', ' ')} "})
    assert typed.status_code == 303
    assert "Hello Amara" in visitor.get(typed.headers["location"]).text


def test_the_invited_are_spoken_to_in_their_language(plant_face: Face) -> None:
    amara = replace(OPERATOR, language="pl")
    plant_face.plant.store.directory.replace(replace(DIRECTORY, people=(amara,)))
    link = password_link(plant_face.services, amara, now=plant_face.clock())
    assert "Nowe hasło" in browser(plant_face).get(f"/join/{link.code}").text


def test_opening_a_link_uses_nothing_up_and_sending_it_does(plant_face: Face) -> None:
    link = password_link(plant_face.services, OPERATOR, now=plant_face.clock())
    visitor, other = browser(plant_face), browser(plant_face)
    token = token_in(other.get(f"/join/{link.code}").text)
    assert send(visitor, f"/join/{link.code}", **GOOD).status_code == 303
    replayed = other.post(f"/join/{link.code}", data={"csrf": token, **GOOD})
    assert replayed.status_code == 410
    assert "used before" in replayed.text
    assert other.get(f"/join/{link.code}").status_code == 410


def test_a_link_is_over_in_time_and_by_a_newer_one(plant_face: Face) -> None:
    visitor = browser(plant_face)
    old = password_link(plant_face.services, OPERATOR, now=plant_face.clock())
    new = password_link(plant_face.services, OPERATOR, now=plant_face.clock())
    assert visitor.get(f"/join/{old.code}").status_code == 410
    assert visitor.get(f"/join/{new.code}").status_code == 200
    admins = first_admin_link(plant_face.services, now=plant_face.clock())
    plant_face.clock.now += timedelta(minutes=61)
    assert visitor.get(f"/join/{admins.code}").status_code == 410
    plant_face.clock.now += timedelta(days=3)
    assert visitor.get(f"/join/{new.code}").status_code == 410


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"password": "short", "again": "short"}, "too short"),
        ({"password": PASSWORD, "again": PASSWORD + "!"}, "not the same"),
        ({"password": "Amara12345", "again": "Amara12345"}, "easy to guess"),
    ],
)
def test_a_bad_password_is_told_and_the_link_still_works(
    plant_face: Face, fields: dict[str, str], told: str
) -> None:
    link = password_link(plant_face.services, OPERATOR, now=plant_face.clock())
    visitor = browser(plant_face)
    refused = send(visitor, f"/join/{link.code}", **fields)
    assert refused.status_code == 422
    assert told in refused.text
    assert f'value="{fields["password"]}"' not in refused.text
    assert send(visitor, f"/join/{link.code}", **GOOD).status_code == 303


def test_an_invited_person_cannot_become_another(plant_face: Face) -> None:
    link = password_link(plant_face.services, OPERATOR, now=plant_face.clock())
    visitor = browser(plant_face)
    send(visitor, f"/join/{link.code}", person="local-admin", **GOOD)
    assert "Amara" in visitor.get("/account").text
    assert plant_face.services.store.accounts.get("local-admin") is None


def test_the_first_admin_who_is_nobody_is_told(plant_face: Face) -> None:
    link = first_admin_link(plant_face.services, now=plant_face.clock())
    refused = send(browser(plant_face), f"/join/{link.code}", person="p-none", **GOOD)
    assert refused.status_code == 422
    assert "Nobody in the directory" in refused.text


def test_a_new_password_ends_the_sessions_of_the_old_one(plant_face: Face) -> None:
    with_account(plant_face)
    visitor = signed_in(plant_face)
    with_account(plant_face, password="quite another one")
    assert visitor.get("/").status_code == 303
    refused = send(browser(plant_face), "/login", name="p-1", password=PASSWORD)
    assert refused.status_code == 401
    signed_in(plant_face, password="quite another one")


def test_the_link_of_somebody_who_left_is_refused(plant_face: Face) -> None:
    link = password_link(plant_face.services, OPERATOR, now=plant_face.clock())
    plant_face.plant.store.directory.replace(Directory(DIRECTORY.teams, DIRECTORY.people[1:]))
    assert browser(plant_face).get(f"/join/{link.code}").status_code == 404
