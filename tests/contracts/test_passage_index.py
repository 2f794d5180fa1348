"""What every PassageIndex keeps to: in memory, and Chroma by its graph and exactly."""

from collections.abc import Callable, Collection, Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.index import Entry, PassageIndex
from knowledge.index.chroma import ChromaIndex
from knowledge.index.memory import MemoryIndex
from tests.unit.knowledge.index.entries import WordCountEmbedder

DIMENSIONS = 16


def vector(seed: int) -> np.ndarray:
    made = np.random.default_rng(seed).normal(size=DIMENSIONS).astype(np.float32)
    return made / np.linalg.norm(made)


def entry(number: int, audience: str = "everyone", seed: int | None = None) -> Entry:
    return Entry(f"p{number}", audience, "text", vector(number if seed is None else seed))


class AskedBefore(ChromaIndex):
    """Asks everything twice: small audiences are searched exactly from the second time on."""

    def query(
        self, vector: np.ndarray, *, audiences: Collection[str], k: int
    ) -> list[tuple[str, float]]:
        super().query(vector, audiences=audiences, k=k)
        return super().query(vector, audiences=audiences, k=k)


def opened(kind: str, folder: Path) -> PassageIndex:
    if kind == "memory":
        return MemoryIndex()
    made = AskedBefore if kind == "chroma, exactly" else ChromaIndex
    return made(folder, WordCountEmbedder())


KINDS = ["memory", "chroma by its graph", "chroma, exactly"]


@pytest.fixture(params=KINDS)
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[PassageIndex]:
    made = opened(request.param, tmp_path / "vectors")
    yield made
    made.close()


