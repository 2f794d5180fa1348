"""How well the check of claims does on free prose: ``python -m bench.grounding``.

SummEdits (2,229 summaries of four domains, half of them edited to be wrong) in the format of
``tandem eval grounding``, beside the published figures: balanced accuracy of GPT-4 79.5-87.0, of
QAFactEval 62.4-74.4, of people 87.4-95.4 %. Nothing is chosen on this set.
"""

import json
import tempfile
from pathlib import Path

from bench.corpus import test_data
from bench.table import Row, print_table
from knowledge.evaluation.grounding import evaluate_grounding

DOMAINS = ("ectsum", "qmsumm", "samsum", "scitldr")
MEASURES = ("balanced_accuracy", "precision", "recall", "f1")


def main() -> None:
    rows: list[Row] = []
    for domain in DOMAINS:
        with tempfile.TemporaryDirectory() as folder:
            items = Path(folder) / "items.jsonl"
            items.write_text("\n".join(map(json.dumps, converted(domain))), encoding="utf-8")
            figures = evaluate_grounding(items)
        rows += [
            Row(f"{domain} {name.replace('_', ' ')}", 100 * figures[name], "%") for name in MEASURES
        ]
    balanced = [row.figure for row in rows if "balanced" in row.what]
    rows.append(Row("mean balanced accuracy", sum(balanced) / len(balanced), "%"))
    print_table("SummEdits (GPT-4 79.5-87.0, QAFactEval 62.4-74.4, people 87.4-95.4)", rows)


def converted(domain: str) -> list[dict[str, object]]:
    """Return the items of a domain: the source as evidence, the summary as answer."""
    path = test_data() / "grounding" / "summedits" / f"summedits_{domain}.json"
    return [
        {"evidence": [item["doc"]], "answer": item["summary"], "label": str(item["label"]) == "1"}
        for item in json.loads(path.read_text(encoding="utf-8"))
    ]


if __name__ == "__main__":
    main()
