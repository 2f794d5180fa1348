"""A model beside the running product: it explains when it can, and nobody waits when it cannot.

The provider is a real server on loopback; the product is a real ``tandem serve``.
"""

import json
import os
import pty
import re
import subprocess
import threading
import time
import urllib.request
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from bot.web.csrf import FIELD
from knowledge.language.guarded import FAILURES
from knowledge.language.scripted import claims
from tests.acceptance import web_face
from tests.acceptance.processes import (
    TANDEM,
    bring_in_the_plant,
    environment,
    owner,
    serving,
    tandem,
)
from tests.model_server import (
    Halting,
    ModelServer,
    cuts,
    explained,
    fails,
    hangs,
    model_server,
    never_ends,
    says,
)

SLACK = 4
"""What a loaded machine may take beside the wait; a provider that hangs does so for longer."""
SECONDS = 2.0
QUESTION = "Why reduce the drum speed on line 4 drum 2?"


@pytest.fixture(scope="module")
def provider() -> Iterator[ModelServer]:
    with model_server(says(explained)) as server:
        yield server


@pytest.fixture(scope="module")
def settings(provider: ModelServer) -> dict[str, str]:
    return {
        "TANDEM_MODEL": "openai:some-model",
        "TANDEM_MODEL_URL": f"{provider.url}/v1",
        "TANDEM_MODEL_KEY": "hush",
        "TANDEM_MODEL_SECONDS": str(SECONDS),
        "TANDEM_MODEL_PRICE_READ": "2",
        "TANDEM_MODEL_PRICE_WRITTEN": "10",
    }


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("model") / "data"
    bring_in_the_plant(made)
    return made


@pytest.fixture(scope="module")
def served(folder: Path, settings: dict[str, str]) -> Iterator[str]:
    """The running app's address; tests before it work on the folder themselves."""
    with serving(folder, **settings):
        address = owner(folder)
        yield f"http://{address['host']}:{address['port']}"


@pytest.fixture
def app(served: str, provider: ModelServer) -> str:
    """The running app with a model that works again."""
    provider.play(says(explained))
    assert ask(served)["written_by"] == "openai:some-model"
    provider.play(says(explained))
    return served


def sent(url: str, body: bytes | None = None, **headers: str) -> bytes:
    request = urllib.request.Request(url, body, headers)
    with urllib.request.urlopen(request, timeout=30) as response:
        return bytes(response.read())


def form_token(app: str) -> tuple[str, str]:
    """Return the cookie of a new visit, and the token that its forms carry."""
    with urllib.request.urlopen(app, timeout=20) as page:
        cookie = page.headers["Set-Cookie"].split(";")[0]
        found = re.search(rf'name="{FIELD}" value="([^"]+)"', page.read().decode())
    assert found is not None
    return cookie, found[1]


def ask(app: str, text: str = QUESTION, **more: str) -> dict[str, Any]:
    body = json.dumps({"text": text, **more}).encode()
    answer: dict[str, Any] = json.loads(
        sent(f"{app}/api/ask", body, **{"Content-Type": "application/json"})
    )
    return answer


def test_options_that_no_model_takes_are_refused_at_the_start(
    folder: Path, settings: dict[str, str]
) -> None:
    wrong = {**settings, "TANDEM_MODEL_OPTIONS": '{"temperature": "warm"}'}
    done = tandem(folder, "ask", QUESTION, **wrong)
    assert done.code == 1
    assert "mend TANDEM_MODEL_OPTIONS" in done.sentence


def test_doctor_names_the_remedy_for_a_model_that_does_not_answer(
    folder: Path, settings: dict[str, str], provider: ModelServer
) -> None:
    provider.play(fails(401))
    done = tandem(folder, "doctor", **settings)
    assert "does not answer (not_allowed" in done.out
    assert "Mend TANDEM_MODEL_KEY." in done.out
    assert done.code == 0


def test_the_model_explains_and_what_it_invents_is_not_told(
    app: str, provider: ModelServer
) -> None:
    answer = ask(app)
    said = [claim["text"] for claim in answer["claims"]]
    assert answer["written_by"] == "openai:some-model"
    assert any(text.startswith("The recommender saw") for text in said)
    assert any(text.startswith("At that moment") for text in said)
    assert not any("77" in text for text in said)
    assert said[0].startswith("Because")
    assert provider.asked[0].headers["authorization"] == "Bearer hush"


@pytest.mark.parametrize(
    ("act", "within"),
    [
        (fails(500), SECONDS),
        (fails(429), SECONDS),
        (cuts(claims(("The drum", ["R1"]))), SECONDS),
        (hangs(), SECONDS + 1),
        (never_ends(), SECONDS + 1),
    ],
    ids=["down", "busy", "cut", "hangs", "never ends"],
)
def test_whatever_the_model_does_the_answer_comes_in_its_time(
    app: str, provider: ModelServer, act: Any, within: float
) -> None:
    provider.play(act)
    started = time.monotonic()
    answer = ask(app)
    assert time.monotonic() - started < within + SLACK
    assert answer["written_by"] == "extractive"
    assert "without the language model" in answer["note"]
    assert answer["claims"][0]["text"].startswith("Because")


