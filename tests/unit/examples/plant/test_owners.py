"""The owners take what is signed, once, and nothing else."""

import base64
import http.client
import json
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.recommender.signing import signed_headers
from examples.plant.owners import LETTERS, WHAT_IF, listening

SECRET = "whsec_" + base64.b64encode(bytes(range(32))).decode()
LETTER = {"id": "letter-1", "type": "tandem.recommendation.decided"}


def send(port: int, path: str, said: Any, *, secret: str = SECRET, ago: float = 0) -> Any:
    body = json.dumps(said).encode()
    at = datetime.fromtimestamp(time.time() - ago, UTC)
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    line.request("POST", path, body, signed_headers(secret, "letter-1", body, at=at))
    answered = line.getresponse()
    found = answered.status, json.loads(answered.read())
    line.close()
    return found


def test_letter_is_kept_once_also_over_a_restart(tmp_path: Path) -> None:
    file = tmp_path / "letters.jsonl"
    with listening(0, secret=SECRET, letters=file) as port:
        assert send(port, LETTERS, LETTER) == (200, {"new": True})
        assert send(port, LETTERS, LETTER) == (200, {"new": False})
    with listening(0, secret=SECRET, letters=file) as port:
        assert send(port, LETTERS, LETTER) == (200, {"new": False})
    assert [json.loads(line) for line in file.read_text().splitlines()] == [LETTER]


def test_what_is_not_signed_by_the_secret_or_old_is_refused(tmp_path: Path) -> None:
    other = "whsec_" + base64.b64encode(bytes(range(1, 33))).decode()
    with listening(0, secret=SECRET, letters=tmp_path / "l") as port:
        assert send(port, LETTERS, LETTER, secret=other)[0] == 401
        assert send(port, LETTERS, LETTER, ago=400)[0] == 401
        assert send(port, "/other", LETTER)[0] == 404
        assert send(port, LETTERS, ["no object"])[0] == 400
        assert "refused" in send(port, WHAT_IF, {"subject": "x", "inputs": []})[1]
    assert not (tmp_path / "l").exists()
