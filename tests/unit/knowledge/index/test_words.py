"""The word index: scores depend on what is held, never on how it came or where it lies."""

import json
import math
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.index.terms import counted, title_of
from knowledge.index.words import K1, TITLE, B, Words
from tests.unit.knowledge.index.entries import entry

TEXTS = {
    "p1": "Seasoning\nreduce the drum speed when moisture is high",
    "p2": "Seasoning\nclean the drum after each shift",
    "p3": "Packaging\nthe sealer temperature is 142 C",
    "p4": "Boiler\nblow down the boiler once a shift",
}
EVERYONE = {"everyone"}


def words_of(folder: Path, texts: dict[str, str], *, together: int = 100) -> Words:
    words = Words(folder)
    entries = [entry(passage, text) for passage, text in texts.items()]
    for start in range(0, len(entries), together):
        words.add(entries[start : start + together])
    return words


def bm25(query: str, texts: dict[str, str]) -> dict[str, float]:
    """BM25 written down once more, the slow way."""
    bags = {}
    for passage, text in texts.items():
        bags[passage] = counted(text)
        for term, times in counted(title_of(text)).items():
            bags[passage][term] += (TITLE - 1) * times
    lengths = {passage: sum(bag.values()) for passage, bag in bags.items()}
    average = sum(lengths.values()) / len(lengths)
    scores = dict.fromkeys(texts, 0.0)
    for term, times in counted(query).items():
        having = sum(term in bag for bag in bags.values())
        rarity = math.log(1 + (len(bags) - having + 0.5) / (having + 0.5))
        for passage, bag in bags.items():
            norm = K1 * (1 - B + B * lengths[passage] / average)
            scores[passage] += times * rarity * bag[term] * (K1 + 1) / (bag[term] + norm)
    return {passage: score for passage, score in scores.items() if score > 0}


def test_scores_are_bm25_over_all_that_is_held(tmp_path: Path) -> None:
    words = words_of(tmp_path, TEXTS)
    found = words.query("drum speed per shift", audiences=EVERYONE, k=10)
    assert found == pytest.approx(bm25("drum speed per shift", TEXTS), rel=1e-5)
    assert next(iter(found)) == "p1"


def test_a_passage_that_is_not_held_would_score_what_one_like_it_scores(tmp_path: Path) -> None:
    words = words_of(tmp_path, TEXTS)
    question = "drum speed per shift"
    found = words.query(question, audiences=EVERYONE, k=10)
    assert words.would_score(question, TEXTS["p1"]) == pytest.approx(found["p1"], rel=1e-5)
    assert words.would_score(question, TEXTS["p3"]) == 0.0


vocabulary = st.sampled_from("drum line valve speed 38 rpm SOP-114 kettle shift boiler".split())
texts = st.lists(vocabulary, min_size=1, max_size=6).map(lambda w: "Title\n" + " ".join(w))


@settings(max_examples=40, deadline=None)
@given(
    steps=st.lists(
        st.one_of(
            st.dictionaries(st.integers(0, 9).map(lambda n: f"p{n}"), texts, min_size=1),
            st.sets(st.integers(0, 9).map(lambda n: f"p{n}"), min_size=1),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_history_of_additions_and_removals_does_not_move_a_score(
    steps: list[dict[str, str] | set[str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("words")
    words, held = Words(folder), dict[str, str]()
    for step in steps:
        if isinstance(step, dict):
            words.add([entry(passage, text) for passage, text in step.items()])
            held |= step
        else:
            words.remove(step)
            held = {passage: text for passage, text in held.items() if passage not in step}
    expected = bm25("drum SOP-114 shift 38", held) if held else {}
    for index in (words, Words(folder)):
        found = index.query("drum SOP-114 shift 38", audiences=EVERYONE, k=20)
        assert found == pytest.approx(expected, rel=1e-4)
        assert index.ids() == dict.fromkeys(held, "everyone")


def test_segments_stay_few_however_many_additions_there_are(tmp_path: Path) -> None:
    texts = {f"p{n}": f"Title\nword{n} drum" for n in range(120)}
    words_of(tmp_path, texts, together=1)
    manifest = json.loads((tmp_path / "words.json").read_text())
    assert len(manifest["segments"]) <= 12
    folders = {path.name for path in tmp_path.iterdir() if path.is_dir()}
    assert folders == {segment["name"] for segment in manifest["segments"]}


def test_only_the_audiences_asked_for_are_found(tmp_path: Path) -> None:
    words = Words(tmp_path)
    words.add([entry("p1", "T\ndrum speed", "line-3"), entry("p2", "T\ndrum speed", "line-4")])
    assert set(words.query("drum", audiences={"line-4"}, k=5)) == {"p2"}
    assert words.query("drum", audiences=(), k=5) == {}


def test_scores_wanted_besides_are_given_even_when_nothing_matches(tmp_path: Path) -> None:
    words = words_of(tmp_path, TEXTS)
    found = words.query("boiler", audiences=EVERYONE, k=1, also=["p3", "p4", "p9"])
    assert list(found) == ["p4", "p3", "p9"]
    assert found["p3"] == found["p9"] == 0


def test_a_question_without_terms_finds_nothing(tmp_path: Path) -> None:
    assert words_of(tmp_path, TEXTS).query("🙂 the", audiences=EVERYONE, k=5) == {}


def test_equal_scores_come_in_the_order_of_ids(tmp_path: Path) -> None:
    words = words_of(tmp_path, {f"p{n}": "T\ndrum" for n in (3, 1, 2)})
    assert list(words.query("drum", audiences=EVERYONE, k=2)) == ["p1", "p2"]


def test_it_is_the_same_after_opening_again(tmp_path: Path) -> None:
    before = words_of(tmp_path, TEXTS)
    before.remove(["p2"])
    again = Words(tmp_path)
    assert again.damage == ""
    assert again.ids() == before.ids()
    assert again.digests() == before.digests()


@pytest.mark.parametrize("how", ["cut", "other bytes", "missing", "no manifest JSON", "version"])
def test_what_cannot_be_read_is_dropped_and_said(tmp_path: Path, how: str) -> None:
    words_of(tmp_path, TEXTS)
    manifest = tmp_path / "words.json"
    counts = next(tmp_path.glob("*/counts.npy"))
    if how == "cut":
        counts.write_bytes(counts.read_bytes()[:-3])
    elif how == "other bytes":
        counts.write_bytes(counts.read_bytes()[:-1] + b"\x7f")
    elif how == "missing":
        counts.unlink()
    elif how == "no manifest JSON":
        manifest.write_text("{")
    else:
        manifest.write_text(manifest.read_text().replace('"format": ', '"format": 9'))
    words = Words(tmp_path)
    assert str(tmp_path) in words.damage
    assert words.ids() == {}
    words.add([entry("p1", "T\ndrum")])
    assert set(Words(tmp_path).ids()) == {"p1"}


def test_a_write_that_was_cut_off_leaves_the_index_as_it_was(tmp_path: Path) -> None:
    words_of(tmp_path, TEXTS)
    (tmp_path / "half-written").mkdir()
    (tmp_path / "words.json.new").write_text("{")
    words = Words(tmp_path)
    assert words.damage == ""
    assert set(words.ids()) == set(TEXTS)
