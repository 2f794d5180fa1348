"""A search over no documents at all, for plants whose recommender is all there is."""

from collections.abc import Iterable, Sequence


class NoProcedures:
    """Finds nothing, knows no word and mends none."""

    def find(self, *args: object, **kwargs: object) -> list[object]:
        return []

    def meaning(self, _text: str, _model: str) -> None:
        return None

    def alike(self, text: str, others: Sequence[str]) -> list[float]:
        return [0.0] * len(others)

    def knows(self, word: str) -> bool:
        return False

    def holds(self, language: str) -> bool:
        return False

    def meant(self, word: str, everyday: frozenset[str] = frozenset()) -> str:
        return word

    def rarity(self, terms: Iterable[str]) -> dict[str, float]:
        return dict.fromkeys(terms, 0.0)
