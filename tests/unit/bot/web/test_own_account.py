"""One's own account: another password for who knows the current one; others sign in anew."""

from datetime import timedelta

import pytest

from tests.unit.bot.web.conftest import Face, FaceOf
from tests.unit.bot.web.signing_in import PASSWORD, browser, send, signed_in, with_account

NEXT = "quite other words now"


@pytest.fixture
def plant_face(face_of: FaceOf) -> Face:
    face = face_of(demo=False)
    with_account(face)
    return face


def test_another_password_signs_the_others_out_and_this_browser_anew(plant_face: Face) -> None:
    here, elsewhere = signed_in(plant_face, shared="yes"), signed_in(plant_face)
    before = here.cookies["tandem_session"]
    given = {"current": PASSWORD, "password": NEXT, "again": NEXT}
    changed = send(here, "/account/password", page="/account", **given)
    assert changed.headers["location"] == "/account?changed"
    assert "Other browsers were signed out" in here.get("/account?changed").text
    assert here.cookies["tandem_session"] != before
    assert elsewhere.get("/").status_code == 303
    (session,) = plant_face.services.store.sessions.of_person("p-1", now=plant_face.clock())
    assert session.idle_seconds == 300  # the terminal is still a shared one
    refused = send(browser(plant_face), "/login", name="p-1", password=PASSWORD)
    assert refused.status_code == 401
    signed_in(plant_face, password=NEXT)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"current": "not this"}, "current password is not right"),
        ({"password": "short", "again": "short"}, "too short"),
        ({"again": "something else"}, "not the same"),
    ],
)
def test_what_forbids_the_change_is_told(
    plant_face: Face, fields: dict[str, str], told: str
) -> None:
    visitor = signed_in(plant_face)
    given = {"current": PASSWORD, "password": NEXT, "again": NEXT} | fields
    refused = send(visitor, "/account/password", page="/account", **given)
    assert refused.status_code == 422
    assert told in refused.text
    signed_in(plant_face)


def test_guessing_the_current_password_at_an_open_terminal_is_slowed_down(
    plant_face: Face,
) -> None:
    visitor = signed_in(plant_face)
    given = {"current": "no", "password": NEXT, "again": NEXT}
    told = [send(visitor, "/account/password", page="/account", **given).text for _ in range(6)]
    assert "Too many tries" in told[-1]
    plant_face.clock.now += timedelta(seconds=6)
    given["current"] = PASSWORD
    assert send(visitor, "/account/password", page="/account", **given).status_code == 303


def test_nobody_changes_a_password_without_being_signed_in(plant_face: Face) -> None:
    visitor = browser(plant_face)
    given = {"current": PASSWORD, "password": NEXT, "again": NEXT}
    sent = send(visitor, "/account/password", page="/login", **given)
    assert sent.headers["location"] == "/login"
    signed_in(plant_face)
