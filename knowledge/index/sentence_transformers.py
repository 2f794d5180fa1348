"""The second embedder: any model sentence-transformers can load, through torch.

Knows sentence-transformers. For other models and for training; importing it costs 5-6 s and
330 MB, so it is imported when one is made and never on the serving path of the default model.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Self

import numpy as np

from knowledge.index import Vectors

_SAMPLE = 65_536


class ModelUnusable(RuntimeError):
    """The model cannot be loaded; the message says why."""


class SentenceTransformersEmbedder:
    """A model from a local folder or, where a network is allowed, by its name."""

    def __init__(self, model: str | Path, *, name: str = "") -> None:
        """Load the model; ``name`` is its fingerprint, by default what it was loaded from."""
        from sentence_transformers import SentenceTransformer

        self._model = SentenceTransformer(str(model), device="cpu")
        self.name = name or f"sentence-transformers/{model}"
        dimensions = self._model.get_embedding_dimension()
        if dimensions is None:
            raise ValueError(f"model is {model}: it does not say how long its vectors are")
        self.dimensions = int(dimensions)

    @classmethod
    def chosen(cls, model: str) -> Self:
        """Load the model of this folder or name; raises ``ModelUnusable``.

        A folder's name among vectors follows its files: another model in the same place is another.
        """
        folder = Path(model).expanduser()
        if not folder.is_dir() and (folder.is_absolute() or model.startswith((".", "~"))):
            raise ModelUnusable("there is no such folder")
        name = f"sentence-transformers/{_fingerprint(folder)}" if folder.is_dir() else ""
        try:
            return cls(folder if folder.is_dir() else model, name=name)
        except (OSError, ValueError, KeyError, ImportError, RuntimeError) as bad:
            reason = str(bad).strip().splitlines()
            raise ModelUnusable(reason[0] if reason else type(bad).__name__) from bad

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return float32[len(texts), dimensions], rows of unit length."""
        if not texts:
            return np.empty((0, self.dimensions), dtype=np.float32)
        rows = self._model.encode(
            list(texts), normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False
        )
        return np.asarray(rows, dtype=np.float32)


def _fingerprint(folder: Path) -> str:
    """Return a digest of the folder's files: their names, sizes, beginnings and ends."""
    digest = hashlib.sha256()
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        size = path.stat().st_size
        digest.update(f"{path.relative_to(folder).as_posix()} {size}\n".encode())
        with path.open("rb") as file:
            digest.update(file.read(_SAMPLE))
            file.seek(max(0, size - _SAMPLE))
            digest.update(file.read(_SAMPLE))
    return f"{folder.resolve().name}/{digest.hexdigest()[:12]}"
