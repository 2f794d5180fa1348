"""Breaking a text into lines of a terminal, also where words are not set apart.

Knows that a Chinese character is two columns wide, that a line may end after any of them, and that
no line begins with a sign that closes. Does not know what the text is.
"""

import re
import textwrap
import unicodedata

_WIDE = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]")
_PIECE = re.compile(
    r"\s+|[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]|[^\s\u2e80-\u9fff\uac00-\ud7af\uff00-\uff60]+"
)
_CLOSING = frozenset("，。、；：？！）》」』”")


def wrapped(text: str, width: int, *, first: str = "", rest: str = "") -> list[str]:
    """Return the lines, ``width`` columns at most unless a word is longer; none for no text."""
    if _WIDE.search(text):
        return _wrapped_wide(text, width, first, rest)
    return textwrap.wrap(
        text,
        width,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )


def columns(text: str) -> int:
    """Return how many columns the text takes in a terminal."""
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)


def _wrapped_wide(text: str, width: int, first: str, rest: str) -> list[str]:
    lines, line = [], first
    for piece in _PIECE.findall(text.strip()):
        said = " " if piece.isspace() else piece
        full = columns(line) + columns(said) > width
        if full and line.strip() and said not in _CLOSING:
            lines.append(line.rstrip())
            line = rest
            if said == " ":
                continue
        line += said
    return [*lines, line.rstrip()]
