"""Documents that a question names by their numbers, and what it asks of them.

Knows how people write a number ("SOP-114", "sop 114", "SOP114 section 6.2"), and how they ask for a
document itself or for what changed in it. Does not know which documents there are: who asks says
whether one is in force.
"""

import re
from collections.abc import Callable, Sequence
from itertools import zip_longest

from bot.answering.words import content_stems
from knowledge.model import ConsultedDocument

_DOCUMENT = re.compile(r"\b([A-Za-z]{2,6}-\d{2,6}|KB-\d)(?![\w-])", re.IGNORECASE)
_SECTION = re.compile(
    r"(?:\b(?:section|secci[oó]n|abschnitt|punkt|se[cç][aã]o|b[oö]l[uü]m|m[uụ]c) |章节 ?|第 ?)"
    r"(\d+(?:\.\d+)*)|(?<![\w.-])(\d+\.\d+(?:\.\d+)*)\b",
    re.IGNORECASE,
)
_LOOSE = re.compile(r"\b([A-Za-z]{2,6})[ _]?(\d{2,6})(?![\w-]|[.,]\d)")
MOST_NUMBERS = 5
"""So many in a text are looked up; each asks the store."""
_CHANGE = content_stems(
    "change changes changed new newer history revision revisions revised update updated different "
    "last latest since rev who when date neu neues änderung geändert hat sich ist"
)
_SHOW = {
    language: content_stems(words, language)
    for language, words in {
        "en": "show open find see read look view give link document procedure instruction sop file "
        "page text all whole full content contents about",
        "de": "zeig zeige zeigen öffne öffnen finde finden lesen sehen dokument anweisung inhalt",
        "es": "muestra muéstrame mostrar abre abrir busca leer ver documento procedimiento todo",
        "pl": "pokaż otwórz otworzyć znajdź czytać zobaczyć dokument procedura instrukcja cały",
        "pt": "mostra mostre mostrar abre abra abrir ler ver documento procedimento tudo",
        "tr": "göster aç bul nerede oku görmek belge prosedür talimat tüm",
        "vi": "mở xem cho tìm ở đâu đọc tài liệu quy trình",
        "zh": "打开 显示 看 找 哪里 文件 规程",
    }.items()
}
"""Words that ask for a document itself, by language."""


def documents_named(text: str) -> tuple[ConsultedDocument, ...]:
    """Return the documents the text names, each with its section: "SOP-114 section 6.2"."""
    matches = list(_DOCUMENT.finditer(text))
    named = []
    for match, following in zip_longest(matches, matches[1:]):
        end = following.start() if following else len(text)
        section = _SECTION.search(text, match.end(), end)
        if section is None and len(matches) == 1:
            section = _SECTION.search(text)
        place = next(filter(None, section.groups())) if section else ""
        named.append(ConsultedDocument(match.group(1).upper(), section=place))
    return tuple(named)


def written_out(text: str, earlier: str, in_force: Callable[[str], bool]) -> str:
    """Return the text with the numbers of its documents as these are numbered.

    "sop 114" becomes "SOP-114" where that is in force. A bare section ("section 3"), and what
    changed in "it", are of the one document that the question before, ``earlier``, named.
    """

    def number(match: re.Match[str]) -> str:
        written = f"{match[1]}-{match[2]}".upper()
        return written if in_force(written) else match[0]

    told = _LOOSE.sub(number, text, count=MOST_NUMBERS)
    before = {each.id for each in documents_named(_LOOSE.sub(number, earlier, count=MOST_NUMBERS))}
    if len(before) != 1 or documents_named(told):
        return told
    section = _SECTION.search(told)
    named = section is not None and section[1] is not None  # "3.4" alone is an amount
    bare_section = named and not content_stems(_SECTION.sub(" ", told))
    return f"{told} {before.pop()}" if bare_section or _only(told, _CHANGE) else told


def asks_only_what_changed(question: str, documents: Sequence[ConsultedDocument]) -> bool:
    """Whether nothing is asked of the documents but what is new in them."""
    return _only(_without(question, documents), _CHANGE)


def asks_for_it(text: str, documents: Sequence[ConsultedDocument]) -> bool:
    """Whether the question names one document and asks for nothing in it: "show me SOP-118"."""
    rest = _without(text, documents)
    said = (content_stems(rest, language) <= words for language, words in _SHOW.items())
    return len(documents) == 1 and any(said)


def _without(question: str, documents: Sequence[ConsultedDocument]) -> str:
    for document in documents:
        question = re.sub(re.escape(document.id), " ", question, flags=re.IGNORECASE)
    return question


def _only(text: str, words: frozenset[str]) -> bool:
    """Whether the text has words with content, and only such."""
    said = {stem for stem in content_stems(text) if len(stem) > 1}
    return bool(said) and said <= words
