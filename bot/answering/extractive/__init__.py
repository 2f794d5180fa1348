"""The composer for plants without a language model: it words what was found, from the log itself.

One file per kind of question. Every sentence here is built from logged values and verbatim
passages; nothing is generated.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.answering.assumptions import assumptions
from bot.answering.compose import Check, Draft, Tell, to_nobody
from bot.answering.extractive.change import what_would_change
from bot.answering.extractive.history import history
from bot.answering.extractive.listing import listing
from bot.answering.extractive.options import why_not
from bot.answering.extractive.procedure import from_documents, how_to
from bot.answering.extractive.standing import confidence, decision, effect, origin, validity
from bot.answering.extractive.what_if import what_if
from bot.answering.extractive.why import size, why
from bot.answering.gather import Material
from bot.answering.intents import Intent
from bot.answering.resolve import Subject
from bot.recommender.what_if import Ask, ask_nobody
from knowledge.grounding import verify

_BY_INTENT: Mapping[Intent, Callable[[Subject, Material], Draft]] = {
    Intent.WHY: why,
    Intent.SIZE: size,
    Intent.WHY_NOT: why_not,
    Intent.CHANGE: what_would_change,
    Intent.HISTORY: history,
    Intent.VALIDITY: validity,
    Intent.CONFIDENCE: confidence,
    Intent.EFFECT: effect,
    Intent.DECISION: decision,
    Intent.ORIGIN: origin,
    Intent.HOW: how_to,
    Intent.DOCUMENT: from_documents,
    Intent.STATUS: listing,
}


class ExtractiveComposer:
    """Words answers from logs and passages without a model.

    ``ask`` is how a recommender is asked what it would advise with other inputs.
    """

    def __init__(self, *, ask: Ask = ask_nobody) -> None:
        self._ask = ask

    def compose(
        self,
        subject: Subject,
        material: Material,
        *,
        check: Check = verify,  # noqa: ARG002 - what it writes is checked with the others'
        tell: Tell = to_nobody,  # noqa: ARG002 - it takes no time: nothing is told before
    ) -> Draft:
        """Return the draft for the subject's kind of question."""
        assumed = assumptions(subject, material) if subject.intent is Intent.CHANGE else ()
        if assumed:
            draft = what_if(assumed, material, self._ask)
        else:
            draft = _BY_INTENT.get(subject.intent, from_documents)(subject, material)
        return replace(draft, claims=tuple(replace(each, ours=True) for each in draft.claims))
