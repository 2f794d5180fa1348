"""Several readings of one thread over one connection, on both engines."""

import math
from concurrent.futures import ThreadPoolExecutor

import pytest

from knowledge.model import Directory, Team
from knowledge.store import NotStorable, Store
from tests.contracts.store_samples import TODAY, put, recommendation, revision


def test_readings_inside_find_what_readings_outside_find(url: str) -> None:
    with Store.open(url) as store:
        put(store, revision("A"), "Set it to 38 rpm.")
        store.recommendations.add(recommendation(1), {}, "print")
        with store.reading_together():
            assert store.recommendations.get(recommendation(1).decision_id) == recommendation(1)
            with store.reading_together():
                assert set(store.documents.passages(["SOP-114-A#0"], on=TODAY)) == {"SOP-114-A#0"}
            assert store.documents.revision_of("SOP-114", on=TODAY) is not None


def test_what_is_written_inside_is_kept_and_seen_afterwards(url: str) -> None:
    with Store.open(url) as store:
        with store.reading_together():
            store.directory.load()
            store.directory.replace(Directory(teams=(Team("line-4", "Line 4", ()),)))
        assert [team.id for team in store.directory.load().teams] == ["line-4"]


def test_a_failure_inside_leaves_the_next_reading_as_it_was(url: str) -> None:
    with Store.open(url) as store:
        with pytest.raises(NotStorable), store.reading_together():
            store.recommendations.add(recommendation(1, confidence=math.nan), {}, "print")
        store.directory.replace(Directory(teams=(Team("line-4", "Line 4", ()),)))
        assert [team.id for team in store.directory.load().teams] == ["line-4"]


def test_other_threads_read_the_newest_state_meanwhile(url: str) -> None:
    with Store.open(url) as store, ThreadPoolExecutor(1) as other, store.reading_together():
        store.directory.load()
        store.directory.replace(Directory(teams=(Team("line-4", "Line 4", ()),)))
        seen = other.submit(store.directory.load).result()
        assert [team.id for team in seen.teams] == ["line-4"]


def test_many_readings_inside_take_one_connection(url: str) -> None:
    with Store.open(url) as store:
        reader = store._database._reader
        with store.reading_together():
            for _ in range(3):
                store.directory.load()
                assert reader.pool.checkedout() == 1
        assert reader.pool.checkedout() == 0
