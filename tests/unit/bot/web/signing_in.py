"""Browsers that sign in on a site with accounts, as a person would: by its forms."""

import re

from starlette.responses import Response
from starlette.testclient import TestClient

from bot.accounts import first_admin_link, password_link
from knowledge.model import Person
from tests.small_plant import OPERATOR
from tests.unit.bot.web.conftest import ADDRESS, HERE, Face

PASSWORD = "four plain words here"


def browser(face: Face, client: tuple[str, int] = HERE, **headers: str) -> TestClient:
    """Return a browser that knows nothing of the site yet."""
    return TestClient(
        face.site,
        base_url=ADDRESS,
        client=client,
        headers=headers,
        follow_redirects=False,
        raise_server_exceptions=False,
    )


def token_in(text: str) -> str:
    """Return the token that the page's forms hold."""
    found = re.search(r'name="csrf" value="(\w+)"', text)
    assert found is not None, text
    return found[1]


def send(visitor: TestClient, path: str, page: str = "", **fields: str) -> Response:
    """Open the page, then send its form to the path, with the token that it holds."""
    token = token_in(visitor.get(page or path).text)
    return visitor.post(path, data={"csrf": token, **fields})  # type: ignore[return-value]


def with_account(face: Face, person: Person = OPERATOR, password: str = PASSWORD) -> Person:
    """Give the person an account with that password, by a one-time link."""
    link = password_link(face.services, person, now=face.clock())
    joined = send(browser(face), f"/join/{link.code}", password=password, again=password)
    assert joined.status_code == 303
    return person


def with_admin(face: Face, person: str = "") -> TestClient:
    """Return a browser in which the first admin has just signed in."""
    link = first_admin_link(face.services, now=face.clock())
    admin = browser(face)
    fields = {"password": PASSWORD, "again": PASSWORD, "person": person}
    assert send(admin, f"/join/{link.code}", **fields).status_code == 303
    return admin


def signed_in(
    face: Face, name: str = OPERATOR.id, password: str = PASSWORD, **fields: str
) -> TestClient:
    """Return a browser in which that name has signed in."""
    visitor = browser(face)
    assert send(visitor, "/login", name=name, password=password, **fields).status_code == 303
    return visitor
