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
CHECK = Evidence(
    label="S2",
    kind=EvidenceKind.PASSAGE,
    text="""It does not apply to changeover and cleaning (SOP-132), to work in a guard, to kettles.
Wipe the window with a lint-free cloth. Do not use water or steam.
Stop the drum with the stop button. Do not use the emergency stop as an isolation.
1. Look at the condensate return before you raise the set point.
2. Packing starts again after a good check, released by Quality in writing.
3. Do not change the sensitivity yourself. Only Quality and the maker's technician may.
4. A missing card is handled like a failed check.
5. Do not raise the oil flow on the moisture reading alone: compare with a hand sample first.
If two steps have not brought the seasoning below 6.4 %, hold the packs made since the last sample.
The air knife is off.
Reduce the line speed only when lowering the bed is not enough.
Each person takes off only their own lock. Raise the jaw pressure by not more than 0.2 bar.""",
    source_id="p2",
    document="SOP-205",
    revision="F",
    section="6",
)
BY_LABEL = {"R1": LOG, "S1": SOP, "S2": CHECK}


def said(text: str, *labels: str, derived: tuple[Derived, ...] = (), quote: bool = False) -> str:
    """Return what is wrong with the claim, or ""."""
    return fault(Claim(text, labels or ("R1",), derived=derived, quote=quote), BY_LABEL)
