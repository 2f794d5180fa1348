"""Write the month: ``python -m examples.plant.month``, or with ``--into`` all that goes with it."""

import argparse
import json
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from examples.plant.history import history
from examples.plant.month.month import month
from examples.plant.month.staff import directory
from examples.plant.month.subjects import DAYS, Subject, subjects


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
    options.into.mkdir(parents=True, exist_ok=True)
    whole = yaml.safe_dump(directory(), allow_unicode=True, sort_keys=False)
    (options.into / "people.yaml").write_text(whole, encoding="utf-8")
    _write(options.into / "recommendations.jsonl", past)
    _write(options.into / "questions.jsonl", questions)
    _write(options.into / "truth.jsonl", (_truth(each) for each in subjects()))
    return 0


def _truth(subject: Subject) -> dict[str, Any]:
    names = ("title", "truth", "document", "expert")
    return {"topic": subject.id, **{name: getattr(subject, name) for name in names}}


def _write(path: Path, records: Iterable[Any]) -> None:
    path.write_text("".join(_lines(records)), encoding="utf-8")


def _lines(records: Iterable[Any]) -> Iterable[str]:
    return (json.dumps(record, ensure_ascii=False) + "\n" for record in records)


if __name__ == "__main__":
    raise SystemExit(main())
