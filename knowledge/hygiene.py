"""Hygiene: texts are data; nobody is shown, and nothing is stored, that a reader cannot see.

Knows characters that hide text from people or reorder it (controls, bidi overrides, zero width,
tags, variation selectors, private use), and what is alive in a text: links, mentions, markup, and
labels that look like citations. Does not know documents, claims or channels.
"""

import re

UNREADABLE = "\ufffd"
"""Stands where a character of somebody's private font stood: something was there."""

_UNSEEN = re.compile(
    "["
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # controls, but not tab, line feed, carriage return
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\ufdd0-\ufdef\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff\ud800-\udfff"
    "]"
)
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
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
        "\u2800": " ",  # the empty Braille cell: looks like a blank, counts as a word
    }
)
_LABEL = re.compile(r"\[\s*([A-Z]\s?\d{1,3})\s*\]")
_ALIVE = (
    ("a link", re.compile(r"[a-z][a-z0-9+.-]*://|\b(?:www\.|mailto:|javascript:|data:\w)", re.I)),
    (
        "a link",
        re.compile(
            r"\b[\w-]+\.(?:com|net|org|info|biz|io|dev|app|ai|xyz|top|site|online|link|click|"
            r"example|test|local|ru|cn|tk|de|uk|eu|fr|pl|es|tr|br|vn)\b(?!-)"
        ),
    ),
    ("a mention", re.compile(r"(?<!\w)@\w|\w@\w|<[@!#]")),
    ("markup", re.compile(r"</?[A-Za-z!][^<>]*>|!?\[[^\]\n]*\]\s?[(:]|`|\*\*|~~|^\s*#{1,6}\s")),
    ("a label", _LABEL),
)

_SIGNS = re.compile(r"[:@<`\[#*~]|\.[A-Za-z]|[wW]\.")
"""One of these stands in whatever is alive; most texts have none, and are looked at once."""


def clean(text: str) -> tuple[str, int]:
    """Return the text with plain line ends and without unseen characters, and how many went.

    A character of private use has no meaning outside its font: it becomes ``UNREADABLE``, so
    that a lost "≤" leaves a mark.
    """
    text = _BREAKS.sub("\n", text).translate(_WRITTEN_OTHERWISE)
    text, removed = _UNSEEN.subn("", text)
    return _PRIVATE.sub(UNREADABLE, text), removed


def visible(text: str) -> str:
    """Return only what a reader can see: the last step before a text is shown or compared."""
    return text if text.isascii() and text.isprintable() else clean(text)[0]


def alive(text: str) -> str:
    """Return what in the text a channel could bring to life ("a link", "a mention"), or ""."""
    if _SIGNS.search(text) is None:
        return ""
    return next((what for what, pattern in _ALIVE if pattern.search(text)), "")


def unlabelled(text: str) -> str:
    """Return the text with what looks like our labels in other brackets: [S1] -> (S1)."""
    return _LABEL.sub(r"(\1)", text) if "[" in text else text


def one_line(text: str) -> str:
    """Return the text with every run of white space, no-break spaces too, as one space."""
    return " ".join(text.split())


def lines(text: str) -> str:
    """Return the text with white space collapsed within lines, and without empty lines."""
    return "\n".join(line for raw in text.split("\n") if (line := one_line(raw)))
