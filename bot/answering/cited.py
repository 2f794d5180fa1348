"""A citation in one line: document, revision, section, page, age, and whether it is controlled."""

from datetime import datetime

from bot.answering.wording import past
from bot.speech import mark, spoken, tr, trn
from knowledge.learning.floor import LEAST_PEOPLE
from knowledge.model import Backing, Evidence, EvidenceKind

_IN = {
    "de": mark("in German"),
    "en": mark("in English"),
    "es": mark("in Spanish"),
    "pl": mark("in Polish"),
    "pt": mark("in Portuguese"),
    "tr": mark("in Turkish"),
    "vi": mark("in Vietnamese"),
    "zh": mark("in Chinese"),
}


LEAST_AGREEING = 3
SEVERAL = Backing(people=LEAST_AGREEING, teams=0)
"""What is told of more people than move anything and fewer than the floor."""

_DATED = frozenset({EvidenceKind.REASONING_LOG, EvidenceKind.CORRECTION})


def place(evidence: Evidence) -> str:
    """Return where the evidence stands: "SOP-114 rev C, 6.2, p. 3" or "R-2026-000123"."""
    if evidence.kind is EvidenceKind.REASONING_LOG and evidence.heading_path:
        return evidence.heading_path[0]  # what the recommender said when it was asked
    if evidence.kind is EvidenceKind.REASONING_LOG:
        return tr("reasoning log {decision}", decision=evidence.document)
    if evidence.kind is EvidenceKind.CORRECTION:
        return _said_by(evidence)
    if evidence.kind is EvidenceKind.ARTICLE:
        return _article(evidence)
    document, revision = evidence.document, evidence.revision
    parts = [
        tr("{document} rev {revision}", document=document, revision=revision)
        if revision
        else document
    ]
    if evidence.section:
        parts.append(evidence.section)
    elif evidence.heading_path:
        parts.append(evidence.heading_path[-1])
    if evidence.page is not None:
        parts.append(tr("p. {page}", page=evidence.page))
    if not evidence.controlled:
        parts.append(tr("uncontrolled"))
    return ", ".join(parts)


def _article(evidence: Evidence) -> str:
    """Return an article's place with what a reader must know of it, wherever it is cited."""
    version = tr(
        "{article} version {version}", article=evidence.document, version=evidence.revision
    )
    parts = [version, "" if evidence.controlled else tr("not validated"), evidence.flagged]
    return ", ".join(filter(None, parts))


def told_of(backing: Backing | None) -> Backing | None:
    """Return who confirmed a passage as it may be told; None for fewer than move anything.

    No number smaller than the floor is kept: it could tell who they are.
    """
    if backing is None or backing.people < LEAST_AGREEING:
        return None
    return backing if backing.people >= LEAST_PEOPLE else SEVERAL


def confirmed(backing: Backing | None) -> str:
    """Return why people's judgements put a passage first; "" when that may not be told."""
    told = told_of(backing)
    if told is None:
        return ""
    if told.people < LEAST_PEOPLE:
        return tr("Ranked higher because several people confirmed it for questions like this.")
    if told.teams < 2:
        return tr(
            "Ranked higher because {people} people confirmed it for questions like this.",
            people=told.people,
        )
    return tr(
        "Ranked higher because {people} people of {teams} teams confirmed it for questions like "
        "this.",
        people=told.people,
        teams=told.teams,
    )


def _said_by(evidence: Evidence) -> str:
    team = evidence.heading_path[0] if evidence.heading_path else tr("a colleague")
    if not evidence.controlled:
        return tr("unreviewed, from {team}", team=team)
    return tr("reviewed by {who}, from {team}", who=evidence.owner, team=team)


def foreign_to_reader(evidence: Evidence) -> str:
    """Return "in English" for a text in another language than the one spoken, else "".

    Evidence is never translated, so the reader is told what to expect.
    """
    if evidence.language in ("", spoken()):
        return ""
    if evidence.language in _IN:
        return tr(_IN[evidence.language])
    return tr("in another language ({code})", code=evidence.language)


def age_of(evidence: Evidence, now: datetime) -> str:
    """Return how old it is: a log by its time of issue, a document by its effective date.

    What somebody said is as old as the saying, an article as somebody's vouching for it.
    """
    if evidence.kind in _DATED and evidence.at:
        return past(now - evidence.at)
    if evidence.kind is EvidenceKind.ARTICLE and evidence.at:
        ago = past(now - evidence.at)
        return (
            tr("validated {ago}", ago=ago) if evidence.controlled else tr("written {ago}", ago=ago)
        )
    if evidence.effective_from:
        days = (now.date() - evidence.effective_from).days
        return _in_force(days)
    return tr("ingested {ago}", ago=past(now - evidence.at)) if evidence.at else ""


def _in_force(days: int) -> str:
    if days < 60:
        return trn("in force for {count} day", "in force for {count} days", days)
    if days < 730:
        months = round(days / 30.4)
        return trn("in force for {count} month", "in force for {count} months", months)
    years = days // 365
    return trn("in force for {count} year", "in force for {count} years", years)
