"""Why a request is not served: it is not allowed, or nobody knows yet who is asking.

Knows sentences and statuses. Does not know how they are shown (``bot.web.site``).
"""


class NotAllowed(Exception):
    """The request is refused; ``sentence`` says why and what to do, ``status`` is for HTTP."""

    def __init__(self, sentence: str, *, status: int = 403) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.status = status


class ChooseWhoYouAre(Exception):
    """The demo does not know yet who is asking; the page ``/who`` asks."""


class SignInFirst(Exception):
    """Nobody is signed in here, or no longer; the page ``/login`` asks."""
