"""The language a turn is spoken in: every sentence of ours, looked up in that language's catalogue.

Knows languages and catalogues (``bot/languages/CODE/LC_MESSAGES/tandem.po``). The language is
ambient, as a locale is: each edge (a turn, a request, a command) sets it once with ``speaking``,
and every sentence below it comes out in it. Does not translate evidence: that is quoted as it is.
"""

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

CATALOGUES = Path(__file__).parent / "languages"
DOMAIN = "tandem"
ENGLISH = "en"
LANGUAGES = ("en", "de", "es", "pl", "pt", "tr", "vi", "zh")
"""What the interface speaks; a catalogue stands beside this file for each but English."""

_spoken: ContextVar[str] = ContextVar("spoken", default=ENGLISH)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak this language inside; one without a catalogue is English."""
    before = _spoken.set(_known(language))
    try:
        yield
    finally:
        _spoken.reset(before)


def speak(language: str) -> None:
    """Speak this language until the edge that is open ends: its person is known by now."""
    _spoken.set(_known(language))


def spoken() -> str:
    """Return the code of the language spoken here."""
    return _spoken.get()


def tr(message: str, /, **values: object) -> str:
    """Return the sentence in the language spoken, with its ``{names}`` filled in.

    ``message`` is the English sentence as one literal, which is what catalogues are made from.
    """
    said = unfilled(message)
    return said.format(**values) if values else said


def trn(one: str, many: str, count: int, /, **values: object) -> str:
    """Return the sentence for that many things; ``{count}`` is filled in with the others."""
    return unfilled_count(one, many, count).format(count=count, **values)


def unfilled(message: str) -> str:
    """Return the sentence in the language spoken with its ``{names}`` as they are."""
    return _catalogue(spoken()).gettext(message)


def unfilled_count(one: str, many: str, count: int) -> str:
    """Return the sentence for that many things with its ``{names}`` as they are."""
    return _catalogue(spoken()).ngettext(one, many, count)


def mark(message: str) -> str:
    """Return the sentence as it is, for a table whose sentences ``tr`` says later."""
    return message


def _known(language: str) -> str:
    return language if language in LANGUAGES else ENGLISH


@lru_cache(maxsize=32)
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, CATALOGUES, languages=[language], fallback=True)
