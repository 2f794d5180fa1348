"""A log and a passage as evidence, and what is wrong with a sentence about them."""

from knowledge.grounding import fault
from knowledge.model import Claim, Derived, Evidence, EvidenceKind

LOG = Evidence(
    label="R1",
    kind=EvidenceKind.REASONING_LOG,
    text="""Recommendation R-2026-000123 for Line 4, Drum 2 (north/snacks/line-4/drum-2)
Action: Reduce drum speed from 42 to 38 rpm
Set: drum speed setpoint = 38 rpm, before 42 rpm
Issued: 2026-11-20 14:03:05+00:00
Model: seasoning-optimizer 3.2.1
Confidence: 0.81
Input: product moisture = 3.4 %, quality good
Input: drum speed = 42 rpm, quality good
Input: line speed = 95 %, quality bad
Input: oil flow = 24 L/h, quality good
Explained: probability of over-seasoning by shap, base 0.12
Factor: product moisture 0.31
Factor: oil flow -0.02
Rule fired: SEAS-07 revision 4: product moisture > 2.9 % and drum speed > 40 rpm
Condition of SEAS-07: product moisture over 2.9 %
Condition of SEAS-07: drum speed over 40 rpm
Alternative: Reduce line speed from 95 to 88 %, score 0.41, not chosen: loses 6 t per shift
Consulted: SOP-114 revision C section 6.2
Expected effect: seasoning giveaway -1.8 %
Decision: overridden at 2026-11-20 14:09:00+00:00, because: No sample since noon
Outcome: worse at 2026-11-20 14:50:00+00:00: seasoning on product = 6.9 %""",
    source_id="R-2026-000123",
    document="R-2026-000123",
)
SOP = Evidence(
    label="S1",
    kind=EvidenceKind.PASSAGE,
    text="""Reducing the drum speed lowers the number of times a piece passes the curtain.
1. Reduce the drum speed by not more than 4 rpm in one step.
2. Wait 10 minutes.
3. Do not go below 36 rpm. Below that the curtain collapses.
4. When the moisture is above 2.9 %, call the shift supervisor before the next step.
Warning: do not open the drum guard. The operator must use the sight glass.
The hall doors may stay open.
Target | Low | High | Unit
Oil flow | 18 | 30 | L/h""",
    source_id="p1",
    document="SOP-114",
    revision="C",
    section="6.2",
)
BY_LABEL = {"R1": LOG, "S1": SOP}


def said(text: str, *labels: str, derived: tuple[Derived, ...] = (), quote: bool = False) -> str:
    """Return what is wrong with the claim, or ""."""
    return fault(Claim(text, labels or ("R1",), derived=derived, quote=quote), BY_LABEL)
