"""Write the month: ``python -m examples.plant.month``, or with ``--into`` all that goes with it.

Knows files. Does not know how questions get into Tandem (``tandem demo --month`` does it by day).
"""

import argparse
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import yaml

from examples.plant.events import Event
from examples.plant.history import history
from examples.plant.month.month import month
from examples.plant.month.staff import directory
from examples.plant.month.subjects import DAYS, Subject, subjects

Record = Mapping[str, object]


def main() -> int:
    """Print the questions as JSON lines, or write them into a folder with people and past."""
    parser = argparse.ArgumentParser(prog="python -m examples.plant.month", description=__doc__)
    parser.add_argument("--until", type=datetime.fromisoformat, default=None)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--into", type=Path, default=None, help="a folder for all of its files")
    options = parser.parse_args()
    until = (options.until or datetime.now(UTC)).replace(microsecond=0)
    try:
        past = list(history(until, DAYS, options.seed))
        questions = [each.to_json() for each in month(until, past, seed=options.seed)]
    except ValueError as bad:
        print(f"month: {bad}", file=sys.stderr)
        return 2
    if options.into is None:
        sys.stdout.writelines(_lines(questions))
        return 0
    write(options.into, past, questions)
    return 0


def write(folder: Path, past: Sequence[Event], questions: Sequence[Record]) -> None:
    """Write all that goes with the month, with its events and questions by day as well.

    Who brings in one day after the other asks no question before its recommendation was issued.
    """
    folder.mkdir(parents=True, exist_ok=True)
    whole = yaml.safe_dump(directory(), allow_unicode=True, sort_keys=False)
    (folder / "people.yaml").write_text(whole, encoding="utf-8")
    _write(folder / "truth.jsonl", [_truth(each) for each in subjects()])
    _write(folder / "recommendations.jsonl", past)
    _write(folder / "questions.jsonl", questions)
    for day in sorted({str(each["time"])[:10] for each in past}):
        (folder / "days" / day).mkdir(parents=True, exist_ok=True)
        events = [each for each in past if str(each["time"]).startswith(day)]
        asked = [each for each in questions if str(each["at"]).startswith(day)]
        _write(folder / "days" / day / "recommendations.jsonl", events)
        _write(folder / "days" / day / "questions.jsonl", asked)


def _truth(subject: Subject) -> Record:
    names = ("title", "truth", "document", "expert")
    return {"topic": subject.id, **{name: getattr(subject, name) for name in names}}


def _write(path: Path, records: Iterable[Record]) -> None:
    path.write_text("".join(_lines(records)), encoding="utf-8")


def _lines(records: Iterable[Record]) -> Iterable[str]:
    return (json.dumps(record, ensure_ascii=False) + "\n" for record in records)


if __name__ == "__main__":
    raise SystemExit(main())
