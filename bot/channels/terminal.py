"""The terminal's face: a Reply as plain text for a person at a shell.

Knows widths, marks and colours. Control characters in texts never reach the terminal.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.answering.cited import age_of, foreign_to_reader, place
from bot.answering.wording import past
from bot.channels.wrapping import wrapped
from bot.hazards import matter_of
from bot.messages import Reply
from bot.shown.answers import subject_of
from bot.speech import tr, trn
from knowledge.hygiene import one_line, unlabelled, visible
from knowledge.model import (
    Answer,
    Claim,
    ClaimKind,
    Evidence,
    EvidenceKind,
    Hazard,
    Status,
    followable,
)

_BOLD, _DIM, _OFF = "\x1b[1m", "\x1b[2m", "\x1b[0m"
_LED = frozenset({ClaimKind.REASON, ClaimKind.COUNTERFACTUAL, ClaimKind.VALIDITY})


@dataclass(frozen=True)
class TerminalChannel:
    """Renders replies for a terminal of ``width`` columns; ``more`` shows the details too."""

    width: int = 88
    color: bool = False
    more: bool = False

    def render(self, reply: Reply) -> str:
        """Return the whole reply as lines; what is held back is counted and how to get it said."""
        return "\n".join(visible(line) if not self.color else line for line in self._lines(reply))

    def _lines(self, reply: Reply) -> Iterable[str]:
        answer = reply.answer
        if answer.route is not None and answer.route.rule == Hazard.EMERGENCY:
            yield self._styled(answer.route.role, _BOLD)
            yield from self._filled(answer.route.line)
            return
        if subject := subject_of(reply):
            yield self._styled(subject, _BOLD)
            yield ""
        if answer.route is not None:
            yield from self._route(answer)
        if not answer.own_claims:
            yield from self._filled(answer.text)
        if answer.doubt:
            yield from self._filled(answer.doubt)
            yield ""
        yield from self._claims(reply)
        if answer.status is Status.ASK_BACK:
            yield from self._candidates(reply)
        if answer.missing:
            yield ""
            yield from self._filled(answer.missing)
        yield from self._sources(reply)
        if answer.note:
            yield ""
            yield from (self._styled(line, _DIM) for line in self._filled(answer.note, "  ", "  "))
        yield from self._next(answer)

    def _route(self, answer: Answer) -> Iterable[str]:
        way = answer.route
        assert way is not None
        told = [tr("Not answered from chat: {matter}.", matter=matter_of(way.rule))]
        told.append(tr("Call: {role}.", role=way.role))
        told += [tr("Permit: {permit}.", permit=way.permit)] if way.permit else []
        told += [tr("Training: {training}.", training=way.training)] if way.training else []
        yield from self._filled(" ".join(told))
        if followable(way.training_link):
            yield from self._filled(way.training_link)
        if answer.claims:
            yield ""
            yield from self._filled(tr("The controlled text, word for word:"))
        yield ""

    def _claims(self, reply: Reply) -> Iterable[str]:
        answer = reply.answer
        places = {each.label: _field(_heading(each, reply.at)) for each in answer.evidence}
        shown = [claim for claim in answer.claims if self.more or not claim.detail]
        for number, claim in enumerate(shown):
            if claim.quote:
                yield from self._quoted(claim, places)
            elif number == 0 or (claim.kind in _LED and not claim.detail):
                yield from self._filled(f"{claim.text} {_labels(claim)}")
            else:
                yield from self._filled(f"{claim.text} {_labels(claim)}", first="  - ", rest="    ")
        held_back = len(answer.claims) - len(shown)
        if held_back:
            told = trn(
                "({count} more: ask with --more, or type “more”)",
                "({count} more: ask with --more, or type “more”)",
                held_back,
            )
            yield self._styled(f"  {told}", _DIM)

    def _quoted(self, claim: Claim, places: dict[str, str]) -> Iterable[str]:
        told = "; ".join(places[label] for label in claim.citations)
        yield from self._filled(f"{told}: {_labels(claim)}", first="  ", rest="  ")
        for line in claim.text.splitlines():
            yield from self._filled(line, first="  | ", rest="  | ")

    def _candidates(self, reply: Reply) -> Iterable[str]:
        for number, each in enumerate(reply.answer.candidates, start=1):
            ago = past(reply.at - each.issued_at)
            told = _field(f"{each.asset_name}: {each.action} ({each.decision_id}, {ago})")
            yield from self._filled(told, first=f"  {number}. ", rest="     ")

    def _sources(self, reply: Reply) -> Iterable[str]:
        if not reply.answer.evidence:
            return
        yield ""
        for each in reply.answer.evidence:
            yield self._styled(f"  [{each.label}] {_source(each, reply)}", _DIM)

    def _next(self, answer: Answer) -> Iterable[str]:
        if answer.suggestions:
            yield ""
            questions = "  ".join(map(_field, answer.suggestions))
            if answer.status is Status.ASK_BACK and len(questions) > self.width:
                # What a question may have meant is long, and chosen from: one a line.
                questions = "\n        ".join(map(_field, answer.suggestions))
            told = tr("Next: {questions}", questions=questions)
            yield self._styled(f"  {told}", _DIM)

    def _filled(self, text: str, first: str = "", rest: str = "") -> Iterable[str]:
        lines = wrapped(visible(text), self.width, first=first, rest=rest)
        return lines or [first.rstrip()]

    def _styled(self, text: str, style: str) -> str:
        return f"{style}{visible(text)}{_OFF}" if self.color else text


def told(claim: Claim) -> str:
    """Return a claim that comes before the answer is whole, on one line."""
    text = f"“{unlabelled(claim.text)}”" if claim.quote else claim.text
    return visible(" ".join(f"{text} {_labels(claim)}".split()))


def _heading(each: Evidence, now: datetime) -> str:
    if each.kind is EvidenceKind.CORRECTION:
        return f"{place(each)}, {age_of(each, now)} · {each.title}"
    named = f"{place(each)} · {each.title}" if each.title else place(each)
    foreign = foreign_to_reader(each)
    return f"{named}, {foreign}" if foreign else named


def _source(each: Evidence, reply: Reply) -> str:
    age = age_of(each, reply.at)
    title = f" “{each.title}”" if each.label[0] in "SK" and each.title else ""
    return _field(f"{place(each)}{title}" + (f", {age}" if age else ""))


def _field(text: str) -> str:
    """Return somebody else's words on one line, with nothing in them that looks like a label."""
    return one_line(unlabelled(text))


def _labels(claim: Claim) -> str:
    return " ".join(f"[{label}]" for label in claim.citations)
