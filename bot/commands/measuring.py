"""Measuring the product on what it knows here, as commands.

Knows questions with a known class and what was done with them. Keeps nothing: no turn, no gap.
"""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.commands.call import Call
from bot.owner import Result
from knowledge.answerability import Answerability
from knowledge.evaluation.routing import evaluate_routing
from knowledge.hazards import Hazards
from knowledge.model import Answer, Hazard, Status

CANNOT = (Answerability.UNDERSPECIFIED, Answerability.UNANSWERABLE)


def measure_abstention(call: Call) -> Result:
    """Ask every one of ``items`` and count, class by class, what was done with it."""
    items = call.params["items"]
    assert isinstance(items, list)
    done: dict[str, Counter[str]] = {each.value: Counter() for each in Answerability}
    for number, item in enumerate(items, start=1):
        done[item["answerability"]][_done(_asked(call, item))] += 1
        call.progress("asking", number, len(items))
    right = {name: _right(Answerability(name), counts) for name, counts in done.items()}
    return {
        "balanced_accuracy": _balanced(done),
        **{name: share for name, share in right.items() if share is not None},
        "questions": len(items),
        "done": {name: dict(counts) for name, counts in done.items() if counts},
    }


def _asked(call: Call, item: Mapping[str, Any]) -> Answer:
    return call.services.assistant.aside(
        call.services.person(item.get("person")),
        item["text"],
        earlier=item.get("earlier", ()),
        now=call.now,
    )


def _done(answer: Answer) -> str:
    """Return what was done: a status, or "in part" for an answer that says what is missing."""
    in_part = answer.status is Status.ANSWERED and answer.lack is not None
    return "in_part" if in_part else answer.status.value


def _abstained(counts: Counter[str]) -> int:
    return counts[Status.ABSTAINED.value] + counts[Status.ASK_BACK.value]


def _right(kind: Answerability, counts: Counter[str]) -> float | None:
    """Return the share abstained from, or not, as the class wants; None without any question."""
    if not counts:
        return None
    abstained = _abstained(counts) / counts.total()
    return round(abstained if kind in CANNOT else 1 - abstained, 4)


def _balanced(done: Mapping[str, Counter[str]]) -> float | None:
    """Return the mean of both shares right; None when one side has no question."""
    cannot = sum((done[each.value] for each in CANNOT), Counter[str]())
    can = sum((done[each.value] for each in Answerability if each not in CANNOT), Counter[str]())
    if not cannot or not can:
        return None
    share = _abstained(cannot) / cannot.total() + 1 - _abstained(can) / can.total()
    return round(share / 2, 4)


def eval_routing(call: Call) -> Result:
    """Return which questions of the JSON lines file ``path`` are kept out of the chat."""
    hazards = Hazards.of(call.services.store.glossary.load())

    def decide(text: str) -> Hazard | None:
        found = hazards.asked(text)
        return found.hazard if found else None

    return evaluate_routing(Path(call.text("path")), decide=decide)
