"""Judgements, corrections and decisions that people give in a conversation.

Knows who may judge what, what a record must hold, and how a repeated click stays one effect.
Does not know buttons or pages (the channels), nor what a judgement changes later
(``knowledge.learning``).
"""

import hashlib
import json
import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo

from bot.hazards import held_back
from bot.speech import tr
from knowledge import access
from knowledge.curation.matching import matter_of
from knowledge.hazards import Hazards
from knowledge.hygiene import visible
from knowledge.learning.confirming import confirm
from knowledge.model import (
    OWN_SOURCE,
    Assessment,
    AssessmentTarget,
    Basis,
    Correction,
    Decision,
    DecisionKind,
    EvidenceKind,
    Judgement,
    Person,
    ReasonClass,
    Recommendation,
    checked_asset,
    recorded,
    within,
)
from knowledge.store import Store
from knowledge.store.conversations import Turn

MAX_TEXT = 4_000
KEPT_FOR = timedelta(days=180)
"""How long a correction counts for something unless somebody says otherwise."""
_KEY = re.compile(r"[A-Za-z0-9._:-]{1,120}")


class BadFeedback(ValueError):
    """Feedback that cannot be recorded: which field, its value, and what to do instead."""

    def __init__(self, field: str, value: object, remedy: str) -> None:
        super().__init__(
            tr("{field} is {value}: {remedy}", field=field, value=_shown(value), remedy=remedy)
        )
        self.field = field
        self.value = value
        self.remedy = remedy


def whole_number(field: str, text: str, remedy: str) -> int | None:
    """Return the number that a field of a form holds, None when it is empty.

    Raises ``BadFeedback``, also for one that no store could hold.
    """
    if text and not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise BadFeedback(field, text, remedy)
    return int(text) if text else None


@dataclass(frozen=True)
class Given:
    """What one person has said about one answer so far, for the buttons after a reload.

    ``correction`` is theirs with what has become of it.
    """

    judgement: Judgement | None = None
    corrected: bool = False
    correction: Correction | None = None


def judge(
    store: Store,
    *,
    key: str,
    person: Person,
    question_id: str,
    judgement: str,
    now: datetime,
) -> Given:
    """Record that the answer is right, not_right or unclear to this person; once for each key.

    Another judgement with another key replaces what is shown; both stay in the history. The same
    again, in another face, is one. Raises ``BadFeedback`` for an answer the person may not see.
    """
    turn = _judged_turn(store, person, question_id)
    try:
        said = Judgement(judgement)
    except ValueError:
        raise BadFeedback("judgement", judgement, tr("say right, not_right or unclear")) from None
    judged = Assessment(
        key=scoped_key("judgement", person, key),
        target=AssessmentTarget.ANSWER,
        target_id=turn.key,
        person_id=person.id,
        at=now,
        feedback=said,
        scope=turn.asset,
    )
    new = given(store, person=person, question_id=question_id).judgement is not said
    if new and store.assessments.save(judged):
        confirm(store, judged, turn)
    return given(store, person=person, question_id=question_id)


def correct(
    store: Store,
    *,
    key: str,
    person: Person,
    question_id: str,
    expectation: str,
    rationale: str,
    scope: str | None,
    reason_class: str | None,
    confidence: int | None,
    evidence: str = "",
    unnamed: bool = False,
    until: datetime | None = None,
    now: datetime,
) -> Given:
    """Record what is right instead of the answer; once for each key.

    ``scope`` is an asset prefix that holds the answer's asset, or None for all equipment;
    ``confidence`` 1 (a guess) to 4 (certain); ``unnamed``: others are not told who said it;
    ``until`` is when it expires unless a reviewer says otherwise (None: in ``KEPT_FOR``). When it
    returns, what was said is kept. Raises ``BadFeedback`` naming the field.
    """
    turn = _judged_turn(store, person, question_id)
    said = Assessment(
        key=scoped_key("correction", person, key),
        target=AssessmentTarget.ANSWER,
        target_id=turn.key,
        person_id=person.id,
        at=now,
        expectation=worded("expectation", expectation, tr("write what is right instead")),
        rationale=worded("rationale", rationale, tr("write in a few words why that is right")),
        reason_class=_reason_class(reason_class) if reason_class else None,
        scope=_scope(scope, turn),
        evidence=visible(evidence).strip()[:MAX_TEXT],
        confidence=_confidence(confidence),
    )
    if until is not None and until <= now:
        raise BadFeedback("until", until.date().isoformat(), tr("choose a day to come"))
    kept = store.corrections.record(_correction(store, turn, said, person, unnamed, until))
    judged = given(store, person=person, question_id=question_id).judgement
    return Given(judged, corrected=True, correction=kept)


