"""The chat page: the strip of recommendations, the subject, the conversation, asking.

Knows which pieces a page is made of. Does not know how an answer is found, or what feedback means.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bot import transfers
from bot.corrections import unread
from bot.feedback import scoped_key
from bot.inquiries import open_for
from bot.messages import Message, Reply
from bot.shown.cards import Card, card_of, recent_cards
from bot.shown.referred import emergency_of
from bot.speech import mark, tr
from bot.web.bodies import form_fields
from bot.web.channel import WebChannel
from bot.web.context import Context
from bot.web.experts import told_to
from bot.web.keys import act_key, new_key
from bot.web.requests import bar_of
from knowledge import access
from knowledge.model import Person

STRIP = 30
TURNS = 20
MOST_TURNS = 500
_FIRST_QUESTIONS = (mark("What is open?"), mark("Who do I ask?"))


def chat_routes(context: Context) -> list[Route]:
    """Return the routes of the chat page and its pieces."""
    chat = Chat(context)
    return [
        Route("/", chat.page, methods=["GET"]),
        Route("/strip", chat.strip, methods=["GET"]),
        Route("/about/{decision_id:path}", chat.about, methods=["GET"]),
        Route("/ask", chat.ask, methods=["POST"]),
    ]


@dataclass(frozen=True)
class Chat:
    """The chat's endpoints over one context."""

    context: Context

    def page(self, request: Request) -> Response:
        """``GET /``: the whole page; ``about`` names the subject, ``turns`` how far back to go."""
        person = self.context.identity.visitor(request)
        position = self.context.changes.position
        limit = _number(request.query_params.get("turns", ""), TURNS, MOST_TURNS)
        turns = self._turns(person, limit + 1)
        earlier, turns = len(turns) > limit, turns[-limit:]
        pointed, talked = request.query_params.get("about"), _last_subject(turns)
        return self.context.pages.page(
            request,
            "chat.html",
            person=person,
            position=position,
            tells=self.context.services.settings.connection is not None,
            turns=[WebChannel(self.context, person).render(reply) for reply in turns],
            earlier=min(limit * 4, MOST_TURNS) if earlier else None,
            unread=unread(self.context.services.store, person),
            went=transfers.unread(self.context.services.store, person),
            offers=self._offers(person),
            requests=bar_of(self.context.services.store, person),
            inquiries=open_for(self.context.services.store, person, now=self.context.clock()),
            **told_to(self.context, person),
            **self._strip_of(person, request),
            **self._subject(
                person,
                pointed or talked,
                fresh=bool(pointed) and pointed != talked,
                alone=not pointed and bool(turns) and _is_emergency(turns[-1]),
                suggested=turns[-1].answer.suggestions if turns else (),
            ),
        )

    def strip(self, request: Request) -> Response:
        """``GET /strip``: the list of recommendations alone, for the page that is open."""
        person = self.context.identity.visitor(request)
        pieces = self._strip_of(person, request)
        return self._piece("_strip.html", now=self.context.clock(), **pieces)

    def about(self, request: Request) -> Response:
        """``GET /about/ID``: the card of one recommendation, which becomes the subject."""
        decision_id = request.path_params["decision_id"]
        if "hx-request" not in request.headers:
            return RedirectResponse("/?" + urlencode({"about": decision_id}), status_code=303)
        person = self.context.identity.visitor(request)
        return self._piece("_pointed.html", **self._subject(person, decision_id, fresh=True))

    async def ask(self, request: Request) -> Response:
        """``POST /ask``: a question; the answer's bubble, or the page where scripts are off."""
        asked = await form_fields(request, ("key", "text", "decision_id", "asset"))
        return await self.context.in_turn(self._ask, request, asked)

    def _ask(self, request: Request, asked: Mapping[str, str]) -> Response:
        person = self.context.identity.visitor(request)
        now = self.context.clock()
        said = (asked["text"], asked["decision_id"], asked["asset"])
        visible = access.recommendation(self.context.services.store, person, said[1])
        message = Message(
            key=scoped_key("web", person, act_key(asked["key"], *said)),
            conversation_id=conversation_of(person),
            person=person,
            text=asked["text"],
            at=now,
            decision_id=visible.decision_id if visible else None,
            asset=asked["asset"] or None,
        )
        with self.context.telling.to(person.id, asked["key"]) as tell:
            reply = self.context.services.assistant.reply(message, now=now, tell=tell)
        alone = _is_emergency(reply)
        subject = "" if alone else reply.answer.decision_id or asked["decision_id"]
        here = "/?" + urlencode({"about": subject}) if subject else "/"
        if "hx-request" not in request.headers:
            return RedirectResponse(here, status_code=303)
        piece = self._piece(
            "_asked.html",
            turn=WebChannel(self.context, person).render(reply),
            **self._subject(
                person, subject, fresh=False, alone=alone, suggested=reply.answer.suggestions
            ),
        )
        # A reload goes on with what this tab talked about last.
        piece.headers["hx-replace-url"] = here
        return piece

    def _offers(self, person: Person) -> int:
        services, now = self.context.services, self.context.clock()
        days = services.settings.transfer_days
        return transfers.waiting(services.store, person, result_days=days, now=now)

    def _turns(self, person: Person, limit: int) -> list[Reply]:
        """Return the person's last turns, oldest first."""
        services = self.context.services
        with services.store.reading_together():
            last = access.conversation(services.store, conversation_of(person), limit)
            return [services.assistant.kept(turn, reader=person) for turn in reversed(last)]

    def _strip_of(self, person: Person, request: Request) -> dict[str, Any]:
        limit = _number(request.query_params.get("limit", ""), STRIP, 10 * STRIP)
        cards = recent_cards(
            self.context.services.store, person, limit=limit + 1, now=self.context.clock()
        )
        return {
            "cards": cards[:limit],
            "more_cards": limit * 3 if len(cards) > limit and limit < 10 * STRIP else None,
        }

    def _subject(
        self,
        person: Person,
        decision_id: str | None,
        *,
        fresh: bool,
        alone: bool = False,
        suggested: Sequence[str] = (),
    ) -> dict[str, Any]:
        """Return what the subject's card needs; ``fresh`` shows it whole.

        ``alone``: nothing stands below the answer, because it is an emergency's.
        """
        now = self.context.clock()
        store = self.context.services.store
        shown = decision_id if decision_id and not alone else ""
        card = card_of(store, person, shown, now=now) if shown else None
        return {
            "card": card,
            "fresh": fresh,
            "unknown": shown if fresh and card is None else "",
            "questions": () if alone else (not fresh and suggested) or _questions(card),
            "key": new_key(),
            "now": now,
        }

    def _piece(self, template: str, **context: Any) -> HTMLResponse:
        return HTMLResponse(self.context.pages.render(template, **context))


def conversation_of(person: Person) -> str:
    """Return the person's one conversation on the web: nobody else's page reads it."""
    return f"web:{person.id}"


def _questions(card: Card | None) -> tuple[str, ...]:
    if card is None:
        return tuple(tr(each) for each in _FIRST_QUESTIONS)
    one = card.recommendation
    possible = (
        (mark("Why?"), True),
        (mark("How do I do it?"), True),
        (mark("What would have to change?"), any(rule.conditions for rule in one.rules_fired)),
        (mark("What else did it consider?"), bool(one.alternatives)),
        (mark("What happened last time?"), True),
        (mark("Is it still valid?"), one.expires_at is not None),
    )
    return tuple(tr(text) for text, fits in possible if fits)


def _is_emergency(reply: Reply) -> bool:
    return emergency_of(reply.answer) is not None


def _last_subject(turns: list[Reply]) -> str | None:
    return turns[-1].answer.decision_id if turns else None


def _number(text: str, default: int, most: int) -> int:
    return min(int(text), most) if text.isdecimal() and int(text) > 0 else default
