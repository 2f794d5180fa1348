"""How well questions are gathered into topics, on questions whose topic is known.

Knows the format of the questions and what is counted. The mining is the product's own
(``knowledge.curation.topics``); it is not told how many topics there are.
"""

import time
from collections.abc import Callable
from pathlib import Path

from knowledge.curation.topics.likeness import Question
from knowledge.curation.topics.miner import Miner
from knowledge.evaluation.jsonl import BadTestSet, records
from knowledge.evaluation.partitions import accuracy, adjusted_rand, crossed, mutual_information
from knowledge.index import Embedder, Vector

Progress = Callable[[str, int, int], None]
_STEP = 100


def evaluate_topics(
    questions: Path, *, embedder: Embedder, progress: Progress | None = None
) -> dict[str, float]:
    """Return the measures after the last consolidation, and ``nmi_at_once`` as first assigned.

    ``ms_per_question`` is all mining over all questions, consolidation included; their vectors,
    which answering needs as well, are made before. Raises ``BadTestSet``.
    """
    told = progress or (lambda _what, _done, _of: None)
    known = read_questions(questions)
    texts = [text for text, _ in known]
    vectors: list[Vector] = []
    for start in range(0, len(texts), _STEP):
        vectors.extend(embedder.embed(texts[start : start + _STEP]))
        told("embedding", len(vectors), len(texts))
    miner = Miner(embedder.dimensions)
    at_once, handfuls = [], []
    started = time.perf_counter()
    for done, (text, vector) in enumerate(zip(texts, vectors, strict=True), start=1):
        handfuls.append(miner.add(Question(text, vector)))
        at_once.append(miner.topic_of(handfuls[-1]))
        told("mining", done, len(texts))
    miner.part()
    seconds = time.perf_counter() - started
    labels = [label for _, label in known]
    table = crossed([miner.topic_of(each) for each in handfuls], labels)
    figures = {
        "nmi": mutual_information(table),
        "ari": adjusted_rand(table),
        "accuracy": accuracy(table),
        "nmi_at_once": mutual_information(crossed(at_once, labels)),
    }
    rounded = {name: round(value, 4) for name, value in figures.items()}
    spent = round(1000 * seconds / len(known), 3)
    return rounded | {"topics": len(table), "ms_per_question": spent}


def read_questions(path: Path) -> list[tuple[str, str]]:
    """Return (text, label) of a JSONL file, in stream order: ``{"text", "label"}`` a line.

    Raises ``BadTestSet`` naming file, line, value and remedy.
    """
    questions = []
    for line, record in records(path):
        text, label = record.get("text"), record.get("label")
        if not isinstance(text, str) or not text.strip():
            raise BadTestSet(f"{path}, line {line}: text is {text!r:.60}; give the question")
        if not isinstance(label, str | int) or isinstance(label, bool):
            raise BadTestSet(f"{path}, line {line}: label is {label!r:.60}; give its topic's name")
        questions.append((text, str(label)))
    if not questions:
        raise BadTestSet(f"{path} holds no question; write one JSON object a line")
    return questions
