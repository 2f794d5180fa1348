"""The embedder that serves: all-MiniLM-L6-v2 through onnxruntime, without torch.

Knows the model directory ``knowledge.index.export`` writes: the graph (pooling and length are
part of it), the tokenizer and ``model.json``. Does not know where the weights come from.

Texts are embedded one at a time, several threads side by side, and never padded: dynamic int8
quantisation scales activations over the whole batch, so a padded neighbour would move a text's
vector (cosine down to 0.99), and on two cores one at a time is also faster (40 against 31-37
passages/s, ``bench/retrieval_speed.py --embedder``).
"""

import json
import sys
import zlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from knowledge.index import Vectors

MODEL = "all-MiniLM-L6-v2-int8"
_FILES = ("model.onnx", "tokenizer.json")
MAX_PIECES = 256
"""Word pieces the model was trained to read; what follows them is not embedded."""


class ModelMissing(RuntimeError):
    """The embedding model is not there; run ``python -m knowledge.index.export``."""


@dataclass(frozen=True)
class ModelFacts:
    """What ``model.json`` says: the fingerprint and the vector length."""

    name: str
    dimensions: int


def default_directory() -> Path:
    """Return where the product keeps its models: beside the packages of this environment."""
    return Path(sys.prefix) / "share" / "tandem" / "models"


def checksums(folder: Path) -> dict[str, int]:
    """Return the checksum of each file that ``model.json`` vouches for."""
    return {name: zlib.crc32((folder / name).read_bytes()) for name in _FILES}


def read_facts(directory: Path) -> ModelFacts:
    """Return the facts of the model in ``directory``; ``ModelMissing`` when it is not whole."""
    folder = directory / MODEL
    remedy = f"run: python -m knowledge.index.export {directory}"
    try:
        read = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        facts = ModelFacts(read["name"], read["dimensions"])
        whole = read["checksums"] == checksums(folder)
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise ModelMissing(f"no embedding model in {folder} ({problem}); {remedy}") from problem
    if not whole:
        raise ModelMissing(f"the embedding model in {folder} is not as it was made; {remedy}")
    return facts


class OnnxEmbedder:
    """Embeds one question on one thread, many texts on ``workers`` threads."""

    def __init__(self, directory: Path, *, workers: int = 2) -> None:
        """Load the model in ``directory`` (about 0.3 s); ``ModelMissing`` when it is not there."""
        facts = read_facts(directory)
        self.name = facts.name
        self.dimensions = facts.dimensions
        self._workers = workers
        folder = directory / MODEL
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MAX_PIECES)
        self._session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), _options(), providers=["CPUExecutionProvider"]
        )

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return float32[len(texts), dimensions], rows of unit length."""
        out = np.empty((len(texts), self.dimensions), dtype=np.float32)
        if len(texts) <= 1 or self._workers == 1:
            for row, text in enumerate(texts):
                out[row] = self._one(text)
            return out
        # The longest first: no thread is left alone with a long text at the end.
        order = sorted(range(len(texts)), key=lambda row: -len(texts[row]))
        with ThreadPoolExecutor(self._workers) as pool:
            vectors = pool.map(lambda row: self._one(texts[row]), order)
            for row, vector in zip(order, vectors, strict=True):
                out[row] = vector
        return out

    def _one(self, text: str) -> Vectors:
        ids = np.array([self._tokenizer.encode(text).ids], dtype=np.int64)
        (vectors,) = self._session.run(None, {"ids": ids, "mask": np.ones_like(ids)})
        row: Vectors = vectors[0]
        return row


def _options() -> onnxruntime.SessionOptions:
    options = onnxruntime.SessionOptions()
    # One thread a text: with its own pool, onnxruntime and the callers' threads fight for cores.
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return options
