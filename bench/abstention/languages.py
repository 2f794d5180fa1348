"""What becomes of the month's questions in each language: ``python -m bench.abstention.languages``.

English documents, asked in eight languages. Knows how answers are judged (``month``). ``--show``
prints what became of each question of the half that things are chosen on; of the other half only
the figures are looked at.
"""

import argparse
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from bench.abstention.month import answered, came, month_asked
from knowledge.tongue import ENGLISH

HALVES = ("chosen on", "other half")
Came = Counter[tuple[bool, str]]
"""How often what came of a question, by whether the documents answer it."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--english", action="store_true", help="also the questions in English")
    parser.add_argument("--show", metavar="CODE", help="each question of a language, one half only")
    options = parser.parse_args()
    counts: dict[tuple[int, str], Came] = {}
    spent: list[float] = []
    with tempfile.TemporaryDirectory() as folder, month_asked(Path(folder)) as (sources, known):
        for one in known:
            if one.language == ENGLISH and not options.english:
                continue
            started = time.perf_counter()
            found = answered(one, sources)
            spent.append(time.perf_counter() - started)
            what = came(one, found)
            if one.language == options.show and not one.half:
                print(f"{what:20} {one.asked.text}\n{'':20} {found.note}  {one.places}")
            every = "English" if one.language == ENGLISH else "all others"
            for language in (one.language, every):
                counted = counts.setdefault((one.half, language), Counter())
                counted[bool(one.places), what] += 1
    for (half, language), counted in sorted(counts.items()):
        print(f"{HALVES[half]:11} {language:10} {told(counted)}")
    print(f"{len(spent)} questions, {sorted(spent)[len(spent) // 2] * 1000:.1f} ms each (median)")


def told(counted: Mapping[tuple[bool, str], int]) -> str:
    """Return what became of some questions in a line; of what nothing answers, what was said."""
    can = {what: count for (side, what), count in counted.items() if side}
    cannot = {what: count for (side, what), count in counted.items() if not side}
    right, wrong = _sum(can, "right"), _sum(can, "wrong")
    shares = [
        f"{name} {_sum(can, name) / max(1, sum(can.values())):4.0%}"
        for name in ("right", "wrong", "refused", "asked back")
    ]
    of_answered = wrong / max(1, right + wrong)
    return (
        f"{sum(can.values()):4} with an answer: {', '.join(shares)}; wrong of answered "
        f"{of_answered:.0%}, in full {can.get('wrong', 0) / max(1, sum(can.values())):.0%}; "
        f"{sum(cannot.values()):3} without: answered in full {cannot.get('answered', 0)}, "
        f"in doubt {cannot.get('answered in part', 0)}, routed {counted[True, 'routed']}"
        f" and {counted[False, 'routed']}"
    )


def _sum(counts: Mapping[str, int], start: str) -> int:
    return sum(count for what, count in counts.items() if what.startswith(start))


if __name__ == "__main__":
    main()
