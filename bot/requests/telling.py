"""A request as its reader sees it: what it is about, every step in words, what they may do.

Knows the words. Does not know pages. Nobody is named: steps say which team or role.
"""

from dataclasses import dataclass
from datetime import datetime

from bot.answering.wording import past
from bot.hazards import matter_of
from bot.lines import Line
from bot.speech import tr
from knowledge.model import Called, Directory, Person, Request, RequestState, Step, StepKind


@dataclass(frozen=True)
class Told:
    """A request for one reader; ``role`` is the one that was called last."""

    request: Request
    matter: str
    where: str
    asked_by: str
    role: Called
    lines: tuple[Line[Step], ...]
    yours: bool
    may_take: bool
    may_close: bool

    @property
    def number(self) -> int:
        """What people call it by."""
        return self.request.number

    @property
    def state(self) -> RequestState:
        """Whether somebody is still waited for."""
        return self.request.state

    @property
    def is_open(self) -> bool:
        """Whether nobody has taken it yet."""
        return self.request.state is RequestState.OPEN


def told(request: Request, *, reader: Person, directory: Directory) -> Told:
    """Return the request for a reader who may see it."""
    yours = request.asker == reader.id
    taken = request.taken
    took = taken is not None and taken.by == reader.id
    return Told(
        request=request,
        matter=matter_of(request.hazard),
        where=directory.full_name_of(request.asset) if request.asset else "",
        asked_by=_team_of(request.asker, directory),
        role=request.reached[-1],
        lines=tuple(
            Line(step, _sentence(step, request, reader, directory)) for step in request.steps
        ),
        yours=yours,
        may_take=request.state is RequestState.OPEN and not yours,
        may_close=request.state is RequestState.TAKEN and (yours or took),
    )


def told_json(told: Told, *, now: datetime) -> dict[str, object]:
    """Return the request as the API tells it."""
    request = told.request
    return {
        "id": request.number,
        "state": request.state.value,
        "hazard": request.hazard.value,
        "matter": told.matter,
        "asset": request.asset,
        "asset_name": told.where,
        "opened_at": request.opened_at.isoformat(),
        "asked_by": told.asked_by,
        "yours": told.yours,
        "question_id": request.question_id if told.yours else None,
        "role": told.role.role,
        "how": told.role.how,
        "may_take": told.may_take,
        "steps": [
            {
                "kind": line.step.kind.value,
                "at": line.at.isoformat(),
                "ago": past(now - line.at),
                "role": line.step.role,
                "team": line.step.team,
                "text": line.text,
            }
            for line in told.lines
        ],
    }


def _sentence(step: Step, request: Request, reader: Person, directory: Directory) -> str:
    you = step.by == reader.id
    match step.kind:
        case StepKind.CALLED:
            if request.asker == reader.id:
                return tr("You asked for: {role}.", role=step.role)
            asker = _team_of(request.asker, directory)
            return tr("{team} asked for: {role}.", team=asker, role=step.role)
        case StepKind.ESCALATED:
            return tr("Nobody had taken it. Asked now: {role}.", role=step.role)
        case StepKind.LEFT:
            return tr("Nobody has taken it. It stays with: {role}.", role=step.role)
        case StepKind.TAKEN:
            who = _team_name(step.team, directory) or step.role
            return tr("You took it.") if you else tr("Taken by: {who}.", who=who)
        case StepKind.CLOSED:
            return tr("Done.") if step.by else tr("Closed by itself after a shift.")
        case StepKind.WITHDRAWN:
            return tr("You withdrew it.") if you else tr("Withdrawn: nobody is needed any more.")
        case StepKind.OPENED:
            return ""


def _team_of(person_id: str, directory: Directory) -> str:
    person = directory.person(person_id)
    teams = person.teams if person else frozenset()
    names = [team.name for team in directory.teams if team.id in teams]
    return ", ".join(names) or tr("Somebody")


def _team_name(team_id: str, directory: Directory) -> str:
    return next((team.name for team in directory.teams if team.id == team_id), team_id)
