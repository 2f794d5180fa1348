"""Retrieval alone, beside LangChain with Chroma: ``python -m bench.retrieval_speed [--turns N]``.

The same passages (about 10,000), the same model, the same questions, top 8. Ours is the product's
``Search.find``: embed, search meaning and words within what the asker may see, fuse, check against
the store. Theirs is ``Chroma.similarity_search`` with ``HuggingFaceEmbeddings``; its collection is
filled with vectors made before, because only asking is measured. Each side is a process of its
own; they take turns, because the machine's speed drifts.

It needs ``pip install langchain-chroma langchain-huggingface``.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bench.corpus import questions
from bench.installation import CACHE, ROOT, contents, installation
from bench.table import Row, percentile, print_table

TURNS = 3
QUESTIONS = 150
WARM = 20
THREADS = 8
K = 8


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=TURNS)
    parser.add_argument("--side", choices=sorted(SIDES), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.side:
        print(json.dumps(_measured(SIDES[options.side](options.folder))))
        return
    with installation() as folder:
        passages, _ = contents(folder)
        found: dict[str, list[dict[str, float]]] = {"ours": [], "langchain": []}
        for _ in range(options.turns):
            for side, figures in found.items():
                figures.append(_in_a_process(side, folder))
    print_table(f"retrieval alone, {passages:,} passages", _rows(found))


def _rows(found: dict[str, list[dict[str, float]]]) -> list[Row]:
    p50 = {side: percentile([one["p50_ms"] for one in found[side]], 0.5) for side in found}
    p95 = {side: percentile([one["p95_ms"] for one in found[side]], 0.5) for side in found}
    rate = {side: percentile([one["per_second"] for one in found[side]], 0.5) for side in found}
    cpu = {side: percentile([one["cpu_ms"] for one in found[side]], 0.5) for side in found}
    return [
        Row("ours: processor time a question", cpu["ours"], "ms"),
        Row("LangChain + Chroma: processor time a question", cpu["langchain"], "ms"),
        Row("ours: p50", p50["ours"], "ms", at_most=10),
        Row("ours: p95", p95["ours"], "ms"),
        Row("LangChain + Chroma: p50", p50["langchain"], "ms"),
        Row("LangChain + Chroma: p95", p95["langchain"], "ms"),
        Row("theirs / ours, p50", p50["langchain"] / p50["ours"], "times", at_least=3),
        Row(f"ours, {THREADS} threads", rate["ours"], "questions/s"),
        Row(f"LangChain + Chroma, {THREADS} threads", rate["langchain"], "questions/s"),
        Row("ours / theirs, questions/s", rate["ours"] / rate["langchain"], "times", at_least=4),
    ]


def _in_a_process(side: str, folder: Path) -> dict[str, float]:
    command = [sys.executable, "-m", __spec__.name, "--side", side, "--folder", str(folder)]
    threads = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"} if side == "ours" else {}
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, **threads},  # ours as ``bot.__main__`` sets them; theirs as they come
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def _measured(ask: Callable[[str], int]) -> dict[str, float]:
    """Return the latency of questions one by one, and the rate with ``THREADS`` threads."""
    # No question is asked twice: search keeps the vectors of texts it was asked for lately.
    distinct = sorted(set(questions()))
    asked = random.Random(7).sample(distinct, WARM + 3 * QUESTIONS + 2 * THREADS)
    for question in asked[:WARM]:
        assert ask(question) == K, question
    seconds = []
    used = time.process_time()
    for question in asked[WARM : WARM + QUESTIONS]:
        started = time.perf_counter()
        ask(question)
        seconds.append(time.perf_counter() - started)
    used = time.process_time() - used
    together = asked[WARM + QUESTIONS :]
    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(ask, together[: 2 * THREADS]))
        started = time.perf_counter()
        list(pool.map(ask, together[2 * THREADS :]))
        rate = len(together[2 * THREADS :]) / (time.perf_counter() - started)
    return {
        "p50_ms": 1000 * percentile(seconds, 0.5),
        "p95_ms": 1000 * percentile(seconds, 0.95),
        "cpu_ms": 1000 * used / QUESTIONS,
        "per_second": rate,
    }


def _ours(folder: Path) -> Callable[[str], int]:
    from bot.app import build, utc_now
    from bot.services import LOCAL_ADMIN
    from bot.settings import Settings

    search = build(Settings(data_dir=folder), progress=lambda *_: None).services.search

    def ask(question: str) -> int:
        return len(search.find(question, person=LOCAL_ADMIN, asset=None, now=utc_now(), k=K))

    return ask


def _langchain(folder: Path) -> Callable[[str], int]:
    from langchain_chroma import Chroma
    from langchain_huggingface import HuggingFaceEmbeddings

    from knowledge.index.export import weights_directory

    place = CACHE / "langchain"
    if not place.exists():
        aside = CACHE / "langchain.new"
        shutil.rmtree(aside, ignore_errors=True)
        _fill(Chroma(persist_directory=str(aside)), folder)
        aside.rename(place)
    embeddings = HuggingFaceEmbeddings(
        model_name=str(weights_directory()), encode_kwargs={"normalize_embeddings": True}
    )
    chroma = Chroma(persist_directory=str(place), embedding_function=embeddings)
    return lambda question: len(chroma.similarity_search(question, k=K))


def _fill(chroma: object, folder: Path) -> None:
    """Put the folder's passages into LangChain's collection, with the vectors we have of them."""
    from hashlib import sha256

    import numpy as np

    from bot.app import build
    from bot.settings import Settings

    with build(Settings(data_dir=folder), progress=lambda *_: None) as app:
        services = app.services
        entries = list(services.store.documents.indexable())
        keys = [sha256(entry.text.encode()).hexdigest() for entry in entries]
        known = services.store.vectors.get(services.embedder.name, keys)
    collection = chroma._collection  # type: ignore[attr-defined]  # LangChain would embed anew
    for start in range(0, len(entries), 1000):
        part = slice(start, start + 1000)
        collection.add(
            ids=[entry.passage_id for entry in entries[part]],
            documents=[entry.text for entry in entries[part]],
            embeddings=np.stack([np.frombuffer(known[key], np.float32) for key in keys[part]]),
        )


SIDES: dict[str, Callable[[Path], Callable[[str], int]]] = {"ours": _ours, "langchain": _langchain}


if __name__ == "__main__":
    main()
