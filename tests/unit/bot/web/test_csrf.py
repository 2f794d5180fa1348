"""The token of forms: asked for by one middleware, bound to who the browser is, in every form."""

import re
from pathlib import Path

import pytest
from starlette.routing import Route

from bot.web.csrf import HEADER, VISIT_COOKIE, csrf_field, csrf_token, token_for
from bot.web.identity import COOKIE
from bot.web.pages import HERE as WEB
from tests.small_plant import STRANGER, advice
from tests.unit.bot.web.conftest import Face, FaceOf
from tests.unit.bot.web.signing_in import (
    PASSWORD,
    browser,
    send,
    signed_in,
    token_in,
    with_account,
)

ASKED = {"key": "k", "text": "Why?"}


def asked(face: Face) -> int:
    return len(face.services.store.conversations.last("web:p-1", 9))


@pytest.mark.parametrize("token", [None, "", "wrong", "0" * 64, "é"])
def test_without_the_token_nothing_is_done(face: Face, token: str | None) -> None:
    visitor = face.visitor()
    del visitor.headers[HEADER]
    form = ASKED if token is None else ASKED | {"csrf": token}
    refused = visitor.post("/ask", data=form)
    assert refused.status_code == 403
    assert "nothing was sent" in refused.text
    assert asked(face) == 0


def test_a_form_sends_it_in_a_field_and_a_script_in_a_header(face: Face) -> None:
    visitor = face.visitor()
    token = visitor.headers.pop(HEADER)
    assert visitor.post("/ask", data=ASKED | {"csrf": token}).status_code == 303
    assert visitor.post("/ask", data=ASKED, headers={HEADER: token}).status_code == 303


def test_a_page_holds_the_token_in_its_forms_and_for_its_scripts(face: Face) -> None:
    face.plant.issue(advice(1))
    visitor = face.visitor()
    text = visitor.get("/?about=R-2026-000001").text
    token = visitor.headers[HEADER]
    assert set(re.findall(r'name="csrf" value="(\w+)"', text)) == {token}
    assert f'hx-headers="{{&#34;{HEADER}&#34;: &#34;{token}&#34;}}"' in text


def test_every_form_that_changes_something_holds_the_field() -> None:
    forms = [
        (path.name, form)
        for path in sorted(Path(WEB / "templates").glob("*.html"))
        for form in re.findall(r"<form\b[^>]*\bpost\b.*?</form>", path.read_text(), re.DOTALL)
    ]
    assert len(forms) > 8
    for name, form in forms:
        assert "{{ csrf_field() }}" in form, (name, form[:120])


def test_no_route_that_changes_something_is_left_out(face: Face) -> None:
    """Also those that nobody has written yet: the middleware does not know routes."""
    face.site.router.routes.insert(0, Route("/new", lambda _: None, methods=["POST", "DELETE"]))
    visitor = face.visitor()
    del visitor.headers[HEADER]
    changing = [
        (method, re.sub(r"\{.*?\}", "x", route.path))
        for route in face.site.routes
        if isinstance(route, Route)
        for method in (route.methods or set()) - {"GET", "HEAD", "OPTIONS"}
    ]
    assert len(changing) > 8
    for method, path in changing:
        assert visitor.request(method, path).status_code == 403, path


def test_the_token_of_one_person_is_not_anothers(face: Face) -> None:
    one, other = face.visitor(), face.visitor(STRANGER)
    assert one.headers[HEADER] != other.headers[HEADER]
    refused = one.post("/ask", data=ASKED, headers={HEADER: other.headers[HEADER]})
    assert refused.status_code == 403


def test_a_page_from_before_becoming_another_person_records_nothing(face: Face) -> None:
    """Two tabs share a cookie: what was typed as Amara must not be kept as Hana's."""
    visitor = face.visitor()
    old = visitor.headers.pop(HEADER)
    visitor.cookies.set(COOKIE, face.visitor(STRANGER).cookies[COOKIE])
    assert visitor.post("/ask", data=ASKED | {"csrf": old}).status_code == 403


def test_signing_in_needs_a_token_too_so_that_nobody_is_signed_in_as_somebody_else(
    face_of: FaceOf,
) -> None:
    face = face_of(demo=False)
    with_account(face)
    visitor = browser(face)
    form = {"name": "p-1", "password": PASSWORD}
    assert visitor.post("/login", data=form).status_code == 403
    foreign = token_in(browser(face).get("/login").text)
    assert visitor.post("/login", data=form | {"csrf": foreign}).status_code == 403
    assert send(visitor, "/login", **form).status_code == 303


def test_the_token_changes_with_the_session(face_of: FaceOf) -> None:
    face = face_of(demo=False)
    with_account(face)
    visitor = browser(face)
    before = token_in(visitor.get("/login").text)
    send(visitor, "/login", name="p-1", password=PASSWORD)
    after = token_in(visitor.get("/").text)
    assert before != after
    assert visitor.post("/ask", data=ASKED | {"csrf": before}).status_code == 403
    assert visitor.post("/ask", data=ASKED | {"csrf": after}).status_code == 303
    assert signed_in(face).post("/ask", data=ASKED | {"csrf": after}).status_code == 403


def test_an_api_call_with_a_cookie_needs_it_and_one_with_a_token_does_not(
    face_of: FaceOf,
) -> None:
    face = face_of(demo=False)
    with_account(face)
    visitor = signed_in(face)
    body = {"text": "What is open?"}
    assert visitor.post("/api/ask", json=body).status_code == 403
    token = token_in(visitor.get("/").text)
    assert visitor.post("/api/ask", json=body, headers={HEADER: token}).status_code == 200
    face.services.store.accounts.add_token("h", person_id="p-1", now=face.clock())
    program = browser(face, Authorization="Bearer tandem_wrong")
    assert program.post("/api/ask", json=body).status_code == 401


def test_a_visit_is_remembered_only_where_a_form_was_shown(face: Face) -> None:
    visitor = browser(face)
    for path in ("/healthz", "/static/face.css", "/", "/api/recommendations"):
        assert VISIT_COOKIE not in visitor.get(path).headers.get("set-cookie", ""), path
    cookie = visitor.get("/who").headers["set-cookie"]
    assert cookie.startswith(f"{VISIT_COOKIE}=")
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "set-cookie" not in visitor.get("/who").headers


def test_a_form_that_is_too_large_is_said(face: Face) -> None:
    visitor = face.visitor()
    del visitor.headers[HEADER]
    assert visitor.post("/ask", data={"text": "x" * 1_100_000}).status_code == 413


def test_a_body_reaches_its_route_whole_after_the_token_was_read(face: Face) -> None:
    visitor = face.visitor()
    token = visitor.headers.pop(HEADER)
    text = "Why? " + "ü" * 5_000
    visitor.post("/ask", data={"key": "k", "csrf": token, "text": text})
    assert face.services.store.conversations.last("web:p-1", 1)[0].text == text


def test_the_token_tells_nothing_of_the_cookie_and_differs_by_key() -> None:
    assert token_for(b"key", "cookie") != token_for(b"other", "cookie")
    assert "cookie" not in token_for(b"key", "cookie")


def test_outside_a_request_there_is_no_token() -> None:
    assert csrf_token() == ""
    assert 'value=""' in csrf_field()
