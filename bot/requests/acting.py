"""Opening, taking, withdrawing and closing a request, and escalating what nobody took.

Knows who may do what. Does not know how it reads or where it is clicked. Every act may be
repeated and has one effect; of two people who take the same request one has it.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.answering.records import from_record
from bot.feedback import BadFeedback, scoped_key
from knowledge import access
from knowledge.model import (
    Called,
    Directory,
    Hazard,
    Person,
    Request,
    RequestState,
    Role,
    Route,
    Step,
    StepKind,
)
from knowledge.store import Store, Turn

FORGOTTEN_AFTER = timedelta(hours=12)
"""A shift: what was taken and never marked as done is closed by itself."""

_MOST_FIRST = (Role.ADMIN, Role.ENGINEER, *Role)
_log = logging.getLogger("tandem.requests")


def who_comes(
    directory: Directory, *, route: Route, asset: str | None, person: Person
) -> tuple[Called, ...]:
    """Return the roles that can be asked to come, in order; nobody in an emergency.

    A role without a team, or of a team without people, would never see it: it can only be called.
    Without an asset the place is where the person works, as for the role that the answer names.
    """
    if route.rule == Hazard.EMERGENCY or route.rule not in set(Hazard):
        return ()
    place = asset or access.own_place(directory, person)
    referral = directory.safety.referral(Hazard(route.rule), place)
    staffed = {team for each in directory.people for team in each.teams}
    return tuple(each for each in (referral.called if referral else ()) if each.team in staffed)


def open_request(
    store: Store, *, key: str, person: Person, question_id: str, now: datetime
) -> Request:
    """Ask the first role to come after the person's own routed answer; once for each answer.

    Raises ``BadFeedback`` for another's answer, one that was not routed, an emergency, or when
    the safety plan names nobody.
    """
    turn = access.own_turn(store, person, question_id)
    if turn is None:
        raise BadFeedback("question_id", question_id, "ask after an answer that you were given")
    directory = store.directory.load()
    route = _route(turn, directory)
    called = who_comes(directory, route=route, asset=turn.asset, person=person)
    if not called:
        raise BadFeedback(
            "question_id", question_id, f"nobody can be asked to come here; call {route.role}"
        )
    return store.requests.open(
        Request.opened(
            key=scoped_key("request", person, key),
            question_id=question_id,
            hazard=Hazard(route.rule),
            asset=turn.asset or access.own_place(directory, person),
            asker=person.id,
            called=called,
            now=now,
        )
    )


def take(store: Store, *, person: Person, number: int, now: datetime) -> Request:
    """Record that the person comes; taking again what one has taken changes nothing.

    Raises ``BadFeedback`` when it is no longer open, is the person's own, or was not sent to them.
    """

    def step(request: Request) -> Step | None:
        if request.taken is not None and request.taken.by == person.id:
            return None
        if request.asker == person.id:
            raise BadFeedback("request", number, "you asked for it; somebody else takes it")
        _check_open(request)
        role, team = _as(request, person)
        return Step(StepKind.TAKEN, now, person.id, role, team)

    return _advanced(store, person, number, step)


def withdraw(store: Store, *, person: Person, number: int, now: datetime) -> Request:
    """Record that the asker needs nobody any more; raises ``BadFeedback``."""

    def step(request: Request) -> Step | None:
        if request.asker != person.id:
            raise BadFeedback("request", number, "only who asked can withdraw it")
        if request.state is RequestState.WITHDRAWN:
            return None
        _check_open(request)
        return Step(StepKind.WITHDRAWN, now, person.id)

    return _advanced(store, person, number, step)


def close(store: Store, *, person: Person, number: int, now: datetime) -> Request:
    """Record that it is done, by whoever took it or asked for it; raises ``BadFeedback``."""

    def step(request: Request) -> Step | None:
        if request.state is RequestState.CLOSED:
            return None
        if request.taken is None:
            raise BadFeedback("request", number, "nobody has taken it yet; withdraw it instead")
        if person.id not in (request.asker, request.taken.by):
            raise BadFeedback("request", number, "only who took it or asked for it can close it")
        return Step(StepKind.CLOSED, now, person.id)

    return _advanced(store, person, number, step)


def sweep(store: Store, *, now: datetime) -> list[Request]:
    """Call the next role where nobody came in time, and return what changed.

    One step a request: whoever is called has the plan's whole time, also after a stop of ours.
    """
    after = store.directory.load().safety.escalate_after
    changed = []
    for request in store.requests.unfinished():
        step = request.due(after=after, now=now) or _forgotten(request, now)
        moved = store.requests.append(request, step) if step else None
        if step and moved:
            _log.info("request %d: %s %s", request.number, step.kind.value, step.role)
            changed.append(moved)
    return changed


def visible(store: Store, person: Person, number: int) -> Request:
    """Return the request; raises ``BadFeedback`` when there is none that the person may see."""
    request = access.request(store, person, number)
    if request is None:
        raise BadFeedback("request", number, "there is none of that number that you may see")
    return request


def _route(turn: Turn, directory: Directory) -> Route:
    route = from_record(turn.answer).route
    if route is None:
        remedy = "it was answered; a role is asked to come only for what is not answered from chat"
        raise BadFeedback("question_id", turn.key, remedy)
    if route.rule == Hazard.EMERGENCY:
        number = directory.safety.emergency_number or route.role
        raise BadFeedback("question_id", turn.key, f"it is an emergency; call {number} now")
    return route


def _advanced(
    store: Store,
    person: Person,
    number: int,
    decided: Callable[[Request], Step | None],
) -> Request:
    """Add the step that is decided on what is there now; whoever comes second decides again."""
    while True:
        request = visible(store, person, number)
        step = decided(request)
        after = store.requests.append(request, step) if step else request
        if after is not None:
            return after


def _check_open(request: Request) -> None:
    remedies = {
        RequestState.TAKEN: "somebody has taken it already",
        RequestState.CLOSED: "it is done already",
        RequestState.WITHDRAWN: "it was withdrawn",
    }
    if request.state in remedies:
        raise BadFeedback("request", request.number, remedies[request.state])


def _as(request: Request, person: Person) -> tuple[str, str]:
    """Return the called role and team as which the person comes, or what they are here."""
    for called in request.reached:
        if called.team in person.teams:
            return called.role, called.team
    return next((role.value for role in _MOST_FIRST if role in person.roles), ""), ""


def _forgotten(request: Request, now: datetime) -> Step | None:
    taken = request.taken
    if request.state is RequestState.TAKEN and taken and now >= taken.at + FORGOTTEN_AFTER:
        return Step(StepKind.CLOSED, now)
    return None
