"""The plant's glossary from a CSV or YAML file: its terms, what they mean, which name a hazard.

Knows the file's form and refuses what could not be found again in a question. Does not know how a
glossary is used (``knowledge.model.Glossary``) or kept (the store).
"""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import yaml

from knowledge.ingest.fields import BadValue, Fields, checked_member
from knowledge.model import Glossary, Hazard, Term

MAX_BYTES: Final = 5_000_000
_FIELDS: Final = ("term", "language", "means", "hazard")
_LANGUAGE_LETTERS: Final = range(2, 4)


class BadGlossary(ValueError):
    """A glossary that is refused as a whole; the message names place, value and remedy."""


def read_glossary(path: Path) -> Glossary:
    """Read a glossary: rows or a list of ``term``, ``means``, ``language`` and ``hazard``.

    Each row needs a term, and what it means or a hazard. Raises ``BadGlossary``; nothing is read
    by halves.
    """
    terms: list[Term] = []
    first: dict[tuple[str, str], str] = {}
    try:
        for fields in _rows(path):
            term = _term(fields)
            key = (term.term.casefold(), term.language)
            _check_once(fields, term, first.setdefault(key, fields.path))
            terms.append(term)
    except BadValue as bad:
        raise BadGlossary(f"{path}: {bad}") from None
    if not terms:
        columns = ",".join(_FIELDS)
        raise BadGlossary(f"{path}: holds no term; write a header line {columns} and rows")
    return Glossary(tuple(terms))


def _term(fields: Fields) -> Term:
    term = " ".join(fields.text("term").split())
    if not any(sign.isalnum() for sign in term):
        raise BadValue(fields.at("term"), term, "must be a word people say, with letters")
    means = " ".join(fields.optional_text("means").split())
    language = fields.optional_text("language").strip().casefold()
    if language and not (language.isalpha() and len(language) in _LANGUAGE_LETTERS):
        raise BadValue(fields.at("language"), language, "must be a language code, as in de")
    hazard = _hazard(fields)
    fields.nothing_else(*_FIELDS)
    if not means and hazard is None:
        raise BadValue(
            fields.at("means"), means, "must say what the term means, or the row needs a hazard"
        )
    return Term(term, means, language, hazard)


def _check_once(fields: Fields, term: Term, before: str) -> None:
    if before != fields.path:
        rule = f"must be given once, but {before} has it; remove one"
        raise BadValue(fields.at("term"), term.term, rule)


def _hazard(fields: Fields) -> Hazard | None:
    name = fields.optional_text("hazard").strip()
    if not name:
        return None
    known = [each.value for each in Hazard]
    checked_member(fields.at("hazard"), name, known, "empty or one of " + ", ".join(known))
    return Hazard(name)


def _rows(path: Path) -> Iterator[Fields]:
    text = _text(path)
    if path.suffix.casefold() in (".yaml", ".yml"):
        yield from _of_yaml(path, text)
        return
    try:
        reader = csv.DictReader(io.StringIO(text), strict=True)
        if "term" not in (reader.fieldnames or ()):
            raise BadGlossary(
                f"{path}: the first line must name the columns, as in {','.join(_FIELDS)}"
            )
        for row in reader:
            if None in row or any(value is None for value in row.values()):
                names = ", ".join(reader.fieldnames or ())
                raise BadGlossary(
                    f"{path}: line {reader.line_num} has more or fewer values than the columns "
                    f"{names}; put a value with a comma in quotation marks"
                )
            given = {name: value for name, value in row.items() if value.strip()}
            yield Fields(given, f"line {reader.line_num}")
    except csv.Error as error:
        raise BadGlossary(f"{path}: line {reader.line_num}: {error}; save it as CSV") from None


def _of_yaml(path: Path, text: str) -> Iterator[Fields]:
    try:
        content = yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f"line {mark.line + 1}" if mark else "the file"
        raise BadGlossary(f"{path}: {place} is no YAML; mend this place") from None
    if not isinstance(content, list):
        raise BadGlossary(f"{path}: must be a list, one '- {{term: …, means: …}}' a line")
    yield from (Fields(item, f"term {number}") for number, item in enumerate(content, start=1))


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise BadGlossary(f"{path}: cannot be read: {reason}") from None
    if len(data) > MAX_BYTES:
        raise BadGlossary(f"{path}: has more than {MAX_BYTES:,} bytes; split or shorten it")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadGlossary(
            f"{path}: byte {error.start} is no UTF-8; save the file as UTF-8"
        ) from None
