"""People who ask: realistic conversations, and the lean HTTP client that carries them.

Knows what operators ask of the sample plant and of the documents, and ``POST /api/ask``. Does not
know how answers are found. The client shares the cores with the app, so it does as little as it
can: one kept connection, requests as bytes, answers parsed only where a conversation needs them.
"""

import json
import random
import socket
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from bench.corpus import questions
from bench.installation import Running

PEOPLE = (None, "p-001", "p-003", "p-006", "p-009", "p-012", "p-014", "p-016", "p-018")
"""The local admin, who sees all, and people of every team."""
SEE_ALL_ASSETS = (None, "p-016", "p-018")
BY_NAME = (
    "Why does drum 2 on line 4 want another speed?",
    "Why slow down drum 1 on line 3?",
    "Why the new temperature on sealer 1 of packing line 1?",
    "Why boiler 1?",
    "why drum 3 on line 4?",
    "Why does sealer 1 on packing line 5 need more heat?",
)
FOLLOW_UPS = (
    "Why not slow the line instead?",
    "What would have to change?",
    "How do I do it?",
    "What happened last time?",
    "Is it still valid?",
    "Why that much?",
)
OF_THE_PLANT = (
    "What is open?",
    "How do I clean the moisture sensor?",
    "What is the limit for product moisture?",
    "SOP-114 section 6.2",
    "What do I do when the seal temperature is too low?",
    "Who do I call about boiler 1?",
)


@dataclass(frozen=True)
class Question:
    """One question of a conversation. ``kind`` names it in counts."""

    kind: str
    person: str | None
    conversation: str
    text: str
    decision_id: str | None = None

    def body(self) -> bytes:
        """Return the JSON of ``POST /api/ask``."""
        asked = {
            "text": self.text,
            "person": self.person,
            "conversation": self.conversation,
            "decision_id": self.decision_id,
        }
        return json.dumps({name: value for name, value in asked.items() if value}).encode()


@dataclass
class Client:
    """One person's browser: a kept connection to the app."""

    port: int
    seconds: list[float] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._socket = socket.create_connection(("127.0.0.1", self.port))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, question: Question) -> None:
        """Ask, wait for the whole answer and note how long it took and what kind it was."""
        body = question.body()
        head = (
            f"POST /api/ask HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        started = time.perf_counter()
        answer = self.request(head.encode() + body)
        self.seconds.append(time.perf_counter() - started)
        status = answer[:60].partition(b'"status":"')[2].partition(b'"')[0].decode()
        self.statuses[f"{question.kind}: {status or 'other'}"] += 1

    def get(self, path: str) -> Any:
        """Return the JSON at this path."""
        return json.loads(
            self.request(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n\r\n".encode())
        )

    def request(self, sent: bytes) -> bytes:
        """Send a request and return its body; ``RuntimeError`` for any status but 200."""
        self._socket.sendall(sent)
        received = bytearray()
        while (end := received.find(b"\r\n\r\n")) < 0:
            received += self._more()
        head = bytes(received[:end]).lower()
        length = int(head.partition(b"content-length:")[2].partition(b"\r\n")[0])
        while len(received) < end + 4 + length:
            received += self._more()
        body = bytes(received[end + 4 :])
        if not head.startswith(b"http/1.1 200"):
            raise RuntimeError(f"{head.splitlines()[0]!r}: {body[:200]!r}")
        return body

    def _more(self) -> bytes:
        piece = self._socket.recv(65536)
        if not piece:
            raise RuntimeError("the app closed the connection")
        return piece

    def close(self) -> None:
        """Hang up."""
        self._socket.close()


def conversations(app: Running, *, seed: int) -> Iterator[list[Question]]:
    """Yield conversations of one to four questions, about half of them to the documents."""
    rng = random.Random(seed)
    client = Client(app.port)
    cards = client.get("/api/recommendations?limit=100")["recommendations"]
    client.close()
    ids = [str(card["decision_id"]) for card in cards]
    of_documents = questions()
    count = 0
    while True:
        count += 1
        yield _conversation(f"c{seed}-{count}", rng, ids, of_documents)


def _conversation(
    name: str, rng: random.Random, ids: Sequence[str], of_documents: Sequence[str]
) -> list[Question]:
    person = rng.choice(PEOPLE)
    if rng.random() < 0.5:
        texts = rng.sample(of_documents, rng.choice((1, 1, 1, 2)))
        return [Question("document", person, name, text) for text in texts]
    if rng.random() < 0.25:
        return [Question("plant", person, name, rng.choice(OF_THE_PLANT))]
    if rng.random() < 0.4:
        first = Question("why by name", person, name, rng.choice(BY_NAME))
    else:
        # Only some people own all assets; the others would be told that there is no such id.
        person, clicked = rng.choice(SEE_ALL_ASSETS), rng.choice(ids)
        words = rng.random() < 0.5
        text = f"Why {clicked}?" if words else "why?"
        first = Question("why by id", person, name, text, None if words else clicked)
    more = rng.sample(FOLLOW_UPS, rng.choice((0, 1, 2, 3)))
    return [first, *(Question("follow-up", person, name, text) for text in more)]
