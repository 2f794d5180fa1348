"""The buttons: right, unclear, not right and what is right instead; accept and override.

Knows forms and what a page shows after them. Does not know what a record must hold
(``bot.feedback``). A click that repeats shows the same, because its key is the same.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.feedback import BadFeedback, Given, correct, decide, end_of_day, judge
from bot.outcomes import tell_outcome
from bot.shown.cards import card_of
from bot.speech import tr
from bot.web.bodies import form_fields
from bot.web.channel import WebChannel
from bot.web.context import Context
from bot.web.keys import act_key, new_key
from knowledge import access
from knowledge.model import Person

CORRECTION_FIELDS = (
    "key",
    "question_id",
    "expectation",
    "rationale",
    "scope",
    "reason_class",
    "confidence",
    "unnamed",
    "until",
)
OUTCOME_FIELDS = ("key", "decision_id", "result")
DECISION_FIELDS = ("key", "decision_id", "decision", "reason_class", "rationale", "action_taken")


def judging_routes(context: Context) -> list[Route]:
    """Return the routes behind the buttons."""
    judging = Judging(context)
    return [
        Route("/judgements", judging.judgement, methods=["POST"]),
        Route("/corrections", judging.correction, methods=["POST"]),
        Route("/decisions", judging.decision, methods=["POST"]),
        Route("/outcomes", judging.outcome, methods=["POST"]),
    ]


@dataclass(frozen=True)
class Judging:
    """The endpoints of the buttons over one context."""

    context: Context

    async def judgement(self, request: Request) -> Response:
        """``POST /judgements``: right, unclear or not_right on an answer."""
        return await self._form(request, ("key", "question_id", "judgement"), self._judgement)

    async def correction(self, request: Request) -> Response:
        """``POST /corrections``: what is right instead of an answer."""
        return await self._form(request, CORRECTION_FIELDS, self._correction)

    async def decision(self, request: Request) -> Response:
        """``POST /decisions``: accepted or overridden, on a recommendation."""
        return await self._form(request, DECISION_FIELDS, self._decision)

    async def outcome(self, request: Request) -> Response:
        """``POST /outcomes``: better, same or worse, after a decision."""
        return await self._form(request, OUTCOME_FIELDS, self._outcome)

    async def _form(
        self,
        request: Request,
        names: tuple[str, ...],
        act: Callable[[Request, Mapping[str, str]], Response],
    ) -> Response:
        return await run_in_threadpool(act, request, await form_fields(request, names))

    def _judgement(self, request: Request, fields: Mapping[str, str]) -> Response:
        person = self.context.identity.visitor(request)
        judge(
            self.context.services.store,
            key=act_key(fields["key"], fields["question_id"], fields["judgement"]),
            person=person,
            question_id=fields["question_id"],
            judgement=fields["judgement"],
            now=self.context.clock(),
        )
        return self._feedback(request, person, fields["question_id"])

    def _correction(self, request: Request, fields: Mapping[str, str]) -> Response:
        person = self.context.identity.visitor(request)
        settings, now = self.context.services.settings, self.context.clock()
        try:
            given = correct(
                self.context.services.store,
                key=act_key(fields["key"], fields["question_id"]),
                person=person,
                question_id=fields["question_id"],
                expectation=fields["expectation"],
                rationale=fields["rationale"],
                scope=fields["scope"] or None,
                reason_class=fields["reason_class"] or None,
                confidence=_confidence(fields["confidence"]),
                unnamed=bool(fields["unnamed"]),
                until=end_of_day(fields["until"], settings.zone)
                or now + timedelta(days=settings.correction_days),
                now=now,
            )
        except BadFeedback as bad:
            if bad.field not in CORRECTION_FIELDS[2:]:
                raise
            return self._feedback(
                request, person, fields["question_id"], typed=fields, bad=bad, status=422
            )
        return self._feedback(request, person, fields["question_id"], given=given)

    def _feedback(
        self,
        request: Request,
        person: Person,
        question_id: str,
        *,
        given: Given | None = None,
        typed: Mapping[str, str] | None = None,
        bad: BadFeedback | None = None,
        status: int = 200,
    ) -> Response:
        """Show the buttons as they now stand, with the form as it was typed if it was refused.

        ``given``: what was said just now, which may be what was said of another answer before.
        """
        services = self.context.services
        turn = access.turn(services.store, person, question_id)
        if turn is None or "hx-request" not in request.headers:
            return RedirectResponse("/", status_code=303)
        shown = WebChannel(self.context, person).shown(services.assistant.kept(turn, reader=person))
        return self._piece(
            "_feedback.html",
            status=status,
            turn=shown if given is None else replace(shown, given=given),
            key=new_key(),
            typed=typed or {},
            bad=bad,
        )

    def _decision(self, request: Request, fields: Mapping[str, str]) -> Response:
        person = self.context.identity.visitor(request)
        store, now = self.context.services.store, self.context.clock()
        bad, status = None, 200
        try:
            decide(
                store,
                key=act_key(fields["key"], fields["decision_id"]),
                person=person,
                decision_id=fields["decision_id"],
                decision=fields["decision"],
                reason_class=fields["reason_class"] or None,
                rationale=fields["rationale"],
                action_taken=fields["action_taken"],
                now=now,
            )
            self.context.changes.note()
        except BadFeedback as refused:
            if refused.field not in DECISION_FIELDS[2:]:
                raise
            bad, status = refused, 422
        return self._decided(request, person, fields, bad=bad, status=status)

    def _outcome(self, request: Request, fields: Mapping[str, str]) -> Response:
        person = self.context.identity.visitor(request)
        tell_outcome(
            self.context.services.store,
            key=act_key(fields["key"], fields["decision_id"], fields["result"]),
            person=person,
            decision_id=fields["decision_id"],
            result=fields["result"],
            now=self.context.clock(),
        )
        self.context.changes.note()
        return self._decided(request, person, fields)

    def _decided(
        self,
        request: Request,
        person: Person,
        fields: Mapping[str, str],
        *,
        bad: BadFeedback | None = None,
        status: int = 200,
    ) -> Response:
        """Show a recommendation's decision as it now stands, with the form if it was refused."""
        if "hx-request" not in request.headers:
            about = urlencode({"about": fields["decision_id"]})
            return RedirectResponse(f"/?{about}", status_code=303)
        store, now = self.context.services.store, self.context.clock()
        return self._piece(
            "_decision.html",
            status=status,
            card=card_of(store, person, fields["decision_id"], now=now),
            key=new_key(),
            typed=fields if bad else {},
            bad=bad,
            now=now,
        )

    def _piece(self, template: str, *, status: int, **context: Any) -> HTMLResponse:
        return HTMLResponse(self.context.pages.render(template, **context), status_code=status)


def _confidence(text: str) -> int | None:
    if not text:
        return None
    if not text.isdecimal():
        raise BadFeedback("confidence", text, tr("choose 1 (a guess) to 4 (certain)"))
    return int(text)
