"""``/review``: for engineers and admins, what people corrected: look at it, decide, with a reason.

Knows the page and its forms. Does not know who may decide, or what it takes (``bot.corrections``).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot import regressions
from bot.answering.cited import place
from bot.corrections import FIELDS, Told, decide, queue
from bot.feedback import BadFeedback
from bot.shown.answers import Scope, scopes_of
from bot.speech import tr
from bot.web.bodies import form_fields, number_in
from bot.web.context import Context
from bot.web.refusals import NotAllowed
from knowledge import access
from knowledge.model import Answer, Life, Person, Use

MOST = 50
MOST_FINISHED = 20


@dataclass(frozen=True)
class Shown:
    """One correction as the page shows it.

    ``answer`` is the one it corrects, as the reviewer may see it, with the ``places`` it cited;
    ``others`` are those of the same matter, ``rivals`` those that cannot hold with it.
    """

    told: Told
    answer: Answer | None = None
    places: tuple[str, ...] = ()
    scopes: tuple[Scope, ...] = ()
    document: str = ""
    others: tuple[Told, ...] = ()
    rivals: tuple[Told, ...] = ()
    refused: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)


def review_routes(context: Context) -> list[Route]:
    """Return the routes of the page."""
    page = ReviewPage(context)
    return [
        Route("/review", page.show, methods=["GET"]),
        Route("/review", page.decide, methods=["POST"]),
        Route("/review/regressions", page.ask_again, methods=["POST"]),
    ]


@dataclass(frozen=True)
class ReviewPage:
    """The page's endpoints over one context."""

    context: Context

    def show(self, request: Request) -> Response:
        """``GET /review``: what waits, the most used and oldest first; then what was decided."""
        return self._page(request, self._reviewer(request))

    async def decide(self, request: Request) -> Response:
        """``POST /review``: accept, reject, roll back, settle, or say that it is done."""
        return await run_in_threadpool(self._decide, request, await form_fields(request, FIELDS))

    async def ask_again(self, request: Request) -> Response:
        """``POST /review/regressions``: ask the questions of all accepted corrections again."""
        return await self.context.in_turn(self._ask_again, request)

    def _reviewer(self, request: Request) -> Person:
        person = self.context.identity.visitor(request)
        if not access.cares_for_gaps(person):
            raise NotAllowed(tr("Corrections are reviewed by engineers and admins."))
        return person

    def _decide(self, request: Request, sent: Mapping[str, str]) -> Response:
        person, services = self._reviewer(request), self.context.services
        try:
            after = decide(
                services.store,
                person,
                sent,
                zone=services.settings.zone,
                now=self.context.clock(),
            )
        except BadFeedback as bad:
            return self._page(request, person, sent=sent, refused=f"{bad}.", status=422)
        return RedirectResponse(f"/review?done={after.number}", status_code=303)

    def _ask_again(self, request: Request) -> Response:
        self._reviewer(request)
        services = self.context.services
        regressions.replay(services.store, services.assistant, now=self.context.clock())
        return RedirectResponse("/review", status_code=303)

    def _page(
        self,
        request: Request,
        person: Person,
        *,
        sent: Mapping[str, str] | None = None,
        refused: str = "",
        status: int = 200,
    ) -> Response:
        services, now = self.context.services, self.context.clock()
        found = queue(
            services.store,
            person,
            alike=services.search.alike,
            now=now,
            finished=True,
            limit=MOST,
        )
        by_number = {each.number: each for each in found}
        waiting = [each for each in found if each.correction.in_review]
        at = str((sent or {}).get("number", ""))
        return self.context.pages.page(
            request,
            "review.html",
            person=person,
            status=status,
            now=now,
            waiting=[
                self._shown(
                    each, person, by_number, sent if str(each.number) == at else None, refused
                )
                for each in waiting[:MOST]
            ],
            left=len(waiting) - len(waiting[:MOST]),
            accepted=[
                Shown(each, others=_others(each, by_number))
                for each in found
                if each.correction.state is Life.APPLIED
            ],
            unsettled=_unsettled(found, by_number),
            changes=_of_use(found, Use.CHANGE_REQUEST),
            notes=_of_use(found, Use.NOTE),
            finished=[each for each in found if not each.correction.unfinished][-MOST_FINISHED:],
            broken=[each for each in found if each.broken],
            done=by_number.get(number_in(request.query_params.get("done", ""))),
            refused="" if at in {str(each.number) for each in waiting[:MOST]} else refused,
            owners=self._owners(found, person),
        )

    def _shown(
        self,
        told: Told,
        person: Person,
        by_number: Mapping[int, Told],
        sent: Mapping[str, str] | None,
        refused: str,
    ) -> Shown:
        services, one = self.context.services, told.correction
        turn = access.corrected(services.store, person, one)
        answer = services.assistant.kept(turn, reader=person).answer if turn else None
        directory = services.store.directory.load()
        scopes = scopes_of(one.matter.asset or one.said.scope, directory)
        return Shown(
            told,
            answer,
            tuple(dict.fromkeys(place(each) for each in answer.evidence)) if answer else (),
            tuple(each for each in scopes if access.may_see_asset(directory, person, each.asset)),
            one.basis[0].document if one.basis else "",
            _others(told, by_number),
            tuple(by_number[each] for each in told.disputed),
            refused if sent is not None else "",
            sent or {},
        )

    def _owners(self, found: list[Told], person: Person) -> dict[str, str]:
        """Return who owns the documents that are to be changed, by their number."""
        numbers = {each.correction.last.document for each in found}
        store, today = self.context.services.store, self.context.clock().date()
        return {
            number: revision.owner
            for number in numbers - {""}
            if (revision := access.in_force(store, person, number, on=today))
        }


def _others(told: Told, by_number: Mapping[int, Told]) -> tuple[Told, ...]:
    """Return those of the same matter that do not plainly disagree with it."""
    return tuple(by_number[each] for each in told.similar if each not in told.disputed)


def _unsettled(found: Sequence[Told], by_number: Mapping[int, Told]) -> list[tuple[Told, Told]]:
    """Return the pairs that stand in answers as reviewed and cannot both hold, each once."""
    return [
        (each, by_number[number])
        for each in found
        for number in each.disputed
        if number > each.number and _stands(each) and _stands(by_number[number])
    ]


def _stands(told: Told) -> bool:
    vouched = told.correction.accepted
    applied = told.correction.state is Life.APPLIED
    return applied and vouched is not None and vouched.use is Use.EVIDENCE


def _of_use(found: list[Told], use: Use) -> list[Told]:
    """Return what was accepted for that use and has not arrived yet."""
    return [
        each
        for each in found
        if each.correction.state is Life.ACCEPTED and each.correction.last.use is use
    ]
