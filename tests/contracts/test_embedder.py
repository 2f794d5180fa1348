"""What every Embedder keeps to: the exported model and sentence-transformers on its weights."""

from pathlib import Path

import numpy as np
import pytest

from knowledge.index import Embedder
from knowledge.index.export import ensure, weights_directory
from knowledge.index.onnx import OnnxEmbedder, default_directory
from knowledge.index.remembering import RememberingEmbedder
from knowledge.index.sentence_transformers import SentenceTransformersEmbedder

TEXTS = [
    "Reduce the drum speed when the product is too moist.",
    "Slow the drum down if moisture is high.",
    "The canteen opens at noon.",
    "x",
    "",
    "SOP-114 rev C, 6.2: set the drum to 38 rpm. " * 60,
]


@pytest.fixture(scope="module")
def onnx() -> OnnxEmbedder:
    return OnnxEmbedder(ensure(default_directory()))


@pytest.fixture(scope="module")
def torch_twin() -> SentenceTransformersEmbedder:
    return SentenceTransformersEmbedder(weights_directory(), name="twin")


@pytest.fixture
def remembering(onnx: OnnxEmbedder) -> RememberingEmbedder:
    return RememberingEmbedder(onnx, room=3)


@pytest.fixture(params=["onnx", "torch_twin", "remembering"])
def embedder(request: pytest.FixtureRequest) -> Embedder:
    made: Embedder = request.getfixturevalue(request.param)
    return made


class TestEmbedder:
    def test_rows_are_unit_vectors_one_a_text_in_order(self, embedder: Embedder) -> None:
        rows = embedder.embed(TEXTS)
        assert rows.shape == (len(TEXTS), embedder.dimensions)
        assert rows.dtype == np.float32
        assert np.linalg.norm(rows, axis=1) == pytest.approx(np.ones(len(TEXTS)), abs=1e-3)
        assert embedder.embed(TEXTS[2:3])[0] @ rows[2] > 0.999

    def test_no_texts_give_no_rows(self, embedder: Embedder) -> None:
        assert embedder.embed([]).shape == (0, embedder.dimensions)

    def test_near_in_meaning_is_near_in_cosine(self, embedder: Embedder) -> None:
        rows = embedder.embed(TEXTS)
        assert rows[0] @ rows[1] > 0.6 > 0.2 > rows[0] @ rows[2]

    def test_it_has_a_fingerprint(self, embedder: Embedder) -> None:
        assert embedder.name


def test_the_exported_model_is_the_published_one_within_quantisation(
    onnx: OnnxEmbedder, torch_twin: SentenceTransformersEmbedder
) -> None:
    """At every length: the traced graph holds no constant of its example input's length."""
    words = "drum speed moisture seasoning line stop valve pressure kettle sample".split()
    texts = [" ".join((words * 30)[:length]) for length in (1, 2, 3, 5, 9, 17, 40, 90, 200, 300)]
    cosines = (onnx.embed(texts) * torch_twin.embed(texts)).sum(axis=1)
    assert cosines.min() > 0.97
    assert cosines.mean() > 0.985


def test_a_texts_vector_does_not_depend_on_its_neighbours(onnx: OnnxEmbedder) -> None:
    alone = np.concatenate([onnx.embed([text]) for text in TEXTS])
    assert np.array_equal(onnx.embed(TEXTS), alone)


def test_the_model_directory_is_the_default_or_the_one_given(tmp_path: Path) -> None:
    assert default_directory().name == "models"
    assert ensure(default_directory()) == default_directory()
