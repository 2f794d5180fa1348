"""What a reader can choose below an answer: what was meant, what to ask next, what it was worth.

Knows that a button has room for few words: what is longer is told in full above it.
"""

from collections.abc import Iterator, Sequence

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

_MOST, _LONG = 10, 200


def candidates(reply: Reply) -> Iterator[Json]:
    """Give the recommendations that the question may mean, as buttons."""
    asks_back = reply.answer.status is Status.ASK_BACK
    offered = [
        (
            unlabelled(f"{each.asset_name}: {each.action} · {past(reply.at - each.issued_at)}"),
            Ref(question=reply.question_id if asks_back else "", decision=each.decision_id),
        )
        for each in reply.answer.candidates
    ]
    yield from choices(offered, Act.CHOOSE if asks_back else Act.CARD)


def follow_ups(reply: Reply) -> Iterator[Json]:
    """Give what can be asked next, as buttons; the words are looked up by their number."""
    offered = [
        (each, Ref(question=reply.question_id, number=number))
        for number, each in enumerate(reply.answer.suggestions)
    ]
    yield from choices(offered, Act.FOLLOW_UP)


def choices(offered: Sequence[tuple[str, Ref]], act: Act) -> Iterator[Json]:
    """Give a button for each; if one has no room for its words, all stand numbered above."""
    shown = [(one_line(text), ref) for text, ref in offered[:_MOST]]
    numbered = any(len(text) > BUTTON for text, _ in shown)
    if numbered:
        told = [line(words(cut(text, _LONG))) for text, _ in shown]
        yield rich(bullets(told, ordered=True))
    yield from actions(
        button(
            str(place + 1) if numbered else text,
            act,
            ref,
            number=place,
            spoken=text if numbered else "",
        )
        for place, (text, ref) in enumerate(shown)
    )


def feedback(question: str) -> Iterator[Json]:
    """Give the buttons that judge an answer: right, not right, and unclear."""

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
    unclear = button(tr("Unclear"), Act.FEEDBACK, ref(Judgement.UNCLEAR), number=1)
    yield from actions([unclear])
