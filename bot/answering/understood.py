"""A message answered in its conversation; what stays open, as a language model understands it.

Knows when a model is asked what a follow-up means: after our own reading of it, when that leaves
it open. Either reading routes, neither un-routes the other. Does not know what the model is told
(``generative.rewriting``).
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from itertools import takewhile

from bot.answering import answer
from bot.answering.compose import Composer, Tell, to_nobody
from bot.answering.generative.faithful import own_words
from bot.answering.generative.lines import LONGEST
from bot.answering.generative.rewriting import Exchange, Rewriting
from bot.answering.intents import NO_QUESTIONS, Intent
from bot.answering.kept import as_seen_now
from bot.answering.records import from_record
from bot.answering.replies import TOO_LONG
from bot.answering.resolve import Before, resolve
from bot.answering.route import EMERGENCY
from bot.answering.sources import Sources
from bot.messages import Message
from bot.speech import tr
from knowledge.grounding import sentences
from knowledge.model import Answer, Status, Viewer
from knowledge.store import Store
from knowledge.store.conversations import Turn

ASIDES = frozenset({*NO_QUESTIONS, TOO_LONG})
"""What turns are about that ask nothing: they change nothing of what was talked about."""
_OPEN = frozenset({Status.ABSTAINED, Status.ASK_BACK})


def understood(
    message: Message,
    *,
    last: Sequence[Turn],
    before: Before,
    sources: Sources,
    composer: Composer,
    rewriting: Rewriting,
    waiting: Callable[[], None],
    now: datetime,
    tell: Tell,
) -> Answer:
    """Answer the message; one that is left open, as it stands alone in a model's words.

    ``last`` are the conversation's turns, the newest first. ``waiting`` is called before the
    model is waited for. Whatever goes wrong with it, the answer without it stands.
    """
    shown = _shown(last) if len(message.text) <= LONGEST else []
    bare = bool(shown) and _is_bare(message, before, sources)
    read = partial(answer, before=before, sources=sources, now=now)
    if bare:  # nothing is told of an answer that may not stand
        composer, tell = rewriting.composer, to_nobody
    found = read(message, composer=composer, tell=tell)
    left_open = bare or found.status in _OPEN
    if not shown or not left_open or found.route or found.intent in ASIDES:
        return found
    earlier = [_exchange(turn, sources.store, message.viewer) for turn in reversed(shown)]
    waiting()
    question = rewriting.standing_alone(message.text, earlier, names=sources.names)
    if not question:
        return found
    again = read(replace(message, text=question), composer=rewriting.composer)
    return found if again.status in _OPEN else _told(again, question)


def _shown(last: Sequence[Turn]) -> list[Turn]:
    """Return the turns that a model may read: none from before the last one that was routed."""
    since = takewhile(lambda turn: turn.status != Status.ROUTED.value, last)
    return [turn for turn in since if turn.intent not in ASIDES]


def _is_bare(message: Message, before: Before, sources: Sources) -> bool:
    """Whether the documents would be asked for words that say nothing: "and that one?"."""
    subject = resolve(message, before=before, sources=sources)
    return (
        subject.intent is Intent.DOCUMENT
        and subject.recommendation is None
        and subject.search_text == subject.text
        and not own_words(subject.text, sources.names)
    )


def _exchange(turn: Turn, store: Store, viewer: Viewer) -> Exchange:
    """Return a turn as far as who asks now may see it: how it began, and what was listed."""
    seen = as_seen_now(from_record(turn.answer), store=store, reader=viewer, at=turn.at)
    told = [
        *sentences(seen.text)[:1],
        *(f"{each.asset_name}: {each.action}." for each in seen.candidates),
    ]
    about = seen.recommendation
    if about:
        asset = seen.asset_name or about.asset
        told.insert(0, f"{asset}: {about.action} ({about.decision_id}).")
    return Exchange(seen.understood or turn.text, " ".join(told))


def _told(again: Answer, question: str) -> Answer:
    """Return the answer with what the question was understood as; of an emergency nothing more."""
    if again.intent == EMERGENCY:
        return replace(again, understood=question)
    note = tr("Understood as: “{question}”", question=question)
    return replace(again, understood=question, note=f"{note} {again.note}".strip())
