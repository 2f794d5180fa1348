"""Every call is counted once, whatever became of it."""

import pytest

from knowledge.language import ModelFailed, Request, Tokens, Trouble
from knowledge.language.counted import Call, Counted
from knowledge.language.scripted import ScriptedModel

REQUEST = Request("two words", "three more words")


def test_a_whole_call_is_counted_with_its_tokens() -> None:
    calls: list[Call] = []
    list(Counted(ScriptedModel("some text"), calls.append).write(REQUEST, seconds=5))
    assert calls == [Call(True, Tokens(5, 2))]


def test_a_failed_call_is_counted_without_tokens() -> None:
    calls: list[Call] = []
    model = Counted(ScriptedModel(ModelFailed(Trouble.AWAY)), calls.append)
    with pytest.raises(ModelFailed):
        list(model.write(REQUEST, seconds=5))
    assert calls == [Call(False, None)]


def test_a_call_that_is_stopped_early_is_counted() -> None:
    calls: list[Call] = []
    pieces = Counted(ScriptedModel("some longer text"), calls.append).write(REQUEST, seconds=5)
    next(pieces)
    pieces.close()
    assert calls == [Call(False, None)]
