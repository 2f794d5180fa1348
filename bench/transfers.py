"""Whom an article helps elsewhere: ``python -m bench.transfers``.

The sample plant's month and its recommendations, an article of each subject, and a truth judged by
hand (``transfer_truth.yaml``). Beside it: offering by equipment alone, or to whoever asked once.
Odd subjects were looked at when the rule was chosen; the even ones are reported.
"""

import argparse
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import yaml

from bench.table import Row, print_table
from bot.transfers.figures import known_assets, works_of
from examples.plant.history import history
from examples.plant.month.month import month
from examples.plant.month.places import PLACES
from examples.plant.month.subjects import DAYS, Subject, subjects
from knowledge.curation.transfer import Insight, Work, insight_of, likely
from knowledge.ingest.control import fields_of, read_control, taken_off
from knowledge.ingest.directory import read_directory
from knowledge.ingest.events import ingest_events
from knowledge.learning.floor import Floor
from knowledge.model import (
    EVERYONE,
    Article,
    ArticleAct,
    ArticleState,
    ArticleStep,
    Audience,
    Body,
    Directory,
    Source,
    SourceKind,
    Statement,
    shared_audience,
)
from knowledge.store import Store

HERE = Path(__file__).parent
PLANT = HERE.parent / "examples" / "plant"
NOW = datetime(2026, 11, 20, 14, 10, tzinfo=UTC)
OVERSEER = "process-engineering"


@dataclass(frozen=True)
class Case:
    """An article and the teams it helps."""

    insight: Insight
    helps: frozenset[str]


Offers = Callable[[Insight], frozenset[str]]


def main() -> None:
    argparse.ArgumentParser(description=__doc__).parse_args()
    directory = read_directory(PLANT / "people.yaml")
    works = _works(directory)
    for half, place in (("chosen on (odd subjects)", 1), ("reported on (even subjects)", 0)):
        cases = _cases(works, directory, place)
        rows = _rows("by the rule", cases, _by_rule(works, directory))
        rows += _rows("same equipment alone", cases, _by_equipment(works))
        rows += _rows("asked once", cases, _by_asking(works))
        wrong = sum(_kept_wrongly(each, works, directory) for each in cases)
        rows.append(Row("offers to a team that may not see a source", wrong, "offers", at_most=0))
        print_table(f"whom {len(cases)} articles help, {half}", rows)


def _works(directory: Directory) -> Mapping[str, Work]:
    past = list(history(NOW, DAYS, seed=1))
    asked: defaultdict[str, Counter[int]] = defaultdict(Counter)
    numbers = {each.id: number for number, each in enumerate(subjects())}
    for each in month(NOW, past):
        if each.topic is not None:
            asked[each.team][numbers[each.topic]] += 1
    with (
        tempfile.TemporaryDirectory() as folder,
        Store.open(f"sqlite:///{folder}/tandem.db") as store,
    ):
        store.directory.replace(directory)
        ingest_events(past, store=store, now=NOW)
        return works_of(store, directory, asked=asked, floor=Floor(), now=NOW)


def _cases(works: Mapping[str, Work], directory: Directory, half: int) -> list[Case]:
    truth = yaml.safe_load((HERE / "transfer_truth.yaml").read_text(encoding="utf-8"))
    known, audiences = known_assets(directory), _audiences()
    asked = {
        number: sum(each.asked.get(number, 0) for each in works.values())
        for number in range(len(subjects()))
    }
    return [
        Case(
            insight_of(
                _article(subject, number, audiences),
                origin=truth[subject.id]["from"],
                known=known,
                about=_units_at(subject, known),
                moves=_moves(subject),
                asked=asked[number],
            ),
            frozenset(truth[subject.id]["helps"]),
        )
        for number, subject in enumerate(subjects())
        if subject.id in truth and number % 2 == half
    ]


def _article(subject: Subject, number: int, audiences: Mapping[str, Audience]) -> Article:
    document, _, section = subject.document.partition(", ")
    name, _, revision = document.partition(" ")
    audience = audiences[name] if name else EVERYONE
    kind = SourceKind.PASSAGE if name else SourceKind.REPLY
    source = Source("S1", kind, subject.id, subject.truth, name, revision, section, audience)
    body = Body(
        title=subject.title,
        wordings=tuple(subject.wordings["en"][:5]),
        answer=(Statement(subject.truth, ("S1",)),),
        sources=(source,),
        scope=PLACES[subject.at],
        owner=OVERSEER,
        audience=shared_audience([audience]),
    )
    steps = (ArticleStep(ArticleAct.VALIDATED, NOW, 1, "p-016"),)
    return Article(f"KB-{number + 1}", ArticleState.VALIDATED, 1, body, steps, topic=number)


def _units_at(subject: Subject, known: set[str]) -> list[str]:
    return [each for each in PLACES[subject.at] if each in known]


def _moves(subject: Subject) -> list[str]:
    told = {
        "drum speed": ["drum speed setpoint-", "drum speed setpoint+"],
        "seal temperature": ["seal temperature setpoint+", "seal temperature setpoint-"],
    }
    return told.get(subject.about or "", [])


def _audiences() -> dict[str, Audience]:
    """Return who may see each document of the sample plant, by its number."""
    found: dict[str, Audience] = {}
    for path in sorted((PLANT / "sops").iterdir()):
        text = path.read_text(encoding="utf-8") if path.suffix in (".md", ".yaml") else ""
        fields = taken_off(text)[0] if path.suffix == ".md" else fields_of(text, path.name)
        control = read_control(fields)
        if control.number:
            found[control.number] = control.audience or frozenset()
    return found


def _by_rule(works: Mapping[str, Work], directory: Directory) -> Offers:
    def offers(insight: Insight) -> frozenset[str]:
        found = likely(insight, works.values(), directory=directory)
        return frozenset(each.team for each in found)

    return offers


def _by_equipment(works: Mapping[str, Work]) -> Offers:
    def offers(insight: Insight) -> frozenset[str]:
        alike = {team for team, work in works.items() if insight.classes & work.units.keys()}
        return frozenset(alike) - {insight.origin}

    return offers


def _by_asking(works: Mapping[str, Work]) -> Offers:
    def offers(insight: Insight) -> frozenset[str]:
        asked = {team for team, work in works.items() if work.asked.get(insight.topic or -1)}
        return frozenset(asked) - {insight.origin}

    return offers


def _rows(name: str, cases: Sequence[Case], offers: Offers) -> list[Row]:
    made = [(offers(each.insight), each.helps) for each in cases]
    right = sum(len(told & helps) for told, helps in made)
    told, helps = sum(len(each) for each, _ in made), sum(len(each) for _, each in made)
    return [
        Row(f"precision, {name}", right / told, ""),
        Row(f"recall, {name}", right / helps, ""),
        Row(f"offers an article, {name}", told / len(cases), ""),
    ]


def _kept_wrongly(case: Case, works: Mapping[str, Work], directory: Directory) -> int:
    """Count offers that are open although the team may not see a source."""
    return sum(
        not each.hidden and not all(_sees(each.team, s.audience) for s in case.insight.sources)
        for each in likely(case.insight, works.values(), directory=directory)
    )


def _sees(team: str, audience: Audience) -> bool:
    return audience == EVERYONE or team in audience


if __name__ == "__main__":
    main()
