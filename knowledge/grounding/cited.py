"""The evidence a claim cites, as the checks need it: texts, statements, logs, numbers, names.

Knows what an evidence states beside its text: the facts of its document. Judges nothing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache

from knowledge.grounding.figures import (
    IDENTIFIER,
    READ_LATELY,
    moments_in,
    numbers_in,
    plain,
    words_for_numbers,
)
from knowledge.grounding.quantities import Log, read_log
from knowledge.grounding.statements import WORD, Statement, squeezed, statement, statements, stem
from knowledge.model import Evidence, EvidenceKind

_CLAUSE = re.compile(r":\s+")


@dataclass(frozen=True, slots=True)
class Read:
    """One evidence, read once. ``table``: the numbers in rows of tables."""

    label: str
    text: str
    statements: tuple[Statement, ...]
    log: Log | None
    numbers: frozenset[tuple[Decimal, str]]
    said_numbers: frozenset[Decimal]
    moments: tuple[str, ...]
    identifiers: frozenset[str]
    stems: frozenset[str]
    verbatim: frozenset[str]
    table: frozenset[tuple[Decimal, str]]


def known_text(evidence: Evidence) -> str:
    """Return everything the evidence states: its text and the facts of its document."""
    headings = " > ".join(evidence.heading_path)
    page = "" if evidence.page is None else f" page {evidence.page}"
    return (
        f"{evidence.document} {evidence.title} revision {evidence.revision} "
        f"section {evidence.section} {headings}{page}\n{evidence.text}"
    )


def read(evidence: Evidence) -> Read:
    """Return the evidence as it is compared."""
    logged = evidence.kind is EvidenceKind.REASONING_LOG
    return _read(evidence.label, known_text(evidence), evidence.text, logged)


@lru_cache(maxsize=READ_LATELY)
def _read(label: str, known: str, text: str, logged: bool) -> Read:
    said = statements(text, logged=logged)
    headed = statements(known.split("\n", 1)[0])
    simple = plain(known)
    return Read(
        label=label,
        text=known,
        statements=(*(said if logged else _clauses(said)), *headed),
        log=read_log(text) if logged else None,
        numbers=numbers_in(known).union(*map(_numbers, said)),
        said_numbers=frozenset(value for _, value in words_for_numbers(simple)),
        moments=moments_in(simple),
        identifiers=frozenset(match[0].casefold() for match in IDENTIFIER.finditer(simple)),
        stems=frozenset(stem(word) for word in WORD.findall(simple.casefold())),
        table=frozenset[tuple[Decimal, str]]().union(
            *(_numbers(each) for each in said if " | " in each.text)
        ),
        verbatim=frozenset(each.squeezed for each in said),
    )


def _numbers(each: Statement) -> frozenset[tuple[Decimal, str]]:
    return frozenset((figure.values[0], figure.unit) for figure in each.figures)


def _clauses(said: tuple[Statement, ...]) -> Iterator[Statement]:
    """Yield the statements, cut where a colon starts another: each has its own negation."""
    for each in said:
        pieces = _CLAUSE.split(each.text)
        if len(pieces) == 1:
            yield each
        else:
            yield from (statement(piece) for piece in pieces if piece.strip())


@dataclass(frozen=True)
class Cited:
    """Everything one claim may lean on."""

    evidence: Sequence[Read]

    @cached_property
    def text(self) -> str:
        """All of it, squeezed for comparing verbatim."""
        return squeezed(" \n ".join(each.text for each in self.evidence))

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """The statements of all."""
        return tuple(each for one in self.evidence for each in one.statements)

    @cached_property
    def logs(self) -> tuple[Log, ...]:
        """The reasoning logs among them."""
        return tuple(each.log for each in self.evidence if each.log)

    @cached_property
    def numbers(self) -> frozenset[tuple[Decimal, str]]:
        """The numbers of all."""
        return frozenset[tuple[Decimal, str]]().union(*(each.numbers for each in self.evidence))

    @cached_property
    def identifiers(self) -> frozenset[str]:
        """The identifiers of all, in lower case."""
        return frozenset[str]().union(*(each.identifiers for each in self.evidence))

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of all words."""
        return frozenset[str]().union(*(each.stems for each in self.evidence))

    @cached_property
    def only_logs(self) -> bool:
        """Whether nothing but reasoning logs is cited."""
        return len(self.logs) == len(self.evidence)

    def holds(self, sentence: str) -> bool:
        """Whether the sentence, squeezed, is a whole statement of the evidence."""
        return any(sentence in each.verbatim for each in self.evidence)
