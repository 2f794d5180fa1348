"""Requests on the page: asking a role to come, and the bar of what waits for the reader's team.

Knows forms and pieces of pages. Does not know who may do what (``bot.requests``).
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bot import requests
from bot.feedback import BadFeedback
from bot.requests import Told
from bot.web.bodies import form_fields
from bot.web.channel import WebChannel
from bot.web.context import Context
from bot.web.keys import act_key, new_key
from knowledge import access
from knowledge.model import Person
from knowledge.model import Request as Asked
from knowledge.store import Store

WATCHED = 100


class _Act(Protocol):
    def __call__(self, store: Store, *, person: Person, number: int, now: datetime) -> Asked: ...


def request_routes(context: Context) -> list[Route]:
    """Return the routes of requests."""
    face = Requests(context)
    return [
        Route("/requests", face.bar, methods=["GET"]),
        Route("/requests", face.open, methods=["POST"]),
        Route("/requests/{number:int}", face.one, methods=["GET"]),
        Route("/requests/{number:int}/taken", face.acting(requests.take), methods=["POST"]),
        Route("/requests/{number:int}/withdrawn", face.acting(requests.withdraw), methods=["POST"]),
        Route("/requests/{number:int}/done", face.acting(requests.close), methods=["POST"]),
    ]


@dataclass(frozen=True)
class Requests:
    """The endpoints of requests over one context."""

    context: Context

    def bar(self, request: Request) -> Response:
        """``GET /requests``: what waits for the reader's team."""
        return self._bar(self.context.identity.visitor(request))

    def one(self, request: Request) -> Response:
        """``GET /requests/N``: how the reader's own request stands, as below its answer."""
        person = self.context.identity.visitor(request)
        number = request.path_params["number"]
        asked = requests.visible(self.context.services.store, person, number)
        return self._below_answer(person, asked.question_id)

    async def open(self, request: Request) -> Response:
        """``POST /requests``: ask the role to come after one's own routed answer."""
        sent = await form_fields(request, ("key", "question_id"))
        return await run_in_threadpool(self._open, request, sent["key"], sent["question_id"])

    def _open(self, request: Request, key: str, question_id: str) -> Response:
        person = self.context.identity.visitor(request)
        requests.open_request(
            self.context.services.store,
            key=act_key(key, question_id),
            person=person,
            question_id=question_id,
            now=self.context.clock(),
        )
        self.context.changes.note()
        return self._shown(request, lambda: self._below_answer(person, question_id))

    def acting(self, act: _Act) -> Callable[[Request], Response]:
        """Return the endpoint of ``POST /requests/N/…``: taken, withdrawn or done."""

        def endpoint(request: Request) -> Response:
            person = self.context.identity.visitor(request)
            store, now = self.context.services.store, self.context.clock()
            asked = act(store, person=person, number=request.path_params["number"], now=now)
            self.context.changes.note()
            if asked.asker == person.id:
                return self._shown(request, lambda: self._below_answer(person, asked.question_id))
            return self._shown(request, lambda: self._bar(person))

        return endpoint

    def _shown(self, request: Request, piece: Callable[[], Response]) -> Response:
        if "hx-request" in request.headers:
            return piece()
        return RedirectResponse("/", status_code=303)

    def _bar(self, person: Person) -> Response:
        return self._piece("_requests.html", requests=bar_of(self.context.services.store, person))

    def _below_answer(self, person: Person, question_id: str) -> Response:
        services = self.context.services
        turn = access.own_turn(services.store, person, question_id)
        if turn is None:
            raise BadFeedback("question_id", question_id, "look at requests of your own")
        shown = WebChannel(self.context, person).shown(services.assistant.kept(turn, reader=person))
        return self._piece("_request.html", turn=shown, key=new_key())

    def _piece(self, template: str, **context: object) -> HTMLResponse:
        now = self.context.clock()
        return HTMLResponse(self.context.pages.render(template, now=now, **context))


def bar_of(store: Store, person: Person) -> list[Told]:
    """Return what was sent to the person's teams and nobody took, and what they took themselves.

    Engineers see the other requests of their equipment in the list, not on every page.
    """
    directory = store.directory.load()
    return [
        requests.told(each, reader=person, directory=directory)
        for each in access.requests(store, person)
        if each.asker != person.id
        and (each.taken.by == person.id if each.taken else _at_the_top(person, each))
    ]


def requests_now(store: Store) -> dict[Hashable, Asked]:
    """Return the requests that a page may show, for watching what changes."""
    watched = [*store.requests.latest(WATCHED), *store.requests.unfinished()]
    return {("request", each.number): each for each in watched}


def _at_the_top(person: Person, asked: Asked) -> bool:
    return person.sees_all or access.sent_to(person, asked)