def saw(
    store: Store,
    *,
    key: str,
    person: Person,
    decision_id: str,
    text: str,
    unnamed: bool = False,
    now: datetime,
) -> Correction:
    """Keep what somebody saw about a recommendation, when they were asked; once for each key.

    It is a correction of the recommendation with the life of any other. Raises ``BadFeedback``.
    """
    about = access.recommendation(store, person, decision_id)
    if about is None:
        raise not_theirs(decision_id)
    said = Assessment(
        key=_seen(person, key),
        target=AssessmentTarget.RECOMMENDATION,
        target_id=decision_id,
        person_id=person.id,
        at=now,
        expectation=worded("text", text, tr("write in a few words what you saw")),
        reason_class=ReasonClass.INFORMATION,
        scope=about.asset,
    )
    asked = Turn(said.key, "", person.id, "Why?", now, decision_id, about.asset, "why")
    return store.corrections.record(_correction(store, asked, said, person, unnamed, None))


def seen_by(store: Store, person: Person, key: str) -> Correction | None:
    """Return what this person said under that key to have seen, or None."""
    return access.own_correction(store, person, _seen(person, key))


def _seen(person: Person, key: str) -> str:
    return scoped_key("seen", person, key)


def _correction(
    store: Store,
    turn: Turn,
    said: Assessment,
    person: Person,
    unnamed: bool,
    until: datetime | None,
) -> Correction:
    """Return the correction as it begins; a hazard in it or in its question keeps it for review."""
    directory = store.directory.load()
    instead = (said.expectation or "", said.rationale)
    held = held_back(Hazards.of(store.glossary.load()), turn, instead)
    about = access.recommendation(store, person, turn.decision_id) if turn.decision_id else None
    place = turn.asset or access.own_place(directory, person)
    owners = directory.owners(place) & person.teams if place else frozenset[str]()
    return recorded(
        said,
        matter_of(turn.text, turn.intent, asset=place, about=about),
        team=min(owners or person.teams, default=""),
        routed=held is not None,
        unnamed=unnamed,
        until=until or said.at + KEPT_FOR,
        basis=tuple(
            Basis(each["document"], each["revision"], each["source_id"])
            for each in turn.answer.get("evidence", ())
            if each["kind"] in (EvidenceKind.PASSAGE, EvidenceKind.ARTICLE)
        ),
        held=held or "",
    )


def decide(
    store: Store,
    *,
    key: str,
    person: Person,
    decision_id: str,
    decision: str,
    reason_class: str | None = None,
    rationale: str = "",
    action_taken: str = "",
    now: datetime,
) -> Decision:
    """Record that the person accepted or overrode a recommendation; once for each key.

    The same again, in another face, is one. An override says why: a reason class and a rationale.
    An expired recommendation cannot be accepted any more. Raises ``BadFeedback`` naming the field.
    """
    recommendation = access.recommendation(store, person, decision_id)
    if recommendation is None:
        raise not_theirs(decision_id)
    kind = _decision_kind(decision)
    if kind is DecisionKind.ACCEPTED and expired(recommendation, now):
        raise BadFeedback(
            "decision", decision, tr("it has expired; override it and write what you did instead")
        )
    overridden = kind is DecisionKind.OVERRIDDEN
    record = Decision(
        decision_id=decision_id,
        decision=kind,
        at=now,
        by=person.id,
        reason_class=_reason_class(reason_class).value if overridden else "",
        rationale=(
            worded("rationale", rationale, tr("write in a few words why you do it differently"))
            if overridden
            else visible(rationale).strip()[:MAX_TEXT]
        ),
        action_taken=visible(action_taken).strip()[:MAX_TEXT],
    )
    key = scoped_key("decision", person, key)
    made = access.sequel(store, [recommendation]).decisions.get(decision_id, [])
    if made and replace(made[-1], at=now) == record:
        return made[-1]
    result = store.recommendations.add_decision(record, OWN_SOURCE, key, _fingerprint(record))
    if result == "conflict":
        raise BadFeedback("decision", decision, used_before())
    return record


