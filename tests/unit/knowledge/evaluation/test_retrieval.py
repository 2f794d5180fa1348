"""Measuring retrieval: BEIR files are checked, and the product's own pipeline is measured."""

from pathlib import Path

import pytest

from knowledge.evaluation.beir import BadTestSet, read_retrieval_set
from knowledge.evaluation.retrieval import evaluate_retrieval
from tests.unit.knowledge.index.entries import WordCountEmbedder

CORPUS = """{"_id": "d1", "title": "Drum", "text": "# Drum\\n\\nReduce the drum speed to 38 rpm."}
{"_id": "d2", "title": "Sealer", "text": "Set the sealer temperature."}
{"_id": 3, "text": "Blow down the boiler."}
"""
QUERIES = """{"_id": "q1", "text": "drum speed"}
{"_id": "q2", "text": "boiler"}
{"_id": "q3", "text": "nobody judged this"}
"""
QRELS = "query-id\tcorpus-id\tscore\nq1\td1\t1\nq2\t3\t2\nq9\td1\t1\n"


def files(folder: Path, **changed: str) -> tuple[Path, Path, Path]:
    texts = {"corpus": CORPUS, "queries": QUERIES, "qrels": QRELS} | changed
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder / "corpus", folder / "queries", folder / "qrels"


def test_what_is_found_first_measures_one(tmp_path: Path) -> None:
    told: list[str] = []
    measured = evaluate_retrieval(
        *files(tmp_path),
        embedder=WordCountEmbedder(),
        scratch=tmp_path / "scratch",
        progress=lambda what, _done, _of: told.append(what),
    )
    assert list(measured) == [
        "ndcg@10", "recall@5", "recall@10", "mrr@10",
        "index_seconds", "query_p50_ms", "query_p95_ms",
    ]  # fmt: skip
    assert [measured[name] for name in list(measured)[:4]] == [1, 1, 1, 1]
    assert measured["query_p95_ms"] >= measured["query_p50_ms"] > 0
    assert set(told) == {"storing", "indexing", "asking"}


def test_queries_nobody_judged_are_skipped(tmp_path: Path) -> None:
    assert list(read_retrieval_set(*files(tmp_path)).queries) == ["q1", "q2"]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"corpus": CORPUS + '{"_id": "d4", "text"'}, "corpus, line 4: not JSON"),
        ({"corpus": CORPUS + "[1]"}, "corpus, line 4: '[1]' is no JSON object"),
        ({"corpus": CORPUS + '{"_id": "d4", "text": 5}'}, "line 4: text is 5"),
        ({"corpus": CORPUS + '{"text": "x"}'}, "line 4: _id is None"),
        ({"corpus": CORPUS + '{"_id": "d1", "text": "x"}'}, "_id 'd1' stands twice"),
        ({"corpus": "\n"}, "holds no document"),
        ({"queries": '{"_id": "q1"}'}, "queries, line 1: text is None"),
        ({"qrels": QRELS + "q1 d1 1\n"}, "qrels, line 5: 'q1 d1 1' is not"),
        ({"qrels": "h\th\th\nq7\td1\t1\n"}, "no relevant document for any query"),
    ],
)
def test_a_bad_file_is_refused_by_file_line_value_and_remedy(
    tmp_path: Path, changed: dict[str, str], said: str
) -> None:
    with pytest.raises(BadTestSet) as refused:
        read_retrieval_set(*files(tmp_path, **changed))
    assert said in str(refused.value)


def test_a_missing_file_or_another_encoding_is_said(tmp_path: Path) -> None:
    corpus, queries, qrels = files(tmp_path)
    with pytest.raises(BadTestSet, match="cannot be read"):
        read_retrieval_set(tmp_path / "nothing", queries, qrels)
    corpus.write_bytes("\ufeffé".encode("utf-16"))
    with pytest.raises(BadTestSet, match="not UTF-8"):
        read_retrieval_set(corpus, queries, qrels)
