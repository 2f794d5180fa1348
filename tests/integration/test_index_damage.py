"""The index is a cache: whatever happens to its files, search works after the next start.

Each start is a process of its own, because Chroma's native code may end the process that reads
damaged files.
"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

START = """
import shutil, sys
from datetime import UTC, datetime
from pathlib import Path
from knowledge.index import IndexDamaged
from knowledge.index.chroma import ChromaIndex
from knowledge.index.words import Words
from knowledge.model import EVERYONE, Passage, Person, Revision, RevisionStatus
from knowledge.search import Search
from knowledge.store import FileRecord, Store
from tests.unit.knowledge.index.entries import WordCountEmbedder

NOW = datetime(2026, 11, 20, tzinfo=UTC)
folder, documents = Path(sys.argv[1]), int(sys.argv[2])
store = Store.open(f"sqlite:///{folder / 'tandem.db'}")
if not store.documents.revisions():
    for number in range(documents):
        revision = Revision(f"r{number}", f"SOP-{number}", f"Procedure {number}", "A",
                            RevisionStatus.APPROVED, f"{number}.md", f"{number}", NOW,
                            audience=EVERYONE)
        passages = [Passage(f"r{number}/{n}", revision.id, n, (), "", None,
                            f"valve{number} step{n} of the procedure") for n in range(50)]
        store.documents.save(revision, passages,
                             FileRecord(revision.path, 1, 1, f"{number}", "ingested", "", f"r{number}"))
embedder = WordCountEmbedder()
try:
    index = ChromaIndex(folder / "vectors", embedder)
except IndexDamaged as damage:
    print("damaged:", damage)
    shutil.rmtree(folder / "vectors")
    index = ChromaIndex(folder / "vectors", embedder)
search = Search(embedder=embedder, passages=index, words=Words(folder / "words"), store=store)
print("synchronising", flush=True)
report = search.synchronise()
print("report", report)
person = Person("p", "P", sees_all=True)
for number in range(documents):
    hits = search.find(f"valve{number} step7", person=person, asset=None, now=NOW, k=1)
    assert hits[0].passage.id == f"r{number}/7", (number, hits[:1])
assert index.unreachable() == set()
assert len(index.ids()) == documents * 50
print("healthy, embedded", embedder.asked - documents)
"""  # noqa: E501
DOCUMENTS = 24


def start(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", START, str(folder), str(DOCUMENTS)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env=environment(),
    )


def environment() -> dict[str, str]:
    root = Path(__file__).parents[2]
    return {**os.environ, "PYTHONPATH": str(root)}


def healthy(run: subprocess.CompletedProcess[str]) -> bool:
    return run.returncode == 0 and "healthy" in run.stdout


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole")
    run = start(folder)
    assert healthy(run), run.stdout + run.stderr
    return folder


def copied(whole: Path, target: Path) -> Path:
    subprocess.run(["cp", "-r", f"{whole}/.", str(target)], check=True)
    return target


FILES = [
    "vectors/chroma.sqlite3",
    "vectors/*/data_level0.bin",
    "vectors/*/header.bin",
    "vectors/*/index_metadata.pickle",
    "vectors/*/length.bin",
    "vectors/*/link_lists.bin",
    "words/words.json",
    "words/*/docs.npy",
    "words/*/terms.txt",
]


@pytest.mark.parametrize("how", ["cut in half", "other bytes", "gone"])
@pytest.mark.parametrize("file", FILES)
def test_a_damaged_file_is_rebuilt_at_the_next_start(
    whole: Path, tmp_path: Path, file: str, how: str
) -> None:
    folder = copied(whole, tmp_path)
    path = next(folder.glob(file))
    size = path.stat().st_size
    if how == "gone":
        path.unlink()
    elif how == "cut in half":
        path.write_bytes(path.read_bytes()[: size // 2])
    else:
        path.write_bytes(os.urandom(size))
    run = start(folder)
    assert healthy(run), run.stdout + run.stderr
    assert "healthy, embedded 0" in run.stdout


def test_an_unchanged_index_is_not_touched(whole: Path, tmp_path: Path) -> None:
    run = start(copied(whole, tmp_path))
    assert healthy(run), run.stdout + run.stderr
    assert "added=0, removed=0, embedded=0, lost=0, rebuilt=''" in run.stdout


def test_both_indexes_gone_are_rebuilt_without_embedding_again(whole: Path, tmp_path: Path) -> None:
    folder = copied(whole, tmp_path)
    subprocess.run(["rm", "-r", str(folder / "vectors"), str(folder / "words")], check=True)
    run = start(folder)
    assert healthy(run), run.stdout + run.stderr
    assert "embedded=0" in run.stdout


def test_a_process_that_died_while_reading_makes_the_next_rebuild(
    whole: Path, tmp_path: Path
) -> None:
    folder = copied(whole, tmp_path)
    (folder / "vectors" / "reading").touch()
    run = start(folder)
    assert "damaged:" in run.stdout
    assert healthy(run), run.stdout + run.stderr


@pytest.mark.parametrize("after", [0.0, 0.05, 0.2, 0.5])
def test_killed_while_indexing_the_next_start_finishes(
    whole: Path, tmp_path: Path, after: float
) -> None:
    folder = copied(whole, tmp_path)
    subprocess.run(["rm", "-r", str(folder / "vectors"), str(folder / "words")], check=True)
    with subprocess.Popen(
        [sys.executable, "-c", START, str(folder), str(DOCUMENTS)],
        stdout=subprocess.PIPE,
        text=True,
        env=environment(),
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "synchronising\n"
        time.sleep(after)
        process.send_signal(signal.SIGKILL)
    run = start(folder)
    assert healthy(run), run.stdout + run.stderr
