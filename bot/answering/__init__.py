"""From a question to an answer: recognise a hazard, resolve, gather, route, compose, verify.

``answer`` shows the steps on one screen; each is a plain function in the file of its name,
recognising is ``knowledge.hazards`` and verifying ``knowledge.grounding``. An emergency comes
before everything. What routes is also the class of the passages that would answer, so that is
looked at once more when they are gathered.
"""

from dataclasses import replace
from datetime import datetime
from functools import partial

from bot.answering.abstention import in_doubt, part_missing, without_answer
from bot.answering.compose import Check, Composer, Draft, Tell, to_nobody
from bot.answering.contributed import beside
from bot.answering.danger import danger_told, with_the_number
from bot.answering.follow_ups import follow_ups
from bot.answering.gather import Material, gather
from bot.answering.intents import Intent
from bot.answering.labels import relabelled
from bot.answering.quoting import visibly_quoted
from bot.answering.read_as import told_as_read
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
from bot.answering.route import (
    Routed,
    emergency,
    hazard_asked,
    put_to_documents,
    route,
    routed_away,
    routed_unlisted,
)
from bot.answering.sources import Sources
from bot.answering.telling import told_in_time
from bot.messages import Message
from bot.speech import tr
from knowledge.grounding import verify
from knowledge.hazards.alarm import Danger
from knowledge.model import Answer, Hazard, Status


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
    asked = sources.hazards.asked(message.text)
    if asked and asked.hazard is Hazard.EMERGENCY:
        return emergency(sources.directory)
    if len(message.text) > MAX_CHARACTERS:
        if asked is None:
            return not_read(len(message.text))
        message = replace(message, text=message.text[:MAX_CHARACTERS])
    subject = resolve(message, before=before, sources=sources)
    hazard = asked.hazard if asked else hazard_asked(subject, before, sources)
    danger = danger_told(subject, asked, sources)
    if danger is Danger.CERTAIN:
        return emergency(sources.directory)
    found = _found(hazard, subject, message, sources, composer, now, tell)
    return with_the_number(found, sources.directory) if danger else found


def _found(
    hazard: Hazard | None,
    subject: Subject,
    message: Message,
    sources: Sources,
    composer: Composer,
    now: datetime,
    tell: Tell,
) -> Answer:
    """Route what is hazardous, and answer all else."""
    if hazard:
        return _routed(hazard, put_to_documents(subject, hazard, sources), message, sources, now)
    if subject.unknown:
        return unknown_decision(subject, sources.directory)
    if subject.is_no_question:
        return no_question(subject, sources.directory)
    found = _answered(subject, message, sources, composer, now, tell)
    in_vain = found.status is Status.ABSTAINED or (found.lack and found.lack.missing)
    if subject.otherwise and in_vain:
        return _answered(subject.otherwise, message, sources, composer, now, tell)
    return found


def _routed(
    hazard: Hazard, subject: Subject, message: Message, sources: Sources, now: datetime
) -> Answer:
    """Say where a hazardous matter goes, with its controlled text; nothing is composed."""
    material = gather(subject, person=message.viewer, sources=sources, now=now)
    if hazard is Hazard.UNLISTED:
        routed, kept = routed_unlisted(subject, material, person=message.viewer, sources=sources)
    else:
        routed, kept = routed_away(hazard, material, sources)
    return _told(subject, kept, _draft(routed, kept), routed)


def _draft(routed: Routed, material: Material) -> Draft:
    return Draft(verify(routed.claims, material.evidence).kept)


def _answered(
    subject: Subject,
    message: Message,
    sources: Sources,
    composer: Composer,
    now: datetime,
    tell: Tell,
) -> Answer:
    """Answer one subject, with what people said of such a question beside it."""
    material = gather(subject, person=message.viewer, sources=sources, now=now)
    found = _from(material, subject, message, sources, composer, tell)
    found = told_as_read(found, subject, material, sources)
    return beside(found, material.contributions, sources.directory)


def _from(
    material: Material,
    subject: Subject,
    message: Message,
    sources: Sources,
    composer: Composer,
    tell: Tell,
) -> Answer:
    """Route, compose and verify what was gathered for one subject."""
    if subject.intent is Intent.CONTACT:
        return contact(subject, material)
    if subject.candidates and subject.intent is not Intent.STATUS:
        return asked_back(subject, material)
    if routed := route(subject, material, person=message.viewer, sources=sources):
        return _told(subject, material, _draft(routed, material), routed)
    if unanswered := without_answer(subject, material):
        return unanswered
    check: Check = partial(verify, names=sources.names)
    telling = told_in_time(tell, check, material, watching=message.watching, store=sources.store)
    draft = composer.compose(subject, material, check=check, tell=telling)
    if draft.evidence:
        material = replace(material, evidence=(*material.evidence, *draft.evidence))
    kept = visibly_quoted(check(draft.claims, material.evidence).kept, material)
    if not draft.found or not kept:
        return nothing_found(subject, material, draft.missing)
    told = replace(draft, claims=kept)
    return _told(subject, material, told)


def _told(
    subject: Subject, material: Material, draft: Draft, routed: Routed | None = None
) -> Answer:
    claims, evidence = relabelled(draft.claims, material.evidence)
    unsaid, doubt = ("", "") if routed else (part_missing(material), in_doubt(material))
    missing = draft.missing or unsaid
    asked = whom_to_ask(material.contacts) if missing or doubt else ""
    told = " ".join(claim.text for claim in claims if not claim.detail)
    return Answer(
        status=Status.ROUTED if routed else Status.ANSWERED,
        text=told or tr("I found no controlled text for this that you may see."),
        claims=claims,
        evidence=evidence,
        decision_id=subject.decision_id,
        asset=subject.asset,
        asset_name=material.asset_name,
        intent=subject.intent.value,
        candidates=candidates_of(material.listed),
        route=routed.route if routed else None,
        missing=" ".join(filter(None, (missing, asked))) or _why(routed),
        lack=lack_of(subject, material) if unsaid or doubt else None,
        doubt=doubt,
        written_by=draft.written_by,
        note=draft.note,
        suggestions=follow_ups(subject.intent, material),
        recommendation=subject.recommendation,
    )


def _why(routed: Routed | None) -> str:
    return routed.why if routed else ""
