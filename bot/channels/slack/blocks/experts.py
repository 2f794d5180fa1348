"""A question to somebody who may know, and a reply to somebody who asked, as each sees it.

Knows the words and buttons before and after. Does not know who is asked (``bot.experts``).
"""

from bot.channels.slack.blocks.elements import actions, button, context, line, rich, section, words
from bot.channels.slack.blocks.posts import Post
from bot.channels.slack.names import Act, Ref
from bot.experts import Asked, News
from bot.speech import tr


def question_post(asked: Asked) -> Post:
    """Return the question with its buttons."""
    ref = Ref(key=asked.gap)
    return Post.of(
        [
            section(tr("Nothing that is written answers this. Do you know?")),
            rich(line(words(f"“{asked.text}”"))),
            *context(asked.asset_name or tr("all equipment")),
            *actions(
                [
                    button(tr("Say what I know"), Act.KNOW, ref, style="primary"),
                    button(tr("I do not know"), Act.NOT_ME, ref),
                    button(tr("Do not ask me again"), Act.LEAVE_EXPERTS, ref),
                ]
            ),
        ]
    )


def replied_post() -> Post:
    """Return what stands there once somebody replied."""
    return Post.saying(
        tr("Thank you. Whoever asked is told now, and the engineers get a draft of it.")
    )


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
