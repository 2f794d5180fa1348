"""Deciding on a correction: accepting, rejecting, rolling back, settling, withdrawing.

Knows who may do what and what has to be said with it. Does not know how it reads or where it is
clicked. Every act says who, when and why, and is only ever added; of two reviewers who decide at
once the first one has decided.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.corrections.telling import state_words
from bot.feedback import BadFeedback
from bot.speech import tr
from knowledge import access
from knowledge.hygiene import visible
from knowledge.model import (
    BadStep,
    Correction,
    Life,
    LifeStep,
    Person,
    Role,
    Use,
    checked_asset,
)
from knowledge.store import Store

MAX_REASON = 1_000


@dataclass(frozen=True)
class Vouched:
    """How a correction is accepted.

    ``use``: what it is to be. ``scope``: the asset prefix it holds for; "" leaves its own.
    ``until``: when it expires; None leaves its own. ``document``: the number of the document that
    is to be changed, or that answers the question; it may be "" unless a change is asked for.
    """

    use: Use = Use.EVIDENCE
    scope: str = ""
    until: datetime | None = None
    document: str = ""


def accept(
    store: Store, person: Person, number: int, *, reason: str, vouched: Vouched, now: datetime
) -> Correction:
    """Accept a correction; as evidence it stands in answers of its scope at once.

    Raises ``BadFeedback`` naming the field: one that the person may not decide on, without a
    reason, for a scope that is not theirs, or that was decided a moment ago.
    """
    one = _to_review(store, person, number)
    return _taken(store, [(one, _accepting(store, person, one, reason, vouched, now))])[0]


def reject(store: Store, person: Person, number: int, *, reason: str, now: datetime) -> Correction:
    """Reject a correction: it is gone from answers at once. Raises ``BadFeedback``."""
    one = _to_review(store, person, number)
    step = _step(store, person, one, Life.REJECTED, reason, now)
    return _taken(store, [(one, [step])])[0]


def roll_back(
    store: Store, person: Person, number: int, *, reason: str, now: datetime
) -> Correction:
    """Take an accepted correction back: it was wrong after all. Raises ``BadFeedback``."""
    one = _to_review(store, person, number)
    step = _step(store, person, one, Life.ROLLED_BACK, reason, now)
    return _taken(store, [(one, [step])])[0]


def done(store: Store, person: Person, number: int, *, reason: str, now: datetime) -> Correction:
    """Say that the change that was asked for, or the note, has arrived where it belongs."""
    one = _to_review(store, person, number)
    step = _step(store, person, one, Life.APPLIED, reason, now)
    return _taken(store, [(one, [step])])[0]


def settle(
    store: Store,
    person: Person,
    number: int,
    *,
    over: int,
    reason: str,
    vouched: Vouched,
    now: datetime,
) -> Correction:
    """Let the correction ``number`` hold and end ``over``, which disagrees; both or neither.

    One that is still in review is accepted with it. Raises ``BadFeedback``.
    """
    one, other = _to_review(store, person, number), _to_review(store, person, over)
    moves: list[tuple[Correction, Sequence[LifeStep]]] = []
    if one.in_review:
        moves.append((one, _accepting(store, person, one, reason, vouched, now)))
    elif one.accepted is None:
        raise BadFeedback("number", number, tr("it counts for nothing any more; look at the list"))
    ended = _step(store, person, other, Life.SUPERSEDED, reason, now, other=one.number)
    moves.append((other, [ended]))
    _taken(store, moves)
    return _known(store, person, number)


def withdraw(store: Store, person: Person, number: int, *, now: datetime) -> Correction:
    """Withdraw one's own correction, whatever became of it so far. Raises ``BadFeedback``."""
    one = _known(store, person, number)
    return _taken(store, [(one, [LifeStep(Life.WITHDRAWN, now, person.id)])])[0]


def _known(store: Store, person: Person, number: int) -> Correction:
    found = access.correction(store, person, number)
    if found is None:
        raise BadFeedback(
            "number", number, tr("there is no such correction that you may see; look at the list")
        )
    return found


def _to_review(store: Store, person: Person, number: int) -> Correction:
    one = _known(store, person, number)
    directory = store.directory.load()
    if directory.person(person.id) is None:
        raise BadFeedback(
            "person", person.id, tr("say who decides: choose yourself, or give --person ID")
        )
    if directory.are_one(person.id, one.author):
        raise BadFeedback("number", number, tr("it is your own; somebody else decides on it"))
    if not access.may_review(directory, person, one):
        raise BadFeedback(
            "number", number, tr("engineers and admins of the equipment's teams decide on it")
        )
    return one


def _accepting(
    store: Store, person: Person, one: Correction, reason: str, vouched: Vouched, now: datetime
) -> list[LifeStep]:
    if one.routed and vouched.use is Use.EVIDENCE:
        raise BadFeedback(
            "use",
            vouched.use.value,
            tr("this matter is not answered from chat; choose change_request or note"),
        )
    document = " ".join(vouched.document.split())
    if vouched.use is Use.CHANGE_REQUEST and not document:
        raise BadFeedback("document", "", tr("name the document to be changed, such as SOP-114"))
    if vouched.until is not None and vouched.until <= now:
        raise BadFeedback("until", vouched.until.date().isoformat(), tr("choose a day to come"))
    accepted = _step(
        store,
        person,
        one,
        Life.ACCEPTED,
        reason,
        now,
        use=vouched.use,
        scope=_scope(store, person, one, vouched.scope),
        until=vouched.until,
        document=document,
    )
    if vouched.use is not Use.EVIDENCE:
        return [accepted]
    return [
        accepted,
        LifeStep(Life.APPLIED, now, person.id, role=accepted.role, team=accepted.team),
    ]


def _step(
    store: Store,
    person: Person,
    one: Correction,
    kind: Life,
    reason: str,
    now: datetime,
    **more: object,
) -> LifeStep:
    """Return the step of a reviewer, with the role and team in which they act."""
    told = visible(reason).strip()
    if not told or len(told) > MAX_REASON:
        raise BadFeedback("reason", reason[:40], tr("say why in a sentence"))
    directory = store.directory.load()
    place = one.matter.asset or one.said.scope
    owners = directory.owners(place) & person.teams if place else frozenset[str]()
    role = Role.ENGINEER if Role.ENGINEER in person.roles else Role.ADMIN
    team = min(owners or person.teams, default="")
    return LifeStep(kind, now, person.id, told, role.value, team, **more)  # type: ignore[arg-type]


def _scope(store: Store, person: Person, one: Correction, scope: str) -> str | None:
    """Return the scope for which it is accepted: the reviewer vouches for no other's equipment."""
    wanted = scope or one.said.scope or ""
    if not wanted and (person.sees_all or Role.ADMIN in person.roles):
        return None
    wanted = wanted or one.matter.asset or ""
    try:
        checked = checked_asset(wanted)
    except ValueError as error:
        raise BadFeedback("scope", wanted, str(error)) from None
    if not access.may_see_asset(store.directory.load(), person, checked):
        raise BadFeedback("scope", checked, tr("choose equipment of your own teams"))
    return checked


def _taken(
    store: Store, moves: Sequence[tuple[Correction, Sequence[LifeStep]]]
) -> list[Correction]:
    try:
        after = store.corrections.append(moves)
    except BadStep:
        state = state_words(moves[0][0].state)
        raise BadFeedback(
            "number",
            moves[0][0].number,
            tr("that no longer follows ({state}); look at it again", state=state),
        ) from None
    if after is None:
        raise BadFeedback(
            "number",
            moves[0][0].number,
            tr("somebody decided on it a moment ago; look at it again"),
        )
    return after
