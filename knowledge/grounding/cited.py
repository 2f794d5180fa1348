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
from knowledge.grounding.statements import WORD, Statement, squeezed, statements, stem
from knowledge.model import Evidence, EvidenceKind

_CLAUSE = re.compile(r":\s+")


@dataclass(frozen=True, eq=False)
class Read:
    """One evidence, read as far as it is asked. ``text``: all it states; ``body``: its own text."""

    label: str
    text: str
    body: str
    logged: bool

    @cached_property
    def said(self) -> tuple[Statement, ...]:
        """The sentences and lines of its own text."""
        return statements(self.body, logged=self.logged)

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """What it states, clause by clause, and the facts of its document."""
        own = self.said if self.logged else _clauses(self.said)
        return (*own, *self.facts)

    @cached_property
    def facts(self) -> tuple[Statement, ...]:
        """The facts of its document, its headings among them."""
        return statements(self.text.split("\n", 1)[0])

    @cached_property
    def log(self) -> Log | None:
        """The reasoning log that it is, if it is one."""
        return read_log(self.body) if self.logged else None

    @cached_property
    def written(self) -> frozenset[tuple[Decimal, str]]:
        """The numbers as they are written one by one."""
        return numbers_in(self.text)

    @cached_property
    def numbers(self) -> frozenset[tuple[Decimal, str]]:
        """The numbers, with the units that stand in the heads and cells of tables."""
        return self.written.union(*map(_numbers, self.said))

    @cached_property
    def table(self) -> frozenset[tuple[Decimal, str]]:
        """The numbers in rows of tables."""
        rows = (_numbers(each) for each in self.said if " | " in each.text)
        return frozenset[tuple[Decimal, str]]().union(*rows)

    @cached_property
    def said_numbers(self) -> frozenset[Decimal]:
        """The numbers said in words."""
        return frozenset(value for _, value in words_for_numbers(self._simple))

    @cached_property
    def moments(self) -> tuple[str, ...]:
        """The dates and times."""
        return moments_in(self._simple)

    @cached_property
    def identifiers(self) -> frozenset[str]:
        """The identifiers, in lower case."""
        return frozenset(match[0].casefold() for match in IDENTIFIER.finditer(self._simple))

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of all words."""
        return frozenset(stem(word) for word in WORD.findall(self._simple.casefold()))

    @cached_property
    def verbatim(self) -> frozenset[str]:
        """The sentences and lines for comparing verbatim."""
        return frozenset(each.squeezed for each in self.said)

    @cached_property
    def _simple(self) -> str:
        return plain(self.text)


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
    return Read(label, known, text, logged)


def _numbers(each: Statement) -> frozenset[tuple[Decimal, str]]:
    return frozenset((figure.values[0], figure.unit) for figure in each.figures)


def _clauses(said: tuple[Statement, ...]) -> Iterator[Statement]:
    """Yield the statements, cut where a colon starts another: each has its own negation."""
    for each in said:
        pieces = _CLAUSE.split(each.text)
        if len(pieces) == 1:
            yield each
        else:
            yield from (Statement(piece) for piece in pieces if piece.strip())


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
    def written(self) -> frozenset[tuple[Decimal, str]]:
        """The numbers of all as they are written one by one."""
        return frozenset[tuple[Decimal, str]]().union(*(each.written for each in self.evidence))

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
    def headings(self) -> frozenset[str]:
        """The stems of the titles and headings it stands under."""
        return frozenset[str]().union(*(each.stems for one in self.evidence for each in one.facts))

    @cached_property
    def only_logs(self) -> bool:
        """Whether nothing but reasoning logs is cited."""
        return len(self.logs) == len(self.evidence)

    def holds(self, sentence: str) -> bool:
        """Whether the sentence, squeezed, is a whole statement of the evidence."""
        return any(sentence in each.verbatim for each in self.evidence)
