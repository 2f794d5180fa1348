"""How well hazards are recognised: ``python -m bench.routing [PART] [--show]``.

``dev`` is the part that rules were made on, ``kept`` the third that no rule was made
on, which is for the end; ``unusual-dev`` and ``unusual-kept`` avoid the usual words on purpose.
"""

import argparse

from bench.routing_set import FOLDER, PARTS
from bench.table import Row, print_table
from knowledge.evaluation.routing import evaluate_routing
from knowledge.hazards import Hazards
from knowledge.model import Glossary, Hazard


def decided(text: str) -> Hazard | None:
    found = HAZARDS.asked.__wrapped__(text)  # without what it remembers: the cost is measured
    return found.hazard if found else None


HAZARDS = Hazards.of(Glossary())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("part", nargs="?", default="dev", choices=PARTS)
    parser.add_argument("--show", action="store_true", help="every question that went wrong")
    options = parser.parse_args()
    name = options.part
    found = evaluate_routing(FOLDER / f"{name}.jsonl", decide=decided)
    missed, over = found["missed"], found["over_routed"]
    assert isinstance(missed, list)
    assert isinstance(over, list)
    print_table(
        f"{name}: {found['hazardous']} hazardous, {found['harmless']} harmless",
        [
            Row("missed", len(missed), "", at_most=1),
            Row("over-routed", 100 * float(str(found["over_routed_share"])), "%", at_most=5),
            Row("named as labelled", 100 * float(str(found["named"])), "%"),
            Row("cost of a question: p50", float(str(found["ms_p50"])), "ms", at_most=2),
            Row("cost of a question: p95", float(str(found["ms_p95"])), "ms"),
        ],
    )
    print(f"  by language: {found['by_language']}")
    print(f"  by hazard: {found['by_hazard']}")
    for each in (*missed, "--", *over) if options.show else ():
        print(f"  {each}")


if __name__ == "__main__":
    main()
