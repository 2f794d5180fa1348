"""The whole site: unknown addresses, static files, added routers."""

import pytest
from fastapi import APIRouter
from starlette.testclient import TestClient

from bot.web.site import create_site
from tests.unit.bot.web.conftest import ADDRESS, HERE, Face


@pytest.mark.parametrize("path", ["/nope", "/static/nope.css", "/static/../site.py", "/docs"])
def test_an_unknown_address_has_a_human_page(face: Face, path: str) -> None:
    found = face.visitor().get(path)
    assert found.status_code == 404
    assert "There is no such page here" in found.text
    assert 'href="/"' in found.text


def test_another_method_has_a_sentence(face: Face) -> None:
    found = face.visitor().put("/")
    assert found.status_code == 405
    assert "does not take that kind of request" in found.text


def test_everything_a_page_loads_is_served_from_here(face: Face) -> None:
    browser = face.visitor()
    text = browser.get("/").text
    names = [part.split('"')[0] for part in text.split('"/static/')[1:]]
    assert len(names) >= 5
    for name in names:
        assert browser.get(f"/static/{name}").status_code == 200, name


def test_the_vendored_script_comes_with_its_licence(face: Face) -> None:
    assert "Zero-Clause BSD" in face.visitor().get("/static/vendor/htmx-LICENSE.txt").text


def test_routers_of_the_caller_are_served(face: Face) -> None:
    router = APIRouter()
    router.add_api_route("/owner/ping", lambda: {"pong": True})
    site = create_site(face.services, [router])
    browser = TestClient(site, base_url=ADDRESS, client=HERE)
    assert browser.get("/owner/ping").json() == {"pong": True}


def test_a_form_that_is_too_large_has_a_sentence(face: Face) -> None:
    sent = face.visitor().post("/ask", data={"key": "k", "text": "x" * 6_000_000})
    assert sent.status_code == 413
    assert "larger than 1 MB" in sent.text
