"""A matter that is not answered from chat: whom to call, the permit, the training, a request.

Knows what stands before the controlled text. Does not know the emergency, which is a number and a
line (``answers``).
"""

from collections.abc import Iterator

from bot.answering.wording import past
from bot.channels.slack.blocks.elements import (
    Json,
    actions,
    bullets,
    button,
    cut,
    line,
    link,
    rich,
    words,
)
from bot.channels.slack.names import Act, Ref
from bot.messages import Reply
from bot.requests import Told
from bot.shown.referred import Referred
from bot.speech import tr

_LONG, _STEP, _MOST_STEPS = 300, 200, 5


def way_blocks(way: Referred, reply: Reply, *, controlled: bool) -> Iterator[Json]:
    """Give where the matter goes; ``controlled``: its controlled text follows."""
    yield rich(
        line(
            words(cut(tr("Not answered from chat: {matter}.", matter=way.matter), _LONG), bold=True)
        ),
        bullets([line(*told) for told in _facts(way)]),
    )
    if way.asked:
        yield rich(bullets([line(words(text)) for text in _steps(way.asked, reply)]))
    yield from actions(_acts(way, reply.question_id))
    if controlled:
        yield rich(line(words(tr("The controlled text, word for word:"), bold=True)))


def _facts(way: Referred) -> Iterator[list[Json]]:
    yield [words(f"{tr('Call')}: "), words(cut(way.call, _LONG), bold=True)]
    if way.permit:
        yield [words(cut(f"{tr('Permit')}: {way.permit}", _LONG))]
    if way.training:
        yield [words(cut(f"{tr('Training')}: {way.training}", _LONG))]
    if way.training_link.startswith("https://"):
        yield [link(way.training_link, tr("Open the training"))]


def _steps(asked: Told, reply: Reply) -> Iterator[str]:
    told = [each for each in asked.lines if each.text]
    for each in told[-_MOST_STEPS:]:
        yield cut(f"{each.text} {past(max(reply.at, each.at) - each.at)}", _STEP)
    if asked.is_open:
        yield tr("Not taken yet.")


def _acts(way: Referred, question: str) -> Iterator[Json | None]:
    asked = way.asked
    if asked and asked.is_open:
        number = Ref(number=asked.number)
        yield button(tr("Nobody is needed any more"), Act.WITHDRAW, number)
    elif asked and asked.may_close:
        yield button(tr("Done"), Act.DONE, Ref(number=asked.number), style="primary")
    if way.comes:
        told = tr("Ask to come: {role}", role=way.comes.role)
        yield button(told, Act.COME, Ref(question=question), style="primary")
