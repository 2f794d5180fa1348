"""What was given up is listed by its reference, without a word of it, and taken up again."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from bot.commands.call import Call
from bot.commands.working import work_again, work_status
from bot.owner import CommandFailed
from bot.printing import work_again_text, work_text
from knowledge.model import Happening
from knowledge.store import Store

NOW = datetime(2026, 11, 20, 14, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path / 'tandem.db'}") as opened:
        for key, reference in (("1", "aa11"), ("2", "bb22"), ("3", "")):
            early = NOW - timedelta(minutes=5)
            opened.inbox.receive(Happening("post", key, early, "U1", {"text": "secret"}))
            if reference:
                opened.inbox.fail("post", key, reference=reference)
        yield opened


def call(store: Store, **params: str) -> Call:
    services: Any = SimpleNamespace(store=store)
    return Call(services, cast("Any", params), lambda *_: None, NOW)


def test_what_is_left_and_what_was_given_up_is_told(store: Store) -> None:
    told = cast("dict[str, Any]", work_status(call(store)))
    assert (told["waiting"], told["failed"], told["oldest_seconds"]) == (1, 2, 300)
    text = work_text(told)
    assert "1 to do, the oldest for 5 min; 0 done, 2 given up." in text
    assert "bb22  post  of 2026-11-20 13:55, tried once" in text
    assert "secret" not in text
    assert "U1" not in text


def test_a_reference_is_taken_up_again_and_then_the_rest(store: Store) -> None:
    again = cast("dict[str, Any]", work_again(call(store, reference="aa11")))
    assert "aa11  post" in work_again_text(again)
    assert [each.key for each in store.inbox.failed(9)] == ["2"]
    work_again(call(store, reference="all"))
    assert [each.key for each in store.inbox.waiting(NOW)] == ["1", "2", "3"]


def test_a_reference_that_is_not_there_is_named(store: Store) -> None:
    with pytest.raises(CommandFailed, match="'cc33': `tandem work` lists them"):
        work_again(call(store, reference="cc33"))
