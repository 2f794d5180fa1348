"""What a reader can choose below an answer: what was meant, what to ask next, what it was worth.

Knows that a button has room for few words: what is longer is told in full above it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.answering.wording import past
from bot.channels.slack.blocks.elements import (
    BUTTON,
    Json,
    actions,
    bullets,
    button,
    cut,
    line,
    rich,
    words,
)
from bot.channels.slack.names import Act, Ref
from bot.messages import Reply
from bot.speech import tr
from knowledge.hygiene import one_line, unlabelled
from knowledge.model import Judgement, Status

_MOST, _NEXT, _LONG = 10, 3, 200
_WIDTH = 40
"""Characters that a phone shows of a button."""


@dataclass(frozen=True)
class Offer:
    """One thing to choose: its words, what stands on its button when they have no room, its ref."""

    text: str
    ref: Ref
    short: str = ""


def candidates(reply: Reply) -> Iterator[Json]:
    """Give the recommendations that the question may mean, each with its equipment on a button."""
    asks_back = reply.answer.status is Status.ASK_BACK
    offers = [
        Offer(
            unlabelled(f"{each.asset_name}: {each.action} · {past(reply.at - each.issued_at)}"),
            Ref(question=reply.question_id if asks_back else "", decision=each.decision_id),
            each.asset_name,
        )
        for each in reply.answer.candidates
    ]
    yield from choices(offers, Act.CHOOSE if asks_back else Act.CARD, room=_WIDTH)


def follow_ups(reply: Reply) -> Iterator[Json]:
    """Give what can be asked next, as buttons.

    The words are looked up by their number. What a question may have meant is shown whole, of what
    could be asked besides only the first few: on a phone each takes a row.
    """
    asks_back = reply.answer.status is Status.ASK_BACK
    offers = [
        Offer(each, Ref(question=reply.question_id, number=number))
        for number, each in enumerate(reply.answer.suggestions)
    ]
    yield from choices(offers if asks_back else offers[:_NEXT], Act.FOLLOW_UP)


def choices(offers: Sequence[Offer], act: Act, *, room: int = BUTTON) -> Iterator[Json]:
    """Give a button for each; if the words of one have no room, all stand in full above."""
    shown = [replace(each, text=one_line(each.text)) for each in offers[:_MOST]]
    in_full = any(len(each.text) > room for each in shown)
    if in_full:
        told = [line(words(cut(each.text, _LONG))) for each in shown]
        yield rich(bullets(told, ordered=True))
    names = [each.short for each in shown]
    named = len(set(names)) == len(names) and all(0 < len(name) <= room for name in names)
    buttons = [
        button(
            (each.short if named else str(place + 1)) if in_full else each.text,
            act,
            each.ref,
            number=place,
            spoken=each.text if in_full else "",
        )
        for place, each in enumerate(shown)
    ]
    yield from actions(buttons)


def feedback(question: str) -> Iterator[Json]:
    """Give Slack's own buttons that judge an answer; they are two, *unclear* stands above them.

    In a row of its own: among questions to go on with it would read like one of them.
    """

    def ref(judgement: Judgement) -> Ref:
        return Ref(question=question, word=judgement.value)

    def judging(text: str, spoken: str, judgement: Judgement) -> Json:
        return {
            "text": {"type": "plain_text", "text": text, "emoji": False},
            "accessibility_label": cut(spoken, BUTTON),
            "value": ref(judgement).written(),
        }

    if not ref(Judgement.NOT_RIGHT).fits:
        return
    yield from actions([button(tr("Unclear"), Act.FEEDBACK, ref(Judgement.UNCLEAR), number=1)])
    right = judging(tr("Right"), tr("This answer is right"), Judgement.RIGHT)
    wrong = judging(tr("Not right"), tr("This answer is not right"), Judgement.NOT_RIGHT)
    yield {
        "type": "context_actions",
        "elements": [
            {
                "type": "feedback_buttons",
                "action_id": Act.FEEDBACK.value,
                "positive_button": right,
                "negative_button": wrong,
            }
        ],
    }
