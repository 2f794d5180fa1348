"""The API that people and recommenders script against: ask, search, requests, events and more.

Knows the contract's JSON objects. Does not know pages. Work that blocks runs in threads, so that
one slow question does not hold up the others.
"""

import hmac
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot import overrides, requests
from bot.answering.records import reply_json
from bot.feedback import BadFeedback, scoped_key
from bot.hits import hit_json
from bot.messages import Message
from bot.outcomes import tell_outcome
from bot.shown.cards import recent_cards
from bot.usage import DAYS, usage_report
from bot.web.bodies import MEGABYTE, BadBody, json_body, typed_body
from bot.web.cards import card_json
from bot.web.context import Context
from bot.web.identity import from_this_machine
from bot.web.refusals import NotAllowed
from knowledge import access
from knowledge.ingest.events import BadEvent, EventReport, ingest_events, read_body
from knowledge.model import InvalidAsset, Person, Role, checked_asset
from knowledge.model import Request as Asked

MAX_QUESTION_BODY = MEGABYTE
MAX_EVENTS_BODY = 5 * MEGABYTE
MAX_RESULTS = 100
EVENTS = (
    "application/cloudevents+json",
    "application/cloudevents-batch+json",
    "application/json",
)


def api_routes(context: Context) -> list[Route]:
    """Return the API's routes; plain ones, because the hot path pays for every layer."""
    api = Api(context)
    return [
        Route("/api/ask", api.ask, methods=["POST"]),
        Route("/api/events", api.events, methods=["POST"]),
        Route("/api/search", api.search, methods=["GET"]),
        Route("/api/requests", api.requests, methods=["GET"]),
        Route("/api/requests/{number:int}/taken", api.taken, methods=["POST"]),
        Route("/api/recommendations", api.recommendations, methods=["GET"]),
        Route("/api/outcomes", api.outcomes, methods=["POST"]),
        Route("/api/overrides", api.overrides, methods=["GET"]),
        Route("/api/model-usage", api.model_usage, methods=["GET"]),
        Route("/healthz", api.health, methods=["GET"]),
    ]


