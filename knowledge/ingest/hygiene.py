"""Hygiene: texts are data; what a reader cannot see is taken out of them and counted.

Knows characters that hide text from people or reorder it (controls, bidi overrides, zero width,
tags, variation selectors). Does not know documents.
"""

import re

_UNSEEN = re.compile(
    "["
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # controls, but not tab, line feed, carriage return
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff\ud800-\udfff"
    "]"
)
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_WRITTEN_OTHERWISE = str.maketrans(
    {
        "\ufb00": "ff",
        "\ufb01": "fi",
        "\ufb02": "fl",
        "\ufb03": "ffi",
        "\ufb04": "ffl",
        "\ufb05": "st",
        "\ufb06": "st",
        "\uf0b7": "•",  # the bullet of Word's Symbol font, as PDFs carry it
        "\uf0a7": "▪",
    }
)


def clean(text: str) -> tuple[str, int]:
    """Return the text with plain line ends and without unseen characters, and how many went."""
    text = _BREAKS.sub("\n", text)
    text, removed = _UNSEEN.subn("", text)
    return text.translate(_WRITTEN_OTHERWISE), removed


def one_line(text: str) -> str:
    """Return the text with every run of white space, no-break spaces too, as one space."""
    return " ".join(text.split())


def lines(text: str) -> str:
    """Return the text with white space collapsed within lines, and without empty lines."""
    return "\n".join(line for raw in text.split("\n") if (line := one_line(raw)))
