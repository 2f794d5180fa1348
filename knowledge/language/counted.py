"""A model whose calls are counted: how many, how many failed, and how many tokens.

Knows counting. Does not know prices, people or what was asked.
"""

from collections.abc import Callable, Generator
from dataclasses import dataclass

from knowledge.language import LanguageModel, Piece, Request, Tokens


@dataclass(frozen=True)
class Call:
    """One call that is over; ``tokens`` is None when the provider did not say how many."""

    whole: bool
    tokens: Tokens | None = None


class Counted:
    """Passes requests on to the model and tells ``count`` of each call when it is over."""

    def __init__(self, model: LanguageModel, count: Callable[[Call], None]) -> None:
        self.name = model.name
        self._model = model
        self._count = count

    def write(self, request: Request, *, seconds: float) -> Generator[Piece]:
        """Yield what the model writes; see ``LanguageModel``."""
        tokens: Tokens | None = None
        whole = False
        try:
            for piece in self._model.write(request, seconds=seconds):
                if piece.tokens:
                    tokens = (tokens or Tokens()) + piece.tokens
                yield piece
            whole = True
        finally:
            self._count(Call(whole, tokens))
