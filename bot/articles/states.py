"""The states of an article in words.

Knows what they are called. Does not know what leads from one to another (``knowledge.model``).
"""

from bot.speech import mark, tr
from knowledge.model import ArticleState

_STATES = {
    ArticleState.WIP: mark("in progress, in no answer"),
    ArticleState.NOT_VALIDATED: mark("not validated"),
    ArticleState.VALIDATED: mark("validated"),
    ArticleState.ARCHIVED: mark("put away"),
}


def state_words(state: ArticleState) -> str:
    """Return the state as it is read, in the language that is spoken."""
    return tr(_STATES[state])
