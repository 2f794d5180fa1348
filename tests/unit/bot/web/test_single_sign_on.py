"""Single sign-on, against a provider that is real over HTTP and misbehaves on demand."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlsplit
from urllib.request import HTTPRedirectHandler, build_opener

import pytest
from joserfc.jwk import RSAKey
from starlette.testclient import TestClient

from bot.web.pages import HERE as WEB
from bot.web.sessions import SESSION_COOKIE
from bot.web.single_sign_on import FLOW_COOKIE
from knowledge.model import Directory, KnownAs, Person, Place
from tests.oidc_provider import CLIENT, SECRET, Provider, provider
from tests.small_plant import DIRECTORY, NOW, OPERATOR
from tests.unit.bot.web.conftest import Face, FaceOf
from tests.unit.bot.web.signing_in import browser

AMARA = Person(
    "p-1",
    "Amara",
    OPERATOR.teams,
    known_as=(KnownAs(Place.OIDC, "sub-amara"), KnownAs(Place.OIDC, "Amara@plant.example")),
)


@pytest.fixture(scope="module")
def running() -> Iterator[Provider]:
    with provider() as found:
        yield found


@pytest.fixture
def idp(running: Provider) -> Provider:
    fresh = Provider(issuer=running.issuer, keys=running.keys, now=NOW.timestamp())
    vars(running).update(vars(fresh))
    return running


def with_provider(face_of: FaceOf, idp: Provider, **settings: Any) -> Face:
    given = {
        "oidc_url": idp.issuer,
        "oidc_client_id": CLIENT,
        "oidc_client_secret": SECRET,
        **settings,
    }
    face = face_of(demo=False, **given)
    face.plant.store.directory.replace(Directory(DIRECTORY.teams, (AMARA, DIRECTORY.people[1])))
    return face


@pytest.fixture
def face(face_of: FaceOf, idp: Provider) -> Face:
    return with_provider(face_of, idp)


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


def sent_back(address: str) -> str:
    """Go to the provider as a browser does and return where it sends back to."""
    try:
        build_opener(_Stay).open(address)
    except HTTPError as redirected:
        return str(redirected.headers["Location"])
    raise AssertionError("the provider did not send back")


def begin(visitor: TestClient, query: str = "") -> str:
    """Start at the site, sign in at the provider, and return the way back with its answer."""
    started = visitor.get(f"/login/oidc{query}")
    assert started.status_code == 303, started.text
    back = urlsplit(sent_back(started.headers["location"]))
    return f"{back.path}?{back.query}"


def come_back(visitor: TestClient, query: str = "") -> Any:
    return visitor.get(begin(visitor, query))


def test_whoever_the_provider_proves_is_signed_in(face: Face) -> None:
    visitor = browser(face)
    came = come_back(visitor, "?next=/%3Fabout%3DR-1")
    assert (came.status_code, came.headers["location"]) == (303, "/?about=R-1")
    assert "Amara" in visitor.get("/account").text
    assert "by single sign-on" in visitor.get("/account").text
    assert FLOW_COOKIE not in visitor.cookies


def test_the_login_page_leads_to_the_provider(face: Face, face_of: FaceOf) -> None:
    text = browser(face).get("/login?next=/account").text
    assert 'href="/login/oidc?next=/account"' in text
    assert 'href="/login/oidc?shared=yes&amp;next=/account"' in text
    assert "company account" not in browser(face_of(demo=False)).get("/login").text


def test_the_request_carries_state_nonce_and_a_challenge_that_differ_each_time(face: Face) -> None:
    seen = []
    for _ in range(2):
        started = browser(face).get("/login/oidc")
        query = parse_qs(urlsplit(started.headers["location"]).query)
        assert query["redirect_uri"] == ["http://127.0.0.1:8080/login/oidc/back"]
        assert query["code_challenge_method"] == ["S256"]
        assert "prompt" not in query
        seen.append([query[name][0] for name in ("state", "nonce", "code_challenge")])
        cookie = started.headers["set-cookie"]
        assert all(each in cookie for each in ("HttpOnly", "SameSite=lax", "Path=/login/oidc"))
    assert not set(seen[0]) & set(seen[1])
    assert all(len(each) > 40 for each in seen[0])


def test_on_a_shared_terminal_the_provider_asks_anew_and_the_session_is_short(face: Face) -> None:
    visitor = browser(face)
    started = visitor.get("/login/oidc?shared=yes")
    assert "prompt=login" in started.headers["location"]
    back = urlsplit(sent_back(started.headers["location"]))
    visitor.get(f"{back.path}?{back.query}")
    (session,) = face.services.store.sessions.of_person("p-1", now=NOW)
    assert (session.method, session.idle_seconds) == ("oidc", 300)


def test_a_mail_address_may_be_the_name(face_of: FaceOf, idp: Provider) -> None:
    face = with_provider(face_of, idp, oidc_claim="email")
    idp.more = {"email": "amara@PLANT.example", "email_verified": True}
    assert come_back(browser(face)).status_code == 303
    idp.more = {"email": "amara@plant.example", "email_verified": False}
    assert come_back(browser(face)).status_code == 403
    idp.more = {}
    assert come_back(browser(face)).status_code == 403


@pytest.mark.parametrize("subject", ["sub-eve", "SUB-AMARA", "local-admin", "p-9 "])
def test_somebody_unknown_is_told_whom_to_ask_and_never_added(
    face: Face, idp: Provider, subject: str
) -> None:
    idp.subject = subject
    visitor = browser(face)
    refused = come_back(visitor)
    assert refused.status_code == 403
    assert subject in refused.text
    assert "Ask your Tandem admin" in refused.text
    assert SESSION_COOKIE not in visitor.cookies
    assert face.services.store.accounts.all() == []
    assert len(face.services.store.directory.load().people) == 2


def test_somebody_shut_out_stays_out(face: Face) -> None:
    face.services.store.accounts.disable("p-1", now=NOW)
    refused = come_back(browser(face))
    assert refused.status_code == 403
    assert "is closed" in refused.text


def test_keys_may_change_between_two_sign_ins(face: Face, idp: Provider) -> None:
    assert come_back(browser(face)).status_code == 303
    before = idp.asked.count("/keys")
    assert come_back(browser(face)).status_code == 303
    assert idp.asked.count("/keys") == before  # kept
    idp.rotate()
    assert come_back(browser(face)).status_code == 303
    assert idp.asked.count("/keys") == before + 1


HOUR = 3600


@pytest.mark.parametrize(
    "wrong",
    [
        {"claims": {"nonce": "another"}},
        {"without": ("nonce",)},
        {"claims": {"exp": int(NOW.timestamp()) - 61}},
        {"claims": {"exp": int(NOW.timestamp()) - HOUR, "iat": int(NOW.timestamp()) - 2 * HOUR}},
        {"without": ("exp",)},
        {"without": ("iat",)},
        {"without": ("sub",)},
        {"claims": {"nbf": int(NOW.timestamp()) + HOUR}},
        {"claims": {"aud": "another client"}},
        {"claims": {"aud": ["another client", "third"]}},
        {"claims": {"aud": [CLIENT, "another client"], "azp": "another client"}},
        {"without": ("aud",)},
        {"claims": {"iss": "https://evil.example"}},
        {"without": ("iss",)},
        {"iss": "https://evil.example"},
        {"claims": {"sub": 7}},
        {"claims": {"at_hash": "AAAA"}},
        {"without": ("id_token",)},
        {"algorithm": "none"},
        {"error": "access_denied"},
        {"key": "another"},
        {"algorithm": "HS256"},
    ],
    ids=str,
)
def test_a_token_that_does_not_hold_signs_nobody_in(
    face: Face, idp: Provider, wrong: dict[str, Any]
) -> None:
    key = wrong.get("key")
    if key == "another":
        wrong = wrong | {"key": RSAKey.generate_key(2048, {"kid": idp.keys[0].kid})}
    vars(idp.wrong).update(wrong)
    visitor = browser(face)
    refused = come_back(visitor)
    assert refused.status_code == 403
    assert "Start again at /login" in refused.text
    assert SESSION_COOKIE not in visitor.cookies


def test_an_answer_for_another_browser_signs_nobody_in(face: Face) -> None:
    """An attacker sends a victim the way back of a sign-in of their own."""
    attacker, victim = browser(face), browser(face)
    back = begin(attacker)
    assert victim.get(back).status_code == 403  # no flow at all
    begin(victim)
    assert victim.get(back).status_code == 403  # a flow of their own
    assert SESSION_COOKIE not in victim.cookies


def test_an_answer_works_once(face: Face) -> None:
    visitor = browser(face)
    back = begin(visitor)
    flow = visitor.cookies[FLOW_COOKIE]
    assert visitor.get(back).status_code == 303
    visitor.cookies.set(FLOW_COOKIE, flow, domain="127.0.0.1", path="/login/oidc")
    assert visitor.get(back).status_code == 403


def test_a_flow_is_over_after_ten_minutes_and_cannot_be_made_up(face: Face) -> None:
    visitor = browser(face)
    back = begin(visitor)
    face.clock.now += timedelta(minutes=11)
    assert visitor.get(back).status_code == 403
    for value in ("", "x", "e30.x", visitor.cookies[FLOW_COOKIE] + "0"):
        visitor.cookies.clear()
        visitor.cookies.set(FLOW_COOKIE, value)
        assert visitor.get(back).status_code == 403, value


def test_nobody_is_led_away_after_single_sign_on(face: Face) -> None:
    came = come_back(browser(face), "?next=//evil.example")
    assert came.headers["location"] == "/"


@pytest.mark.parametrize(
    "wrong",
    [
        {"status": 503},
        {"status": 302},
        {"body": b"<html>"},
        {"body": b"[]"},
        {"facts": {"issuer": "https://evil.example"}},
        {"facts": {"authorization_endpoint": "http://elsewhere.example/authorize"}},
        {"facts": {"authorization_endpoint": None}},
    ],
    ids=str,
)
def test_a_provider_that_is_none_is_said_and_a_password_still_works(
    face: Face, idp: Provider, wrong: dict[str, Any]
) -> None:
    vars(idp.wrong).update(wrong)
    refused = browser(face).get("/login/oidc")
    assert refused.status_code == 502
    assert "does not answer" in refused.text
    assert browser(face).get("/login").status_code == 200
    idp.wrong.__init__()  # type: ignore[misc]
    assert come_back(browser(face)).status_code == 303  # the failure is not kept


def test_a_provider_that_goes_down_in_between_is_said(face: Face, idp: Provider) -> None:
    visitor = browser(face)
    back = begin(visitor)
    idp.wrong.status = 503
    refused = visitor.get(back)
    assert refused.status_code in (403, 502)
    assert SESSION_COOKIE not in visitor.cookies


def test_a_provider_nobody_runs_is_said(face_of: FaceOf) -> None:
    face = face_of(demo=False, oidc_url="http://127.0.0.1:9", oidc_client_id=CLIENT)
    assert browser(face).get("/login/oidc").status_code == 502


def test_a_wrong_secret_is_logged_and_never_shown(
    face_of: FaceOf, idp: Provider, caplog: pytest.LogCaptureFixture
) -> None:
    face = with_provider(face_of, idp, oidc_client_secret="not this one")
    refused = come_back(browser(face))
    assert refused.status_code == 403
    assert "invalid_client" in caplog.text
    assert "not this one" not in caplog.text + refused.text


def test_without_a_provider_there_is_no_such_page(face_of: FaceOf) -> None:
    refused = browser(face_of(demo=False)).get("/login/oidc")
    assert refused.status_code == 404
    assert "not set up" in refused.text


def test_the_protocols_libraries_are_loaded_by_whoever_signs_in_so_and_nobody_else() -> None:
    lines = [line for path in WEB.glob("*.py") for line in path.read_text().splitlines()]
    importing = [line for line in lines if "from bot.web.oidc import" in line]
    assert len(importing) > 2
    assert all(line.startswith("    ") for line in importing)
