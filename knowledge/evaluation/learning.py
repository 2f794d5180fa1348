"""How ranking learns: questions with known articles come in as feedback, others are asked.

Knows the format of the files and how the stream is shuffled and spoilt. The ranking is the
product's own (``knowledge.experience``), from the likeness of a question to an article's title.
The stream stands for what was reviewed (each accepted by somebody else), unless it is to count as
judgements nobody reviewed, which move little before three people agree. People ask more than they
judge: what of the stream is not judged yet was asked all the same, unless it is to be left out.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.evaluation.jsonl import BadTestSet, records
from knowledge.experience import Asker, At, Experience, Judged
from knowledge.experience.paths import Asked, Paths
from knowledge.index import Embedder, Vectors

Progress = Callable[[str, int, int], None]
POINTS = (0, 50, 150, 300, 770, 1_500, 3_000, 10_000)
"""After so many judgements the test questions are asked."""
DEEP = 3
_NOT_ASKED_BY = "nobody of the stream"


@dataclass(frozen=True)
class Said:
    """A question and the article that answers it; ``person`` "" is a new one each."""

    text: str
    article: str
    person: str = ""


@dataclass(frozen=True)
class LearningSet:
    """Titles by article id, the stream in its order, and the test questions."""

    titles: dict[str, str]
    stream: tuple[Said, ...]
    test: tuple[Said, ...]


@dataclass(frozen=True)
class Embedded:
    """The same as vectors, one a row; articles are numbers of ``titles``."""

    names: tuple[str, ...]
    titles: Vectors
    stream: Vectors
    stream_articles: NDArray[np.intp]
    people: tuple[str, ...]
    test: Vectors
    test_articles: NDArray[np.intp]


def evaluate_learning(
    articles: Path,
    stream: Path,
    test: Path,
    *,
    embedder: Embedder,
    noise: float = 0.0,
    seeds: int = 3,
    reviewed: bool = True,
    unjudged: bool = True,
    progress: Progress | None = None,
) -> dict[str, object]:
    """Return recall@1 and recall@3 after so many judgements: mean and spread over shuffles.

    ``noise``: this share of the stream names a wrong article. ``unjudged``: what comes later in the
    stream was asked by then, too. Raises ``BadTestSet``.
    """
    told = progress or (lambda _what, _done, _of: None)
    known = embedded(read_learning_set(articles, stream, test), embedder, told)
    points = [each for each in POINTS if each <= len(known.stream)]
    runs = []
    for seed in range(seeds):
        spoilt = shuffled(known, seed=seed, noise=noise)
        runs.append(list(learned(spoilt, points, reviewed=reviewed, unjudged=unjudged)))
        told("shuffles", seed + 1, seeds)
    figures = np.array(runs)
    return {
        "feedbacks": points,
        **{
            f"recall@{depth}": {
                "mean": np.round(figures[:, :, column].mean(axis=0), 4).tolist(),
                "spread": np.round(figures[:, :, column].std(axis=0), 4).tolist(),
            }
            for column, depth in enumerate((1, DEEP))
        },
        "articles": len(known.names),
        "test_questions": len(known.test),
        "shuffles": seeds,
        "noise": noise,
        "reviewed": reviewed,
        "unjudged": unjudged,
    }


def learned(
    known: Embedded, points: Sequence[int], *, reviewed: bool = True, unjudged: bool = True
) -> Iterator[tuple[float, float]]:
    """Give recall@1 and recall@3 on the test questions after each number of judgements.

    ``unjudged``: the rest of the stream was asked as well, and nobody said which article answers.
    """
    judged: list[Judged] = []
    for point in points:
        for row in range(len(judged), point):
            article = known.stream_articles[row]
            place = At(known.names[article], known.titles[article])
            judged.append(Judged(known.people[row], known.stream[row], (place,), vouched=reviewed))
        rest = map(Asked, known.people[point:], known.stream[point:]) if unjudged else ()
        experience = Experience.of(judged, Paths.between(list(rest)))
        ranks = [
            _rank(experience, vector, int(article), known)
            for vector, article in zip(known.test, known.test_articles, strict=True)
        ]
        yield float(np.mean(np.array(ranks) < 1)), float(np.mean(np.array(ranks) < DEEP))


def _rank(experience: Experience, vector: Vectors, article: int, known: Embedded) -> int:
    """Return how many articles stand before the right one."""
    scores = (known.titles @ vector).astype(np.float64)
    around = experience.around(vector, Asker(_NOT_ASKED_BY))
    if around:
        scores = scores + around.lifts(known.names, scores, known.titles)
    return int((scores > scores[article]).sum())


def shuffled(known: Embedded, *, seed: int, noise: float) -> Embedded:
    """Return the stream in another order, a share of it naming a wrong article."""
    chance = np.random.default_rng(seed)
    order = chance.permutation(len(known.stream))
    articles = known.stream_articles[order].copy()
    wrong = chance.random(len(articles)) < noise
    shift = chance.integers(1, max(2, len(known.names)), size=len(articles))
    articles[wrong] = (articles[wrong] + shift[wrong]) % len(known.names)
    people = tuple(known.people[row] for row in order)
    return replace(known, stream=known.stream[order], stream_articles=articles, people=people)


def embedded(known: LearningSet, embedder: Embedder, told: Progress) -> Embedded:
    """Return the set as vectors."""
    names = tuple(known.titles)
    number = {name: place for place, name in enumerate(names)}
    told("embedding", 0, 3)
    titles = embedder.embed(list(known.titles.values()))
    told("embedding", 1, 3)
    stream = embedder.embed([each.text for each in known.stream])
    told("embedding", 2, 3)
    test = embedder.embed([each.text for each in known.test])
    told("embedding", 3, 3)
    return Embedded(
        names=names,
        titles=titles,
        stream=stream,
        stream_articles=np.array([number[each.article] for each in known.stream]),
        people=tuple(each.person or f"new person {row}" for row, each in enumerate(known.stream)),
        test=test,
        test_articles=np.array([number[each.article] for each in known.test]),
    )


def read_learning_set(articles: Path, stream: Path, test: Path) -> LearningSet:
    """Return the set of three JSONL files. Raises ``BadTestSet`` naming file, line and remedy."""
    titles: dict[str, str] = {}
    for line, record in records(articles):
        key = _text(articles, line, record, "id")
        if key in titles:
            raise BadTestSet(f"{articles}, line {line}: id {key!r} stands twice; make it one")
        titles[key] = _text(articles, line, record, "title")
    if len(titles) < 2:
        raise BadTestSet(f"{articles} holds {len(titles)} articles; give two or more")
    return LearningSet(titles, _said(stream, titles), _said(test, titles))


def _said(path: Path, titles: dict[str, str]) -> tuple[Said, ...]:
    found = []
    for line, record in records(path):
        article = _text(path, line, record, "article")
        if article not in titles:
            raise BadTestSet(
                f"{path}, line {line}: article is {article!r}; name one of the articles' ids"
            )
        person = record.get("person") or ""
        if not isinstance(person, str):
            raise BadTestSet(f"{path}, line {line}: person is {person!r}; give an id, or leave it")
        found.append(Said(_text(path, line, record, "text"), article, person))
    if not found:
        raise BadTestSet(f"{path} holds no question; write one JSON object a line")
    return tuple(found)


def _text(path: Path, line: int, record: dict[str, object], name: str) -> str:
    value = record.get(name)
    if not isinstance(value, str) or not value.strip():
        raise BadTestSet(f"{path}, line {line}: {name} is {value!r}; give it as a string")
    return value
