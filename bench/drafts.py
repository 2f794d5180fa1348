"""Drafts: ``python -m bench.drafts [--each N]``.

Drafts every subject of the sample plant's month from its questions as they were asked, judged and
answered, and says what comes of it: how many statements hold, whether a draft rests on the document
and the place where the truth stands, what is not drafted and why, and what a draft takes.
"""

import argparse
import tempfile
import time
from collections import Counter
from pathlib import Path

from bench.table import Row, print_table
from examples.plant.month.subjects import Subject
from knowledge.curation.drafting.checking import faults
from knowledge.curation.drafting.material import Drafted, NotDrafted
from knowledge.model import Body
from tests.month import Month, plant_month

EACH = 40


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--each", type=int, default=EACH, help="questions of a subject at most")
    each = parser.parse_args().each
    with tempfile.TemporaryDirectory() as folder, plant_month(Path(folder), each=each) as month:
        started = time.perf_counter()
        made = {name: month.draft(name) for name in month.asked}
        took = (time.perf_counter() - started) / len(made)
        print_table("drafts", rows(month, made, took))


def rows(month: Month, made: dict[str, Drafted | NotDrafted], took: float) -> list[Row]:
    """Return the figures."""
    bodies = {name: one.body for name, one in made.items() if isinstance(one, Drafted)}
    statements = sum(len(body.statements) for body in bodies.values())
    false = sum(len(faults(body)) for body in bodies.values())
    written = [name for name in made if month.subjects[name].document]
    drafted = [name for name in written if name in bodies]
    right = [
        name for name in drafted if _document(month.subjects[name]) in _documents(bodies[name])
    ]
    place = [name for name in right if _at_place(month.subjects[name], bodies[name])]
    unwritten = [name for name in made if not month.subjects[name].document]
    made_up = [name for name in unwritten if name in bodies]
    why = Counter(one.why.value for one in made.values() if isinstance(one, NotDrafted))
    return [
        Row("statements", statements, ""),
        Row("  that hold", 100 * (statements - false) / statements, "%", at_least=100),
        Row("what is written down", len(written), "subjects"),
        Row("  drafted", len(drafted), "subjects"),
        Row("  from the document with the truth", len(right), "subjects"),
        Row("  from the very section", len(place), "subjects"),
        Row("what only somebody knows", len(unwritten), "subjects"),
        Row("  drafted all the same", len(made_up), "subjects"),
        *(Row(f"not drafted: {name}", count, "subjects") for name, count in why.most_common()),
        Row("one draft", 1000 * took, "ms"),
    ]


def _document(subject: Subject) -> str:
    return subject.document.split(",")[0].split()[0]


def _documents(body: Body) -> set[str]:
    return {each.document for each in body.sources}


def _at_place(subject: Subject, body: Body) -> bool:
    section = subject.document.rpartition("section ")[2]
    return any(
        each.document == _document(subject)
        and (each.section == section or each.section.startswith(f"{section}."))
        for each in body.sources
    )


if __name__ == "__main__":
    main()
