"""What a new process does not load, because loading it takes longer than the work."""

import subprocess
import sys
from pathlib import Path

from knowledge.store import Store

ROOT = Path(__file__).parents[2]
LOADED = "import sys, bot.__main__; print(*(name.split('.')[0] for name in sys.modules))"
HEAVY = set("pydantic numpy sqlalchemy chromadb fastapi uvicorn onnxruntime torch".split())


def test_help_loads_nothing_heavy() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED], capture_output=True, text=True, check=True
    )
    assert not HEAVY & set(done.stdout.split())


def test_opening_a_store_that_is_up_to_date_does_not_import_alembic(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a.db'}"
    Store.open(url).close()
    script = (
        "import sys; from knowledge.store import Store; "
        f"Store.open({url!r}).close(); sys.exit('alembic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT).returncode == 0
