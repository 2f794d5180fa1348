"""What a proxy says is believed from trusted addresses, and is nothing from anybody else."""

import pytest

from bot.web.proxies import Proxies
from tests.unit.bot.web.conftest import Face, FaceOf
from tests.unit.bot.web.signing_in import browser, send, token_in, with_account
from tests.unit.bot.web.test_identity import request

PROXY, OTHER = ("10.1.2.3", 1), ("192.0.2.7", 1)
SETTINGS = {"trusted_proxies": "10.1.2.3, 10.2.0.0/16", "proxy_header": "X-Remote-User"}


@pytest.fixture
def proxied(face_of: FaceOf) -> Face:
    return face_of(demo=False, **SETTINGS)


def proxies(face: Face) -> Proxies:
    return Proxies.of(face.services.settings)


def test_a_person_named_by_the_proxy_is_signed_in(proxied: Face) -> None:
    page = browser(proxied, PROXY, **{"X-Remote-User": "p-1"}).get("/")
    assert page.status_code == 200
    assert "Amara" in page.text


@pytest.mark.parametrize("client", [OTHER, ("127.0.0.1", 1), ("testclient", 1)])
def test_from_anybody_else_the_header_is_refused_with_the_reason(
    proxied: Face, client: tuple[str, int]
) -> None:
    refused = browser(proxied, client, **{"X-Remote-User": "p-1"}).get("/")
    assert refused.status_code == 403
    assert "TANDEM_TRUSTED_PROXIES" in refused.text
    assert client[0] in refused.text


def test_a_header_that_comes_twice_is_refused(proxied: Face) -> None:
    visitor = browser(proxied, PROXY)
    twice = [("X-Remote-User", "p-9"), ("x-remote-user", "p-1")]
    assert visitor.get("/", headers=twice).status_code == 403


def test_a_name_nobody_has_is_told_whom_to_ask(proxied: Face) -> None:
    refused = browser(proxied, PROXY, **{"X-Remote-User": "eve@plant.example"}).get("/")
    assert refused.status_code == 403
    assert "eve@plant.example" in refused.text
    assert "Ask your Tandem admin" in refused.text


@pytest.mark.parametrize("name", ["local-admin", "LOCAL-ADMIN"])
def test_the_proxy_cannot_name_the_installations_own_admin(proxied: Face, name: str) -> None:
    assert browser(proxied, PROXY, **{"X-Remote-User": name}).get("/").status_code == 403


def test_somebody_shut_out_is_refused_though_the_proxy_names_them(proxied: Face) -> None:
    proxied.services.store.accounts.disable("p-1", now=proxied.clock())
    refused = browser(proxied, PROXY, **{"X-Remote-User": "p-1"}).get("/")
    assert refused.status_code == 403
    assert "is closed" in refused.text


def test_without_the_header_the_site_asks_to_sign_in(proxied: Face) -> None:
    for client in (PROXY, OTHER, ("127.0.0.1", 1)):
        assert browser(proxied, client).get("/").headers["location"] == "/login"


def test_a_header_that_no_setting_names_means_nothing(face_of: FaceOf) -> None:
    face = face_of(demo=False)
    with_account(face)
    visitor = browser(face, PROXY, **{"X-Remote-User": "p-1", "X-Forwarded-For": "127.0.0.1"})
    assert visitor.get("/").headers["location"] == "/login"


def test_what_the_proxy_signs_in_needs_the_forms_token_as_well(proxied: Face) -> None:
    visitor = browser(proxied, PROXY, **{"X-Remote-User": "p-1"})
    body = {"key": "k", "text": "What is open?"}
    assert visitor.post("/ask", data=body).status_code == 403
    assert visitor.post("/api/ask", json=body).status_code == 403
    token = token_in(visitor.get("/").text)
    assert visitor.post("/ask", data=body | {"csrf": token}).status_code == 303


def test_the_visitors_address_is_the_last_that_no_trusted_proxy_has(proxied: Face) -> None:
    def address(client: str, **headers: str) -> str:
        return proxies(proxied).address(request(client, **headers))

    forged = "127.0.0.1, 203.0.113.9"
    assert address("10.1.2.3", x_forwarded_for="203.0.113.9") == "203.0.113.9"
    assert address("10.1.2.3", x_forwarded_for=forged) == "203.0.113.9"
    assert address("10.1.2.3", x_forwarded_for=f"{forged}, 10.2.9.9") == "203.0.113.9"
    assert address("10.1.2.3", x_forwarded_for="nonsense") == "10.1.2.3"
    assert address("10.1.2.3") == "10.1.2.3"
    assert address("::ffff:10.1.2.3", x_forwarded_for="203.0.113.9") == "203.0.113.9"
    assert address("192.0.2.7", x_forwarded_for="203.0.113.9") == "192.0.2.7"


def test_tries_behind_a_proxy_count_for_the_visitor_and_not_for_the_proxy(face_of: FaceOf) -> None:
    face = face_of(demo=False, trusted_proxies="10.1.2.3")
    with_account(face)

    def status(last: int) -> int:
        visitor = browser(face, PROXY, **{"X-Forwarded-For": f"203.0.113.{last}"})
        return send(visitor, "/login", name="p-1", password="no").status_code

    assert [status(1) for _ in range(6)] == [401] * 5 + [429]
    assert status(2) == 401


@pytest.mark.parametrize(
    ("client", "said", "secure"),
    [("10.1.2.3", "https", True), ("10.1.2.3", "http", False), ("192.0.2.7", "https", False)],
)
def test_https_is_believed_from_the_proxy_only(
    proxied: Face, client: str, said: str, secure: bool
) -> None:
    visitor = browser(proxied, (client, 1), **{"X-Forwarded-Proto": said})
    assert ("Secure" in visitor.get("/login").headers["set-cookie"]) is secure
