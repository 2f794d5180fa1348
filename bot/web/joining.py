"""A one-time link: its code, and the password that is set with it.

Knows the two forms. Does not know how links are made (``bot.accounts``). Opening a link uses
nothing up, because mail scanners and previews open links too; sending the form does.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.accounts import (
    FIRST_ADMIN,
    JOIN_PATH,
    account_holder,
    named_at_sign_in,
    usable_link,
)
from bot.services import LOCAL_ADMIN
from bot.speech import speak, tr
from bot.web.bodies import form_fields
from bot.web.context import Context
from bot.web.login import only_outside_demo
from bot.web.passwords import SHORTEST, weakness
from bot.web.refusals import NotAllowed
from knowledge.model import Person, Place
from knowledge.store import Link

_FIELDS = ("person", "password", "again")


def joining_routes(context: Context) -> list[Route]:
    """Return the routes of one-time links."""
    joining = Joining(context)
    return [
        Route(JOIN_PATH, joining.ask_code, methods=["GET"]),
        Route(JOIN_PATH + "/{code}", joining.page, methods=["GET"]),
        Route(JOIN_PATH + "/{code}", joining.join, methods=["POST"]),
    ]


@dataclass(frozen=True)
class Joining:
    """The endpoints of one-time links over one context."""

    context: Context

    def ask_code(self, request: Request) -> Response:
        """``GET /join``: a field for the code, for whoever has it on paper."""
        only_outside_demo(self.context)
        code = request.query_params.get("code", "").strip()
        if code:
            return RedirectResponse(f"{JOIN_PATH}/{_plain(code)}", status_code=303)
        return self.context.pages.page(request, "code.html", person=None)

    def page(self, request: Request) -> Response:
        """``GET /join/CODE``: the form that sets a password."""
        link = self._link(request)
        return self._form(request, link, self._holder(link))

    async def join(self, request: Request) -> Response:
        """``POST /join/CODE``: set the password and sign in; the link is used up."""
        sent = await form_fields(request, _FIELDS)
        link, person, told = await run_in_threadpool(self._wanted, request, sent)
        if person is None or told:
            return await run_in_threadpool(self._form, request, link, person, sent, told)
        hashed = await self.context.passwords.hashed(sent["password"])
        return await run_in_threadpool(self._redeem, request, link, person, hashed)

    def _wanted(self, request: Request, sent: Mapping[str, str]) -> tuple[Link, Person | None, str]:
        """Return the link, whose account it is for, and what is wrong with what was sent."""
        link = self._link(request)
        person: Person | None = self._holder(link)
        if link.person_id == FIRST_ADMIN and sent["person"].strip():
            person = named_at_sign_in(self.context.services, sent["person"])
        if person is None:
            return link, None, tr("Nobody in the directory has that id or login name.")
        return link, person, new_password_fault(person, sent)

    def _redeem(self, request: Request, link: Link, person: Person, hashed: str) -> Response:
        used = self.context.services.store.accounts.redeem(
            link.hash, person_id=person.id, password=hashed, now=self.context.clock()
        )
        if not used:
            raise _over()
        response = RedirectResponse("/", status_code=303)
        self.context.identity.sessions.start(request, response, person.id, method="password")
        return response

    def _link(self, request: Request) -> Link:
        only_outside_demo(self.context)
        services, code = self.context.services, request.path_params["code"]
        link = usable_link(services, code, now=self.context.clock())
        if link is None:
            raise _over()
        return link

    def _holder(self, link: Link) -> Person:
        """Return whose password the link sets; the first admin's link is the installation's."""
        if link.person_id == FIRST_ADMIN:
            return LOCAL_ADMIN
        person = account_holder(self.context.services, link.person_id)
        if person is None:
            raise NotAllowed(
                tr("You are no longer in the directory. Ask your Tandem admin."), status=404
            )
        return person

    def _form(
        self,
        request: Request,
        link: Link,
        person: Person | None,
        sent: Mapping[str, str] | None = None,
        told: str = "",
    ) -> Response:
        if person is not None and link.person_id != FIRST_ADMIN:
            speak(person.language)
        return self.context.pages.page(
            request,
            "join.html",
            person=None,
            status=422 if told else 200,
            first=link.person_id == FIRST_ADMIN,
            holder=person,
            login=next(iter(login_names(person)), person.id) if person else "",
            installation=LOCAL_ADMIN,
            sent=sent or {},
            told=told,
            shortest=SHORTEST,
            code=request.path_params["code"],
        )


def new_password_fault(person: Person, sent: Mapping[str, str]) -> str:
    """Return what is wrong with the ``password`` (twice, ``again``) a person chose, or ""."""
    names = (person.id, *person.name.split(), *login_names(person))
    told = weakness(sent["password"], names=names)
    if not told and sent["password"] != sent["again"]:
        told = tr("The two are not the same. Type the password twice.")
    return told


def login_names(person: Person) -> tuple[str, ...]:
    """Return the names with which the person signs in, beside their id."""
    return tuple(each.name for each in person.known_as if each.place is Place.LOGIN)


def _plain(code: str) -> str:
    return "".join(each for each in code if each.isascii() and each.isalnum())[:60] or "-"


def _over() -> NotAllowed:
    return NotAllowed(
        tr(
            "This link was used before, or is over, or was replaced by a newer one. Ask your "
            "Tandem admin for another."
        ),
        status=410,
    )
