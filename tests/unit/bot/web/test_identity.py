"""Who is asking: the signed cookie, this machine only, and names that are ours."""

import stat
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.requests import Request

from bot.web.identity import COOKIE, Identity, from_this_machine, is_our_host, signing_key
from tests.small_plant import OPERATOR, STRANGER
from tests.unit.bot.web.conftest import ELSEWHERE, Face, FaceOf


def request(client: str = "127.0.0.1", **headers: str) -> Request:
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "headers": raw, "client": (client, 1)})


def test_the_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    key = signing_key(tmp_path / "data")
    assert signing_key(tmp_path / "data") == key
    assert len(key) >= 32
    assert stat.S_IMODE((tmp_path / "data" / "web.key").stat().st_mode) == 0o600


def test_a_cookie_names_its_person(face: Face) -> None:
    identity = Identity(face.services, b"key")
    cookie = f"{COOKIE}={identity.cookie_for(OPERATOR)}"
    assert identity.chosen(request(cookie=cookie)) == OPERATOR


def test_a_cookie_with_another_name_or_key_is_nobody(face: Face) -> None:
    identity = Identity(face.services, b"key")
    signature = identity.cookie_for(OPERATOR).rpartition(".")[2]
    foreign = Identity(face.services, b"other").cookie_for(OPERATOR)
    for value in (f"{STRANGER.id}.{signature}", foreign, OPERATOR.id, f"{OPERATOR.id}.", ""):
        assert identity.chosen(request(cookie=f"{COOKIE}={value}")) is None, value


@settings(max_examples=50)
@given(value=st.text(st.characters(codec="ascii", exclude_characters=";"), max_size=120))
def test_no_invented_cookie_is_anybody(value: str) -> None:
    identity = Identity(None, b"key")  # type: ignore[arg-type]  # no signature: never looked up
    assert identity.chosen(request(cookie=f"{COOKIE}={value}")) is None


@pytest.mark.parametrize(
    ("made", "ours"),
    [
        (request("127.0.0.1"), True),
        (request("::1"), True),
        (request("192.0.2.7"), False),
        (request("testclient"), False),
        (request("127.0.0.1", x_forwarded_for="192.0.2.7"), False),
        (request("127.0.0.1", forwarded="for=192.0.2.7"), False),
    ],
)
def test_only_a_direct_request_of_this_machine_counts(made: Request, ours: bool) -> None:
    assert from_this_machine(made) is ours


@pytest.mark.parametrize(
    "host", ["localhost:8080", "127.0.0.1:8080", "[::1]:8080", "[::1]", "192.0.2.1", "plant.local"]
)
def test_addresses_and_the_name_we_serve_are_ours(host: str) -> None:
    assert is_our_host(host, "plant.local")


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example:8080", "", "plant.local"])
def test_somebody_elses_name_for_this_machine_is_not_ours(host: str) -> None:
    assert not is_our_host(host, "127.0.0.1")


def test_without_demo_this_machine_is_the_admin_and_sees_all(face_of: FaceOf) -> None:
    page = face_of(demo=False).visitor(None).get("/")
    assert page.status_code == 200
    assert "Local admin" in page.text
    assert "this machine only" in page.text


def test_without_demo_another_machine_gets_a_sentence(face_of: FaceOf) -> None:
    face = face_of(demo=False)
    for path in ("/", "/strip", "/stream", "/api/recommendations", "/logs/R-1"):
        refused = face.visitor(None, client=ELSEWHERE).get(path)
        assert refused.status_code == 403, path
        assert "Nobody can sign in here yet" in refused.text


def test_without_demo_a_cookie_is_no_login(face_of: FaceOf) -> None:
    assert face_of(demo=False).visitor(client=ELSEWHERE).get("/").status_code == 403
