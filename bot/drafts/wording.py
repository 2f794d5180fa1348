"""A language model words a draft anew; what it says is held against the sources line by line.

Knows what it may word: the title, and the sentences of the answer that are no steps of work. Key
point, reason and steps stay in the words of their sources. When nothing of it holds, or the model
is away, the draft stays as it was. Does not know how a model is reached.
"""

import json
import logging
import secrets
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace

from bot.answering.generative.lines import Unfit, claim_of, lines_of
from bot.answering.generative.support import unsupported
from bot.speech import spoken
from knowledge.curation.drafting.checking import checked, evidence_of
from knowledge.grounding import numbers_in
from knowledge.hygiene import clean
from knowledge.language import LanguageModel, ModelFailed, Request
from knowledge.language.prompts import load_prompt
from knowledge.model import Body, Claim, Statement
from knowledge.redaction import Veil

PROMPT = "draft_article"
MOST = 6
TRIES = 2
LONGEST_TITLE = 120
_log = logging.getLogger("tandem.drafts")


@dataclass
class _Said:
    """What of a model's lines holds, and what was wrong with the others."""

    title: str = ""
    answer: list[Statement] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


class Wording:
    """Words drafts anew within ``seconds`` each; personal data is shown to the model as tokens."""

    def __init__(
        self,
        model: LanguageModel,
        *,
        seconds: float,
        veil: Callable[[], Veil],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._model = model
        self._seconds = seconds
        self._veil = veil
        self._clock = clock

    def __call__(self, body: Body) -> Body:
        """Return the draft in plainer words, or as it is."""
        deadline, faults = self._clock() + self._seconds, list[str]()
        try:
            for _ in range(TRIES):
                said = self._asked(body, faults, deadline - self._clock())
                if said.answer or said.title or not said.faults:
                    return _worded(body, said)
                faults = said.faults
        except ModelFailed as failed:
            _log.warning("drafted without %s: %s", self._model.name, failed)
        return body

    def _asked(self, body: Body, faults: Sequence[str], seconds: float) -> _Said:
        veil, said = self._veil(), _Said()
        request = _request(body, faults, veil.hide)
        with closing(self._model.write(request, seconds=max(seconds, 0.1))) as pieces:
            for line in lines_of(pieces):
                self._take(line, body, veil, said)
        return said

    def _take(self, line: str, body: Body, veil: Veil, said: _Said) -> None:
        try:
            claim = claim_of(line)
        except Unfit as unfit:
            said.faults.append(f"{line[:200]} : {unfit}")
            return
        claim = replace(claim, text=veil.reveal(claim.text))
        if json.loads(line).get("part") == "title":
            said.title = claim.text if _fits_title(claim.text, body) else said.title
            return
        reason = _fault(claim, body)
        if reason:
            said.faults.append(f"{line[:200]} : {reason}")
        elif len(said.answer) < MOST:
            said.answer.append(Statement(claim.text, claim.citations))


def _fault(claim: Claim, body: Body) -> str:
    statement = Statement(claim.text, claim.citations)
    dropped = checked([statement], body.sources).dropped
    return dropped[0].reason if dropped else unsupported(claim, evidence_of(body.sources))


def _fits_title(text: str, body: Body) -> bool:
    """Whether a title asks what was asked: short, and with no figure that nobody named."""
    asked = " ".join((body.title, *body.wordings))
    return len(text) <= LONGEST_TITLE and numbers_in(text) <= numbers_in(asked)


def _worded(body: Body, said: _Said) -> Body:
    """Return the body with the model's sentences in place of ours that are no steps.

    A source of which it says nothing keeps its own words.
    """
    told = {label for each in said.answer for label in each.citations}
    kept = [
        each
        for each in body.answer
        if each.text[:1].isdigit() or not told or not set(each.citations) <= told
    ]
    return replace(body, title=said.title or body.title, answer=(*said.answer, *kept))


def _request(body: Body, faults: Sequence[str], hide: Callable[[str], str]) -> Request:
    fence = secrets.token_hex(8)

    def data(text: str) -> str:
        return hide(clean(text)[0]).replace(fence, "")

    blocks = [
        f"<<{fence} source {each.label}>>\n{data(each.text)}\n<<end {fence}>>"
        for each in body.sources
    ]
    lines = [f"{each.text} [{', '.join(each.citations)}]" for each in body.answer]
    return load_prompt(PROMPT).filled(
        fence=fence,
        language=spoken(),
        most=str(MOST),
        questions=data("\n".join((body.title, *body.wordings))),
        draft=data("\n".join(lines)),
        sources="\n".join(blocks),
        faults=data("\n".join(faults)) or "none",
    )