def test_claims_reach_the_page_before_the_answer_is_whole(app: str, provider: ModelServer) -> None:
    halting = Halting()
    provider.play(halting)
    key, (cookie, token) = uuid.uuid4().hex, form_token(app)
    form = {"key": key, "text": QUESTION, "decision_id": "", "asset": "", FIELD: token}
    asking = threading.Thread(
        target=sent,
        args=(f"{app}/ask", urlencode(form).encode()),
        kwargs={
            "HX-Request": "true",
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": cookie,
        },
    )
    with urllib.request.urlopen(f"{app}/ask/claims?key={key}", timeout=20) as events:
        asking.start()
        told = []
        while not (told and told[-1]["text"].startswith("The recommender saw")):
            line = events.readline()
            if line.startswith(b"data: "):
                told.append(json.loads(line.removeprefix(b"data: ")))
        assert asking.is_alive(), "the answer was whole before its claims were told"
        halting.goes_on.set()
        rest = events.read()
    asking.join()
    assert told[0]["text"].startswith("Because")
    assert b"At that moment" in rest
    assert b"77 times" not in rest
    assert rest.endswith(b"event: end\ndata: {}\n\n")


def test_a_browser_shows_claims_as_they_come_and_then_the_answer(
    app: str, provider: ModelServer
) -> None:
    halting = Halting()
    provider.play(halting)
    with web_face.browser() as browser:
        page = browser.new_page()
        complaints: list[str] = []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda each: complaints.append(each.text))
        page.goto(app)
        earlier = page.locator("#turns > .turn").count()
        page.get_by_label("Your question").fill(QUESTION)
        page.get_by_role("button", name="Ask", exact=True).click()
        telling = page.locator("#telling")
        expect(telling).to_contain_text("The recommender saw")
        expect(telling).to_contain_text("[R1]")
        assert page.locator("#turns > .turn").count() == earlier + 1
        halting.goes_on.set()
        expect(telling).to_have_count(0)
        assert page.locator("#turns > .turn").count() == earlier + 1
        turn = page.locator("#turns > .turn").last
        expect(turn).to_contain_text("At that moment")
        expect(turn).to_contain_text("written by a language model")
        assert complaints == []


def test_a_terminal_shows_claims_as_they_come_and_then_the_answer(
    app: str, folder: Path, settings: dict[str, str]
) -> None:
    ours, theirs = pty.openpty()
    done = subprocess.run(
        [*TANDEM, "ask", QUESTION],
        env=environment(folder, **settings),
        cwd=folder.parent,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=theirs,
        text=True,
        timeout=60,
        check=True,
    )
    os.close(theirs)
    shown = os.read(ours, 100_000).decode()
    os.close(ours)
    assert "The recommender saw" in shown
    assert shown.rstrip().endswith("\x1b[J")
    assert "The recommender saw" in done.stdout
    assert "Each of its statements was checked" in " ".join(done.stdout.split())


def test_its_use_is_counted_with_its_cost_and_doctor_says_that_it_answers(
    app: str, folder: Path, settings: dict[str, str]
) -> None:
    before = json.loads(sent(f"{app}/api/model-usage"))["total"]
    ask(app)
    after = json.loads(sent(f"{app}/api/model-usage"))["total"]
    added = {name: after[name] - before[name] for name in after}
    assert (added["calls"], added["tokens_read"], added["tokens_written"]) == (1, 120, 30)
    assert added["cost"] == pytest.approx((120 * 2 + 30 * 10) / 1_000_000)
    told = tandem(folder, "doctor", **settings).out
    assert "language model: openai:some-model at" in told
    assert "use of the language model:" in told
    assert "hush" not in told


def test_a_follow_up_is_answered_as_the_model_understands_it_if_that_was_said(
    app: str, provider: ModelServer
) -> None:
    meant = json.dumps({"question": "Why for line 4 drum 2?"})
    invented = json.dumps({"question": "Why for line 4 drum 3?"})
    for rewriting, understood in ((meant, True), (invented, False)):
        conversation = uuid.uuid4().hex
        provider.play(says(explained))
        first = ask(app, conversation=conversation)
        provider.play(says(rewriting))
        found = ask(app, "and the earlier one?", conversation=conversation)
        assert len(provider.asked) == 1
        assert f"Q: {QUESTION}" in provider.asked[0].user
        assert (found["decision_id"] == first["decision_id"]) is understood
        assert ("Understood as" in found["note"]) is understood


def test_a_model_that_fails_time_after_time_is_not_waited_for(
    app: str, provider: ModelServer
) -> None:
    provider.play(hangs())
    for _ in range(FAILURES):
        ask(app)
    assert len(provider.asked) == FAILURES
    started = time.monotonic()
    assert "not available right now" in ask(app)["note"]
    assert time.monotonic() - started < SECONDS / 2
    assert len(provider.asked) == FAILURES
