"""Encodings: bytes of a text file into text, and what had to be assumed.

Knows byte order marks, UTF-16 without one, and the Western code pages. Does not know formats.
"""

import codecs
import re

from knowledge.hygiene import clean
from knowledge.ingest.blocks import UnreadableDocument

_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_PROBED = 4096
_MOST_CONTROLS = 0.02


def decode(data: bytes, *, html: bool = False) -> tuple[str, list[str]]:
    """Return the text without unseen characters, and notes on encoding and what was removed.

    Raises ``UnreadableDocument`` when the bytes are no text.
    """
    text, encoding = _decoded(data, html=html)
    notes = [] if encoding == "UTF-8" else [f"read as {encoding}, because it is not UTF-8"]
    controls = sum(1 for ch in text[:_PROBED] if ch < " " and ch not in "\t\n\r\f\v\x1b\x00")
    if controls > _MOST_CONTROLS * min(len(text), _PROBED) or text.count("\x00") > len(text) // 4:
        raise UnreadableDocument("is no text inside (binary data); give the original document")
    text, removed = clean(text)
    if removed:
        notes.append(unseen(removed))
    return text, notes


def unseen(count: int) -> str:
    """Return the note on removed characters."""
    return f"{count} invisible or control character{'s' * (count != 1)} removed"


def _decoded(data: bytes, *, html: bool) -> tuple[str, str]:
    for mark, encoding, name in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding), name
            except UnicodeDecodeError as bad:
                raise UnreadableDocument(
                    f"begins as {name} but is damaged at byte {bad.start}; save it again as UTF-8"
                ) from bad
    if (wide := _wide(data)) is not None:
        return data.decode(wide, errors="replace"), "UTF-16 without byte order mark"
    try:
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        pass
    if html and (declared := _DECLARED.search(data[:_PROBED])):
        name = declared.group(1).decode("ascii")
        try:
            return data.decode(name), name
        except (UnicodeDecodeError, LookupError):
            pass
    try:
        return data.decode("cp1252"), "Windows-1252 (Western European)"
    except UnicodeDecodeError:
        return data.decode("latin-1"), "Latin-1 (Western European)"


def _wide(data: bytes) -> str | None:
    """UTF-16 text in Latin letters has a zero in every other byte."""
    probe = data[:_PROBED]
    if len(probe) < 4 or len(data) % 2:
        return None
    half = len(probe) // 2
    even, odd = probe[::2].count(0), probe[1::2].count(0)
    if odd > 0.6 * half and even < 0.1 * half:
        return "utf-16-le"
    if even > 0.6 * half and odd < 0.1 * half:
        return "utf-16-be"
    return None
