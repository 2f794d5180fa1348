"""Encodings: bytes of a text file into text, and what had to be assumed.

Knows byte order marks, UTF-16 without one, and the code pages of the languages that people read
here. Bytes that make no words of one of them are refused: a wrong letter is a wrong instruction.
Does not know formats.
"""

import codecs
import re
import unicodedata
from itertools import islice
from typing import NamedTuple

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
_SIGNS = frozenset("°ºª±µ×÷·•…§¶©®™€£¥†‰¼½¾¹²³–—‚‘’„“”‹›«»¡¿´¨¬¢¤\u00a0\u00ad")


class _Page(NamedTuple):
    """A code page, what it is called, and the letters beyond ASCII of the languages written so."""

    encoding: str
    name: str
    letters: frozenset[str]


_PAGES = (
    _Page("cp1252", "Windows-1252 (Western European)", frozenset("àáâãäåæçèéêëìíîïñòóôõöøœßùúûüÿ")),
    _Page("cp1250", "Windows-1250 (Polish)", frozenset("ąćęłńóśźżäöüß")),
    _Page("cp1254", "Windows-1254 (Turkish)", frozenset("âçğıîöşûüi\u0307")),
    _Page("cp1258", "Windows-1258 (Vietnamese)", frozenset("àáâãăđèéêìíòóôơùúưý")),
)
_WITHIN_WORDS = frozenset("’´·\u00ad–—")
_BEYOND_ASCII = re.compile("[\u0080-\ud7ff]")
_NO_SIGN = re.compile("[\udc80-\udcff]")
"""A byte that the page has no sign for, as Python escapes it."""
_MOST_SIGNS = 10_000
_LEAST_FITTING = 0.9
"""The share of the signs beyond ASCII that must stand where a page's languages have them."""
_MOST_ACCENTED = 0.6
"""Of the letters; where more are beyond ASCII, the writing is not Latin."""
_COMMON_HAN = range(0xB0, 0xD8)
"""First bytes of the characters of everyday Chinese in GB 2312; the others are rare."""
_HAN_SIGNS = range(0xA1, 0xA4)
_SMALL_HAN = frozenset(
    "的一是在不了有和这中为上个用要时到以可会出也对下过后多请并将及或与先再每当若"
)
_LEAST_SMALL_HAN = 0.05
_MOST_CONTROLS = 0.02


def decode(data: bytes, *, html: bool = False) -> tuple[str, list[str]]:
    """Return the text without unseen characters, and notes on encoding and what was removed.

    Raises ``UnreadableDocument`` when the bytes are no text.
    """
    text, encoding = _decoded(data, html=html)
    notes = [] if encoding == "UTF-8" else [f"read as {encoding}, because it is not UTF-8"]
    _refuse_binary(text)
    text, removed = clean(text)
    if removed:
        notes.append(unseen(removed))
    return text, notes


def unseen(count: int) -> str:
    """Return the note on removed characters."""
    return f"{count} invisible or control character{'s' * (count != 1)} removed"


def _refuse_binary(text: str) -> None:
    controls = sum(1 for ch in text[:_PROBED] if ch < " " and ch not in "\t\n\r\f\v\x1b\x00")
    if controls > _MOST_CONTROLS * min(len(text), _PROBED) or text.count("\x00") > len(text) // 4:
        raise UnreadableDocument("is no text inside (binary data); give the original document")


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
    _refuse_binary(data.decode("latin-1"))
    if _reads_as_chinese(data):
        return data.decode("gb18030"), "GB 18030 (Chinese)"
    return _in_a_code_page(data)


def _in_a_code_page(data: bytes) -> tuple[str, str]:
    """Return the text in the code page whose languages it fits best, the Western one before others.

    A byte that a page has no sign for is a control character, as in Latin-1.
    """
    read = [(page, data.decode(page.encoding, errors="surrogateescape")) for page in _PAGES]
    fitting = [_fitting(text, page) for page, text in read]
    best = max(fitting)
    if best < _LEAST_FITTING or not _is_latin(read[0][1]):
        raise UnreadableDocument(
            "is neither UTF-8 nor text in a code page that is known here; save it again as UTF-8"
        )
    page, text = read[fitting.index(best)]
    return unicodedata.normalize("NFC", _NO_SIGN.sub(_as_in_latin_1, text)), page.name


def _as_in_latin_1(byte: re.Match[str]) -> str:
    return chr(ord(byte.group()) - 0xDC00)


def _is_latin(text: str) -> bool:
    letters = [sign for sign in text if sign.isalpha()]
    return sum(sign > "\x7f" for sign in letters) <= max(3, _MOST_ACCENTED * len(letters))


def _fitting(text: str, page: _Page) -> float:
    """Return the share of the signs beyond ASCII that stand where writing of that page has them."""
    good = counted = 0
    for found in islice(_BEYOND_ASCII.finditer(text), _MOST_SIGNS):
        at, sign = found.start(), found.group()
        before, after = text[max(at - 1, 0) : at], text[at + 1 : at + 2]
        counted += 1
        if sign.isalpha() and sign not in _SIGNS:
            good += _is_letter(sign, page) and not (sign.isupper() and before.islower())
        elif unicodedata.combining(sign):
            good += page.encoding == "cp1258"
        else:
            within = before.isalpha() and after.isalpha() and sign not in _WITHIN_WORDS
            good += sign in _SIGNS and not within
    return good / counted if counted else 1.0


def _is_letter(sign: str, page: _Page) -> bool:
    return all(each in page.letters for each in sign.lower())


def _reads_as_chinese(data: bytes) -> bool:
    """Whether the bytes are everyday Chinese characters, and those that join words among them."""
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    pairs = [each.encode("gb18030") for each in text if each > "\x7f"]
    common = sum(each[0] in _COMMON_HAN and each[1] >= 0xA1 for each in pairs)
    signs = sum(each[0] in _HAN_SIGNS for each in pairs)
    small = sum(each in _SMALL_HAN for each in text)
    return common + signs >= 0.8 * len(pairs) and small >= max(1, _LEAST_SMALL_HAN * common)


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