class TestPassageIndex:
    def test_nearest_come_first_with_their_cosine(self, index: PassageIndex) -> None:
        index.add([entry(n) for n in range(50)])
        found = index.query(vector(7), audiences={"everyone"}, k=5)
        exact = {f"p{n}": float(vector(n) @ vector(7)) for n in range(50)}
        assert found[0][0] == "p7"
        assert [i for i, _ in found] == sorted(exact, key=lambda i: -exact[i])[:5]
        for passage, similarity in found:
            assert similarity == pytest.approx(exact[passage], abs=1e-4)

    def test_only_the_audiences_asked_for_are_searched(self, index: PassageIndex) -> None:
        index.add([entry(1, "line-3"), entry(2, "line-4"), entry(3, "line-3+line-4")])
        found = index.query(vector(1), audiences={"line-4", "line-3+line-4"}, k=10)
        assert {passage for passage, _ in found} == {"p2", "p3"}
        assert index.audiences() == {"line-3", "line-4", "line-3+line-4"}

    def test_audiences_unknown_or_none_find_nothing(self, index: PassageIndex) -> None:
        index.add([entry(1)])
        assert index.query(vector(1), audiences={"line-9"}, k=3) == []
        assert index.query(vector(1), audiences=(), k=3) == []

    def test_adding_again_replaces_also_under_another_audience(self, index: PassageIndex) -> None:
        index.add([entry(1, "line-3"), entry(2, "line-3")])
        index.add([entry(1, "line-4", seed=99)])
        assert index.ids() == {"p1": "line-4", "p2": "line-3"}
        assert [i for i, _ in index.query(vector(99), audiences={"line-3"}, k=5)] == ["p2"]
        ((found, similarity),) = index.query(vector(99), audiences={"line-4"}, k=5)
        assert found == "p1"
        assert similarity == pytest.approx(1, abs=1e-4)

    def test_removed_passages_are_gone_and_unknown_ids_ignored(self, index: PassageIndex) -> None:
        index.add([entry(1), entry(2, "line-3")])
        index.remove(["p2", "p9"])
        assert index.ids() == {"p1": "everyone"}
        assert index.audiences() == {"everyone"}
        assert index.query(vector(2), audiences={"line-3"}, k=3) == []

    def test_nothing_added_or_removed_changes_nothing(self, index: PassageIndex) -> None:
        index.add([])
        index.remove([])
        assert index.ids() == {}

    def test_all_that_is_held_can_be_reached(self, index: PassageIndex) -> None:
        index.add([entry(n, f"team-{n % 3}") for n in range(400)])
        index.remove([f"p{n}" for n in range(0, 400, 7)])
        assert index.unreachable() == set()

    def test_vectors_held_are_given_by_id_and_unknown_ids_left_out(
        self, index: PassageIndex
    ) -> None:
        index.add([entry(1), entry(2, "line-3")])
        held = index.vectors(["p2", "p1", "p9"])
        assert set(held) == {"p1", "p2"}
        assert held["p2"] == pytest.approx(vector(2), abs=1e-6)
        assert index.vectors([]) == {}

    def test_reset_leaves_it_empty_and_usable(self, index: PassageIndex) -> None:
        index.add([entry(1)])
        index.reset()
        assert index.ids() == {}
        index.add([entry(2)])
        assert [i for i, _ in index.query(vector(2), audiences={"everyone"}, k=3)] == ["p2"]

    def test_many_audiences_are_searched_exactly_and_stay_current(
        self, index: PassageIndex
    ) -> None:
        teams = [f"team-{n}" for n in range(20)]
        index.add([entry(n, teams[n % len(teams)]) for n in range(100)])
        best = [i for i, _ in index.query(vector(5), audiences=teams, k=10)]
        exact = sorted(range(100), key=lambda n: -float(vector(n) @ vector(5)))[:10]
        assert best == [f"p{n}" for n in exact]
        index.remove(["p5"])
        index.add([entry(6, seed=5)])
        assert "p5" not in dict(index.query(vector(5), audiences=teams, k=10))
        assert index.query(vector(5), audiences=["everyone"], k=1)[0][0] == "p6"


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    steps=st.lists(
        st.tuples(st.booleans(), st.integers(0, 8), st.sampled_from(["a", "b", "a+b"])),
        max_size=12,
    )
)
def test_chroma_holds_what_memory_holds_after_any_changes(
    steps: list[tuple[bool, int, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    memory: PassageIndex = MemoryIndex()
    chroma = opened("chroma, exactly", tmp_path_factory.mktemp("v"))
    changes: list[Callable[[PassageIndex], None]] = [
        (lambda index, n=number, a=audience: index.add([entry(n, a)]))
        if adding
        else (lambda index, n=number: index.remove([f"p{n}"]))
        for adding, number, audience in steps
    ]
    for change in changes:
        change(memory)
        change(chroma)
        chroma.query(vector(1), audiences=chroma.audiences(), k=1)
    assert chroma.ids() == memory.ids()
    for audiences in ({"a"}, {"a", "b", "a+b"}):
        ours = chroma.query(vector(3), audiences=audiences, k=4)
        assert [i for i, _ in ours] == [
            i for i, _ in memory.query(vector(3), audiences=audiences, k=4)
        ]
    chroma.close()


@pytest.mark.parametrize("kind", KINDS[1:])
def test_chroma_is_the_same_after_opening_again(kind: str, tmp_path: Path) -> None:
    first = opened(kind, tmp_path)
    first.add([entry(n, f"team-{n % 3}") for n in range(60)])
    first.remove(["p7"])
    asked = first.query(vector(8), audiences=first.audiences(), k=5)
    first.close()
    again = opened(kind, tmp_path)
    assert len(again.ids()) == 59
    assert again.query(vector(8), audiences=again.audiences(), k=5) == asked
    again.add([entry(8, "team-0", seed=999)])
    assert again.query(vector(8), audiences=again.audiences(), k=1)[0][0] != "p8"
    again.close()


def test_vectors_of_another_embedder_are_dropped(tmp_path: Path) -> None:
    first = ChromaIndex(tmp_path, WordCountEmbedder())
    first.add([entry(1)])
    first.close()
    other = ChromaIndex(tmp_path, WordCountEmbedder("another"))
    assert other.ids() == {}
    other.close()


def test_reading_an_index_does_not_make_it_look_damaged(tmp_path: Path) -> None:
    first = ChromaIndex(tmp_path, WordCountEmbedder())
    first.add([entry(n, audience=f"team-{n % 3}") for n in range(12)])
    first.close()
    for _ in range(4):
        again = ChromaIndex(tmp_path, WordCountEmbedder())
        assert len(again.ids()) == 12
        assert again.query(vector(1), audiences={"team-1"}, k=1)[0][0] == "p1"
        again.close()
