"""The side sheet behind a citation: the exact place, with what stands around it.

Knows how to open a passage, an article and a reasoning log for a reader who may see them. Does not
know which answer cites what beyond the label. An old citation opens too, and says that it is old.
"""

from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from bot import articles
from bot.answering.cited import confirmed
from bot.answering.contributed import became, evidence_of
from bot.answering.records import from_record
from bot.corrections import told
from bot.shown.answers import chart_of
from bot.shown.cards import card_of
from bot.shown.passages import pieces, standing
from bot.speech import tr
from bot.web.context import Context
from bot.web.refusals import NotAllowed
from knowledge import access
from knowledge.curation import seeing
from knowledge.curation.matching import Contribution
from knowledge.model import Evidence, EvidenceKind, Person

AROUND = 2
MOST_AROUND = 200


def sheet_routes(context: Context) -> list[Route]:
    """Return the routes of the sheet."""
    sheets = Sheets(context)
    return [
        Route("/evidence/{label}", sheets.evidence, methods=["GET"]),
        Route("/logs/{decision_id:path}", sheets.log, methods=["GET"]),
    ]


@dataclass(frozen=True)
class Sheets:
    """The sheet's endpoints over one context."""

    context: Context

    def evidence(self, request: Request) -> Response:
        """``GET /evidence/S1?question=ID``: what the label of that answer stands for."""
        person = self.context.identity.visitor(request)
        question_id = request.query_params.get("question", "")
        found = self._cited(person, question_id, request.path_params["label"])
        if found.kind is EvidenceKind.REASONING_LOG and found.heading_path:
            lines = found.text.splitlines()
            return self._sheet(
                request, person, "_asked_live.html", found.title, evidence=found, lines=lines
            )
        if found.kind is EvidenceKind.REASONING_LOG:
            return self._log(request, person, found.source_id, found.label)
        if found.kind is EvidenceKind.CORRECTION:
            return self._said(request, person, found)
        if found.kind is EvidenceKind.ARTICLE:
            return self._article(request, person, found)
        return self._passage(request, person, found, question_id)

    def log(self, request: Request) -> Response:
        """``GET /logs/ID``: the reasoning log of a recommendation."""
        person = self.context.identity.visitor(request)
        return self._log(request, person, request.path_params["decision_id"], "")

    def _cited(self, person: Person, question_id: str, label: str) -> Evidence:
        services = self.context.services
        turn = access.own_turn(services.store, person, question_id)
        if turn is not None:
            for each in from_record(turn.answer).evidence:
                if each.label == label:
                    return each
        raise NotAllowed(
            tr("There is no source {label} in an answer that you were given.", label=label),
            status=404,
        )

    def _log(self, request: Request, person: Person, decision_id: str, label: str) -> Response:
        store, now = self.context.services.store, self.context.clock()
        card = card_of(store, person, decision_id, now=now)
        if card is None:
            raise NotAllowed(
                tr(
                    "There is no reasoning log {decision} for equipment of your own team.",
                    decision=decision_id,
                ),
                status=404,
            )
        became = access.sequel(store, [card.recommendation])
        return self._sheet(
            request,
            person,
            "_log.html",
            tr("Reasoning log {decision}", decision=decision_id),
            card=card,
            label=label,
            chart=chart_of(card.recommendation, ""),
            decisions=became.decisions.get(decision_id, []),
            outcomes=became.outcomes.get(decision_id, []),
        )

    def _passage(
        self, request: Request, person: Person, evidence: Evidence, question_id: str
    ) -> Response:
        store, now = self.context.services.store, self.context.clock()
        found = access.passage(store, person, evidence.source_id)
        if found is None:
            raise NotAllowed(_gone(evidence), status=404)
        passage, revision = found
        around = _number(request.query_params.get("around", ""))
        everything = access.whole(store, person, revision)
        return self._sheet(
            request,
            person,
            "_passage.html",
            f"{revision.number} {revision.title}",
            evidence=evidence,
            confirmed=confirmed(evidence.backing),
            revision=revision,
            passage=passage,
            pieces=pieces(everything, passage, around),
            whole=len(everything),
            around=around,
            wider=min(around * 5, MOST_AROUND),
            question_id=question_id,
            standing=standing(
                revision,
                access.in_force(store, person, revision.number, on=now.date()),
                on=now.date(),
            ),
        )

    def _article(self, request: Request, person: Person, evidence: Evidence) -> Response:
        """Show the article as it stands today, while it is published."""
        services, now = self.context.services, self.context.clock()
        one = access.article(services.store, person, evidence.document)
        if one is None or not one.published:
            raise NotAllowed(_gone(evidence), status=404)
        return self._sheet(
            request,
            person,
            "_article.html",
            f"{one.number} {one.body.title}",
            told=articles.told(services.assistant.sources(), one, reader=person, now=now),
            given=evidence.revision,
            in_sheet=True,
        )

    def _said(self, request: Request, person: Person, evidence: Evidence) -> Response:
        """Show what somebody said as it stands today, or what became of it."""
        store, now = self.context.services.store, self.context.clock()
        directory, number = store.directory.load(), int(evidence.source_id)
        one, counts = seeing.cited(store, person, [number], now=now).get(number, (None, None))
        if one is None or counts is None:
            gone = became(one, directory) if one else ""
            raise NotAllowed(
                gone or tr("This is no longer there, or no longer shown to your team."), status=404
            )
        return self._sheet(
            request,
            person,
            "_said.html",
            tr("What {team} says", team=", ".join(evidence.heading_path) or tr("a colleague")),
            evidence=evidence_of(evidence.label, Contribution(one, counts), directory),
            told=told(one, reader=person, directory=directory),
        )

    def _sheet(
        self, request: Request, person: Person, template: str, title: str, **context: Any
    ) -> Response:
        """Return the sheet alone to a page that is open, or as a page of its own."""
        context |= {"title": title, "now": self.context.clock()}
        if "hx-request" in request.headers:
            return HTMLResponse(self.context.pages.render(template, **context))
        return self.context.pages.page(
            request, "sheet.html", person=person, piece=template, **context
        )


def _gone(evidence: Evidence) -> str:
    return tr(
        "{document} is no longer there, or no longer shown to your team.",
        document=evidence.document,
    )


def _number(text: str) -> int:
    return min(int(text), MOST_AROUND) if text.isdecimal() and int(text) > 0 else AROUND
