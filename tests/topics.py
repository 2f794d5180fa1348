"""Questions of a small plant for tests of topics: who asked what, and an embedder of few words."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from zlib import crc32

import numpy as np

from knowledge.curation.topics.mining import Mining
from knowledge.model import Asking, Directory, Person, Role, Team
from knowledge.store import Store, Turn

NOW = datetime(2026, 11, 20, 14, 10, tzinfo=UTC)
LINE_4, LINE_5 = "northfield/snacks/line-4", "northfield/snacks/line-5"
ENGINEER_4 = Person("p-16", "Ingrid", frozenset({"line-4"}), frozenset({Role.ENGINEER}))
ENGINEER_5 = Person("p-17", "Jonas", frozenset({"line-5"}), frozenset({Role.ENGINEER}))
BOTH = Person("p-18", "Kim", frozenset({"line-4", "line-5"}), frozenset({Role.ENGINEER}))
OPERATORS = tuple(
    Person(f"p-{n}", f"Operator {n}", frozenset({f"line-{4 + n % 2}"})) for n in range(8)
)
DIRECTORY = Directory(
    teams=(Team("line-4", "Line 4", (LINE_4,)), Team("line-5", "Line 5", (LINE_5,))),
    people=(*OPERATORS, ENGINEER_4, ENGINEER_5, BOTH),
)
DIMENSIONS = 48
_keys = count()


class Words:
    """Embeds a text as its words, the first ones more: few words in common, little likeness."""

    name = "words"
    dimensions = DIMENSIONS

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """Return one unit row a text."""
        rows = np.zeros((len(texts), self.dimensions), np.float32)
        for row, text in zip(rows, texts, strict=True):
            for place, word in enumerate(text.casefold().strip("?").split()):
                random = np.random.default_rng(crc32(word.encode()))
                row += random.normal(size=self.dimensions) / (1 + place / 4)
        return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def anything(_asked: Asking) -> bool:
    """Take every turn as a question."""
    return True


def mining_of(store: Store) -> Mining:
    """Return the mining of a store, with the directory in it."""
    store.directory.replace(DIRECTORY)
    return Mining(store=store, embedder=Words(), is_question=anything)


def ask(
    store: Store, text: str, by: Person = OPERATORS[0], *, at: datetime = NOW, **facts: str
) -> str:
    """Keep a turn and return its key."""
    key = facts.pop("key", f"turn-{next(_keys)}")
    given = {"intent": "document", "status": "answered", **facts}
    store.conversations.save(Turn(key, "c", by.id, text, at, answer={}, **given))  # type: ignore[arg-type]
    return key


def ask_all(store: Store, *texts: str, by: Sequence[Person] = OPERATORS) -> list[str]:
    """Keep a turn for each text, by one person after the other, a minute apart."""
    return [
        ask(store, text, by[n % len(by)], at=NOW + timedelta(minutes=n))
        for n, text in enumerate(texts)
    ]
