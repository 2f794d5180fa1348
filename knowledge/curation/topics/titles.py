"""Titles by a language model: one line for a topic, only of the words of its questions.

Knows what a title may hold, and that a topic whose title did not hold keeps its most typical
wording until much more of it was asked. Does not know which model is set, nor who reads titles.
"""

import re
import secrets
from collections.abc import Callable, Sequence

from knowledge.curation.topics.kinship import are_one
from knowledge.hygiene import alive, clean
from knowledge.language import LanguageModel, ModelFailed
from knowledge.language.prompts import load_prompt
from knowledge.model import Recurring, Topic
from knowledge.redaction import Veil
from knowledge.store import Store
from knowledge.tongue import words_of_substance

LONGEST = 80
LOOKED_AT = 12
"""Wordings that the model is shown, the most typical ones."""
_AGAIN = 2
"""A topic is tried again when it was asked so many times as often."""
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_TOKEN = re.compile(r"[\[\]<>{}]")


class Titles:
    """Asks a model for the titles of topics that recur and have none."""

    def __init__(
        self, *, store: Store, model: LanguageModel, veil: Callable[[], Veil], seconds: float
    ) -> None:
        self._store = store
        self._model = model
        self._veil = veil
        self._seconds = seconds
        self._tried: dict[int, int] = {}

    def suggest(self, rule: Recurring, *, most: int = 5) -> int:
        """Give titles to some topics, the most asked first; return how many got one.

        Stops at the first failure of the model: it is asked again another time.
        """
        named = 0
        for topic in self._store.topics.untitled(rule, limit=10 * most):
            if topic.asked < _AGAIN * self._tried.get(topic.id, 0) or not most:
                continue
            most -= 1
            try:
                title = self._title(topic)
            except ModelFailed:
                break
            self._tried[topic.id] = topic.asked
            if title:
                self._store.topics.suggest(topic.id, title)
                named += 1
        return named

    def _title(self, topic: Topic) -> str:
        """Return what the model would call it, if that holds; else "". Raises ``ModelFailed``."""
        veil, fence = self._veil(), secrets.token_hex(8)
        shown = [
            veil.hide(clean(each)[0]).replace(fence, "") for each in topic.wordings[:LOOKED_AT]
        ]
        request = load_prompt("topic_title").filled(
            fence=fence, most=str(LONGEST), wordings="\n".join(shown)
        )
        written = "".join(
            piece.text for piece in self._model.write(request, seconds=self._seconds)
        ).strip()
        return written if holds(written, shown) else ""


def holds(title: str, wordings: Sequence[str]) -> bool:
    """Whether a title is one plain line that holds no word and no number but those of these."""
    if not title or len(title) > LONGEST or "\n" in title:
        return False
    if alive(title) or _TOKEN.search(title) or clean(title) != (title, 0):
        return False
    told, known = words_of_substance(title), words_of_substance("\n".join(wordings))
    numbers = set(_NUMBER.findall(" ".join(wordings)))
    return (
        bool(told)
        and all(any(are_one(word, each) for each in known) for word in told)
        and set(_NUMBER.findall(title)) <= numbers
    )
