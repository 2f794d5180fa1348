"""What every LanguageModel keeps: real adapters against real wire protocols, and the scripted twin.

The adapters are LangChain's own, reaching a provider on loopback that misbehaves on demand.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import pytest

from knowledge.language import (
    Connection,
    LanguageModel,
    ModelFailed,
    Piece,
    Request,
    Tokens,
    Trouble,
)
from knowledge.language.langchain import LangChainModel
from knowledge.language.scripted import ScriptedModel, slowly
from tests.model_server import (
    KEY,
    Act,
    ModelServer,
    cuts,
    drips,
    fails,
    garbles,
    hangs,
    is_no_model,
    model_server,
    never_answers,
    never_ends,
    says,
    stops_short,
)

TEXT = '{"text": "Moisture is 3.4 % – “zu hoch”.", "cites": ["R1"]}\n{"text": "µ", "cites": []}\n'
REQUEST = Request("Write JSON lines.", "Why?")
PROVIDERS = ("openai", "anthropic", "ollama")


@dataclass
class Ready:
    """A model, and what makes it do something."""

    model: LanguageModel
    does: Callable[[str], None]


def _real(provider: str, server: ModelServer) -> Ready:
    path = "/v1" if provider == "openai" else ""
    model = LangChainModel(Connection(provider, "some-model", f"{server.url}{path}", KEY))
    acts: dict[str, Act] = {
        "says": says(TEXT),
        "hangs": hangs(TEXT[:20]),
        "fails": fails(500),
        "is cut": cuts(TEXT[:20]),
    }
    return Ready(model, lambda what: server.play(acts[what]))


def _scripted() -> Ready:
    scripts: dict[str, Any] = {
        "says": TEXT,
        "hangs": slowly(5),
        "fails": ModelFailed(Trouble.AWAY),
        "is cut": ModelFailed(Trouble.CUT),
    }
    model = ScriptedModel()

    def does(what: str) -> None:
        model.play(scripts[what])

    return Ready(model, does)


@pytest.fixture(params=[*PROVIDERS, "scripted"])
def ready(request: pytest.FixtureRequest, server: ModelServer) -> Ready:
    return _scripted() if request.param == "scripted" else _real(request.param, server)


@pytest.fixture(scope="module")
def running() -> Iterator[ModelServer]:
    with model_server() as server:
        yield server


@pytest.fixture
def server(running: ModelServer) -> ModelServer:
    running.play(fails(500))
    return running


def written(model: LanguageModel, seconds: float = 10) -> list[Piece]:
    return list(model.write(REQUEST, seconds=seconds))


def test_the_text_comes_whole_and_in_pieces(ready: Ready) -> None:
    ready.does("says")
    pieces = written(ready.model)
    assert "".join(piece.text for piece in pieces) == TEXT
    assert len([piece for piece in pieces if piece.text]) > 3


def test_the_tokens_are_counted(ready: Ready) -> None:
    ready.does("says")
    used = sum((piece.tokens for piece in written(ready.model) if piece.tokens), Tokens())
    assert used.read > 0
    assert used.written > 0


def test_what_takes_too_long_is_given_up_in_time(ready: Ready) -> None:
    ready.does("hangs")
    started = time.monotonic()
    with pytest.raises(ModelFailed) as failed:
        written(ready.model, seconds=0.4)
    assert failed.value.trouble is Trouble.SLOW
    assert time.monotonic() - started < 10, "it waited for the provider"  # a loaded machine is slow


@pytest.mark.parametrize("what", ["fails", "is cut"])
def test_a_failure_is_a_model_failed_and_nothing_else(ready: Ready, what: str) -> None:
    ready.does(what)
    with pytest.raises(ModelFailed):
        written(ready.model)


def test_a_reader_may_stop_early(ready: Ready) -> None:
    ready.does("says")
    with closing(ready.model.write(REQUEST, seconds=10)) as pieces:
        assert next(pieces).text != TEXT


def test_after_a_failure_it_writes_again(ready: Ready) -> None:
    ready.does("fails")
    with pytest.raises(ModelFailed):
        written(ready.model)
    ready.does("says")
    assert "".join(piece.text for piece in written(ready.model)) == TEXT


def test_the_same_model_writes_for_several_at_once(ready: Ready) -> None:
    from concurrent.futures import ThreadPoolExecutor

    ready.does("says")
    with ThreadPoolExecutor(4) as threads:
        texts = threads.map(lambda _: written(ready.model), range(8))
    assert {"".join(piece.text for piece in pieces) for pieces in texts} == {TEXT}


# What only a provider can do.


@pytest.fixture(params=PROVIDERS)
def real(request: pytest.FixtureRequest, server: ModelServer) -> LanguageModel:
    return _real(request.param, server).model


@pytest.mark.parametrize(
    ("act", "trouble"),
    [
        (fails(401), Trouble.NOT_ALLOWED),
        (fails(403), Trouble.NOT_ALLOWED),
        (fails(404), Trouble.UNKNOWN),
        (fails(429), Trouble.BUSY),
        (fails(500), Trouble.AWAY),
        (fails(503), Trouble.BUSY),
        (says(TEXT, reason="length"), Trouble.CUT),
        (stops_short(TEXT), Trouble.CUT),
    ],
)
def test_each_trouble_has_its_name(
    real: LanguageModel, server: ModelServer, act: Act, trouble: Trouble
) -> None:
    server.play(act)
    with pytest.raises(ModelFailed) as failed:
        written(real)
    assert failed.value.trouble is trouble
    assert len(server.asked) == 1, "it asked again by itself"


@pytest.mark.parametrize("act", [cuts(TEXT[:20]), garbles, is_no_model])
def test_what_is_no_protocol_is_a_failure(
    real: LanguageModel, server: ModelServer, act: Act
) -> None:
    server.play(act)
    with pytest.raises(ModelFailed):
        written(real)


@pytest.mark.parametrize(
    "act",
    [never_answers, hangs(), hangs(TEXT), never_ends(), drips(TEXT * 5, pause=0.1)],
    ids=["never answers", "hangs", "hangs in the middle", "never ends", "drips"],
)
def test_no_way_of_being_slow_takes_longer_than_the_time_there_is(
    real: LanguageModel, server: ModelServer, act: Act
) -> None:
    server.play(act)
    started = time.monotonic()
    with pytest.raises(ModelFailed) as failed:
        written(real, seconds=0.4)
    assert failed.value.trouble is Trouble.SLOW
    assert time.monotonic() - started < 10, "it waited for the provider"  # a loaded machine is slow


def test_nobody_listening_is_a_failure() -> None:
    model = LangChainModel(Connection("openai", "some-model", "http://127.0.0.1:9/v1", KEY))
    with pytest.raises(ModelFailed) as failed:
        written(model)
    assert failed.value.trouble is Trouble.AWAY


def test_the_provider_says_how_long_to_wait(server: ModelServer) -> None:
    server.play(fails(429, retry_after="17"))
    with pytest.raises(ModelFailed) as failed:
        written(_real("openai", server).model)
    assert failed.value.retry_after == 17


@pytest.mark.parametrize(
    ("provider", "reason"), [("openai", "content_filter"), ("anthropic", "refusal")]
)
def test_a_provider_that_declines_is_told_from_one_that_fails(
    server: ModelServer, provider: str, reason: str
) -> None:
    server.play(says("", reason=reason))
    with pytest.raises(ModelFailed) as failed:
        written(_real(provider, server).model)
    assert failed.value.trouble is Trouble.DECLINED


def test_what_is_sent_is_the_two_texts_and_the_key_and_no_tool(
    real: LanguageModel, server: ModelServer
) -> None:
    server.play(says(TEXT))
    written(real)
    (asked,) = server.asked
    assert (asked.system, asked.user) == (REQUEST.system, REQUEST.user)
    assert "tools" not in asked.body or not asked.body["tools"]
    assert KEY in (asked.headers.get("authorization", ""), asked.headers.get("x-api-key")) or (
        asked.headers["authorization"] == f"Bearer {KEY}"
    )


@pytest.mark.parametrize("provider", PROVIDERS)
@pytest.mark.parametrize(
    ("options", "told"), [({"temprature": 0}, "temprature"), ({"temperature": "warm"}, "number")]
)
def test_an_option_that_the_model_does_not_take_is_named_when_it_is_opened(
    provider: str, options: dict[str, object], told: str
) -> None:
    with pytest.raises(ModelFailed, match=told):
        LangChainModel(Connection(provider, "some-model", options=options)).open()


@pytest.mark.parametrize(
    ("provider", "options"),
    [
        ("openai", {"temperature": 0, "max_tokens": 500, "stream_usage": False}),
        ("anthropic", {"temperature": 0, "max_tokens": 500}),
        ("ollama", {"temperature": 0, "num_ctx": 32_768, "reasoning": False}),
    ],
)
def test_options_are_sent_as_the_provider_takes_them(
    server: ModelServer, provider: str, options: dict[str, Any]
) -> None:
    path = "/v1" if provider == "openai" else ""
    server.play(says(TEXT))
    model = LangChainModel(Connection(provider, "some-model", f"{server.url}{path}", KEY, options))
    written(model)
    body = server.asked[0].body
    assert {**body, **body.get("options", {})}["temperature"] == 0
    if provider == "ollama":
        assert (body["options"]["num_ctx"], body["think"]) == (32_768, False)


def test_a_key_of_the_environment_is_never_sent(
    server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "somebody-elses")
    monkeypatch.setenv("ANTHROPIC_API_KEY", "somebody-elses")
    for provider, path in (("openai", "/v1"), ("anthropic", "")):
        server.play(says(TEXT))
        written(LangChainModel(Connection(provider, "some-model", f"{server.url}{path}")))
        assert "somebody-elses" not in str(server.asked)


def test_nothing_is_traced_whatever_the_environment_says(
    server: ModelServer, monkeypatch: pytest.MonkeyPatch, no_attempt_is_overlooked: list[str]
) -> None:
    for name in ("LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2"):
        monkeypatch.setenv(name, "true")
    monkeypatch.setenv("LANGSMITH_API_KEY", "any")
    server.play(says(TEXT))
    written(_real("openai", server).model)
    assert no_attempt_is_overlooked == []
