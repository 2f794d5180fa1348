"""Snapshots that a person can read: what is built, as JSON beside the tests.

``TANDEM_WRITE_GOLDEN=1`` writes them anew; the difference is then read before it is committed.
"""

import json
import os
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "unit" / "bot" / "channels" / "slack" / "golden"


def same_as(name: str, built: object) -> None:
    """Fail unless what is built is what the file holds."""
    path = FOLDER / f"{name}.json"
    written = json.dumps(built, indent=1, ensure_ascii=False) + "\n"
    if os.environ.get("TANDEM_WRITE_GOLDEN"):
        path.write_text(written, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == written
