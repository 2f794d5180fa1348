"""Articles: ``python -m bench.articles [--kept N]``.

What a question, the list, an article's page, an act and the look for what has changed cost with so
many published articles on the sample plant (SQLite), and what a question costs more than without
any.
"""

import argparse
import tempfile
from collections.abc import Iterator
from functools import partial
from itertools import cycle, islice
from pathlib import Path

from bench.corrections import timed
from bench.table import Row, percentile, print_table
from bot import articles
from knowledge import access
from knowledge.grounding import sentences
from knowledge.model import (
    ArticleAct,
    ArticleStep,
    Body,
    EvidenceKind,
    Passage,
    Person,
    Revision,
    Source,
    SourceKind,
    Statement,
)
from tests.plant import NOW, SamplePlant, sample_plant

KEPT = 1_000
TIMES = 300
HOW = "How do I clean the moisture sensor?"
WHAT = "what must I do when a sensor is fouled?"
LINE_4 = "northfield/snacks/seasoning/line-4"
_ON = NOW.date()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kept", type=int, default=KEPT)
    kept = parser.parse_args().kept
    with (
        tempfile.TemporaryDirectory() as folder,
        tempfile.TemporaryDirectory() as other,
        sample_plant(Path(folder)) as plant,
        sample_plant(Path(other)) as without,
    ):
        operator, engineer, second = (_person(plant, each) for each in ("p-001", "p-016", "p-017"))
        for body in islice(bodies(plant), kept):
            one = plant.store.articles.add(body, at=NOW, by=engineer.id)
            step = ArticleStep(ArticleAct.VALIDATED, NOW, 1, second.id)
            plant.store.articles.step(one, step)
        plant.search.synchronise()
        sources = plant.assistant.sources()
        shown = plant.store.articles.get("KB-1")
        assert shown is not None
        acts = timed(partial(unpublish_and_back, plant, engineer), 20)
        ms = {
            "the list of an operator": partial(access.articles, plant.store, operator),
            "the list of an engineer": partial(access.articles, plant.store, engineer),
            "an article for its page": partial(
                articles.told, sources, shown, reader=engineer, now=NOW
            ),
            "the look for what has changed under all": partial(
                articles.keep_up, plant.store, now=NOW
            ),
        }
        rows = [
            Row(f"{name}: p50", 1000 * percentile(timed(work, 15), 0.5), "ms")
            for name, work in ms.items()
        ]
        rows.append(Row("an act that search follows: p50", 1000 * percentile(acts, 0.5), "ms"))
        for text in (HOW, WHAT):
            answer = plant.assistant.aside(operator, text, now=NOW)
            of_them = sum(each.kind is EvidenceKind.ARTICLE for each in answer.evidence)
            name = f"“{text}”, cites {of_them}, more than without articles: p50"
            rows.append(Row(name, cost(plant, without, operator, text), "ms", at_most=3))
        print_table(f"{kept:,} published articles, milliseconds of processor time", rows)


def bodies(plant: SamplePlant) -> Iterator[Body]:
    """Give articles without end, each resting on a passage of the plant's procedures."""
    held = [
        (revision, passage)
        for revision in plant.store.documents.revisions()
        if plant.store.documents.revision_of(revision.number, on=_ON) == revision
        for passage in plant.store.documents.neighbours(revision.id)
    ]
    for place, (revision, passage) in enumerate(cycle(held)):
        yield _body(place, revision, passage)


def _body(place: int, revision: Revision, passage: Passage) -> Body:
    said = [each for each in sentences(passage.text) if len(each) < 900][:3] or [passage.text[:900]]
    source = Source(
        "S1", SourceKind.PASSAGE, passage.id, passage.text, revision.number, revision.revision,
        passage.section, revision.audience,
    )  # fmt: skip
    heading = passage.heading_path[-1] if passage.heading_path else revision.title
    return Body(
        f"{heading} ({place})",
        (f"what of {heading} in case {place}?", f"how is {heading} done on shift {place}?"),
        tuple(Statement(each, ("S1",)) for each in said),
        sources=(source,),
        scope=(LINE_4,),
        owner="process-engineering",
        audience=revision.audience,
    )


def unpublish_and_back(plant: SamplePlant, engineer: Person) -> None:
    """Take an article out of answers and back, which search follows each time."""
    sources = plant.assistant.sources()
    articles.unpublish(sources, engineer, "KB-2", reason="to see", now=NOW)
    articles.publish(sources, engineer, "KB-2", now=NOW)


def cost(plant: SamplePlant, without: SamplePlant, person: Person, text: str) -> float:
    """Return the milliseconds that a question costs more than in the plant without articles."""
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(TIMES):  # in turn, so that what else the machine does falls on both
        for each, times in zip((plant, without), taken, strict=True):
            times += timed(partial(each.assistant.aside, person, text, now=NOW), 1)
    more, less = (1000 * percentile(times, 0.5) for times in taken)
    return more - less


def _person(plant: SamplePlant, person_id: str) -> Person:
    found = plant.store.directory.load().person(person_id)
    assert found is not None
    return found


if __name__ == "__main__":
    main()
