"""A question to somebody who may know, and a reply to somebody who asked, as each sees it.

Knows the words and buttons before and after. Does not know who is asked (``bot.experts``).
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.channels.slack.blocks.elements import (
    actions,
    button,
    context,
    line,
    quotation,
    rich,
    section,
    words,
)
from bot.channels.slack.blocks.posts import Post
from bot.channels.slack.names import Act, Ref
from bot.experts import Asked, News
from bot.speech import tr
from knowledge.model import ExpertReply


def question_post(asked: Asked) -> Post:
    """Return the question with its buttons."""
    ref = Ref(key=asked.gap)
    return Post.of(
        [
            section(tr("Nothing that is written answers this. Do you know?")),
            rich(line(words(f"“{asked.text}”"))),
            *(
                context(tr("Read as: “{question}”", question=asked.read_as))
                if asked.read_as
                else ()
            ),
            *context(asked.asset_name or tr("all equipment")),
            *actions(
                [
                    button(tr("Say what I know"), Act.KNOW, ref, style="primary"),
                    button(tr("I do not know"), Act.NOT_ME, ref),
                    button(tr("Do not ask me again"), Act.LEAVE_EXPERTS, ref),
                ]
            ),
            *context(
                tr(
                    "Or reply in this thread: what you write goes to whoever asked, with your "
                    "name. End it with a question mark to ask me something instead."
                )
            ),
        ]
    )


def replied_post(reply: ExpertReply) -> Post:
    """Return what stands there once somebody replied."""
    if reply.routed:
        return Post.saying(_kept_back())
    return Post.saying(
        tr("Thank you. Whoever asked is told now, and the engineers get a draft of it.")
    )


def kept_post(reply: ExpertReply, *, changed: bool = False) -> Post:
    """Return what is said below words that were taken as somebody's answer; ``changed`` later."""
    ref = Ref(key=reply.gap)
    told = tr(
        "Whoever asked is told now, {named}, marked as not validated, and the engineers get a "
        "draft of it.",
        named=tr("without your name") if reply.unnamed else tr("with your name"),
    )
    follows = tr(
        "Edit or delete your message, and the answer follows, until an engineer works with it. If "
        "you meant to ask me something, take it back and end it with a question mark."
    )
    return Post.of(
        [
            section(
                tr("I have kept this as your answer to “{question}”.", question=reply.question)
            ),
            *([rich(quotation(reply.text))] if changed else ()),
            section(_kept_back() if reply.routed else told),
            *context(follows),
            *actions(
                [
                    button(tr("Change it"), Act.KNOW, ref),
                    button(tr("Take it back"), Act.TAKE_BACK, ref),
                ]
            ),
        ]
    )


def _kept_back() -> str:
    return tr(
        "It is about work that is not explained in chat: only the engineers get it, and whoever "
        "asked is not told."
    )


def again_post(reply: ExpertReply, text: str) -> Post:
    """Return what is said to further words of somebody whose answer is kept already."""
    ref = Ref(key=reply.gap)
    add = replace(ref, word=text)
    return Post.of(
        [
            section(
                tr(
                    "I have your answer to “{question}” already; this is not part of it yet.",
                    question=reply.question,
                )
            ),
            rich(quotation(reply.text)),
            *actions(
                [
                    button(tr("Add it"), Act.KNOW, add if add.fits else ref),
                    button(tr("Take my answer back"), Act.TAKE_BACK, ref),
                ]
            ),
        ]
    )


def which_post(open_ones: Sequence[Asked], *, message: str, text: str) -> Post:
    """Return the question which of several questions somebody's words answer, if any."""
    ask = Ref(word=text)
    return Post.of(
        [
            section(tr("Which of these does this answer?")),
            *(
                section(
                    each.text,
                    accessory=button(tr("This one"), Act.KEEP, Ref(key=each.gap, message=message)),
                )
                for each in open_ones
            ),
            *actions([button(tr("None: I ask you something"), Act.ASK, ask)]),
        ]
    )


def offer_post(asked: Asked, *, message: str, thread: str) -> Post:
    """Return the offer to keep what somebody said in a thread as the answer to its question."""
    ref = Ref(key=asked.gap, message=message, thread=thread)
    return Post.of(
        [
            section(tr("Shall I keep this as the answer to “{question}”?", question=asked.text)),
            *context(
                tr(
                    "Only you see this, and I have kept nothing of what you wrote. If you say so, "
                    "it goes to whoever asked, with your name and marked as not validated, and to "
                    "the engineers as a draft."
                )
            ),
            *actions([button(tr("Keep it as the answer"), Act.KEEP, ref, style="primary")]),
        ]
    )


def taken_back_post() -> Post:
    """Return what stands below words that are nobody's answer any more."""
    return Post.saying(
        tr("Taken back. It is nobody's answer any more, and whoever asked is told so.")
    )


def withdrawn_post() -> Post:
    """Return what stands at the asker's in place of a reply that was taken back."""
    return Post.saying(tr("The reply that stood here was taken back. Your question is open again."))


def passed_post() -> Post:
    """Return what stands there once it was passed on."""
    return Post.saying(tr("All right. Somebody else is asked."))


def no_more_post() -> Post:
    """Return what stands there when no question is wanted any more."""
    return Post.saying(
        tr("All right. You are not asked any more; under My corrections you can change that.")
    )


def reply_post(told: News) -> Post:
    """Return the reply to a question, with what its asker may say of it."""
    ref = Ref(key=told.turn)
    return Post.of(
        [
            rich(line(words(tr("To your question “{question}”", question=told.question)))),
            rich(line(words(told.text))),
            *context(told.lead),
            *actions(
                [
                    button(tr("It helps"), Act.HELPED, ref),
                    button(tr("It does not help"), Act.NOT_HELPED, ref),
                ]
            ),
        ]
    )