def given(store: Store, *, person: Person, question_id: str) -> Given:
    """Return what the person has said about the answer: the latest judgement, any correction."""
    own = access.own_assessments(store, person, AssessmentTarget.ANSWER, question_id)
    judged = [each for each in own if each.feedback is not None]
    corrected = [each for each in own if each.expectation is not None]
    return Given(
        judgement=judged[-1].feedback if judged else None,
        corrected=bool(corrected),
        correction=access.own_correction(store, person, corrected[-1].key) if corrected else None,
    )


def expired(recommendation: Recommendation, now: datetime) -> bool:
    """Whether the time in which the recommendation could be followed is over."""
    return recommendation.expires_at is not None and recommendation.expires_at <= now


def end_of_day(day: str, zone: tzinfo) -> datetime | None:
    """Return the end of a day written 2026-12-31 at the plant; "" is None. Or ``BadFeedback``."""
    if not day:
        return None
    try:
        chosen = date.fromisoformat(day)
    except ValueError:
        raise BadFeedback("until", day, tr("write a day, such as 2026-12-31")) from None
    return datetime.combine(chosen, time.max, tzinfo=zone)


def scoped_key(kind: str, person: Person, key: str) -> str:
    """Return the stored key: what a client chose never collides with another person's.

    Raises ``BadFeedback`` when the key is empty, too long, or holds other characters.
    """
    if not _KEY.fullmatch(key):
        raise BadFeedback(
            "key", key, tr("send 1 to 120 letters, digits, '.', '_', ':' or '-', one for each act")
        )
    return f"{kind}:{person.id}:{key}"


def _judged_turn(store: Store, person: Person, question_id: str) -> Turn:
    """Return the answered question if it is the person's own or about their equipment."""
    turn = access.turn(store, person, question_id)
    if turn is None:
        raise BadFeedback("question_id", question_id, tr("judge an answer that you were given"))
    return turn


def not_theirs(decision_id: str) -> BadFeedback:
    """Return the refusal of a recommendation that the person may not see."""
    remedy = tr("choose a recommendation for equipment of your own team")
    return BadFeedback("decision_id", decision_id, remedy)


def used_before() -> str:
    """Return what to do when a key comes again with other content."""
    return tr("this form was already used for another one; reload the page")


def worded(field: str, value: str, remedy: str) -> str:
    """Return what somebody wrote, as a reader sees it. Raises ``BadFeedback`` for none or a lot."""
    text = visible(value).strip()
    if not text:
        raise BadFeedback(field, "", remedy)
    if len(text) > MAX_TEXT:
        long = tr("{count} characters long", count=len(text))
        raise BadFeedback(field, long, tr("keep it under {most}", most=MAX_TEXT))
    return text


def _reason_class(value: str | None) -> ReasonClass:
    try:
        return ReasonClass(value or "")
    except ValueError:
        raise BadFeedback(
            "reason_class",
            value or "",
            tr(
                "choose information (I know something it does not) or complexity (too hard to do "
                "here and now)"
            ),
        ) from None


def _decision_kind(value: str) -> DecisionKind:
    if value not in (DecisionKind.ACCEPTED, DecisionKind.OVERRIDDEN):
        raise BadFeedback("decision", value, tr("say accepted or overridden"))
    return DecisionKind(value)


def _confidence(value: int | None) -> int | None:
    if value is not None and not 1 <= value <= 4:
        raise BadFeedback("confidence", value, tr("choose 1 (a guess) to 4 (certain)"))
    return value


def _scope(scope: str | None, turn: Turn) -> str | None:
    if not scope:
        return None
    try:
        checked = checked_asset(scope)
    except ValueError as error:
        raise BadFeedback("scope", scope, str(error)) from None
    if turn.asset is not None and not within(turn.asset, checked):
        around = tr("choose {asset} or a part of the plant around it", asset=turn.asset)
        raise BadFeedback("scope", scope, around)
    return checked


def _fingerprint(decision: Decision) -> str:
    # Without the time: the second of two clicks says the same thing a moment later.
    said = [decision.decision_id, decision.decision.value, decision.by, decision.reason_class]
    text = json.dumps([*said, decision.rationale, decision.action_taken])
    return hashlib.sha256(text.encode()).hexdigest()


def _shown(value: object) -> str:
    text = str(value)
    if not text:
        return tr("empty")
    return repr(text if len(text) <= 80 else text[:79] + "…")
