"""Judging, correcting and deciding as commands.

Knows their parameters and what is said after them. Does not know what a record must hold
(``bot.feedback``), nor how a person is asked for it (``bot.forms``).
"""

from datetime import timedelta

from bot.commands.call import Call
from bot.corrections import heard
from bot.feedback import BadFeedback, correct, decide, end_of_day, judge
from bot.outcomes import tell_outcome
from bot.owner import Result
from bot.speech import mark, tr
from knowledge.model import DecisionKind

_THANKS = {
    "right": mark("Thank you, noted as right."),
    "unclear": mark(
        "Noted as unclear, thank you. “more” shows the details; or ask in other words."
    ),
    "not_right": mark("Noted as not right."),
}
_NOTED = {
    DecisionKind.ACCEPTED: mark("Noted: {decision} is accepted."),
    DecisionKind.OVERRIDDEN: mark("Noted: {decision} is overridden."),
    DecisionKind.EXPIRED: mark("Noted: {decision} is expired."),
}


def judge_answer(call: Call) -> Result:
    """Record ``judgement`` (right, unclear, not_right) of the answer to ``question``."""
    judgement = call.text("judgement")
    judge(
        call.services.store,
        key=call.text("key"),
        person=call.services.person(call.optional("person")),
        question_id=call.text("question"),
        judgement=judgement,
        now=call.now,
    )
    return {"said": tr(_THANKS[judgement])}


def correct_answer(call: Call) -> Result:
    """Record what is right instead of the answer to ``question``."""
    settings, until = call.services.settings, call.optional("until")
    given = correct(
        call.services.store,
        key=call.text("key"),
        person=call.services.person(call.optional("person")),
        question_id=call.text("question"),
        expectation=call.text("expectation"),
        rationale=call.text("rationale"),
        scope=call.optional("scope"),
        reason_class=call.optional("reason_class"),
        confidence=_confidence(call.optional("confidence")),
        unnamed=bool(call.params.get("unnamed")),
        until=end_of_day(until or "", settings.zone)
        or call.now + timedelta(days=settings.correction_days),
        now=call.now,
    )
    assert given.correction is not None
    return {"said": heard(given.correction, question_id=call.text("question"))}


def decide_recommendation(call: Call) -> Result:
    """Record that the recommendation ``decision_id`` was accepted or overridden."""
    record = decide(
        call.services.store,
        key=call.text("key"),
        person=call.services.person(call.optional("person")),
        decision_id=call.text("decision_id"),
        decision=call.text("decision"),
        reason_class=call.optional("reason_class"),
        rationale=call.optional("rationale") or "",
        action_taken=call.optional("action_taken") or "",
        now=call.now,
    )
    return {"said": tr(_NOTED[record.decision], decision=record.decision_id)}


def tell_what_came_of_it(call: Call) -> Result:
    """Record that after the decision on ``decision_id`` things got better, same or worse."""
    record = tell_outcome(
        call.services.store,
        key=call.text("key"),
        person=call.services.person(call.optional("person")),
        decision_id=call.text("decision_id"),
        result=call.text("result"),
        now=call.now,
    )
    return {"said": tr("Noted for {decision}.", decision=record.decision_id)}


def _confidence(text: str | None) -> int | None:
    if text is not None and not text.isdecimal():
        raise BadFeedback("confidence", text, tr("choose 1 (a guess) to 4 (certain)"))
    return None if text is None else int(text)