@dataclass(frozen=True)
class Api:
    """The API's endpoints over one context."""

    context: Context

    async def ask(self, request: Request) -> Response:
        """``POST /api/ask``: the same object as ``tandem ask --json``."""
        body = await json_body(request, limit=MAX_QUESTION_BODY)
        if not isinstance(body, Mapping):
            raise BadBody('The body is not an object: send {"text": "why?"}.')
        asked = {
            name: _optional_text(body, name)
            for name in ("text", "decision_id", "asset", "person", "conversation", "key")
        }
        return JSONResponse(await self.context.in_turn(self._answer, request, asked))

    def _answer(self, request: Request, asked: Mapping[str, str | None]) -> dict[str, Any]:
        person = self.context.identity.asker(request, asked["person"])
        decision_id, text = asked["decision_id"], (asked["text"] or "").strip()
        if not text and not decision_id:
            raise BadBody("text is empty: send a question, or a decision_id to ask about.")
        if decision_id and not access.recommendation(
            self.context.services.store, person, decision_id
        ):
            raise BadBody(
                f"decision_id is {decision_id!r}: there is no such recommendation that "
                f"{person.name} may see; GET /api/recommendations lists them.",
                status=404,
            )
        now = self.context.clock()
        reply = self.context.services.assistant.reply(
            Message(
                key=_key(person, asked["key"]),
                conversation_id=_conversation(person, asked["conversation"]),
                person=person,
                text=text,
                at=now,
                decision_id=decision_id,
                asset=_asset(asked["asset"]),
            ),
            now=now,
        )
        return reply_json(reply)

    async def events(self, request: Request) -> Response:
        """``POST /api/events``: CloudEvents, structured or batch; the good ones are kept."""
        self._may_post(request)
        if "ce-specversion" in request.headers:
            raise BadBody(
                "The event's envelope is in HTTP headers (binary mode): send the structured form, "
                "the whole event as one JSON object.",
                status=415,
            )
        body = await typed_body(request, limit=MAX_EVENTS_BODY, types=EVENTS)
        report = await run_in_threadpool(self._ingest, body)
        if report.accepted:
            self.context.changes.note()
        status = 200 if report.accepted or report.known else 400
        return JSONResponse(report.to_json(), status_code=status)

    def _ingest(self, body: bytes) -> EventReport:
        try:
            batch = read_body(body)
        except BadEvent as bad:
            raise BadBody(f"The body is no event: {bad}.") from None
        if not batch:
            raise BadBody("The batch is empty: send at least one event.")
        return ingest_events(batch, store=self.context.services.store, now=self.context.clock())

    def _may_post(self, request: Request) -> None:
        token = self.context.services.settings.events_token.get_secret_value()
        if token:
            sent = request.headers.get("authorization", "").removeprefix("Bearer ")
            if not hmac.compare_digest(sent.encode(), token.encode()):
                raise NotAllowed(
                    "The token is missing or wrong: send Authorization: Bearer followed by the "
                    "value of TANDEM_EVENTS_TOKEN.",
                    status=401,
                )
        elif not from_this_machine(request):
            raise NotAllowed(
                "Only this machine may post events as long as no token is set: set "
                "TANDEM_EVENTS_TOKEN and send it as Authorization: Bearer TOKEN."
            )

    async def search(self, request: Request) -> Response:
        """``GET /api/search?q=…&k=8&asset=…``: passages the asker may see, best first."""
        query = request.query_params
        text = query.get("q", query.get("text", "")).strip()
        if not text:
            raise BadBody("q is empty: send the words to search for, as in /api/search?q=drum.")
        k = _count(query.get("k", "8"), "k")
        return JSONResponse(await run_in_threadpool(self._search, request, text, k))

    def _search(self, request: Request, text: str, k: int) -> dict[str, Any]:
        person = self.context.identity.asker(request, request.query_params.get("person"))
        hits = self.context.services.search.find(
            text,
            person=person,
            asset=_asset(request.query_params.get("asset")),
            now=self.context.clock(),
            k=k,
        )
        return {"text": text, "hits": [hit_json(rank, hit) for rank, hit in enumerate(hits, 1)]}

    async def recommendations(self, request: Request) -> Response:
        """``GET /api/recommendations?limit=20&asset=…``: newest first, with their state."""
        limit = _count(request.query_params.get("limit", "20"), "limit")
        return JSONResponse(await run_in_threadpool(self._recommendations, request, limit))

    def _recommendations(self, request: Request, limit: int) -> dict[str, Any]:
        person = self.context.identity.asker(request, request.query_params.get("person"))
        asset = _asset(request.query_params.get("asset"))
        cards = recent_cards(
            self.context.services.store,
            person,
            limit=limit,
            now=self.context.clock(),
            assets=(asset,) if asset else (),
        )
        return {"recommendations": [card_json(card) for card in cards]}

    async def outcomes(self, request: Request) -> Response:
        """``POST /api/outcomes``: what came of a decision, told by somebody who was there."""
        body = await json_body(request, limit=MEGABYTE)
        if not isinstance(body, Mapping):
            raise BadBody('The body is no object: send {"decision_id": "…", "result": "better"}.')
        names = ("decision_id", "result", "note", "key", "person")
        told = {name: _optional_text(body, name) for name in names}
        return JSONResponse(await run_in_threadpool(self._outcome, request, told))

    def _outcome(self, request: Request, told: Mapping[str, str | None]) -> dict[str, Any]:
        outcome = tell_outcome(
            self.context.services.store,
            key=told["key"] or uuid.uuid4().hex,
            person=self.context.identity.asker(request, told["person"]),
            decision_id=told["decision_id"] or "",
            result=told["result"] or "",
            note=told["note"] or "",
            now=self.context.clock(),
        )
        self.context.changes.note()
        return {"decision_id": outcome.decision_id, "result": outcome.result.value}

    async def overrides(self, request: Request) -> Response:
        """``GET /api/overrides?days=90``: where a recommender is overridden in a pattern."""
        days = _count(request.query_params.get("days", str(overrides.DAYS)), "days")
        return JSONResponse(await run_in_threadpool(self._overrides, request, days))

    def _overrides(self, request: Request, days: int) -> dict[str, Any]:
        person = self.context.identity.asker(request, request.query_params.get("person"))
        if not access.cares_for_equipment(person):
            raise NotAllowed(overrides.for_engineers())
        store, now = self.context.services.store, self.context.clock()
        return overrides.patterns_json(
            overrides.patterns_of(store, person, now=now, days=days), days=days
        )

    async def requests(self, request: Request) -> Response:
        """``GET /api/requests``: what the asker may see and is not finished, the oldest first."""
        return JSONResponse(await run_in_threadpool(self._requests, request))

    def _requests(self, request: Request) -> dict[str, Any]:
        person = self.context.identity.asker(request, request.query_params.get("person"))
        store = self.context.services.store
        return {"requests": [self._told(person, each) for each in access.requests(store, person)]}

    async def taken(self, request: Request) -> Response:
        """``POST /api/requests/N/taken``: the asker comes; the body is ``{"person"?}``."""
        body = await json_body(request, limit=MEGABYTE)
        if not isinstance(body, Mapping):
            raise BadBody('The body is not an object: send {}, or {"person": "p-019"}.')
        name = _optional_text(body, "person")
        return JSONResponse(await run_in_threadpool(self._taken, request, name))

    def _taken(self, request: Request, name: str | None) -> dict[str, Any]:
        person = self.context.identity.asker(request, name)
        number, now = request.path_params["number"], self.context.clock()
        store = self.context.services.store
        taken = requests.take(store, person=person, number=number, now=now)
        self.context.changes.note()
        return self._told(person, taken)

    def _told(self, person: Person, asked: Asked) -> dict[str, Any]:
        directory = self.context.services.store.directory.load()
        told = requests.told(asked, reader=person, directory=directory)
        return requests.told_json(told, now=self.context.clock())

    async def model_usage(self, request: Request) -> Response:
        """``GET /api/model-usage?days=30``: what the language model was used for, for admins."""
        days = _count(request.query_params.get("days", str(DAYS)), "days")
        return JSONResponse(await run_in_threadpool(self._model_usage, request, days))

    def _model_usage(self, request: Request, days: int) -> dict[str, object]:
        person = self.context.identity.asker(request, request.query_params.get("person"))
        if Role.ADMIN not in person.roles:
            raise NotAllowed("Only an admin of this installation may see the use of the model.")
        services = self.context.services
        today = self.context.clock().astimezone(services.settings.zone).date()
        return usage_report(services.store, today=today, days=days)

    async def health(self, _: Request) -> Response:
        """``GET /healthz``: the site and its store answer."""
        counts = await run_in_threadpool(self.context.services.store.documents.counts)
        return JSONResponse(
            {"status": "ok", "version": self.context.services.version, "documents": dict(counts)}
        )


def _optional_text(body: Mapping[str, Any], name: str) -> str | None:
    value = body.get(name)
    if value is not None and not isinstance(value, str):
        raise BadBody(
            f"{name} is {str(value)[:80]!r}, not text: send it in quotes or leave it out."
        )
    return value


def _key(person: Person, key: str | None) -> str:
    try:
        return scoped_key("api", person, key or uuid.uuid4().hex)
    except BadFeedback as bad:
        raise BadBody(f"{bad}.") from None


def _conversation(person: Person, name: str | None) -> str:
    # Below the person's own name, so that nobody reads or continues another's conversation.
    return f"api:{person.id}:{name or uuid.uuid4().hex}"


def _asset(path: str | None) -> str | None:
    if not path:
        return None
    try:
        return checked_asset(path)
    except InvalidAsset as bad:
        raise BadBody(f"asset: {bad}.") from None


def _count(value: str, name: str) -> int:
    if not value.isdecimal() or not 1 <= int(value) <= MAX_RESULTS:
        raise BadBody(f"{name} is {value[:20]!r}: send a number from 1 to {MAX_RESULTS}.")
    return int(value)
