"""The guard in ``tests/conftest.py`` guards."""

import socket

import pytest

from knowledge.language import Connection, ModelFailed, Request
from knowledge.language.langchain import LangChainModel

ELSEWHERE = "192.0.2.7"  # an address that is reserved for examples


def test_a_connection_to_another_machine_is_refused_and_noted(
    no_attempt_is_overlooked: list[str],
) -> None:
    with socket.socket() as one, pytest.raises(OSError, match="may not reach"):
        one.connect((ELSEWHERE, 80))
    with pytest.raises(OSError, match="may not reach"):
        socket.create_connection(("provider.example", 443))
    assert len(no_attempt_is_overlooked) == 2
    no_attempt_is_overlooked.clear()


def test_a_test_that_would_reach_a_real_provider_fails(
    no_attempt_is_overlooked: list[str],
) -> None:
    model = LangChainModel(Connection("openai", "any", key="sk-test"))
    with pytest.raises(ModelFailed):
        list(model.write(Request("Be short.", "Hello"), seconds=10))
    assert any("api.openai.com" in each for each in no_attempt_is_overlooked)
    no_attempt_is_overlooked.clear()


def test_this_machine_may_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()
