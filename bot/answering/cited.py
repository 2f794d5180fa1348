"""A citation in one line: document, revision, section, page, age, and whether it is controlled."""

from datetime import datetime

from bot.answering.wording import span
from knowledge.model import Evidence, EvidenceKind


def place(evidence: Evidence) -> str:
    """Return where the evidence stands: "SOP-114 rev C, 6.2, p. 3" or "R-2026-000123"."""
    if evidence.kind is EvidenceKind.REASONING_LOG:
        return f"reasoning log {evidence.document}"
    parts = [f"{evidence.document} rev {evidence.revision}".removesuffix(" rev ").strip()]
    if evidence.section:
        parts.append(evidence.section)
    elif evidence.heading_path:
        parts.append(evidence.heading_path[-1])
    if evidence.page is not None:
        parts.append(f"p. {evidence.page}")
    if not evidence.controlled:
        parts.append("uncontrolled")
    return ", ".join(parts)


def age_of(evidence: Evidence, now: datetime) -> str:
    """Return how old it is: a log by its time of issue, a document by its effective date."""
    if evidence.kind is EvidenceKind.REASONING_LOG and evidence.at:
        return f"{span(now - evidence.at)} ago"
    if evidence.effective_from:
        days = (now.date() - evidence.effective_from).days
        return f"in force for {_days(days)}"
    return f"ingested {span(now - evidence.at)} ago" if evidence.at else ""


def _days(days: int) -> str:
    if days < 60:
        return f"{days} days" if days != 1 else "1 day"
    if days < 730:
        return f"{round(days / 30.4)} months"
    return f"{days // 365} years"
