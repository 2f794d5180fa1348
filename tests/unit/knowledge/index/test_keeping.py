"""Keeping: whatever an index was like before, afterwards it holds exactly what is wanted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.index import Entry, IndexDamaged, Vector
from knowledge.index.keeping import BATCH, Keeper
from knowledge.index.memory import MemoryIndex
from knowledge.index.words import Words
from tests.unit.knowledge.index.entries import WordCountEmbedder, entry


@dataclass(frozen=True)
class Wanted:
    passage_id: str
    text: str
    audience_key: str = "everyone"


class DictCache:
    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], bytes] = {}

    def get(self, model: str, hashes: Sequence[str]) -> dict[str, bytes]:
        return {key: self.kept[model, key] for key in hashes if (model, key) in self.kept}

    def put(self, model: str, embedded: Mapping[str, bytes]) -> None:
        self.kept.update({(model, key): value for key, value in embedded.items()})


WANTED = [
    Wanted("p1", "Seasoning\nreduce the drum speed"),
    Wanted("p2", "Seasoning\nclean the drum", "line-4"),
    Wanted("p3", "Packaging\nseal the bag"),
]


@pytest.fixture
def keeper(tmp_path: Path) -> Keeper:
    return Keeper(WordCountEmbedder(), MemoryIndex(), Words(tmp_path), DictCache())


def embedded(keeper: Keeper) -> int:
    assert isinstance(keeper.embedder, WordCountEmbedder)
    return keeper.embedder.asked


def holds(keeper: Keeper, wanted: Sequence[Wanted]) -> bool:
    audiences = {each.passage_id: each.audience_key for each in wanted}
    return keeper.passages.ids() == audiences == keeper.words.ids()


def test_what_is_missing_is_added_to_both(keeper: Keeper) -> None:
    report = keeper.keep(lambda: WANTED)
    assert (report.passages, report.added, report.removed, report.lost) == (3, 3, 0, 0)
    assert holds(keeper, WANTED)


def test_texts_and_titles_are_embedded_once(keeper: Keeper) -> None:
    assert keeper.keep(lambda: WANTED).embedded == 5  # three texts, two titles
    keeper.passages.reset()
    keeper.words.reset()
    assert keeper.keep(lambda: WANTED).embedded == 0
    assert embedded(keeper) == 5
    assert holds(keeper, WANTED)


def test_nothing_changed_means_no_work(keeper: Keeper) -> None:
    keeper.keep(lambda: WANTED)
    told: list[tuple[str, int, int]] = []
    report = keeper.keep(lambda: WANTED, progress=lambda *step: told.append(step))
    assert (report.added, report.removed, report.embedded, report.rebuilt) == (0, 0, 0, "")
    assert told == []


def test_progress_ends_at_the_total(keeper: Keeper) -> None:
    many = [Wanted(f"p{n}", f"T\ntext {n}") for n in range(BATCH + 10)]
    told: list[tuple[str, int, int]] = []
    keeper.keep(lambda: many, progress=lambda *step: told.append(step))
    assert told == [("indexing", BATCH, len(many)), ("indexing", len(many), len(many))]


def test_a_changed_text_under_the_same_id_is_replaced(keeper: Keeper) -> None:
    keeper.keep(lambda: WANTED)
    changed = [Wanted("p1", "Boiler\nblow down"), *WANTED[1:]]
    assert keeper.keep(lambda: changed).added == 1
    assert keeper.words.query("boiler", audiences={"everyone"}, k=1)
    ((found, similarity),) = keeper.passages.query(
        keeper.embedder.embed(["Boiler\nblow down"])[0], audiences={"everyone"}, k=1
    )
    assert found == "p1"
    assert similarity > 0.95


def test_a_changed_audience_moves_the_passage(keeper: Keeper) -> None:
    keeper.keep(lambda: WANTED)
    moved = [Wanted("p1", WANTED[0].text, "line-4"), *WANTED[1:]]
    keeper.keep(lambda: moved)
    assert holds(keeper, moved)
    assert "p1" not in keeper.words.query("drum speed", audiences={"everyone"}, k=5)


def test_what_is_no_longer_wanted_is_removed(keeper: Keeper) -> None:
    keeper.keep(lambda: WANTED)
    assert keeper.keep(lambda: WANTED[:1]).removed == 2
    assert holds(keeper, WANTED[:1])


def test_only_words_lost_costs_no_vectors(keeper: Keeper) -> None:
    keeper.keep(lambda: WANTED)
    keeper.words.reset()
    assert keeper.keep(lambda: WANTED).embedded == 0
    assert holds(keeper, WANTED)


class Losing(MemoryIndex):
    """Holds what no query finds, as a Chroma written by two processes does."""

    lost = frozenset({"p3"})

    def unreachable(self) -> set[str]:
        return set(self.lost & set(self.ids()))

    def add(self, entries: Sequence[Entry]) -> None:
        if "p3" in self.ids():
            self.lost = frozenset()
        super().add(entries)


def test_what_no_query_finds_is_put_in_again(tmp_path: Path) -> None:
    losing = Losing()
    keeper = Keeper(WordCountEmbedder(), losing, Words(tmp_path), DictCache())
    keeper.keep(lambda: WANTED)
    report = keeper.keep(lambda: WANTED)
    assert (report.lost, report.added) == (1, 1)
    assert holds(keeper, WANTED)


class Unreadable(MemoryIndex):
    """Cannot be read until it is reset."""

    damaged = True

    def unreachable(self) -> set[str]:
        if self.damaged:
            raise IndexDamaged("data_level0.bin cannot be read")
        return set()

    def reset(self) -> None:
        super().reset()
        self.damaged = False


def test_an_unreadable_index_is_rebuilt_and_the_reason_told(tmp_path: Path) -> None:
    keeper = Keeper(WordCountEmbedder(), Unreadable(), Words(tmp_path), DictCache())
    report = keeper.keep(lambda: WANTED)
    assert "data_level0.bin" in report.rebuilt
    assert holds(keeper, WANTED)


def test_vectors_that_are_not_their_passages_are_rebuilt(keeper: Keeper) -> None:
    keeper.keep(lambda: WANTED)
    wrong: Vector = keeper.embedder.embed(["something else entirely"])[0]
    keeper.passages.add([Entry(e.passage_id, e.audience_key, e.text, wrong) for e in WANTED])
    assert "not those of their passages" in keeper.keep(lambda: WANTED).rebuilt
    assert keeper.keep(lambda: WANTED).rebuilt == ""
    assert holds(keeper, WANTED)


class Cut(Exception):
    pass


@settings(max_examples=25, deadline=None)
@given(cut_at=st.integers(1, 3), vectors=st.booleans())
def test_a_run_cut_anywhere_is_finished_by_the_next(
    cut_at: int, vectors: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The process may end before or after any write to either index."""
    folder = tmp_path_factory.mktemp("words")
    many = [Wanted(f"p{n}", f"T{n % 3}\ntext {n}") for n in range(3 * BATCH)]
    calls = 0

    class CutIndex(MemoryIndex):
        def add(self, entries: Sequence[Entry]) -> None:
            nonlocal calls
            calls += 1
            if vectors and calls == cut_at:
                super().add(entries[: len(entries) // 2])
                raise Cut
            super().add(entries)

    class CutWords(Words):
        def add(self, entries: Sequence[Entry]) -> None:
            if not vectors and calls == cut_at:
                raise Cut
            super().add(entries)

    index, cache = CutIndex(), DictCache()
    MemoryIndex.add(index, [entry("old", "T\nold text")])
    with pytest.raises(Cut):
        Keeper(WordCountEmbedder(), index, CutWords(folder), cache).keep(lambda: many)
    calls = 100
    keeper = Keeper(WordCountEmbedder(), index, Words(folder), cache)
    keeper.keep(lambda: many)
    assert holds(keeper, many)
