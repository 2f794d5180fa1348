"""From a question to an answer: resolve, gather, route, compose, verify.

``answer`` shows the steps on one screen; each is a plain function in the file of its name, and
verifying is ``knowledge.grounding``. Material is gathered before routing, because what routes is
also the class of the passages that would answer.
"""

from dataclasses import replace
from datetime import datetime
from functools import partial

from bot.answering.abstention import part_missing, without_answer
from bot.answering.compose import Check, Composer, Draft, Tell, to_nobody
from bot.answering.follow_ups import follow_ups
from bot.answering.gather import Material, gather
from bot.answering.intents import Intent
from bot.answering.labels import Labels, relabelled
from bot.answering.quoting import visibly_quoted
from bot.answering.replies import (
    asked_back,
    candidates_of,
    contact,
    lack_of,
    no_question,
    not_read,
    nothing_found,
    unknown_decision,
    whom_to_ask,
)
from bot.answering.resolve import MAX_CHARACTERS, Before, Subject, resolve
from bot.answering.route import route
from bot.answering.sources import Sources
from bot.messages import Message
from knowledge.grounding import verify
from knowledge.model import Answer, Claim, Route, Status


def answer(
    message: Message,
    *,
    before: Before,
    sources: Sources,
    composer: Composer,
    now: datetime,
    tell: Tell = to_nobody,
) -> Answer:
    """Answer one message for its asker; every claim of the answer holds in its evidence.

    A composer that takes its time tells claims before the answer is whole; they hold as well.
    """
    if len(message.text) > MAX_CHARACTERS:
        return not_read(len(message.text))
    subject = resolve(message, before=before, sources=sources)
    if subject.unknown:
        return unknown_decision(subject, sources.directory)
    if subject.is_no_question:
        return no_question(subject)
    found = _answered(subject, message, sources, composer, now, tell)
    if found.status is Status.ABSTAINED and subject.otherwise:
        return _answered(subject.otherwise, message, sources, composer, now, tell)
    return found


def _answered(
    subject: Subject,
    message: Message,
    sources: Sources,
    composer: Composer,
    now: datetime,
    tell: Tell,
) -> Answer:
    """Gather, route, compose and verify for one subject."""
    material = gather(subject, person=message.viewer, sources=sources, now=now)
    if subject.intent is Intent.CONTACT:
        return contact(subject, material)
    if subject.candidates and subject.intent is not Intent.STATUS:
        return asked_back(subject, material)
    check: Check = partial(verify, names=sources.names)
    routed = route(subject, material)
    if routed is None and (unanswered := without_answer(subject, material)):
        return unanswered
    draft = (
        Draft(routed.claims)
        if routed
        else composer.compose(subject, material, check=check, tell=_checked(tell, check, material))
    )
    kept = visibly_quoted(check(draft.claims, material.evidence).kept, material)
    if not draft.found or not kept:
        return nothing_found(subject, material, draft.missing)
    told = replace(draft, claims=kept)
    return _told(subject, material, told, routed.route if routed else None)


def _checked(tell: Tell, check: Check, material: Material) -> Tell:
    """Let through only claims that hold, under the labels that they will have in the answer."""
    labels = Labels()

    def tell_if_it_holds(claim: Claim) -> None:
        for kept in visibly_quoted(check([claim], material.evidence).kept, material):
            tell(labels.on(kept))

    return tell_if_it_holds


def _told(subject: Subject, material: Material, draft: Draft, way: Route | None) -> Answer:
    claims, evidence = relabelled(draft.claims, material.evidence)
    unsaid = "" if way else part_missing(material)
    missing = draft.missing or unsaid
    return Answer(
        status=Status.ROUTED if way else Status.ANSWERED,
        text=" ".join(claim.text for claim in claims if not claim.detail),
        claims=claims,
        evidence=evidence,
        decision_id=subject.decision_id,
        asset=subject.asset,
        asset_name=material.asset_name,
        intent=subject.intent.value,
        candidates=candidates_of(material.listed),
        route=way,
        missing=f"{missing} {whom_to_ask(material.contacts)}" if missing else "",
        lack=lack_of(subject, material) if unsaid else None,
        written_by=draft.written_by,
        note=draft.note,
        suggestions=follow_ups(subject.intent, material),
        recommendation=subject.recommendation,
    )
