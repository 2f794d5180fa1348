"""A follow-up, worded by a language model so that it stands alone; or nothing.

Knows what the model is shown of a conversation and what must hold of what it writes
(``faithful``). Does not know when it is asked, nor how the question is answered then.
"""

import json
import logging
import secrets
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass

from bot.answering.compose import Composer
from bot.answering.generative.faithful import unfaithful
from bot.answering.generative.lines import LONGEST, Unfit, plain
from bot.answering.intents import plain_words
from bot.answering.mentions import AssetNames
from bot.speech import spoken
from knowledge.hygiene import clean
from knowledge.language import LanguageModel, ModelFailed, Request, Trouble
from knowledge.language.prompts import load_prompt
from knowledge.redaction import Redaction, Veil

PROMPT = "rewrite_question"
LONGEST_TURN = 400
"""Characters that are shown of an earlier question, and of what was said to it."""
_MOST_WRITTEN = 4 * LONGEST
_log = logging.getLogger("tandem.answering")


@dataclass(frozen=True)
class Exchange:
    """An earlier question of the conversation, and how our answer to it began."""

    asked: str
    told: str

    def __str__(self) -> str:
        return f"Q: {self.asked[:LONGEST_TURN]}\nA: {self.told[:LONGEST_TURN]}"


class Rewriting:
    """Asks a model what a follow-up means, within ``seconds``.

    ``composer`` writes the answer to what it means: without the model, which had its time. The
    model is shown personal data as tokens only: ``veil`` gives what hides and reveals in one call.
    """

    def __init__(
        self,
        *,
        model: LanguageModel,
        composer: Composer,
        seconds: float,
        veil: Callable[[], Veil] = Redaction().veil,
    ) -> None:
        self.composer = composer
        self._model = model
        self._seconds = seconds
        self._veil = veil

    def standing_alone(
        self, question: str, earlier: Sequence[Exchange], *, names: AssetNames
    ) -> str:
        """Return the question as it stands alone, ``earlier`` the oldest first; "" if it cannot."""
        conversation, veil = "\n".join(map(str, earlier)), self._veil()
        try:
            written = self._written(_request(question, conversation, veil.hide))
            rewritten = veil.reveal(_question_of(written))
        except ModelFailed as failed:
            _log.warning("a question was not rewritten by %s: %s", self._model.name, failed)
            return ""
        except Unfit:
            return ""
        if plain_words(rewritten) == plain_words(question):
            return ""
        if unfaithful(rewritten, question=question, conversation=conversation, names=names):
            return ""
        return rewritten

    def _written(self, request: Request) -> str:
        text = ""
        with closing(self._model.write(request, seconds=self._seconds)) as pieces:
            for piece in pieces:
                text += piece.text
                if len(text) > _MOST_WRITTEN:
                    raise ModelFailed(Trouble.ENDLESS, f"more than {_MOST_WRITTEN} characters")
        return text


def _request(question: str, conversation: str, hide: Callable[[str], str]) -> Request:
    fence = secrets.token_hex(8)

    def data(text: str) -> str:
        return hide(clean(text)[0]).replace(fence, "")

    return load_prompt(PROMPT).filled(
        fence=fence,
        language=spoken(),
        most=str(LONGEST),
        conversation=data(conversation),
        question=data(question),
    )


def _question_of(written: str) -> str:
    """Return the question of what was written, as plain text; raises ``Unfit``."""
    try:
        said = json.loads(written)
    except (ValueError, RecursionError):
        raise Unfit("is not one JSON object") from None
    if not isinstance(said, dict) or not isinstance(said.get("question"), str):
        raise Unfit('is not of the form {"question": "…"}')
    return plain(said["question"])
