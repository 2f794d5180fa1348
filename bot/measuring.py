"""Measuring the product on somebody's own data, from the command line.

Knows where the model is and that measuring uses a scratch folder, never the data folder. Does not
know measures (``knowledge.evaluation``).
"""

import json
import tempfile
from pathlib import Path

from bot.app import embedder_of
from bot.owner import CommandFailed, Progress, Result
from bot.settings import Settings
from knowledge.answerability import Answerability
from knowledge.evaluation.grounding import evaluate_grounding
from knowledge.evaluation.jsonl import BadTestSet
from knowledge.evaluation.learning import evaluate_learning
from knowledge.evaluation.retrieval import evaluate_retrieval
from knowledge.evaluation.topics import evaluate_topics


def measure_retrieval(
    settings: Settings, corpus: Path, queries: Path, qrels: Path, *, progress: Progress
) -> Result:
    """Return the measures of search on a corpus in the BEIR format.

    Raises ``CommandFailed`` when a file is not in that format.
    """
    embedder = embedder_of(settings, progress)
    with tempfile.TemporaryDirectory(prefix="tandem-eval-") as scratch:
        try:
            return dict(
                evaluate_retrieval(
                    corpus,
                    queries,
                    qrels,
                    embedder=embedder,
                    scratch=Path(scratch),
                    progress=progress,
                )
            )
        except BadTestSet as error:
            raise CommandFailed(f"{error}.") from error


def read_items(path: Path) -> list[dict[str, object]]:
    """Return the questions of ``items.jsonl``, each with its class.

    Raises ``CommandFailed`` naming the line, the field and the remedy.
    """
    classes = [each.value for each in Answerability]
    items = []
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").split("\n"), start=1):
        if not line.strip():
            continue
        try:
            item = json.loads(line)
        except ValueError as problem:
            raise CommandFailed(f"{path}, line {number}: not JSON ({problem}).") from problem
        if not isinstance(item, dict) or not isinstance(item.get("text"), str):
            raise CommandFailed(f"{path}, line {number}: text is missing; give the question.")
        if item.get("answerability") not in classes:
            raise CommandFailed(
                f"{path}, line {number}: answerability is {item.get('answerability')!r}; "
                f"write one of {', '.join(classes)}."
            )
        earlier = item.get("earlier", [])
        if not isinstance(earlier, list) or not all(isinstance(each, str) for each in earlier):
            raise CommandFailed(
                f"{path}, line {number}: earlier is {earlier!r}; give a list of questions."
            )
        items.append(item)
    if not items:
        raise CommandFailed(f"{path} holds no question; write one JSON object a line.")
    return items


def measure_grounding(items: Path, *, progress: Progress) -> Result:
    """Return the measures of the check of claims on items with known labels.

    Raises ``CommandFailed`` when the file is not in that format.
    """
    try:
        return dict(evaluate_grounding(items, progress=progress))
    except BadTestSet as error:
        raise CommandFailed(f"{error}.") from error


def measure_topics(settings: Settings, questions: Path, *, progress: Progress) -> Result:
    """Return the measures of gathering questions into topics, on questions of known topics.

    Raises ``CommandFailed`` when the file is not in that format.
    """
    embedder = embedder_of(settings, progress)
    try:
        return dict(evaluate_topics(questions, embedder=embedder, progress=progress))
    except BadTestSet as error:
        raise CommandFailed(f"{error}.") from error


def measure_learning(
    settings: Settings,
    articles: Path,
    stream: Path,
    test: Path,
    *,
    noise: float,
    seeds: int,
    reviewed: bool,
    unjudged: bool,
    progress: Progress,
) -> Result:
    """Return how well questions find their article after more and more feedback.

    Raises ``CommandFailed`` when a file is not in its format.
    """
    embedder = embedder_of(settings, progress)
    try:
        return evaluate_learning(
            articles,
            stream,
            test,
            embedder=embedder,
            noise=noise,
            seeds=seeds,
            reviewed=reviewed,
            unjudged=unjudged,
            progress=progress,
        )
    except BadTestSet as error:
        raise CommandFailed(f"{error}.") from error
