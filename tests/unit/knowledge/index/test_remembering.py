"""Vectors that are remembered are those that would be made anew."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from knowledge.index import Vectors
from knowledge.index.remembering import RememberingEmbedder


@dataclass
class _Counting:
    """An embedder of two dimensions that notes each text it embeds."""

    name: str = "counting"
    dimensions: int = 2
    embedded: list[str] = field(default_factory=list)

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.embedded += texts
        rows = [[float(sum(map(ord, text))), float(len(text))] for text in texts]
        return np.array(rows, dtype=np.float32).reshape(len(texts), 2)


def test_a_question_is_embedded_once_however_often_it_is_asked() -> None:
    counting = _Counting()
    embedder = RememberingEmbedder(counting)
    embedder.embed(["why slower?"])
    embedder.embed(["why slower?", "how hot?", "how hot?"])
    assert counting.embedded == ["why slower?", "how hot?"]


def test_what_was_not_asked_for_longest_is_forgotten_first() -> None:
    counting = _Counting()
    embedder = RememberingEmbedder(counting, room=2)
    for text in ("one", "two", "one", "three", "one", "two"):
        embedder.embed([text])
    assert counting.embedded == ["one", "two", "three", "two"]


def test_more_texts_at_once_than_there_is_room_for_push_nothing_out() -> None:
    counting = _Counting()
    embedder = RememberingEmbedder(counting, room=2)
    embedder.embed(["one"])
    embedder.embed(["a", "b", "c"])
    embedder.embed(["one"])
    assert counting.embedded == ["one", "a", "b", "c"]


@given(st.lists(st.lists(st.sampled_from("abcdef"), max_size=6), max_size=12))
def test_it_gives_what_the_embedder_gives_whatever_was_asked_before(asked: list[list[str]]) -> None:
    embedder = RememberingEmbedder(_Counting(), room=3)
    for texts in asked:
        assert np.array_equal(embedder.embed(texts), _Counting().embed(texts))
