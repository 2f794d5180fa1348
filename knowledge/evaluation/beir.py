"""Reads a test set in the BEIR file format.

Knows ``corpus.jsonl`` (``_id``, ``title``, ``text``), ``queries.jsonl`` (``_id``, ``text``) and
``qrels.tsv`` (a header line, then query, document, score). Does not know measures.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from knowledge.evaluation.jsonl import BadTestSet, lines, records


@dataclass(frozen=True)
class CorpusDocument:
    """One document of the corpus."""

    id: str
    title: str
    text: str


@dataclass(frozen=True)
class RetrievalSet:
    """Documents, the queries that have a relevant one, and how relevant which is."""

    documents: tuple[CorpusDocument, ...]
    queries: dict[str, str]
    grades: dict[str, dict[str, int]]


def read_retrieval_set(corpus: Path, queries: Path, qrels: Path) -> RetrievalSet:
    """Return the set; queries without a relevant document are skipped, as BEIR does.

    Raises ``BadTestSet`` naming file, line, value and remedy.
    """
    documents = tuple(read_corpus(corpus))
    if not documents:
        raise BadTestSet(f"{corpus} holds no document; give one JSON object a line")
    asked = dict(_texts(queries))
    grades: dict[str, dict[str, int]] = {}
    for query, document, grade in _grades(qrels):
        if grade > 0 and query in asked:
            grades.setdefault(query, {})[document] = grade
    if not grades:
        raise BadTestSet(
            f"{qrels} names no relevant document for any query of {queries}; "
            "check that both use the same query ids"
        )
    return RetrievalSet(documents, {key: asked[key] for key in asked if key in grades}, grades)


def read_corpus(path: Path) -> Iterator[CorpusDocument]:
    """Yield the documents of ``corpus.jsonl``; raises ``BadTestSet``."""
    seen: set[str] = set()
    for line, record in records(path):
        document = CorpusDocument(
            _field(path, line, record, "_id"),
            _field(path, line, record, "title", otherwise=""),
            _field(path, line, record, "text"),
        )
        if document.id in seen:
            raise BadTestSet(f"{path}, line {line}: _id {document.id!r} stands twice; make it one")
        seen.add(document.id)
        yield document


def _texts(path: Path) -> Iterator[tuple[str, str]]:
    for line, record in records(path):
        yield _field(path, line, record, "_id"), _field(path, line, record, "text")


def _field(
    path: Path, line: int, record: dict[str, object], name: str, *, otherwise: str | None = None
) -> str:
    value = record.get(name, otherwise)
    if isinstance(value, int) and not isinstance(value, bool) and name == "_id":
        value = str(value)
    if value is None and otherwise is not None:
        return otherwise
    if not isinstance(value, str):
        raise BadTestSet(f"{path}, line {line}: {name} is {value!r}; give it as a string")
    return value


def _grades(path: Path) -> Iterator[tuple[str, str, int]]:
    for number, line in lines(path):
        fields = line.split("\t")
        if number == 1 and len(fields) == 3 and not _is_grade(fields[2]):
            continue  # the header
        if len(fields) != 3 or not _is_grade(fields[2]):
            raise BadTestSet(
                f"{path}, line {number}: {line[:60]!r} is not 'query TAB document TAB whole number'"
            )
        yield fields[0], fields[1], int(fields[2])


def _is_grade(text: str) -> bool:
    return text.strip().removeprefix("-").isdecimal()
