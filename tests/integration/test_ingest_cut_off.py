"""Ingest killed anywhere, then again: complete, as if it had never been killed."""

import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from knowledge.ingest.documents import Progress, ingest_documents
from knowledge.model import EVERYONE
from knowledge.store import Store
from tests.unit.knowledge.ingest.written import Shown, pdf

NOW = datetime(2026, 11, 20, 14, tzinfo=UTC)
FILES = 40

KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from knowledge.ingest import documents
from knowledge.model import EVERYONE
from knowledge.store import Store

class Index:
    def synchronise(self, progress=None):
        pass

def die_at(last):
    def progress(what, done, total):
        if done == last:
            os.kill(os.getpid(), signal.SIGKILL)
    return progress

store = Store.open(sys.argv[1])
documents.ingest_documents(
    [Path(sys.argv[2])], audience=EVERYONE, store=store, search=Index(),
    now=datetime(2026, 11, 20, 14, tzinfo=UTC), progress=die_at(int(sys.argv[3])),
)
"""


class Index:
    def synchronise(self, progress: Progress | None = None) -> object:
        return None


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "sops"
    made.mkdir()
    for n in range(FILES):
        facts = f"---\nnumber: SOP-{n // 2}\nrevision: {n}\nstatus: approved\n"
        facts += f"effective_from: 2026-01-{n % 2 + 1:02d}\n---\n"
        steps = "\n".join(f"{step}. Do {step} of {n}." for step in range(1, 80))
        (made / f"{n:02d}.md").write_text(f"{facts}# Title {n}\n\n## 1 Steps\n\n{steps}\n")
    return made


def ingest(store: Store, folder: Path) -> int:
    report = ingest_documents([folder], audience=EVERYONE, store=store, search=Index(), now=NOW)
    assert not [file for file in report.files if file.reason]
    return len(report.files)


def everything(store: Store) -> list[object]:
    passages = [
        passage
        for revision in store.documents.revisions()
        for passage in store.documents.neighbours(revision.id)
    ]
    binding = store.documents.passages([p.id for p in passages], on=NOW.date())
    records = sorted(store.documents.files().values(), key=lambda record: record.path)
    return [store.documents.revisions(), passages, sorted(binding), records]


def run(url: str, folder: Path, last: int) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-c", KILLED, url, str(folder), str(last)])


def test_killed_between_files_and_run_again_it_is_complete(tmp_path: Path, folder: Path) -> None:
    straight = Store.open(f"sqlite:///{tmp_path}/straight.db")
    assert ingest(straight, folder) == FILES
    url = f"sqlite:///{tmp_path}/killed.db"
    for last in (1, 17, 39):
        assert run(url, folder, last).wait() == -signal.SIGKILL
    killed = Store.open(url)
    assert ingest(killed, folder) == 1  # only what was missing
    assert everything(killed) == everything(straight)
    straight.close()
    killed.close()


def test_killed_at_any_moment_and_run_again_it_is_complete(tmp_path: Path, folder: Path) -> None:
    straight = Store.open(f"sqlite:///{tmp_path}/straight.db")
    ingest(straight, folder)
    url = f"sqlite:///{tmp_path}/killed.db"
    cuts = 0
    for wait in (0.05, 0.15, 0.3, 0.6):
        process = run(url, folder, FILES)
        database = tmp_path / "killed.db"
        deadline = time.monotonic() + 20
        while not database.exists() and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(wait)
        process.kill()
        cuts += process.wait() == -signal.SIGKILL
    assert cuts
    killed = Store.open(url)
    ingest(killed, folder)
    assert everything(killed) == everything(straight)
    straight.close()
    killed.close()


def test_a_pdf_of_300_pages_is_read_with_progress_for_each_page(tmp_path: Path) -> None:
    line = "the drum of line {0} is run at {1} rpm and not above that speed on shift {2}"
    pages = [
        [
            Shown(f"{n} Section {n}", 60, 760, 14),
            *(Shown(line.format(n, n + k, k), 60, 700 - 12 * k) for k in range(30)),
        ]
        for n in range(1, 301)
    ]
    path = tmp_path / "manual.pdf"
    path.write_bytes(pdf(pages))
    store = Store.open(f"sqlite:///{tmp_path}/tandem.db")
    told: list[str] = []
    report = ingest_documents(
        [path],
        audience=EVERYONE,
        store=store,
        search=Index(),
        now=NOW,
        progress=lambda what, done, total: told.append(what),
    )
    (file,) = report.files
    assert file.passages >= 300
    assert told[-1] == "manual.pdf, page 300 of 300"
    last = store.documents.neighbours(store.documents.revisions()[0].id)[-1]
    assert last.page == 300
    assert "speed on shift 29" in last.text
    store.close()
