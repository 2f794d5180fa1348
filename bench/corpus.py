"""Real texts as controlled documents: what a plant with some 10,000 passages would hold.

Knows the public retrieval sets below the test data, and how to write their texts as Markdown
with front matter for different teams. Does not know how they are ingested.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

ROOT = Path(__file__).parents[1]
SETS = (
    "retrieval/scifact",
    "abstention/mtragun",
    "retrieval/emanual_s10",
    "retrieval/alert_runbook_prom",
    "retrieval/covidfaq",
)
ASKED_OF = SETS[:1] + SETS[2:]
"""The sets whose questions stand alone."""
SECTIONS = 8
AUDIENCES = (
    "everyone",
    "seasoning-line-3",
    "seasoning-line-4",
    "packaging",
    "utilities",
    "quality",
    "process-engineering",
    "seasoning-line-3, seasoning-line-4",
    "packaging, utilities",
    "quality, process-engineering",
)


@dataclass(frozen=True)
class Text:
    """One text of a set, with its title."""

    title: str
    body: str


def test_data() -> Path:
    """Return the folder of the public data sets.

    Raises ``SystemExit`` with the remedy when it is not there.
    """
    folder = Path(os.environ.get("TANDEM_TEST_DATA", ROOT.parent / "shared" / "data"))
    if not (folder / SETS[0] / "corpus.jsonl").is_file():
        raise SystemExit(f"{folder} holds no {SETS[0]}: set TANDEM_TEST_DATA to the data sets.")
    return folder


def texts(name: str) -> Iterator[Text]:
    """Yield the texts of a set."""
    for entry in _lines(test_data() / name / "corpus.jsonl"):
        title = " ".join(str(entry["title"]).split())
        yield Text(title or " ".join(str(entry["text"]).split()[:8]), str(entry["text"]).strip())


def questions() -> list[str]:
    """Return the questions people asked of these texts."""
    data = test_data()
    found = [str(one["text"]) for name in ASKED_OF for one in _lines(data / name / "queries.jsonl")]
    return [question for question in found if len(question) > len("what now?")]


def write_documents(folder: Path, *, most: int | None = None) -> int:
    """Write the texts as documents of ``SECTIONS`` sections; return how many documents.

    ``most``: stop after so many documents.
    """
    folder.mkdir(parents=True, exist_ok=True)
    documents = list(islice(_documents(), most))
    for name, document in documents:
        (folder / f"{name}.md").write_text(document, encoding="utf-8")
    return len(documents)


def _documents() -> Iterator[tuple[str, str]]:
    audiences = cycle(AUDIENCES)
    number = 0
    for name in SETS:
        rest = texts(name)
        while sections := list(islice(rest, SECTIONS)):
            number += 1
            yield f"REF-{number:04d}", _document(f"REF-{number:04d}", sections, next(audiences))


def _document(number: str, sections: list[Text], audience: str) -> str:
    title = json.dumps(f"{sections[0].title} and other matters", ensure_ascii=False)
    parts = [
        f"---\nnumber: {number}\ntitle: {title}\nrevision: A\nstatus: approved\n"
        f"effective_from: 2026-01-05\nowner: Process Engineering\naudience: [{audience}]\n---"
    ]
    for place, section in enumerate(sections, start=1):
        parts.append(f"## {place} {section.title}\n\n{section.body}")
    return "\n\n".join(parts) + "\n"


def _lines(path: Path) -> Iterator[dict[str, object]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
