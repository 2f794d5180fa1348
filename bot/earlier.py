"""Questions asked before Tandem was there: answered as of when they were asked, and kept.

Knows the order of things: a question, then what its asker said of the answer. Does not know the
file's form (``knowledge.ingest.questions``) nor what becomes of questions that come again.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

from bot.assistant import Assistant
from bot.feedback import BadFeedback, correct, judge, scoped_key
from bot.messages import Message
from knowledge import access
from knowledge.ingest.fields import BadValue, plain
from knowledge.ingest.jsonl import BadFile
from knowledge.ingest.questions import EarlierQuestion, read_questions
from knowledge.model import Judgement, Person, Status
from knowledge.store import Store
from knowledge.store.conversations import Turn

Progress = Callable[[str, int, int], None]
THOUGHT = timedelta(minutes=2)
"""So long after a question its answer is judged."""


@dataclass
class Report:
    """What became of the questions of a file. ``not_read``: fields that nobody reads here.

    ``unheard`` are judgements of an answer that is not the one given here.
    """

    answered: int = 0
    known: int = 0
    judged: int = 0
    unheard: int = 0
    corrected: int = 0
    refused: list[dict[str, object]] = field(default_factory=list)
    not_read: set[str] = field(default_factory=set)

    def refuse(self, number: int, bad: BadValue) -> None:
        """Note a line that was not kept, and why."""
        found = {"line": number, "path": bad.path, "value": plain(bad.value)}
        self.refused.append({**found, "reason": bad.reason})

    def to_json(self) -> dict[str, object]:
        """Return the report as ``--json`` prints it."""
        return {**vars(self), "not_read": sorted(self.not_read)}


def bring_in(
    path: Path,
    *,
    store: Store,
    assistant: Assistant,
    zone: tzinfo,
    now: datetime,
    progress: Progress,
) -> Report:
    """Answer and keep the questions of a JSON lines file, in its order.

    A question of a known id has no second effect. ``zone`` is the plant's: revisions change at its
    midnight. Raises ``BadFile`` when the file as a whole cannot be read.
    """
    report = Report()
    size = path.stat().st_size if path.is_file() else 0
    for line in read_questions(path):
        progress("questions", line.end, size)
        report.not_read |= line.rest
        try:
            if line.wrong is not None:
                raise line.wrong
            if line.question is not None:
                _take(line.question, report, store, assistant, zone, now)
        except BadValue as bad:
            report.refuse(line.number, bad)
    if report == Report():
        raise BadFile(f"{path} holds only blank lines; nothing was ingested")
    return report


def _take(
    question: EarlierQuestion,
    report: Report,
    store: Store,
    assistant: Assistant,
    zone: tzinfo,
    now: datetime,
) -> None:
    person = _asker(question, store, now)
    try:
        key = scoped_key("earlier", person, question.id)
    except BadFeedback as bad:
        raise BadValue("id", question.id, bad.remedy) from None
    if access.own_turn(store, person, key) is None:
        at = question.at.astimezone(zone)
        assistant.reply(
            Message(
                key=key,
                conversation_id=f"earlier:{person.id}:{question.conversation or question.id}",
                person=person,
                text=question.text,
                at=at,
                decision_id=question.decision_id,
                asset=question.asset,
            ),
            now=at,
        )
        report.answered += 1
    else:
        report.known += 1
    _hear(question, key, person, report, store)


def _asker(question: EarlierQuestion, store: Store, now: datetime) -> Person:
    person = store.directory.load().person(question.person)
    if person is None:
        rule = "must be the id of somebody in the directory (tandem ingest directory FILE)"
        raise BadValue("person", question.person, rule)
    if question.at > now:
        raise BadValue("at", question.at.isoformat(), "must be a time that has passed")
    decision = question.decision_id
    if decision and access.recommendation(store, person, decision) is None:
        rule = "must be a recommendation that the asker may see; ingest recommendations first"
        raise BadValue("decision_id", decision, rule)
    return person


def _hear(
    question: EarlierQuestion, key: str, person: Person, report: Report, store: Store
) -> None:
    """Record what the asker said of the answer; said again, it has no second effect."""
    later = question.at + THOUGHT
    turn = access.own_turn(store, person, key)
    try:
        if question.judgement is not None and _may_be_said(question, turn):
            said = question.judgement.value
            judge(store, key=question.id, person=person, question_id=key, judgement=said, now=later)
            report.judged += 1
        elif question.judgement is not None:
            report.unheard += 1
        if question.correction is not None:
            correct(
                store,
                key=question.id,
                person=person,
                question_id=key,
                expectation=question.correction.expectation,
                rationale=question.correction.rationale,
                scope=turn.asset if turn else None,
                reason_class=question.correction.reason_class,
                confidence=None,
                now=later,
            )
            report.corrected += 1
    except BadFeedback as bad:
        raise BadValue(bad.field, bad.value, bad.remedy) from None


def _may_be_said(question: EarlierQuestion, turn: Turn | None) -> bool:
    """Whether the judgement can be of the answer given here: "right" was said of its document."""
    if turn is None or turn.status not in {Status.ANSWERED, Status.ROUTED}:
        return False
    if question.judgement is not Judgement.RIGHT or not question.document:
        return True
    return question.document in {each.get("document") for each in turn.answer["evidence"]}
