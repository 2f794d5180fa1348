"""Bringing documents in: ``python -m bench.indexing [--documents N]``.

Fresh documents through the product (read, split, stored, embedded, indexed) against the bare
embedder on the very same texts in the same run, and 10,000 passages that did not change. The two
take turns, because the machine's speed drifts.
"""

import argparse
import shutil
import time
from datetime import UTC, datetime
from pathlib import Path

from bench.corpus import write_documents
from bench.installation import CACHE, contents, document_paths, installation
from bench.table import Row, percentile, print_table
from bot.app import App, build
from bot.settings import Settings
from knowledge.index.export import ensure
from knowledge.index.onnx import OnnxEmbedder, default_directory

DOCUMENTS = 340
"""With eight sections each: about 3,600 passages."""
TURNS = 4
AGAIN = 5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=DOCUMENTS)
    options = parser.parse_args()
    product, bare, count = fresh(CACHE / "fresh", options.documents)
    with installation() as folder:
        passages, _ = contents(folder)
        unchanged = again(folder)
    rows = [
        Row(f"the product, {count:,} fresh passages", count / product, "passages/s"),
        Row("the bare embedder, the same texts", count / bare, "passages/s"),
        Row("product / bare embedder", 100 * bare / product, "%", at_least=85),
        Row(f"{passages:,} unchanged passages: p50", percentile(unchanged, 0.5), "s", at_most=2),
        Row(f"{passages:,} unchanged passages: slowest", max(unchanged), "s"),
    ]
    print_table("documents in", rows)


def fresh(folder: Path, documents: int) -> tuple[float, float, int]:
    """Return the seconds of the product, of the bare embedder, and how many passages it was."""
    shutil.rmtree(folder, ignore_errors=True)
    write_documents(folder / "all", most=documents)
    files = sorted((folder / "all").iterdir())
    embedder = OnnxEmbedder(ensure(default_directory()))  # the product's remembers texts
    product = bare = 0.0
    known: set[str] = set()
    with _opened(folder / "data") as app:
        for turn in range(TURNS):
            product += _ingested(app, files[turn::TURNS], folder / f"part{turn}")
            entries = app.services.store.documents.indexable()
            texts = {entry.passage_id: entry.text for entry in entries}
            new = [text for passage, text in texts.items() if passage not in known]
            known |= set(texts)
            started = time.perf_counter()
            embedder.embed(new)
            bare += time.perf_counter() - started
    shutil.rmtree(folder)
    return product, bare, len(known)


def again(folder: Path) -> list[float]:
    """Return the seconds of ingesting what the folder holds once more, several times."""
    seconds = []
    with _opened(folder) as app:
        params = {"paths": document_paths(), "audience": ["everyone"]}
        for _ in range(AGAIN):
            started = time.perf_counter()
            report = app.perform("ingest_documents", params, _tell_nobody)
            seconds.append(time.perf_counter() - started)
            if report["ingested"]:
                raise SystemExit(f"something was new: {report['ingested']}")
    return seconds


def _opened(folder: Path) -> App:
    folder.mkdir(parents=True, exist_ok=True)
    return build(Settings(data_dir=folder), progress=_tell_nobody)


def _ingested(app: App, files: list[Path], part: Path) -> float:
    part.mkdir()
    for file in files:
        file.rename(part / file.name)
    started = time.perf_counter()
    report = app.perform(
        "ingest_documents", {"paths": [str(part)], "audience": ["everyone"]}, _tell_nobody
    )
    seconds = time.perf_counter() - started
    if report["refused"]:
        raise SystemExit(f"documents were refused at {datetime.now(UTC)}: {report['refused']}")
    return seconds


def _tell_nobody(what: str, done: int, of: int) -> None:
    """Progress that nobody watches."""


if __name__ == "__main__":
    main()
