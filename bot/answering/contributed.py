"""What people said of such a question, beside the answer and never instead of it.

Knows of which questions people's corrections are looked up, and how they stand in an answer: word
for word, quoted, under labels of their own (F1). Nothing else of the answer can cite them, and
they change nothing of it. Does not know who may see them, or when two questions are one matter
(``knowledge.curation``).
"""

from dataclasses import replace
from datetime import datetime

from bot.answering.intents import ABOUT_A_RECOMMENDATION, DOCUMENT_INTENTS
from bot.answering.logs import inert
from bot.answering.resolve import Subject
from bot.answering.sources import Sources
from bot.speech import mark, tr, trn
from knowledge.curation.matching import Contribution, Contributions, contributions, matter_of
from knowledge.hygiene import unlabelled
from knowledge.model import (
    Answer,
    Claim,
    ClaimKind,
    Correction,
    Directory,
    Evidence,
    EvidenceKind,
    Life,
    Standing,
    Status,
    Viewer,
)

_BECAME = {
    Life.REJECTED: mark("What {team} said here was rejected on review: “{reason}”."),
    Life.WITHDRAWN: mark("What {team} said here was withdrawn by its author."),
    Life.EXPIRED: mark("What {team} said here has expired."),
    Life.SUPERSEDED: mark("Instead of what {team} said here something else holds: “{reason}”."),
    Life.ROLLED_BACK: mark("What {team} said here was taken back after its review: “{reason}”."),
    Life.ACCEPTED: mark(
        "What {team} said here was accepted, and is passed on instead of standing in answers: "
        "“{reason}”."
    ),
}
_ASKED_OF_PEOPLE = ABOUT_A_RECOMMENDATION | DOCUMENT_INTENTS
_BESIDE = frozenset({Status.ANSWERED, Status.ABSTAINED})


def said_of(subject: Subject, *, person: Viewer, sources: Sources, now: datetime) -> Contributions:
    """Return what people said of this question, as far as the person may see it."""
    if subject.intent not in _ASKED_OF_PEOPLE or subject.candidates or subject.unknown:
        return Contributions()
    about = subject.recommendation
    matter = matter_of(
        subject.search_text if about is None else subject.text,
        subject.intent.value,
        asset=subject.asset or (about.asset if about else None),
        about=about,
    )
    return contributions(
        sources.living, sources.store, person, matter, alike=sources.search.alike, now=now
    )


def beside(answer: Answer, found: Contributions, directory: Directory) -> Answer:
    """Return the answer with what people said below it.

    What was reviewed answers a question that nothing else answers; what was not stands below the
    sentence that nothing was found.
    """
    if not found.told or answer.status not in _BESIDE or answer.route is not None:
        return answer
    labels = {each.correction.number: f"F{place}" for place, each in enumerate(found.told, 1)}
    said = [_claim(each.correction, labels[each.correction.number]) for each in found.told]
    disputed = [_disputed(labels[one], labels[other]) for one, other in found.disputed]
    if answer.status is Status.ABSTAINED and _any_reviewed(found):
        answer = _answered_by_people(answer)
    return replace(
        answer,
        claims=(*answer.claims, *disputed, *said),
        evidence=(
            *answer.evidence,
            *(evidence_of(labels[each.correction.number], each, directory) for each in found.told),
        ),
        note=" ".join(filter(None, (answer.note, _left_out(found.left_out)))),
    )


def _any_reviewed(found: Contributions) -> bool:
    return any(each.standing is Standing.REVIEWED for each in found.told)


def _answered_by_people(answer: Answer) -> Answer:
    told = tr(
        "No log or procedure that you may see answers this. What colleagues said was reviewed and "
        "stands below."
    )
    return replace(answer, status=Status.ANSWERED, text=told, lack=None)


def evidence_of(label: str, each: Contribution, directory: Directory) -> Evidence:
    """Return what a person said as evidence under that label; nobody is named."""
    one = each.correction
    names = {team.id: team.name for team in directory.teams}
    vouched = one.accepted if each.standing is Standing.REVIEWED else None
    return Evidence(
        label=label,
        kind=EvidenceKind.CORRECTION,
        text=words_of(one),
        source_id=str(one.number),
        document=f"C-{one.number}",
        title=directory.full_name_of(one.scope) if one.scope else tr("all equipment"),
        heading_path=(names.get(one.team, one.team),) if one.team else (),
        at=one.said.at,
        controlled=vouched is not None,
        owner=names.get(vouched.team, vouched.team) if vouched else "",
    )


def became(correction: Correction, directory: Directory) -> str:
    """Say why what somebody said no longer stands in an answer."""
    names = {team.id: team.name for team in directory.teams}
    team = names.get(correction.team, "") or tr("a colleague")
    told = _BECAME.get(correction.state)
    if told is None:
        return ""
    return tr(told, team=team, reason=inert(correction.last.reason))


def words_of(correction: Correction) -> str:
    """Return what is right instead and why, in the person's words, with nothing like a label."""
    said = (correction.text, correction.said.rationale)
    return "\n\n".join(unlabelled(each) for each in said if each)


def _claim(correction: Correction, label: str) -> Claim:
    return Claim(words_of(correction), (label,), ClaimKind.CONTRIBUTION, quote=True)


def _disputed(one: str, other: str) -> Claim:
    return Claim(
        tr("These two statements do not agree, and nobody has settled it yet."),
        (one, other),
        ClaimKind.CONTRIBUTION,
        ours=True,
    )


def _left_out(count: int) -> str:
    if not count:
        return ""
    return trn(
        "{count} more statement of colleagues is not shown.",
        "{count} more statements of colleagues are not shown.",
        count,
    )
