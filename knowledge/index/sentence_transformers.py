"""The second embedder: any model sentence-transformers can load, through torch.

Knows sentence-transformers. For other models and for training; importing it costs 5-6 s and
330 MB, so it is imported when one is made and never on the serving path of the default model.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from knowledge.index import Vectors


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

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return float32[len(texts), dimensions], rows of unit length."""
        if not texts:
            return np.empty((0, self.dimensions), dtype=np.float32)
        rows = self._model.encode(
            list(texts), normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False
        )
        return np.asarray(rows, dtype=np.float32)
