"""What the assistant asks, as the one who is asked sees it: a question, three ways to take it.

Knows the words and buttons before and after. Does not know who is asked (``bot.inquiries``). It
names nobody and counts nobody.
"""

from bot.channels.slack.blocks.elements import actions, button, context, line, rich, section, words
from bot.channels.slack.blocks.posts import Post
from bot.channels.slack.names import Act, Ref
from bot.inquiries import Asked
from bot.speech import tr


def inquiry_post(asked: Asked) -> Post:
    """Return the question with its buttons."""
    ref = Ref(number=asked.number)
    return Post.of(
        [
            rich(line(words(asked.text))),
            *context(tr("A sentence is enough. If you do not answer, nothing happens.")),
            *actions(
                [
                    button(tr("Say what I saw"), Act.SAW, ref, style="primary"),
                    button(tr("No, thanks"), Act.LET_GO, ref),
                    button(tr("Do not ask me again"), Act.NEVER_ASK, ref),
                ]
            ),
        ]
    )


def answered_post() -> Post:
    """Return what stands there once it was answered."""
    return Post.saying(
        tr(
            "Thank you. What you saw is kept, for somebody other than you to review; your team "
            "finds it beside the answer, marked as unreviewed."
        )
    )


def let_go_post() -> Post:
    """Return what stands there once it was not answered."""
    return Post.saying(tr("All right. You are not asked about this any more."))


def over_post() -> Post:
    """Return what stands there when it is too late, or was answered elsewhere."""
    return Post.saying(tr("This question is not open any more."))


def left_post(number: int) -> Post:
    """Return what stands there when no question is wanted any more, with the way back."""
    again = button(tr("Ask me now and then after all"), Act.ASK_AGAIN, Ref(number=number))
    told = tr("All right. You are not asked anything any more.")
    return Post.of([section(told), *actions([again])])


def back_post() -> Post:
    """Return what stands there when questions are wanted again."""
    return Post.saying(tr("All right. You may be asked something now and then."))
