"""The edge: every response is guarded, foreign pages cannot act, a crash becomes a sentence."""

import re

import pytest
from starlette.requests import Request

from bot.web.edge import accepted
from tests.small_plant import advice
from tests.unit.bot.web.conftest import Face

SENT = {"key": "k", "text": "Why?"}


@pytest.mark.parametrize("path", ["/", "/who", "/nope", "/static/face.css", "/healthz"])
def test_every_response_forbids_scripts_and_frames_from_elsewhere(face: Face, path: str) -> None:
    headers = face.visitor().get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"


def test_what_is_somebodys_own_is_not_kept_by_the_browser_but_static_files_are(
    face: Face,
) -> None:
    browser = face.visitor()
    assert browser.get("/").headers["cache-control"] == "no-store"
    assert browser.get("/api/recommendations").headers["cache-control"] == "no-store"
    assert "immutable" in browser.get("/static/face.css").headers["cache-control"]
    assert browser.get("/static/nope.css").headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["/", "/who", "/nope"])
def test_no_page_has_inline_script_style_or_handlers(face: Face, path: str) -> None:
    face.plant.issue(advice(1))
    text = face.visitor().get(path).text
    assert not re.search(r"<script(?![^>]*\bsrc=\"/static/)", text)
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", text)
    assert not re.search(r"(src|href)=\"(https?:)?//", text)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
@pytest.mark.parametrize("path", ["/ask", "/decisions", "/judgements", "/who", "/api/events"])
def test_another_site_cannot_post_here(face: Face, path: str, headers: dict[str, str]) -> None:
    refused = face.visitor(**headers).post(path, data=SENT)
    assert refused.status_code == 403
    assert "sent from another site" in refused.text
    assert face.services.store.conversations.last("web:p-1", 1) == []


def test_our_own_page_may_post(face: Face) -> None:
    sent = face.visitor(Origin="http://127.0.0.1:8080").post("/ask", data=SENT)
    assert sent.status_code == 303


def test_a_foreign_name_for_this_machine_is_refused_even_for_reading(face: Face) -> None:
    refused = face.visitor().get("/api/recommendations", headers={"Host": "evil.example"})
    assert refused.status_code == 403
    assert "evil.example" in refused.json()["error"]


def test_a_crash_is_a_sentence_with_a_reference_that_is_logged(
    face: Face, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_: Request) -> None:
        raise RuntimeError("secret detail")

    face.site.add_route("/broken", broken)
    face.site.add_route("/api/broken", broken)
    page, answer = face.visitor().get("/broken"), face.visitor().get("/api/broken")
    assert (page.status_code, answer.status_code) == (500, 500)
    assert "secret detail" not in page.text + answer.text
    found = re.search(r"Reference (\w+)", answer.json()["error"])
    assert found is not None
    assert found[1] in caplog.text
    assert "secret detail" in caplog.text


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("pl-PL,pl;q=0.9,en;q=0.8", "pl"),
        ("fr-CH, fr;q=0.9, de;q=0.7, en;q=0.8", "en"),
        ("fi, zh-Hans-CN;q=0.5", "zh"),
        ("de;q=0, vi;q=0.1", "vi"),
        ("xx;q=nonsense, *", "en"),
    ],
)
def test_the_browsers_first_language_with_a_catalogue_is_spoken(header: str, language: str) -> None:
    assert accepted(header) == language
