"""Keys of what a visitor does, so that the same act twice has one effect.

Knows forms and clicks. Does not know people: the key is scoped to its person when it is stored.
"""

import hashlib
import uuid

from bot.feedback import BadFeedback


def new_key() -> str:
    """Return a key for the next act of a page's form."""
    return uuid.uuid4().hex


def act_key(key: str, *content: str) -> str:
    """Return the key of one act: the form's key and what was done with it.

    Two clicks on one button are one act; a click on another button of the same form is another.
    """
    if not key:
        raise BadFeedback("key", key, "reload the page and try again")
    return f"{key[:100]}.{hashlib.sha256(chr(10).join(content).encode()).hexdigest()[:12]}"
