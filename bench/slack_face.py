"""What it costs to build an answer's first message for Slack: `python -m bench.slack_face`.

A why-answer with 12 claims and a chart; blocks and the text beside them.
"""

import statistics
import time

from bot.channels.slack.blocks.answers import Beside, answer_posts
from bot.messages import Reply
from knowledge.model import Answer, Claim, ClaimKind, Evidence, EvidenceKind, Status
from tests.small_plant import NOW, advice

TIMES = 500


def reply() -> Reply:
    """Return a why-answer as long as they get."""
    kinds = [ClaimKind.REASON, *[ClaimKind.FACTOR] * 4, ClaimKind.RULE, *[ClaimKind.PROCEDURE] * 6]
    claims = tuple(
        Claim(
            f"Claim {number} says what was logged and what the procedure wants of it. " * 3,
            ("R1",) if number < 6 else ("S1",),
            kind,
            quote=kind is ClaimKind.PROCEDURE,
            detail=number > 9,
        )
        for number, kind in enumerate(kinds)
    )
    evidence = (
        Evidence("R1", EvidenceKind.REASONING_LOG, "t", "R-1", "R-2026-000001", at=NOW),
        Evidence("S1", EvidenceKind.PASSAGE, "t", "p", "SOP-114", "Seasoning", "C", "6.2"),
    )
    one = advice(1)
    answer = Answer(
        Status.ANSWERED, "", claims, evidence, one.decision_id, one.asset, "Line 4, Drum 2",
        recommendation=one,
    )  # fmt: skip
    return Reply("slack:T1:C1:1.2", "c", "why?", NOW, answer)


def main() -> None:
    """Print the middle and the slow end."""
    told, took = reply(), []
    for _ in range(TIMES):
        started = time.perf_counter()
        posts = answer_posts(told, Beside())
        took.append((time.perf_counter() - started) * 1000)
    took.sort()
    parts = f"{len(posts)} parts, {len(posts[0].blocks)} blocks in the first"
    print(f"{parts}: p50 {statistics.median(took):.2f} ms, p99 {took[int(TIMES * 0.99)]:.2f} ms")


if __name__ == "__main__":
    main()
