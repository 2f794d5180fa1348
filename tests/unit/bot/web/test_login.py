"""Signing in and out: what it takes, what it gives, what a stranger is told, where it leads."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from bot.accounts import digest, password_link
from bot.web.login import own_address
from bot.web.sessions import SESSION_COOKIE
from knowledge.model import Directory, KnownAs, Person, Place
from tests.small_plant import DIRECTORY, NOW, OPERATOR, advice
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


@pytest.fixture
def plant_face(face_of: FaceOf) -> Face:
    """A site that is no demo, with an operator who has an account."""
    face = face_of(demo=False)
    with_account(face)
    return face


def test_whoever_signed_in_is_who_they_are(plant_face: Face) -> None:
    plant_face.plant.issue(advice(1))
    page = signed_in(plant_face).get("/")
    assert page.status_code == 200
    assert "Amara" in page.text
    assert "card-R-2026-000001" in page.text


def test_the_cookie_holds_256_bits_and_the_store_only_their_hash(plant_face: Face) -> None:
    visitor = browser(plant_face, client=ELSEWHERE)
    sent = send(visitor, "/login", name="p-1", password=PASSWORD)
    cookie = sent.headers["set-cookie"]
    assert all(each in cookie for each in ("HttpOnly", "SameSite=lax", "Path=/"))
    assert "Secure" not in cookie
    value = visitor.cookies[SESSION_COOKIE]
    assert len(value) >= 43
    kept = plant_face.services.store.sessions.of_person("p-1", now=NOW)
    assert (digest(value), ELSEWHERE[0]) in [(each.hash, each.address) for each in kept]
    assert value not in repr(kept)


def test_over_https_the_cookie_never_travels_in_the_clear(face_of: FaceOf) -> None:
    face = face_of(demo=False, public_url="https://tandem.plant.example")
    visitor = browser(face)
    visitor.base_url = "https://tandem.plant.example"
    link = password_link(face.services, OPERATOR, now=NOW)
    assert link.url.startswith("https://tandem.plant.example/join/")
    fields = {"password": PASSWORD, "again": PASSWORD}
    joined = send(visitor, f"/join/{link.code}", **fields)
    assert "Secure" in joined.headers["set-cookie"]
    assert visitor.get("/").status_code == 200


@pytest.mark.parametrize(
    ("name", "password"),
    [("p-1", "wrong"), ("p-1", ""), ("p-none", PASSWORD), ("p-9", PASSWORD), ("local-admin", "")],
)
def test_a_wrong_name_and_a_wrong_password_are_told_the_same(
    plant_face: Face, name: str, password: str
) -> None:
    visitor = browser(plant_face)
    refused = send(visitor, "/login", name=name, password=password)
    assert refused.status_code == 401
    assert "Name or password is not right." in refused.text
    assert SESSION_COOKIE not in visitor.cookies
    assert visitor.get("/").headers["location"] == "/login"


def test_a_login_name_of_the_directory_is_a_name_to_sign_in_with(plant_face: Face) -> None:
    amara = Person("p-1", "Amara", OPERATOR.teams, known_as=(KnownAs(Place.LOGIN, "Amara.O"),))
    plant_face.plant.store.directory.replace(Directory(DIRECTORY.teams, (amara,)))
    assert signed_in(plant_face, "amara.o").get("/").status_code == 200


def test_without_a_session_a_page_leads_to_the_login_and_back(plant_face: Face) -> None:
    visitor = browser(plant_face)
    assert visitor.get("/?about=R-1").headers["location"] == "/login?next=/%3Fabout%3DR-1"
    assert visitor.get("/").headers["location"] == "/login"
    piece = visitor.get(
        "/strip", headers={"HX-Request": "true", "HX-Current-URL": "http://x/?about=R-1"}
    )
    assert (piece.status_code, piece.headers["hx-redirect"]) == (204, "/login?next=/%3Fabout%3DR-1")
    assert visitor.get("/stream").status_code == 204
    sent = send(visitor, "/login", name="p-1", password=PASSWORD, next="/?about=R-1")
    assert sent.headers["location"] == "/?about=R-1"


def test_a_program_without_a_session_is_told_what_to_send(plant_face: Face) -> None:
    refused = browser(plant_face).get("/api/recommendations")
    assert refused.status_code == 401
    assert "Authorization: Bearer" in refused.json()["error"]


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example", "//evil.example", "/\\evil.example", "\\/evil.example", "evil",
        "/\t/evil.example", "/\n/evil.example", "javascript:alert(1)", "", "/login?next=/x",
        "/logout", "/join/CODE", "/\u2044evil.example",
    ],
)  # fmt: skip
def test_nobody_is_led_away_after_signing_in(plant_face: Face, wanted: str) -> None:
    visitor = browser(plant_face)
    sent = send(visitor, "/login", name="p-1", password=PASSWORD, next=wanted)
    assert sent.headers["location"] == "/"


@given(st.text())
def test_any_address_that_is_kept_is_a_path_of_this_site(wanted: str) -> None:
    kept = own_address(wanted)
    assert kept.startswith("/")
    assert kept[1:2] not in ("/", "\\")


def test_a_session_id_from_before_the_sign_in_is_worth_nothing_after_it(plant_face: Face) -> None:
    """Session fixation: an attacker plants a cookie, waits for a sign-in, and then uses it."""
    visitor = browser(plant_face)
    visitor.cookies.set(SESSION_COOKIE, "planted-by-an-attacker", domain="127.0.0.1")
    assert send(visitor, "/login", name="p-1", password=PASSWORD).status_code == 303
    attacker = browser(plant_face)
    attacker.cookies.set(SESSION_COOKIE, "planted-by-an-attacker")
    assert attacker.get("/").headers["location"] == "/login"


def test_signing_in_again_ends_the_session_before(plant_face: Face) -> None:
    visitor = signed_in(plant_face)
    old = visitor.cookies[SESSION_COOKIE]
    send(visitor, "/login", name="p-1", password=PASSWORD)
    assert visitor.cookies[SESSION_COOKIE] != old
    thief = browser(plant_face)
    thief.cookies.set(SESSION_COOKIE, old)
    assert thief.get("/").headers["location"] == "/login"


@pytest.mark.parametrize("value", ["x", "p-1", "a" * 64, "' OR 1=1 --", digest("x")])
def test_a_forged_cookie_is_nobody(plant_face: Face, value: str) -> None:
    visitor = browser(plant_face)
    visitor.cookies.set(SESSION_COOKIE, value)
    assert visitor.get("/").headers["location"] == "/login"


def test_the_hash_in_the_store_is_no_cookie(plant_face: Face) -> None:
    """Whoever reads a backup cannot sign in with what stands in it."""
    session = signed_in(plant_face) and plant_face.services.store.sessions.of_person("p-1", now=NOW)
    visitor = browser(plant_face)
    visitor.cookies.set(SESSION_COOKIE, session[0].hash)
    assert visitor.get("/").headers["location"] == "/login"


def test_a_session_ends_when_nobody_touches_it_and_at_the_end_of_the_shift(
    plant_face: Face,
) -> None:
    visitor = signed_in(plant_face)
    plant_face.clock.now += timedelta(minutes=119)
    assert visitor.get("/").status_code == 200
    plant_face.clock.now += timedelta(minutes=119)
    assert visitor.get("/").status_code == 200
    plant_face.clock.now += timedelta(minutes=121)
    assert visitor.get("/").status_code == 303
    visitor = signed_in(plant_face)
    for _ in range(12):
        assert visitor.get("/").status_code == 200
        plant_face.clock.now += timedelta(minutes=60)
    assert visitor.get("/").status_code == 303


def test_a_shared_terminal_forgets_soon_though_its_page_goes_on_asking(plant_face: Face) -> None:
    visitor = signed_in(plant_face, shared="yes")
    for _ in range(9):
        plant_face.clock.now += timedelta(seconds=30)
        unattended = {"HX-Request": "true", "X-Unattended": "yes"}
        assert visitor.get("/strip", headers=unattended).status_code == 200
    plant_face.clock.now += timedelta(seconds=31)
    assert visitor.get("/strip", headers={"HX-Request": "true"}).status_code == 204


def test_signing_out_ends_this_browser_and_everywhere_all(plant_face: Face) -> None:
    one, other, third = (signed_in(plant_face) for _ in range(3))
    value = one.cookies[SESSION_COOKIE]
    assert send(one, "/logout", page="/").headers["location"] == "/login"
    assert SESSION_COOKIE not in one.cookies
    one.cookies.set(SESSION_COOKIE, value)
    assert one.get("/").status_code == 303
    assert other.get("/").status_code == 200
    send(other, "/logout/everywhere", page="/account")
    assert (other.get("/").status_code, third.get("/").status_code) == (303, 303)


def test_the_account_page_shows_where_one_is_signed_in(plant_face: Face) -> None:
    visitor = signed_in(plant_face, shared="yes")
    text = visitor.get("/account").text
    assert text.count("This browser") == 1
    assert text.count("Another browser") == 1  # where the password was set
    assert "5 min without a touch" in text


def test_somebody_taken_out_of_the_directory_or_shut_out_is_out_at_the_next_request(
    plant_face: Face,
) -> None:
    visitor = signed_in(plant_face)
    plant_face.plant.store.directory.replace(Directory(DIRECTORY.teams, DIRECTORY.people[1:]))
    assert visitor.get("/").status_code == 303
    plant_face.plant.store.directory.replace(DIRECTORY)
    assert visitor.get("/").status_code == 200
    plant_face.services.store.accounts.disable("p-1", now=NOW)
    assert visitor.get("/").status_code == 303
    refused = send(browser(plant_face), "/login", name="p-1", password=PASSWORD)
    assert refused.status_code == 403
    assert "is closed" in refused.text


def test_a_changed_team_counts_at_the_next_request(plant_face: Face) -> None:
    plant_face.plant.issue(advice(1))
    visitor = signed_in(plant_face)
    assert "card-R-2026-000001" in visitor.get("/strip").text
    moved = Person("p-1", "Amara", frozenset({"packaging"}))
    plant_face.plant.store.directory.replace(Directory(DIRECTORY.teams, (moved,)))
    assert "card-R-2026-000001" not in visitor.get("/strip").text


def test_a_flood_of_tries_is_slowed_down_and_the_right_password_waits_too(plant_face: Face) -> None:
    visitor = browser(plant_face, client=ELSEWHERE)
    told = [send(visitor, "/login", name="p-1", password="no").status_code for _ in range(7)]
    assert told == [401] * 5 + [429] * 2
    late = send(visitor, "/login", name="p-1", password=PASSWORD)
    assert late.status_code == 429
    assert int(late.headers["retry-after"]) <= 5
    plant_face.clock.now += timedelta(seconds=6)
    assert send(visitor, "/login", name="p-1", password=PASSWORD).status_code == 303


def test_a_flood_from_elsewhere_does_not_shut_a_colleague_out(plant_face: Face) -> None:
    signed_in(plant_face)
    for last in range(1, 60):
        visitor = browser(plant_face, client=(f"192.0.2.{last}", 1))
        send(visitor, "/login", name="p-1", password="no")
    assert send(visitor, "/login", name="p-1", password=PASSWORD).status_code == 429
    signed_in(plant_face)


def test_the_demo_has_no_accounts(face: Face) -> None:
    visitor = face.visitor()
    for path in ("/login", "/account", "/join", "/join/CODE"):
        assert visitor.get(path).status_code == 404, path
    assert visitor.post("/login", data={"name": "p-1"}).status_code == 404


def test_the_login_says_how_the_first_account_is_made(face_of: FaceOf) -> None:
    text = browser(face_of(demo=False), client=ELSEWHERE).get("/login").text
    assert "one-time admin link" in text
    assert token_in(text)


def test_with_accounts_this_machine_is_nobody_until_it_signs_in(face_of: FaceOf) -> None:
    face = face_of(demo=False)
    assert browser(face).get("/api/recommendations").status_code == 200
    admin = with_admin(face)
    assert admin.get("/api/recommendations").status_code == 200
    assert browser(face).get("/api/recommendations").status_code == 401
    assert browser(face).get("/").headers["location"] == "/login"


def test_only_admins_ask_as_somebody_else(plant_face: Face) -> None:
    def asked(visitor: TestClient, person: str) -> int:
        return visitor.get("/api/recommendations", params={"person": person}).status_code

    operator, admin = signed_in(plant_face), with_admin(plant_face)
    assert [asked(operator, each) for each in ("p-1", "p-9", "p-none")] == [200, 403, 403]
    assert [asked(admin, each) for each in ("p-1", "p-9", "p-none")] == [200, 200, 404]


def test_when_too_many_sign_in_at_once_the_others_are_told_to_wait(
    plant_face: Face, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.web.passwords._WAITING", 0)
    refused = send(browser(plant_face), "/login", name="p-1", password=PASSWORD)
    assert refused.status_code == 503
    assert "Wait 5 s" in refused.text
