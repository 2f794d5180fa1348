"""The composer for plants with a language model: it explains, our own words stay around it.

What must not depend on a model is written without one: the first sentence, conflicts, cautions,
verbatim passages, what would change, and what is not known. The model explains between them, in
claims that are checked one by one. When it fails, the answer without it stands and says so.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.answering.compose import Check, Composer, Draft, Tell, to_nobody
from bot.answering.gather import Material
from bot.answering.generative.asking import Matter, evidence_for
from bot.answering.generative.explaining import Explaining
from bot.answering.intents import Intent
from bot.answering.resolve import Subject
from bot.speech import tr
from knowledge.grounding import verify
from knowledge.language import LanguageModel, ModelFailed, Trouble
from knowledge.model import Claim, ClaimKind
from knowledge.redaction import Redaction, Veil

_log = logging.getLogger("tandem.answering")
EXPLAINED = frozenset({Intent.WHY, Intent.SIZE, Intent.WHY_NOT, Intent.EFFECT, Intent.DOCUMENT})
"""Kinds of question that gain by an explanation. Steps of work, times, counterfactuals and lists
are said exactly or not at all."""
_STANDS_BEFORE = frozenset({ClaimKind.CONFLICT, ClaimKind.QUALITY})
_ITS_TEXT = frozenset({Trouble.DECLINED, Trouble.CUT, Trouble.ENDLESS, Trouble.UNUSABLE})
_EXPLAINED_BY_IT = frozenset({ClaimKind.REASON, ClaimKind.RULE, ClaimKind.ALTERNATIVE})


class GenerativeComposer:
    """Has a model explain what ``otherwise`` would say, within ``seconds``.

    It is shown personal data as tokens only: ``veil`` gives what hides and reveals in one call.
    """

    def __init__(
        self,
        *,
        model: LanguageModel,
        otherwise: Composer,
        seconds: float,
        veil: Callable[[], Veil] = Redaction().veil,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._model = model
        self._otherwise = otherwise
        self._seconds = seconds
        self._veil = veil
        self._clock = clock

    def compose(
        self,
        subject: Subject,
        material: Material,
        *,
        check: Check = verify,
        tell: Tell = to_nobody,
    ) -> Draft:
        """Return our draft with the model's claims in it, or as it is with the reason."""
        explaining = Explaining(
            self._model, self._veil(), check, tell, self._clock, self._clock() + self._seconds
        )
        ours = self._otherwise.compose(subject, material)
        evidence = evidence_for(subject, material)
        if not evidence or not _explainable(subject, ours):
            return ours
        frame = _Frame.of(ours)
        for claim in frame.before:
            tell(claim)
        try:
            said = explaining.claims(Matter(subject, material, frame.before, evidence))
        except ModelFailed as failed:
            _log.warning("answered without %s: %s", self._model.name, failed)
            return replace(ours, note=_without_it(failed.trouble))
        claims = (*frame.before, *said, *frame.after)
        return replace(ours, claims=claims, written_by=self._model.name, note=_with_it())


@dataclass(frozen=True)
class _Frame:
    """Our own claims around the model's."""

    before: tuple[Claim, ...]
    after: tuple[Claim, ...]

    @classmethod
    def of(cls, ours: Draft) -> "_Frame":
        """Put the reason, conflicts and cautions first; what the model explains behind "more"."""
        opening = ours.claims[:1] if ours.claims and not ours.claims[0].quote else ()
        rest = ours.claims[len(opening) :]
        urgent = tuple(each for each in rest if each.kind in _STANDS_BEFORE)
        after = tuple(
            replace(each, detail=True) if each.kind in _EXPLAINED_BY_IT else each
            for each in rest
            if each.kind not in _STANDS_BEFORE
        )
        return cls((*opening, *urgent), after)


def _explainable(subject: Subject, ours: Draft) -> bool:
    """Whether there is something to explain: what is not known stays unknown."""
    unknown = any(each.kind is ClaimKind.MISSING for each in ours.claims)
    return subject.intent in EXPLAINED and ours.found and not unknown


def _with_it() -> str:
    return tr(
        "Part of this answer was written by a language model. Each of its statements was checked "
        "against the source it names."
    )


def _without_it(trouble: Trouble) -> str:
    """Say, in general words, why the answer was written without the model."""
    if trouble is Trouble.SLOW:
        return tr("This answer is written without the language model: it took too long.")
    if trouble in _ITS_TEXT:
        return tr(
            "This answer is written without the language model: what it wrote could not be used."
        )
    return tr("This answer is written without the language model: it is not available right now.")
